//! Finding the literals of a prefilter in raw text, whatever lies in it: whole segments, of which
//! only the records around an occurrence are looked at further.

use std::ops::Range;

use memchr::memmem;

use crate::event::visible;

use super::folded::Folded;
use super::rarity::bits;

/// A text that is looked for in raw bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Literal {
    pub(super) text: Vec<u8>,
    /// In any case; only ASCII folds.
    pub(super) any_case: bool,
}

impl Literal {
    pub(super) fn exact(text: impl Into<Vec<u8>>) -> Self {
        Self { text: text.into(), any_case: false }
    }

    pub(super) fn in_any_case(text: impl Into<Vec<u8>>) -> Self {
        let text: Vec<u8> = text.into();
        let any_case = text.iter().any(u8::is_ascii_alphabetic);
        Self { text, any_case }
    }

    /// How much it tells records apart.
    pub(super) fn bits(&self) -> u32 {
        bits(&self.text)
    }
}

/// As a person reads it: in quotes, escaped.
impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"{}\"", visible(&String::from_utf8_lossy(&self.text)))
    }
}

/// The literals of a filter, ready to be found.
#[derive(Clone, Debug)]
pub struct Finder {
    searches: Vec<Search>,
    literals: Vec<Literal>,
    exact: bool,
}

#[derive(Clone, Debug)]
enum Search {
    Folded(Folded),
    Exactly(Box<memmem::Finder<'static>>),
}

impl Search {
    fn new(literal: &Literal) -> Self {
        // A long text in any case is found by its beginning.
        let folded =
            || Folded::new(&literal.text[..literal.text.len().min(super::folded::LONGEST)]);
        match folded().filter(|_| literal.any_case) {
            Some(folded) => Self::Folded(folded),
            None => Self::Exactly(Box::new(memmem::Finder::new(&literal.text).into_owned())),
        }
    }

    fn find(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        match self {
            Self::Folded(folded) => folded.find(text, from).map(|at| at..at + folded.len()),
            Self::Exactly(finder) => {
                let at = from + finder.find(text.get(from..)?)?;
                Some(at..at + finder.needle().len())
            }
        }
    }
}

impl Finder {
    /// A finder of any of `literals`; `exact` says that a record passes in which one stands.
    pub(super) fn new(literals: Vec<Literal>, exact: bool) -> Self {
        Self { searches: literals.iter().map(Search::new).collect(), literals, exact }
    }

    /// Whether an occurrence that lies within a record proves that it passes, so that nothing
    /// of it need be read.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether one of the literals stands in `text`.
    pub fn is_in(&self, text: &[u8]) -> bool {
        self.searches.iter().any(|search| search.find(text, 0).is_some())
    }

    /// The places at which a literal stands in `text`: a record, or a segment of many.
    pub fn within<'f, 't>(&'f self, text: &'t [u8]) -> Occurrences<'f, 't> {
        let next = self.searches.iter().map(|search| (search, Next::Unknown)).collect();
        Occurrences { text, next }
    }

    /// The literals, as a person reads them.
    pub(super) fn literals(&self) -> &[Literal] {
        &self.literals
    }
}

/// Where the literals of a [`Finder`] stand in a text, from its start to its end.
#[derive(Debug)]
pub struct Occurrences<'f, 't> {
    text: &'t [u8],
    next: Vec<(&'f Search, Next)>,
}

/// What is known of a literal's next place, so that no stretch is searched for it twice.
#[derive(Debug)]
enum Next {
    Unknown,
    At(Range<usize>),
    Nowhere,
}

impl Occurrences<'_, '_> {
    /// The first occurrence that starts at `from` or behind it. `from` must not go down from one
    /// call to the next: pass the end of the record that was found, and its literals are behind.
    pub fn next_from(&mut self, from: usize) -> Option<Range<usize>> {
        let mut first: Option<Range<usize>> = None;
        for (search, next) in &mut self.next {
            let known = match next {
                Next::Nowhere => continue,
                Next::At(place) => place.start >= from,
                Next::Unknown => false,
            };
            if !known {
                *next = search.find(self.text, from).map_or(Next::Nowhere, Next::At);
            }
            if let Next::At(place) = next
                && first.as_ref().is_none_or(|first| place.start < first.start)
            {
                first = Some(place.clone());
            }
        }
        first
    }
}
