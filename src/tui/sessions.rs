//! What can be looked at in the place of what is: the screen wishes, whoever knows this machine's
//! editors fulfils.

use std::path::{Path, PathBuf};

use crate::audit::{Waiver, Waivers};
use crate::event::Instant;
use crate::pipeline::{Engine, Notices, SharedLog};

use super::saving::{NotSaved, Save, Saved, Watch};

/// A session of an editor of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The id of the product.
    pub product: String,
    /// The stamp of the session folder.
    pub stamp: String,
    /// The session folder.
    pub path: PathBuf,
    /// How many telemetry logs it holds.
    pub bearing: usize,
    /// How many bytes those have.
    pub bytes: u64,
    /// When they were last written.
    pub newest: Option<Instant>,
}

/// What the person wants to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// One of the sessions that were offered.
    Session(Offered),
    /// A log, a folder or an archive.
    Path(PathBuf),
    /// The embedded session.
    Demo,
}

/// Who knows what can be opened, and opens it.
pub trait Opener: Send + Sync {
    /// The sessions of this machine's editors, newest first. May take a moment.
    fn sessions(&self) -> Vec<Offered>;

    /// Starts reading what was wished for.
    ///
    /// # Errors
    /// What stands in the way, as a sentence for the person.
    fn open(&self, wish: &Wish) -> Result<(Engine, Notices), String>;

    /// Writes events to a file, all of it or nothing. Takes as long as it takes, and stops where
    /// it is watched and told so.
    ///
    /// # Errors
    /// Why nothing was written.
    fn save(&self, save: &Save, log: &SharedLog, watch: &Watch) -> Result<Saved, NotSaved>;

    /// Adds a waiver to a file, which may begin with it, but not beside one of these logs; what the
    /// file waives then.
    ///
    /// # Errors
    /// What stands in the way, as a sentence for the person.
    fn waive(&self, file: &Path, waiver: &Waiver, logs: &[PathBuf]) -> Result<Waivers, String>;
}
