//! Searching for a short ASCII text in any case, as fast as memory gives the bytes.
//!
//! Up to three of the text's rarest bytes are compared where they would have to stand, for many
//! starts at once: plain arithmetic over blocks, which compilers turn into vector instructions
//! of every machine. Only where all of them fit is the text itself compared. A regex engine has
//! to try every spelling (`cop`, `Cop`, `cOp` …) and takes kilobytes to do so.

use super::rarity::frequency;

/// The longest text: a hostile log could make each byte of it count for each byte of the log.
pub(super) const LONGEST: usize = 64;

/// So many starts are tried at once, and where one may fit, so many of those again.
const BLOCK: usize = 128;
const PART: usize = 32;

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
            if self.may_start_within::<BLOCK>(hay, at)
                && let Some(found) = self.find_in_block(hay, at)
            {
                return Some(found);
            }
            at += BLOCK;
        }
        self.find_start(hay, at, starts)
    }

    /// Where it first starts in the block at `at`.
    fn find_in_block(&self, hay: &[u8], at: usize) -> Option<usize> {
        let mut parts = (at..at + BLOCK).step_by(PART);
        parts.find_map(|part| {
            let may = self.may_start_within::<PART>(hay, part);
            may.then(|| self.find_start(hay, part, part + PART))?
        })
    }

    /// Whether the marks fit for one of the `N` starts from `at` on.
    fn may_start_within<const N: usize>(&self, hay: &[u8], at: usize) -> bool {
        let [first, second, third] = &self.marks;
        let block = |mark: &Mark| hay.get(at + mark.at..)?.first_chunk::<N>();
        let (Some(x), Some(y), Some(z)) = (block(first), block(second), block(third)) else {
            return true;
        };
        let mut any = 0;
        for start in 0..N {
            let differs = |byte: u8, mark: &Mark| (byte | mark.fold) ^ mark.byte;
            let differ = differs(x[start], first) | differs(y[start], second);
            any |= u8::from(differ | differs(z[start], third) == 0);
        }
        any != 0
    }

    /// The first start within `from..to` at which the text stands.
    fn find_start(&self, hay: &[u8], from: usize, to: usize) -> Option<usize> {
        let fits = |mark: &Mark, start: usize| hay[start + mark.at] | mark.fold == mark.byte;
        (from..to).find(|start| {
            self.marks.iter().all(|mark| fits(mark, *start))
                && hay[*start..*start + self.text.len()].eq_ignore_ascii_case(&self.text)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where `text` first stands in `hay` from `from` on, found plainly.
    fn plainly(text: &[u8], hay: &[u8], from: usize) -> Option<usize> {
        let mut starts = from..(hay.len() + 1).saturating_sub(text.len());
        starts.find(|at| hay[*at..at + text.len()].eq_ignore_ascii_case(text))
    }

    #[test]
    fn what_is_no_short_ascii_is_left_to_others() {
        assert!(Folded::new(b"").is_none());
        assert!(Folded::new("\u{fc}ber".as_bytes()).is_none());
        assert!(Folded::new(&[b'a'; LONGEST]).is_some());
        assert!(Folded::new(&[b'a'; LONGEST + 1]).is_none());
    }

    #[test]
    fn only_letters_fold() {
        // The bit that makes letters lower case makes `{` of `[`, and a backquote of `@`.
        assert_eq!(Folded::new(b"{`").unwrap().find(b"[@{`", 0), Some(2));
        assert_eq!(Folded::new(b"[@").unwrap().find(b"{`[@", 0), Some(2));
    }

    #[test]
    fn from_behind_the_end_there_is_nothing() {
        assert_eq!(Folded::new(b"a").unwrap().find(b"aaa", 3), None);
        assert_eq!(Folded::new(b"a").unwrap().find(b"aaa", 9), None);
    }

    proptest! {
        #[test]
        fn it_stands_where_a_plain_search_finds_it(
            text in "[aAbB.@\\[{]{1,4}",
            hay in proptest::collection::vec(
                proptest::sample::select(&b"aAbB.@`[{\xe1x"[..]), 0..700),
            from in 0..700_usize,
        ) {
            let folded = Folded::new(text.as_bytes()).unwrap();
            let mut at = from;
            loop {
                let found = folded.find(&hay, at);
                prop_assert_eq!(found, plainly(text.as_bytes(), &hay, at));
                let Some(found) = found else { break };
                at = found + 1;
            }
        }
    }
}
