//! What stands where: of each token whether it begins a term, is a value of a field or a name
//! after `has:`. Read from any text, also broken text, so that it can be coloured and completed
//! while it is being typed.

use super::Op;
use super::lexer::{Token, TokenKind};

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Where a term may begin.
    Head,
    /// Among the values of the name with this index among the tokens.
    Value {
        /// The index of the name's token; `None` where the operator has no name.
        name: Option<usize>,
        /// The operator between name and values.
        op: Op,
        /// Whether the values stand in parentheses.
        listed: bool,
    },
    /// Among the names after `has:`.
    Has,
}

/// Walks over tokens from the start of a text.
#[derive(Debug)]
pub(super) struct Slots {
    slot: Slot,
    /// Where the last token ends, and what it was.
    end: usize,
    after_op: bool,
    seen: usize,
    /// The last token, if it was a name, and whether that is `has`.
    name: Option<bool>,
}

impl Slots {
    pub(super) const fn new() -> Self {
        Self { slot: Slot::Head, end: 0, after_op: false, seen: 0, name: None }
    }

    /// The slot of the next token.
    pub(super) fn step(&mut self, token: &Token<'_>) -> Slot {
        let slot = self.slot_of(token);
        self.slot = match (&token.kind, slot) {
            (TokenKind::Op(op), Slot::Head) => self.after(*op),
            (TokenKind::Close, Slot::Value { listed: true, .. }) => Slot::Head,
            (TokenKind::Open, Slot::Value { name, op, .. }) => {
                Slot::Value { name, op, listed: true }
            }
            (_, slot) => slot,
        };
        self.name = match &token.kind {
            TokenKind::Name(name, key) => Some(key.is_none() && name.eq_ignore_ascii_case("has")),
            _ => None,
        };
        self.after_op = matches!(token.kind, TokenKind::Op(_));
        self.end = token.span.end;
        self.seen += 1;
        slot
    }

    /// What may be typed at `at`, which lies behind all tokens so far.
    pub(super) fn at(&self, at: usize) -> Slot {
        match self.slot {
            Slot::Value { listed: true, .. } => self.slot,
            slot if at == self.end => slot,
            _ => Slot::Head,
        }
    }

    fn slot_of(&self, token: &Token<'_>) -> Slot {
        let slot = self.at(token.span.start);
        let fits = match (slot, &token.kind) {
            (Slot::Head | Slot::Value { listed: true, .. }, _) => true,
            (Slot::Has, kind) => {
                matches!(kind, TokenKind::Name(..) | TokenKind::Comma | TokenKind::OpenQuote)
            }
            (Slot::Value { op, .. }, TokenKind::Open) => {
                self.after_op && matches!(op, Op::Match | Op::Equal | Op::NotEqual)
            }
            (Slot::Value { .. }, kind) => matches!(
                kind,
                TokenKind::Word(_)
                    | TokenKind::Quoted(_)
                    | TokenKind::Regex(..)
                    | TokenKind::Comma
                    | TokenKind::OpenQuote
                    | TokenKind::OpenRegex
            ),
        };
        if fits { slot } else { Slot::Head }
    }

    fn after(&self, op: Op) -> Slot {
        match self.name {
            Some(true) if op == Op::Match => Slot::Has,
            name => Slot::Value { name: name.map(|_| self.seen - 1), op, listed: false },
        }
    }
}
