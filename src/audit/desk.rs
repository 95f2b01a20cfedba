//! One thread's desk: what rules said of classes and keys is looked up there, values and events
//! are put to them, and all of it is counted.

use std::collections::HashMap;

use crate::event::{Kind, Scalar, Scope};
use crate::parse::{Entry, scalar};
use crate::privacy::{Found, Hint};
use crate::query::{Field, Fields, Truth};
use crate::store::{ClassId, EventLog, LogId, Reader, Row, Whole};

use super::context::Context;
use super::hits::{Hit, Hits};
use super::ids::{self, IdHash};
use super::key_desk::KeyDesk;
use super::known_values::is_moment;
use super::ledger::Ledger;
use super::observed::ObservedClass;
use super::seen::{ClassSeen, EventSeen, Json, KeySeen, ValueSeen};
use super::tally::{At, Seen, Tally};
use super::template::{Changed, Template};

/// So many keys of a class are told apart; the values of more are looked at under one.
const MOST_KEYS: usize = 2000;

/// So many payloads of a class are kept to read others by.
const MOST_TEMPLATES: usize = 8;

/// So many keys of all classes are known to a thread: a hostile log could have new ones in every
/// event.
const MOST_KEYS_KNOWN: usize = 10_000;

/// So many bytes of payloads are kept to read others by.
const MOST_HELD: usize = 32 << 20;

/// So many hits have a number.
const MOST_HITS_KNOWN: usize = 100_000;

/// What the threads of an audit use again for the next events. To be dropped when nothing is audited
/// any more: it holds the text of a segment a core.
#[derive(Debug, Default)]
pub struct Desks(pub(super) Vec<Desk>);

impl Desks {
    /// Gives the memory of texts back while there is nothing to do. What rules said of classes and
    /// keys is still known.
    pub fn rest(&mut self) {
        for desk in &mut self.0 {
            desk.reader = Reader::default();
        }
    }
}

/// What one thread uses again.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) reader: Reader,
    log: Option<LogId>,
    classes: Vec<Option<ClassDesk>>,
    /// The classes of which something was observed that was not told yet.
    touched: Vec<ClassId>,
    pub(super) ledger: Ledger,
    /// What was said of one event; used again.
    said: Vec<u32>,
    /// So many keys of classes are known.
    keys: usize,
    /// So many bytes of payloads were kept so far.
    held: usize,
    /// What was counted and not told yet, beside what classes and the ledger still hold.
    aside: Tally,
}

/// A class of events.
#[derive(Debug, Default)]
struct ClassDesk {
    said: Vec<u32>,
    keys: Vec<KeyDesk>,
    by_name: HashMap<(Scope, Box<str>), usize>,
    /// Payloads that were read, the one that was followed last in front.
    templates: Vec<Template>,
    /// The values of the last that were not what stands in its template; used again.
    changed: Vec<Changed>,
    seen: Option<Seen>,
}

impl Desk {
    /// Examines an event, and counts what it came to.
    pub(super) fn count(&mut self, context: &Context, log: &EventLog, whole: &Whole<'_>) {
        let mut said = std::mem::take(&mut self.said);
        self.examine(context, log, whole, &mut said);
        let row = whole.row();
        if row.kind() == Kind::Event {
            self.aside.observed.weigh(whole, context.sums);
        }
        self.ledger.count(log, row.id(), &mut said);
        said.clear();
        self.said = said;
    }

    /// Adds what was counted since the last time to a tally.
    pub(super) fn tell(&mut self, log: &EventLog, tally: &mut Tally) {
        self.put_aside(log);
        tally.join(log, std::mem::take(&mut self.aside));
    }

    /// Adds what classes and the ledger hold to what is to be told.
    fn put_aside(&mut self, log: &EventLog) {
        self.ledger.tell(log, &mut self.aside);
        for id in self.touched.drain(..) {
            let Some(Some(class)) = self.classes.get_mut(id.index()) else { continue };
            let Some(seen) = class.seen.take() else { continue };
            class.tell_followed();
            let keys = class.keys.iter_mut().filter_map(|key| {
                let observed = key.observed.take()?;
                Some(((key.scope, key.key.clone()), observed))
            });
            let keys = keys.collect();
            self.aside.observed.observe(log, id, ObservedClass { seen, keys });
        }
    }

    /// Forgets what was said of classes and keys where that is much. What was counted stays.
    fn clear(&mut self, log: &EventLog) {
        let much = self.keys > MOST_KEYS_KNOWN || self.held > MOST_HELD;
        if much || self.ledger.len() > MOST_HITS_KNOWN {
            self.put_aside(log);
            (self.classes, self.ledger) = (Vec::new(), Ledger::default());
            (self.keys, self.held) = (0, 0);
        }
    }

