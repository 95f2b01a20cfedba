//! Regular expressions and globs, compiled for bytes within a bound of memory.
//!
//! One engine serves text and records alike: over valid UTF-8 the byte engine answers as the
//! text engine does, and a record need not be valid.

use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

use super::finder::Literal;
use super::required::required;

/// How deep groups may stand in one another.
const NEST_LIMIT: u32 = 100;

/// What one compiled pattern may take; a counted repetition of classes easily asks for more.
const SIZE_LIMIT: usize = 1 << 20;

/// What stands around a pattern to which an alternative was added that never matches.
const OPEN: &str = "(?:";
const NEVER: &str = r")|[^\s\S]";

/// A literal of so many bits is worth looking for.
const TELLING: u32 = 8;

/// What a value is tried against: compiled at once, or when it is tried first.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// As the engine reads it, but for what [`plainly`] puts around it.
    text: String,
    /// The flags of a regex; `None` for a glob.
    flags: Option<String>,
    /// Once compiled; `None` in it where that failed.
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// What [`regex()`] takes.
    pub(super) fn regex(pattern: &str, flags: &str) -> Self {
        let (text, flags) = (pattern.to_owned(), Some(flags.to_owned()));
        Self { text, flags, compiled: OnceLock::new() }
    }

    /// A glob over a whole value: `*` is any text, `?` one character.
    pub(super) fn glob(text: &str) -> Self {
        Self { text: of_glob(text), flags: None, compiled: OnceLock::new() }
    }

    /// Compiles it now.
    ///
    /// # Errors
    /// The regex engine's reason.
    pub(super) fn at_once(self) -> Result<Self, String> {
        let compiled = self.compile()?;
        Ok(Self { compiled: OnceLock::from(Some(compiled)), ..self })
    }

    /// Whether it is found in `text`; never, where it cannot be compiled.
    pub(super) fn is_match(&self, text: &[u8]) -> bool {
        let compiled = self.compiled.get_or_init(|| self.compile().ok());
        compiled.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// A regex as it was written; of a glob, the regex that it means.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    fn compile(&self) -> Result<Regex, String> {
        match &self.flags {
            Some(flags) => regex(&self.text, flags),
            None => folding(&self.text),
        }
    }
}

/// Compiles what a filter writes after `~` or between slashes. Upper and lower case are the same
/// unless `pattern` holds a capital, or `flags` has an `i`.
pub(super) fn regex(pattern: &str, flags: &str) -> Result<Regex, String> {
    let asked = regex_of(pattern, flags)?;
    Ok(plainly(pattern, flags).unwrap_or(asked))
}

/// The same regex in such a form that no literal of it is looked for first, where none tells
/// anything: a dot stands everywhere, and whoever goes back from each finds the regex five times
/// slower than who reads on. Of an alternative there is no such literal; this one never matches.
fn plainly(pattern: &str, flags: &str) -> Option<Regex> {
    let literals = required(&tree(pattern, flags)?).unwrap_or_default();
    let tells = literals.iter().map(Literal::bits).min().is_some_and(|bits| bits >= TELLING);
    // Where white space is no part of a pattern, it may end with a comment.
    if tells || flags.contains('x') || pattern.contains("(?") {
        return None;
    }
    regex_of(&format!("{OPEN}{pattern}{NEVER}"), flags).ok()
}

fn regex_of(pattern: &str, flags: &str) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(pattern);
    builder
        .case_insensitive(flags.contains('i') || !has_capital(pattern))
        .multi_line(flags.contains('m'))
        .dot_matches_new_line(flags.contains('s'))
        .ignore_whitespace(flags.contains('x'));
    build(&mut builder)
}

/// What [`regex()`] compiles, as a tree; `None` for what it does not compile.
pub(super) fn tree(pattern: &str, flags: &str) -> Option<Hir> {
    let mut builder = ParserBuilder::new();
    builder
        .utf8(false)
        .nest_limit(NEST_LIMIT)
        .case_insensitive(flags.contains('i') || !has_capital(pattern))
        .multi_line(flags.contains('m'))
        .dot_matches_new_line(flags.contains('s'))
        .ignore_whitespace(flags.contains('x'));
    builder.build().parse(pattern).ok()
}

/// Compiles a pattern of our own making, in which case never counts and a dot is anything.
pub(super) fn folding(pattern: &str) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(pattern);
    build(builder.case_insensitive(true).dot_matches_new_line(true))
}

/// Compiles a glob over a whole value: `*` is any text, `?` one character.
pub(super) fn glob(text: &str) -> Result<Regex, String> {
    folding(&of_glob(text))
}

/// The regex that a glob means.
fn of_glob(text: &str) -> String {
    let mut pattern = String::from("^");
    for part in text.split_inclusive(['*', '?']) {
        let (plain, wild) = match part.strip_suffix('*') {
            Some(plain) => (plain, ".*"),
            None => part.strip_suffix('?').map_or((part, ""), |plain| (plain, ".")),
        };
        pattern.push_str(&regex::escape(plain));
        pattern.push_str(wild);
    }
    pattern.push('$');
    pattern
}

