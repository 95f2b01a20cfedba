//! Levels: of a telemetry event (what `telemetry.telemetryLevel` gates) and of a log line.

use std::str::FromStr;

use super::Kind;

/// The level word a log line carries between its brackets.
///
/// Source: the level names of spdlog as VS Code's file logger prints them; `off` is in its
/// grammar though no line was seen with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogLevel {
    /// `[trace]`: the level every telemetry event is logged at.
    Trace,
    /// `[debug]`
    Debug,
    /// `[info]`
    Info,
    /// `[warning]` (spdlog never prints `warn`)
    Warning,
    /// `[error]`
    Error,
    /// `[critical]`
    Critical,
    /// `[off]`
    Off,
}

impl LogLevel {
    /// Every level word, lowest first.
    pub const ALL: [Self; 7] = [
        Self::Trace,
        Self::Debug,
        Self::Info,
        Self::Warning,
        Self::Error,
        Self::Critical,
        Self::Off,
    ];

    /// The word as logged.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Critical => "critical",
            Self::Off => "off",
        }
    }

    /// The level whose word is exactly `word`.
    pub fn from_bytes(word: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str().as_bytes() == word)
    }

    /// The event level a log line of this level has; `off` has none.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Trace => Some(Level::Trace),
            Self::Debug => Some(Level::Debug),
            Self::Info => Some(Level::Info),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
            Self::Critical => Some(Level::Critical),
            Self::Off => None,
        }
    }
}

/// The level of an event: one word, from one of two vocabularies.
///
/// Telemetry events are `usage`, `error` or `crash`; log lines are `trace` to `critical`. The
/// word `error` is in both, and [`Kind`] tells which is meant. The discriminants are stable
/// column values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Level {
    /// Telemetry that only the level `all` lets through.
    Usage = 0,
    /// Telemetry that `all` and `error` let through; also the log level.
    Error = 1,
    /// Telemetry that every level but `off` lets through.
    Crash = 2,
    /// Log level trace.
    Trace = 3,
    /// Log level debug.
    Debug = 4,
    /// Log level info.
    Info = 5,
    /// Log level warning.
    Warning = 6,
    /// Log level critical.
    Critical = 7,
}

impl Level {
    /// Every level, in column order.
    pub const ALL: [Self; 8] = [
        Self::Usage,
        Self::Error,
        Self::Crash,
        Self::Trace,
        Self::Debug,
        Self::Info,
        Self::Warning,
        Self::Critical,
    ];

    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Error => "error",
            Self::Crash => "crash",
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }

    /// The place of this level within the vocabulary of `kind`, lowest first; `None` where the
    /// vocabulary does not hold it. Comparisons (`level>=warning`) stay inside one vocabulary.
    pub const fn rank(self, kind: Kind) -> Option<u8> {
        match (kind, self) {
            (Kind::Event, Self::Usage) | (Kind::Log, Self::Trace) => Some(0),
            (Kind::Event, Self::Error) | (Kind::Log, Self::Debug) => Some(1),
            (Kind::Event, Self::Crash) | (Kind::Log, Self::Info) => Some(2),
            (Kind::Log, Self::Warning) => Some(3),
            (Kind::Log, Self::Error) => Some(4),
            (Kind::Log, Self::Critical) => Some(5),
            _ => None,
        }
    }
}

/// The word is no level's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no level: use usage, error, crash, trace, debug, info, warning or critical")]
pub struct ParseLevelError(pub String);

impl FromStr for Level {
    type Err = ParseLevelError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == word)
            .ok_or_else(|| ParseLevelError(word.to_owned()))
    }
}
