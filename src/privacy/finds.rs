//! What the recognisers found in one text: brought together, so that no two overlap.

use std::ops::Range;

use crate::event::Pii;

/// One piece of personal data, or one secret, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Pii,
    /// Where it stands, in bytes of the text; on boundaries of characters, never empty.
    pub span: Range<usize>,
    /// Whether its shape or its place says so by itself; else it is likely, not certain.
    pub sure: bool,
}

/// The finds of one text, in the order in which they were made.
pub(super) struct Finds<'t> {
    text: &'t str,
    found: Vec<Found>,
}

impl<'t> Finds<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, found: Vec::new() }
    }

    pub(super) fn add(&mut self, kind: Pii, span: Range<usize>, sure: bool) {
        let (mut start, mut end) = (span.start, span.end.min(self.text.len()));
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        if start < end {
            self.found.push(Found { kind, span: start..end, sure });
        }
    }

    /// The finds as they were made.
    pub(super) fn all(self) -> Vec<Found> {
        self.found
    }

    /// The finds in the order of the text. Where some overlap they are one, which covers all of
    /// them and is called what the most telling of them is: so nothing of any stays in sight.
    pub(super) fn merged(mut self) -> Vec<Found> {
        if self.found.len() < 2 {
            return self.found;
        }
        self.found.sort_by_key(|found| (found.span.start, found.span.end));
        let mut merged: Vec<Found> = Vec::with_capacity(self.found.len());
        for next in self.found {
            match merged.last_mut() {
                Some(last) if next.span.start < last.span.end => unite(last, &next),
                _ => merged.push(next),
            }
        }
        merged
    }
}

fn unite(last: &mut Found, next: &Found) {
    last.span.end = last.span.end.max(next.span.end);
    match next.kind.cmp(&last.kind) {
        std::cmp::Ordering::Greater => (last.kind, last.sure) = (next.kind, next.sure),
        std::cmp::Ordering::Equal => last.sure |= next.sure,
        std::cmp::Ordering::Less => {}
    }
}
