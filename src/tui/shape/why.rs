//! The Why tab: what every derived word of an event rests on, and where the record stands.

use crate::audit::{Auditor, Finding};
use crate::catalog::Lookup;
use crate::config::theme::Role;
use crate::event::{Event, Kind, On, Purpose, Reason, Scope, ZoneEvidence};
use crate::store::{EventLog, Row, Tie};

use super::super::text::{Ink, bytes, fill, thousands, wrap_words};
use super::detail::DetailLine;
use super::remark::{Remarks, finding_words};
use super::row::purpose_words;

/// The column of the headings.
const HEADING: usize = 13;

/// So many findings are said.
const FINDINGS: usize = 50;

/// Of so many properties it is said what was declared of them.
const DECLARED: usize = 200;

pub(super) fn why(
    (log, auditor): (&EventLog, &Auditor),
    row: Row<'_>,
    width: usize,
) -> Vec<DetailLine> {
    let text = log.text(row);
    let whole = text.whole();
    let event = whole.event();
    let mut page = Page { width, lines: Vec::new() };
    page.findings(auditor, &auditor.found_in(&whole));
    page.level(row);
    if row.kind() == Kind::Event {
        page.destination(row);
        page.purposes(log, row);
        page.links(log, row);
        page.declared(log, &event);
    }
    page.notes(&event);
    page.place(&event);
    page.lines
}

struct Page {
    width: usize,
    lines: Vec<DetailLine>,
}

impl Page {
    /// What is found in it: what that is, why it matters, how certain it is, what to do.
    fn findings(&mut self, auditor: &Auditor, found: &[Finding]) {
        let mut told: Option<&str> = None;
        for finding in found.iter().take(FINDINGS) {
            let (role, words) = finding_words(finding);
            let key = finding.key_name().map(|key| format!("{key}: ")).unwrap_or_default();
            self.heading("finding");
            self.text_on(role, &format!("{key}{words}"));
            if told == Some(&*finding.rule) {
                continue;
            }
            told = Some(&finding.rule);
            if let Some(about) = auditor.context().about(&finding.rule) {
                self.text(Role::Text, &about.explanation);
                self.text(Role::Muted, &about.certainty);
                self.text(Role::Text, &about.advice);
            }
        }
    }

    fn level(&mut self, row: Row<'_>) {
        let level = row.level().map_or("none", crate::event::Level::as_str);
        match row.level_reason() {
            Some(reason) => self.decided("level", level, reason),
            None if row.kind() == Kind::Raw => {
                self.say("level", "none", "A line without a stamp has no level.");
            }
            None => self.say("level", level, "The log line says so itself."),
        }
    }

    fn destination(&mut self, row: Row<'_>) {
        if let Some(reason) = row.destination_reason() {
            self.decided("destination", row.destination_name(), reason);
        }
        let proof = match row.on() {
            On::Log => "A log line proves that it was logged, not that it was sent.",
            On::Wire => "It was seen on the wire: it was sent.",
            On::Both => "It was seen in a log and on the wire: it was sent.",
        };
        self.text(Role::Muted, proof);
    }

    fn decided(&mut self, heading: &str, value: &str, reason: &Reason) {
        self.say(heading, &format!("{value}{}", reason.by.mark()), &reason.why);
        let rule = match (&*reason.rule, &*reason.file) {
            ("", _) => String::new(),
            (rule, "") => format!(" · {rule}"),
            (rule, file) => format!(" · {rule} in {file}"),
        };
        self.text(Role::Muted, &format!("{}{rule}", reason.by.phrase()));
    }

    fn purposes(&mut self, log: &EventLog, row: Row<'_>) {
        let words = purpose_words(row.purposes(), usize::MAX);
        let producer = row.producer();
        let whose = if producer.is_empty() { "its producer" } else { producer };
        let why = match log.catalog().lookup(producer, row.event()) {
            Lookup::Declared(event) if row.purposes().contains(Purpose::None) => {
                format!("Declared without a purpose in {}.", event.file().display())
            }
            Lookup::Declared(event) => {
                format!("Declared by its properties in {}.", event.file().display())
            }
            Lookup::Undeclared => format!("The catalog of {whose} does not list this event."),
            Lookup::NoCatalog => format!("There is no catalog for {whose}: --catalog names one."),
        };
        self.say("purpose", &words, &why);
        let owner = log.catalog().lookup(producer, row.event()).event();
        if let Some(owner) = owner.and_then(|event| event.owner.as_deref()) {
            self.say("owner", owner, "");
        }
    }

