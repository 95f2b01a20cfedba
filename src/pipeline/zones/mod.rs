//! The zone of each source: what `--tz` or this machine says, until payloads of its session show
//! the offset of its clock.
//!
//! All sources of a session share one clock, and so one zone; a file that lies in no session has
//! its own. Where the zone that was given or assumed agrees with what payloads show it is kept,
//! for it knows when clocks are set; else the offsets that were seen are the zone.

mod offsets;
mod sampler;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::event::{Instant, Reckoner, SourceId, Zone, ZoneEvidence};
use crate::source::session_by_layout;
use crate::store::SourceFacts;

use offsets::{Offsets, Pair};
pub(super) use sampler::{Passed, Sampler};

/// How often the zone of one clock may change: each time what was read is timed again. A log that
/// needs more is made to keep its reader busy.
const CHANGES_MAX: usize = 64;

/// Sources whose wall clock is the same one.
#[derive(Debug)]
struct Clock {
    sources: Vec<SourceId>,
    offsets: Offsets,
    /// Reads the clock, and holds its zone.
    reckoner: Reckoner,
    changes: usize,
}

/// The zones of all sources.
#[derive(Debug)]
pub(super) struct Zones {
    /// What was given or assumed.
    fallback: Zone,
    clocks: Vec<Clock>,
    of_session: HashMap<PathBuf, usize>,
    of_source: Vec<usize>,
}

impl Zones {
    pub(super) fn new(fallback: Zone) -> Self {
        Self { fallback, clocks: Vec::new(), of_session: HashMap::new(), of_source: Vec::new() }
    }

    /// Adds the next source; its zone, as far as it is known.
    pub(super) fn add(&mut self, source: SourceId, facts: &SourceFacts) -> &Zone {
        let new = self.clocks.len();
        let at = session(facts).map_or(new, |it| *self.of_session.entry(it).or_insert(new));
        if at == new {
            let (sources, reckoner) = (Vec::new(), Reckoner::new(self.fallback.clone()));
            self.clocks.push(Clock { sources, offsets: Offsets::default(), reckoner, changes: 0 });
        }
        self.of_source.push(at);
        let clock = &mut self.clocks[at];
        clock.sources.push(source);
        clock.reckoner.zone()
    }

    /// What was given or assumed.
    pub(super) fn fallback(&self) -> &Zone {
        &self.fallback
    }

    /// The zone of a source.
    pub(super) fn of(&self, source: SourceId) -> &Zone {
        let clock = self.of_source.get(source.index()).and_then(|at| self.clocks.get(*at));
        clock.map_or(&self.fallback, |clock| clock.reckoner.zone())
    }

    /// The moment at which the wall of a source shows `wall`, of a record that follows one of
    /// `after`.
    pub(super) fn instant_after(
        &mut self,
        source: SourceId,
        wall: i64,
        after: Option<Instant>,
    ) -> Instant {
        let clock = self.of_source.get(source.index()).and_then(|at| self.clocks.get_mut(*at));
        match clock {
            Some(clock) => clock.reckoner.instant_after(wall, after),
            None => self.fallback.instant_after(wall, after),
        }
    }

    /// Whether payloads have shown the zone of a source.
    pub(super) fn is_known(&self, source: SourceId) -> bool {
        self.of(source).evidence == ZoneEvidence::Derived
    }

    /// A line of `source` that was written when its clock showed `wall` holds the UTC time `utc`.
    /// The sources whose zone is another now, if so, and that zone.
    pub(super) fn learn(
        &mut self,
        source: SourceId,
        wall: i64,
        utc: Instant,
    ) -> Option<(&[SourceId], &Zone)> {
        let clock = self.clocks.get_mut(*self.of_source.get(source.index())?)?;
        let pair = Pair { wall, utc: utc.0, expected: self.fallback.ahead(utc) };
        if clock.changes >= CHANGES_MAX || !clock.offsets.learn(pair) {
            return None;
        }
        let zone = if clock.offsets.are_expected() {
            self.fallback.borne_out()
        } else {
            Zone::derived(&clock.offsets.spells())
        };
        if zone == *clock.reckoner.zone() {
            return None;
        }
        clock.changes += 1;
        clock.reckoner = Reckoner::new(zone);
        Some((&clock.sources, clock.reckoner.zone()))
    }
}

/// The folder of the session that a source lies in; `None` for a file that is alone.
fn session(facts: &SourceFacts) -> Option<PathBuf> {
    let path = Path::new(&facts.path);
    let Some(stamp) = facts.session.as_deref() else {
        return session_by_layout(path).map(Path::to_path_buf);
    };
    let is_stamp = |folder: &&Path| folder.file_name().is_some_and(|name| name == stamp);
    let folder = path.ancestors().find(is_stamp);
    // Without such a folder the session is told by who wrote it and when.
    Some(folder.map_or_else(|| Path::new(&facts.product).join(stamp), Path::to_path_buf))
}
