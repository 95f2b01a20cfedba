//! Records given as another log had them make the same log again.

use std::fs;
use std::sync::RwLockReadGuard;

use proptest::prelude::*;

use super::*;
use crate::event::{Format, SourceId};
use crate::parse::wire::note;
use crate::store::{self, Given, GivenSource, Lost};

pub(super) fn locked(log: &SharedLog) -> RwLockReadGuard<'_, EventLog> {
    log.read().unwrap_or_else(PoisonError::into_inner)
}

/// Every file of the samples.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 10);
    found
}

/// A log of these files, in pieces of so many bytes in turn.
fn log_of(files: &[(String, Vec<u8>)], piece: usize) -> SharedLog {
    let mut ingest = new_ingest();
    let mut sources = Vec::new();
    for (path, bytes) in files {
        let facts = store::SourceFacts {
            label: path.clone(),
            path: path.clone(),
            product: "code".to_owned(),
            bearing: is_bearing(Path::new(path)),
            ..store::SourceFacts::default()
        };
        let source = ingest.add_source(facts).unwrap();
        ingest.begin_part(source, path);
        sources.push((source, bytes.chunks(piece.max(1))));
    }
    while !sources.is_empty() {
        sources.retain_mut(|(source, pieces)| {
            let next = pieces.next().map(|piece| ingest.bytes(*source, piece));
            if next.is_none() {
                ingest.finish_part(*source);
            }
            next.is_some()
        });
    }
    ingest.settle();
    ingest.log()
}

/// What another log takes of one.
fn given(log: &EventLog) -> (Vec<GivenSource>, Vec<(SourceId, Given)>) {
    let source = |(id, facts, state): (SourceId, &store::SourceFacts, &SourceState)| GivenSource {
        facts: facts.clone(),
        zone: log.zone(id).clone(),
        state: state.clone(),
    };
    let rows = (0..log.len() as u32).filter_map(|id| log.row(EventId(id)));
    let records = rows.map(|row| (row.source_id(), row.text().given())).collect();
    (log.sources().map(source).collect(), records)
}

/// The log that these make.
fn made_of(sources: &[GivenSource], records: &[(SourceId, Given)], batch: usize) -> SharedLog {
    let mut ingest = new_ingest();
    for source in sources {
        ingest.add_given(source).unwrap();
    }
    for records in records.chunks(batch.max(1)) {
        for run in records.chunk_by(|a, b| a.0 == b.0) {
            let given: Vec<Given> = run.iter().map(|(_, given)| given.clone()).collect();
            ingest.given(run[0].0, &given);
        }
    }
    ingest.caught_up();
    ingest.log()
}

pub(super) fn assert_same(one: &SharedLog, other: &SharedLog) {
    let (ours, theirs) = (events(one), events(other));
    for (mine, yours) in ours.iter().zip(&theirs) {
        assert_eq!(mine, yours);
    }
    assert_eq!(ours.len(), theirs.len());
    let (one, other) = (locked(one), locked(other));
    assert!(one.in_order().eq(other.in_order()));
    assert_eq!(given(&one), given(&other));
    for (id, _, _) in one.sources() {
        assert_eq!(one.tally(id), other.tally(id));
        assert_eq!(one.volume(id), other.volume(id));
    }
}

#[test]
fn the_samples_come_out_the_same() {
    let files = samples();
    let log = log_of(&files, 4096);
    assert!(
        locked(&log).sources().any(|it| it.1.format.as_ref().is_some_and(|it| it.format.is_wire()))
    );
    let (sources, records) = given(&locked(&log));
    assert_same(&log, &made_of(&sources, &records, 7));
}

#[test]
fn a_record_that_has_grown_takes_its_own_place() {
    let mut ingest = new_ingest();
    let source = GivenSource {
        facts: store::SourceFacts { label: "a.log".to_owned(), ..store::SourceFacts::default() },
        zone: Zone::utc(),
        state: SourceState::Open,
    };
    let id = ingest.add_given(&source).unwrap();
    let record = |text: &str, grown| Given { bytes: text.into(), grown, ..Given::default() };
    ingest.given(id, &[record("one\n", false), record("one\ntwo\n", true)]);
    let log = ingest.log();
    assert_eq!(messages(&log, &[EventId(0), EventId(1)]), ["one\ntwo"]);
    assert_eq!((ingest.given_at(id, 0), ingest.given_at(id, 1)), (Some(EventId(0)), None));
}

