//! Catalogs in all their real shapes, whose they are, and what they say of an event.

mod conflicts;
mod deviations;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::load::from_object;
use super::*;
use crate::event::{Declared, Purpose, Purposes};

fn load(json: &Value, producer: Option<&str>) -> Loaded {
    let object = json.as_object().expect("an object");
    from_object(Path::new("some.json"), object, producer).expect("a catalog")
}

fn acme(json: &Value) -> Catalog {
    load(json, Some("acme.demo")).catalog
}

fn property(purpose: &str) -> Value {
    json!({"classification": "SystemMetaData", "purpose": purpose})
}

/// What `event` of acme.demo says of `key`: purpose, and whether it is a measurement.
fn own(catalog: &Catalog, event: &str, key: &str) -> Option<(Option<String>, bool)> {
    let event = catalog.lookup("acme.demo", event).event()?;
    match catalog.property("acme.demo", event, key) {
        PropertyLookup::Own(own) => Some((own.purpose.clone(), own.is_measurement)),
        _ => None,
    }
}

fn feature(measured: bool) -> (Option<String>, bool) {
    (Some("FeatureInsight".to_owned()), measured)
}

#[test]
fn the_extractor_s_own_shape_is_read_whole() {
    let catalog = acme(&json!({
        "commonProperties": {"common.sku": property("FeatureInsight")},
        "events": {"Demo.Run": {
            "owner": "alice", "comment": "It ran", "expiration": "1.99",
            "exectime": {"classification": "SystemMetaData", "purpose": "PerformanceAndHealth",
                         "endPoint": "none", "isMeasurement": true, "comment": "ms"},
            "${wildcard}": [{"${prefix}": "timer.", "${classification}":
                {"classification": "SystemMetaData", "purpose": "FeatureInsight", "endpoint": "x"}}],
        }},
    }));
    let event = catalog.lookup("Acme.Demo", "demo.run").event().expect("declared");
    assert_eq!(event.name, "Demo.Run");
    assert_eq!(event.owner.as_deref(), Some("alice"));
    assert_eq!(event.comment.as_deref(), Some("It ran"));
    assert_eq!(event.expiration.as_deref(), Some("1.99"));
    assert_eq!(event.file(), Path::new("some.json"));
    let time = event.properties.get("execTime").expect("declared");
    assert!(time.is_measurement);
    assert_eq!(time.endpoint.as_deref(), Some("none"));
    assert_eq!(time.comment.as_deref(), Some("ms"));
    let timer = event.properties.get("timer.total").expect("a wildcard");
    assert_eq!((timer.name.as_str(), timer.matching), ("timer.", NameMatch::Prefix));
    assert_eq!(timer.endpoint.as_deref(), Some("x"));
    assert_eq!(event.properties.len(), 2);
    let found = catalog.property("acme.demo", event, "Common.SKU");
    assert!(matches!(found, PropertyLookup::Common(_)));
    assert_eq!(catalog.property("acme.demo", event, "else"), PropertyLookup::Undeclared);
    assert!(catalog.property("other.one", event, "common.sku") == PropertyLookup::Undeclared);
}

