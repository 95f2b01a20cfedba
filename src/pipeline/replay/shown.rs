//! What everybody sees of a log that is played: an excerpt of it, and the view of that.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use crate::search::{Question, View};
use crate::store::EventLog;

use crate::pipeline::answer::SharedView;
use crate::pipeline::hush::Hush;
use crate::pipeline::inbox::{Ask, Inbox};
use crate::pipeline::ingest::SharedLog;
use crate::pipeline::pace::Pace;

/// What takes the place of what is shown is searched for no longer before it is seen.
const PREPARED_FOR: Duration = Duration::from_millis(30);

/// What everybody sees, and who keeps it up to date.
#[derive(Debug)]
pub(in crate::pipeline) struct Shown {
    pub(in crate::pipeline) log: SharedLog,
    pub(in crate::pipeline) view: SharedView,
    pub(in crate::pipeline) inbox: Inbox,
    /// Asked for where somebody waits for what is shown next.
    pub(in crate::pipeline) hush: Hush,
}

impl Shown {
    /// Shows the events of `whole` up to the one at `to` as well.
    pub(super) fn grow(&self, whole: &EventLog, to: usize) {
        self.log.write().unwrap_or_else(PoisonError::into_inner).take_on(whole, to);
        self.inbox.put(Ask::Grown);
    }

    /// Shows the events of `whole` up to the one at `to`, and no others, with what passes of them:
    /// nobody sees the one without the other.
    pub(super) fn replace(&self, whole: &EventLog, to: usize) {
        let mut excerpt = whole.excerpt();
        excerpt.take_on(whole, to);
        let question = {
            let view = self.view.read().unwrap_or_else(PoisonError::into_inner);
            view.question().clone()
        };
        let prepared = prepared(&excerpt, question);
        let before = {
            let mut log = self.log.write().unwrap_or_else(PoisonError::into_inner);
            let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
            let before = std::mem::replace(&mut *log, excerpt);
            let asked = prepared.question();
            if view.answers_but_for_span(asked) && view.question().span == asked.span {
                *view = prepared;
            } else {
                // Something else was asked meanwhile.
                view.take_in(&log);
            }
            before
        };
        self.inbox.put(Ask::Grown);
        // Giving much memory back takes a moment, for which nobody waits.
        drop(before);
    }
}

/// What passes of a log, as far as that is found soon: the newest first.
fn prepared(log: &EventLog, question: Question) -> View {
    let begun = Instant::now();
    let (mut view, mut pace) = (View::new(question), Pace::default());
    while !pace.keep(|events| view.advance(log, events), |whole| !whole)
        && begun.elapsed() < PREPARED_FOR
    {}
    view
}
