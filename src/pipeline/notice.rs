//! What the threads tell whoever watches.

use std::fmt;
use std::sync::Arc;

use crate::config::saved_screen::SavedScreen;
use crate::consent::Consent;
use crate::event::{EventId, SourceId};
use crate::search::Blamed;
use crate::source::UNKNOWN;

use super::replay::{Head, Outline};

/// How far reading has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Stage {
    /// What was there at the start is still being read.
    #[default]
    Loading,
    /// All that was there is read; what comes is followed.
    Live,
    /// All of it is read, and nothing is followed.
    Done,
    /// Nothing was found yet; telltail waits for a log to appear.
    Waiting,
}

/// Something that went wrong without ending the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about: a path, or a part of the program.
    pub about: String,
    /// What went wrong, and what to do.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about, self.text)
    }
}

/// That reading has moved over to a new session, for a person.
pub fn new_session(stamp: &str, product: &str) -> String {
    match product {
        UNKNOWN => format!("new session {stamp}"),
        product => format!("new session {stamp} of {product}"),
    }
}

/// One notice. Those that say only "look again" are sent when the last one was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The log or the view has changed.
    Changed,
    /// Reading has come to another stage.
    Stage(Stage),
    /// How much of what is there already was read. Comes while that takes long.
    Loading {
        /// Bytes that are in the log.
        done: u64,
        /// Bytes that are to be read.
        total: u64,
    },
    /// Reading what is there already was stopped, as the person asked for.
    Stopped {
        /// Bytes that are in the log.
        done: u64,
        /// Bytes that were to be read.
        total: u64,
        /// The sources that are not shown whole, and how many bytes of each are not.
        unread: Vec<(SourceId, u64)>,
    },
    /// What is read was saved from a screen that showed it so.
    Saved {
        /// How it was shown.
        screen: Box<SavedScreen>,
        /// The event that was selected.
        selected: Option<EventId>,
    },
    /// The editor began a new session, and reading has moved over to it.
    NewSession {
        /// The session folder's stamp.
        stamp: String,
        /// Which editor.
        product: String,
    },
    /// Where logs were looked for in vain, and why each place has none.
    Looked(Vec<Problem>),
    /// What the settings allow has been looked up, or has changed; `None` where none are found.
    Consent(Option<Consent>),
    /// Something went wrong.
    Problem(Problem),
    /// The question asked last is answered whole.
    Answered {
        /// The generation of that question.
        generation: u64,
    },
    /// What each part of a question that shows nothing does.
    Blamed {
        /// The generation of what was asked.
        generation: u64,
        /// What was found.
        blamed: Blamed,
    },
    /// A search inside the view ended.
    Found {
        /// The generation of that search.
        generation: u64,
        /// The event that holds it, if any does.
        id: Option<EventId>,
    },
    /// Where the player stands, a few times a second while it plays.
    Head(Head),
    /// All that is played, once it is known.
    Outline(Arc<Outline>),
    /// A thread panicked: the program must end.
    Panicked(String),
}
