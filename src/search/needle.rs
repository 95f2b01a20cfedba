//! What `/` looks for.

use regex::bytes::{Regex, RegexBuilder};

/// A compiled search: a piece of text in any case, or `/regex/`.
#[derive(Clone, Debug)]
pub struct Needle {
    regex: Regex,
}

impl Needle {
    /// Compiles what was typed. Text is searched for as it stands, in any case; `/…/` is a
    /// regular expression, case-sensitive if it holds a capital letter.
    ///
    /// # Errors
    /// A regular expression that is wrong or too large, as a sentence for the person.
    pub fn new(typed: &str) -> Result<Self, String> {
        let inner = typed.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let (pattern, any_case) = match inner {
            Some(inner) if !inner.is_empty() => {
                (inner.to_owned(), !inner.chars().any(char::is_uppercase))
            }
            _ => (regex::escape(typed), true),
        };
        let built =
            RegexBuilder::new(&pattern).case_insensitive(any_case).size_limit(1 << 20).build();
        let last_line = |error: regex::Error| {
            error.to_string().lines().last().unwrap_or("not a regular expression").to_owned()
        };
        built.map(|regex| Self { regex }).map_err(last_line)
    }

    /// Whether it is anywhere in `bytes`.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.regex.is_match(bytes)
    }

    /// Where it is in `text`, for highlighting; empty hits are left out.
    pub fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = std::ops::Range<usize>> + 't {
        let found = self.regex.find_iter(text.as_bytes()).map(|hit| hit.range());
        found.filter(|hit| {
            !hit.is_empty() && text.is_char_boundary(hit.start) && text.is_char_boundary(hit.end)
        })
    }
}