#[rstest]
#[case::nested(json!({"properties": {"A": property("FeatureInsight")}}), "a", Some(feature(false)))]
#[case::measurements(json!({"measurements": {"n": property("FeatureInsight")}}), "n", Some(feature(true)))]
#[case::measures(json!({"properties": {}, "measures": {"n": property("FeatureInsight")}}), "n", Some(feature(true)))]
#[case::beside_the_nest(json!({"properties": {}, "b": property("FeatureInsight")}), "b", Some(feature(false)))]
#[case::no_property_beside_the_nest(json!({"properties": {}, "privacy": {"level": 1}}), "privacy", None)]
#[case::flat_mixed_case(json!({"MixedCase": property("FeatureInsight")}), "mixedcase", Some(feature(false)))]
#[case::metadata_by_type(json!({"owner": property("FeatureInsight")}), "owner", Some(feature(false)))]
#[case::metadata_is_no_property(json!({"owner": "alice"}), "owner", None)]
#[case::called_endpoint(json!({"endpoint": property("FeatureInsight")}), "endpoint", Some(feature(false)))]
#[case::called_properties(json!({"properties": property("FeatureInsight")}), "properties", Some(feature(false)))]
#[case::without_any_words(json!({"a": {}}), "a", Some((None, false)))]
#[case::a_remark_for_a_property(json!({"properties": {"a": "what it is"}}), "a", Some((None, false)))]
#[case::other_spelling(json!({"a": {"Purpose": "FeatureInsight", "IsMeasurement": true}}), "a", Some(feature(true)))]
#[case::names_only(json!({"purpose": "FeatureInsight", "properties": ["a"]}), "a", Some(feature(false)))]
#[case::names_in_objects(json!({"properties": [{"name": "a", "purpose": "FeatureInsight"}]}), "a", Some(feature(false)))]
#[case::one_wildcard(json!({"${wildcard}": {"${prefix}": "x", "${classification}": property("FeatureInsight")}}), "xy", Some(feature(false)))]
#[case::unresolved(json!({"${include}": ["${F1}"]}), "${include}", None)]
fn an_event_is_read_in_every_shape(
    #[case] event: Value,
    #[case] key: &str,
    #[case] wanted: Option<(Option<String>, bool)>,
) {
    let map = acme(&json!({"events": {"run": event.clone()}}));
    assert_eq!(own(&map, "run", key), wanted);

    let mut named = event;
    named["name"] = json!("run");
    named["description"] = json!("It ran");
    let array = acme(&json!({"version": 1, "events": [named]}));
    assert_eq!(own(&array, "run", key), wanted, "in an array");
    let event = array.lookup("acme.demo", "run").event().expect("declared");
    assert_eq!(event.description.as_deref(), Some("It ran"));
}

#[test]
fn what_is_odd_is_passed_over_with_a_warning() {
    let loaded = load(
        &json!({"commonProperties": 3, "events": {"a": 1, "b": {"${wildcard}": [{}]}, "c": {}}}),
        Some("acme.demo"),
    );
    assert_eq!(loaded.warnings.len(), 3, "{:?}", loaded.warnings);
    assert!(loaded.warnings.iter().all(|warning| warning.starts_with("some.json: ")));
    assert_eq!(loaded.catalog.events("acme.demo").count(), 2);
}

#[test]
fn hostile_names_are_harmless_in_warnings_and_warnings_are_few() {
    let mut events: serde_json::Map<_, _> =
        (0..500).map(|n| (format!("\u{1b}[2J{n}{}", "x".repeat(500)), json!(1))).collect();
    events.insert("fine".to_owned(), json!({}));
    let loaded = load(&json!({ "events": events }), Some("acme.demo"));
    assert_eq!(loaded.warnings.len(), 21);
    assert!(
        loaded.warnings.iter().all(|warning| warning.len() < 200 && !warning.contains('\u{1b}'))
    );
    assert!(loaded.warnings[20].ends_with("and 480 more"), "{}", loaded.warnings[20]);
}

#[test]
fn two_spellings_of_one_event_are_one_declaration() {
    let catalog = acme(&json!({"events": {
        "Run": {"a": property("FeatureInsight")},
        "acme.demo/run": {"owner": "bob", "b": property("BusinessInsight")},
    }}));
    let event = catalog.lookup("acme.demo", "run").event().expect("declared");
    assert_eq!((event.name.as_str(), event.owner.as_deref()), ("Run", Some("bob")));
    assert_eq!(event.properties.len(), 2);
    assert_eq!(catalog.events("acme.demo").count(), 1);
}

#[rstest]
#[case("vscode", "terminal/createInstance", "telemetry/terminal/createInstance")]
#[case("vscode", "terminal/createInstance", "monacoworkbench/TERMINAL/createinstance")]
#[case("GitHub.copilot-chat", "inline.done", "GitHub.copilot-chat/inline.done")]
#[case("GitHub.copilot-chat", "GitHub.copilot-chat/inline.done", "inline.done")]
#[case("vscode.git", "git/git.init", "git/git.init")]
#[case("vscode.git", "git.init", "GIT/git.init")]
#[case("acme.demo", "run", "acme.demo/run")]
fn names_match_without_prefix_and_case(
    #[case] producer: &str,
    #[case] declared: &str,
    #[case] logged: &str,
) {
    let catalog = load(&json!({"events": {declared: {}}}), Some(producer)).catalog;
    let found = |producer: &str, event: &str| catalog.lookup(producer, event).declared();
    assert_eq!(found(producer, logged), Declared::Yes);
    assert_eq!(found(&producer.to_uppercase(), logged), Declared::Yes);
    assert_eq!(found(producer, &format!("{logged}2")), Declared::No);
    assert_eq!(found("some.other", logged), Declared::Unknown);
}

