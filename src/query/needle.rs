//! Finding a text in bytes without regard to case, in whole records and in single values.
//!
//! Over records the regex engine is the fastest by far (it looks for several bytes at once), but
//! each regex takes kilobytes. Values are short and lists of them long, so there a search does
//! that takes only the text.

use memchr::{memchr_iter, memchr2_iter};
use regex::bytes::Regex;

use super::pattern::folding;

/// The longest needle that is compared byte by byte: a hostile log could make each byte of it
/// count for each byte of the log.
const LONGEST: usize = 64;

/// A text to be found in any case.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    text: String,
    search: Search,
}

#[derive(Clone, Debug)]
enum Search {
    /// Candidates by the rarest of the bytes, which stands there, then compared.
    Rarest { at: usize },
    /// By the regex engine.
    Folding(Regex),
}

impl Needle {
    /// A needle for whole records.
    ///
    /// # Errors
    /// The regex engine's reason, where `text` is too long for it.
    pub(super) fn of_records(text: &str) -> Result<Self, String> {
        // ASCII folds as ASCII, or `k` would match the sign of Kelvin.
        let unicode = if text.is_ascii() { "(?-u)" } else { "" };
        let regex = folding(&format!("{unicode}{}", regex::escape(text)))?;
        Ok(Self { text: text.to_owned(), search: Search::Folding(regex) })
    }

    /// A needle for single values that takes no more memory than its text. `None` for a text
    /// that needs [`Needle::of_records`]: a long one, or one beyond ASCII.
    pub(super) fn of_values(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if !text.is_ascii() || bytes.len() > LONGEST {
            return None;
        }
        let rarest = (0..bytes.len()).min_by_key(|at| frequency(bytes[*at].to_ascii_lowercase()));
        let search = Search::Rarest { at: rarest.unwrap_or_default() };
        Some(Self { text: text.to_owned(), search })
    }

    /// What is searched.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it stands somewhere in `hay`.
    pub(super) fn is_in(&self, hay: &[u8]) -> bool {
        match &self.search {
            Search::Folding(regex) => regex.is_match(hay),
            Search::Rarest { at } => self.is_around_rarest(hay, *at),
        }
    }

    fn is_around_rarest(&self, hay: &[u8], at: usize) -> bool {
        let needle = self.text.as_bytes();
        let Some(spare) = hay.len().checked_sub(needle.len()) else { return false };
        let Some(byte) = needle.get(at).copied() else { return true };
        // The rarest byte can stand only where the rest of the needle fits around it.
        let window = &hay[at..=at + spare];
        let starts = |start: usize| hay[start..start + needle.len()].eq_ignore_ascii_case(needle);
        if byte.is_ascii_alphabetic() {
            let (lower, upper) = (byte.to_ascii_lowercase(), byte.to_ascii_uppercase());
            memchr2_iter(lower, upper, window).any(starts)
        } else {
            memchr_iter(byte, window).any(starts)
        }
    }
}

/// How often a lower-case byte stands in logs of JSON, roughly.
fn frequency(byte: u8) -> u8 {
    const LETTERS: &[u8] = b"zqjxkvwybgfpmuhdlcirsanotes";
    match byte {
        b'"' => 100,
        b' ' | b':' | b',' => 60,
        b'0'..=b'9' => 40,
        b'.' | b'-' => 35,
        letter if letter.is_ascii_lowercase() => {
            LETTERS.iter().position(|known| *known == letter).map_or(30, |rank| 10 + 2 * rank as u8)
        }
        b'{' | b'}' | b'_' | b'/' => 20,
        _ => 5,
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
        assert_eq!(Needle::of_records(text).unwrap().is_in(hay), found);
        if let Some(needle) = Needle::of_values(text) {
            assert_eq!(needle.is_in(hay), found);
        }
    }

    #[test]
    fn a_long_needle_is_found_too() {
        let text = "abc ".repeat(100);
        assert!(Needle::of_values(&text).is_none());
        let needle = Needle::of_records(&text).unwrap();
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
            prop_assert_eq!(Needle::of_values(&needle).unwrap().is_in(&hay), plain);
            prop_assert_eq!(Needle::of_records(&needle).unwrap().is_in(&hay), plain);
        }
    }
}
