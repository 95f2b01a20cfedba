//! Writing events to a file while the screen goes on: what is to be written, how far that is, and
//! what came of it. Whoever knows files does it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::audit::{Auditor, Waivers};
use crate::config::saved_screen::SavedScreen;
use crate::config::whole_file::Overwrite;
use crate::event::{EventId, Instant};
use crate::report::ExportFormat;
use crate::search::StatsField;
use crate::store::LogId;

/// What is to be written, and where.
#[derive(Clone, Debug)]
pub struct Save {
    /// The events, in merged order.
    pub ids: Vec<EventId>,
    /// The log whose ids they are.
    pub log: LogId,
    /// Which events these are.
    pub which: Which,
    /// The form.
    pub format: ExportFormat,
    /// The columns of a table.
    pub columns: Vec<StatsField>,
    /// The filter that what is shown passes; empty where there is none.
    pub filter: String,
    /// How it is shown, for a session that opens so again.
    pub screen: SavedScreen,
    /// The event that is selected.
    pub selected: Option<EventId>,
    /// Whether what is personal is replaced by pseudonyms.
    pub redact: bool,
    /// Whether a report shows private values as they were logged.
    pub show_values: bool,
    /// What judges the log's events.
    pub auditor: Arc<Auditor>,
    /// Findings that do not count.
    pub waivers: Waivers,
    /// The file.
    pub path: PathBuf,
    /// Whether it may be replaced.
    pub overwrite: Overwrite,
}

/// Which events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that the filter, the facets and the span of time leave.
    Shown,
    /// Those that are marked.
    Marked,
    /// All of the log.
    All,
}

impl Which {
    /// What they are, behind their number: `12 events shown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Marked => "marked",
            Self::All => "in all",
        }
    }
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The file, as it is told.
    pub path: String,
    /// How many events are in it.
    pub events: usize,
    /// What else is to be said of it, a sentence each.
    pub notes: Vec<String>,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// There is a file already, and it was not to be replaced.
    Exists,
    /// It was stopped.
    Stopped,
    /// What stands in the way, as a sentence.
    Failed(String),
}

/// How far writing is, and whether it is to be stopped: shared by who writes and who shows it.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Watched>);

#[derive(Debug, Default)]
struct Watched {
    stopped: AtomicBool,
    done: AtomicU64,
    of: AtomicU64,
}

impl Watch {
    /// So much is done, of so much.
    pub fn tell(&self, (done, of): (u64, u64)) {
        self.0.done.store(done, Ordering::Relaxed);
        self.0.of.store(of, Ordering::Relaxed);
    }

    /// Whether whoever writes should stop, and leave nothing behind.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// Asks for that.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// So much is done, of so much.
    pub(super) fn progress(&self) -> (u64, u64) {
        (self.0.done.load(Ordering::Relaxed), self.0.of.load(Ordering::Relaxed))
    }
}

/// What the screen knows of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Saving {
    /// What is being asked for.
    pub(super) asked: Option<Asked>,
    /// What is being written.
    pub(super) running: Option<Running>,
}

/// What is being asked for, as far as it was chosen.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) which: Which,
    pub(super) redact: bool,
    pub(super) format: ExportFormat,
    /// What was to be written over a file that is there.
    pub(super) over: Option<Box<Save>>,
}

/// What is being written.
#[derive(Clone, Debug)]
pub(super) struct Running {
    pub(super) watch: Watch,
    /// The file's name.
    pub(super) name: String,
    pub(super) since: Instant,
}
