//! One test of one value. Any matcher may be handed any kind of value: what it cannot compare
//! does not match.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Bound;

use crate::event::{Level, LogLevel, Zone};

use super::moment::Edge;
use super::needle::Needle;
use super::number::plain;
use super::pattern::Pattern;
use super::{Op, Value};

/// Integers beyond this are not told apart by a float, so they are compared as text.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A stretch of an ordered kind of values.
#[derive(Clone, Debug)]
pub(super) struct Bounds<T> {
    pub(super) low: Bound<T>,
    pub(super) high: Bound<T>,
}

impl<T: Clone> Bounds<T> {
    /// What an ordering operator leaves of one value's neighbourhood.
    pub(super) fn by(op: Op, edge: T) -> Self {
        let (low, high) = match op {
            Op::Greater => (Bound::Excluded(edge), Bound::Unbounded),
            Op::GreaterEqual => (Bound::Included(edge), Bound::Unbounded),
            Op::Less => (Bound::Unbounded, Bound::Excluded(edge)),
            Op::LessEqual => (Bound::Unbounded, Bound::Included(edge)),
            _ => (Bound::Included(edge.clone()), Bound::Included(edge)),
        };
        Self { low, high }
    }

    /// From one end to the other, both included.
    pub(super) fn between(low: Option<T>, high: Option<T>) -> Self {
        let edge = |edge: Option<T>| edge.map_or(Bound::Unbounded, Bound::Included);
        Self { low: edge(low), high: edge(high) }
    }

    /// Whether a value lies inside, where `compare` is the value's order to an edge and `None`
    /// means that they cannot be compared.
    fn hold(&self, compare: impl Fn(&T) -> Option<Ordering>) -> bool {
        let above = match &self.low {
            Bound::Unbounded => true,
            Bound::Included(edge) => compare(edge).is_some_and(Ordering::is_ge),
            Bound::Excluded(edge) => compare(edge).is_some_and(Ordering::is_gt),
        };
        above
            && match &self.high {
                Bound::Unbounded => true,
                Bound::Included(edge) => compare(edge).is_some_and(Ordering::is_le),
                Bound::Excluded(edge) => compare(edge).is_some_and(Ordering::is_lt),
            }
    }
}

/// What is wanted of a value.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    /// Anything: the field is there.
    Present,
    /// Nothing can be so: a property compared with what is no number.
    Never(String),
    /// Any of these.
    Any(Vec<Self>),
    /// One of these words, in any case.
    Words(Vec<String>),
    /// A level, by its rank within the vocabulary of the value.
    Level(Bounds<Level>),
    /// The level of a log line.
    Log(Bounds<LogLevel>),
    /// A moment, or what the wall's clock shows then.
    Time(Bounds<Edge>),
    /// A number.
    Number(Bounds<f64>),
    /// Text that holds this, in any case.
    Holds(Needle),
    /// Exactly this text.
    Exactly(String),
    /// Text of this form; the string is how it was written.
    Glob(Pattern, String),
    /// Text in which this is found.
    Regex(Pattern),
    /// Logged JSON, which may be of any type.
    Loose(Loose),
}

/// What is wanted of logged JSON: the same word is a number to numbers and text to text.
#[derive(Clone, Debug)]
pub(super) struct Loose {
    /// The word as a number, its unit applied.
    pub(super) number: Option<f64>,
    /// The bare word, which may be `true`, `false` or `null`.
    pub(super) word: Option<String>,
    /// What text must be like.
    pub(super) text: Box<Matcher>,
}

impl Matcher {
    /// Whether `value` is what is wanted.
    pub(super) fn matches(&self, value: Value<'_>) -> bool {
        match self {
            Self::Present => true,
            Self::Never(_) => false,
            Self::Any(any) => any.iter().any(|matcher| matcher.matches(value)),
            Self::Words(words) => {
                let text = text_of(value);
                words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(&text))
            }
            Self::Level(bounds) => bounds.hold(|edge| order_of_level(value, *edge)),
            Self::Log(bounds) => {
                log_level(value).is_some_and(|level| bounds.hold(|edge| Some(level.cmp(edge))))
            }
            Self::Time(bounds) => match value {
                Value::Time(at, wall) => bounds.hold(|edge| Some(edge.order_of(at, wall))),
                _ => false,
            },
            Self::Number(bounds) => {
                number_of(value).is_some_and(|n| bounds.hold(|edge| n.partial_cmp(edge)))
            }
            Self::Holds(needle) => needle.is_in(&text_of(value)),
            Self::Exactly(text) => text.as_bytes() == &*text_of(value),
            Self::Glob(pattern, _) | Self::Regex(pattern) => pattern.is_match(&text_of(value)),
            Self::Loose(loose) => loose.matches(value),
        }
    }
}

impl Loose {
    fn matches(&self, value: Value<'_>) -> bool {
        match (&self.word, value) {
            (Some(word), Value::Flag(_) | Value::Json("null")) => {
                word.as_bytes().eq_ignore_ascii_case(&text_of(value)) || self.is_pattern(value)
            }
            // `null` is the value, not the word inside a nested one.
            (Some(word), Value::Json(_)) if word == "null" => false,
            _ => match (self.number, number_of(value)) {
                (Some(wanted), Some(number)) if number.abs() < EXACT => {
                    wanted.partial_cmp(&number).is_some_and(Ordering::is_eq)
                }
                _ => self.text.matches(value),
            },
        }
    }

    /// Whether the word is a pattern that fits, where a mere part of `true` would not do.
    fn is_pattern(&self, value: Value<'_>) -> bool {
        matches!(*self.text, Matcher::Glob(..)) && self.text.matches(value)
    }
}

/// A number whose equal is told by numbers; larger ones are compared as text.
pub(super) fn exact(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.abs() < EXACT)
}

/// A value as text, in the words of the JSON contract.
fn text_of(value: Value<'_>) -> Cow<'_, [u8]> {
    let word = match value {
        Value::Text(text) | Value::Json(text) => text,
        Value::Bytes(bytes) => return Cow::Borrowed(bytes),
        Value::Number(number) => return Cow::Owned(number.to_string().into_bytes()),
        Value::Time(at, _) => return Cow::Owned(Zone::utc().rfc3339(at).into_bytes()),
        word => word.word().unwrap_or_default(),
    };
    Cow::Borrowed(word.as_bytes())
}

/// A value as a number, where it is one.
fn number_of(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(number),
        Value::Text(text) | Value::Json(text) => plain(text),
        _ => None,
    }
}

fn log_level(value: Value<'_>) -> Option<LogLevel> {
    match value {
        Value::Log(level) => Some(level),
        Value::Text(text) => LogLevel::from_bytes(text.as_bytes()),
        _ => None,
    }
}

/// The order of a level to `edge` within the value's vocabulary, if that holds both.
fn order_of_level(value: Value<'_>, edge: Level) -> Option<Ordering> {
    let Value::Level(level, kind) = value else { return None };
    Some(level.rank(kind)?.cmp(&edge.rank(kind)?))
}
