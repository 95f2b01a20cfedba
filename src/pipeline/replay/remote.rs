//! What the player is asked: in the order in which it was asked, and asking never waits.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

use super::play::Play;

/// What waits beyond this is left out: no person has asked for it.
const MOST: usize = 1024;

/// What waits for the player.
#[derive(Debug, Default)]
struct Waiting {
    plays: VecDeque<Play>,
    /// Something else has happened that it looks for.
    rung: bool,
    /// Nobody will ask any more.
    closed: bool,
}

/// What wakes a player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pipeline) enum Woken {
    /// It was asked for something.
    Asked(Play),
    /// Something that it looks for may have happened.
    Rung,
    /// What it waited for is due.
    Due,
    /// Nobody will ask any more.
    Closed,
}

/// What a player is controlled by; clones share it.
#[derive(Clone, Debug, Default)]
pub(in crate::pipeline) struct Remote(Arc<(Mutex<Waiting>, Condvar)>);

impl Remote {
    /// Asks for something.
    pub(in crate::pipeline) fn ask(&self, play: Play) {
        self.change(|waiting| {
            // Of several places to go to the last alone is meant.
            if let (Play::Seek(_), Some(last @ Play::Seek(_))) = (play, waiting.plays.back_mut()) {
                *last = play;
            } else if waiting.plays.len() < MOST {
                waiting.plays.push_back(play);
            }
        });
    }

    /// Wakes the player without asking for anything.
    pub(in crate::pipeline) fn ring(&self) {
        self.change(|waiting| waiting.rung = true);
    }

    /// Says that nobody will ask any more.
    pub(in crate::pipeline) fn close(&self) {
        self.change(|waiting| waiting.closed = true);
    }

    /// What comes first; `None`: nothing is due by itself.
    pub(in crate::pipeline) fn wait(&self, due: Option<Instant>) -> Woken {
        let (slot, bell) = &*self.0;
        let mut waiting = slot.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.closed {
                return Woken::Closed;
            }
            if let Some(play) = waiting.plays.pop_front() {
                return Woken::Asked(play);
            }
            if std::mem::take(&mut waiting.rung) {
                return Woken::Rung;
            }
            let Some(due) = due else {
                waiting = bell.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = due.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Woken::Due;
            }
            let waited = bell.wait_timeout(waiting, left);
            waiting = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn change(&self, change: impl FnOnce(&mut Waiting)) {
        let (slot, bell) = &*self.0;
        change(&mut slot.lock().unwrap_or_else(PoisonError::into_inner));
        bell.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::super::play::Target;
    use super::*;

    #[test]
    fn what_is_asked_comes_in_order_before_what_is_due_and_closing_ends_it() {
        let remote = Remote::default();
        remote.ring();
        remote.ask(Play::Pause);
        remote.ask(Play::Faster);
        let now = Some(Instant::now());
        assert_eq!(remote.wait(now), Woken::Asked(Play::Pause));
        assert_eq!(remote.wait(now), Woken::Asked(Play::Faster));
        assert_eq!(remote.wait(now), Woken::Rung);
        assert_eq!(remote.wait(now), Woken::Due);
        let waiting = remote.clone();
        let thread = std::thread::spawn(move || waiting.wait(None));
        remote.close();
        assert_eq!(thread.join().unwrap(), Woken::Closed);
    }

    #[test]
    fn whoever_goes_from_place_to_place_gets_to_the_last() {
        let remote = Remote::default();
        let seek = |percent: u32| Play::Seek(Target::Percent(f64::from(percent)));
        remote.ask(Play::Pause);
        (0..50).for_each(|percent| remote.ask(seek(percent)));
        remote.ask(Play::Resume);
        let now = || remote.wait(Some(Instant::now()));
        assert_eq!(now(), Woken::Asked(Play::Pause));
        assert_eq!(now(), Woken::Asked(seek(49)));
        assert_eq!(now(), Woken::Asked(Play::Resume));
    }

    #[test]
    fn asking_without_end_takes_no_memory_without_end() {
        let remote = Remote::default();
        (0..100_000).for_each(|_| remote.ask(Play::Toggle));
        let waiting = || remote.wait(Some(Instant::now())) == Woken::Asked(Play::Toggle);
        assert_eq!((0..100_000).filter(|_| waiting()).count(), MOST);
    }
}
