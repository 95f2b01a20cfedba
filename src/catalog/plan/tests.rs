//! Whole documents, from text to what is declared and what is said of the rest.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rstest::rstest;

use crate::catalog::{
    Catalog, Gravity, Loaded, PlannedData, PropertyLookup, Request, check, load_bytes,
};
use crate::event::{Declared, Purpose, Purposes};

fn load(text: &str) -> Loaded {
    load_bytes(Path::new("PLAN.md"), text.as_bytes()).expect("a plan")
}

fn table(rows: &str) -> Loaded {
    load(&format!("# Of `acme.demo`\n| Event | Data | Why |\n|---|---|---|\n{rows}"))
}

/// How `event` with `key` of acme.demo is declared.
fn declared(catalog: &Catalog, event: &str, key: &str) -> String {
    let Some(event) = catalog.lookup("acme.demo", event).event() else {
        return "no event".to_owned();
    };
    match catalog.property("acme.demo", event, key) {
        PropertyLookup::Own(own) if own.is_measurement => "number".to_owned(),
        PropertyLookup::Own(_) => "own".to_owned(),
        PropertyLookup::Common(_) => "common".to_owned(),
        PropertyLookup::Untold => "untold".to_owned(),
        PropertyLookup::Undeclared => "undeclared".to_owned(),
    }
}

fn unmapped(loaded: &Loaded) -> Vec<String> {
    let all = loaded.plans.iter().flat_map(|plan| &plan.unmapped);
    all.map(|it| it.text.replacen("PLAN.md: ", "", 1)).collect()
}

#[test]
fn a_table_of_events_is_a_catalog() {
    let loaded = table(
        "| `search_run` | `results_count` (number), `selected` | Feature usage |\n\
         | view_shown | none | Know who sees the view |\n",
    );
    let catalog = &loaded.catalog;
    assert_eq!(catalog.producers().collect::<Vec<_>>(), ["acme.demo"]);
    let of = |event, key| declared(catalog, event, key);
    assert_eq!(of("acme.demo/search_run", "results_count"), "number");
    assert_eq!(of("search_run", "Selected"), "own");
    assert_eq!(of("search_run", "else"), "undeclared");
    assert_eq!(of("view_shown", "any"), "undeclared");
    assert_eq!(of("other", "any"), "no event");
    let search = catalog.lookup("acme.demo", "search_run");
    assert_eq!(search.purposes(), Purposes::only(Purpose::FeatureInsight));
    let event = search.event().expect("declared");
    let selected = event.properties.get("selected").expect("declared");
    assert_eq!(selected.purpose.as_deref(), Some("FeatureInsight"));
    assert_eq!(event.comment.as_deref(), Some("Feature usage"));
    assert_eq!(event.plan.map(|plan| plan.line), Some(4));
    let view = catalog.lookup("acme.demo", "view_shown");
    assert_eq!(view.purposes(), Purposes::only(Purpose::None));
    let said = unmapped(&loaded);
    assert!(said[0].contains("line 5: the purpose of `view_shown` cannot be told"), "{said:?}");
    assert!(said[1].contains("no table lists common properties"), "{said:?}");
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(
        loaded.plans[0].mapped,
        "PLAN.md: read 1 table: 2 events (0 named in words, 1 with a purpose), 2 keys, \
         0 common properties"
    );
}

#[test]
fn an_event_named_in_words_is_any_of_the_same_letters() {
    let loaded = table("| Tree view visible | _(none)_ | Usage |\n| Run | `a` | Errors |\n");
    for name in ["tree_view_visible", "extension_tree_view_visible", "acme.demo/treeViewVisible"] {
        assert_eq!(loaded.catalog.lookup("acme.demo", name).declared(), Declared::Yes, "{name}");
    }
    for name in ["tree_view", "extension", "my_tree_view_visible"] {
        assert_eq!(loaded.catalog.lookup("acme.demo", name).declared(), Declared::No, "{name}");
    }
    let said = unmapped(&loaded);
    assert!(said.iter().any(|it| it.starts_with("2 events are named in words")), "{said:?}");
}

#[test]
fn data_in_prose_leave_an_event_open() {
    let loaded = table(
        "| run | How long it took, `count` | Latency |\n| stop | Whether it worked | Crashes |\n",
    );
    let of = |event, key| declared(&loaded.catalog, event, key);
    assert_eq!(of("run", "count"), "own");
    assert_eq!(of("run", "took"), "untold");
    assert_eq!(of("stop", "worked"), "untold");
    let said = unmapped(&loaded);
    assert_eq!(said[0], "line 4: data of `run`: `How long it took` is no key");
    assert_eq!(said[1], "line 5: data of `stop`: `Whether it worked` is no key");
    let gravity = loaded.plans[0].unmapped[0].gravity;
    assert_eq!(gravity, Gravity::Warning);
}

