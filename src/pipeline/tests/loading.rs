//! Much at once, in chunks, by many threads: the same log as record by record.

mod excerpts;
mod written;

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::intake::{Intake, Taken};
use super::*;
use crate::event::SourceId;
use crate::query::{Field, Fields, Value};
use crate::source::Stretch;
use crate::store::Reread;
use written::log as written_log;

/// A session's folder, so that its files share a clock.
const FOLDER: &str = "/logs/20261025T000000";

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().unwrap());

/// Everything is taken record by record, at once, in one piece.
const PLAIN: Sizes = Sizes {
    chunk: 1,
    beyond: 1,
    least: usize::MAX,
    longest: 1,
    piece: 1 << 30,
    big: u64::MAX,
    end: 0,
};

/// What happens to sources, whichever way their bytes are read.
#[derive(Clone, Debug)]
enum Happens {
    /// Bytes come to a source, in the way that `way` says.
    Bytes(usize, Vec<u8>, Way),
    /// A source goes on in another file.
    Part(usize, Reason),
    /// A source's file has ended.
    PartEnded(usize),
    CaughtUp,
    /// Whoever watches looks.
    Shown,
}

/// How bytes are delivered where they are loaded.
#[derive(Clone, Debug)]
enum Way {
    Stretch,
    Saved,
    /// In pieces of these sizes.
    Pieces(Vec<usize>),
}

/// A saved file that is not changed.
#[derive(Debug)]
struct Kept(Vec<u8>);

impl Reread for Kept {
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), String> {
        let offset = offset as usize;
        let bytes = self.0.get(offset..offset + into.len()).ok_or("read behind the end")?;
        into.copy_from_slice(bytes);
        Ok(())
    }
}

/// A reader of sources, and what it has said.
struct Reading {
    intake: Intake,
    /// What the parts hold so far.
    parts: Vec<Vec<u8>>,
    complete: Vec<EventId>,
    /// Whether what can be loaded in chunks is.
    loads: bool,
}

impl Reading {
    fn new(paths: &[String], sizes: Sizes, loads: bool) -> Self {
        let mut ingest = Ingest::new(RULES.clone(), Arc::new(Catalog::default()), Zone::utc());
        ingest.load_by(sizes);
        let mut intake = Intake::new(ingest);
        for (key, path) in (0..).map(SourceKey).zip(paths) {
            let facts = SourceFacts {
                session: path.starts_with(FOLDER).then(|| "20261025T000000".to_owned()),
                ..facts(path)
            };
            intake.take(News::Added(key, facts), &mut Vec::new());
            let path = PathBuf::from(path);
            let part = Delivery::Part { path, offset: 0, reason: Reason::Opened };
            intake.take(News::Of(key, part), &mut Vec::new());
        }
        let parts = vec![Vec::new(); paths.len()];
        Self { intake, parts, complete: Vec::new(), loads }
    }

    fn take(&mut self, news: News) {
        let mut taken = Vec::new();
        while self.intake.is_full() {
            self.intake.step(&mut taken);
        }
        self.intake.take(news, &mut taken);
        self.hear(taken);
    }

    fn hear(&mut self, taken: Vec<Taken>) {
        for taken in taken {
            match taken {
                Taken::Complete(ids) => self.complete.extend(ids),
                Taken::CaughtUp => {
                    assert!(!self.intake.is_pending(), "all is in the log by then");
                }
                Taken::Problem(problem) => panic!("{problem:?}"),
                _ => {}
            }
        }
    }

    fn of(&mut self, source: usize, delivery: Delivery) {
        self.take(News::Of(SourceKey(source as u32), delivery));
    }

    fn happen(&mut self, happens: &Happens) {
        match happens {
            Happens::Bytes(source, bytes, way) => self.bytes(*source, bytes, way),
            Happens::Part(source, reason) => {
                self.parts[*source].clear();
                let path = PathBuf::from(format!("{FOLDER}/other.log"));
                let part = Delivery::Part { path, offset: 0, reason: *reason };
                self.of(*source, part);
            }
            Happens::PartEnded(source) => self.of(*source, Delivery::PartEnded),
            Happens::CaughtUp => self.take(News::CaughtUp),
            Happens::Shown => {
                let mut taken = Vec::new();
                if self.loads {
                    self.intake.step(&mut taken);
                }
                self.intake.ingest.show_open();
                self.hear(taken);
            }
        }
    }

