//! A look at records: what stands out of each.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::event::{Declared, EventId};
use crate::query::{Field, Fields, Value};
use crate::search::scan::{Desk, Desks};
use crate::store::{ClassId, EventLog, Row, Text, Work, places, share, threads};

use super::remarks::{Found, Remark, Seen};

/// So many undeclared keys of one event are told apart.
const MOST_KEYS: usize = 1000;

/// Longer texts are cut, in bytes.
const LONGEST: usize = 200;

/// What stands out of the events of one source or class.
type OfOne<K> = HashMap<K, HashMap<String, Seen>>;

/// What a thread has found: by numbers, which take no memory an event.
#[derive(Default)]
struct Sorted {
    notes: OfOne<crate::event::SourceId>,
    events: HashMap<ClassId, Seen>,
    properties: OfOne<ClassId>,
    left_out: u64,
}

/// Looks at some events but those in `but`, on all cores.
pub(super) fn look(
    log: &EventLog,
    works: &[Work],
    but: &HashSet<EventId>,
    desks: &mut Desks,
) -> Found {
    let each = |work: &Work, desk: &mut Desk, sorted: &mut Sorted| {
        let Some(segment) = log.segment(work.segment) else { return };
        let rows = segment.rows();
        let ids = places(&rows, &work.ids).filter_map(|at| rows.get(at));
        let ids: Vec<EventId> = ids.filter(|id| !but.contains(id)).collect();
        desk.reader.read(log, &ids, |row, text| {
            sorted.see(log, row, &text);
            false
        });
    };
    let mut all = Found::default();
    for sorted in share(works, threads(), &mut desks.0, each) {
        sorted.add_to(log, &mut all);
    }
    all
}

/// Looks at one event.
pub(super) fn look_at_one(log: &EventLog, id: EventId) -> Found {
    let (mut sorted, mut found) = (Sorted::default(), Found::default());
    if let Some(row) = log.row(id) {
        sorted.see(log, row, &log.text(row));
    }
    sorted.add_to(log, &mut found);
    found
}

impl Sorted {
    fn see(&mut self, log: &EventLog, row: Row<'_>, text: &Text<'_>) {
        let (id, class) = (row.id(), row.class_id());
        let whole = text.whole();
        let mut notes: Vec<String> = Vec::new();
        whole.probe(&Field::Note, &mut |value| {
            if let Value::Text(note) = value {
                notes.push(plain(note).into_owned());
            }
            false
        });
        if !notes.is_empty() {
            let known = self.notes.entry(row.source_id()).or_default();
            each_once(notes, |note| count(log, known, note, id));
        }
        match row.declared() {
            Some(Declared::No) => {
                let seen = self.events.entry(class);
                seen.and_modify(|seen| seen.join(log, Seen::one(id))).or_insert(Seen::one(id));
            }
            Some(Declared::Yes) => {
                let mut keys = whole.undeclared();
                self.left_out += keys.len().saturating_sub(MOST_KEYS) as u64;
                keys.truncate(MOST_KEYS);
                if !keys.is_empty() {
                    let known = self.properties.entry(class).or_default();
                    let keys = keys.iter().map(|key| cut(key).into_owned()).collect();
                    each_once(keys, |key| count(log, known, key, id));
                }
            }
            _ => {}
        }
    }

    fn add_to(self, log: &EventLog, all: &mut Found) {
        all.left_out += self.left_out;
        let mut add = |what: Remark, seen: Seen| {
            let known = all.seen.entry(what);
            known.and_modify(|known| known.join(log, seen)).or_insert(seen);
        };
        for (source, notes) in self.notes {
            for (text, seen) in notes {
                add(Remark::Note { text, source }, seen);
            }
        }
        let names = |class: ClassId| {
            let class = log.class(class);
            (class.producer().to_owned(), class.event().to_owned())
        };
        for (class, seen) in self.events {
            let (producer, event) = names(class);
            add(Remark::Event { producer, event }, seen);
        }
        for (class, keys) in self.properties {
            for (key, seen) in keys {
                let (producer, event) = names(class);
                add(Remark::Property { producer, event, key }, seen);
            }
        }
    }
}

/// Calls `each` with every text once.
fn each_once(mut texts: Vec<String>, each: impl FnMut(String)) {
    texts.sort_unstable();
    texts.dedup();
    texts.into_iter().for_each(each);
}

/// Counts an event for a text.
fn count(log: &EventLog, of: &mut HashMap<String, Seen>, text: String, id: EventId) {
    let known = of.entry(text);
    known.and_modify(|seen| seen.join(log, Seen::one(id))).or_insert(Seen::one(id));
}

/// A note, its numbers left out: those of one kind are one group.
fn plain(note: &str) -> Cow<'_, str> {
    let note = cut(note);
    if !note.bytes().any(|byte| byte.is_ascii_digit()) {
        return note;
    }
    let mut plain = String::with_capacity(note.len());
    for part in note.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        plain.extend((rest.len() < part.len()).then_some('#'));
        plain.push_str(rest);
    }
    Cow::Owned(plain)
}

/// A text, cut where it is very long.
fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    Cow::Owned(format!("{}…", &text[..end]))
}
