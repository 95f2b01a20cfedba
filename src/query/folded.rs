//! Searching for a short ASCII text in any case, as fast as memory gives the bytes.
//!
//! Up to three of the text's rarest bytes are compared where they would have to stand, for many
//! starts at once: plain arithmetic over blocks, which compilers turn into vector instructions
//! of every machine. Only where all of them fit is the text itself compared. A regex engine has
//! to try every spelling (`cop`, `Cop`, `cOp` …) and takes kilobytes to do so.

use super::rarity::frequency;

/// The longest text: a hostile log could make each byte of it count for each byte of the log.
pub(super) const LONGEST: usize = 64;

/// So many starts are tried at once.
const BLOCK: usize = 128;

/// A text to be found in any case.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// In lower case.
    text: Box<[u8]>,
    marks: [Mark; 3],
}

/// A byte of the text that is compared first.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// Where it stands.
    at: usize,
    /// What is set in a byte before it is compared: the bit that makes letters lower case.
    fold: u8,
    byte: u8,
}

impl Folded {
    /// `None` for a text that is empty, long, or not ASCII.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        if text.is_empty() || text.len() > LONGEST || !text.is_ascii() {
            return None;
        }
        let text = text.to_ascii_lowercase().into_boxed_slice();
        let mut places: Vec<usize> = (0..text.len()).collect();
        // Of bytes as rare as each other, those far apart tell more.
        places.sort_by_key(|at| frequency(text[*at]));
        let mark = |rank: usize| {
            let at = places[rank.min(places.len() - 1)];
            let byte = text[at];
            Mark { at, fold: if byte.is_ascii_lowercase() { 0x20 } else { 0 }, byte }
        };
        Some(Self { marks: [mark(0), mark(1), mark(2)], text })
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Where it first stands in `hay`, at `from` or behind it.
    pub(super) fn find(&self, hay: &[u8], from: usize) -> Option<usize> {
        let starts = (hay.len() + 1).checked_sub(self.text.len())?;
        let mut at = from;
        while at + BLOCK <= starts {
            if self.may_start_within(hay, at)
                && let Some(found) = self.find_start(hay, at, at + BLOCK)
            {
                return Some(found);
            }
            at += BLOCK;
        }
        self.find_start(hay, at, starts)
    }

    /// Whether the marks fit for one of the starts of the block at `at`.
    fn may_start_within(&self, hay: &[u8], at: usize) -> bool {
        let [a, b, c] = &self.marks;
        let block = |mark: &Mark| hay.get(at + mark.at..)?.first_chunk::<BLOCK>();
        let (Some(x), Some(y), Some(z)) = (block(a), block(b), block(c)) else { return true };
        let mut any = 0;
        for i in 0..BLOCK {
            let fits =
                (x[i] | a.fold == a.byte) & (y[i] | b.fold == b.byte) & (z[i] | c.fold == c.byte);
            any |= u8::from(fits);
        }
        any != 0
    }

    /// The first start within `from..to` at which the text stands.
    fn find_start(&self, hay: &[u8], from: usize, to: usize) -> Option<usize> {
        let [rarest, next, _] = &self.marks;
        let fits = |mark: &Mark, start: usize| hay[start + mark.at] | mark.fold == mark.byte;
        (from..to).find(|start| {
            fits(rarest, *start)
                && fits(next, *start)
                && hay[*start..*start + self.text.len()].eq_ignore_ascii_case(&self.text)
        })
    }
}
