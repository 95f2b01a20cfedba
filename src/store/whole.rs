//! One event with its text read: any field answered, and the whole of it built for a person.

use std::borrow::Cow;
use std::ops::Range;

use crate::catalog::{Lookup, PropertyLookup};
use crate::event::{
    Decided, Declared, Destination, Event, EventId, Evidence, Kind, Level, NameId, Purpose, Reason,
    Scope, Stamp, Telemetry, Where,
};
use crate::frame::opening;
use crate::parse::wire::Post;
use crate::parse::{self, Body, Head, Notes, event_name, head, is_core};
use crate::query::{Field, Fields, Probe, Truth, Value, probe_keys};

use super::facet::{Facet, FacetKey};
use super::judge;
use super::log::EventLog;
use super::row::Row;
use super::segments::{Around, Lost, TextRef};
use super::told::{told_place, told_zone};

/// The text of one event, read.
#[derive(Debug)]
pub struct Text<'a> {
    row: Row<'a>,
    pub(super) bytes: TextRef<'a>,
    /// What was read with it.
    around: Option<Around<'a>>,
    head: Head,
    /// What stands around it, where it was read from a capture of the wire.
    post: Option<&'a Post>,
}

const CHANGED: &str = "the file was changed since it was read";

impl EventLog {
    /// Reads the text of an event.
    pub fn text<'a>(&'a self, row: Row<'a>) -> Text<'a> {
        self.text_of(row, self.segments.read(self.columns.span(row.id().index())))
    }

    /// The text of an event whose bytes are read already, with those of others.
    pub fn text_of<'a>(&'a self, row: Row<'a>, bytes: TextRef<'a>) -> Text<'a> {
        let post = self.part(row.id()).and_then(|part| part.post.as_deref());
        // A raw record has no stamp of its own, whatever the middle of a long line looks like.
        let logged = row.kind() != Kind::Raw && !row.is_json();
        let stamp = if logged { opening(&bytes, 0) } else { None };
        let stands = !logged || self.is_own_stamp(row.id(), stamp.as_ref());
        let bytes = if stands { bytes } else { TextRef::Lost(Lost::Gone(CHANGED.to_owned())) };
        let stamp = stamp.filter(|_| stands);
        let mut head = head(&bytes, stamp.as_ref(), row.source().bearing);
        if row.is_json() {
            let body = bytes.lost().is_none().then_some(0..bytes.len());
            head = Head { kind: row.kind(), body, ..head };
        }
        Text { row, bytes, around: None, head, post }
    }

    /// Whether the text of an event begins as it did when it was read first. A saved file that has
    /// only grown, as far as its ends tell, may have been changed in its middle.
    fn is_own_stamp(&self, id: EventId, stamp: Option<&Stamp>) -> bool {
        let (at, wall) = (id.index(), self.columns.wall(id.index()));
        let segment = self.segments.get(self.columns.span(at).segment as usize);
        let is_saved = segment.is_some_and(|segment| segment.is_saved());
        let read = stamp.and_then(|stamp| stamp.clock?.wall());
        !is_saved || wall.is_none() || read == wall
    }

    /// The text of an event out of a part of its segment's that was read already.
    pub fn text_in<'a>(&'a self, row: Row<'a>, around: Around<'a>) -> Text<'a> {
        let (_, range) = self.lies(row.id());
        let bytes = TextRef::Open(around.get(range).unwrap_or_default());
        Text { around: Some(around), ..self.text_of(row, bytes) }
    }

    /// The value of a dimension as a word, as the filter language knows it.
    pub fn facet_name(&self, facet: Facet, key: FacetKey) -> &str {
        let at = key.0 as usize;
        match facet {
            Facet::Level => Level::ALL.get(at).map_or("", |level| level.as_str()),
            Facet::Destination => self.destinations().name(Destination(key.0 as u8)),
            Facet::Purpose => Purpose::ALL.get(at).map_or("", |purpose| purpose.as_str()),
            Facet::Producer => self.producers().name(NameId(key.0)),
            Facet::Event => self.events().name(NameId(key.0)),
            Facet::Source => self.sources.get(at).map_or("", |source| &source.facts.label),
        }
    }
}

impl Text<'_> {
    /// The columns of the event.
    pub fn row(&self) -> Row<'_> {
        self.row
    }

    /// The record's bytes, its line end included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Why its text is not there any more; `None` where it is. What the columns know of the event
    /// stays.
    pub fn lost(&self) -> Option<&Lost> {
        self.bytes.lost()
    }

    /// Whether it is a piece of a JSON document, which ends without a line end.
    pub fn is_piece(&self) -> bool {
        self.post.is_some()
    }

    /// Where in the record the JSON of its payload stands; `None` where it has none.
    pub fn body_range(&self) -> Option<Range<usize>> {
        self.head.body.clone()
    }

    /// The record with its body ready to be asked.
    pub fn whole(&self) -> Whole<'_> {
        let body = self.head.body_in(&self.bytes).map(|bytes| self.body(bytes));
        Whole { row: self.row, text: self, body }
    }

    fn body<'b>(&'b self, bytes: &'b [u8]) -> Body<'b> {
        match self.post {
            Some(post) => Body::wire(bytes, post),
            None => Body::new(bytes, is_core(self.row.name())),
        }
    }

    /// The text of the record behind its stamp and level, without its line end, and without what
    /// a console puts around and into it; of a log entry of the wire, what it says.
    pub fn message(&self) -> Cow<'_, str> {
        if self.row.is_json()
            && let Some(sight) = self.body(&self.bytes).sight()
            && let Some(message) = &sight.message
        {
            return Cow::Owned(message.clone());
        }
        self.head.message_in(&self.bytes)
    }
}

