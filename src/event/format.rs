//! The formats a source may be written in, and what it was taken for.

use std::fmt;
use std::str::FromStr;

/// How the bytes of a source are to be read. Its words are what `--format-in` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Log files of VS Code from 1.73 on: `2026-03-14 09:26:53.589 [trace] …`.
    Current,
    /// Log files of VS Code up to 1.72: `[2021-03-14 09:26:53.589] [main] [trace] …`.
    Older,
    /// What `code --verbose` and the servers print to a terminal.
    Console,
    /// Lines without a stamp: each is a record.
    Plain,
    /// Application Insights envelopes, one a line or in an array.
    AppInsights,
    /// 1DS records as OneCollector takes them (Common Schema 4.0).
    OneCollector,
    /// `PostHog` captures, single or in batches.
    PostHog,
    /// OTLP/HTTP logs as JSON.
    Otlp,
    /// The objects that code-server posts to Coder.
    Coder,
    /// An HTTP archive: requests that hold any of the wire formats.
    Har,
    /// Events as `telltail print --format json` writes them, one a line.
    Ndjson,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 11] = [
        Self::Current,
        Self::Older,
        Self::Console,
        Self::Plain,
        Self::AppInsights,
        Self::OneCollector,
        Self::PostHog,
        Self::Otlp,
        Self::Coder,
        Self::Har,
        Self::Ndjson,
    ];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Older => "older",
            Self::Console => "console",
            Self::Plain => "plain",
            Self::AppInsights => "app-insights",
            Self::OneCollector => "one-collector",
            Self::PostHog => "posthog",
            Self::Otlp => "otlp",
            Self::Coder => "coder",
            Self::Har => "har",
            Self::Ndjson => "ndjson",
        }
    }

    /// Whether it is what went over the network, not what was logged.
    pub const fn is_wire(self) -> bool {
        matches!(
            self,
            Self::AppInsights
                | Self::OneCollector
                | Self::PostHog
                | Self::Otlp
                | Self::Coder
                | Self::Har
        )
    }

    /// Whether it is JSON, and no lines of a log.
    pub const fn is_json(self) -> bool {
        self.is_wire() || matches!(self, Self::Ndjson)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::as_str).join(", ");
            format!("no format '{text}': use one of {known}")
        })
    }
}

/// What a source was taken for, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// How it is read.
    pub format: Format,
    /// What tells so, in one clause for a person: `line 1 opens with a stamp and a level`.
    pub why: String,
}