#[test]
fn a_table_without_data_leaves_its_events_open_until_another_tells() {
    let text = "# `acme.demo`\n## Events\n| Event | Description |\n|-|-|\n| run | Usage |\n\
                | stop | Usage |\n### `run`\n| Property | Type | Description |\n|-|-|-|\n\
                | `ms` | number | Time |\n| `how` | string | Way |\n";
    let loaded = load(text);
    let of = |event, key| declared(&loaded.catalog, event, key);
    assert_eq!((of("run", "ms"), of("run", "how")), ("number".to_owned(), "own".to_owned()));
    assert_eq!(of("run", "else"), "undeclared");
    assert_eq!(of("stop", "ms"), "untold");
    let event = loaded.catalog.lookup("acme.demo", "run").event().expect("declared");
    assert_eq!(event.comment.as_deref(), Some("Usage"));
    let how = event.properties.get("how").and_then(|it| it.comment.as_deref());
    assert_eq!(how, Some("Way"));
    assert_eq!(event.plan.map(|plan| plan.data), Some(PlannedData::Keys));
    assert!(loaded.plans[0].mapped.contains("read 2 tables: 2 events"), "{:?}", loaded.plans);
}

#[rstest]
#[case::heading("## Common properties\n| Property | Type |\n|-|-|\n| `os` | string |\n")]
#[case::sent_with("## Sent with every event\n| Data | Why |\n|-|-|\n| `os` | Usage |\n")]
#[case::row("| Event | Data |\n|-|-|\n| All events | `os` |\n")]
fn common_properties_are_told_in_several_ways(#[case] table: &str) {
    let text = format!("# `acme.demo`\n{table}\n## Events\n| Event | Data |\n|-|-|\n| run | a |\n");
    let loaded = load(&text);
    assert_eq!(declared(&loaded.catalog, "run", "os"), "common");
    assert_eq!(loaded.catalog.events("acme.demo").count(), 1);
    assert_eq!(unmapped(&loaded), [""; 0]);
}

#[test]
fn columns_of_types_classifications_and_owners_are_read() {
    let text = "# `acme.demo`\n| Event | Data | Purpose | Classification | Owner | Retention |\n\
                |-|-|-|-|-|-|\n| run | `a` | FeatureInsight | SystemMetaData | alice | 90 days |\n\
                | stop | `b` | Errors and usage | Secret | | |\n";
    let loaded = load(text);
    let event = |name| loaded.catalog.lookup("acme.demo", name).event().expect("declared");
    let a = event("run").properties.get("a").expect("declared");
    assert_eq!(a.classification.as_deref(), Some("SystemMetaData"));
    assert_eq!(event("run").owner.as_deref(), Some("alice"));
    let both = [Purpose::PerformanceAndHealth, Purpose::FeatureInsight];
    assert_eq!(event("stop").purposes(), both.into_iter().collect());
    let b = event("stop").properties.get("b").expect("declared");
    assert_eq!(b.purpose, None, "nobody knows which of the two");
    let said = unmapped(&loaded);
    assert!(said[0].contains("line 2: the column `Retention` means nothing"), "{said:?}");
    assert!(said[1].contains("line 5: `Secret` of `stop` is no type"), "{said:?}");
}

#[rstest]
#[case("| | `a` | Usage |", "line 4: this row names no event, so it is passed over")]
#[case("| A user does what we did not think of | a | Usage |", "is no name of an event")]
#[case("| `a` | `b|c` | Usage |", "line 4: there are more cells than columns")]
fn rows_that_are_passed_over_are_said(#[case] row: &str, #[case] says: &str) {
    let said = unmapped(&table(row));
    assert!(said[0].contains(says), "{said:?}");
}

#[test]
fn tables_of_other_things_are_said_too() {
    let text = "| Setting | Default |\n|-|-|\n| a | b |\n\n| Key | Type |\n|-|-|\n| a | b |\n\n\
                | Event | Data |\n|-|-|\n| run | a |\n";
    let said = unmapped(&load(text));
    assert!(said[0].starts_with("line 1: this table has no column of events"), "{said:?}");
    assert!(said[1].starts_with("line 5: nothing says of which event"), "{said:?}");
}

#[test]
fn a_document_may_speak_of_several_extensions() {
    let table = "| Event | Data |\n|-|-|\n| run | a |\n";
    let text = format!("## `acme.one`\n{table}\n## `acme.two`\n{table}\n## Both\n{table}");
    let loaded = load(&text);
    assert_eq!(loaded.catalog.producers().collect::<Vec<_>>(), ["acme.one", "acme.two"]);
    assert_eq!(loaded.catalog.nameless_events().count(), 1);
    assert!(loaded.warnings.iter().any(|it| it.contains("publisher.name=FILE")));
}