    /// Puts an event to all rules; the numbers of what they said are added to `said`.
    pub(super) fn examine(
        &mut self,
        context: &Context,
        log: &EventLog,
        whole: &Whole<'_>,
        said: &mut Vec<u32>,
    ) {
        self.begin(log);
        self.clear(log);
        let (row, id) = (whole.row(), whole.row().class_id());
        let of = ClassSeen { log, class: log.class(id), context };
        let event = EventSeen { of, row, is_short: false, whole };
        let followed = row.kind() == Kind::Event && self.telemetry(&event, said);
        // A payload that follows another has nothing odd in it.
        let is_odd = match row.kind() {
            Kind::Raw => true,
            _ if followed => whole.is_odd_around(),
            _ => event.odd().next().is_some(),
        };
        if is_odd {
            let hits = Hits::of(context, |rule, hits| rule.record(&event, hits));
            said.extend(self.ledger.numbers(id, &At::Record, hits));
        }
    }

    /// Puts a telemetry event to all rules; whether its payload followed one that was read before.
    fn telemetry(&mut self, event: &EventSeen<'_, '_>, said: &mut Vec<u32>) -> bool {
        let EventSeen { of, row, whole, .. } = *event;
        let id = row.class_id();
        if self.classes.len() <= id.index() {
            self.classes.resize_with(id.index() + 1, || None);
        }
        let ledger = &mut self.ledger;
        let class = self.classes[id.index()].get_or_insert_with(|| ClassDesk::new(of, id, ledger));
        match &mut class.seen {
            Some(seen) => seen.add(of.log, row.id()),
            none => {
                *none = Some(Seen::one(row.id()));
                self.touched.push(id);
            }
        }
        said.extend(&class.said);
        let payload = whole.payload_bytes();
        let followed =
            payload.is_some_and(|payload| class.follow((of, id), (row, payload), ledger, said));
        if !followed {
            let known = class.keys.len();
            class.read((of, id), (row, whole), ledger, said);
            self.keys += class.keys.len() - known;
            self.held += payload.map_or(0, <[u8]>::len);
        }
        let event = EventSeen { is_short: followed, ..*event };
        let (hits, of_keys) = Hits::of_event(of.context, |rule, hits| rule.event(&event, hits));
        said.extend(ledger.numbers(id, &At::Event, hits));
        said.extend(of_keys.into_iter().map(|(at, hit)| ledger.number(id, &at, hit)));
        followed
    }

    /// Forgets what was said of another log.
    fn begin(&mut self, log: &EventLog) {
        if self.log != Some(log.id()) {
            let reader = std::mem::take(&mut self.reader);
            *self = Self { log: Some(log.id()), reader, ..Self::default() };
        }
    }
}

impl ClassDesk {
    fn new(of: ClassSeen<'_>, id: ClassId, ledger: &mut Ledger) -> Self {
        let hits = Hits::of(of.context, |rule, hits| rule.class(&of, hits));
        let mut said = ledger.numbers(id, &At::Event, hits);
        let key = KeySeen { of, scope: Scope::Extra, key: "", json: Json::Text };
        let name = ValueSeen { key, text: of.class.name() };
        said.extend(ledger.numbers(id, &At::Name, private(&name)));
        Self { said, ..Self::default() }
    }

