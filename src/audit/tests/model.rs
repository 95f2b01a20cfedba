//! Logs to audit, written out event by event.

use std::path::Path;
use std::sync::Arc;

use crate::audit::{Audit, Auditor, Context, Desks, Finding, Policy};
use crate::catalog::{Catalog, load_bytes};
use crate::event::{
    Destination, Destinations, Instant, Kind, Level, LogLevel, ReasonId, Severity, SourceId, Zone,
};
use crate::parse::{Notes, event_name, is_core, prefix};
use crate::privacy::{Identity, Scanner};
use crate::store::{ClassFacts, Entry, EventLog, Judge, Setup, SourceFacts};

/// An event to log.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// When, in milliseconds.
    pub(super) at: i64,
    /// In which file of the log.
    pub(super) file: u16,
    /// `acme.demo/opened`.
    pub(super) name: String,
    pub(super) to: Destination,
    /// Its payload.
    pub(super) body: String,
}

/// An event of `acme.demo` with these properties.
pub(super) fn line(at: i64, event: &str, properties: &str) -> Line {
    Line {
        at,
        file: 0,
        name: format!("acme.demo/{event}"),
        to: Destination::MICROSOFT,
        body: format!(r#"{{"properties":{{{properties}}},"measurements":{{}}}}"#),
    }
}

impl Line {
    pub(super) fn in_file(self, file: u16) -> Self {
        Self { file, ..self }
    }

    pub(super) fn to(self, to: Destination) -> Self {
        Self { to, ..self }
    }
}

/// A log of these events, with a catalog; each file is one of its own session.
pub(super) fn log_with(catalog: &str, lines: &[Line]) -> EventLog {
    let catalog = match catalog {
        "" => Catalog::default(),
        text => load_bytes(Path::new("catalog.json"), text.as_bytes()).unwrap().catalog,
    };
    let mut log = EventLog::new(Setup {
        reasons: Vec::new().into(),
        destinations: Destinations::default(),
        catalog: Arc::new(catalog),
        judge: None,
        zone: Zone::utc(),
    });
    for file in 0..=lines.iter().map(|line| line.file).max().unwrap_or_default() {
        let session = Some(format!("session{file}"));
        let facts = SourceFacts { session, bearing: true, ..SourceFacts::default() };
        log.add_source(facts).unwrap();
    }
    for line in lines {
        append(&mut log, line);
    }
    log
}

/// The same without a catalog.
pub(super) fn log_of(lines: &[Line]) -> EventLog {
    log_with("", lines)
}

fn append(log: &mut EventLog, line: &Line) {
    let Line { at, name, body, .. } = line;
    let (minute, second, milli) = (at / 60_000, at / 1000 % 60, at % 1000);
    let text = format!("2026-03-14 09:{minute:02}:{second:02}.{milli:03} [trace] {name} {body}\n");
    let producer = if is_core(name) { "vscode" } else { prefix(name).unwrap_or_default() };
    let event = event_name(name);
    let purposes = log.catalog().lookup(producer, event).purposes();
    let entry = Entry {
        bytes: text.as_bytes(),
        offset: 0,
        line: 1,
        time: Some(Instant(*at)),
        wall: None,
        notes: Notes::default(),
        class: ClassFacts {
            kind: Kind::Event,
            log_level: Some(LogLevel::Trace),
            name,
            event,
            producer,
            level: Some(Level::Usage),
            level_reason: ReasonId::default(),
            destination: line.to,
            destination_reason: ReasonId::default(),
            purposes,
        },
    };
    log.append(SourceId(line.file), &entry).unwrap();
}

pub(super) fn context(policy: Policy) -> Context {
    Context::new(policy, Scanner::new(Identity::default()))
}

/// A log, audited.
pub(super) fn audited(log: &EventLog, context: Context) -> Audit {
    let mut audit = Audit::new(Arc::new(Auditor::new(context)));
    while !audit.advance(log, 100, &mut Desks::default()) {}
    audit.conclude(log);
    audit
}

/// What one rule finds, without a policy.
pub(super) fn found(log: &EventLog, rule: &str) -> Vec<Finding> {
    found_by(log, rule, context(Policy::default()))
}

pub(super) fn found_by(log: &EventLog, rule: &str, context: Context) -> Vec<Finding> {
    let mut findings = audited(log, context).findings(log).list;
    findings.retain(|finding| finding.rule == rule);
    findings
}

/// `severity event key`, of each.
pub(super) fn told(findings: &[Finding]) -> Vec<String> {
    let tell = |it: &Finding| {
        let [event, key] = [it.event.as_deref(), it.key_name()].map(|it| it.unwrap_or("-"));
        format!("{} {event} {key} {}", it.severity, it.count())
    };
    findings.iter().map(tell).collect()
}

/// Which events a filter on a rule selects, and how grave each is.
pub(super) fn selected(log: &EventLog, audit: &Audit, rule: &str) -> Vec<(u32, Severity)> {
    let mut selected = Vec::new();
    for id in 0..log.len() as u32 {
        let row = log.row(crate::event::EventId(id)).unwrap();
        audit.auditor().judge(&log.text(row).whole(), &mut |verdict| {
            let hit = verdict.rule == rule;
            if hit {
                selected.push((id, verdict.severity));
            }
            hit
        });
    }
    selected
}
