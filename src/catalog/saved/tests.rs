use std::path::Path;

use super::*;
use crate::catalog::load::from_object;
use crate::catalog::{Lookup, PropertyLookup, load_bytes};

/// Saved as JSON and read again.
fn again(catalog: &Catalog) -> Catalog {
    let mut restored = Catalog::default();
    for saved in catalog.saved() {
        let json = serde_json::to_string(&saved).unwrap();
        restored.restore(serde_json::from_str(&json).unwrap());
    }
    restored
}

fn loaded(file: &str) -> Catalog {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    load_bytes(&path, &std::fs::read(&path).unwrap()).unwrap().catalog
}

fn of(file: &str, producer: &str, json: &str) -> Catalog {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    from_object(Path::new(file), json.as_object().unwrap(), Some(producer)).unwrap().catalog
}

#[test]
fn what_was_declared_comes_back_whole() {
    let mut catalog = loaded("sample-logs/demo/catalog.json");
    catalog.join(loaded("tests/data/TELEMETRY.md"));
    let json = r#"{"events":{"e":{"${wildcard}":[{"${prefix}":"a.","${classification}":{
        "classification":"SystemMetaData","purpose":"FeatureInsight"}}],"n<NUMBER>":{
        "classification":"x","purpose":"y","isMeasurement":true,"comment":"c"}}},
        "commonProperties":{"common.x":{"classification":"SystemMetaData"}}}"#;
    catalog.join(of("other.json", "Acme.Other", json));
    let restored = again(&catalog);
    assert!(catalog.saved().count() > 2);
    assert!(catalog.saved().eq(restored.saved()));
    assert!(catalog.files().eq(restored.files()));
    assert!(catalog.producers().eq(restored.producers()));
    for (producer, declarations) in catalog.by_file() {
        for event in declarations.events() {
            let name = event.name.as_str();
            let (mine, yours) = (catalog.lookup(producer, name), restored.lookup(producer, name));
            assert_eq!(mine.purposes(), yours.purposes(), "{name}");
            let (Lookup::Declared(mine), Lookup::Declared(yours)) = (mine, yours) else {
                panic!("{name} is not declared");
            };
            assert_eq!((mine.plan, mine.file()), (yours.plan, yours.file()));
            for key in mine.properties.iter().map(|it| it.name.as_str()).chain(["none.such"]) {
                let looked = |catalog: &Catalog, event| match catalog.property(producer, event, key)
                {
                    PropertyLookup::Own(own) => format!("own {own:?}"),
                    PropertyLookup::Common(common) => format!("common {common:?}"),
                    other => format!("{other:?}"),
                };
                assert_eq!(looked(&catalog, mine), looked(&restored, yours), "{name}/{key}");
            }
        }
    }
}

#[test]
fn of_two_files_the_one_that_counts_still_does() {
    let file = |name: &str, purpose: &str| {
        let json = format!("{{\"events\":{{\"e\":{{\"p\":{{\"purpose\":\"{purpose}\"}}}}}}}}");
        of(name, "acme.demo", &json)
    };
    let mut catalog = file("first.json", "FeatureInsight");
    catalog.join(file("second.json", "BusinessInsight"));
    let restored = again(&catalog);
    let purposes = |catalog: &Catalog| catalog.lookup("acme.demo", "e").purposes();
    assert_eq!(purposes(&catalog), Purposes::only(Purpose::BusinessInsight));
    assert_eq!(purposes(&restored), purposes(&catalog));
}
