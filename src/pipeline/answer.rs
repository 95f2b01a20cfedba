//! The search thread: keeps the view of the newest question, and looks for needles in it.
//!
//! A newer question replaces an older one between two slices of work; the view that is shown
//! stays until the new one has something to show.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::search::{Direction, Question, View};
use crate::store::MergeKey;

use super::inbox::{Find, Inbox};
use super::ingest::SharedLog;
use super::notice::Notice;

/// A view that is shown while it grows.
pub type SharedView = Arc<RwLock<View>>;

/// How many events are scanned before the thread looks whether something newer was asked.
const SLICE: usize = 4096;

/// A new view is shown when it is whole, or after this long with what it has.
const SHOW_AFTER: Duration = Duration::from_millis(40);

/// The search thread's work; ends when nobody can ask any more.
pub(super) struct Answerer {
    pub(super) log: SharedLog,
    pub(super) view: SharedView,
    pub(super) inbox: Inbox,
    pub(super) notices: Sender<Notice>,
    pub(super) since: Option<MergeKey>,
}

/// A question being answered, not shown yet.
struct Pending {
    generation: u64,
    view: View,
    since: Instant,
}

impl Answerer {
    pub(super) fn run(mut self) {
        let mut pending: Option<Pending> = None;
        let mut unanswered: Option<u64> = None;
        let mut behind = true;
        loop {
            let asked = self.inbox.take(!behind);
            if asked.closed {
                return;
            }
            if let Some(first) = asked.since {
                self.since = Some(first);
                pending = Some(self.again(pending));
            }
            if let Some((generation, question)) = asked.question {
                pending = Some(self.begin(generation, question));
            }
            if let Some(find) = asked.find {
                self.find(&find);
            }
            behind = match pending.take() {
                Some(asked) => self.go_on(asked, &mut pending, &mut unanswered),
                None => self.catch_up(&mut unanswered),
            };
        }
    }

    fn begin(&self, generation: u64, question: Question) -> Pending {
        let view = View::new(Question { since: self.since, ..question });
        Pending { generation, view, since: Instant::now() }
    }

    /// Begins the newest question again, with what is left out now.
    fn again(&self, pending: Option<Pending>) -> Pending {
        let asked = pending.map(|it| (it.generation, it.view.question().clone()));
        let (generation, question) = asked.unwrap_or_else(|| {
            let shown = self.view.read().unwrap_or_else(PoisonError::into_inner);
            (0, shown.question().clone())
        });
        self.begin(generation, question)
    }

    /// A slice of a view that is not shown yet; tells whether there is more to do.
    fn go_on(
        &self,
        mut asked: Pending,
        pending: &mut Option<Pending>,
        unanswered: &mut Option<u64>,
    ) -> bool {
        let whole = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            asked.view.advance(&log, SLICE)
        };
        if !whole && asked.since.elapsed() < SHOW_AFTER {
            *pending = Some(asked);
            return true;
        }
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = asked.view;
        *unanswered = Some(asked.generation);
        self.tell(whole, unanswered);
        !whole
    }

    /// A slice of the view that is shown; tells whether there is more to do.
    fn catch_up(&self, unanswered: &mut Option<u64>) -> bool {
        let whole = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
            view.advance(&log, SLICE)
        };
        self.tell(whole, unanswered);
        !whole
    }

    fn tell(&self, whole: bool, unanswered: &mut Option<u64>) {
        // When the channel is full the watcher has something to take, and looks again anyway.
        let _ = self.notices.try_send(Notice::Changed);
        if whole && let Some(generation) = unanswered.take() {
            let _ = self.notices.blocking_send(Notice::Answered { generation });
        }
    }

    fn find(&self, find: &Find) {
        let id = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            let view = self.view.read().unwrap_or_else(PoisonError::into_inner);
            let ids = view.ids();
            let at = find.from.map_or(Err(0), |id| view.position(&log, id));
            let at = begin(at, ids.len(), find.direction);
            find.needle.find(&log, ids, at, find.direction).and_then(|at| ids.get(at)).copied()
        };
        let _ = self.notices.blocking_send(Notice::Found { generation: find.generation, id });
    }
}

/// The event behind which a search begins. One that is not in the view (any more) is between
/// two that are: the first that is looked at is its neighbour.
fn begin(at: Result<usize, usize>, len: usize, way: Direction) -> usize {
    match (at, way) {
        (Ok(at), _) => at,
        (Err(at), Direction::Forward) => at.checked_sub(1).unwrap_or(len.saturating_sub(1)),
        (Err(at), Direction::Backward) => at % len.max(1),
    }
}
