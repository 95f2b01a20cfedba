//! One record of a log into the event log: parse, classify, time, join with the catalog, append.

use memchr::memchr;

use crate::catalog::Catalog;
use crate::classify::{Classifier, Record as Classified};
use crate::event::{EventId, Instant, Keys, Kind, LogLevel, Purposes, SourceId, Stamp};
use crate::frame::Record;
use crate::parse::{Body, Notes, event_name, head, is_core};
use crate::store::{ClassFacts, Entry, EventLog, SourceFacts};

use super::dating::{Dating, Placed};
use super::zones::{Sampler, Zones};

/// What the times of a source's records depend on beside their own clocks.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// The time of the last complete record that has one.
    pub(super) last: Option<Instant>,
    pub(super) sampler: Sampler,
    pub(super) dating: Dating,
}

/// What a record says by itself, wherever it was seen; its fields are those of [`Entry`].
pub(super) struct Read<'r> {
    pub(super) bytes: &'r [u8],
    pub(super) offset: u64,
    pub(super) line: u64,
    pub(super) notes: Notes,
    pub(super) time: Option<Instant>,
    pub(super) wall: Option<i64>,
    pub(super) kind: Kind,
    pub(super) log_level: Option<LogLevel>,
    pub(super) name: &'r str,
    pub(super) event: &'r str,
    pub(super) body: &'r dyn Keys,
}

/// What it takes to make an entry of a record, and where it goes.
pub(super) struct Reader<'i> {
    pub(super) classifier: &'i mut Classifier,
    pub(super) catalog: &'i Catalog,
    pub(super) zones: &'i mut Zones,
    pub(super) log: &'i mut EventLog,
}

impl Reader<'_> {
    /// Appends a record of a source, or amends the newest one that stands for it already.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        (source, facts): (SourceId, &SourceFacts),
        times: &mut Times,
        amends: bool,
    ) -> Option<EventId> {
        let head = head(record.bytes, record.opening.as_ref(), facts.bearing);
        let name = head.name_in(record.bytes).unwrap_or_default();
        let event = event_name(&name);
        let core = is_core(&name);
        let body = head.body_in(record.bytes).map(|bytes| Body::new(bytes, core));
        let utc = core.then(|| self.learn((source, facts), record, &mut times.sampler)).flatten();
        // A line is not written before its event was made.
        let after = utc.or(times.last);
        let zone = self.zones.of(source);
        let placed = head.clock.and_then(|clock| times.dating.place(clock, zone));
        let wall = placed.and_then(Placed::wall);
        let read = Read {
            bytes: record.bytes,
            offset: record.offset,
            line: record.line,
            notes: framing(record).with(head.notes),
            time: placed.map(|it| it.instant(|wall| self.zones.instant_after(source, wall, after))),
            wall,
            kind: head.kind,
            log_level: head.level,
            name: &name,
            event,
            body: body.as_ref().map_or(&() as &dyn Keys, |body| body as &dyn Keys),
        };
        self.enter(&read, (source, facts), amends)
    }

    /// Classifies what was read of a record, joins it with the catalog, and appends it, or amends
    /// the newest one that stands for it already.
    pub(super) fn enter(
        &mut self,
        read: &Read<'_>,
        (source, facts): (SourceId, &SourceFacts),
        amends: bool,
    ) -> Option<EventId> {
        let Read { kind, log_level, name, event, .. } = *read;
        let class = self.classifier.classify(&Classified {
            kind,
            log_level,
            name,
            event,
            product: &facts.product,
            source: &facts.label,
            folder: facts.folder.as_deref(),
            body: read.body,
        });
        let entry = Entry {
            bytes: read.bytes,
            offset: read.offset,
            line: read.line,
            notes: read.notes,
            time: read.time,
            wall: read.wall,
            class: ClassFacts {
                kind,
                log_level,
                name,
                event,
                producer: &class.producer,
                level: class.level,
                level_reason: class.level_reason,
                destination: class.destination,
                destination_reason: class.destination_reason,
                purposes: self.purposes(kind, &class.producer, event),
            },
        };
        if amends { self.log.amend_last(source, &entry) } else { self.log.append(source, &entry) }
    }

    /// The UTC time in the payload of a core event, where it is worth looking. It may tell a new
    /// zone: then what is in the log already is timed again.
    pub(super) fn learn(
        &mut self,
        (source, facts): (SourceId, &SourceFacts),
        record: &Record<'_>,
        sampler: &mut Sampler,
    ) -> Option<Instant> {
        let stamp = record.opening.as_ref()?;
        let wall = stamp.clock?.wall()?;
        let look = || utc_time(record.bytes, stamp, facts.bearing);
        self.learn_at(source, (record.offset, wall), sampler, look)
    }

    /// The same of a core event that stands at an offset and shows a wall clock.
    pub(super) fn learn_at(
        &mut self,
        source: SourceId,
        (offset, wall): (u64, i64),
        sampler: &mut Sampler,
        look: impl FnOnce() -> Option<Instant>,
    ) -> Option<Instant> {
        let utc = sampler.sample(offset, wall, look)?;
        if let Some((sources, zone)) = self.zones.learn(source, wall, utc) {
            self.log.set_zone(sources, zone);
        }
        Some(utc)
    }

    pub(super) fn purposes(&self, kind: Kind, producer: &str, event: &str) -> Purposes {
        if kind != Kind::Event {
            return Purposes::default();
        }
        self.catalog.lookup(producer, event).purposes()
    }
}

/// The UTC time that a core event's payload holds. Only its first line is read: an event is one
/// line, and lines that follow it may not have come yet.
pub(super) fn utc_time(record: &[u8], stamp: &Stamp, bearing: bool) -> Option<Instant> {
    let line = &record[..memchr(b'\n', record).unwrap_or(record.len())];
    let body = head(line, Some(stamp), bearing).body?;
    Instant::from_iso(&Body::new(&line[body], true).timestamp()?)
}

/// What the framer found odd.
fn framing(record: &Record<'_>) -> Notes {
    let note = |found: bool, note: Notes| if found { note } else { Notes::default() };
    note(record.overlong, Notes::OVERLONG).with(note(record.continued, Notes::CONTINUED))
}
