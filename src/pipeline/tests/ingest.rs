//! Bytes to events, in whatever pieces they come.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::event::{Detected, Format, Instant, Kind, SourceId};
use crate::frame::is_json;
use crate::store;

fn facts_of(path: &str) -> store::SourceFacts {
    store::SourceFacts {
        label: path.to_owned(),
        path: path.to_owned(),
        product: "code".to_owned(),
        bearing: is_bearing(Path::new(path)),
        ..store::SourceFacts::default()
    }
}

/// The samples: path and bytes.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "log") {
                found.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 10);
    found
}

/// Everything of one file at once.
fn at_once(path: &str, bytes: &[u8]) -> Vec<String> {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of(path)).unwrap();
    let mut complete = ingest.bytes(source, bytes);
    complete.extend(ingest.finish_part(source));
    assert_eq!(complete, in_order(complete.len()));
    events(&ingest.log())
}

/// The same in pieces, with the open record shown after those where `show` says so.
fn in_pieces(path: &str, bytes: &[u8], sizes: &[usize], show: &[bool]) -> Vec<String> {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of(path)).unwrap();
    let mut complete = Vec::new();
    let mut rest = bytes;
    let choices = sizes.iter().cycle().zip(show.iter().cycle());
    for (size, show) in choices {
        if rest.is_empty() {
            break;
        }
        let (piece, after) = rest.split_at((*size).min(rest.len()));
        complete.extend(ingest.bytes(source, piece));
        if *show {
            ingest.show_open();
        }
        rest = after;
    }
    complete.extend(ingest.finish_part(source));
    assert_eq!(complete, in_order(complete.len()), "each is complete once, in order");
    events(&ingest.log())
}

fn in_order(count: usize) -> Vec<EventId> {
    (0..count as u32).map(EventId).collect()
}

#[test]
fn every_sample_gives_the_same_events_in_pieces_as_at_once() {
    for (path, bytes) in samples() {
        let expected = at_once(&path, &bytes);
        for (sizes, show) in [(&[4096][..], &[true][..]), (&[1000, 1], &[true, false, false])] {
            assert!(in_pieces(&path, &bytes, sizes, show) == expected, "{path}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_pieces_give_the_same_events(
        sizes in prop::collection::vec(1..400_usize, 1..20),
        show in prop::collection::vec(any::<bool>(), 1..20),
        which in any::<prop::sample::Index>(),
    ) {
        let small = samples().into_iter().filter(|(_, bytes)| bytes.len() < 30_000);
        let small: Vec<_> = small.collect();
        let (path, bytes) = which.get(&small);
        prop_assert_eq!(in_pieces(path, bytes, &sizes, &show), at_once(path, bytes));
    }

    #[test]
    fn any_bytes_are_taken_and_none_is_lost(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..40),
                Just(line(1, "x").into_bytes()),
                Just(b"2026-03-14 09:00:00.000 [trace] telemetry/a {".to_vec()),
                Just(b"}\r\n".to_vec()),
                Just(b"\xef\xbb\xbf\n".to_vec()),
            ],
            0..40,
        ),
        show in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        let bytes = pieces.concat();
        // Between JSON documents some bytes are nobody's.
        prop_assume!(is_json(&bytes, true) == Some(false));
        let expected = at_once("telemetry.log", &bytes);
        let sizes: Vec<usize> = pieces.iter().map(|piece| piece.len().max(1)).collect();
        if !sizes.is_empty() {
            prop_assert_eq!(in_pieces("telemetry.log", &bytes, &sizes, &show), expected.clone());
        }
        let length = |event: &String| {
            serde_json::from_str::<serde_json::Value>(event).unwrap()["length"].as_u64().unwrap()
        };
        let total: u64 = expected.iter().map(length).sum();
        prop_assert_eq!(total, bytes.len() as u64);
    }
}

