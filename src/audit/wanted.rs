//! Which differences are meant, in words: `event`, `new-event`, `gone`, `any`.

use std::fmt;
use std::str::FromStr;

use super::difference::{Difference, Sign, What};

/// Differences of a sign, of a sort, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which way; any, where there is none.
    sign: Option<Sign>,
    /// What differs; anything, where there is none.
    what: Option<What>,
}

/// Why a word means no differences.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no sort of difference: use any, new, gone, changed, {list}, or one of these with \
     new-, gone- or changed- before it, as in new-event",
    list = What::ALL.map(What::as_str).join(", ")
)]
pub struct UnknownWanted(String);

impl Wanted {
    /// Every word.
    pub fn words() -> Vec<String> {
        let signs = Sign::ALL.map(Sign::as_str);
        let whats = What::ALL.map(What::as_str);
        let both =
            signs.iter().flat_map(|sign| whats.iter().map(move |what| format!("{sign}-{what}")));
        let alone = ["any"].into_iter().chain(signs).chain(whats).map(str::to_owned);
        alone.chain(both).collect()
    }

    /// Whether a difference is among them: it, or what is new or gone with it. A finding that
    /// somebody waived is not.
    pub fn has(self, difference: &Difference) -> bool {
        let is = |what| difference.what == what || difference.also.contains(&what);
        !difference.is_waived()
            && self.sign.is_none_or(|sign| difference.sign == sign)
            && self.what.is_none_or(is)
    }
}

impl FromStr for Wanted {
    type Err = UnknownWanted;

    fn from_str(word: &str) -> Result<Self, UnknownWanted> {
        let sign = |word: &str| Sign::ALL.into_iter().find(|it| it.as_str() == word);
        let what = |word: &str| What::ALL.into_iter().find(|it| it.as_str() == word);
        if word == "any" {
            return Ok(Self { sign: None, what: None });
        }
        if let Some(sign) = sign(word) {
            return Ok(Self { sign: Some(sign), what: None });
        }
        if let Some(what) = what(word) {
            return Ok(Self { sign: None, what: Some(what) });
        }
        let both = word.split_once('-').and_then(|(first, rest)| Some((sign(first)?, what(rest)?)));
        let unknown = || UnknownWanted(word.to_owned());
        both.map(|(sign, what)| Self { sign: Some(sign), what: Some(what) }).ok_or_else(unknown)
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.sign, self.what) {
            (None, None) => f.write_str("any"),
            (Some(sign), None) => f.write_str(sign.as_str()),
            (None, Some(what)) => f.write_str(what.as_str()),
            (Some(sign), Some(what)) => write!(f, "{}-{}", sign.as_str(), what.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_something_and_is_written_as_it_is_read() {
        for word in Wanted::words() {
            assert_eq!(word.parse::<Wanted>().map(|it| it.to_string()), Ok(word));
        }
        for word in ["", "events", "new-", "-event", "event-new", "newevent", "any-event"] {
            let error = word.parse::<Wanted>().map_err(|error| error.to_string());
            assert!(error.is_err_and(|it| it.contains("new-event")), "{word}");
        }
    }

    #[test]
    fn a_word_means_what_comes_with_a_difference_too() {
        let mut it = Difference::new(Sign::New, What::Event, "acme.demo");
        it.also = vec![What::Identifier];
        let has = |word: &str| word.parse::<Wanted>().is_ok_and(|wanted| wanted.has(&it));
        for word in ["any", "new", "event", "new-event", "identifier", "new-identifier"] {
            assert!(has(word), "{word}");
        }
        for word in ["gone", "changed", "property", "gone-event", "changed-identifier"] {
            assert!(!has(word), "{word}");
        }
    }
}
