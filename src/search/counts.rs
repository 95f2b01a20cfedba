//! Facet counts, kept up to date event by event.

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

    /// Counts an event in (`weight` 1) or out (-1) of what there is at all.
    pub(super) fn see(&mut self, row: &RowFacets, weight: i64) {
        for facet in Facet::ALL {
            row.each(facet, |key| add(&mut self.seen[facet as usize], key, weight));
        }
    }

    /// Counts an event that passes the filter text in (1) or out (-1).
    pub(super) fn count(&mut self, row: &RowFacets, verdict: Verdict, weight: i64) {
        for facet in Facet::ALL {
            let counts = match verdict {
                Verdict::Passes => true,
                Verdict::FailsOne(failed) => failed == facet,
                Verdict::Fails => false,
            };
            if counts {
                row.each(facet, |key| add(&mut self.by_key[facet as usize], key, weight));
            }
        }
    }
}

fn add(counts: &mut Vec<u64>, key: FacetKey, weight: i64) {
    let at = key.0 as usize;
    if counts.len() <= at {
        counts.resize(at + 1, 0);
    }
    counts[at] = counts[at].saturating_add_signed(weight);
}