    fn bytes(&mut self, source: usize, bytes: &[u8], way: &Way) {
        let part = &mut self.parts[source];
        let from = part.len() as u64;
        part.extend(bytes);
        if bytes.is_empty() {
            return;
        }
        if !self.loads {
            return self.of(source, Delivery::Bytes(bytes.to_vec()));
        }
        match way {
            Way::Stretch | Way::Saved => {
                let mut file = tempfile::tempfile().unwrap();
                file.write_all(part).unwrap();
                let stretch = Stretch {
                    saved: matches!(way, Way::Saved).then(|| Arc::new(Kept(part.clone())) as _),
                    ..Stretch::new(file, from..part.len() as u64).unwrap()
                };
                self.of(source, Delivery::Stretch(stretch));
            }
            Way::Pieces(sizes) => {
                let mut rest = bytes;
                for size in sizes.iter().cycle() {
                    let (piece, after) = rest.split_at((*size).min(rest.len()));
                    self.of(source, Delivery::Bytes(piece.to_vec()));
                    rest = after;
                    if rest.is_empty() {
                        break;
                    }
                }
            }
        }
    }

    /// Everything that the log tells, each event in merged order.
    fn end(mut self) -> Vec<String> {
        let mut taken = Vec::new();
        self.intake.finish(&mut taken);
        self.hear(taken);
        let (done, total) = self.intake.progress();
        assert_eq!(done, total);
        let log = self.intake.ingest.log();
        let mut complete = self.complete;
        complete.sort_unstable();
        let all: Vec<_> = (0..read(&log, EventLog::len) as u32).map(EventId).collect();
        assert_eq!(complete, all, "each is complete once");
        read(&log, told)
    }
}

/// Everything that a log tells.
fn told(log: &EventLog) -> Vec<String> {
    assert!(log.is_settled());
    let mut numbers = HashMap::new();
    let mut counts = vec![0; log.source_count()];
    for id in (0..log.len() as u32).map(EventId) {
        let source = log.row(id).unwrap().source_id();
        numbers.insert(id, (source, counts[source.index()]));
        counts[source.index()] += 1;
    }
    let events = log.in_order().map(|id| told_of(log, id, &numbers));
    let mut told: Vec<_> = events.collect();
    for (id, facts, state) in log.sources() {
        let mut tally = log.tally(id);
        let moments = [
            tally.last_event.take(),
            tally.last_stamped.take(),
            tally.reopened.take(),
            tally.level.map(|it| it.1),
        ];
        let moments = moments.map(|id| id.map(|id| numbers[&id]));
        let level = tally.level.take().map(|it| it.0);
        let (volume, zone) = (log.volume(id), log.zone(id));
        told.push(format!(
            "{facts:?} {state:?} {volume:?} {tally:?} {moments:?} {level:?} {zone:?}"
        ));
    }
    told
}

/// Everything that a log tells of an event.
fn told_of(log: &EventLog, id: EventId, numbers: &HashMap<EventId, (SourceId, usize)>) -> String {
    let row = log.row(id).unwrap();
    let text = row.text();
    let mut wall = None;
    let mut look = |value: Value<'_>| {
        wall = Some(format!("{value:?}"));
        true
    };
    row.probe(&Field::Time, &mut look);
    let links: Vec<_> = row.links().iter().map(|link| (link.tie, numbers[&link.id])).collect();
    format!(
        "{:?} {} {:?} {wall:?} {links:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
        numbers[&id],
        json(log, id),
        text.lost(),
        row.class().level_reason(),
        row.class().destination_reason(),
        row.log_level(),
        row.name(),
        row.declared(),
        text.message(),
        String::from_utf8_lossy(text.bytes()),
    )
}

fn sizes() -> impl Strategy<Value = Sizes> {
    let small = || prop_oneof![1..64_usize, 64..512_usize, 512..8192_usize];
    (32..2000_u64, small(), 1..600_usize, small(), small()).prop_map(
        |(chunk, beyond, least, longest, piece)| Sizes {
            chunk,
            beyond,
            least,
            longest,
            piece: piece as u64,
            ..PLAIN
        },
    )
}