#[rstest]
#[case(json!({"a": property("FeatureInsight"), "b": property("businessinsight ")}),
       [Purpose::FeatureInsight, Purpose::BusinessInsight].into_iter().collect())]
#[case(json!({"a": property("World Domination")}), Purposes::only(Purpose::None))]
#[case(json!({"owner": "alice"}), Purposes::only(Purpose::None))]
fn purposes_are_the_union_over_own_properties(#[case] event: Value, #[case] wanted: Purposes) {
    let catalog = acme(&json!({
        "commonProperties": {"c": property("PerformanceAndHealth")}, "events": {"run": event},
    }));
    assert_eq!(catalog.lookup("acme.demo", "run").purposes(), wanted);
    let other = catalog.lookup("acme.demo", "walk");
    assert_eq!(other.purposes(), Purposes::only(Purpose::Undeclared));
    let nobody = catalog.lookup("nobody.here", "run");
    assert_eq!(nobody.purposes(), Purposes::only(Purpose::Unknown));
    assert!(other.event().is_none() && nobody.event().is_none());
}

#[test]
fn an_empty_file_is_no_catalog() {
    let empty = json!({"events": {}, "commonProperties": {}});
    let catalog = load(&empty, Some("ms-vscode.js-debug")).catalog;
    assert!(catalog.is_empty());
    assert_eq!(catalog.lookup("ms-vscode.js-debug", "x").declared(), Declared::Unknown);
}

#[test]
fn built_ins_have_a_catalog_only_under_their_own_prefix() {
    let catalog = load(
        &json!({
            "commonProperties": {"c": property("FeatureInsight")},
            "events": {"git/clone": {}, "typescript-language-features/tsserver.error": {},
                       "ms-vscode.node/launch": {}, "bare": {}},
        }),
        Some("vscode-extensions"),
    )
    .catalog;
    let producers: Vec<_> = catalog.producers().collect();
    assert_eq!(producers, ["ms-vscode.node", "vscode.git", "vscode.typescript-language-features"]);
    assert_eq!(catalog.lookup("vscode.git", "git/clone").declared(), Declared::Yes);
    assert_eq!(catalog.lookup("vscode.git", "push").declared(), Declared::No);
    assert_eq!(catalog.lookup("vscode.npm", "run").declared(), Declared::Unknown);
    assert_eq!(catalog.lookup("vscode.npm", "bare").declared(), Declared::Yes);
    assert!(catalog.common("vscode.git", "C").is_some());
}

#[test]
fn a_dump_holds_one_catalog_a_key_and_the_newest_of_two_versions() {
    let one = |event: &str| json!({"events": {event: {}}, "commonProperties": {}});
    let loaded = load(
        &json!({
            "github.copilot-chat-0.9.0": one("old"),
            "github.copilot-chat-0.42.0-linux-x64": one("new"),
            "acme.demo-1.0.0": {}, "broken.one-1.0.0": 3,
            "vscode-core": one("editorOpened"), "vscode-extensions": one("git/clone"),
        }),
        None,
    );
    let catalog = &loaded.catalog;
    let found = |producer: &str, event: &str| catalog.lookup(producer, event).declared();
    assert_eq!(found("GitHub.copilot-chat", "new"), Declared::Yes);
    assert_eq!(found("GitHub.copilot-chat", "old"), Declared::No);
    assert_eq!(found("vscode", "telemetry/editoropened"), Declared::Yes);
    assert_eq!(found("vscode.git", "clone"), Declared::Yes);
    assert_eq!(found("acme.demo", "x"), Declared::Unknown);
    assert_eq!(loaded.warnings, ["some.json: `broken.one-1.0.0` declares nothing"]);
    let dump = json!({"a.b-1.0.0": one("x")});
    let error = from_object(Path::new("d.json"), dump.as_object().expect("it"), Some("a.b"));
    assert!(matches!(error, Err(CatalogError::NamedDump { .. })));
}

