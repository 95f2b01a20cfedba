//! Finding by a few letters, in order and with gaps.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What is found in a name counts for more than anything found in what is said about it.
const NAME: u32 = 1 << 16;

/// Looks for the words that were typed.
pub(super) struct Finder {
    matcher: Matcher,
    /// In names the letters of a word may have gaps, in prose they may not: there they would be
    /// found nearly everywhere.
    in_name: Pattern,
    in_prose: Pattern,
    cells: Vec<char>,
}

/// How well something fits: better is greater. With the characters of the name that were found.
pub(super) type Fit = (u32, Vec<usize>);

impl Finder {
    pub(super) fn new(typed: &str) -> Self {
        let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            matcher: Matcher::new(config),
            in_name: pattern(AtomKind::Fuzzy),
            in_prose: pattern(AtomKind::Substring),
            cells: Vec::new(),
        }
    }

    /// How well a name, or else what is said about it, fits; `None` where it does not.
    pub(super) fn fit(&mut self, name: &str, prose: &str) -> Option<Fit> {
        let mut found = Vec::new();
        let cells = Utf32Str::new(name, &mut self.cells);
        if let Some(score) = self.in_name.indices(cells, &mut self.matcher, &mut found) {
            let mut found: Vec<usize> = found.into_iter().map(|at| at as usize).collect();
            found.sort_unstable();
            found.dedup();
            return Some((NAME + score, found));
        }
        let both = format!("{name} {prose}");
        let cells = Utf32Str::new(&both, &mut self.cells);
        self.in_prose.score(cells, &mut self.matcher).map(|score| (score, Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, name: &str) -> Option<Fit> {
        Finder::new(typed).fit(name, "the next error or crash")
    }

    #[test]
    fn letters_are_found_in_order_with_gaps_in_a_name_and_as_words_in_prose() {
        assert_eq!(fit("ne", "next-error").unwrap().1, [0, 1]);
        assert_eq!(fit("nxer", "next-error").unwrap().1, [0, 2, 5, 6]);
        assert!(fit("crash", "next-error").is_some_and(|(_, found)| found.is_empty()));
        assert!(fit("error next", "next-error").is_some(), "words in any order");
        assert!(fit("tnc", "next-error").is_none(), "no gaps in prose");
    }

    #[test]
    fn a_name_counts_for_more_than_prose() {
        let name = fit("e", "error").unwrap().0;
        assert!(name > Finder::new("error").fit("x", "an error").unwrap().0);
    }
}
