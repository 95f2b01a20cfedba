//! When each event is due: pure, by no clock but the events' own.
//!
//! Time is counted from where playing began and never from the event before, so that being late
//! once makes nothing late that follows.

use std::time::Duration;

use crate::event::Instant;

use super::speed::Speed;

/// What is due when, counted from the moment that playing began (or went on) at some place.
///
/// Events are gone through in merged order, whose clock never goes back: each is first asked for
/// ([`due`](Self::due)), then [passed](Self::pass).
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    speed: Speed,
    /// In milliseconds.
    max_gap: Option<f64>,
    /// The clock of the event passed last, or where playing began.
    at: Instant,
    /// How long after the beginning that is, in milliseconds at speed 1.
    since: f64,
    /// How many milliseconds are played for each of the log's until the next event: where playing
    /// began within a gap that is cut short; `None` where it began at an event.
    within: Option<f64>,
}

/// The clock of what has no time, and comes before everything that has.
const NEVER: Instant = Instant(i64::MIN);

impl Schedule {
    /// Begins at the first event.
    pub fn new(speed: Speed, max_gap: Option<Duration>) -> Self {
        let max_gap = max_gap.map(|gap| gap.as_secs_f64() * 1000.0);
        Self { speed, max_gap, at: NEVER, since: 0.0, within: None }
    }

    /// Goes on at `at`, which lies in the gap between the event played last (at `last`) and the
    /// `next`.
    #[must_use]
    pub fn within(&self, speed: Speed, (last, next): (Instant, Instant), at: Instant) -> Self {
        let gap = between(last, next);
        let within = (gap > 0.0).then(|| self.cut(gap) / gap);
        Self { speed, max_gap: self.max_gap, at: at.clamp(last, next), since: 0.0, within }
    }

    /// How long after the beginning the next event is due, whose clock is `next`.
    pub fn due(&self, next: Instant) -> Duration {
        let millis = (self.since + self.to(next)) / self.speed.factor();
        // What is further off than can be counted never comes.
        Duration::try_from_secs_f64(millis / 1000.0).unwrap_or(Duration::MAX)
    }

    /// The event that is due next, whose clock is `next`, is played.
    pub fn pass(&mut self, next: Instant) {
        self.since += self.to(next);
        self.within = None;
        self.at = self.at.max(next);
    }

    /// What the log's clock shows so long after the beginning, before the next event, whose clock
    /// is `next`. Within a gap that is cut short it goes faster.
    pub fn clock(&self, elapsed: Duration, next: Instant) -> Instant {
        let (gap, played) = (between(self.at, next), self.to(next));
        let beyond = elapsed.as_secs_f64() * 1000.0 * self.speed.factor() - self.since;
        // Where nothing has a time yet, or the next is there already.
        if self.at == NEVER || played <= 0.0 || beyond >= played {
            return next;
        }
        Instant(self.at.0.saturating_add((gap * beyond.max(0.0) / played) as i64)).min(next)
    }

    /// How long is played until an event, in milliseconds at speed 1.
    fn to(&self, next: Instant) -> f64 {
        let gap = between(self.at, next);
        self.within.map_or_else(|| self.cut(gap), |within| gap * within)
    }

    fn cut(&self, gap: f64) -> f64 {
        self.max_gap.map_or(gap, |most| gap.min(most))
    }
}

/// The gap between two events, in milliseconds; none before anything has a time.
fn between(last: Instant, next: Instant) -> f64 {
    if last == NEVER { 0.0 } else { next.0.saturating_sub(last.0).max(0) as f64 }
}

#[cfg(test)]
mod tests;
