//! Looking for the next event of which something is found, while everything else goes on.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::Sender;

use crate::event::EventId;
use crate::pipeline::guard;
use crate::pipeline::notice::Notice;
use crate::query::{Context, Predicate};
use crate::search::{Course, Desks, Direction, Target};
use crate::store::EventLog;

use super::play::Way;
use super::remote::Remote;

/// What is worth a stop.
const GRAVE: &str = "severity>=warning";

/// So many events are looked at before it is asked whether somebody still wants to know.
const AT_ONCE: usize = 4096;

/// What a search has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Event(EventId),
    Nothing,
}

/// A search on a thread of its own. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Looking {
    found: Arc<Mutex<Option<Found>>>,
    ended: Arc<AtomicBool>,
}

impl Looking {
    /// Looks among all events of `whole` for the next one in a direction, the one at `from` being
    /// the first that is looked at; rings when it is through.
    pub(super) fn begin(
        whole: &Arc<EventLog>,
        (from, way): (usize, Way),
        remote: &Remote,
        notices: &Sender<Notice>,
    ) -> io::Result<Self> {
        let looking = Self { found: Arc::default(), ended: Arc::default() };
        let (whole, remote) = (Arc::clone(whole), remote.clone());
        let (found, ended) = (Arc::clone(&looking.found), Arc::clone(&looking.ended));
        guard::spawn("finding", notices.clone(), move || {
            let id = look(&whole, (from, way), &ended);
            *found.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(id.map_or(Found::Nothing, Found::Event));
            remote.ring();
        })?;
        Ok(looking)
    }

    /// What it has come to; `None` while it goes on.
    pub(super) fn found(&self) -> Option<Found> {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

fn look(whole: &EventLog, (from, way): (usize, Way), ended: &AtomicBool) -> Option<EventId> {
    let target = Target::Predicate(Predicate::read(GRAVE, &Context::default()).ok()?);
    let mut ids: Vec<EventId> = match way {
        Way::Forward => (from..whole.len()).map(|at| EventId(at as u32)).collect(),
        Way::Backward => (0..whole.len().min(from + 1)).map(|at| EventId(at as u32)).collect(),
    };
    if way == Way::Backward {
        ids.reverse();
    }
    let mut desks = Desks::default();
    for ids in ids.chunks(AT_ONCE) {
        if ended.load(Ordering::Relaxed) {
            return None;
        }
        // The last comes last, going around the end.
        let course = Course { ids, from: ids.len() - 1, direction: Direction::Forward };
        if let Some(at) = target.find_within(whole, course, ids.len(), &mut desks) {
            return ids.get(at).copied();
        }
    }
    None
}