/// Whether `text` is read as a glob where globs are.
pub(super) fn is_glob(text: &str) -> bool {
    text.contains(['*', '?'])
}

fn build(builder: &mut RegexBuilder) -> Result<Regex, String> {
    let built = builder.size_limit(SIZE_LIMIT).nest_limit(NEST_LIMIT).build();
    built.map_err(|error| match &error {
        regex::Error::CompiledTooBig(_) => "it is too big".to_owned(),
        error => {
            // The first lines draw the pattern, which the filter's own caret shows already.
            let text = error.to_string();
            let reason = text.rsplit_once("error: ").map_or(&*text, |(_, reason)| reason);
            reason.trim().to_owned()
        }
    })
}

/// Whether a capital letter is meant as such: not in `\W`, `\p{Greek}`, `\x4A`, `(?P<Name>` or
/// the flags of `(?U)`.
fn has_capital(pattern: &str) -> bool {
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '\\' => after_escape(&rest[1..]),
            '(' if rest.starts_with("(?") => {
                let named = rest.starts_with("(?P<") || rest.starts_with("(?<");
                let ends: &[char] = if named { &['>'] } else { &[':', ')'] };
                rest.find(ends).map_or("", |at| &rest[at..])
            }
            c if c.is_uppercase() => return true,
            c => &rest[c.len_utf8()..],
        };
    }
    false
}

/// What follows an escape whose backslash was read.
fn after_escape(rest: &str) -> &str {
    let Some(c) = rest.chars().next() else { return rest };
    let tail = &rest[c.len_utf8()..];
    if matches!(c, 'p' | 'P' | 'x' | 'u' | 'U' | 'b') && tail.starts_with('{') {
        return tail.find('}').map_or("", |at| &tail[at..]);
    }
    let digits = match c {
        'p' | 'P' => 1,
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    tail.get(digits..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("copilot", "GitHub COPILOT", true)]
    #[case("Copilot", "github copilot", false)]
    #[case("Copilot", "github Copilot", true)]
    #[case(r"\Wgit\S+", "A GITHUB", true)]
    #[case(r"\p{Greek}x", "\u{3b1}X", true)]
    #[case(r"\x{4A}x", "jX", true)]
    #[case(r"\x4Ax", "jX", true)]
    #[case("(?P<Name>x)", "X", true)]
    #[case("(?<Name>x)", "X", true)]
    #[case("(?U)x+", "X", true)]
    #[case("(?-i)x", "X", false)]
    #[case(r"\\W", "\\w", false)]
    #[case("\u{c9}", "\u{e9}", false)]
    fn case_counts_only_where_a_capital_is_meant(
        #[case] pattern: &str,
        #[case] text: &str,
        #[case] found: bool,
    ) {
        assert_eq!(regex(pattern, "").unwrap().is_match(text.as_bytes()), found);
    }

    #[test]
    fn a_pattern_that_is_compiled_when_it_is_tried_answers_as_one_that_was_compiled_before() {
        for (pattern, flags) in
            [("^a.c$", ""), ("A", ""), ("a", "i"), ("(foo", ""), (r"\w{5000}", "")]
        {
            let lazy = Pattern::regex(pattern, flags);
            for text in ["abc", "A", "a", ""] {
                let compiled = regex(pattern, flags).is_ok_and(|it| it.is_match(text.as_bytes()));
                assert_eq!(lazy.is_match(text.as_bytes()), compiled, "{pattern} in {text}");
            }
            assert_eq!(lazy.at_once().err(), regex(pattern, flags).err());
        }
        assert!(Pattern::glob("git/*").is_match(b"git/fetch"));
        assert!(!Pattern::glob("git/*").is_match(b"agit/fetch"));
    }

    #[test]
    fn flags_mean_what_they_mean_elsewhere() {
        assert!(regex("Copilot", "i").unwrap().is_match(b"copilot"));
        assert!(regex("^b", "m").unwrap().is_match(b"a\nb"));
        assert!(regex("a.b", "s").unwrap().is_match(b"a\nb"));
        assert!(regex("a b", "x").unwrap().is_match(b"ab"));
    }

    #[rstest]
    #[case("(foo", "unclosed group")]
    #[case("a**{9,1}", "invalid repetition count range, the start must be <= the end")]
    #[case(r"\w{5000}", "it is too big")]
    fn the_reason_of_an_invalid_regex_is_one_line(#[case] pattern: &str, #[case] reason: &str) {
        assert_eq!(regex(pattern, "").unwrap_err(), reason);
    }

    #[rstest]
    #[case("git/*", "git/fetch", true)]
    #[case("git/*", "agit/fetch", false)]
    #[case("*.PY", "a.py", true)]
    #[case("*.py", "a.py\n", false)]
    #[case("a?c", "a\u{e9}c", true)]
    #[case("a?c", "ac", false)]
    #[case("a.c", "abc", false)]
    #[case("a*c", "a\nc", true)]
    fn a_glob_covers_the_whole_value(#[case] text: &str, #[case] value: &str, #[case] fits: bool) {
        assert_eq!(glob(text).unwrap().is_match(value.as_bytes()), fits);
    }
}
