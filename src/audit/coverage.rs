//! What an audit covers, and what a log cannot show: told with every report, so that nobody takes
//! silence for more than it is.

use std::collections::BTreeSet;

use crate::event::{Instant, LogLevel, SourceId};
use crate::store::{EventLog, SourceState};

use super::observed::Observed;

/// What no log shows, whatever is in it.
pub const NOT_SHOWN: [&str; 3] = [
    "senders that bypass the editor's telemetry logger: an extension that posts to a server by \
     itself, a child process, a web view",
    "whether what was logged was also received: the log says what was handed over to be sent",
    "what was sent before the log began, and what was logged by another window, machine or session",
];

/// What an audit covers.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The files, in the order in which they were opened.
    pub files: Vec<Covered>,
    /// Telemetry events that were audited.
    pub events: u64,
    /// Records of any kind that were read.
    pub records: u64,
    /// Records that could not be read as what they are.
    pub unparsed: u64,
    /// Events whose text was dropped to save memory, perhaps before it was audited.
    pub dropped: u64,
    /// Producers of which a catalog was found, in alphabetical order.
    pub declared: Vec<String>,
    /// Producers without one.
    pub undeclared: Vec<String>,
    /// Names of this machine that were looked for: `user name`, `2 git remotes`.
    pub looked_for: Vec<String>,
    /// Why fewer events were audited than were read: the filter.
    pub filter: Option<String>,
}

/// A file.
#[derive(Clone, Debug)]
pub struct Covered {
    /// Its path; empty for standard input.
    pub path: String,
    /// What it is called; `-` for standard input.
    pub label: String,
    /// Which editor wrote it; `unknown` otherwise.
    pub product: String,
    /// The session folder's stamp.
    pub session: Option<String>,
    /// What it is written in.
    pub format: Option<&'static str>,
    /// The level that its logger said last.
    pub log_level: Option<LogLevel>,
    /// Records of any kind.
    pub records: u64,
    /// Telemetry events.
    pub events: u64,
    /// Lines without a stamp, and events whose payload could not be read.
    pub unparsed: u64,
    /// When its first and its last record were logged, as text.
    pub span: Option<(String, String)>,
    /// Why it could not be read on.
    pub failed: Option<String>,
}

impl Coverage {
    /// What an audit of a log covers, of which this was observed.
    pub fn of(log: &EventLog, observed: &Observed) -> Self {
        let spans = spans(log);
        let files = log.sources().map(|(id, facts, state)| {
            let (records, tally) = (log.volume(id).0, log.tally(id));
            let span = spans.get(id.index()).copied().flatten();
            let told = |at: Instant| log.zone(id).rfc3339(at);
            Covered {
                path: facts.path.clone(),
                label: facts.label.clone(),
                product: facts.product.clone(),
                session: facts.session.clone(),
                format: facts.format.as_ref().map(|it| it.format.as_str()),
                log_level: tally.level.map(|(level, _)| level),
                records,
                events: tally.events,
                unparsed: tally.raw + tally.broken,
                span: span.map(|(first, last)| (told(first), told(last))),
                failed: match state {
                    SourceState::Failed(why) => Some(why.clone()),
                    SourceState::Open | SourceState::Done | SourceState::Gone => None,
                },
            }
        });
        let files: Vec<Covered> = files.collect();
        let (declared, undeclared) = producers(log, observed);
        Self {
            events: observed.classes.values().map(|class| class.seen.count).sum(),
            records: files.iter().map(|file| file.records).sum(),
            unparsed: files.iter().map(|file| file.unparsed).sum(),
            dropped: log.dropped().events,
            files,
            declared,
            undeclared,
            looked_for: Vec::new(),
            filter: None,
        }
    }
}

/// The time of the first and of the last record of each source.
fn spans(log: &EventLog) -> Vec<Option<(Instant, Instant)>> {
    let mut spans = vec![None; log.source_count()];
    let rows = (0..log.len() as u32).filter_map(|id| log.row(crate::event::EventId(id)));
    for row in rows {
        let (Some(time), SourceId(source)) = (row.time(), row.source_id()) else { continue };
        let Some(span) = spans.get_mut(usize::from(source)) else { continue };
        let (first, last): (Instant, Instant) = span.unwrap_or((time, time));
        *span = Some((first.min(time), last.max(time)));
    }
    spans
}

/// Producers with a catalog, and those without.
fn producers(log: &EventLog, observed: &Observed) -> (Vec<String>, Vec<String>) {
    let seen = observed.classes.keys().map(|id| log.class(*id).producer());
    let seen: BTreeSet<&str> = seen.filter(|producer| !producer.is_empty()).collect();
    let (with, without): (Vec<&str>, Vec<&str>) =
        seen.into_iter().partition(|producer| log.catalog().has(producer));
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    (owned(with), owned(without))
}
