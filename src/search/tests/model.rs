//! Logs to search in: a small one that is written out, and random ones.

use std::sync::Arc;

use proptest::prelude::*;

use crate::catalog::Catalog;
use crate::event::{
    Destination, Destinations, EventId, Instant, Kind, Level, LogLevel, Purpose, Purposes,
    ReasonId, SourceId, Zone,
};
use crate::parse::Notes;
use crate::store::{
    BatchRecord, BatchText, ClassFacts, Counted, Entry, EventLog, Facet, FacetKey, Sealed, Setup,
    SourceFacts,
};

/// A record in a few choices.
#[derive(Clone, Debug)]
pub(super) struct Made {
    time: Option<i64>,
    /// Whether its time was read from a wall clock.
    walled: bool,
    kind: Kind,
    level: Option<Level>,
    event: &'static str,
    producer: &'static str,
    destination: Destination,
    purposes: Purposes,
    body: String,
}

/// An empty log with so many telemetry sources.
pub(super) fn log_of(sources: u16) -> EventLog {
    declaring(Catalog::default(), sources)
}

fn declaring(catalog: Catalog, sources: u16) -> EventLog {
    let mut log = EventLog::new(Setup {
        reasons: Vec::new().into(),
        destinations: Destinations::default(),
        catalog: Arc::new(catalog),
        judge: None,
        zone: Zone::utc(),
    });
    for source in 0..sources {
        let label = format!("s{source}");
        let facts = SourceFacts { label, bearing: true, ..SourceFacts::default() };
        assert_eq!(log.add_source(facts), Some(SourceId(source)));
    }
    log
}

impl Made {
    fn text(&self) -> String {
        const HEAD: &str = "2026-03-14 09:00:00.000";
        match self.kind {
            Kind::Event => format!("{HEAD} [trace] acme.x/{} {}\n", self.event, self.body),
            Kind::Log => format!("{HEAD} [info] {}\n", self.body),
            Kind::Raw => format!("{}\n", self.body),
        }
    }

    fn with<T>(&self, place: impl FnOnce(&Entry<'_>) -> T) -> T {
        let event = self.kind == Kind::Event;
        let text = self.text();
        let name = if event { format!("acme.x/{}", self.event) } else { String::new() };
        place(&Entry {
            bytes: text.as_bytes(),
            // No two records go on from one another: a place is not what is tested here.
            offset: 0,
            line: 1,
            time: self.time.map(Instant),
            wall: self.time.filter(|_| self.walled),
            notes: Notes::default(),
            class: ClassFacts {
                kind: self.kind,
                log_level: (self.kind != Kind::Raw).then_some(LogLevel::Info),
                name: &name,
                event: if event { self.event } else { "" },
                producer: self.producer,
                level: self.level,
                level_reason: ReasonId::default(),
                destination: self.destination,
                destination_reason: ReasonId::default(),
                purposes: if event { self.purposes } else { Purposes::default() },
            },
        })
    }

    pub(super) fn append(&self, log: &mut EventLog, source: SourceId) -> EventId {
        self.with(|entry| log.append(source, entry)).unwrap()
    }

    /// Amends the newest record of a source, if it has one.
    pub(super) fn amend(&self, log: &mut EventLog, source: SourceId) {
        self.with(|entry| log.amend_last(source, entry));
    }
}

fn event(time: i64, level: Level, event: &'static str, body: &str) -> Made {
    Made {
        time: Some(time),
        walled: false,
        kind: Kind::Event,
        level: Some(level),
        event,
        producer: "acme.x",
        destination: Destination::MICROSOFT,
        purposes: Purposes::only(Purpose::FeatureInsight),
        body: body.to_owned(),
    }
}

/// An event of this name.
pub(super) fn named(name: &'static str) -> Made {
    event(0, Level::Usage, name, "{}")
}

/// An event with this payload.
pub(super) fn with_body(body: impl Into<String>) -> Made {
    Made { body: body.into(), ..named("picked") }
}

/// Six records of two sources.
pub(super) fn small_log() -> EventLog {
    let mut log = log_of(2);
    let github = |made: Made| Made { destination: Destination::GITHUB, ..made };
    let health = Purposes::only(Purpose::PerformanceAndHealth).with(Purpose::FeatureInsight);
    let unknown = Purposes::only(Purpose::Unknown);
    let log_line = Made {
        kind: Kind::Log,
        level: Some(Level::Info),
        body: "a plum tart".to_owned(),
        ..event(60, Level::Usage, "", "")
    };
    for (source, made) in [
        (0, event(10, Level::Usage, "picked", r#"{"n":1}"#)),
        (0, event(30, Level::Error, "spilled", r#"{"fruit":"plum"}"#)),
        (0, Made { purposes: unknown, ..event(20, Level::Usage, "spilled", "{}") }),
        (1, github(Made { purposes: health, ..event(15, Level::Usage, "spilled", r#"{"n":4}"#) })),
        (1, github(Made { purposes: unknown, ..event(50, Level::Error, "spilled", r#"{"n":3}"#) })),
        (1, log_line),
    ] {
        made.append(&mut log, SourceId(source));
    }
    log
}

/// Appends records of a source at once, their text sealed by `seal`.
pub(super) fn append_batch(
    log: &mut EventLog,
    source: SourceId,
    made: &[Made],
    seal: impl FnOnce(&[u8]) -> Sealed,
) {
    let texts: Vec<String> = made.iter().map(Made::text).collect();
    let text = texts.concat();
    let batch = BatchText {
        sealed: seal(text.as_bytes()),
        offset: 0,
        line: 1,
        marks: Vec::new(),
        records: made.len() as u32,
    };
    let batch = log.begin_batch(source, batch).unwrap();
    let mut start = 0;
    for (made, text) in made.iter().zip(&texts) {
        let (class, time, wall) =
            made.with(|entry| (log.class_of(&entry.class), entry.time, entry.wall));
        let (len, counted) = (text.len() as u32, Counted::default());
        log.append_of(batch, &BatchRecord { start, len, class, time, wall, counted }).unwrap();
        start += len;
    }
}

/// Any record.
pub(super) fn made() -> impl Strategy<Value = Made> {
    (
        (prop::option::weighted(0.8, 0..50_i64), any::<bool>()),
        prop::sample::select(Kind::ALL.to_vec()),
        prop::option::weighted(0.9, prop::sample::select(Level::ALL.to_vec())),
        prop::sample::select(vec!["picked", "spilled", "rotten"]),
        prop::sample::select(vec!["", "acme.x", "vscode"]),
        (0..6_u8).prop_map(Destination),
        (0..64_u8).prop_map(Purposes),
        prop::sample::select(vec!["{}", r#"{"n":1}"#, r#"{"n":3,"fruit":"plum"}"#, "{"]),
    )
        .prop_map(|(times, kind, level, event, producer, destination, purposes, body)| Made {
            time: times.0,
            walled: times.1,
            kind,
            level,
            event,
            producer,
            destination,
            purposes,
            body: body.to_owned(),
        })
}

/// The values that an event has in a dimension.
pub(super) fn names(log: &EventLog, id: EventId, facet: Facet) -> Vec<FacetKey> {
    let mut keys = Vec::new();
    log.row(id).unwrap().facets().each(facet, |key| keys.push(key));
    keys
}
