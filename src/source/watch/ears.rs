//! Being told of changes by the system.
//!
//! Owns the one watcher of `notify` and the set of folders it listens at. Folders are listened
//! at one by one and before they are listed: a recursive watch of inotify's adds new folders
//! only after it told of them, and what is written into them in between is never told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::bell::{Asked, Bell};

/// Systems whose watches cover a whole tree by nature, and are dear by the folder.
const TREES: bool = cfg!(any(target_os = "macos", windows));
/// How many folders are listened at. Each is a watch of inotify's, which a user has a limited
/// number of.
const FOLDERS: usize = 1024;

/// How much below a folder is listened at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The folder alone.
    Folder,
    /// What is below it too, where the system can; elsewhere the folder alone.
    Tree,
}

/// The watcher, and what it listens at.
#[derive(Debug)]
pub(super) struct Ears {
    watcher: Option<RecommendedWatcher>,
    listening: BTreeMap<PathBuf, Reach>,
    refused: bool,
}

impl Ears {
    /// Ears that never hear anything.
    pub(super) fn deaf() -> Self {
        Self { watcher: None, listening: BTreeMap::new(), refused: false }
    }

    /// Ears that ring `bell`; deaf with a reason when the system has no watcher to give.
    pub(super) fn open(bell: Arc<Bell>) -> (Self, Option<String>) {
        let heard = move |event: notify::Result<Event>| bell.ring(|asked| hear(asked, event));
        match notify::recommended_watcher(heard) {
            Ok(watcher) => (Self { watcher: Some(watcher), ..Self::deaf() }, None),
            Err(error) => (Self { refused: true, ..Self::deaf() }, Some(refusal(&error))),
        }
    }

    /// Whether every folder that should be is listened at.
    pub(super) fn hear_all(&self) -> bool {
        self.watcher.is_some() && !self.refused
    }

    /// Notes that the system failed to tell of something.
    pub(super) fn doubt(&mut self) {
        self.refused = true;
    }

    /// Listens at `folder` from now on. A problem the first time that the system refuses.
    pub(super) fn listen(&mut self, folder: &Path, reach: Reach) -> Option<String> {
        let watcher = self.watcher.as_mut()?;
        let reach = if TREES { reach } else { Reach::Folder };
        let covered = self.listening.contains_key(folder)
            || TREES
                && folder.ancestors().any(|above| self.listening.get(above) == Some(&Reach::Tree));
        if covered {
            return None;
        }
        let mode = match reach {
            Reach::Folder => RecursiveMode::NonRecursive,
            Reach::Tree => RecursiveMode::Recursive,
        };
        let heard = if self.listening.len() < FOLDERS {
            watcher.watch(folder, mode)
        } else {
            Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))
        };
        match heard {
            Ok(()) => {
                self.listening.insert(folder.to_owned(), reach);
                None
            }
            // It went away meanwhile; what is above it tells when it comes back.
            Err(_) if !folder.exists() => None,
            Err(error) => (!std::mem::replace(&mut self.refused, true)).then(|| refusal(&error)),
        }
    }

    /// Stops listening at what moved: a watch stays with the folder, not with its name.
    pub(super) fn forget(&mut self, asked: &Asked) {
        let moved = |folder: &Path| {
            asked.all_moved() || asked.moved.iter().any(|moved| folder.starts_with(moved))
        };
        self.retain(|folder| !moved(folder));
    }

    /// Stops listening at all but `folders`.
    pub(super) fn keep(&mut self, folders: &BTreeSet<&Path>) {
        self.retain(|folder| folders.contains(folder));
    }

    fn retain(&mut self, wanted: impl Fn(&Path) -> bool) {
        let Some(watcher) = self.watcher.as_mut() else { return };
        self.listening.retain(|folder, _| {
            let keep = wanted(folder);
            if !keep {
                // It fails for a folder that is gone, whose watch went with it.
                let _ = watcher.unwatch(folder);
            }
            keep
        });
    }
}

fn hear(asked: &mut Asked, event: notify::Result<Event>) {
    match event {
        Ok(event) if event.need_rescan() => asked.structure = true,
        Ok(event) => match event.kind {
            // Our own reading is among these.
            EventKind::Access(_) => {}
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                asked.moved(event.paths);
            }
            EventKind::Modify(_) => asked.contents = true,
            EventKind::Create(_) | EventKind::Any | EventKind::Other => asked.structure = true,
        },
        Err(error) => asked.problem(refusal(&error)),
    }
}

fn refusal(error: &notify::Error) -> String {
    let why = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "its limit of watches is reached (raise fs.inotify.max_user_watches)".to_owned()
        }
        _ => error.to_string(),
    };
    format!("the system does not tell of changes: {why}; looking four times a second instead")
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    fn heard(event: Event) -> Asked {
        let mut asked = Asked::default();
        hear(&mut asked, Ok(event));
        asked
    }

    #[test]
    fn reading_is_not_heard_and_writing_is() {
        let read = heard(Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!read.contents && !read.structure);
        let write = heard(Event::new(EventKind::Modify(ModifyKind::Data(DataChange::Any))));
        assert!(write.contents && !write.structure);
        assert!(heard(Event::new(EventKind::Create(CreateKind::Folder))).structure);
        assert!(heard(Event::new(EventKind::Other).set_flag(Flag::Rescan)).structure);
    }

    #[test]
    fn what_was_removed_is_remembered_within_bounds() {
        let removed =
            || Event::new(EventKind::Remove(RemoveKind::Folder)).add_path(PathBuf::from("/a/b"));
        let mut asked = heard(removed());
        assert_eq!(asked.moved, [Path::new("/a/b")]);
        for _ in 0..10_000 {
            hear(&mut asked, Ok(removed()));
        }
        assert!(asked.all_moved() && asked.moved.len() < 1000);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_watch_limit_is_explained_once() {
        let home = tempfile::tempdir().unwrap();
        let (mut ears, problem) = Ears::open(Arc::new(Bell::default()));
        assert_eq!(problem, None);
        let mut problems = Vec::new();
        for at in 0..FOLDERS + 2 {
            let folder = home.path().join(at.to_string());
            std::fs::create_dir(&folder).unwrap();
            problems.extend(ears.listen(&folder, Reach::Folder));
        }
        assert_eq!(problems.len(), 1);
        assert!(problems[0].contains("max_user_watches"), "{}", problems[0]);
        assert!(!ears.hear_all());
    }
}
