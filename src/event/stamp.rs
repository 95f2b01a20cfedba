//! The head of a log line: when it was written and at which level, as framing found it.
//!
//! Only the shape. Finding it in bytes is the framer's; reading what follows is the parser's.

use std::ops::Range;

use super::{Format, LogLevel};

/// Which grammar a line is written in: the two of log files, and those of what goes to a console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// `2026-03-14 09:26:53.589 [trace] …`: VS Code's files from 1.73 on.
    Current,
    /// `[2021-03-14 09:26:53.589] [renderer1] [trace] …`: VS Code's files up to 1.72.
    Older,
    /// `[main 2026-03-14T09:26:53.589Z] …`: the main process on a console. The level is in its
    /// colour, if anywhere.
    Main,
    /// `[60724:0314/092653.589123:INFO:CONSOLE(25)] "…", source: … (25)`: Chromium, which also
    /// prints what windows log.
    Chromium,
    /// `%cTRACE color: #888 …`: what a window logs, as its own console takes it. No time.
    DevTools,
    /// `[09:26:53] …`: the servers. The level is in its colour, if anywhere.
    Server,
    /// `[2026-03-14T09:26:53.589Z] debug …`: code-server itself.
    Wrapper,
}

impl Grammar {
    /// The format of a source that is written so.
    pub const fn format(self) -> Format {
        match self {
            Self::Current => Format::Current,
            Self::Older => Format::Older,
            Self::Main | Self::Chromium | Self::DevTools | Self::Server | Self::Wrapper => {
                Format::Console
            }
        }
    }

    /// What its lines open with, for a person.
    pub const fn opening(self) -> &'static str {
        match self {
            Self::Current => "a date, a time and a level, as log files do",
            Self::Older => "a date, a time, a logger and a level, as log files up to 1.72 do",
            Self::Main => "[main and a time, as the main process does on a console",
            Self::Chromium => "process, day and time, as Chromium does on a console",
            Self::DevTools => "%c and a level, as a window's console does",
            Self::Server => "a time of day, as the servers do on a console",
            Self::Wrapper => "a time in UTC and a level, as code-server does on a console",
        }
    }
}

/// What the clock of a line shows. Milliseconds throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Date and time on the wall of a zone that is not said, since 1970 as if it were UTC's.
    Wall(i64),
    /// A moment in UTC, since 1970.
    Utc(i64),
    /// The time of day on the wall, since midnight.
    TimeOfDay(i64),
    /// Month (from 1), day and time of day on the wall, without the year.
    Yearless {
        /// From 1.
        month: u8,
        /// From 1.
        day: u8,
        /// Since midnight.
        time: i64,
    },
}

impl Clock {
    /// Whether it says the whole date.
    pub const fn is_dated(self) -> bool {
        matches!(self, Self::Wall(_) | Self::Utc(_))
    }

    /// The wall clock, where that is what it shows, with its date.
    pub const fn wall(self) -> Option<i64> {
        match self {
            Self::Wall(wall) => Some(wall),
            Self::Utc(_) | Self::TimeOfDay(_) | Self::Yearless { .. } => None,
        }
    }
}

/// The stamp and level that open a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The grammar of the line.
    pub grammar: Grammar,
    /// What its clock shows; only [`Grammar::DevTools`] has none.
    pub clock: Option<Clock>,
    /// The level: its word, else its colour, else info.
    pub level: LogLevel,
    /// Bytes of the record before the message: byte-order mark, stamp, level, what colours them,
    /// and one space.
    pub head_len: usize,
    /// The logger's name in the record's bytes; the older grammar only.
    pub logger: Option<Range<usize>>,
}

impl Stamp {
    /// Whether the line may have been logged at level trace: it says so, or cannot say.
    pub fn may_be_trace(&self) -> bool {
        match self.grammar {
            Grammar::Main | Grammar::Server => self.level == LogLevel::Info,
            _ => self.level == LogLevel::Trace,
        }
    }
}
