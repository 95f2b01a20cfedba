//! Saved sessions among the paths of a command line: told by how they begin, not by their names.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crate::catalog::Catalog;
use crate::config::saved_screen::SavedScreen;
use crate::event::{EventId, Instant};
use crate::pipeline::deliver_session;
use crate::report::SessionForm;
use crate::session::{self, Head, NotOpened, Preface, Reader, is_session, preface};
use crate::source::{Feed, Keys, News, NewsSender};

use super::setup::Setup;

/// What the sessions among some paths say before their first record.
#[derive(Clone, Debug, Default)]
pub(super) struct Saved {
    /// What was declared, of all of them.
    pub(super) catalog: Catalog,
    /// Rules of those who saved them: path and text.
    pub(super) rules: Vec<(String, String)>,
    /// The policy of the first that has one.
    pub(super) policy: Option<String>,
    /// How the only one was shown.
    pub(super) screen: Option<SavedScreen>,
    /// Whether something else is opened beside them, too.
    pub(super) mixed: bool,
}

/// Whether the file at `path` is a saved session, or is called one.
pub(super) fn is_saved(path: &Path) -> bool {
    if !path.metadata().is_ok_and(|it| it.is_file()) {
        return false;
    }
    let named = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("ttail"));
    named || File::open(path).is_ok_and(is_session)
}

/// Whether a session begins as one that can be read.
pub(super) fn check(path: &Path) -> Result<(), NotOpened> {
    open(path).map(drop)
}

impl Saved {
    /// What there is to know of these paths; `None` where none of them is a session.
    pub(super) fn of(paths: &[PathBuf]) -> Option<Self> {
        let (sessions, others): (Vec<_>, Vec<_>) = paths.iter().partition(|it| is_saved(it));
        if sessions.is_empty() {
            return None;
        }
        let mut saved = Self { mixed: !others.is_empty(), ..Self::default() };
        let alone = sessions.len() == 1 && others.is_empty();
        // What cannot be read is told by who reads all of it.
        for reader in sessions.into_iter().filter_map(|path| open(path).ok()) {
            let (Preface { catalog, rules, policy, screen }, _) = preface(reader);
            saved.catalog.join(catalog);
            saved.rules.extend(rules.into_iter().map(|it| (it.file, it.text)));
            saved.policy = saved.policy.or(policy);
            saved.screen = screen.filter(|_| alone);
        }
        Some(saved)
    }
}

fn open(path: &Path) -> Result<Reader<File>, NotOpened> {
    Reader::open(File::open(path)?)
}

/// What a session is written with: who writes it now, and by what its events are judged.
pub(super) fn session_form(
    setup: &Setup,
    screen: Option<SavedScreen>,
    selected: Option<EventId>,
) -> SessionForm {
    let saved = session::Saved { screen, selected, ..setup.judged_by() };
    SessionForm { head: head(), saved }
}

/// Who writes a session, and when.
pub(super) fn head() -> Head {
    let created = Instant(jiff::Timestamp::now().as_millisecond());
    let by = concat!("telltail ", env!("CARGO_PKG_VERSION")).to_owned();
    Head { by, created, redacted: false }
}

/// Reads sessions on a thread of their own, and then hands on what `rest` says, if there is more
/// to read: what was saved is there first.
pub(super) fn start(
    sessions: Vec<PathBuf>,
    rest: Option<Feed>,
    keys: Keys,
    sender: NewsSender,
) -> io::Result<()> {
    let read = move || {
        for path in sessions {
            let about = path.display().to_string();
            let heard = match open(&path) {
                Ok(reader) => deliver_session(&about, reader, &keys, &sender),
                Err(error) => {
                    let text = error.to_string();
                    sender.blocking_send(News::Trouble { about, text }).is_ok()
                }
            };
            if !heard {
                return;
            }
        }
        let Some(mut rest) = rest else {
            // Who hears of it may have gone.
            let _ = sender.blocking_send(News::CaughtUp);
            return;
        };
        while let Some(news) = rest.blocking_recv() {
            if sender.blocking_send(news).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("session".to_owned()).spawn(read).map(drop)
}
