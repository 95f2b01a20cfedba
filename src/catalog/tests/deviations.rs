//! Every shape that real catalogs are known to have, one row a deviation: what is read of it, and
//! what is said where something is passed over.

use rstest::rstest;
use serde_json::{Value, json};

use super::*;

/// What is declared at `EVENT/KEY` of acme.demo, in words; of an event alone, its own words.
fn declared(catalog: &Catalog, at: &str) -> String {
    let (event, key) = at.split_once('/').map_or((at, None), |(event, key)| (event, Some(key)));
    let Some(event) = catalog.lookup("acme.demo", event).event() else {
        return "no event".to_owned();
    };
    let Some(key) = key else {
        let words = [&event.owner, &event.comment, &event.description, &event.expiration];
        return words.map(|it| it.as_deref().unwrap_or("-")).join(" ");
    };
    let (whose, found) = match catalog.property("acme.demo", event, key) {
        PropertyLookup::Own(own) => ("own", own),
        PropertyLookup::Common(common) => ("common", common),
        PropertyLookup::Untold | PropertyLookup::Undeclared => return "undeclared".to_owned(),
    };
    let words = [&found.classification, &found.purpose, &found.endpoint];
    let measured = if found.is_measurement { " measured" } else { "" };
    format!("{whose} {}{measured}", words.map(|it| it.as_deref().unwrap_or("-")).join(" "))
}

fn system(purpose: &str) -> Value {
    json!({"classification": "SystemMetaData", "purpose": purpose})
}

fn with(mut declaration: Value, key: &str, value: impl Into<Value>) -> Value {
    declaration[key] = value.into();
    declaration
}

