//! What the parts of a filter are, for colours. Any text has parts, also one that is no filter.

use super::lexer::{Token, TokenKind, lex};
use super::slots::{Slot, Slots};
use super::{Field, Span};

/// What a part of a filter's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A field's name, with its key, and `has`.
    Field,
    /// An operator, a comma, `and`, `or`.
    Op,
    /// A bare value of a field.
    Value,
    /// A bare word, which is searched in the whole record.
    Word,
    /// `/regex/flags`, closed or not.
    Regex,
    /// Quoted text, closed or not.
    Quoted,
    /// `-`, `!`, `not`.
    Not,
    /// `(` and `)`.
    Paren,
    /// What looks like a field's name and is none.
    Error,
}

/// The parts of `text` with their places, in order and apart from each other; blanks between
/// them are of no class.
///
/// ```
/// use telltail::query::{Class, highlight};
/// let classes: Vec<Class> = highlight("-level:error foo").into_iter().map(|part| part.1).collect();
/// assert_eq!(classes, [Class::Not, Class::Field, Class::Op, Class::Value, Class::Word]);
/// ```
pub fn highlight(text: &str) -> Vec<(Span, Class)> {
    let mut slots = Slots::new();
    let part = |token: &Token<'_>| (token.span, class(token, slots.step(token)));
    lex(text).iter().map(part).collect()
}

fn class(token: &Token<'_>, slot: Slot) -> Class {
    match &token.kind {
        TokenKind::Open | TokenKind::Close => Class::Paren,
        TokenKind::Comma | TokenKind::And | TokenKind::Or | TokenKind::Op(_) => Class::Op,
        TokenKind::Not | TokenKind::Minus => Class::Not,
        TokenKind::Name(name, key) if is_known(name, key.as_deref()) => Class::Field,
        TokenKind::Name(..) => Class::Error,
        TokenKind::Word(_) if slot == Slot::Head => Class::Word,
        TokenKind::Word(_) => Class::Value,
        TokenKind::Quoted(_) | TokenKind::OpenQuote => Class::Quoted,
        TokenKind::Regex(..) | TokenKind::OpenRegex => Class::Regex,
    }
}

/// Whether this is a field's name, or that of a scope which still lacks its key.
fn is_known(name: &str, key: Option<&str>) -> bool {
    match key {
        Some(key) => Field::with_key(name, key).is_some(),
        None => name.eq_ignore_ascii_case("has") || Field::parse(name).is_some(),
    }
}