/// Writes `text` to `path` below `dir`.
fn put(dir: &TempDir, path: &str, text: &str) -> PathBuf {
    let file = dir.path().join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(&file, text).expect("written");
    file
}

const RUN: &str = r#"{"events":{"run":{}}}"#;

#[rstest]
#[case::core("x/telemetry-core.json", RUN, None, Some("vscode"))]
#[case::built_ins(
    "x/telemetry-extensions.json",
    r#"{"events":{"git/run":{}}}"#,
    None,
    Some("vscode.git")
)]
#[case::manifest(
    "acme.wrong-1.0.0/telemetry.json",
    RUN,
    Some(r#"{"publisher":"Acme","name":"demo"}"#),
    Some("Acme.demo")
)]
#[case::folder(
    "acme.demo-1.0.0/telemetry.json",
    RUN,
    Some(r#"{"name":"no-publisher"}"#),
    Some("acme.demo")
)]
#[case::folder_without_version("some.project/telemetry.json", RUN, None, None)]
#[case::says_so_itself(
    "x/t.json",
    r#"{"extensionId":"acme.demo","events":{"run":{}}}"#,
    None,
    Some("acme.demo")
)]
#[case::common_prefix(
    "x/t.json",
    r#"{"events":{"Acme.demo/run":{},"acme.demo/go":{}}}"#,
    None,
    Some("Acme.demo")
)]
#[case::two_prefixes(
    "x/t.json",
    r#"{"events":{"acme.demo/run":{},"acme.other/go":{}}}"#,
    None,
    None
)]
#[case::no_id("x/t.json", r#"{"events":{"git/run":{}}}"#, None, None)]
#[case::somebody_else_s(
    "acme.demo-1.0.0/saved.json",
    RUN,
    Some(r#"{"publisher":"Acme","name":"demo"}"#),
    None
)]
fn a_file_s_surroundings_tell_whose_it_is(
    #[case] path: &str,
    #[case] text: &str,
    #[case] package: Option<&str>,
    #[case] wanted: Option<&str>,
) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = put(&dir, path, text);
    if let Some(package) = package {
        fs::write(file.with_file_name("package.json"), package).expect("written");
    }
    let loaded = Request::parse(file.as_os_str()).load().expect("a catalog");
    assert_eq!(loaded.catalog.producers().next(), wanted);
    let advised = loaded.warnings.iter().any(|warning| warning.contains("publisher.name=FILE"));
    assert_eq!(advised, wanted.is_none(), "{:?}", loaded.warnings);

    let request = Request { producer: Some("given.one".to_owned()), file };
    let loaded = request.load().expect("a catalog");
    assert_eq!(loaded.catalog.producers().collect::<Vec<_>>(), ["given.one"]);
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
}

#[test]
fn a_nameless_catalog_declares_but_never_makes_undeclared() {
    let nameless = json!({
        "commonProperties": {"c": property("FeatureInsight")},
        "events": {"run": {"a": property("FeatureInsight")}, "acme.demo/go": {}, "acme.x/y": {}},
    });
    let mut catalog = load(&nameless, None).catalog;
    catalog.join(load(&json!({"events": {"other": {}}}), Some("has.own")).catalog);
    let found = |producer: &str, event: &str| catalog.lookup(producer, event).declared();
    assert_eq!(found("acme.demo", "acme.demo/run"), Declared::Yes);
    assert_eq!(found("acme.demo", "acme.demo/go"), Declared::Yes);
    assert_eq!(found("acme.demo", "y"), Declared::Unknown);
    assert_eq!(found("has.own", "run"), Declared::No);
    assert_eq!(found("has.own", "other"), Declared::Yes);
    let event = catalog.lookup("acme.demo", "run").event().expect("declared");
    assert!(matches!(catalog.property("acme.demo", event, "c"), PropertyLookup::Common(_)));
    assert_eq!(catalog.nameless_events().count(), 3);
    assert!(!catalog.has("acme.demo") && catalog.has("HAS.own"));
}

