//! The shapes that a log can have.

use std::fmt;
use std::str::FromStr;

/// How a generated log's records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `telemetry.log` of today: stamp, level, event; two in a hundred are text.
    Telemetry,
    /// The same with the two lines that opened each telemetry log until 2025, and again after
    /// a window is reloaded.
    Headed,
    /// The same, as Windows' line ends and a byte order mark make it.
    Windows,
    /// What builds up to 1.72 wrote: stamp, logger and level in brackets.
    Older,
    /// A log of another channel: text, errors and stacks for the most part, few events.
    Mixed,
    /// A channel without a formatter: text with no stamp at all.
    Raw,
    /// What the main process and Chromium print to a console.
    Console,
    /// What a server prints: the time of day, objects over several lines.
    Server,
    /// What code-server's own wrapper prints: UTC stamps, padded level words, colours.
    Wrapper,
    /// Everything odd that the grammar of today allows: line breaks in names, NUL, escape
    /// sequences, payloads cut short, records of 900 KB, stamps that go back.
    Odd,
}

impl Shape {
    /// Every one.
    pub(crate) const ALL: [Self; 10] = [
        Self::Telemetry,
        Self::Headed,
        Self::Windows,
        Self::Older,
        Self::Mixed,
        Self::Raw,
        Self::Console,
        Self::Server,
        Self::Wrapper,
        Self::Odd,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Telemetry => "telemetry",
            Self::Headed => "headed",
            Self::Windows => "windows",
            Self::Older => "older",
            Self::Mixed => "mixed",
            Self::Raw => "raw",
            Self::Console => "console",
            Self::Server => "server",
            Self::Wrapper => "wrapper",
            Self::Odd => "odd",
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Shape {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|shape| shape.word() == word).ok_or_else(|| {
            let all: Vec<_> = Self::ALL.iter().map(ToString::to_string).collect();
            format!("no shape is called '{word}'; there are {}", all.join(", "))
        })
    }
}
