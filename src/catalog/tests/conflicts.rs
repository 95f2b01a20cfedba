//! Files that disagree: which counts, and that it is said once.

use rstest::rstest;
use serde_json::json;

use super::*;

fn declaring(what: &str, value: impl Into<Value>) -> String {
    let mut property = json!({"classification": "SystemMetaData", "purpose": "FeatureInsight",
                              "endPoint": "none"});
    property[what] = value.into();
    json!({"events": {"run": {"x": property, "same": {"purpose": "FeatureInsight"}}}}).to_string()
}

/// What both files, named in this order, come to.
fn joined(files: &[&Path]) -> Loaded {
    let mut all = Loaded::default();
    for file in files {
        all.join(Request { producer: None, file: file.to_path_buf() }.load().expect("a catalog"));
    }
    all
}

fn purpose(loaded: &Loaded) -> Option<&str> {
    let event = loaded.catalog.lookup("acme.demo", "run").event()?;
    event.properties.get("x")?.purpose.as_deref()
}

#[rstest]
#[case("purpose", "BusinessInsight", "purpose `FeatureInsight`, not `BusinessInsight`")]
#[case("classification", "Other", "classification `SystemMetaData`, not `Other`")]
#[case("endPoint", "MacAddressHash", "endpoint `none`, not `MacAddressHash`")]
#[case("isMeasurement", true, "isMeasurement `false`, not `true`")]
fn the_newer_build_counts_in_whatever_order_and_the_difference_is_named(
    #[case] what: &str,
    #[case] value: impl Into<Value>,
    #[case] says: &str,
) {
    let dir = tempfile::tempdir().expect("a folder");
    let newer = put(&dir, "acme.demo-1.10.0/telemetry.json", &declaring("comment", "c"));
    let older = put(&dir, "acme.demo-1.9.0/telemetry.json", &declaring(what, value));
    for files in [[&*newer, &*older], [&*older, &*newer]] {
        let loaded = joined(&files);
        assert_eq!(purpose(&loaded), Some("FeatureInsight"));
        let [conflict] = &*loaded.conflicts else { unreachable!("{:?}", loaded.conflicts) };
        let text = conflict.to_string();
        let begins = format!("{} counts over {} for", newer.display(), older.display());
        assert!(text.starts_with(&begins) && text.contains("its build is newer"), "{text}");
        assert!(text.ends_with(&format!("one property, `run/x`: {says}")), "{text}");
    }
}

#[test]
fn without_builds_the_file_that_was_named_later_counts() {
    let dir = tempfile::tempdir().expect("a folder");
    let [first, second] = ["first.json", "second.json"].map(|name| {
        let purpose = if name == "first.json" { "FeatureInsight" } else { "BusinessInsight" };
        let text =
            declaring("purpose", purpose).replacen('{', "{\"extensionId\":\"acme.demo\",", 1);
        put(&dir, name, &text)
    });
    let loaded = joined(&[&first, &second]);
    assert_eq!(purpose(&loaded), Some("BusinessInsight"));
    let text = loaded.conflicts[0].to_string();
    assert!(text.contains("it was named later"), "{text}");
    assert_eq!(purpose(&joined(&[&second, &first])), Some("FeatureInsight"));
}

#[test]
fn five_hundred_differences_are_one_sentence_with_their_number() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = |version: &str, purpose: &str| {
        let events: serde_json::Map<_, _> =
            (0..500).map(|n| (format!("e{n}"), json!({"x": property(purpose)}))).collect();
        let text = json!({"events": events}).to_string();
        put(&dir, &format!("acme.demo-{version}/telemetry.json"), &text)
    };
    let (older, newer) = (file("1.0.0", "BusinessInsight"), file("1.0.1", "FeatureInsight"));
    let loaded = joined(&[&older, &newer]);
    assert_eq!(loaded.conflicts.len(), 1);
    assert_eq!(loaded.conflicts[0].number, 500);
    assert!(loaded.conflicts[0].to_string().contains("in 500 properties, the first `e0/x`"));
}

#[test]
fn what_only_one_file_says_is_no_conflict() {
    let dir = tempfile::tempdir().expect("a folder");
    let one = put(&dir, "acme.demo-1.0.0/telemetry.json", &declaring("comment", "c"));
    let text = r#"{"events":{"run":{"x":{"purpose":"featureinsight "},"y":{}},"stop":{}}}"#;
    let other = put(&dir, "acme.demo-1.1.0/telemetry.json", text);
    assert!(joined(&[&one, &other]).conflicts.is_empty());
}

#[test]
fn the_editors_own_catalog_of_the_newer_product_counts() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = |name: &str, version: &str, purpose: &str| {
        let file = format!("{name}/telemetry-core.json");
        put(
            &dir,
            &format!("{name}/package.json"),
            &json!({"name": "Code", "version": version}).to_string(),
        );
        put(&dir, &file, &json!({"events": {"run": {"x": property(purpose)}}}).to_string());
        Place { path: dir.path().join(name), kind: PlaceKind::AppRoot, why: String::new() }
    };
    let places = [root("a", "1.100.3", "FeatureInsight"), root("b", "1.99.0", "BusinessInsight")];
    let found = Catalog::found(&places);
    let event = found.catalog.lookup("vscode", "run").event().expect("declared");
    assert_eq!(event.purposes(), Purposes::only(Purpose::FeatureInsight));
    assert_eq!(found.conflicts.len(), 1);
    let builds: Vec<_> = found.catalog.files().map(|file| file.build).collect();
    assert_eq!(builds, [Some("1.100.3"), Some("1.99.0")]);
}

#[test]
fn an_older_version_of_an_extension_declares_nothing_but_its_difference_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    put(&dir, "acme.demo-1.0.0/telemetry.json", &declaring("purpose", "BusinessInsight"));
    put(&dir, "acme.demo-1.1.0-linux-x64/telemetry.json", &declaring("comment", "c"));
    let place =
        Place { path: dir.path().to_owned(), kind: PlaceKind::Extensions, why: String::new() };
    let found = Catalog::found(&[place]);
    assert_eq!(purpose(&found), Some("FeatureInsight"));
    assert_eq!((found.catalog.files().count(), found.conflicts.len()), (1, 1));
    assert_eq!(found.catalog.files().next().and_then(|file| file.build), Some("1.1.0"));
}

#[test]
fn of_a_dump_the_newer_version_counts_and_the_difference_is_told() {
    let one = |purpose: &str| json!({"events": {"run": {"x": property(purpose)}}});
    let dump = json!({"acme.demo-1.10.0": one("FeatureInsight"), "acme.demo-1.9.0": one("BusinessInsight")});
    let loaded = load(&dump, None);
    assert_eq!(purpose(&loaded), Some("FeatureInsight"));
    assert_eq!(loaded.conflicts.len(), 1);
}

#[test]
fn what_is_named_is_not_in_conflict_with_what_is_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let [a, b, c] = [("1.0.0", "A"), ("1.1.0", "B"), ("0.9.0", "C")].map(|(version, purpose)| {
        put(&dir, &format!("acme.demo-{version}/telemetry.json"), &declaring("purpose", purpose))
    });
    let mut found = joined(&[&a, &b]);
    found.merge(joined(&[&c]));
    assert_eq!((purpose(&found), found.conflicts.len()), (Some("C"), 0));
}