#[test]
fn the_open_record_is_shown_at_its_line_end_and_amended_as_it_grows() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of("main.log")).unwrap();
    let log = ingest.log();
    assert!(ingest.bytes(source, b"2026-03-14 09:00:00.000 [error] one").is_empty());
    assert!(ingest.show_open().is_empty(), "its line has not ended");
    assert!(ingest.bytes(source, b"\n").is_empty());
    let id = EventId(0);
    assert_eq!(ingest.show_open(), [id]);
    assert!(ingest.show_open().is_empty(), "nothing is new");
    assert_eq!(messages(&log, &[id]), ["one"]);
    assert!(ingest.bytes(source, b"  two\n  thr").is_empty());
    assert_eq!(ingest.show_open_of(source), Some(id));
    assert_eq!(messages(&log, &[id]), ["one\n  two"]);
    assert_eq!(read(&log, |log| log.amended().to_vec()), [id]);
    let next = format!("ee\n{}", line(1, "next"));
    assert_eq!(ingest.bytes(source, next.as_bytes()), [id]);
    assert_eq!(messages(&log, &[id]), ["one\n  two\n  three"]);
    assert_eq!(ingest.finish_part(source), [EventId(1)]);
    assert_eq!(read(&log, EventLog::len), 2);
}

#[test]
fn a_record_that_was_shown_as_it_is_comes_out_complete_all_the_same() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of("main.log")).unwrap();
    ingest.bytes(source, line(0, "one").as_bytes());
    assert_eq!(ingest.show_open(), [EventId(0)]);
    assert_eq!(ingest.bytes(source, line(1, "two").as_bytes()), [EventId(0)]);
    assert!(read(&ingest.log(), |log| log.amended().is_empty()));
}

#[test]
fn a_new_part_ends_the_record_before_and_counts_from_its_start() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of("main.log")).unwrap();
    ingest.bytes(source, line(0, "old").as_bytes());
    // Without a line end, and what follows does not go on from it.
    ingest.bytes(source, b"  half");
    assert_eq!(ingest.begin_part(source, "main.new.log"), [EventId(0)]);
    ingest.bytes(source, b"no stamp\n");
    ingest.bytes(source, line(1, "new").as_bytes());
    ingest.finish_part(source);
    let log = ingest.log();
    let kinds: Vec<Kind> =
        read(&log, |log| (0..3).map(|id| log.row(EventId(id)).unwrap().kind()).collect());
    assert_eq!(kinds, [Kind::Log, Kind::Raw, Kind::Log]);
    let place = |id: usize| {
        let json: serde_json::Value = serde_json::from_str(&events(&log)[id]).unwrap();
        (json["path"].as_str().unwrap().to_owned(), json["line"].clone(), json["offset"].clone())
    };
    assert_eq!(place(0), ("main.log".to_owned(), 1.into(), 0.into()));
    assert_eq!(place(1), ("main.new.log".to_owned(), 1.into(), 0.into()));
    assert_eq!(place(2), ("main.new.log".to_owned(), 2.into(), 9.into()));
}

#[test]
fn sources_do_not_mix() {
    let mut ingest = new_ingest();
    let sources = ["a.log", "b.log"].map(|path| ingest.add_source(facts_of(path)).unwrap());
    let texts = [line(0, "a one") + "  a two\n", line(0, "b one") + "  b two\n"];
    let (a, b) = (texts[0].as_bytes(), texts[1].as_bytes());
    for at in 0..a.len() {
        ingest.bytes(sources[0], &a[at..=at]);
        ingest.bytes(sources[1], &b[at..=at]);
        ingest.show_open();
    }
    let log = ingest.log();
    assert_eq!(messages(&log, &in_order(2)), ["a one\n  a two", "b one\n  b two"]);
    assert_eq!(read(&log, |log| log.volume(sources[1])), (1, b.len() as u64));
}