/// One event, text and body read.
#[derive(Debug)]
pub struct Whole<'a> {
    row: Row<'a>,
    pub(super) text: &'a Text<'a>,
    pub(super) body: Option<Body<'a>>,
}

impl<'a> Whole<'a> {
    /// The columns of the event.
    pub fn row(&self) -> Row<'a> {
        self.row
    }

    /// What was odd about the record.
    pub fn notes(&self) -> Notes {
        let framing = self.row.class().cells.framing;
        let body = self.body.as_ref().map(Body::notes).unwrap_or_default();
        match self.told() {
            Some(told) => Notes::said(&told.notes),
            None => self.text.head.notes.with(body).with(framing),
        }
    }

    /// What was odd, as a person reads it; that its text is lost, first of all.
    fn note_texts(&self) -> impl Iterator<Item = Cow<'static, str>> {
        let lost = self.text.lost().map(|lost| Cow::Owned(lost.to_string()));
        let told = self.told().map(|told| told.notes.clone()).unwrap_or_default();
        let odd = self.odd(Notes::default()).filter(|_| self.told().is_none());
        let odd = odd.map(Cow::Borrowed).chain(told.into_iter().map(Cow::Owned));
        lost.into_iter().chain(odd)
    }

    /// What was odd about how the record was written; that its text is lost is not among it.
    /// Of the notes of `but` nothing is said.
    pub fn odd(&self, but: Notes) -> impl Iterator<Item = &'static str> {
        self.notes().without(but).texts().chain(self.text.post.and_then(|post| post.note))
    }

    /// Whether anything was odd about what stands around its payload.
    pub fn is_odd_around(&self) -> bool {
        let around = self.text.head.notes.with(self.row.class().cells.framing);
        around != Notes::default() || self.text.post.is_some_and(|post| post.note.is_some())
    }

    /// What a person is told first of what was odd.
    pub fn first_note(&self) -> Option<Cow<'static, str>> {
        self.note_texts().next()
    }

    /// The text of a log or raw record, as far as it is not lost.
    pub fn message(&self) -> Option<Cow<'_, str>> {
        let told = self.row.kind() != Kind::Event && self.text.lost().is_none();
        told.then(|| self.text.message())
    }

    /// Keys of its own that neither its declaration nor its catalog's common properties list.
    /// Empty where nothing was declared of the event.
    pub fn undeclared(&self) -> Vec<String> {
        let Some(Lookup::Declared(event)) = self.row.class().lookup() else { return Vec::new() };
        let catalog = self.row.log.catalog();
        let unlisted = |key: &str| {
            let found = catalog.property(self.row.producer(), event, key);
            matches!(found, PropertyLookup::Undeclared)
        };
        self.own().filter(|it| unlisted(it.key)).map(|it| it.key.to_owned()).collect()
    }

    /// The text of its payload, also of one that is cut or broken; `None` where there is none.
    pub fn payload_text(&self) -> Option<&str> {
        self.body.as_ref().map(Body::text)
    }

    /// The bytes of its payload; `None` where there is none, and where a part of it stands around
    /// them.
    pub fn payload_bytes(&self) -> Option<&'a [u8]> {
        self.body.as_ref().and_then(Body::logged)
    }

    /// Every key of its payload and its value, as logged.
    pub fn entries(&self) -> impl Iterator<Item = parse::Entry<'_>> {
        self.body.iter().flat_map(Body::entries)
    }

    /// Its own properties and measurements.
    pub fn own(&self) -> impl Iterator<Item = parse::Entry<'_>> {
        let own =
            |it: &parse::Entry<'_>| matches!(it.scope, Scope::Properties | Scope::Measurements);
        self.entries().filter(own)
    }

    /// All of it, as shown, printed and exported.
    pub fn event(&self) -> Event {
        let row = self.row;
        let source = row.source();
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Event {
            time: row.time(),
            zone: self.told().map_or_else(|| row.zone().clone(), told_zone),
            kind: row.kind(),
            level: row.level(),
            log_level: row.log_level(),
            producer: text(row.producer()),
            product: source.product.clone(),
            session: source.session.clone(),
            message: self.message().map(Cow::into_owned),
            telemetry: (row.kind() == Kind::Event).then(|| Box::new(self.telemetry())),
            notes: self.note_texts().map(Cow::into_owned).collect(),
            at: self.place(),
        }
    }

    fn telemetry(&self) -> Telemetry {
        let row = self.row;
        let body = self.body.as_ref();
        let fact = |fact: Option<Cow<'_, str>>| fact.map(Cow::into_owned);
        let destination = decided(row.destination_reason());
        let level = decided(row.level_reason());
        Telemetry {
            event: self.event_name().into_owned(),
            name: self.name().into_owned(),
            version: fact(body.and_then(Body::version)),
            level_by: level.0,
            level_why: level.1,
            destination: Decided {
                value: row.destination_name().to_owned(),
                by: destination.0,
                why: destination.1,
            },
            purposes: row.purposes(),
            declared: row.declared().unwrap_or(Declared::Unknown),
            undeclared: self.undeclared(),
            payload: body.map(Body::payload).unwrap_or_default(),
            session_id: fact(body.and_then(Body::session_id)),
            machine: fact(body.and_then(Body::machine)),
            seq: body.and_then(Body::seq),
            redacted: body.map(Body::redacted).unwrap_or_default(),
            truncated: body.map(Body::truncated).unwrap_or_default(),
            on: row.on().as_str(),
        }
    }

    /// The name as logged. From the columns, which hold no more than the beginning of a very long
    /// name, only where the text is lost.
    pub(super) fn name(&self) -> Cow<'_, str> {
        if self.text.lost().is_some() {
            return Cow::Borrowed(self.row.name());
        }
        match self.body.as_ref().and_then(Body::sight) {
            Some(sight) => Cow::Borrowed(sight.name.as_str()),
            None => self.text.head.name_in(&self.text.bytes).unwrap_or_default(),
        }
    }

    /// The name of the event, without prefix and unwrapped; empty for log and raw records.
    pub fn event_name(&self) -> Cow<'_, str> {
        if self.text.lost().is_some() {
            return Cow::Borrowed(self.row.event());
        }
        if let Some(sight) = self.body.as_ref().and_then(Body::sight) {
            return Cow::Borrowed(sight.event());
        }
        match self.name() {
            Cow::Borrowed(name) => Cow::Borrowed(event_name(name)),
            Cow::Owned(name) => Cow::Owned(event_name(&name).to_owned()),
        }
    }

    /// Where the record stands in its file; line 0 where what tells it is lost.
    pub fn place(&self) -> Where {
        let log = self.row.log;
        if let Some(told) = self.told() {
            return told_place(told, self.row);
        }
        let origin = log.segments.place(log.columns.span(self.row.id().index()), self.text.around);
        let part = origin.and_then(|origin| log.parts.get(origin.part as usize));
        Where {
            source: self.row.source().label.clone(),
            path: part.map(|part| part.path.to_string()).unwrap_or_default(),
            line: origin.map_or(0, |origin| origin.line),
            offset: origin.map_or(0, |origin| origin.offset),
            length: self.row.size(),
        }
    }

    /// Probes what only the body tells.
    fn probe_body(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        let Some(body) = &self.body else { return Truth::False };
        let mut text = |text: Option<Cow<'_, str>>| {
            Truth::from(text.is_some_and(|text| probe(Value::Text(&text))))
        };
        match field {
            Field::Version => text(body.version()),
            Field::SessionId => text(body.session_id()),
            Field::Machine => text(body.machine()),
            Field::Seq => body.seq().is_some_and(|seq| probe(Value::Number(seq as f64))).into(),
            Field::Redacted => any(&body.redacted(), probe),
            Field::Truncated => any(&body.truncated(), probe),
            Field::Undeclared => any(&self.undeclared(), probe),
            _ => probe_keys(body, field, probe).unwrap_or(Truth::False),
        }
    }
}

