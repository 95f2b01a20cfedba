//! The keys in a cell of data, and what of it is prose that names none.

use super::super::declaration::NameMatch;
use super::inline::{Piece, pieces, without_emphasis};
use super::name::is_nothing;

/// No key that is logged is longer.
const LONGEST: usize = 200;

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) matching: NameMatch,
    /// Whether it is said to be a number.
    pub(super) is_number: bool,
    /// What else is said of it.
    pub(super) remark: Option<String>,
}

/// What a cell of data says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) keys: Vec<Key>,
    /// What names no key.
    pub(super) prose: Vec<String>,
}

/// Reads a cell of data: names in code, or a list of bare words that look like keys. Each may be
/// followed by a remark: `` `duration_ms` (number)``, `` `stage`: `start` or `scan` ``.
pub(super) fn keys(cell: &str) -> Keys {
    let segments = segments(pieces(cell));
    // Plain words are keys where all are: else they are part of a sentence.
    let fits = |it: &Segment| it.is_value() || it.is_code || head(&it.text).is_some_and(is_plain);
    let all_plain = segments.iter().all(fits);
    let mut found = Keys::default();
    let mut of_values = false;
    for segment in segments {
        if is_nothing(&segment.text) {
            continue;
        }
        // `stage: "start", "scan"`: what follows are further values of the key before.
        if of_values && segment.is_value() {
            continue;
        }
        of_values = segment.begins_values();
        if !segment.read(all_plain, &mut found.keys) {
            found.prose.push(segment.whole());
        }
    }
    found
}

/// A part of a cell between commas.
#[derive(Debug, Default)]
struct Segment {
    /// Whether it begins with code, which is the `text` then; else all of it is.
    is_code: bool,
    text: String,
    /// What follows the code.
    rest: String,
    /// Whether code or a quotation stands first behind the colon of the key.
    has_value: bool,
}

impl Segment {
    fn whole(&self) -> String {
        format!("{} {}", self.text.trim(), self.rest.trim()).trim().to_owned()
    }

    fn is_value(&self) -> bool {
        let quoted = self.text.trim_start().starts_with(['"', '\'', '“']);
        quoted || (self.is_code && self.rest.trim().is_empty())
    }

    fn begins_values(&self) -> bool {
        let (_, remark) = split(&self.text);
        let remark = if self.is_code { self.rest.trim() } else { remark };
        let first = remark.strip_prefix([':', '=']).map(str::trim_start);
        first.is_some_and(|first| {
            !is_number(first) && (self.has_value || first.starts_with(['"', '\'', '“']))
        })
    }

    /// Adds the keys of this part; whether it has any.
    fn read(&self, all_plain: bool, keys: &mut Vec<Key>) -> bool {
        if !self.is_code {
            let (name, remark) = split(&self.text);
            let is_key = is_identifier(name) || (all_plain && is_plain(name));
            if is_key && begins_remark(remark) {
                keys.push(key(name, remark));
            }
            return is_key && begins_remark(remark);
        }
        // Code may hold a list, also in braces, and types: `{ a: number, b }`.
        let inner = self.text.trim().trim_start_matches('{').trim_end_matches('}');
        let parts = || inner.split(',').map(str::trim).filter(|it| !it.is_empty());
        let is_key = |part: &str| {
            let (name, _) = part.split_once(':').unwrap_or((part, ""));
            is_code_key(name.trim().trim_end_matches('?'))
        };
        if parts().next().is_none() || !parts().all(is_key) {
            return false;
        }
        for part in parts() {
            let (name, kind) = part.split_once(':').unwrap_or((part, &self.rest));
            keys.push(key(name.trim().trim_end_matches('?'), kind));
        }
        true
    }
}

fn key(name: &str, remark: &str) -> Key {
    let remark = remark.trim().trim_start_matches([':', '=', '-', '–', '—', '?']).trim();
    let inner = remark.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(remark);
    let (name, matching) = match name.strip_suffix('*') {
        Some(prefix) => (prefix, NameMatch::Prefix),
        None if name.to_lowercase().contains("<number>") => (name, NameMatch::Number),
        None => (name, NameMatch::Exact),
    };
    Key {
        name: name.to_owned(),
        matching,
        is_number: is_number(inner),
        remark: Some(inner.to_owned()).filter(|it| !it.is_empty()),
    }
}

/// Whether `remark` says, before all else, that a value is a number.
pub(super) fn is_number(remark: &str) -> bool {
    let remark = remark.trim_start_matches([' ', '(']).to_lowercase();
    let end = remark.find(|c: char| !c.is_alphanumeric()).unwrap_or(remark.len());
    let (word, rest) = remark.split_at(end);
    let words =
        ["number", "integer", "int", "float", "double", "numeric", "measurement", "measure"];
    // A number of something is that, not a type.
    words.contains(&word) && !rest.trim_start().starts_with("of ")
}

/// Cuts a cell at what separates keys, outside parentheses.
fn segments(pieces: Vec<Piece>) -> Vec<Segment> {
    let mut cut = Cut::default();
    for piece in pieces {
        match piece {
            Piece::Code(code) => cut.code(&code),
            Piece::Text(text) => cut.text(&text),
        }
    }
    cut.end();
    cut.done
}

#[derive(Default)]
struct Cut {
    done: Vec<Segment>,
    current: Segment,
    depth: usize,
}