#[test]
fn a_source_that_was_never_added_says_nothing() {
    let mut ingest = new_ingest();
    assert!(ingest.bytes(SourceId(3), b"x\n").is_empty());
    assert!(ingest.finish_part(SourceId(3)).is_empty());
    assert_eq!(ingest.show_open_of(SourceId(3)), None);
}

/// What a source was taken for.
fn format(ingest: &Ingest) -> Option<Detected> {
    read(&ingest.log(), |log| log.source(SourceId(0)).unwrap().format.clone())
}

#[test]
fn the_format_of_a_source_is_known_as_soon_as_its_first_record_shows() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of("main.log")).unwrap();
    ingest.bytes(source, b"raw\n[09:00:00] one\n");
    assert_eq!(format(&ingest), None);
    ingest.show_open();
    let found = format(&ingest).unwrap();
    assert_eq!(found.format, Format::Console);
    assert!(found.why.starts_with("line 2 opens with a time of day"), "{}", found.why);
    ingest.bytes(source, line(1, "another grammar").as_bytes());
    ingest.finish_part(source);
    assert_eq!(format(&ingest), Some(found));
}

#[test]
fn a_source_without_stamps_is_plain_at_its_end() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of("a.log")).unwrap();
    ingest.bytes(source, b"one\ntwo\n");
    assert_eq!(format(&ingest), None);
    ingest.finish_part(source);
    assert_eq!(format(&ingest).unwrap().format, Format::Plain);
}

#[test]
fn a_followed_source_without_stamps_is_plain_until_one_comes() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(facts_of("a.log")).unwrap();
    ingest.caught_up();
    assert_eq!(format(&ingest), None, "nothing was read of it");
    ingest.bytes(source, b"one\n");
    ingest.caught_up();
    assert_eq!(format(&ingest).unwrap().why, "1 line opens without a stamp");
    ingest.bytes(source, line(0, "two").as_bytes());
    ingest.show_open();
    assert_eq!(format(&ingest).unwrap().format, Format::Current);
}

#[test]
fn a_format_that_is_said_holds_for_every_part() {
    let mut ingest = new_ingest();
    ingest.read_as(Format::Plain);
    let source = ingest.add_source(facts_of("a.log")).unwrap();
    assert_eq!(format(&ingest).unwrap().why, "--format-in says so");
    ingest.bytes(source, line(0, "one").as_bytes());
    ingest.begin_part(source, "a.log");
    ingest.bytes(source, line(1, "two").as_bytes());
    let log = ingest.log();
    let kinds: Vec<_> =
        read(&log, |log| (0..2).map(|id| log.row(EventId(id)).unwrap().kind()).collect());
    assert_eq!(kinds, [Kind::Raw, Kind::Raw]);
}

#[test]
fn lines_without_a_date_are_placed_by_the_session_the_file_or_the_line_before() {
    let mut ingest = new_ingest();
    let session = Some("20260314T230000".to_owned());
    let of_session = store::SourceFacts { session, ..facts_of("a.log") };
    let sources = [of_session, facts_of("b.log"), facts_of("c.log")]
        .map(|facts| ingest.add_source(facts).unwrap());
    for source in &sources[..2] {
        ingest.anchor(*source, Anchor::Until(Instant(1_773_480_413_589)));
    }
    for source in sources {
        ingest.bytes(source, b"[23:59:00] a\n[00:01:00] b\n");
        ingest.show_open();
        ingest.finish_part(source);
    }
    let times: Vec<_> = events(&ingest.log())
        .iter()
        .map(|event| serde_json::from_str::<serde_json::Value>(event).unwrap()["time"].take())
        .collect();
    let time = |text: &str| serde_json::Value::from(format!("2026-03-{text}:00.000+00:00"));
    assert_eq!(times[..2], [time("14T23:59"), time("15T00:01")]);
    assert_eq!(times[2..4], [time("13T23:59"), time("14T00:01")]);
    assert_eq!(times[4..], [serde_json::Value::Null, serde_json::Value::Null]);
}
