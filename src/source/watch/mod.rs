//! Watching whole sessions: the thread that owns the followers and feeds the feed.
//!
//! Owns when to look: at once when the system tells of a change, and every now and then anyway,
//! because no system tells of all of them. What is followed is decided by targets, which are
//! evaluated anew whenever files or folders come and go.

mod bell;
mod ears;
mod files;
mod folders;
mod lookout;
mod target;

use std::io;
use std::sync::Arc;
use std::thread;

use bell::Bell;
use lookout::Lookout;
pub use target::Target;

use super::follow::Siblings;
use super::news::{Keys, NewsSender};

/// Whether and how to go on after everything that is there was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Not at all: every source ends once it is read.
    Once,
    /// Follow, told of changes by the system, with a slow sweep behind it.
    Follow,
    /// Follow by sweeping alone, four times a second: for network and other odd file systems.
    Poll,
}

/// How to watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether and how to go on.
    pub mode: Mode,
    /// Whether folders and sessions open all their logs, or those that hold telemetry.
    pub trace: bool,
    /// What to do with the rotations of a file that was named itself; in folders and sessions
    /// they are always read.
    pub siblings: Siblings,
}

/// A running watch. Dropping it ends the thread: at once when it waits, else when the feed takes
/// what it is about to deliver, or is dropped.
#[derive(Debug)]
pub struct Watching {
    bell: Arc<Bell>,
}

/// Watches `targets` on a thread of its own and delivers to `sender`: first everything that is
/// there, source by source in the order of their paths, then [`News::CaughtUp`], then what comes.
///
/// [`News::CaughtUp`]: super::News::CaughtUp
///
/// # Errors
/// When the system has no thread to give.
pub fn watch(
    targets: Vec<Target>,
    options: Options,
    keys: Keys,
    sender: NewsSender,
) -> io::Result<Watching> {
    let bell = Arc::new(Bell::default());
    let lookout = Lookout::new(targets, options, keys, sender, Arc::clone(&bell));
    thread::Builder::new().name("watch".to_owned()).spawn(move || lookout.run())?;
    Ok(Watching { bell })
}

impl Watching {
    /// Opens the other logs of what is watched too, or rests them: a rested source keeps its
    /// place, and goes on there when it is wanted again.
    pub fn set_trace(&self, trace: bool) {
        self.bell.ring(|asked| asked.trace = Some(trace));
    }

    /// Looks at everything now, whatever the system tells.
    pub fn look_now(&self) {
        self.bell.ring(|asked| asked.structure = true);
    }

    /// Ends the watch, as dropping does.
    pub fn stop(&self) {
        self.bell.stop();
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests;
