//! What is wrong with a filter, where, and what to write instead.

use unicode_width::UnicodeWidthStr;

use crate::event::visible;

use super::Span;

/// How many columns of the filter's text are shown above a caret.
const EXCERPT: usize = 72;

/// A filter that cannot be read, or a value in it that its field does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", .hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
pub struct QueryError {
    /// What is wrong, without a full stop.
    pub message: String,
    /// Where in the text; empty at the end where something is missing.
    pub span: Span,
    /// What to write instead.
    pub hint: Option<String>,
    /// Whether the text merely ends too early, as it does while it is being typed, and could
    /// become right by typing on.
    pub incomplete: bool,
}

impl QueryError {
    /// Text that no further typing makes right.
    pub(super) fn wrong(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span, hint: None, incomplete: false }
    }

    /// Text that ends where more is expected.
    pub(super) fn unfinished(span: Span, message: impl Into<String>) -> Self {
        Self { incomplete: true, ..Self::wrong(span, message) }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Three lines for a terminal: the filter (`text` is what was parsed), carets under the place,
    /// and message with hint. A long filter is shown around the place; what could harm a
    /// terminal is spelled out.
    ///
    /// ```text
    /// level:eror
    ///       ^^^^
    /// 'eror' is no level; did you mean level:error?
    /// ```
    pub fn caret(&self, text: &str) -> String {
        let start = floor(text, self.span.start);
        let end = floor(text, self.span.end).max(start);
        let (before, cut_before) = last_columns(&text[..start], EXCERPT / 2);
        let (at, cut_at) = first_columns(&text[start..end], EXCERPT / 2);
        let rest = EXCERPT.saturating_sub(before.width() + at.width());
        let (after, cut_after) =
            if cut_at { (String::new(), true) } else { first_columns(&text[end..], rest) };
        let dots = |cut: bool| if cut { "…" } else { "" };
        format!(
            "{}{before}{at}{after}{}\n{}{}\n{self}",
            dots(cut_before),
            dots(cut_after),
            " ".repeat(before.width() + usize::from(cut_before)),
            "^".repeat(at.width().max(1)),
        )
    }
}

/// `at`, or the start of the character it lies in.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// As much from the start of `text` as fits, made harmless, and whether something was left out.
fn first_columns(text: &str, columns: usize) -> (String, bool) {
    fitting(text.chars(), columns, String::push_str)
}

/// As much from the end of `text` as fits, made harmless, and whether something was left out.
fn last_columns(text: &str, columns: usize) -> (String, bool) {
    fitting(text.chars().rev(), columns, |shown, c| shown.insert_str(0, c))
}

fn fitting(
    chars: impl Iterator<Item = char>,
    columns: usize,
    put: impl Fn(&mut String, &str),
) -> (String, bool) {
    let mut shown = String::new();
    let mut used = 0;
    for c in chars {
        let mut bytes = [0; 4];
        let c = visible(c.encode_utf8(&mut bytes));
        // What has no width of its own counts too, or a pile of accents would never end.
        used += c.width().max(1);
        if used > columns {
            return (shown, true);
        }
        put(&mut shown, &c);
    }
    (shown, false)
}

/// `text` for a message: harmless and not too long.
pub(super) fn shown(text: &str) -> String {
    let (shown, cut) = first_columns(text, 60);
    format!("{shown}{}", if cut { "…" } else { "" })
}

/// `text` between quotes for a message.
pub(super) fn named(text: &str) -> String {
    format!("'{}'", shown(text))
}
