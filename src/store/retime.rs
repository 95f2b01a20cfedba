//! The zones of sources, and what changes when one becomes known: the times of what was read
//! before, and the order in which sources merge.

use crate::event::{EventId, Instant, SourceId, Zone, ZoneEvidence};

use super::columns::Times;
use super::log::{EventLog, MergeKey};
use super::sources::Source;

impl EventLog {
    /// The zone of a source's wall clock: its own, else what was given or assumed.
    pub fn zone(&self, source: SourceId) -> &Zone {
        let own = self.sources.get(source.index()).and_then(|source| source.zone.as_ref());
        own.unwrap_or(&self.setup.zone)
    }

    /// The zone that all sources with events share, else what was given or assumed. Before any has
    /// events all count: of an excerpt their zones are known already.
    pub fn shared_zone(&self) -> &Zone {
        let read = (0..=u16::MAX).map(SourceId).zip(&self.sources);
        let none = self.is_empty();
        let counts = |it: &Source| none || it.newest.is_some();
        let mut zones = read.filter(|(_, it)| counts(it)).map(|(id, _)| self.zone(id));
        let first = zones.next().unwrap_or(&self.setup.zone);
        if zones.all(|zone| zone.reads_like(first)) { first } else { &self.setup.zone }
    }

    /// The zone that was assumed of a source with stamps, if one was. Nothing in those logs, nor
    /// anybody, said which it is.
    pub fn assumed_zone(&self) -> Option<&Zone> {
        let stamped = self.sources.iter().filter(|source| source.clock > Instant(i64::MIN));
        let mut zones = stamped.map(|source| source.zone.as_ref().unwrap_or(&self.setup.zone));
        zones.find(|zone| zone.evidence == ZoneEvidence::Assumed)
    }

    /// How often the times of events that are there were changed. Who keeps events in merged
    /// order sorts them anew when it has.
    pub fn retimed(&self) -> u32 {
        self.retimed
    }

    /// Says in which zone the wall clocks of these sources are read. Events that are there get
    /// the times that it gives them; those that were logged in UTC keep theirs.
    pub fn set_zone(&mut self, sources: &[SourceId], zone: &Zone) {
        let mut otherwise = vec![false; self.sources.len()];
        let mut oldest: Option<EventId> = None;
        for id in sources {
            let differs = !self.zone(*id).reads_like(zone);
            let Some(source) = self.sources.get_mut(id.index()) else { continue };
            source.zone = Some(zone.clone());
            if differs && source.oldest.is_some() {
                source.rewind();
                otherwise[id.index()] = true;
                oldest = oldest.into_iter().chain(source.oldest).min();
            }
        }
        if let Some(oldest) = oldest {
            self.loosen(oldest, &otherwise);
            self.retime(oldest.index(), &otherwise, zone);
            self.retimed = self.retimed.wrapping_add(1);
        }
    }

    /// Reads the times of the sources that are marked anew, from the event at `first` on.
    fn retime(&mut self, first: usize, marked: &[bool], zone: &Zone) {
        let mut before: Vec<Option<Instant>> = vec![None; marked.len()];
        for at in first..self.columns.len() {
            let source = self.columns.source(at).index();
            if !marked[source] {
                continue;
            }
            let wall = self.columns.wall(at);
            let time = match wall {
                Some(wall) => Some(zone.instant_after(wall, before[source])),
                None => self.columns.time(at),
            };
            before[source] = time.or(before[source]);
            let clock = self.sources[source].tick(time);
            self.columns.set_times(at, &Times { clock, time, wall });
        }
    }

    /// The key, by the times as they are now, of the event that `key` was taken of (or of the
    /// place right behind one).
    #[must_use]
    pub fn key_now(&self, key: MergeKey) -> MergeKey {
        let is_its = |id: &EventId| {
            self.row(*id).is_some_and(|it| self.columns.lane(it.source_id()) == key.source)
        };
        let here = Some(key.id).filter(is_its).map(|id| self.merge_key(id));
        let behind = || key.id.0.checked_sub(1).map(EventId).filter(is_its);
        here.or_else(|| behind().map(|id| self.merge_key(id).next())).unwrap_or(key)
    }
}

#[cfg(test)]
mod tests;
