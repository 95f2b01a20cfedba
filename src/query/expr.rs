//! The syntax tree of a filter, with the places its parts were read from.
//!
//! Equality ignores places: two filters are equal when they say the same.

use super::Field;

/// A range of bytes of the filter's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the start of this to the end of `other`.
    #[must_use]
    pub const fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }
}

/// An operator between a field and what is wanted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// `:` matches in the way that is natural for the field.
    Match,
    /// `=` is exactly.
    Equal,
    /// `!=` the negation of `=`, also where the field is missing.
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `~` matches a regular expression.
    Regex,
    /// `!~` the negation of `~`, also where the field is missing.
    NotRegex,
    /// `has:` the field is there.
    Has,
}

impl Op {
    /// As written between field and value; `has` stands before its field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Match => ":",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Regex => "~",
            Self::NotRegex => "!~",
            Self::Has => "has:",
        }
    }
}

/// One value as it was written. How a word is read (number, time, level, glob) is the field's
/// affair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A bare word, which may be a number, a time, a glob, …
    Word(String),
    /// Quoted text, which is only itself.
    Quoted(String),
    /// `/pattern/flags`
    Regex {
        /// Between the slashes, where `\/` is a slash.
        pattern: String,
        /// Letters of `imsxu`.
        flags: String,
    },
    /// `a..b`, both ends included; at least one end is there.
    Range(Option<String>, Option<String>),
}

/// A value that a term wants, and where it was read.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What was written.
    pub literal: Literal,
    /// Where.
    pub span: Span,
}

impl Wanted {
    /// A bare word, read in the way of the field. Printed in quotes where it could not stand bare.
    pub fn word(text: impl Into<String>) -> Self {
        Self { literal: Literal::Word(text.into()), span: Span::default() }
    }

    /// Exactly this text: never a glob, a range or a number with a unit.
    pub fn text(text: impl Into<String>) -> Self {
        Self { literal: Literal::Quoted(text.into()), span: Span::default() }
    }
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        self.literal == other.literal
    }
}

/// One test of one field.
#[derive(Clone, Debug)]
pub struct Term {
    /// The field.
    pub field: Field,
    /// The operator.
    pub op: Op,
    /// What is wanted; several mean any of them. Empty for [`Op::Has`].
    pub wanted: Vec<Wanted>,
    /// Where the term was read.
    pub span: Span,
}

impl Term {
    /// A term that was not read from text, such as the cell under a cursor.
    pub fn new(field: Field, op: Op, wanted: Vec<Wanted>) -> Self {
        Self { field, op, wanted, span: Span::default() }
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.field == other.field && self.op == other.op && self.wanted == other.wanted
    }
}

/// A filter as it was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The empty filter: everything.
    All,
    /// All of these hold.
    And(Vec<Self>),
    /// At least one of these holds.
    Or(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
    /// One test.
    Term(Term),
}

impl Expr {
    /// All of `parts`, flattened; the empty filter for none.
    pub fn and(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All => {}
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Self::And(flat) } else { flat.pop().unwrap_or(Self::All) }
    }

    /// Any of `parts`, flattened. Where one of them is the empty filter, or there is none, the
    /// whole is the empty filter.
    pub fn or(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All => return Self::All,
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Self::Or(flat) } else { flat.pop().unwrap_or(Self::All) }
    }

    /// Not this; a double negation is none.
    #[expect(clippy::should_implement_trait, reason = "named beside `and` and `or`")]
    pub fn not(part: Self) -> Self {
        match part {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether this is the empty filter.
    pub const fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }
}