#[test]
fn what_was_named_wins_over_what_was_found_and_joined_files_add_up() {
    let one = |event: &str, owner: &str| acme(&json!({"events": {event: {"owner": owner}}}));
    let mut found = one("run", "found");
    found.join(load(&json!({"events": {"x": {}}}), Some("other.one")).catalog);
    let mut explicit = one("go", "first");
    explicit.join(one("go", "second"));
    explicit.join(one("stop", "second"));
    found.merge(explicit);
    let owner = |event| found.lookup("acme.demo", event).event().and_then(|e| e.owner.as_deref());
    assert_eq!(owner("go"), Some("second"), "of two named, the later");
    assert_eq!(owner("stop"), Some("second"));
    assert_eq!(found.lookup("acme.demo", "run").declared(), Declared::No);
    assert_eq!(found.lookup("other.one", "x").declared(), Declared::Yes);
    let names: Vec<_> = found.events("Acme.Demo").map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["stop", "go"]);
}

#[rstest]
#[case("acme.demo=c.json", Some("acme.demo"), "c.json")]
#[case("vscode=/tmp/a=b.json", Some("vscode"), "/tmp/a=b.json")]
#[case("vscode-core=c.json", Some("vscode-core"), "c.json")]
#[case("c.json", None, "c.json")]
#[case("./a.b=c.json", None, "./a.b=c.json")]
#[case("old=new.json", None, "old=new.json")]
#[case("a.b.c=new.json", None, "a.b.c=new.json")]
fn an_argument_is_a_file_or_a_producer_and_a_file(
    #[case] argument: &str,
    #[case] producer: Option<&str>,
    #[case] file: &str,
) {
    let wanted = Request { producer: producer.map(ToOwned::to_owned), file: PathBuf::from(file) };
    assert_eq!(Request::parse(argument.as_ref()), wanted);
}

#[rstest]
#[case::missing(None, &["cannot read the catalog", "c.json", "check the path"])]
#[case::broken(Some("{\n\"events\": {,}}"), &["c.json", "line 2, column 12", "code --telemetry"])]
#[case::unrelated(Some(r#"{"speed":[1,2]}"#), &["c.json", "declares no telemetry", "telemetry.json"])]
#[case::array(Some("[]"), &["declares no telemetry"])]
#[case::text(Some("hello"), &["holds no JSON"])]
fn a_named_file_that_is_no_catalog_says_what_to_do(
    #[case] text: Option<&str>,
    #[case] wanted: &[&str],
) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = text.map_or_else(|| dir.path().join("c.json"), |text| put(&dir, "c.json", text));
    let error = Request::parse(file.as_os_str()).load().expect_err("no catalog").to_string();
    for part in wanted {
        assert!(error.contains(part), "no {part:?} in {error}");
    }
}

fn json() -> impl Strategy<Value = Value> {
    let words = "events|commonProperties|properties|measures|name|purpose|\\$\\{wildcard\\}\
                 |\\$\\{prefix\\}|vscode-core|a\\.b-1\\.0\\.0|x<NUMBER>|\\PC{0,6}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(Value::from),
        words.prop_map(Value::String),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((words, inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_it_panic_and_what_is_listed_is_found(
        value in prop_oneof![
            json(),
            (json(), json()).prop_map(|(a, b)| json!({"events": {"x": a}, "commonProperties": b})),
            (json(), json()).prop_map(|(a, b)| json!({"events": [{"name": "x", "properties": a}, b]})),
        ],
        key in "\\PC{0,8}",
    ) {
        if let Some(object) = value.as_object()
            && let Ok(loaded) = from_object(Path::new("x.json"), object, None)
        {
            let catalog = loaded.catalog;
            for producer in catalog.producers() {
                prop_assert!(catalog.has(producer));
                prop_assert!(catalog.common_properties(producer).count() < 1000);
                for event in catalog.events(producer) {
                    let found = catalog.lookup(producer, &event.name);
                    prop_assert_eq!(found.declared(), Declared::Yes);
                    catalog.property(producer, event, &key);
                    for property in event.properties.iter() {
                        let key = property.name.replace("<NUMBER>", "12");
                        prop_assert!(event.properties.get(&key).is_some(), "{}", key);
                    }
                }
            }
            for event in catalog.nameless_events() {
                prop_assert_eq!(catalog.lookup("no.body", &event.name).declared(), Declared::Yes);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read::parse(Path::new("x.json"), &bytes);
    }
}
