//! A zone for a row of clocks: what it said last holds for most that follow.
//!
//! Owns the range of wall clocks, and of moments, through which a zone keeps one distance from
//! UTC and no wall clock means two moments or none. Outside of it the zone itself is asked.

use std::ops::Range;

use super::{Instant, Zone};

/// How long a range that was not found is not looked for again, in milliseconds of the wall.
const PATIENCE: i64 = 60_000;

/// A spell of time in which reading a wall clock is a subtraction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Steady {
    /// What the wall shows, in milliseconds since 1970 as if it were UTC's.
    pub(super) walls: Range<i64>,
    /// How far it is ahead of UTC, in milliseconds.
    pub(super) ahead: i64,
}

/// Reads wall clocks as its zone does, most of them without asking it.
#[derive(Clone, Debug)]
pub struct Reckoner {
    zone: Zone,
    steady: Steady,
    /// Moments at which the wall is `steady.ahead` of UTC.
    moments: Range<i64>,
    /// Wall clocks near one that lies in no steady spell.
    unsteady: Range<i64>,
}

impl Reckoner {
    /// For clocks on the walls of `zone`.
    pub fn new(zone: Zone) -> Self {
        Self { zone, steady: Steady::default(), moments: 0..0, unsteady: 0..0 }
    }

    /// The zone it reads by.
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// What [`Zone::instant_after`] gives.
    #[inline]
    pub fn instant_after(&mut self, wall: i64, after: Option<Instant>) -> Instant {
        if self.steady.walls.contains(&wall) {
            return Instant(wall - self.steady.ahead);
        }
        self.ask(wall, after)
    }

    /// What [`Zone::ahead`] gives.
    #[inline]
    pub fn ahead(&mut self, instant: Instant) -> i64 {
        if self.moments.contains(&instant.0) {
            return self.steady.ahead;
        }
        let ahead = self.zone.ahead(instant);
        self.look(instant.plus_millis(ahead).0);
        ahead
    }

    #[cold]
    fn ask(&mut self, wall: i64, after: Option<Instant>) -> Instant {
        self.look(wall);
        self.zone.instant_after(wall, after)
    }

    /// Looks for the steady spell around `wall`.
    #[cold]
    fn look(&mut self, wall: i64) {
        if self.unsteady.contains(&wall) || self.steady.walls.contains(&wall) {
            return;
        }
        if let Some(steady) = self.zone.steady(wall) {
            let Range { start, end } = steady.walls;
            self.moments = start - steady.ahead..end - steady.ahead;
            self.steady = steady;
        } else {
            self.unsteady = wall..wall.saturating_add(PATIENCE);
        }
    }
}

#[cfg(test)]
mod tests;