#[rstest]
#[case::extractor_words_beside_properties(
    json!({"events": {"run": {"owner": "alice", "comment": "c", "expiration": "1.99",
                              "x": system("FeatureInsight")}}}),
    &[("run", "alice c - 1.99"), ("run/owner", "undeclared"), ("run/comment", "undeclared"),
      ("run/expiration", "undeclared"), ("run/x", "own SystemMetaData FeatureInsight -")],
)]
#[case::extractor_property_has_words_too(
    json!({"events": {"run": {"x": {"classification": "C", "purpose": "P", "owner": "bob",
                                    "comment": "c", "expiration": "never"}}}}),
    &[("run/x", "own C P -"), ("run", "- - - -")],
)]
#[case::extractor_properties_called_like_words(
    json!({"events": {"run": {"owner": system("FeatureInsight"), "comment": system("BusinessInsight"),
                              "expiration": system("PerformanceAndHealth")}}}),
    &[("run", "- - - -"), ("run/owner", "own SystemMetaData FeatureInsight -"),
      ("run/comment", "own SystemMetaData BusinessInsight -"),
      ("run/expiration", "own SystemMetaData PerformanceAndHealth -")],
)]
#[case::extractor_property_called_endpoint(
    json!({"events": {"run": {"endpoint": with(system("FeatureInsight"), "endPoint", "none")}}}),
    &[("run/endpoint", "own SystemMetaData FeatureInsight none")],
)]
#[case::extractor_apply_endpoints(
    json!({"events": {"run": {"x": with(system("FeatureInsight"), "endPoint", "GoogleAnalyticsID")}},
           "commonProperties": {"c": with(system("FeatureInsight"), "endPoint", "none")}}),
    &[("run/x", "own SystemMetaData FeatureInsight GoogleAnalyticsID"),
      ("run/c", "common SystemMetaData FeatureInsight none")],
)]
#[case::extractor_raw_endpoint_spelling(
    json!({"events": {"run": {"x": with(system("FeatureInsight"), "endpoint", "none")}}}),
    &[("run/x", "own SystemMetaData FeatureInsight none")],
)]
#[case::extractor_is_measurement(
    json!({"events": {"run": {"n": with(system("FeatureInsight"), "isMeasurement", true),
                              "s": with(system("FeatureInsight"), "isMeasurement", false)}}}),
    &[("run/n", "own SystemMetaData FeatureInsight - measured"),
      ("run/s", "own SystemMetaData FeatureInsight -")],
)]
#[case::extractor_wildcard(
    json!({"events": {"run": {"${wildcard}": [
        {"${prefix}": "timeto", "${classification}": with(system("FeatureInsight"), "endPoint", "none")}]}}}),
    &[("run/timetoStart", "own SystemMetaData FeatureInsight none"), ("run/time", "undeclared")],
)]
#[case::extractor_wildcard_with_a_raw_endpoint(
    json!({"events": {"run": {"${wildcard}": [
        {"${prefix}": "a.", "${classification}": with(system("FeatureInsight"), "endpoint", "none")},
        {"${prefix}": "b.", "${classification}": system("BusinessInsight")}]}}}),
    &[("run/a.x", "own SystemMetaData FeatureInsight none"),
      ("run/b.x", "own SystemMetaData BusinessInsight -")],
)]
#[case::extractor_number(
    json!({"events": {"run": {"slot<NUMBER>": system("FeatureInsight")}}}),
    &[("run/slot12", "own SystemMetaData FeatureInsight -"), ("run/slot", "undeclared")],
)]
#[case::extractor_inlined_names(
    json!({"events": {"run": {"pii.fragprop": system("FeatureInsight")}}}),
    &[("run/pii.fragProp", "own SystemMetaData FeatureInsight -")],
)]
#[case::extractor_keeps_the_case_of_events(
    json!({"events": {"Run.Twice": {"x": system("FeatureInsight")}}}),
    &[("run.twice/X", "own SystemMetaData FeatureInsight -")],
)]
#[case::extractor_prefixed_events(
    json!({"events": {"acme.demo/run": {"x": system("FeatureInsight")}}}),
    &[("run/x", "own SystemMetaData FeatureInsight -")],
)]
#[case::table_info_beside_declarations(
    json!({"events": {"run": {"$tableInfo": {"name": "t"},
                              "x": with(system("FeatureInsight"), "column", "c")}}}),
    &[("run/x", "own SystemMetaData FeatureInsight -"), ("run/$tableInfo", "undeclared")],
)]
#[case::older_words(
    json!({"events": {"run": {"x": {"classification": "EndUserIdentifiableInformation",
                                    "purpose": "SecurityAndAuditing"}}}}),
    &[("run/x", "own EndUserIdentifiableInformation SecurityAndAuditing -")],
)]
#[case::dart_code_hand_written(
    json!({"events": {"Extension_Activated": {"activationReason": with(system("FeatureInsight"), "comment", "c")},
                      "Extension_Deactivated": {}},
           "commonProperties": {"sdkVersion": with(system("FeatureInsight"), "comment", "c")}}),
    &[("extension_activated/ActivationReason", "own SystemMetaData FeatureInsight -"),
      ("Extension_Deactivated", "- - - -"), ("Extension_Deactivated/x", "undeclared"),
      ("Extension_Deactivated/sdkVersion", "common SystemMetaData FeatureInsight -")],
)]
#[case::sfmc_nested(
    json!({"events": {"run": {"owner": "o", "comment": "c",
                              "properties": {"x": system("FeatureInsight")},
                              "measures": {"n": system("PerformanceAndHealth")}},
                      "stop": {"owner": "o", "comment": "c", "properties": {}, "measures": {}}},
           "commonProperties": {"$process_person_profile": system("FeatureInsight"),
                                "distinct_id": system("FeatureInsight")}}),
    &[("run", "o c - -"), ("run/x", "own SystemMetaData FeatureInsight -"),
      ("run/n", "own SystemMetaData PerformanceAndHealth - measured"),
      ("run/properties", "undeclared"), ("stop/measures", "undeclared"),
      ("stop/$process_person_profile", "common SystemMetaData FeatureInsight -"),
      ("stop/distinct_id", "common SystemMetaData FeatureInsight -")],
)]
#[case::apex_log_viewer_rich_properties(
    json!({"extensionId": "acme.demo", "policy": {"pii": "never", "events": ["x"]},
           "commonProperties": {"extversion": with(system("FeatureInsight"), "required", true)},
           "events": {"run": {"description": "It ran",
               "properties": {"outcome": {"classification": "SystemMetaData", "purpose": "FeatureInsight",
                   "required": true, "values": ["ok", "error"]},
                   "code": {"type": "string", "pattern": "^[a-z]+$", "required": false}},
               "measurements": {"ms": {"classification": "SystemMetaData", "purpose": "PerformanceAndHealth"}}}}}),
    &[("run", "- - It ran -"), ("run/outcome", "own SystemMetaData FeatureInsight -"),
      ("run/code", "own - - -"), ("run/ms", "own SystemMetaData PerformanceAndHealth - measured"),
      ("run/extversion", "common SystemMetaData FeatureInsight -"), ("run/policy", "undeclared")],
)]
#[case::gomboc_array(
    json!({"version": "1.0.0", "description": "d", "privacy": {"excluded": ["source code"]},
           "events": [{"name": "run", "classification": "SystemMetaData", "purpose": "FeatureInsight",
                       "properties": ["x", "y"]},
                      {"name": "acme.demo/stop", "purpose": "BusinessInsight", "properties": []}]}),
    &[("run/x", "own SystemMetaData FeatureInsight -"), ("run/y", "own SystemMetaData FeatureInsight -"),
      ("run/z", "undeclared"), ("stop", "- - - -"), ("run/excluded", "undeclared")],
)]
fn a_deviation_loads_without_a_word(#[case] file: Value, #[case] facts: &[(&str, &str)]) {
    let loaded = load(&file, Some("acme.demo"));
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    for (at, wanted) in facts {
        assert_eq!(declared(&loaded.catalog, at), *wanted, "{at}");
    }
}

