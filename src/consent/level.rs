//! The level that `telemetry.telemetryLevel` names.

use std::fmt;

use serde::Serialize;

/// How much telemetry an editor may log and send; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TelemetryLevel {
    /// Nothing.
    Off,
    /// Crash reports only.
    Crash,
    /// Crash reports and errors.
    Error,
    /// Crash reports, errors and usage.
    All,
}

impl TelemetryLevel {
    /// The level that a setting's text names. The editors compare exactly: `Off` is no word.
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "all" => Some(Self::All),
            "error" => Some(Self::Error),
            "crash" => Some(Self::Crash),
            "off" => Some(Self::Off),
            _ => None,
        }
    }

    /// The word for it in settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Error => "error",
            Self::Crash => "crash",
            Self::Off => "off",
        }
    }
}

impl fmt::Display for TelemetryLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
