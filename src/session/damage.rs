//! Why a session does not open, or not whole, in words for a person.

use std::io;

/// Why nothing of a file can be read as a session.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// It is something else.
    #[error("is no saved session, or its beginning is damaged")]
    Other,
    /// There is nothing in it.
    #[error("is empty: no session was saved in it")]
    Empty,
    /// It is packed as sessions are, and its first part is not as it was written.
    #[error("is damaged at its beginning: nothing of it can be read")]
    Damaged,
    /// It ends before its first line does.
    #[error("is cut off at its beginning: nothing of it can be read")]
    Cut,
    /// It was written by a telltail that knows more.
    #[error("is a saved session of version {0}, this telltail reads version 1: use a newer one")]
    Newer(u64),
    /// The system said so.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// Where a session ends although it does not say so: what comes before is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{what}; {} shown", kept(*.records))]
pub struct Damage {
    /// What is wrong.
    pub what: Wrong,
    /// How many records come before.
    pub records: u64,
}

/// What is wrong with a session.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// It ends where more should come.
    #[error(
        "it ends too early: it was cut off, is still being written, or its recording was killed"
    )]
    Cut,
    /// Its bytes are others than were written.
    #[error(
        "it is damaged from here on: a part of it cannot be unpacked, or is not what was written"
    )]
    Packing,
    /// A line means nothing.
    #[error("line {line} is broken: {why}")]
    Line {
        /// Which, counted from 1.
        line: u64,
        /// Why.
        why: String,
    },
    /// It says how many records it holds, and holds others.
    #[error("it says that it holds {said} records, but does not")]
    Count {
        /// How many it says.
        said: u64,
    },
    /// It goes on behind its end.
    #[error("something follows behind its end, which is left out")]
    Behind,
    /// It unpacks to far more than a session does.
    #[error("it unpacks to more than {0} times its size, as a decompression bomb does")]
    Bomb(u64),
    /// One member is longer than any.
    #[error("a part of it unpacks to more than {} MiB", .0 >> 20)]
    LongMember(usize),
    /// It declares more than any machine has.
    #[error("it declares more events and rules than any machine has")]
    ManyCatalogs,
    /// The system said so.
    #[error("it cannot be read further: {0}")]
    Io(io::Error),
}

fn kept(records: u64) -> String {
    match records {
        0 => "no record before that can be".to_owned(),
        1 => "the 1 record before that is".to_owned(),
        records => format!("the {records} records before that are"),
    }
}