impl Fields for Whole<'_> {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        match self.row.probe(field, probe) {
            Truth::Unknown => {}
            known => return known,
        }
        match field {
            Field::Note => self.note_texts().any(|note| probe(Value::Text(&note))).into(),
            Field::Line => match self.place().line {
                0 => Truth::Unknown,
                line => probe(Value::Number(line as f64)).into(),
            },
            // Neither a word nor its absence may be claimed of a text that is not there.
            _ if self.text.lost().is_some() => Truth::Unknown,
            Field::Rule | Field::Severity | Field::Pii => match &self.row.log.setup.judge {
                Some(judge) => judge::probe(&**judge, self, field, probe),
                None => Truth::False,
            },
            Field::Text => match self.told() {
                Some(told) => self.probe_told(told, probe).into(),
                None => probe(Value::Bytes(&self.text.bytes)).into(),
            },
            Field::Message => {
                let message = self.row.kind() != Kind::Event;
                Truth::from(message && probe(Value::Text(&self.text.message())))
            }
            _ => self.probe_body(field, probe),
        }
    }
}

fn any(texts: &[String], probe: &mut Probe<'_>) -> Truth {
    texts.iter().any(|text| probe(Value::Text(text))).into()
}

fn decided(reason: Option<&Reason>) -> (Evidence, String) {
    reason.map_or((Evidence::Guess, String::new()), |reason| (reason.by, reason.why.clone()))
}