#[rstest]
#[case::manifest("TELEMETRY.md", Some("package.json"), Some("acme.demo"))]
#[case::docs("docs/telemetry.md", Some("package.json"), Some("acme.demo"))]
#[case::other_name("PLAN.md", Some("package.json"), None)]
#[case::nothing("TELEMETRY.md", None, None)]
fn a_telemetry_document_is_its_extension_s(
    #[case] path: &str,
    #[case] manifest: Option<&str>,
    #[case] wanted: Option<&str>,
) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join(path);
    fs::create_dir_all(file.parent().expect("one")).expect("a folder");
    fs::write(&file, "| Event | Data |\n|-|-|\n| run | a |\n").expect("written");
    if let Some(manifest) = manifest {
        let text = r#"{"publisher":"acme","name":"demo"}"#;
        fs::write(dir.path().join(manifest), text).expect("written");
    }
    let loaded = Request::parse(file.as_os_str()).load().expect("a plan");
    assert_eq!(loaded.catalog.producers().next(), wanted);
    let named = Request { producer: Some("given.one".to_owned()), file };
    let loaded = named.load().expect("a plan");
    assert_eq!(loaded.catalog.producers().collect::<Vec<_>>(), ["given.one"]);
}

#[test]
fn what_begins_as_no_json_is_a_plan_where_it_has_a_table() {
    let plan = "Our {plan}\n\n| Event | Data |\n|-|-|\n| run | a |\n";
    let load = |name: &str, text: &str| load_bytes(Path::new(name), text.as_bytes());
    assert_eq!(load("plan.txt", plan).expect("a plan").plans.len(), 1);
    let dump = format!("Warning: x\n{{\"events\":{{\"run\":{{}}}}}}\n{}", "");
    assert!(load("dump.txt", &dump).expect("a catalog").plans.is_empty());
    for (name, text, says) in [
        ("plan.txt", "hello | there", "holds no JSON"),
        ("plan.txt", "{\n| Event |\n|-|\n| run |", "is broken JSON"),
        ("plan.md", "hello", "holds no table of events"),
        ("plan.md", "{\"events\":{}}", "holds no table of events"),
        ("plan.markdown", "| Setting |\n|-|\n| a |", "holds no table of events"),
    ] {
        let error = load(name, text).expect_err("no plan").to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn a_hostile_document_is_read_in_bounds() {
    let rows = "|a|\n".repeat(30_000);
    let loaded = load(&format!("|Event|\n|-|\n{rows}"));
    assert!(unmapped(&loaded).iter().any(|it| it.contains("10000 rows are passed over")));
    assert_eq!(loaded.catalog.nameless_events().count(), 1);
    let data = "|Event|Data|\n|-|-|\n";
    let prose: Vec<_> = (0..30_000).map(|i| format!("|e{i}x|The data {i}|\n")).collect();
    assert!(unmapped(&load(&format!("{data}{}", prose.concat()))).len() < 300);
    let names: Vec<_> = (0..20).map(|i| format!("e{i}")).collect();
    let keys: Vec<_> = (0..900).map(|i| format!("k_{i}")).collect();
    let row = format!("|{}|{}|\n", names.join(","), keys.join(","));
    let loaded = load(&format!("{data}{}", row.repeat(500)));
    assert!(unmapped(&loaded).iter().any(|it| it.contains("rows are passed over")));
    let deep = format!("{}|Event|\n|-|\n|a|", "# x\n".repeat(100_000));
    assert_eq!(load(&deep).catalog.nameless_events().count(), 1);
    let long = "x".repeat(5 << 20);
    assert!(load_bytes(Path::new("a.md"), long.as_bytes()).is_err());
}

/// Text with much of what tables and names are made of.
fn markdownish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => Just("| Event | Data | Why |\n|---|---|---|\n".to_owned()),
        1 => Just("\n## Common properties\n| Name | Type |\n|-|-|\n".to_owned()),
        1 => Just("\n### `run_it`\n| Key |\n|-|\n".to_owned()),
        4 => "\\| [`_*a-zA-Z$.]{1,12} \\| [`,;:(){}<>a-z_.* -]{0,20} \\| [a-z `]{0,9} \\|\n",
        2 => "[-|`\\\\<>\\[\\]()#\n\r ~=a-zé日]{0,12}",
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_what_is_declared_is_found(text in markdownish()) {
        let Ok(loaded) = load_bytes(Path::new("PLAN.md"), text.as_bytes()) else { return Ok(()) };
        prop_assert_eq!(loaded.plans.len(), 1);
        let remarks = check(&loaded);
        prop_assert!(remarks.iter().all(|it| it.text.starts_with("PLAN.md")));
        let lines = text.lines().count();
        for event in loaded.catalog.nameless_events() {
            let plan = event.plan.expect("a plan's");
            prop_assert!((1..=lines).contains(&plan.line));
            let found = loaded.catalog.lookup("no.body", &event.name);
            prop_assert_eq!(found.declared(), Declared::Yes, "{}", event.name);
            for property in event.properties.iter() {
                let key = property.name.replace("<NUMBER>", "12").replace("<number>", "12");
                prop_assert!(event.properties.get(&key).is_some(), "{}", key);
            }
        }
    }
}
