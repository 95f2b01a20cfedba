//! A wall clock whose distance from UTC is known by spells of time, not by a zone's name.
//!
//! Owns the choice between the moments that a wall clock can mean where it was set back (two)
//! or forward (none). It does not find the spells.

use super::Instant;

/// How far a record may go back behind the one before it, in milliseconds. Two writers of one
/// file are a little out of order; a clock that was set back is so by half an hour at least.
const OUT_OF_ORDER: i64 = 60_000;

/// A time through which a wall clock keeps its distance from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// When it begins. It lasts to the beginning of the next one.
    pub from: Instant,
    /// How far the wall clock is ahead of UTC, in milliseconds.
    pub ahead: i64,
}

/// Whether `moment` cannot follow a record of `after`.
pub(super) fn jumps_back(moment: Instant, after: Option<Instant>) -> bool {
    after.is_some_and(|after| moment.plus_millis(OUT_OF_ORDER) < after)
}

/// How far the wall clock is ahead of UTC at `moment`, in milliseconds.
pub(super) fn ahead(spells: &[Spell], moment: Instant) -> i64 {
    // What is before the first spell is its too.
    let next = spells.partition_point(|it| it.from <= moment);
    spells.get(next.saturating_sub(1)).map_or(0, |it| it.ahead)
}

/// The moment at which the wall shows `wall`, for a record that follows one of `after`.
///
/// Of two moments it is the earlier, unless time would jump back. A wall clock that was never
/// shown, because it was skipped, is read as if it had not been set forward yet.
pub(super) fn moment(spells: &[Spell], wall: i64, after: Option<Instant>) -> Instant {
    let at = |it: &Spell| Instant(wall.saturating_sub(it.ahead));
    let is_shown = |moment: &Instant| ahead(spells, *moment) == wall.saturating_sub(moment.0);
    let shown = || spells.iter().map(at).filter(is_shown);
    let goes_on = shown().filter(|moment| !jumps_back(*moment, after)).min();
    goes_on.or_else(|| shown().max()).unwrap_or_else(|| skipped(spells, wall))
}

/// The moment meant by a wall clock that was skipped.
fn skipped(spells: &[Spell], wall: i64) -> Instant {
    let before = spells.windows(2).find(|pair| {
        let (from, to) = (pair[0].ahead, pair[1].ahead);
        (pair[1].from.0.saturating_add(from)..pair[1].from.0.saturating_add(to)).contains(&wall)
    });
    let ahead = before.map_or(0, |pair| pair[0].ahead);
    Instant(wall.saturating_sub(ahead))
}

#[cfg(test)]
mod tests;
