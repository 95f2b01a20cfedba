//! What is known of one session's logs: sums of the counts that the log keeps.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::consent::Consent;
use crate::event::{EventId, Instant, LogLevel, SourceId};
use crate::source::UNKNOWN;
use crate::store::{EventLog, SourceFacts, Tally};

use super::OwnSender;

/// One launch of an editor, by what its logs' places tell: sources are judged together by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Which editor, as the filter language says it.
    pub product: String,
    /// The session folder's stamp; `None` for files that lie in none.
    pub session: Option<String>,
}

impl Launch {
    fn of(facts: &SourceFacts) -> Self {
        Self { product: facts.product.clone(), session: facts.session.clone() }
    }

    /// Whether a source belongs to it.
    pub fn holds(&self, facts: &SourceFacts) -> bool {
        self.product == facts.product && self.session == facts.session
    }
}

/// What a judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which editor; [`UNKNOWN`] where its place does not tell.
    pub product: String,
    /// What the settings allow; `None` where none were found or looked for.
    pub consent: Option<Consent>,
    /// Sources of any sort.
    pub sources: u64,
    /// Sources that are telemetry logs by their name.
    pub bearing: u64,
    /// Sources that hold what went over the network.
    pub wire: u64,
    /// Telemetry events.
    pub events: u64,
    /// Lines that open a telemetry log.
    pub headers: u64,
    /// Other stamped records of telemetry logs.
    pub lines: u64,
    /// When the newest event was logged.
    pub last_event: Option<Instant>,
    /// When a telemetry log was opened anew after the newest event.
    pub reopened: Option<Instant>,
    /// The level a telemetry log said last that it has, after its newest event, and when.
    pub level: Option<(LogLevel, Option<Instant>)>,
    /// When the newest record of the session's other logs was written.
    pub others_until: Option<Instant>,
    /// Whether a log's channel is named `(Not Sent)`.
    pub marked_not_sent: bool,
    /// Installed extensions that send by themselves and of which no event was seen.
    pub silent_senders: Vec<&'static OwnSender>,
}

impl Default for Facts {
    /// Nothing at all was found.
    fn default() -> Self {
        Self {
            product: UNKNOWN.to_owned(),
            consent: None,
            sources: 0,
            bearing: 0,
            wire: 0,
            events: 0,
            headers: 0,
            lines: 0,
            last_event: None,
            reopened: None,
            level: None,
            others_until: None,
            marked_not_sent: false,
            silent_senders: Vec::new(),
        }
    }
}

impl Facts {
    /// Whether the product only logs its telemetry.
    pub fn is_not_sent(&self) -> bool {
        self.marked_not_sent || NOT_SENT.contains(&self.product.as_str())
    }

    fn add(&mut self, log: &EventLog, id: SourceId, facts: &SourceFacts) {
        let tally = log.tally(id);
        self.sources += 1;
        self.marked_not_sent |= facts.label.contains("(Not Sent)");
        // A file of events is no log: what it tells of has its own sources.
        if facts.format.as_ref().is_some_and(|it| it.format.is_json()) {
            self.wire += 1;
            self.events += tally.events;
            return;
        }
        self.add_log(&tally, facts.bearing, |id| log.row(id).and_then(|row| row.time()));
    }

    /// Adds what one log tells; `time` looks the moment of an event up.
    pub(super) fn add_log(
        &mut self,
        tally: &Tally,
        bearing: bool,
        time: impl Fn(EventId) -> Option<Instant>,
    ) {
        let time = |id: Option<EventId>| id.and_then(&time);
        self.events += tally.events;
        self.last_event = self.last_event.max(time(tally.last_event));
        if bearing {
            self.bearing += 1;
            self.headers += tally.headers;
            self.lines += tally.logs.saturating_sub(tally.headers);
            self.reopened = self.reopened.max(time(tally.reopened));
            let level = tally.level.map(|(level, id)| (level, time(Some(id))));
            let newer = |(_, at): &(LogLevel, Option<Instant>)| {
                self.level.is_none_or(|(_, known)| known <= *at)
            };
            self.level = level.filter(newer).or(self.level);
        }
        if tally.events == 0 || !bearing {
            self.others_until = self.others_until.max(time(tally.last_stamped));
        }
    }
}

/// Products whose builds have no key to send with: they only log. The rules say it of events
/// (`core.not-sent`); this says it where there is none, and a test holds the two together.
const NOT_SENT: [&str; 3] = ["vscodium", "vscodium-insiders", "code-oss"];

/// The launches that sources of the log belong to, the newest first.
pub fn launches(log: &EventLog) -> Vec<Launch> {
    let mut known = HashSet::new();
    let mut found: Vec<Launch> = Vec::new();
    for (_, facts, _) in log.sources() {
        if known.insert((&facts.product, &facts.session)) {
            found.push(Launch::of(facts));
        }
    }
    // Stable: of one moment, the first that was opened comes first.
    found.sort_by(|a, b| b.session.cmp(&a.session));
    found
}

/// The newest of them.
pub fn newest_launch(log: &EventLog) -> Option<Launch> {
    let sources = log.sources().map(|(_, facts, _)| facts);
    sources.min_by_key(|facts| Reverse(facts.session.as_deref())).map(Launch::of)
}

/// What is known of a launch; of nothing at all where there is none. Touches no text: one look
/// at each source's counts.
pub fn facts(log: &EventLog, launch: Option<&Launch>) -> Facts {
    let mut facts = Facts::default();
    let Some(launch) = launch else { return facts };
    facts.product.clone_from(&launch.product);
    for (id, source, _) in log.sources().filter(|(_, source, _)| launch.holds(source)) {
        facts.add(log, id, source);
    }
    facts
}