#[rstest]
#[case::include_left_in(
    json!({"events": {"run": {"${include}": ["${Fragment}"], "x": system("FeatureInsight")}}}),
    "`${include}` is not resolved",
)]
#[case::inline_left_in_a_nest(
    json!({"events": {"run": {"properties": {"${inline}": "${Fragment}", "x": system("FeatureInsight")}}}}),
    "`${inline}` is not resolved",
)]
#[case::wildcard_without_a_prefix(
    json!({"events": {"run": {"${wildcard}": [{"${classification}": system("FeatureInsight")}],
                              "x": system("FeatureInsight")}}}),
    "`${wildcard}` without a `${prefix}`",
)]
#[case::an_event_that_is_a_word(
    json!({"events": {"stop": "soon", "run": {"x": system("FeatureInsight")}}}),
    "the event `stop` is no object",
)]
#[case::an_event_without_a_name(
    json!({"events": [{"purpose": "FeatureInsight"},
                      {"name": "run", "purpose": "FeatureInsight", "classification": "SystemMetaData",
                       "properties": ["x"]}]}),
    "an event without a `name`",
)]
#[case::common_properties_in_a_list(
    json!({"commonProperties": ["c"], "events": {"run": {"x": system("FeatureInsight")}}}),
    "`commonProperties` is no object",
)]
fn a_deviation_that_cannot_be_read_is_named_and_the_rest_loads(
    #[case] file: Value,
    #[case] says: &str,
) {
    let loaded = load(&file, Some("acme.demo"));
    let named = loaded.warnings.iter().any(|it| it.starts_with("some.json: ") && it.contains(says));
    assert!(named, "{:?}", loaded.warnings);
    assert_eq!(declared(&loaded.catalog, "run/x"), "own SystemMetaData FeatureInsight -");
}

#[rstest]
#[case::js_debug_empty(json!({"events": {}, "commonProperties": {}}))]
#[case::nothing_but_events(json!({"events": []}))]
fn an_empty_catalog_loads_and_declares_nothing(#[case] file: Value) {
    let loaded = load(&file, Some("acme.demo"));
    assert!(loaded.catalog.is_empty() && loaded.warnings.is_empty());
}

