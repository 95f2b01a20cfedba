//! The head of a log line: when it was written and at which level, as framing found it.
//!
//! Only the shape. Finding it in bytes is the framer's; reading what follows is the parser's.

use std::ops::Range;

use super::LogLevel;

/// Which of the two grammars of file logs a line is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// `2026-03-14 09:26:53.589 [trace] …`: VS Code from 1.73 on.
    Current,
    /// `[2021-03-14 09:26:53.589] [renderer1] [trace] …`: VS Code up to 1.72.
    Older,
}

/// The stamp and level that open a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The grammar of the line.
    pub grammar: Grammar,
    /// The wall clock it shows, in milliseconds since 1970 as if the wall were UTC's.
    pub wall: i64,
    /// The level word.
    pub level: LogLevel,
    /// Bytes of the record before the message: byte-order mark, stamp, level and one space.
    pub head_len: usize,
    /// The logger's name in the record's bytes; the older grammar only.
    pub logger: Option<Range<usize>>,
}