impl Cut {
    fn code(&mut self, code: &str) {
        let between = if self.current.is_code { &self.current.rest } else { &self.current.text };
        let between = between.trim();
        if self.depth == 0 && matches!(between, "" | "and" | "or" | "&" | "+" | "/") {
            self.end();
            self.current = Segment { is_code: true, text: code.to_owned(), ..Segment::default() };
            return;
        }
        self.current.has_value |= between.ends_with([':', '=']);
        self.part().push_str(code);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '(' | '[' => self.depth += 1,
                ')' | ']' => self.depth = self.depth.saturating_sub(1),
                ',' | ';' | '\n' if self.depth == 0 => {
                    self.end();
                    continue;
                }
                _ => {}
            }
            self.part().push(c);
        }
    }

    fn part(&mut self) -> &mut String {
        if self.current.is_code { &mut self.current.rest } else { &mut self.current.text }
    }

    fn end(&mut self) {
        let mut segment = std::mem::take(&mut self.current);
        let text = segment.text.trim();
        let text = text.strip_prefix("and ").unwrap_or(text).trim_start_matches(['-', '•', ' ']);
        let text = without_emphasis(text).to_owned();
        segment.text = text;
        if !segment.text.is_empty() || !segment.rest.trim().is_empty() {
            self.done.push(segment);
        }
    }
}

/// The first word of `text`, and what follows it.
fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_whitespace() || "(:=?".contains(c)).unwrap_or(text.len());
    let (name, remark) = text.split_at(end);
    (without_emphasis(name), remark)
}

/// The first word of `text`, where nothing but a remark follows it.
fn head(text: &str) -> Option<&str> {
    let (name, remark) = split(text);
    begins_remark(remark).then_some(name)
}

fn begins_remark(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty() || text.starts_with(['(', ':', '=', '?', '-', '–', '—'])
}

/// A word in lower case, which could as well be prose.
fn is_plain(word: &str) -> bool {
    is_identifier(word)
        || (!word.is_empty()
            && word.len() <= LONGEST
            && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Whether a bare word cannot be prose: `duration_ms`, `routesCount`, `$session_id`, `common.os`.
fn is_identifier(word: &str) -> bool {
    let bytes = word.as_bytes();
    let humps = bytes.windows(2).any(|it| it[0].is_ascii_lowercase() && it[1].is_ascii_uppercase());
    let odd = word.contains('_') || word.trim_matches('.').contains('.') || word.contains('$');
    let starts = |c: char| c.is_ascii_lowercase() || c == '_' || c == '$';
    word.len() <= LONGEST
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.$-*".contains(&byte))
        && word.contains(|c: char| c.is_ascii_alphabetic())
        && (word.contains('_') || (word.starts_with(starts) && (odd || humps)))
        && !word.ends_with('.')
}

/// Whether code can be a key: one word.
fn is_code_key(code: &str) -> bool {
    code.len() <= LONGEST
        && code.contains(char::is_alphanumeric)
        && !code.contains(|c: char| c.is_whitespace() || "(){}[]=/\\\"'".contains(c))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Keys with `#` for a number and `*` for a prefix, then prose in angle brackets.
    fn read(cell: &str) -> String {
        let Keys { keys, prose } = keys(cell);
        let shown = |key: &Key| {
            let number = if key.is_number { "#" } else { "" };
            let more = if key.matching == NameMatch::Prefix { "*" } else { "" };
            format!("{}{more}{number}", key.name)
        };
        let keys = keys.iter().map(shown);
        keys.chain(prose.iter().map(|it| format!("<{it}>"))).collect::<Vec<_>>().join(" ")
    }

    #[rstest]
    #[case("`duration_ms` (number), `success`", "duration_ms# success")]
    #[case("`a` and `b`<br>`c`: integer; `d?`", "a b c# d")]
    #[case("`{ a: number, b: string }`", "a# b")]
    #[case("`a, b`", "a b")]
    #[case("duration_ms, success, count", "duration_ms success count")]
    #[case("duration_ms: number, routesCount (how many)", "duration_ms# routesCount")]
    #[case("**duration_ms**, _success_", "duration_ms success")]
    #[case("`method` (`config`, `pyproject` or `guess`), `success`", "method success")]
    #[case("`stage`: `start`, `scan`", "stage")]
    #[case("stage: \"start\", \"scan\"; kind", "stage kind")]
    #[case("`a`: `number`, `b`", "a# b")]
    #[case("`timer.*`, `useV<NUMBER>`", "timer.* useV<NUMBER>")]
    #[case("`count` of results", "count")]
    #[case("count", "count")]
    #[case("none", "")]
    #[case("_(none)_", "")]
    #[case("-", "")]
    #[case("", "")]
    fn keys_are_read_from_lists(#[case] cell: &str, #[case] wanted: &str) {
        assert_eq!(read(cell), wanted);
    }

    #[rstest]
    #[case("Activation duration", "<Activation duration>")]
    #[case("Duration", "<Duration>")]
    #[case("number of results, success", "<number of results> <success>")]
    #[case("Result count, exit_code", "exit_code <Result count>")]
    #[case("`duration_ms` (number of ms), whether it worked", "duration_ms <whether it worked>")]
    #[case("Category (e.g. `parse`, `wasm`)", "<Category (e.g. parse, wasm)>")]
    #[case("success/failure", "<success/failure>")]
    #[case("`code with spaces`", "<code with spaces>")]
    #[case("e.g. a path", "<e.g. a path>")]
    fn prose_is_no_key(#[case] cell: &str, #[case] wanted: &str) {
        assert_eq!(read(cell), wanted);
    }

    #[test]
    fn what_is_said_of_a_key_is_its_remark() {
        let keys = keys("`a` (in ms), `b`: how often, c_d").keys;
        let remarks: Vec<_> = keys.iter().map(|key| key.remark.as_deref()).collect();
        assert_eq!(remarks, [Some("in ms"), Some("how often"), None]);
    }
}
