use std::time::Duration;

use super::*;

/// A logs root with telemetry files, each written at its own second.
fn root(home: &Path, product: &'static str, files: &[(&str, u64)]) -> LogsRoot {
    let path = home.join(product).join("logs");
    for (file, second) in files {
        let file = path.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let handle = fs::File::create(&file).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + second);
        handle.set_modified(time).unwrap();
    }
    LogsRoot { product, name: product, path, why: String::new() }
}

#[test]
fn sessions_are_listed_newest_first_and_other_folders_are_not() {
    let home = tempfile::tempdir().unwrap();
    let files = [
        ("20260101T000000/telemetry.log", 1),
        ("20260303T000000/main.log", 2),
        ("20260202T000000/window1/exthost/extHostTelemetry.log", 3),
        ("20260202T000000_1/telemetry.log", 9),
        ("old/telemetry.log", 9),
    ];
    let found = sessions(&root(home.path(), "code", &files)).unwrap();
    let stamps: Vec<_> = found.iter().map(|session| session.stamp.as_str()).collect();
    assert_eq!(stamps, ["20260303T000000", "20260202T000000", "20260101T000000"]);
    assert_eq!(found[0].newest_telemetry, None);
    assert!(!found[0].holds_telemetry() && found[1].holds_telemetry());
}

#[test]
fn the_newest_session_is_the_youngest_with_telemetry_of_the_editor_that_wrote_last() {
    let home = tempfile::tempdir().unwrap();
    let code = root(
        home.path(),
        "code",
        &[
            ("20260101T000000/telemetry.log", 50),
            ("20260202T000000/telemetry.log", 40),
            ("20260303T000000/main.log", 60),
        ],
    );
    let cursor = root(home.path(), "cursor", &[("20260909T000000/telemetry.log", 45)]);
    let mut all = sessions(&cursor).unwrap();
    all.extend(sessions(&code).unwrap());
    let newest = newest_session(&all).unwrap();
    assert_eq!((newest.product, newest.stamp.as_str()), ("code", "20260202T000000"));
}

#[test]
fn equal_times_are_decided_by_the_stamp() {
    let home = tempfile::tempdir().unwrap();
    let code = root(home.path(), "code", &[("20260101T000000/telemetry.log", 5)]);
    let cursor = root(home.path(), "cursor", &[("20260102T000000/telemetry.log", 5)]);
    let mut all = sessions(&cursor).unwrap();
    all.extend(sessions(&code).unwrap());
    assert_eq!(newest_session(&all).unwrap().product, "cursor");
}

#[test]
fn without_telemetry_there_is_no_newest_session() {
    let home = tempfile::tempdir().unwrap();
    let code = root(home.path(), "code", &[("20260101T000000/main.log", 5)]);
    assert_eq!(newest_session(&sessions(&code).unwrap()), None);
    assert_eq!(newest_session(&[]), None);
}
