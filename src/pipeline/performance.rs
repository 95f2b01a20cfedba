//! A log that is played without a screen: whoever takes its events gets each when it is due.

use std::future::Future;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep_until;

use crate::event::EventId;
use crate::store::EventLog;

use super::replay::Schedule;

/// So many events at most are given at once, so that a performance can be ended in between.
const AT_ONCE: usize = 1 << 14;

/// How a performance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Performed {
    /// All was played.
    Whole,
    /// Somebody pressed Ctrl-C.
    Interrupted,
}

/// Plays a log on the thread that asks. From its making on it hears Ctrl-C, which then ends
/// nothing but it.
pub struct Performance {
    schedule: Schedule,
    runtime: Runtime,
    /// What ends with Ctrl-C; gone once it has ended.
    listening: Option<Pin<Box<dyn Future<Output = io::Result<()>>>>>,
    interrupted: bool,
}

impl Performance {
    /// A performance by this schedule, which hears Ctrl-C from here on.
    ///
    /// # Errors
    /// The system has no timer or signal left.
    pub fn new(schedule: Schedule) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listening: Pin<Box<dyn Future<Output = _>>> = Box::pin(tokio::signal::ctrl_c());
        let mut performance =
            Self { schedule, runtime, listening: Some(listening), interrupted: false };
        // It listens once it was asked for the first time.
        performance.is_on(Instant::now());
        Ok(performance)
    }

    /// Goes through the events at `places` of the log's merged order: of those that are in `shown`,
    /// which has the same order, `take` gets all that are due at once. Until it fails.
    ///
    /// # Errors
    /// What `take` says.
    pub fn play<E>(
        &mut self,
        log: &EventLog,
        places: Range<usize>,
        shown: &[EventId],
        mut take: impl FnMut(&[EventId]) -> Result<(), E>,
    ) -> Result<Performed, E> {
        let begun = Instant::now();
        let mut now = Duration::ZERO;
        let (mut from, mut to) = (0, 0);
        for id in places.filter_map(|place| log.settled_at(place)) {
            let clock = log.merge_key(id).clock();
            let due = self.schedule.due(clock);
            self.schedule.pass(clock);
            if due > now || to - from >= AT_ONCE {
                if from < to {
                    take(&shown[from..to])?;
                    from = to;
                }
                if !self.is_on(begun.checked_add(due).unwrap_or_else(far)) {
                    return Ok(Performed::Interrupted);
                }
                now = begun.elapsed();
            }
            if shown.get(to) == Some(&id) {
                to += 1;
            } else if to == shown.len() && from == to {
                // Nothing that follows is shown.
                return Ok(Performed::Whole);
            }
        }
        take(&shown[from..to])?;
        Ok(Performed::Whole)
    }

    /// Waits until a moment; whether nobody ended it meanwhile.
    fn is_on(&mut self, until: Instant) -> bool {
        let Self { runtime, listening, interrupted, .. } = self;
        let heard = runtime.block_on(async {
            let Some(signal) = listening else {
                sleep_until(until.into()).await;
                return None;
            };
            tokio::select! {
                biased;
                heard = signal => Some(heard),
                () = sleep_until(until.into()) => None,
            }
        });
        match heard {
            None => !*interrupted,
            Some(heard) => {
                *listening = None;
                *interrupted = heard.is_ok();
                // Where the system has no signal to listen to, none ends it.
                heard.is_err() && self.is_on(until)
            }
        }
    }
}

/// A moment that nobody waits for.
fn far() -> Instant {
    Instant::now() + Duration::from_secs(60 * 60 * 24 * 365)
}
