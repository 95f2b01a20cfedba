//! What is to be replaced in one text: finds of all layers brought together.

use std::ops::Range;

use super::replaced::Replaceable;

/// One find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// In the bytes that are redacted.
    pub(super) span: Range<usize>,
    pub(super) kind: Replaceable,
    /// What stands there, without what it is written in.
    pub(super) value: String,
    /// How many layers were taken off to see it.
    pub(super) depth: u8,
}

/// The hits in their order, no two of which overlap. Of those that do, the longest says what it
/// is; where two are as long, the one with fewer escapes left.
pub(super) fn merged(mut hits: Vec<Hit>) -> Vec<Hit> {
    if hits.len() < 2 {
        return hits;
    }
    hits.sort_by_key(|hit| (hit.span.start, hit.span.end));
    let mut merged: Vec<Merging> = Vec::with_capacity(hits.len());
    for hit in hits {
        match merged.last_mut() {
            Some(last) if hit.span.start < last.span.end => last.take(hit),
            _ => merged.push(Merging { span: hit.span.clone(), best: hit }),
        }
    }
    merged.into_iter().map(|it| Hit { span: it.span, ..it.best }).collect()
}

struct Merging {
    span: Range<usize>,
    best: Hit,
}

impl Merging {
    fn take(&mut self, hit: Hit) {
        self.span.end = self.span.end.max(hit.span.end);
        let rank = |hit: &Hit| (hit.span.len(), hit.depth);
        if rank(&hit) > rank(&self.best) {
            self.best = hit;
        }
    }
}
