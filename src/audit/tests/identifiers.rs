//! Identifiers that stay the same.

use super::model::{Line, audited, context, found, line, log_of, log_with, selected, told};
use crate::audit::Policy;
use crate::event::Severity;

const UUID: &str = "6d2ab1f0-93c4-4c55-8b0e-2f1f6a7d9e11";

/// An event with this under a key, and something else beside.
fn with(at: i64, key: &str, value: &str) -> Line {
    line(at, "opened", &format!(r#""{key}":"{value}","kind":"rust""#))
}

fn three(key: &str, value: &str) -> Vec<Line> {
    (0..3).map(|at| with(at * 1000, key, value)).collect()
}

#[test]
fn an_id_that_stays_is_a_note_in_one_session_and_a_warning_in_two() {
    let mut lines = three("deviceKey", UUID);
    let log = log_of(&lines);
    assert_eq!(told(&found(&log, "TEL042")), ["note - deviceKey 3"]);
    lines.extend(three("deviceKey", UUID).into_iter().map(|line| line.in_file(1)));
    let log = log_of(&lines);
    assert_eq!(told(&found(&log, "TEL042")), ["warning - deviceKey 6"]);
    let audit = audited(&log, context(Policy::default()));
    let all: Vec<_> = (0..6).map(|id| (id, Severity::Warning)).collect();
    assert_eq!(selected(&log, &audit, "TEL042"), all);
}

#[test]
fn an_id_for_each_session_or_each_thing_is_none_that_stays() {
    let other = "0a1b2c3d-0001-4aaa-8bbb-111111111111";
    let mut lines = three("run", UUID);
    lines.extend(three("run", other).into_iter().map(|line| line.in_file(1)));
    assert_eq!(told(&found(&log_of(&lines), "TEL042")), [""; 0]);
    let fresh = (0..9).flat_map(|n| three("thing", &UUID.replace("2f1f", &format!("2f{n}f"))));
    assert_eq!(told(&found(&log_of(&fresh.collect::<Vec<_>>()), "TEL042")), [""; 0]);
}

#[test]
fn what_looks_like_no_id_or_is_called_otherwise_is_none() {
    for (key, value) in [
        ("who", "00000000-0000-0000-0000-000000000000"),
        ("who", "1234567890123456"),
        ("who", "experimental-build-of-the-day"),
        ("who", "gpt-4o-mini-2024-07-18"),
        ("who", "6d2ab1f093c4"),
        ("sessionId", UUID),
        ("request_id", UUID),
        ("headCommitHash", "409c64e0df4d53530e59c16acc2b5d5766f717b0"),
    ] {
        assert_eq!(told(&found(&log_of(&three(key, value)), "TEL042")), [""; 0], "{key} {value}");
    }
    for (key, value) in [
        ("who", "6d2ab1f093c44c55"),
        ("who", "{6D2AB1F0-93C4-4C55-8B0E-2F1F6A7D9E11}"),
        ("who", "q7Zk2LmX9vRb4TnY6wPd"),
        ("machineHash", "409c64e0df4d53530e59c16acc2b5d5766f717b0"),
    ] {
        let found = told(&found(&log_of(&three(key, value)), "TEL042"));
        assert_eq!(found, [format!("note - {key} 3")], "{value}");
    }
}

#[test]
fn a_declared_identifier_is_known() {
    let catalog = r#"{"acme.demo-1.0.0":{"commonProperties":{},"events":{"opened":{"deviceKey":
        {"classification":"EndUserPseudonymizedInformation","purpose":"FeatureInsight"}}}}}"#;
    let log = log_with(catalog, &three("deviceKey", UUID));
    assert_eq!(told(&found(&log, "TEL042")), [""; 0]);
}
