//! The search through text: whole segments, on all cores.
//!
//! A segment is read once, and searched as a whole for what a record takes to pass; only the
//! records around an occurrence are looked at, by their bytes first and parsed only where those
//! cannot tell. Threads live for one round, which ends within milliseconds: nothing runs on when
//! nobody waits for it, and whoever calls has all of it when the call returns.

use std::ops::Range;

use crate::event::EventId;
use crate::query::{Cost, Field, Finder, Predicate, Truth};
use crate::store::{EventLog, Reader, Row, Text, TextRef, Work, places, share, threads};

use super::judged::Judged;
use super::question::Question;
use super::thresholds::Thresholds;

/// What is searched for, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub(super) log: &'a EventLog,
    pub(super) question: &'a Question,
    pub(super) judged: &'a Judged,
    pub(super) thresholds: Thresholds,
}

/// What a search has come to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The events that pass, in no order.
    pub(super) passing: Vec<EventId>,
    /// How many could not be told, for their text is lost.
    pub(super) unread: u64,
}

/// What the threads of a search use again for their next segments. To be dropped when nothing is
/// searched for any more: it holds the text of a segment a core.
#[derive(Debug, Default)]
pub struct Desks(pub(super) Vec<Desk>);

/// What one thread uses again.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) reader: Reader,
    open: Vec<Record>,
}

/// A record of a segment that has to be looked at, and where in the segment it lies.
#[derive(Clone, Debug)]
struct Record {
    id: EventId,
    range: Range<usize>,
}

impl Search<'_> {
    /// Searches some segments.
    pub(super) fn run(&self, works: &[Work], desks: &mut Desks) -> Found {
        let events: usize = works.iter().map(|work| work.events).sum();
        let threads = if events < self.thresholds.alone { 1 } else { threads() };
        let asks_columns = self.question.predicate.fields().any(|(field, _)| is_of_row(field));
        let each = |work: &Work, desk: &mut Desk, found: &mut Found| {
            self.segment(work, asks_columns, desk, found);
        };
        let mut all = Found::default();
        for found in share(works, threads, &mut desks.0, each) {
            all.passing.extend(found.passing);
            all.unread += found.unread;
        }
        all
    }

    fn segment(&self, work: &Work, asks_columns: bool, desk: &mut Desk, found: &mut Found) {
        let Some(segment) = self.log.segment(work.segment) else { return };
        let rows = segment.rows();
        desk.open.clear();
        for at in places(&rows, &work.ids) {
            let Some(row) = rows.get(at).and_then(|id| self.log.row(id)) else { continue };
            let left_out = self.question.leaves_out_event(self.log, row.id());
            if left_out || !self.judged.of(row.class_id()).is_open() {
                continue;
            }
            let known =
                if asks_columns { self.question.predicate.eval(&row) } else { Truth::Unknown };
            match known {
                Truth::True => found.passing.push(row.id()),
                Truth::False => {}
                Truth::Unknown => {
                    let (_, range) = self.log.lies(row.id());
                    desk.open.push(Record { id: row.id(), range });
                }
            }
        }
        if desk.open.is_empty() {
            return;
        }
        if desk.open.len() < self.thresholds.of_segment && !segment.is_open() {
            for row in desk.open.iter().filter_map(|record| self.log.row(record.id)) {
                let text = self.log.text(row);
                let bytes: &[u8] = text.bytes();
                let lost = text.lost().cloned();
                self.look(row, lost.map_or(TextRef::Open(bytes), TextRef::Lost), found);
            }
            return;
        }
        match segment.bytes(desk.reader.memory()) {
            Ok(text) => self.text(text, &desk.open, found),
            Err(lost) => {
                for row in desk.open.iter().filter_map(|record| self.log.row(record.id)) {
                    self.look(row, TextRef::Lost(lost.clone()), found);
                }
            }
        }
    }

    /// Searches the text of a segment for those of its records that are open.
    fn text(&self, text: &[u8], open: &[Record], found: &mut Found) {
        let finder = self.question.predicate.prefilter();
        for record in open {
            let Some(row) = self.log.row(record.id) else { continue };
            // Of what was seen on the wire, a part stands around it: a literal may, too.
            if finder.is_none() || row.is_json() {
                self.record(record, text, found);
            }
        }
        if let Some(finder) = finder {
            self.candidates(finder, text, open, found);
        }
    }

    /// Looks at the records that hold a literal.
    fn candidates(&self, finder: &Finder, text: &[u8], open: &[Record], found: &mut Found) {
        let mut places = finder.within(text);
        let mut at = 0;
        while let Some(record) = open.get(at)
            && let Some(place) = places.next_from(record.range.start)
        {
            at += open[at..].partition_point(|record| record.range.end <= place.start);
            let Some(record) = open.get(at) else { return };
            if place.start < record.range.start {
                continue;
            }
            at += 1;
            if self.log.row(record.id).is_none_or(|row| row.is_json()) {
                continue;
            }
            if finder.is_exact() && place.end <= record.range.end {
                found.passing.push(record.id);
            } else {
                self.record(record, text, found);
            }
        }
    }

    fn record(&self, record: &Record, text: &[u8], found: &mut Found) {
        let Some(row) = self.log.row(record.id) else { return };
        let bytes = text.get(record.range.clone()).unwrap_or_default();
        self.look(row, TextRef::Open(bytes), found);
    }

    /// Looks at one record whose columns cannot tell.
    fn look(&self, row: Row<'_>, bytes: TextRef<'_>, found: &mut Found) {
        let (truth, lost) = look(self.log, row, bytes, &self.question.predicate);
        found.unread += u64::from(lost && truth == Truth::Unknown);
        if truth == Truth::True {
            found.passing.push(row.id());
        }
    }
}

/// Whether a row passes by its text, and whether that is lost.
fn look(log: &EventLog, row: Row<'_>, bytes: TextRef<'_>, predicate: &Predicate) -> (Truth, bool) {
    let lost = bytes.lost().is_some();
    let glance =
        if lost || row.is_json() { Truth::Unknown } else { predicate.glance(&row, &bytes) };
    if glance != Truth::Unknown {
        return (glance, lost);
    }
    let text = log.text_of(row, bytes);
    (predicate.eval(&text.whole()), lost)
}

/// Whether a row passes by its text, which is looked at before it is read.
pub(super) fn look_at(row: Row<'_>, text: &Text<'_>, predicate: &Predicate) -> Truth {
    let plain = text.lost().is_none() && !row.is_json();
    let glance = if plain { predicate.glance(&row, text.bytes()) } else { Truth::Unknown };
    match glance {
        Truth::Unknown => predicate.eval(&text.whole()),
        known => known,
    }
}

/// Whether it differs between events of a class, and columns tell it.
fn is_of_row(field: &Field) -> bool {
    field.cost() <= Cost::Name && !field.is_of_class()
}