#[test]
fn a_record_whose_text_is_lost_keeps_what_its_columns_said_and_says_why() {
    let file = ("telemetry.log".to_owned(), fs::read("sample-logs/README.md").unwrap());
    let text = "2026-03-14 09:00:00.000 [trace] telemetry/acme {\"properties\":{}}\n".repeat(3);
    let log = log_of(&[(file.0, text.into_bytes())], 100);
    let (sources, mut records) = given(&locked(&log));
    let whole = records[1].1.clone();
    let row = locked(&log).row(EventId(1)).map(|row| (row.name().to_owned(), row.size())).unwrap();
    for (at, why) in
        [Lost::Dropped, Lost::Gone("the file was changed".to_owned())].iter().enumerate()
    {
        let lost = store::GivenLost {
            why: why.clone(),
            len: row.1 as u32,
            kind: crate::event::Kind::Event,
            log_level: Some(crate::event::LogLevel::Trace),
            name: row.0.clone(),
            event: "acme".to_owned(),
            producer: "vscode".to_owned(),
            level: (Some(crate::event::Level::Usage), "none such".to_owned()),
            destination: ("microsoft".to_owned(), String::new()),
        };
        let lost = Some(Box::new(lost));
        records[at].1 = Given { bytes: Vec::new(), line: 0, lost, ..whole.clone() };
    }
    let made = made_of(&sources, &records, 2);
    let made = locked(&made);
    for (id, why) in [(0, "--max-memory"), (1, "the file was changed")] {
        let row = made.row(EventId(id)).unwrap();
        assert_eq!((row.name(), row.destination_name()), ("telemetry/acme", "microsoft"));
        assert_eq!(row.size(), whole.bytes.len() as u64);
        assert!(row.text().lost().is_some_and(|lost| lost.to_string().contains(why)));
        assert_eq!(row.text().given().lost.unwrap().name, "telemetry/acme");
    }
    assert!(made.row(EventId(2)).unwrap().text().lost().is_none());
}

#[test]
fn a_note_of_a_post_is_told_again() {
    let files = [("a.har".to_owned(), b"{\"x\":1}\n{\"y\":".to_vec())];
    let log = log_of(&files, 100);
    let (sources, records) = given(&locked(&log));
    let notes = records.iter().filter_map(|(_, it)| it.post.as_ref()?.note);
    assert!(notes.clone().count() > 0);
    assert!(notes.clone().all(|it| note::note(it) == it));
    assert_same(&log, &made_of(&sources, &records, 1));
}

/// Lines of all sorts, some of them longer than one line, some no UTF-8.
pub(super) fn lines() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just(b"2026-03-14 09:00:00.000 [trace] telemetry/acme {\"a\":1}\n".to_vec()),
        Just(
            b"2026-03-14 09:00:05.000 [trace] acme.x/y {\"properties\":{\"a\":\"\xff\"}}\n"
                .to_vec()
        ),
        Just(b"2026-03-14 08:59:00.000 [info] went back\nand on\n".to_vec()),
        Just(b"[2021-03-14 09:26:53.589] [main] [trace] telemetry#x {}\n".to_vec()),
        Just(b"[09:26:53] of a console\n".to_vec()),
        Just(b"\xef\xbb\xbf2026-03-14 09:00:00.000 [info] behind a mark\n".to_vec()),
        Just(b"{\"name\":\"x\",\"time\":\"2026-03-14T09:00:00Z\",\"iKey\":\"k\"}\n".to_vec()),
        Just(
            b"{\"api_key\":\"k\",\"event\":\"e\",\"properties\":{\"distinct_id\":\"d\"}}\n"
                .to_vec()
        ),
        "[ -~]{0,30}\n".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 0..30),
    ];
    proptest::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_log_comes_out_the_same(
        files in proptest::collection::vec(lines(), 1..4),
        piece in 1_usize..200,
        batch in 1_usize..9,
    ) {
        let named = ["telemetry.log", "b.log", "c/telemetry.log"].map(str::to_owned);
        let files: Vec<_> = named.into_iter().zip(files).collect();
        let log = log_of(&files, piece);
        let (sources, records) = given(&locked(&log));
        assert_same(&log, &made_of(&sources, &records, batch));
    }

    #[test]
    fn what_is_left_keeps_its_order(
        files in proptest::collection::vec(lines(), 2..4),
        keep in proptest::collection::vec(any::<bool>(), 1..20),
    ) {
        let named = ["telemetry.log", "b.log", "c/telemetry.log"].map(str::to_owned);
        let files: Vec<_> = named.into_iter().zip(files).collect();
        let log = log_of(&files, 64);
        let (sources, records) = given(&locked(&log));
        let kept: Vec<bool> = keep.iter().copied().cycle().take(records.len()).collect();
        let left = records.iter().zip(&kept).filter(|(_, keep)| **keep).map(|(it, _)| it.clone());
        let made = made_of(&sources, &left.collect::<Vec<_>>(), 3);
        let log = locked(&log);
        let wanted: Vec<_> = log.in_order().filter(|id| kept[id.index()]).map(|id| json(&log, id)).collect();
        let made = locked(&made);
        let found: Vec<_> = made.in_order().map(|id| json(&made, id)).collect();
        let alone = |json: &String| json.replace("\"on\":\"both\"", "\"on\":\"log\"").replace("\"on\":\"wire\"", "\"on\":\"log\"");
        prop_assert_eq!(
            wanted.iter().map(alone).collect::<Vec<_>>(),
            found.iter().map(alone).collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_formats_of_the_samples_are_many() {
    let log = log_of(&samples(), 1 << 20);
    let log = locked(&log);
    let formats = log.sources().filter_map(|it| it.1.format.as_ref()).map(|it| it.format);
    let formats: std::collections::HashSet<Format> = formats.collect();
    assert!(formats.len() >= 6, "{formats:?}");
}
