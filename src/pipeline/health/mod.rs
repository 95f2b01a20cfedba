//! What state the watched logs are in, and what it rests on.
//!
//! A log without events is not an answer: tracing may be off while the editor sends, telemetry
//! may be off, or the logging stopped when a window was reloaded. [`facts()`] takes what is known
//! of one session from the counts of the log, [`judge()`] decides from them alone, and every
//! verdict says its reason and whether it is certain. [`glance()`] does the same for a file that
//! is not opened. Refuses to guess silently: what cannot be told from the facts is
//! [`TraceState::Unknown`].

mod facts;
mod glance;
mod judge;
mod said;
mod senders;
#[cfg(test)]
mod tests;

pub use facts::{Facts, Launch, facts, launches, newest_launch};
pub use glance::{Glance, glance, glance_at};
pub use judge::judge;
pub use senders::{OwnSender, installed_senders, silent_senders};

use crate::event::Instant;

/// Whether the editor writes its telemetry into its logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceState {
    /// Events are logged.
    On,
    /// Nothing is logged.
    Off,
    /// Events were logged, and no more since then.
    Stopped {
        /// When the last event was logged; `None` where it had no stamp.
        at: Option<Instant>,
    },
    /// The facts do not tell.
    Unknown,
}

impl TraceState {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Stopped { .. } => "stopped",
            Self::Unknown => "unknown",
        }
    }
}

/// What is the matter with a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Telemetry events are seen.
    Seen,
    /// There is no log at all.
    NoLogs,
    /// There are logs, but none of them is a telemetry log.
    NoTelemetryLog,
    /// Telemetry logs without an event: tracing is off.
    TracingOff,
    /// Tracing is on, and nothing was logged yet.
    NothingYet,
    /// The settings switch telemetry off.
    TelemetryOff,
    /// Events were logged although the settings switch telemetry off.
    LoggedWhileOff,
    /// The settings let only errors through, or only crashes.
    OnlyErrors,
    /// Events were logged, and no more after the window was reloaded.
    Stopped,
    /// The editor only logs, and sends nothing.
    NotSent,
    /// An installed extension is known to send past the editor's loggers.
    OwnSender,
}

/// One thing that is the matter, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which it is.
    pub case: Case,
    /// Whether the facts leave no other way.
    pub certain: bool,
    /// What is the matter, in a sentence or two for a person.
    pub text: String,
    /// What it rests on, in one sentence.
    pub why: String,
    /// What to do, a sentence each, most useful first.
    pub offers: Vec<String>,
}

/// The state of one session's logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether events are logged.
    pub trace: TraceState,
    /// Whether the facts leave no other way for that.
    pub certain: bool,
    /// What matters most.
    pub verdict: Verdict,
    /// What else there is to say.
    pub also: Vec<Verdict>,
}

impl Health {
    /// Everything there is to say, most important first.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        std::iter::once(&self.verdict).chain(&self.also)
    }

    /// Whether one of the verdicts is of this case.
    pub fn has(&self, case: Case) -> bool {
        self.verdicts().any(|verdict| verdict.case == case)
    }
}
