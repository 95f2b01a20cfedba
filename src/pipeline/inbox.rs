//! What the search thread is asked: a slot, not a queue. A newer question takes the place of an
//! older one, so asking never waits and nothing piles up.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::event::EventId;
use crate::search::{Conjuncts, Direction, Question, Target};
use crate::store::MergeKey;

/// What the search thread is asked.
#[derive(Debug)]
pub enum Ask {
    /// Keep the view of this question from now on.
    Question {
        /// Told back with [`Notice::Answered`](super::Notice::Answered).
        generation: u64,
        /// What is asked.
        question: Box<Question>,
    },
    /// Find the next event of the view that holds a needle, or passes a predicate.
    Find {
        /// Told back with [`Notice::Found`](super::Notice::Found).
        generation: u64,
        /// What to look for.
        target: Target,
        /// Where to begin; this event is looked at last.
        from: Option<EventId>,
        /// Which way to go.
        direction: Direction,
    },
    /// Tell which part of a question leaves nothing; dropped when another question is asked.
    Blame {
        /// Told back with [`Notice::Blamed`](super::Notice::Blamed).
        generation: u64,
        /// The question, of which the predicate is not asked.
        question: Box<Question>,
        /// The terms of its filter.
        terms: Conjuncts,
    },
    /// What was there at the start is read: whoever is idle may look at all of it.
    Loaded,
    /// Leave out what comes before this event, in this question and all later ones.
    Since(MergeKey),
    /// The log has grown or was amended.
    Grown,
}

/// Everything that was asked since the last time.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) since: Option<MergeKey>,
    pub(super) question: Option<(u64, Question)>,
    pub(super) find: Option<Find>,
    pub(super) blame: Option<(u64, Question, Conjuncts)>,
    pub(super) loaded: bool,
    pub(super) grown: bool,
    /// Nobody will ask any more.
    pub(super) closed: bool,
}

#[derive(Debug)]
pub(super) struct Find {
    pub(super) generation: u64,
    pub(super) target: Target,
    pub(super) from: Option<EventId>,
    pub(super) direction: Direction,
}

/// The slot; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inbox(Arc<(Mutex<Asked>, Condvar)>);

impl Inbox {
    /// Asks, in the place of what was asked of the same kind before.
    pub(super) fn put(&self, ask: Ask) {
        self.change(|asked| match ask {
            Ask::Question { generation, question } => {
                asked.blame = None;
                asked.question = Some((generation, *question));
            }
            Ask::Find { generation, target, from, direction } => {
                asked.find = Some(Find { generation, target, from, direction });
            }
            Ask::Blame { generation, question, terms } => {
                asked.blame = Some((generation, *question, terms));
            }
            Ask::Loaded => asked.loaded = true,
            Ask::Since(first) => asked.since = Some(first),
            Ask::Grown => asked.grown = true,
        });
    }

    /// Says that nobody will ask any more.
    pub(super) fn close(&self) {
        self.change(|asked| asked.closed = true);
    }

    /// Takes what was asked; not before something was, or that long has gone by.
    pub(super) fn take(&self, wait: Duration) -> Asked {
        let (slot, bell) = &*self.0;
        let asked = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |asked: &mut Asked| asked.is_empty();
        let waited = bell.wait_timeout_while(asked, wait, idle);
        let (mut asked, _) = waited.unwrap_or_else(PoisonError::into_inner);
        // Closed is closed for good, however often it is asked.
        let after = Asked { closed: asked.closed, ..Asked::default() };
        std::mem::replace(&mut *asked, after)
    }

    fn change(&self, change: impl FnOnce(&mut Asked)) {
        let (slot, bell) = &*self.0;
        change(&mut slot.lock().unwrap_or_else(PoisonError::into_inner));
        bell.notify_one();
    }
}

impl Asked {
    fn is_empty(&self) -> bool {
        let nothing = self.since.is_none() && self.question.is_none() && self.find.is_none();
        nothing && self.blame.is_none() && !self.loaded && !self.grown && !self.closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn ask(generation: u64) -> Ask {
        Ask::Question { generation, question: Box::default() }
    }

    #[test]
    fn a_newer_question_takes_the_place_of_an_older_one_and_asking_never_waits() {
        let inbox = Inbox::default();
        for generation in 0..10_000 {
            inbox.put(ask(generation));
            inbox.put(Ask::Grown);
        }
        let asked = inbox.take(LONG);
        assert_eq!(asked.question.map(|(generation, _)| generation), Some(9_999));
        assert!(asked.grown && !asked.closed);
        let rest = inbox.take(Duration::ZERO);
        assert!(rest.question.is_none() && !rest.grown);
    }

    #[test]
    fn closing_wakes_who_waits() {
        let inbox = Inbox::default();
        let waiting = inbox.clone();
        let thread = std::thread::spawn(move || waiting.take(LONG).closed);
        inbox.close();
        assert!(thread.join().unwrap());
        assert!(inbox.take(LONG).closed, "it stays closed");
    }
}