#[rstest]
#[case::car(json!({"speed": [1, 2], "lap": {"time": 3}}), "declares no telemetry")]
#[case::readings(json!({"events": [{"name": "lap", "time": 3}], "version": 2}), "declares no telemetry")]
#[case::counts(json!({"events": {"clicks": 12}}), "declares no telemetry")]
#[case::settings(json!({"enabled": true, "endpoint": "https://example.com"}), "declares no telemetry")]
#[case::table_info(
    json!({"events": {"run": {"$tableInfo": {"name": "t"}, "x": {"column": "c"}}}}),
    "--tableInfo",
)]
#[case::table_info_bare(json!({"run": {"$tableInfo": "t"}}), "--tableInfo")]
fn what_is_no_catalog_is_refused_with_a_word(#[case] file: Value, #[case] says: &str) {
    for producer in [None, Some("acme.demo")] {
        let object = file.as_object().expect("an object");
        let error = from_object(Path::new("telemetry.json"), object, producer).expect_err("none");
        assert!(error.to_string().contains(says), "{error}");
    }
}

/// Each takes many times its bytes, once it is read.
#[rstest]
#[case::empty_objects("{\"events\":[", "{}", "]}")]
#[case::empty_properties("{\"events\":{\"a\":{", "\"x\":{}", "}}}")]
#[case::names_of_one_event(
    "{\"events\":[{\"name\":\"a\",\"purpose\":\"FeatureInsight\",\"properties\":[",
    "\"x\"",
    "]}]}"
)]
fn a_file_of_too_many_values_is_refused(#[case] head: &str, #[case] one: &str, #[case] tail: &str) {
    let text = format!("{head}{}{tail}", vec![one; 300_000].join(","));
    let error = load_bytes(Path::new("c.json"), text.as_bytes()).expect_err("too many");
    assert!(matches!(error, CatalogError::TooMuch { .. }), "{error}");
    assert!(error.to_string().contains("more than 300000 values"), "{error}");
}

#[test]
fn a_long_word_of_an_event_is_not_repeated_for_each_of_its_properties() {
    let names: Vec<_> = (0..1000).map(|n| format!("p{n}")).collect();
    let long = "x".repeat(10_000);
    let catalog =
        acme(&json!({"events": [{"name": "run", "classification": long, "properties": names}]}));
    let event = catalog.lookup("acme.demo", "run").event().expect("declared");
    let kept: usize =
        event.properties.iter().filter_map(|it| it.classification.as_ref()).map(String::len).sum();
    assert!(kept < 100_000, "{kept}");
}

#[test]
fn nested_a_hundred_thousand_deep_is_refused_without_a_crash() {
    for open in ["[", "{\"events\":"] {
        let error = load_bytes(Path::new("c.json"), open.repeat(100_000).as_bytes());
        assert!(matches!(error, Err(CatalogError::Syntax { .. } | CatalogError::NoJson { .. })));
    }
}

#[test]
fn a_file_for_more_producers_than_there_can_be_is_read_in_part() {
    let built_ins: serde_json::Map<_, _> =
        (0..6000).map(|n| (format!("acme.e{n}/run"), json!({}))).collect();
    let dump: serde_json::Map<_, _> =
        (0..6000).map(|n| (format!("acme.e{n}-1.0.0"), json!({"events": {"run": {}}}))).collect();
    for (file, producer) in
        [(json!({"events": built_ins}), Some("vscode-extensions")), (dump.into(), None)]
    {
        let loaded = load(&file, producer);
        assert_eq!(loaded.catalog.producers().count(), 5000);
        assert!(loaded.warnings.iter().any(|it| it.contains("more than 5000")));
    }
}

#[test]
fn an_empty_catalog_is_noted_for_its_author_only() {
    let loaded = load(&json!({"events": {}}), Some("acme.demo"));
    assert!(loaded.warnings.is_empty());
    assert_eq!(loaded.notes.len(), 1);
    let remarks = check(&loaded);
    assert!(remarks.iter().all(|it| it.gravity == Gravity::Note), "{remarks:?}");
    assert!(remarks[0].text.contains("declares nothing"), "{remarks:?}");
}
