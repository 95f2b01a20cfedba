//! What comes into the screen, and what it wants done outside.

use std::path::PathBuf;

use crate::audit::{Waiver, Waivers};
use crate::config::keymap::Chord;
use crate::event::Instant;
use crate::pipeline::replay::Play;
use crate::pipeline::{Ask, Notice, Watched};

use super::saving::{NotSaved, Save, Saved, Watch};
use super::sessions::{Offered, Wish};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// The time it is; the screen has no clock of its own.
    Now(Instant),
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has another size.
    Resize {
        /// Columns.
        width: u16,
        /// Lines.
        height: u16,
    },
    /// The engine said something.
    Notice(Notice),
    /// What was to be copied was, or why it was not: a sentence.
    Copied(Result<String, String>),
    /// The sessions that can be opened, as was asked.
    Offered(Vec<Offered>),
    /// What was wished for is read from now on.
    Opened(Watched),
    /// What was wished for cannot be opened.
    Refused(String),
    /// What was to be saved was, or why it was not.
    Saved(Box<Save>, Result<Saved, NotSaved>),
    /// What is waived now that a waiver was written, or why it was not: a sentence.
    Waived(Result<Waivers, String>),
}

/// What the mouse does that is listened to; places are counted from the top left, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click {
        /// The column.
        x: u16,
        /// The line.
        y: u16,
    },
    /// The mouse moved with the left button down.
    Drag {
        /// The column.
        x: u16,
        /// The line.
        y: u16,
    },
    /// The left button went up.
    Release {
        /// The column.
        x: u16,
        /// The line.
        y: u16,
    },
    /// The wheel turned by a notch.
    Wheel {
        /// The column.
        x: u16,
        /// The line.
        y: u16,
        /// Which way.
        turn: Turn,
    },
}

/// Which way a wheel turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Away from the person: to what is above.
    Up,
    /// Towards the person: to what is below.
    Down,
    /// To what is on the left.
    Left,
    /// To what is on the right.
    Right,
}

/// Something that is to be done outside; the loop does it.
#[derive(Debug)]
pub enum Effect {
    /// Ask the search thread.
    Ask(Ask),
    /// Ask the player.
    Play(Play),
    /// Add or drop the session's other logs.
    SetTrace(bool),
    /// Leave out what is there already and was not read yet.
    StopLoading,
    /// Look which sessions can be opened.
    LookForSessions,
    /// Read this in the place of what is read now.
    Open(Wish),
    /// Add a waiver to a file, but not beside one of these logs.
    Waive {
        /// The file, which may not be there yet.
        file: PathBuf,
        /// The waiver.
        waiver: Box<Waiver>,
        /// The paths of what is read.
        logs: Vec<PathBuf>,
    },
    /// Write events to a file, watched by this.
    Save(Box<Save>, Watch),
    /// Put this into the clipboard.
    Copy(String),
    /// Draw every cell anew.
    Redraw,
    /// Give the terminal back to the shell until it continues the program.
    Suspend,
    /// End.
    Quit(Exit),
}

/// Why the screen ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The person asked for it.
    Quit,
    /// A signal, by its number.
    Signal(u8),
    /// A thread panicked; what it said.
    Panicked(String),
}

impl Exit {
    /// The exit status that says so: 128 and the signal's number, 101 after a panic, as Rust
    /// itself ends then.
    pub const fn code(&self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(number) => 128 + *number,
            Self::Panicked(_) => 101,
        }
    }
}
