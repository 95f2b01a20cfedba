//! Facet counts, kept up to date by what comes and goes.

use crate::event::SourceId;
use crate::store::{Facet, FacetKey, RowFacets};

use super::question::Verdict;

/// How many events have each value. A dimension's counts apply every term of the question but
/// its own, so that they say what choosing a value would show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    by_key: [Vec<u64>; Facet::ALL.len()],
    /// Every event, whatever the question: which values there are at all.
    seen: [Vec<u64>; Facet::ALL.len()],
}

impl Counts {
    /// How many events have this value.
    pub fn of(&self, facet: Facet, key: FacetKey) -> u64 {
        self.by_key[facet as usize].get(key.0 as usize).copied().unwrap_or(0)
    }

    /// The values of a dimension that any event has, with their counts, in key order. A value
    /// that the question leaves without an event is there with zero.
    pub fn values(&self, facet: Facet) -> impl Iterator<Item = (FacetKey, u64)> + '_ {
        let seen = self.seen[facet as usize].iter().enumerate();
        let keys = seen.filter(|(_, count)| **count > 0).map(|(key, _)| FacetKey(key as u32));
        keys.map(move |key| (key, self.of(facet, key)))
    }

    /// Counts so many events in (out, below zero) of what there is at all, in all dimensions but
    /// their source.
    pub(super) fn see(&mut self, values: &RowFacets, events: i64) {
        for facet in but_source() {
            values.each(facet, |key| add(&mut self.seen[facet as usize], key, events));
        }
    }

    /// Counts so many events in (out) that pass the filter text and whose source is chosen, in
    /// all dimensions but their source.
    pub(super) fn count(&mut self, values: &RowFacets, verdict: Verdict, events: i64) {
        for facet in but_source().filter(|facet| verdict.counts_in(*facet)) {
            values.each(facet, |key| add(&mut self.by_key[facet as usize], key, events));
        }
    }

    /// Counts events of a source in (out): how many there are at all, and how many pass
    /// everything but the choice of sources.
    pub(super) fn count_source(&mut self, source: SourceId, seen: i64, passing: i64) {
        let key = FacetKey(u32::from(source.0));
        add(&mut self.seen[Facet::Source as usize], key, seen);
        add(&mut self.by_key[Facet::Source as usize], key, passing);
    }
}

fn but_source() -> impl Iterator<Item = Facet> {
    Facet::ALL.into_iter().filter(|facet| *facet != Facet::Source)
}

fn add(counts: &mut Vec<u64>, key: FacetKey, events: i64) {
    let at = key.0 as usize;
    if events == 0 {
        return;
    }
    if counts.len() <= at {
        counts.resize(at + 1, 0);
    }
    counts[at] = counts[at].saturating_add_signed(events);
}
