//! What this room tells: bytes of sources, and what happens to them.
//!
//! Owns the one channel that everything arrives on, whichever way it was read. It is bounded: a
//! reader that falls behind slows the readers of files down, it never fills the memory.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use same_file::Handle;
use tokio::sync::mpsc;

use super::held::Held;
use crate::config::saved_screen::SavedScreen;
use crate::store::{Given, GivenSource, Reread};

/// How many news wait at most. Bytes come in pieces of up to 1 MiB, so this bounds what lies
/// between a stream and its reader to 16 MiB.
const WAITING: usize = 16;

/// Which source, in the order in which they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceKey(pub u32);

/// Hands out source keys; clones hand out of the same row.
#[derive(Clone, Debug, Default)]
pub struct Keys(Arc<AtomicU32>);

impl Keys {
    /// The next key.
    pub fn next(&self) -> SourceKey {
        SourceKey(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// What is known of a source before its first byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFacts {
    /// The live name of a file; `-` for standard input.
    pub path: PathBuf,
    /// The stamp of the session folder that it lies in.
    pub session: Option<String>,
    /// The id of the product that wrote it, by its place; else [`UNKNOWN`](super::UNKNOWN).
    pub product: &'static str,
    /// Whether its name says that it holds telemetry.
    pub bearing: bool,
}

/// Why a new stretch of bytes begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The source is read for the first time (its oldest file comes first).
    Opened,
    /// The writer went on in a new file and kept the old one under another name.
    Rotated,
    /// The same file was cut and is written anew.
    Truncated,
    /// Another file has the name now; the one before is gone.
    Recreated,
}

/// Bytes of a file that are there already, for whoever wants them to read.
///
/// A file that is cut meanwhile gives fewer than the range says. Where it is followed, the cut is
/// told as any other is.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The file.
    pub file: Held,
    /// Where in it they stand; never empty.
    pub range: Range<u64>,
    /// What gives them again later on, where the file is not followed.
    pub saved: Option<Arc<dyn Reread>>,
}

impl Stretch {
    /// Bytes of a file that is open, which nobody follows.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(file: File, range: Range<u64>) -> io::Result<Self> {
        Ok(Self { file: Held::new(Handle::from_file(file)?), range, saved: None })
    }
}

#[cfg(test)]
impl Stretch {
    /// All that it holds now.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let len = usize::try_from(self.range.end - self.range.start).unwrap();
        self.file.bytes_at(self.range.start, len).unwrap()
    }
}

impl PartialEq for Stretch {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && self.range == other.range
    }
}

impl Eq for Stretch {}

/// One thing that a source has to say. Bytes always belong to the part that was last announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// A new stretch of bytes begins here.
    Part {
        /// The file's name at the moment of reading; a later rotation may change it.
        path: PathBuf,
        /// Where in that file the next byte stands.
        offset: u64,
        /// Why.
        reason: Reason,
    },
    /// The next bytes of the part, exactly as they are; cut anywhere.
    Bytes(Vec<u8>),
    /// The next bytes of the part, still in their file: much at once, to be read by position.
    Stretch(Stretch),
    /// The next records, as another log had them.
    Given(Vec<Given>),
    /// The part will not grow any more: a last line without a newline is complete as it is.
    PartEnded,
    /// There is no such file (deleted, or not written yet); it is waited for. A part that was
    /// open stays open: who has the deleted file open may write on.
    Gone,
    /// The file that was waited for is there; its part follows.
    Appeared,
    /// Something about this source that a person should know.
    Problem(String),
    /// Nothing more will come from this source.
    Ended,
}

/// One message on the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A source begins. Comes before anything else that has its key.
    Added(SourceKey, SourceFacts),
    /// A source begins as another log had it, or is known better than when it began.
    Told(SourceKey, Box<GivenSource>),
    /// A record of a source, counted from 0 as they were given, is marked, with what was noted of
    /// it; or not any more.
    Marked {
        /// The source.
        key: SourceKey,
        /// Which of its records.
        record: u64,
        /// The note, which may be empty; `None` where the mark was taken away.
        note: Option<String>,
    },
    /// How another screen showed what comes here, and the record that was selected.
    Screen(Box<SavedScreen>, Option<(SourceKey, u64)>),
    /// A source has something to say.
    Of(SourceKey, Delivery),
    /// A session is followed from here on: the first, or a newer one than before (whose sources
    /// have ended by then). Its sources follow.
    Session {
        /// The folder's name.
        stamp: String,
        /// The id of the product that writes it.
        product: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// Everything that was there at the start has been delivered. Comes once for each watch,
    /// also when there was nothing.
    CaughtUp,
    /// Something about an input that is no source that a person should know.
    Trouble {
        /// Which.
        about: String,
        /// What.
        text: String,
    },
    /// Something about the watching itself that a person should know.
    Problem(String),
}

/// Where news arrive.
pub type Feed = mpsc::Receiver<News>;

/// Where news are put in.
pub type NewsSender = mpsc::Sender<News>;

/// A feed and its end to put news in. The feed ends when all who feed it have ended.
pub fn channel() -> (NewsSender, Feed) {
    mpsc::channel(WAITING)
}
