//! What is watched, and which files that means at this moment.
//!
//! Owns the search for new files, new sessions, and for what is not there yet. Every folder is
//! announced before it is listed, so that the caller can listen at it without a gap.

use std::path::{Path, PathBuf};

use super::ears::Reach;
use crate::source::discover::{
    LogsRoot, Opened, Session, Sessions, newest_session, open, product_of, stamped, walk,
};
use crate::source::names::{file_name, live_of};

/// How often a path is approached whose folders come into being meanwhile.
const STEPS: usize = 32;

/// Something to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file, whatever its name. It need not exist yet.
    File(PathBuf),
    /// The logs in a folder and below, also those that come later.
    Folder(PathBuf),
    /// One session, and none that comes after it.
    Session {
        /// The session's folder.
        path: PathBuf,
        /// The id of the product that writes there, if its place does not tell.
        product: &'static str,
    },
    /// A logs root: its newest session that holds telemetry, and every newer one that comes.
    Root {
        /// The folder of session folders.
        path: PathBuf,
        /// The id of the product that writes there, if its place does not tell.
        product: &'static str,
    },
    /// The newest session of whatever product wrote last; from then on its logs root.
    Newest(Vec<LogsRoot>),
    /// A path where nothing is yet: what it is shows once it is there.
    Awaited(PathBuf),
}

impl Target {
    /// What to watch for what a path turned out to be; nothing for a stream.
    pub fn of(opened: &Opened) -> Option<Self> {
        Some(match opened {
            Opened::File(path) | Opened::Archive(path) => Self::File(path.clone()),
            Opened::Folder { path, .. } => Self::Folder(path.clone()),
            Opened::Root { path, .. } => {
                Self::Root { path: path.clone(), product: product_of(path) }
            }
            Opened::Stream(_) => return None,
        })
    }

    /// The same by absolute paths: from these session and product are told, and on these the
    /// system reports.
    fn absolute(self) -> Self {
        let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        match self {
            Self::File(path) => Self::File(absolute(path)),
            Self::Folder(path) => Self::Folder(absolute(path)),
            Self::Root { path, product } => Self::Root { path: absolute(path), product },
            Self::Session { path, product } => Self::Session { path: absolute(path), product },
            Self::Awaited(path) => Self::Awaited(absolute(path)),
            Self::Newest(roots) => Self::Newest(roots),
        }
    }
}

/// A target and how far it has been found.
#[derive(Debug)]
pub(super) struct Aim {
    target: Target,
    /// The session that is followed, of a logs root.
    current: Option<PathBuf>,
}

/// What a target means now.
#[derive(Debug, Default)]
pub(super) struct Sighting {
    /// The live names of its logs.
    pub(super) files: Vec<PathBuf>,
    /// The session they are of, if it was not followed before.
    pub(super) session: Option<Session>,
    /// What could not be looked at.
    pub(super) problems: Vec<String>,
}

/// Told of each folder before it is listed.
pub(super) type Enter<'a> = dyn FnMut(&Path, Reach) + 'a;

impl Aim {
    pub(super) fn new(target: Target) -> Self {
        Self { target: target.absolute(), current: None }
    }