    /// The same event elsewhere.
    fn links(&mut self, log: &EventLog, row: Row<'_>) {
        for (link, other) in row.links().iter().filter_map(|it| Some((it, log.row(it.id)?))) {
            let there = other.destination_name();
            let (heading, value) = match link.tie {
                Tie::Twin => ("twin", format!("sent to {there} too")),
                Tie::Pair if other.is_wire() => {
                    ("pair", format!("also seen on the wire, to {there}"))
                }
                Tie::Pair => ("pair", format!("also seen in the log, for {there}")),
            };
            let at = other.text().whole().place();
            let line = thousands(at.line);
            self.say(heading, &value, &format!("{}, line {line}; o goes there.", at.source));
        }
    }

    /// What was declared of each property, in full.
    fn declared(&mut self, log: &EventLog, event: &Event) {
        let Some(telemetry) = &event.telemetry else { return };
        let remarks = Remarks::new(log.catalog(), event, telemetry, &[]);
        let payload = &telemetry.payload;
        let own = payload.properties.iter().chain(&payload.measurements);
        // Where it stands makes no difference to what was declared of it.
        let declared = |property| remarks.own(property, Scope::Properties).declared;
        let said = own.map(|property| (&property.key, declared(property)));
        for (key, declared) in said.filter(|(_, it)| !it.is_empty()).take(DECLARED) {
            self.say("declared", key, &declared);
        }
    }

    fn notes(&mut self, event: &Event) {
        for note in &event.notes {
            self.say("note", note, "");
        }
        let Some(telemetry) = &event.telemetry else { return };
        let lists = [
            ("redacted", &telemetry.redacted, "The editor took these out of its values."),
            ("cut", &telemetry.truncated, "These values end at a known limit."),
            ("undeclared", &telemetry.undeclared, "Its declaration does not list these keys."),
        ];
        for (heading, list, why) in lists {
            if !list.is_empty() {
                self.say(heading, &list.join(", "), why);
            }
        }
    }

    fn place(&mut self, event: &Event) {
        let at = &event.at;
        let line = thousands(at.line);
        self.say("source", &at.source, &format!("line {line}, {}", bytes(at.length)));
        if !at.path.is_empty() {
            self.say("path", &at.path, "");
        }
        let product = Some(event.product.as_str()).filter(|it| *it != "unknown");
        let session = event.session.as_ref().map(|stamp| format!("session {stamp}"));
        let of: Vec<&str> = product.into_iter().chain(session.as_deref()).collect();
        if !of.is_empty() {
            self.say("written by", &of.join(", "), "");
        }
        if let Some(time) = event.time {
            let zone = match event.zone.evidence {
                ZoneEvidence::Given => "The zone was given.",
                ZoneEvidence::Derived => "The zone follows from times in the payload.",
                ZoneEvidence::Assumed => {
                    "The log says no zone; this machine's was assumed (--tz gives another)."
                }
            };
            self.say("time", &event.zone.rfc3339(time), zone);
        }
    }

    /// A heading, a value, and a sentence about it.
    fn say(&mut self, heading: &str, value: &str, why: &str) {
        let columns = self.width.saturating_sub(HEADING);
        for (at, line) in wrap_words(value, columns.max(8)).iter().enumerate() {
            let heading = if at == 0 { heading } else { "" };
            self.lines.push(DetailLine::of(vec![
                Ink { role: Role::JsonKey, text: fill(heading, HEADING) },
                Ink { role: Role::Text, text: line.clone() },
            ]));
        }
        if !why.is_empty() {
            self.text(Role::Text, why);
        }
    }

    /// A heading, behind which a text goes on.
    fn heading(&mut self, heading: &str) {
        self.lines
            .push(DetailLine::of(vec![Ink { role: Role::JsonKey, text: fill(heading, HEADING) }]));
    }

    /// A text that begins in the line of its heading.
    fn text_on(&mut self, role: Role, text: &str) {
        let at = self.lines.len();
        self.text(role, text);
        if self.lines.len() > at {
            let first = self.lines.remove(at);
            if let (Some(heading), Some(text)) =
                (self.lines.last_mut(), first.ink.into_iter().nth(1))
            {
                heading.ink.push(text);
            }
        }
    }

    fn text(&mut self, role: Role, text: &str) {
        let columns = self.width.saturating_sub(HEADING);
        for line in wrap_words(text, columns.max(8)) {
            self.lines.push(DetailLine::of(vec![
                Ink { role: Role::Text, text: fill("", HEADING) },
                Ink { role, text: line },
            ]));
        }
    }
}
