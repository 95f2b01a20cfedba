//! Finding a text in bytes without regard to case, in whole records and in single values.
//!
//! Text of ASCII is searched for by its rarest bytes, which takes no more memory than the text.
//! Beyond ASCII a regex knows what is the same in which case; each takes kilobytes.

use regex::bytes::Regex;

use super::folded::Folded;
use super::pattern::folding;

/// A text to be found in any case.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    text: String,
    search: Search,
}

#[derive(Clone, Debug)]
enum Search {
    /// Nothing is looked for, which stands everywhere.
    Nothing,
    /// By its rarest bytes.
    Folded(Folded),
    /// By the regex engine.
    Regex(Regex),
}

impl Needle {
    /// A needle of any text.
    ///
    /// # Errors
    /// The regex engine's reason, where `text` is too long for it.
    pub(super) fn new(text: &str) -> Result<Self, String> {
        if let Some(plain) = Self::plain(text) {
            return Ok(plain);
        }
        // ASCII folds as ASCII, or `k` would match the sign of Kelvin.
        let unicode = if text.is_ascii() { "(?-u)" } else { "" };
        let regex = folding(&format!("{unicode}{}", regex::escape(text)))?;
        Ok(Self { text: text.to_owned(), search: Search::Regex(regex) })
    }

    /// A needle that takes no more memory than its text. `None` for a text that needs
    /// [`Needle::new`]: a long one, or one beyond ASCII.
    pub(super) fn plain(text: &str) -> Option<Self> {
        let search = match Folded::new(text.as_bytes()) {
            Some(folded) => Search::Folded(folded),
            None if text.is_empty() => Search::Nothing,
            None => return None,
        };
        Some(Self { text: text.to_owned(), search })
    }

    /// What is searched.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it stands somewhere in `hay`.
    pub(super) fn is_in(&self, hay: &[u8]) -> bool {
        match &self.search {
            Search::Nothing => true,
            Search::Folded(folded) => folded.find(hay, 0).is_some(),
            Search::Regex(regex) => regex.is_match(hay),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", b"anything", true)]
    #[case("", b"", true)]
    #[case("Error", b"an eRRor occurred", true)]
    #[case("error", b"erro", false)]
    #[case("error", b"the error", true)]
    #[case("error", b"errerror", true)]
    #[case("a/b", b"xA/Bx", true)]
    #[case("k", "\u{212a}".as_bytes(), false)]
    #[case("ÜBER", "\u{fc}ber".as_bytes(), true)]
    #[case("über", b"\xff\xfe no utf-8 \xc3\x9cBER", true)]
    fn a_needle_is_found_in_any_case(#[case] text: &str, #[case] hay: &[u8], #[case] found: bool) {
        assert_eq!(Needle::new(text).unwrap().is_in(hay), found);
    }

    #[test]
    fn a_long_needle_is_found_too() {
        let text = "abc ".repeat(100);
        assert!(Needle::plain(&text).is_none());
        let needle = Needle::new(&text).unwrap();
        assert!(needle.is_in(format!("x{}x", text.to_uppercase()).as_bytes()));
        assert!(!needle.is_in(&text.as_bytes()[1..]));
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_in_lower_case_finds(
            needle in "[aAbB./]{0,5}",
            hay in proptest::collection::vec(proptest::sample::select(&b"aAbB./\xff"[..]), 0..40),
        ) {
            let lower = needle.to_ascii_lowercase();
            let folded = hay.to_ascii_lowercase();
            let plain = lower.is_empty()
                || folded.windows(lower.len()).any(|window| window == lower.as_bytes());
            prop_assert_eq!(Needle::new(&needle).unwrap().is_in(&hay), plain);
        }
    }
}
