//! Where logs were looked for, what is there, and what its editor's settings allow: the facts of
//! `telltail sources` and `telltail doctor`. As JSON it is one object a place.

use serde::Serialize;

use crate::consent::{Consent, Switch};
use crate::source::{LogFile, Looked, Session, Surveyed};

/// One logs root.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// Where, whose, and what is in it.
    #[serde(flatten)]
    pub surveyed: Surveyed,
    /// How looking at it went, in a few words.
    #[serde(skip)]
    pub outcome: &'static str,
    /// Its newest session that holds telemetry, by its stamp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest_session: Option<String>,
    /// Whether that is the newest of all places: the one that is opened without a PATH.
    pub newest: bool,
    /// Whether the telemetry logs of that session are written; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Trace>,
    /// What the settings of its editor allow; none where the place is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// The switches of extensions that are set there or installed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub switches: Vec<Switch>,
}

/// What a look at the ends of a session's telemetry logs tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// `on`, `off`, `stopped`, `unknown`
    pub state: &'static str,
    /// Whether what was read leaves no other way.
    pub certain: bool,
    /// What it rests on, in one sentence.
    pub why: String,
    /// The log that told.
    pub file: String,
}

impl Trace {
    /// `on (telemetry.log: Events are in the log)`; a state that is in doubt has a `?`.
    pub(super) fn text(&self) -> String {
        let doubt = if self.certain { "" } else { "?" };
        let why = self.why.trim_end_matches('.');
        format!("{}{doubt} ({}: {why})", self.state, self.file)
    }
}

impl Place {
    /// Whether there is anything to say of it but that it is not there.
    pub fn is_there(&self) -> bool {
        self.surveyed.looked != Looked::Missing
    }

    /// The session to show of it: the newest that holds telemetry, else the newest.
    pub fn session(&self) -> Option<&Session> {
        let sessions = &self.surveyed.sessions;
        let newest = |session: &&Session| Some(&session.stamp) == self.newest_session.as_ref();
        sessions.iter().find(newest).or(sessions.first())
    }
}

/// Places with the newest first, then those with telemetry, then others; within it their order.
pub(super) fn found_first(places: &[Place]) -> Vec<&Place> {
    let mut there: Vec<&Place> = places.iter().filter(|place| place.is_there()).collect();
    there.sort_by_key(|place| (!place.newest, place.surveyed.looked != Looked::Found));
    there
}

/// A log's path below its session's folder, as it is written.
pub fn below(session: &Session, file: &LogFile) -> String {
    file.path.strip_prefix(&session.path).unwrap_or(&file.path).display().to_string()
}
