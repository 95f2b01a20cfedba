//! Sums over the events that a view shows, kept up to date by what comes and goes: a timeline, and
//! how much there is of each class, of which counts by any field of classes follow.

use crate::event::{EventId, Instant, Level};
use crate::store::{ClassId, EventLog, Row};

use super::scan::{Desks, share, threads};
use super::timeline::Timeline;
use super::volume::Volume;

/// So many events are one thread's at a time.
const STRETCH: usize = 16_384;

/// The sums of a view.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    timeline: Timeline,
    volumes: Vec<Volume>,
    /// Something came or went that cannot be made up for: it is to be counted anew.
    stale: bool,
}

/// What an event adds to the sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    class: ClassId,
    level: Option<Level>,
    time: Option<Instant>,
    bytes: u64,
}

impl Share {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self { class: row.class_id(), level: row.level(), time: row.time(), bytes: row.size() }
    }

    /// The class that the event was of.
    pub(super) fn class(&self) -> ClassId {
        self.class
    }
}

impl Chart {
    /// When the events were.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// How much there is of each class, by the index of the class; those behind have no event.
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Says that much has changed.
    pub(super) fn make_stale(&mut self) {
        *self = Self { stale: true, ..Self::default() };
    }

    /// Counts events.
    pub(super) fn count(log: &EventLog, ids: &[EventId], desks: &mut Desks) -> Self {
        let stretches: Vec<&[EventId]> = ids.chunks(STRETCH).collect();
        let charts = share(&stretches, threads(), desks, |ids, _, chart: &mut Self| {
            for row in ids.iter().filter_map(|id| log.row(*id)) {
                chart.add(&Share::of(row));
            }
        });
        let mut all = Self::default();
        for chart in charts {
            all.join(&chart);
        }
        all
    }

    pub(super) fn add(&mut self, share: &Share) {
        if self.stale {
            return;
        }
        if let Some(time) = share.time {
            self.timeline.add(time, share.level);
        }
        let at = share.class.index();
        if self.volumes.len() <= at {
            self.volumes.resize(at + 1, Volume::default());
        }
        self.volumes[at].add(share.time, share.bytes);
    }

    /// Takes an event's share out, and puts in what it adds now.
    pub(super) fn replace(&mut self, old: Option<&Share>, new: Option<&Share>) {
        if let (Some(old), Some(new)) = (old, new)
            && *old == (Share { bytes: old.bytes, ..*new })
        {
            if let Some(volume) = self.volumes.get_mut(old.class.index()) {
                volume.bytes = volume.bytes + new.bytes - old.bytes;
            }
            return;
        }
        if let Some(old) = old {
            self.remove(old);
        }
        if let Some(new) = new {
            self.add(new);
        }
    }

    fn remove(&mut self, share: &Share) {
        if self.stale {
            return;
        }
        let volume = self.volumes.get_mut(share.class.index());
        let counted = volume.is_some_and(|volume| volume.remove(share.time, share.bytes));
        let timed = share.time.is_none_or(|time| self.timeline.remove(time, share.level));
        if !counted || !timed {
            self.make_stale();
        }
    }

    fn join(&mut self, other: &Self) {
        self.timeline.join(&other.timeline);
        if self.volumes.len() < other.volumes.len() {
            self.volumes.resize(other.volumes.len(), Volume::default());
        }
        for (volume, other) in self.volumes.iter_mut().zip(&other.volumes) {
            volume.join(other);
        }
    }
}
