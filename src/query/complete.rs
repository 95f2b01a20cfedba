//! What may be typed at a place of a filter, whatever stands around it.
//!
//! Knows the fields and their words; the values and keys that were seen are given by whoever has
//! the logs.

use super::field::Shape;
use super::lexer::{Token, TokenKind, is_open_scope, lex};
use super::quoting::unquote;
use super::scan::op_at;
use super::slots::{Slot, Slots};
use super::table::FIELDS;
use super::{Field, Op, Span};

/// What is wanted at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Something that cannot be listed: a regex, a phrase.
    Nothing,
    /// A field's name.
    Fields {
        /// Whether it stands after `has:`, where no operator follows.
        has: bool,
    },
    /// A key of one of the scopes.
    Keys {
        /// The scope's name, such as `prop`.
        scope: &'static str,
        /// Whether it stands after `has:`.
        has: bool,
    },
    /// A value of a field.
    Values {
        /// The field.
        field: Field,
        /// The operator before the value.
        op: Op,
    },
}

/// What may be typed at a place, and what it takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What would be replaced; the cursor lies in it or at its end.
    pub replace: Span,
    /// What of it stands before the cursor, without quotes and scope.
    pub typed: String,
    /// What belongs there.
    pub wants: Wants,
}

/// What may be typed into `text` at `cursor`, a place in bytes; one inside a character counts as
/// before it, one behind the end as the end.
pub fn complete(text: &str, cursor: usize) -> Completion {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let before = &text[..cursor];
    let tokens = lex(before);
    let mut slots = Slots::new();
    let slot_of: Vec<Slot> = tokens.iter().map(|token| slots.step(token)).collect();
    let touches = |token: &Token<'_>| token.span.end == cursor && goes_on(token, before);
    let touching = tokens.last().zip(slot_of.last()).filter(|(token, _)| touches(token));
    let (start, slot) =
        touching.map_or((cursor, slots.at(cursor)), |(token, slot)| (token.span.start, *slot));
    let token = touching.map(|(token, _)| &token.kind);
    let place = Place { text, before, start, cursor };
    match slot {
        Slot::Head => place.name(token, false),
        Slot::Has => place.name(token, true),
        Slot::Value { name, op, .. } => {
            let name = name.and_then(|name| tokens.get(name)).map(|token| &token.kind);
            place.value(token, field_of(name), op)
        }
    }
}

/// Whether typing on at the end of `token` would make it longer. `and`, `or` and `not` may still
/// become other words.
fn goes_on(token: &Token<'_>, text: &str) -> bool {
    match token.kind {
        TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::Op(_) => false,
        TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Minus => {
            text[token.span.start..].starts_with(char::is_alphabetic)
        }
        _ => true,
    }
}

fn field_of(name: Option<&TokenKind<'_>>) -> Option<Field> {
    match name? {
        TokenKind::Name(name, Some(key)) => Field::with_key(name, key),
        TokenKind::Name(name, None) => Field::parse(name),
        _ => None,
    }
}

/// The part of a text that is looked at.
struct Place<'t> {
    text: &'t str,
    before: &'t str,
    start: usize,
    cursor: usize,
}