    /// Whether its files were named one by one: these are watched whatever their names.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.target, Target::File(_))
    }

    /// The product of its files, if their place does not tell.
    pub(super) fn product(&self) -> Option<&'static str> {
        match self.target {
            Target::Root { product, .. } | Target::Session { product, .. } => Some(product),
            _ => None,
        }
    }

    /// Looks what the target means now.
    pub(super) fn sight(&mut self, trace: bool, enter: &mut Enter<'_>) -> Sighting {
        match self.target.clone() {
            Target::File(path) => {
                approach(path.parent().unwrap_or(&path), Reach::Folder, enter);
                Sighting { files: vec![path], ..Sighting::default() }
            }
            Target::Folder(path) => logs_in(&path, trace, enter),
            Target::Session { path, product } => self.only(&path, product, trace, enter),
            Target::Root { path, product } => self.newest_in(&path, product, trace, enter),
            Target::Newest(roots) => match newest_root(&roots, enter) {
                Some(root) => self.becomes(root, trace, enter),
                None => Sighting::default(),
            },
            Target::Awaited(path) => match awaited(&path, trace, enter) {
                Some(target) => self.becomes(target, trace, enter),
                None => Sighting::default(),
            },
        }
    }

    fn becomes(&mut self, target: Target, trace: bool, enter: &mut Enter<'_>) -> Sighting {
        self.target = target;
        self.sight(trace, enter)
    }

    /// The newest session that holds telemetry, unless it is older than the one that is
    /// followed. With trace output any session will do if none holds telemetry.
    fn newest_in(
        &mut self,
        root: &Path,
        product: &'static str,
        trace: bool,
        enter: &mut Enter<'_>,
    ) -> Sighting {
        approach(root, Reach::Tree, enter);
        let mut looked = Sessions::default();
        let mut chosen = None;
        for folder in stamped(root).unwrap_or_default() {
            let current = self.current.as_ref();
            if current.is_some_and(|current| file_name(&folder) < file_name(current)) {
                break;
            }
            let session = looked.look(&folder, product, &mut |path| enter(path, Reach::Folder));
            if session.is_some_and(Session::holds_telemetry) || current == Some(&folder) {
                chosen = looked.found.pop();
                break;
            }
        }
        if chosen.is_none() && self.current.is_none() && trace {
            chosen = looked.found.into_iter().find(|session| !session.files.is_empty());
        }
        self.seen(chosen, looked.problems, trace)
    }

    /// One session, whatever else there is.
    fn only(
        &mut self,
        folder: &Path,
        product: &'static str,
        trace: bool,
        enter: &mut Enter<'_>,
    ) -> Sighting {
        approach(folder, Reach::Tree, enter);
        let mut looked = Sessions::default();
        looked.look(folder, product, &mut |path| enter(path, Reach::Folder));
        self.seen(looked.found.pop(), looked.problems, trace)
    }

    /// What it means to look at this session.
    fn seen(&mut self, session: Option<Session>, problems: Vec<String>, trace: bool) -> Sighting {
        let Some(session) = session else { return Sighting { problems, ..Sighting::default() } };
        let wanted = session.files.iter().filter(|file| trace || file.bearing);
        let files = wanted.map(|file| live_name(&file.path)).collect();
        let new = self.current.as_ref() != Some(&session.path);
        self.current = Some(session.path.clone());
        Sighting { files, session: new.then_some(session), problems }
    }
}

fn logs_in(folder: &Path, trace: bool, enter: &mut Enter<'_>) -> Sighting {
    approach(folder, Reach::Tree, enter);
    let Ok(found) = walk(folder, &mut |path| enter(path, Reach::Folder)) else {
        return Sighting::default();
    };
    let files = found.wanted(trace).map(|file| live_name(&file.path)).collect();
    Sighting { files, session: None, problems: found.problems }
}

/// A rotated file that stands alone is followed under its live name: that may come back any
/// moment, and would then claim it.
fn live_name(path: &Path) -> PathBuf {
    live_of(path).map_or_else(|| path.to_owned(), |(live, _)| live)
}

fn newest_root(roots: &[LogsRoot], enter: &mut Enter<'_>) -> Option<Target> {
    let mut sessions = Vec::new();
    for root in roots {
        approach(&root.path, Reach::Tree, enter);
        if let Ok(found) = Sessions::under(root, &mut |path| enter(path, Reach::Folder)) {
            sessions.extend(found.found);
        }
    }
    let newest = newest_session(&sessions)?;
    let path = newest.path.parent()?.to_owned();
    Some(Target::Root { path, product: newest.product })
}

fn awaited(path: &Path, trace: bool, enter: &mut Enter<'_>) -> Option<Target> {
    approach(path, Reach::Tree, enter);
    if path.is_dir() {
        // It may hold nothing yet: then what comes below it must be heard of.
        walk(path, &mut |folder| enter(folder, Reach::Folder)).ok()?;
    }
    Target::of(&open(path, trace).ok()?)
}

/// Enters `path`, or as much of it as exists.
fn approach(path: &Path, reach: Reach, enter: &mut Enter<'_>) {
    let nearest = || path.ancestors().find(|folder| folder.is_dir());
    for _ in 0..STEPS {
        let Some(there) = nearest() else { return };
        enter(there, if there == path { reach } else { Reach::Folder });
        if nearest() == Some(there) {
            return;
        }
    }
}