fn way() -> impl Strategy<Value = Way> {
    let small = prop::collection::vec(prop_oneof![1..20_usize, 20..2000_usize], 1..8);
    prop_oneof![Just(Way::Stretch), Just(Way::Saved), small.prop_map(Way::Pieces)]
}

fn happens(sources: usize) -> impl Strategy<Value = Happens> {
    let reasons = [Reason::Rotated, Reason::Truncated, Reason::Recreated];
    prop_oneof![
        8 => (0..sources, written_log(0..25), way()).prop_map(|(a, b, c)| Happens::Bytes(a, b, c)),
        1 => (0..sources, prop::sample::select(reasons.to_vec()))
            .prop_map(|(source, reason)| Happens::Part(source, reason)),
        1 => (0..sources).prop_map(Happens::PartEnded),
        1 => Just(Happens::CaughtUp),
        2 => Just(Happens::Shown),
    ]
}

/// Both ways.
fn both(paths: &[String], sizes: Sizes, story: &[Happens]) -> [Vec<String>; 2] {
    [(PLAIN, false), (sizes, true)].map(|(sizes, loads)| {
        let mut reading = Reading::new(paths, sizes, loads);
        for happens in story {
            reading.happen(happens);
        }
        reading.end()
    })
}

/// The first line in which two logs differ.
fn same([expected, found]: &[Vec<String>; 2]) -> Result<(), TestCaseError> {
    for (expected, found) in expected.iter().zip(found) {
        prop_assert_eq!(expected, found);
    }
    prop_assert_eq!(expected.len(), found.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_log_that_is_loaded_in_chunks_is_the_one_that_is_read_record_by_record(
        bytes in written_log(0..60),
        sizes in sizes(),
        way in way(),
        bearing in any::<bool>(),
    ) {
        let path = if bearing { "telemetry.log" } else { "main.log" };
        let story = [Happens::Bytes(0, bytes, way)];
        same(&both(&[path.to_owned()], sizes, &story))?;
    }

    #[test]
    fn a_log_that_grows_is_cut_and_rotated_is_the_one_that_is_read_record_by_record(
        story in prop::collection::vec(happens(1), 1..8),
        sizes in sizes(),
    ) {
        same(&both(&["telemetry.log".to_owned()], sizes, &story))?;
    }

    #[test]
    fn any_bytes_are_loaded_as_they_are_read(
        bytes in prop::collection::vec(
            prop_oneof![
                3 => prop::sample::select(b"2026-03-14 09:[trace]{\n\n\r\xef".to_vec()).prop_map(|it| vec![it]),
                2 => Just(b"\n2026-03-14 09:00:00.000 [trace] ".to_vec()),
                1 => Just(b"2026-03-14 09:00:00.000 [info]".to_vec()),
            ],
            0..200,
        ),
        sizes in sizes(),
        way in way(),
    ) {
        same(&both(&["a.log".to_owned()], sizes, &[Happens::Bytes(0, bytes.concat(), way)]))?;
    }
}

/// Sizes at which lines are marked within a chunk, and clocks are looked into once in a while.
fn large() -> impl Strategy<Value = Sizes> {
    (10_000..200_000_u64, 1..20_000_usize, 1..100_000_usize).prop_map(|(chunk, beyond, least)| {
        Sizes { chunk, beyond, least, longest: 300_000, piece: 30_000, ..PLAIN }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_long_log_that_is_loaded_in_chunks_is_the_one_that_is_read_record_by_record(
        bytes in written_log(1000..3000),
        sizes in large(),
        way in prop_oneof![
            Just(Way::Stretch),
            Just(Way::Saved),
            (1..200_000_usize).prop_map(|size| Way::Pieces(vec![size])),
        ],
    ) {
        same(&both(&["telemetry.log".to_owned()], sizes, &[Happens::Bytes(0, bytes, way)]))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn many_files_are_loaded_as_they_are_read(
        logs in prop::collection::vec((written_log(0..40), any::<bool>()), 3),
        sizes in sizes(),
    ) {
        let paths = ["one.log", "two.log", "three.log"].map(str::to_owned);
        let story = logs.into_iter().enumerate().flat_map(|(source, (bytes, saved))| {
            let way = if saved { Way::Saved } else { Way::Stretch };
            [Happens::Bytes(source, bytes, way), Happens::PartEnded(source)]
        });
        same(&both(&paths, sizes, &story.collect::<Vec<_>>()))?;
    }
}