impl Place<'_> {
    /// A name or a bare word.
    fn name(&self, token: Option<&TokenKind<'_>>, has: bool) -> Completion {
        let written = &self.before[self.start..];
        match token {
            None => self.wants(self.cursor, String::new(), Wants::Fields { has }),
            Some(TokenKind::Name(_, Some(key))) => self.key(written, key.clone(), has),
            Some(TokenKind::OpenQuote) => match written.split_once('"') {
                Some((scope, key)) if is_open_scope(scope) => {
                    let key = unquote(&format!("\"{key}\"")).map_or(key.to_owned(), |it| it.0);
                    self.key(written, key, has)
                }
                _ => self.nothing(),
            },
            Some(
                TokenKind::Word(_)
                | TokenKind::Name(_, None)
                | TokenKind::And
                | TokenKind::Or
                | TokenKind::Not,
            ) => self.word(written, has),
            Some(_) => self.nothing(),
        }
    }

    fn word(&self, written: &str, has: bool) -> Completion {
        if let Some((_, key)) = written.split_once('.') {
            return self.key(written, key.to_owned(), has);
        }
        self.wants(self.end_of_name(false), written.to_owned(), Wants::Fields { has })
    }

    /// A key, if what is `written` begins with a scope.
    fn key(&self, written: &str, key: String, has: bool) -> Completion {
        let scope = written.split('.').next().unwrap_or_default();
        let row = FIELDS.iter().find(|row| row.keyed && row.name.eq_ignore_ascii_case(scope));
        match row {
            Some(row) => {
                self.wants(self.end_of_name(true), key, Wants::Keys { scope: row.name, has })
            }
            None => self.nothing(),
        }
    }

    /// A value of `field`.
    fn value(&self, token: Option<&TokenKind<'_>>, field: Option<Field>, op: Op) -> Completion {
        let Some(field) = field.filter(|_| !matches!(op, Op::Regex | Op::NotRegex)) else {
            return self.nothing();
        };
        let written = &self.before[self.start..];
        let typed = match token {
            None => String::new(),
            Some(TokenKind::Word(word)) => match second_end(&field, op, word) {
                Some(skipped) => {
                    let start = self.start + skipped;
                    let place = Place { start, ..*self };
                    let typed = word[skipped..].to_owned();
                    return place.wants(place.end_of_value(), typed, Wants::Values { field, op });
                }
                None => (*word).to_owned(),
            },
            Some(TokenKind::Quoted(text)) => text.clone(),
            Some(TokenKind::OpenQuote) => {
                unquote(&format!("{written}\"")).map_or_else(|| written[1..].to_owned(), |it| it.0)
            }
            Some(_) => return self.nothing(),
        };
        self.wants(self.end_of_value(), typed, Wants::Values { field, op })
    }

    fn wants(&self, end: usize, typed: String, wants: Wants) -> Completion {
        Completion { replace: Span::new(self.start, end), typed, wants }
    }

    fn nothing(&self) -> Completion {
        self.wants(self.cursor, self.before[self.start..].to_owned(), Wants::Nothing)
    }

    /// Where the name ends that the cursor is in: with its key, or before the dot.
    fn end_of_name(&self, with_key: bool) -> usize {
        let ends = |token: &Token<'_>| match &token.kind {
            TokenKind::Word(_) | TokenKind::Name(..) if !with_key => {
                let text = &self.text[token.span.start..token.span.end];
                Some(token.span.start + text.find('.').unwrap_or(text.len()))
            }
            TokenKind::Word(_) | TokenKind::Name(..) => Some(token.span.end),
            _ => None,
        };
        self.end_of_token(ends)
    }

    fn end_of_value(&self) -> usize {
        self.end_of_token(|token| {
            matches!(token.kind, TokenKind::Word(_) | TokenKind::Quoted(_))
                .then_some(token.span.end)
        })
    }

    /// Where the token ends in the whole text that the cursor is in.
    fn end_of_token(&self, end: impl Fn(&Token<'_>) -> Option<usize>) -> usize {
        let within = |token: &Token<'_>| {
            token.span.start <= self.start
                && self.start < token.span.end
                && self.start < self.cursor
        };
        let tokens = lex(self.text);
        tokens.iter().find(|token| within(token)).and_then(end).unwrap_or(0).max(self.cursor)
    }
}

/// Where the second end of a range begins in `word`.
fn second_end(field: &Field, op: Op, word: &str) -> Option<usize> {
    let of_range = matches!(field.shape(), Shape::Time | Shape::Level | Shape::Log | Shape::Ranked);
    word.find("..").map(|at| at + 2).filter(|_| of_range && op == Op::Match)
}

/// Whether an operator follows at `at`.
pub(super) fn op_follows(text: &str, at: usize) -> bool {
    text.get(at..).and_then(op_at).is_some()
}
