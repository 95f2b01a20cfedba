//! Sums over the events that a view shows, kept up to date by what comes and goes: a timeline, and
//! how much there is of each class and when, of which counts by any field of classes follow.
//!
//! As a facet's counts apply every choice but its own, the timeline applies all but the span of
//! time that the view is narrowed to: it shows what else could be chosen.

use crate::event::{Instant, Level};
use crate::store::{ClassId, Row};

use super::span::Span;
use super::timeline::{Timeline, Trend};
use super::volume::Volume;

/// Of so many classes at most a trend is kept; a hostile log could have as many classes as events.
const MOST_TRENDS: usize = if cfg!(test) { 24 } else { 65_536 };

/// The sums of a view.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What counts for more than the timeline.
    span: Span,
    timeline: Timeline,
    volumes: Vec<Volume>,
    trends: Vec<Trend>,
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

    /// When the event was.
    pub(super) fn time(&self) -> Option<Instant> {
        self.time
    }
}

impl Chart {
    pub(super) fn new(span: Span) -> Self {
        Self { span, ..Self::default() }
    }

    /// When the events were, those included that lie outside of the span of time.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// How much there is of each class, by the index of the class; those behind have no event.
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// When the events of each class were, by the index of the class. Of those beyond, nothing is
    /// known.
    pub(super) fn trends(&self) -> &[Trend] {
        &self.trends
    }

    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Says that much has changed.
    pub(super) fn make_stale(&mut self) {
        *self = Self { stale: true, ..Self::new(self.span) };
    }

    pub(super) fn add(&mut self, share: &Share) {
        if self.stale {
            return;
        }
        if let Some(time) = share.time {
            self.timeline.add(time, share.level);
        }
        if !self.span.contains(share.time) {
            return;
        }
        let at = share.class.index();
        self.make_room(at + 1);
        self.volumes[at].add(share.time, share.bytes);
        if let (Some(trend), Some(time)) = (self.trends.get_mut(at), share.time) {
            trend.put(time, 0);
        }
    }

    /// Takes an event's share out, and puts in what it adds now.
    pub(super) fn replace(&mut self, old: Option<&Share>, new: Option<&Share>) {
        if let (Some(old), Some(new)) = (old, new)
            && *old == (Share { bytes: old.bytes, ..*new })
        {
            let counts = self.span.contains(old.time);
            if let Some(volume) = self.volumes.get_mut(old.class.index()).filter(|_| counts) {
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
        let timed = share.time.is_none_or(|time| self.timeline.remove(time, share.level));
        if !timed || self.span.contains(share.time) && !self.remove_volume(share) {
            self.make_stale();
        }
    }

    /// Takes an event out that lies in the span; whether the sums are what they would be
    /// without it.
    fn remove_volume(&mut self, share: &Share) -> bool {
        let at = share.class.index();
        let volume = self.volumes.get_mut(at);
        let trend = self.trends.get_mut(at).zip(share.time);
        volume.is_some_and(|volume| volume.remove(share.time, share.bytes))
            && trend.is_none_or(|(trend, time)| trend.take(time, 0))
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.timeline.join(&other.timeline);
        self.make_room(other.volumes.len());
        for (volume, other) in self.volumes.iter_mut().zip(&other.volumes) {
            volume.join(other);
        }
        for (trend, other) in self.trends.iter_mut().zip(&other.trends) {
            trend.join(other);
        }
    }

    fn make_room(&mut self, classes: usize) {
        if self.volumes.len() < classes {
            self.volumes.resize(classes, Volume::default());
            self.trends.resize_with(classes.min(MOST_TRENDS), Trend::default);
        }
    }
}