    /// Puts an event to the rules by a payload that was read before, where it follows one; tells
    /// whether it did.
    fn follow(
        &mut self,
        (of, id): (ClassSeen<'_>, ClassId),
        (row, payload): (Row<'_>, &[u8]),
        ledger: &mut Ledger,
        said: &mut Vec<u32>,
    ) -> bool {
        let changed = &mut self.changed;
        let Some(at) = self.templates.iter().position(|it| it.follow(payload, changed)) else {
            return false;
        };
        self.templates[..=at].rotate_right(1);
        let (template, keys) = (&mut self.templates[0], &mut self.keys);
        template.count(row.id());
        let is_changed = |at: usize| changed.binary_search_by_key(&at, |it| it.at).is_ok();
        for at in template.telling.iter().copied().filter(|at| !is_changed(*at)) {
            let value = &template.values()[at];
            said.extend(&value.said.0);
            said.extend(&value.said.1);
            keys[value.key].count_id(row, value.id);
        }
        for Changed { at, json } in changed {
            // It was seen to be text when the template was followed.
            let Ok(text) = std::str::from_utf8(&payload[json.clone()]) else { continue };
            let (value, json) = (template.value(*at), Json::of(text));
            let key = &mut keys[value.key];
            if json == value.json {
                said.extend(&value.said.0);
            } else {
                value.others += 1;
                key.count(json, row.id());
                said.extend(key.ask((of, id), json, ledger));
            }
            said.extend(key.value((of, id), (row, json, text), ledger).0);
        }
        true
    }

    /// Reads all of an event, and keeps its payload to read the next one by.
    fn read(
        &mut self,
        (of, id): (ClassSeen<'_>, ClassId),
        (row, whole): (Row<'_>, &Whole<'_>),
        ledger: &mut Ledger,
        said: &mut Vec<u32>,
    ) {
        let payload = whole.payload_bytes().unwrap_or_default();
        let mut template = Template::new(payload);
        let mut next = 0;
        for entry in whole.entries() {
            let at = self.place(&entry, next);
            next = at + 1;
            let (key, json) = (&mut self.keys[at], Json::of(entry.json));
            key.count(json, row.id());
            let of_key = key.ask((of, id), json, ledger).to_vec();
            said.extend(&of_key);
            let (of_value, known) = key.value((of, id), (row, json, entry.json), ledger);
            said.extend(of_value);
            let told = (&*of_key, of_value, known);
            if template.as_mut().is_some_and(|it| !it.add(payload, &entry, at, told)) {
                template = None;
            }
        }
        // Where something is cut, that must be told of each.
        let is_cut = |_: &Template| whole.probe(&Field::Truncated, &mut |_| true) != Truth::False;
        let template = template.filter(|it| !it.values().is_empty()).filter(|it| !is_cut(it));
        if let Some(template) = template {
            self.tell_followed();
            self.templates.truncate(MOST_TEMPLATES - 1);
            self.templates.insert(0, template);
        }
    }

    /// Counts what followed templates for their keys.
    fn tell_followed(&mut self) {
        for template in &mut self.templates {
            template.tell(|key, json, followed| self.keys[key].count_many(json, followed));
        }
    }

    /// Where the desk of a key is; a new one where there is none.
    fn place(&mut self, entry: &Entry<'_>, next: usize) -> usize {
        let is = |key: &KeyDesk| key.scope == entry.scope && *key.key == *entry.key;
        if self.keys.get(next).is_some_and(is) {
            return next;
        }
        let full = self.keys.len() >= MOST_KEYS;
        let name = (entry.scope, Box::from(entry.key));
        if let Some(at) = self.by_name.get(&name) {
            return *at;
        }
        if full {
            return self.keys.len() - 1;
        }
        let key = if self.keys.len() + 1 == MOST_KEYS { "…" } else { entry.key };
        self.keys.push(KeyDesk::new(entry.scope, key));
        self.by_name.insert(name, self.keys.len() - 1);
        self.keys.len() - 1
    }
}

impl KeyDesk {
    /// The numbers of what rules say of the key, with a value of some kind.
    fn ask(
        &mut self,
        (of, id): (ClassSeen<'_>, ClassId),
        json: Json,
        ledger: &mut Ledger,
    ) -> &[u32] {
        if self.said[json as usize].is_none() {
            let seen = self.seen(of, json);
            let mut numbers = {
                let hits = Hits::of(of.context, |rule, hits| rule.key(&seen, hits));
                ledger.numbers(id, &self.at_key(), hits)
            };
            if self.readers.is_none() {
                let name = ValueSeen { key: seen, text: &self.key };
                let hits = private(&name);
                let readers = of.context.rules().filter(|(_, rule)| rule.reads(&seen));
                let readers = readers.map(|(number, _)| number).collect();
                numbers.extend(ledger.numbers(id, &self.at_key(), hits));
                self.readers = Some(readers);
            }
            self.said[json as usize] = Some(numbers.into());
        }
        self.said[json as usize].as_deref().unwrap_or_default()
    }

    /// Puts a value to the rules that read it; the numbers of what they said, and what it is known
    /// again by where it may be an id.
    fn value(
        &mut self,
        (of, id): (ClassSeen<'_>, ClassId),
        (row, json, text): (Row<'_>, Json, &str),
        ledger: &mut Ledger,
    ) -> (&[u32], Option<IdHash>) {
        if !matches!(json, Json::Text | Json::Nested) || is_moment(text) {
            return (&[], None);
        }
        let at = self.known.place(text);
        if !self.known.holds(at, text) {
            let numbers = self.read((of, id), json, text, ledger);
            let own = matches!(self.scope, Scope::Properties | Scope::Measurements);
            let may_be = own && json == Json::Text && !of.class.is_wire();
            let known = if may_be { ids::of(text, of.context) } else { None };
            self.known.put(at, text, numbers, known);
        }
        self.count_id(row, self.known.get(at).1);
        self.known.get(at)
    }

    /// Puts a value to the rules that read it, and looks for what is private in it.
    fn read(
        &self,
        (of, id): (ClassSeen<'_>, ClassId),
        json: Json,
        text: &str,
        ledger: &mut Ledger,
    ) -> Vec<u32> {
        let scalar = scalar(text);
        let text = match &scalar {
            Scalar::Text(text) => text,
            _ => text,
        };
        let value = ValueSeen { key: self.seen(of, json), text };
        let mut hits = private_under(&value, self.hint);
        let readers = self.readers.as_deref().unwrap_or_default();
        if !readers.is_empty() {
            hits.extend(Hits::of_these(of.context, readers, |rule, hits| rule.value(&value, hits)));
        }
        ledger.numbers(id, &self.at_value(), hits)
    }
}

/// What rules say of what is private in a name.
fn private(value: &ValueSeen<'_>) -> Vec<Hit> {
    private_under(value, Hint::of(""))
}

/// What rules say of what is private in a text.
fn private_under(value: &ValueSeen<'_>, hint: Hint) -> Vec<Hit> {
    let context = value.key.of.context;
    let mut found: Vec<Found> = Vec::new();
    context.scanner.scan(value.text, hint, &mut |it| found.push(it));
    if found.is_empty() {
        return Vec::new();
    }
    Hits::of(context, |rule, hits| rule.found(value, &found, hits))
}
