//! What `telltail doctor` tells: versions, paths, editors, catalogs, terminal. Plain facts; who
//! makes them shortens nothing, [`doctor_text`](super::doctor_text()) and the JSON form are
//! shortened as a whole.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::consent::{Consent, NOT_ON_DISK, Switch};
use crate::source::{LogFile, Looked};

use super::places::{Place, Trace, below, found_first};

/// The whole report.
#[derive(Clone, Debug, Serialize)]
pub struct Doctor {
    /// The program and what it runs on.
    pub telltail: Program,
    /// Folders, and the variables that move them.
    pub paths: Paths,
    /// The terminal.
    pub terminal: Terminal,
    /// The limits of the system's file notifications, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inotify: Option<Inotify>,
    /// What was declared on this machine.
    pub catalogs: Catalogs,
    /// The places of editors that are there.
    pub places: Vec<DoctorPlace>,
    /// How many places were looked at and are not there.
    pub not_there: usize,
    /// What no file tells.
    pub not_on_disk: &'static str,
}

/// The program and what it runs on.
#[derive(Clone, Debug, Serialize)]
pub struct Program {
    /// Its version.
    pub version: &'static str,
    /// `linux`, `macos`, `windows`
    pub os: &'static str,
    /// `x86_64`, `aarch64`
    pub arch: &'static str,
    /// The distribution, as it names itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
}

/// Folders, and the variables that move them.
#[derive(Clone, Debug, Serialize)]
pub struct Paths {
    /// The home folder.
    pub home: String,
    /// Where this program's own settings and rules would lie.
    pub config: String,
    /// Whether it exists.
    pub config_exists: bool,
    /// The variables that are set, of those that say where editors keep things.
    pub variables: BTreeMap<String, String>,
}

/// What the terminal can do, as far as its variables tell.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own in the report")]
pub struct Terminal {
    /// Whether standard input is a terminal.
    pub stdin: bool,
    /// Whether standard output is one.
    pub stdout: bool,
    /// Whether standard error is one.
    pub stderr: bool,
    /// `TERM`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// `COLORTERM`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colorterm: Option<String>,
    /// `TERM_PROGRAM`, with its version
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// Whether `NO_COLOR` is set.
    pub no_color: bool,
    /// How many colours it probably has: `none`, `16`, `256`, `16 million`.
    pub colours: &'static str,
    /// Columns and rows, where there is a terminal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<(u16, u16)>,
    /// The locale for characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Whether the locale says UTF-8.
    pub unicode: bool,
    /// What it runs inside of: `tmux`, `screen`, `ssh`, `WSL`, `container`, …
    pub inside: Vec<&'static str>,
}

/// The limits of Linux's file notifications; those that could be read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Inotify {
    /// `fs.inotify.max_user_watches`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_user_watches: Option<u64>,
    /// `fs.inotify.max_user_instances`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_user_instances: Option<u64>,
    /// `fs.inotify.max_queued_events`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_queued_events: Option<u64>,
}

/// What was declared on this machine.
#[derive(Clone, Debug, Serialize)]
pub struct Catalogs {
    /// Folders that may hold catalogs, and exist.
    pub folders: usize,
    /// Producers with a catalog.
    pub producers: usize,
    /// What is wrong with catalogs that were found.
    pub warnings: Vec<String>,
}

/// One logs root that is there.
#[derive(Clone, Debug, Serialize)]
pub struct DoctorPlace {
    /// The product's name.
    pub name: &'static str,
    /// The product's id.
    pub product: &'static str,
    /// What this place is.
    pub why: String,
    /// The folder.
    pub path: String,
    /// How looking at it went.
    pub looked: Looked,
    /// The same in a few words.
    #[serde(skip)]
    pub outcome: &'static str,
    /// How many sessions it holds.
    pub sessions: usize,
    /// Its newest session that holds telemetry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest_session: Option<String>,
    /// Whether that is the newest of all.
    pub newest: bool,
    /// The telemetry logs of that session.
    pub telemetry: Vec<DoctorFile>,
    /// Whether they are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Trace>,
    /// What the editor's settings allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// Where the switches of extensions stand; not what they are set to.
    pub switches: Vec<DoctorSwitch>,
    /// What could not be looked at.
    pub problems: Vec<String>,
}

/// A telemetry log.
#[derive(Clone, Debug, Serialize)]
pub struct DoctorFile {
    /// Its path below the session.
    pub path: String,
    /// Bytes of the live file.
    pub bytes: u64,
    /// How often it was rotated, as far as the files are left.
    pub rotated: usize,
}

/// Where a switch stands.
#[derive(Clone, Debug, Serialize)]
pub struct DoctorSwitch {
    /// The setting.
    pub key: String,
    /// On, off, or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<bool>,
}

impl Doctor {
    /// Adds what is told of places.
    #[must_use]
    pub fn with_places(mut self, places: &[Place]) -> Self {
        self.places = found_first(places).into_iter().map(DoctorPlace::of).collect();
        self.not_there = places.len() - self.places.len();
        self.not_on_disk = NOT_ON_DISK;
        self
    }
}

impl DoctorPlace {
    fn of(place: &Place) -> Self {
        let root = &place.surveyed.root;
        let session = place.session().filter(|session| session.holds_telemetry());
        let telemetry = session.map_or_else(Vec::new, |session| {
            let bearing = session.files.iter().filter(|file| file.bearing);
            let file = |file: &LogFile| DoctorFile {
                path: below(session, file),
                bytes: file.len,
                rotated: file.rotated.len(),
            };
            bearing.map(file).collect()
        });
        let switch = |it: &Switch| DoctorSwitch { key: it.key.clone(), on: it.on };
        Self {
            name: root.name,
            product: root.product,
            why: root.why.clone(),
            path: root.path.display().to_string(),
            looked: place.surveyed.looked,
            outcome: place.outcome,
            sessions: place.surveyed.sessions.len(),
            newest_session: place.newest_session.clone(),
            newest: place.newest,
            telemetry,
            trace: place.trace.clone(),
            consent: place.consent.clone(),
            switches: place.switches.iter().map(switch).collect(),
            problems: place.surveyed.problems.clone(),
        }
    }
}
