//! The sample logs say what their README says of them.
#![expect(clippy::unwrap_used, reason = "a missing sample ends its test")]

use std::fs;
use std::path::{Path, PathBuf};

use telltail::event::Kind;
use telltail::frame::{Framer, frame_all};
use telltail::parse::{Body, Notes, event_name, head};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs")
}

/// Whether a file is read as a telemetry log.
fn bearing(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).to_lowercase().contains("telemetry")
}

/// How many records, events, logs and raw lines a file holds.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    records: usize,
    events: usize,
    logs: usize,
    raw: usize,
}

fn counted(path: &str) -> Counts {
    let bytes = fs::read(samples().join(path)).unwrap();
    let mut counts = Counts::default();
    for record in frame_all(&bytes) {
        counts.records += 1;
        match head(record.bytes, record.opening.as_ref(), bearing(path)).kind {
            Kind::Event => counts.events += 1,
            Kind::Log => counts.logs += 1,
            Kind::Raw => counts.raw += 1,
        }
    }
    counts
}

/// The table of the README: path and counts.
fn table() -> Vec<(String, Counts)> {
    let readme = fs::read_to_string(samples().join("README.md")).unwrap();
    let rows = readme.lines().filter_map(|line| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let number = |at: usize| cells.get(at)?.parse().ok();
        let counts =
            Counts { records: number(2)?, events: number(3)?, logs: number(4)?, raw: number(5)? };
        Some((cells[1].to_owned(), counts))
    });
    rows.collect()
}

/// Every file below `folder`, as a path in the samples.
fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "log" || it == "log_1") {
            let inside = path.strip_prefix(samples()).unwrap();
            found.push(inside.to_str().unwrap().replace('\\', "/"));
        }
    }
}

/// The events of a sample: name, what comes after its prefix, notes of head and body.
fn events(path: &str) -> Vec<(String, String, Notes)> {
    let bytes = fs::read(samples().join(path)).unwrap();
    let mut events = Vec::new();
    for record in frame_all(&bytes) {
        let head = head(record.bytes, record.opening.as_ref(), bearing(path));
        let Some(name) = head.name_in(record.bytes) else { continue };
        let core = name.starts_with("telemetry/");
        let body = head.body_in(record.bytes).map(|bytes| Body::new(bytes, core).notes());
        let notes = head.notes.with(body.unwrap_or_default());
        events.push((name.clone().into_owned(), event_name(&name).to_owned(), notes));
    }
    events
}

const EXTENSIONS: &str = "20260314T092653/exthost1/remoteExtHostTelemetry.log";

#[test]
fn every_sample_is_in_the_table_and_the_other_way_round() {
    let mut found = Vec::new();
    files(&samples(), &mut found);
    found.sort();
    let listed: Vec<_> = table().into_iter().map(|(path, _)| path).collect();
    assert_eq!(found, listed);
}

#[test]
fn every_sample_has_the_counts_of_the_table() {
    for (path, expected) in table() {
        assert_eq!(counted(&path), expected, "{path}");
        assert_eq!(expected.events + expected.logs + expected.raw, expected.records, "{path}");
    }
}

#[test]
fn records_of_every_sample_laid_end_to_end_are_the_file() {
    for (path, counts) in table() {
        let bytes = fs::read(samples().join(&path)).unwrap();
        let whole: Vec<u8> = frame_all(&bytes).flat_map(|record| record.bytes).copied().collect();
        assert_eq!(whole, bytes, "{path}");
        let mut framer = Framer::new();
        let (mut chunked, mut records) = (Vec::new(), 0);
        let mut take = |framer: &mut Framer| {
            while let Some(record) = framer.next() {
                chunked.extend_from_slice(record.bytes);
                records += 1;
            }
        };
        for chunk in bytes.chunks(777) {
            framer.push(chunk);
            take(&mut framer);
        }
        framer.finish();
        take(&mut framer);
        assert_eq!(chunked, bytes, "{path}");
        assert_eq!(records, counts.records, "{path}");
    }
}

#[test]
fn names_with_line_breaks_and_wrapped_names_are_whole() {
    let events = events(EXTENSIONS);
    let named = |name: &str| events.iter().filter(|event| event.0 == name).count();
    assert_eq!(named("acme.audit-demo/two\nlines"), 1);
    assert_eq!(named("acme.audit-demo/two\r\nlines again"), 1);
    assert_eq!(named("exception"), 3);
    assert!(events.iter().any(|event| event.1 == "copilot/ghostText.shown"));
    assert!(events.iter().all(|event| event.2.is_empty()));
}

#[test]
fn what_is_wrong_with_a_hostile_event_is_noted_on_it() {
    let events = events("hostile.telemetry.log");
    let notes = |event: &str| {
        let found = events.iter().find(|found| found.1 == event);
        found.unwrap_or_else(|| panic!("{event} is missing")).2
    };
    assert_eq!(notes("behindAMark"), Notes::default());
    assert_eq!(notes("withoutPayload"), Notes::NO_PAYLOAD);
    assert_eq!(notes("broken"), Notes::BROKEN);
    assert!(notes("cut").contains(Notes::CUT));
    assert_eq!(notes("inv\u{fffd}\u{fffd}alid"), Notes::INVALID_UTF8);
    assert_eq!(notes("name with spaces and { and {\"braces"), Notes::default());
    assert_eq!(notes("ends {} early {\"x\" {y}"), Notes::default());
    assert_eq!(notes("deep"), Notes::default());
    assert_eq!(notes("payload on"), Notes::default());
    assert_eq!(notes("theLastLineHasNoEnd"), Notes::default());
}

#[test]
fn marks_of_cleaning_and_cutting_are_found_in_the_samples() {
    let bytes = fs::read(samples().join(EXTENSIONS)).unwrap();
    let redacted = Body::new(&bytes, false).redacted();
    assert_eq!(redacted, ["user-file-path", "email", "generic-secret"]);
    let core = fs::read(samples().join("20260314T092653/telemetry.log")).unwrap();
    let cut = frame_all(&core).find_map(|record| {
        let head = head(record.bytes, record.opening.as_ref(), true);
        Body::new(head.body_in(record.bytes)?, true).truncated().pop()
    });
    assert_eq!(cut.as_deref(), Some("note"));
}
