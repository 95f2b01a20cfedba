//! Terms → matchers: what the words of a filter mean for their field, and the errors for those
//! that mean nothing.

use std::ops::Bound;

use crate::event::{Level, LogLevel};

use super::error::named;
use super::field::Shape;
use super::matcher::{Bounds, Loose, Matcher, exact};
use super::moment::{FORMS, Stretch, stretch};
use super::needle::Needle;
use super::number::{Quantity, Unit, quantity};
use super::pattern::{Pattern, is_glob};
use super::words::{one_word, ranked, vocabulary, words};
use super::{Context, Field, Literal, Op, QueryError, Span, Term, Wanted};

/// The most regexes, globs and bare words of one filter: each takes kilobytes.
const MOST_PATTERNS: usize = 1000;

/// Compiles the terms of one filter.
pub(super) struct Compiler<'c> {
    context: &'c Context,
    patterns: usize,
    /// Regexes and globs are compiled when they are tried first.
    lazily: bool,
}

impl<'c> Compiler<'c> {
    pub(super) fn new(context: &'c Context) -> Self {
        Self { context, patterns: 0, lazily: false }
    }

    /// One that leaves regexes and globs to be compiled when they are tried first: one that cannot
    /// be is no error then, and matches nothing.
    pub(super) fn lazily(context: &'c Context) -> Self {
        Self { lazily: true, ..Self::new(context) }
    }

    /// The test that a term makes; `!=` and `!~` give that of `=` and `~`.
    ///
    /// # Errors
    /// A value that its field does not take.
    pub(super) fn term(&mut self, term: &Term) -> Result<Matcher, QueryError> {
        let op = match term.op {
            Op::Has => return Ok(Matcher::Present),
            Op::NotEqual => Op::Equal,
            Op::NotRegex => Op::Regex,
            op => op,
        };
        let mut any = Vec::with_capacity(term.wanted.len());
        for wanted in &term.wanted {
            any.push(self.wanted(&term.field, op, wanted)?);
        }
        match any.len() {
            0 => Err(QueryError::wrong(term.span, "a value is missing here")),
            1 => Ok(any.remove(0)),
            _ => Ok(union(any)),
        }
    }

    fn wanted(&mut self, field: &Field, op: Op, wanted: &Wanted) -> Result<Matcher, QueryError> {
        let span = wanted.span;
        let (text, bare) = match &wanted.literal {
            Literal::Regex { pattern, flags } => {
                return self.regex(field, (pattern, flags), span);
            }
            Literal::Range(from, to) => {
                return self.range(field, (from.as_deref(), to.as_deref()), span);
            }
            Literal::Word(text) => (text.as_str(), true),
            Literal::Quoted(text) => (text.as_str(), false),
        };
        match (op, field.shape()) {
            (Op::Regex, _) => self.regex(field, (text, ""), span),
            (_, Shape::Time) => self.time(text, span).map(|stretch| by_time(op, stretch)),
            (_, Shape::Count | Shape::Bytes) => {
                let number = number(field, (text, span))?;
                Ok(Matcher::Number(Bounds::by(op, number)))
            }
            (Op::Match | Op::Equal, Shape::Level | Shape::Log | Shape::Words | Shape::Ranked) => {
                words(field, op, (text, span), self.context).map(Matcher::Words)
            }
            (_, Shape::Ranked) => ranked(field, op, (text, span), self.context).map(Matcher::Words),
            (_, Shape::Level) => {
                let level = self.level(field, op, (text, span))?;
                Ok(Matcher::Level(Bounds::by(op, level)))
            }
            (_, Shape::Log) => {
                let level = self.log(field, op, (text, span))?;
                Ok(Matcher::Log(Bounds::by(op, level)))
            }
            (Op::Match | Op::Equal, Shape::Open) => self.open(op, text, bare, span),
            (_, Shape::Open) => Ok(compared(op, text)),
            (Op::Equal, _) => Ok(Matcher::Exactly(text.to_owned())),
            (Op::Match, Shape::Text) if bare && is_list(field) => self.listed(field, text, span),
            (Op::Match, Shape::Text) => self.text(text, bare, span),
            (Op::Match, Shape::Record) => {
                self.pattern(span, || Needle::new(text)).map(Matcher::Holds)
            }
            _ => Err(unordered(field, op, span)),
        }
    }

    /// Text by glob or part.
    fn text(&mut self, text: &str, bare: bool, span: Span) -> Result<Matcher, QueryError> {
        if bare && is_glob(text) {
            let glob = self.tried(span, Pattern::glob(text))?;
            return Ok(Matcher::Glob(glob, text.to_owned()));
        }
        match Needle::plain(text) {
            Some(needle) => Ok(Matcher::Holds(needle)),
            None => self.pattern(span, || Needle::new(text)).map(Matcher::Holds),
        }
    }

    /// `truncated:yes` is `has:truncated`.
    fn listed(&mut self, field: &Field, text: &str, span: Span) -> Result<Matcher, QueryError> {
        match text {
            "yes" => Ok(Matcher::Present),
            "no" => {
                Err(QueryError::wrong(span, format!("{field} holds a list, which may be empty"))
                    .hint(format!("write -has:{field}")))
            }
            text => self.text(text, true, span),
        }
    }

    /// A value of logged JSON, `:` or `=`.
    fn open(&mut self, op: Op, text: &str, bare: bool, span: Span) -> Result<Matcher, QueryError> {
        let text_matcher = match op {
            Op::Match => self.text(text, bare, span)?,
            _ => Matcher::Exactly(text.to_owned()),
        };
        if !bare {
            return Ok(text_matcher);
        }
        Ok(Matcher::Loose(Loose {
            number: quantity(text).and_then(|quantity| exact(quantity.value)),
            word: Some(text.to_owned()),
            text: Box::new(text_matcher),
        }))
    }

    fn regex(
        &mut self,
        field: &Field,
        (pattern, flags): (&str, &str),
        span: Span,
    ) -> Result<Matcher, QueryError> {
        if field.shape() == Shape::Time {
            let error = QueryError::wrong(span, "a time is no text, so no regex is found in it");
            return Err(error.hint(FORMS));
        }
        self.tried(span, Pattern::regex(pattern, flags)).map(Matcher::Regex)
    }

    /// A pattern for values, compiled now or later.
    fn tried(&mut self, span: Span, pattern: Pattern) -> Result<Pattern, QueryError> {
        let lazily = self.lazily;
        self.pattern(span, || if lazily { Ok(pattern) } else { pattern.at_once() })
    }

    /// A pattern, as long as there are not too many.
    fn pattern<T>(
        &mut self,
        span: Span,
        compile: impl FnOnce() -> Result<T, String>,
    ) -> Result<T, QueryError> {
        self.patterns += 1;
        if self.patterns > MOST_PATTERNS {
            let message = format!("this filter has more than {MOST_PATTERNS} patterns");
            return Err(QueryError::wrong(span, message).hint("join some with | in one regex"));
        }
        compile().map_err(|reason| {
            QueryError::wrong(span, format!("this cannot be searched for: {reason}"))
        })
    }

    fn range(
        &self,
        field: &Field,
        (from, to): (Option<&str>, Option<&str>),
        span: Span,
    ) -> Result<Matcher, QueryError> {
        let op = Op::Match;
        match field.shape() {
            Shape::Time => {
                let from = from.map(|text| self.time(text, span)).transpose()?;
                let to = to.map(|text| self.time(text, span)).transpose()?;
                Ok(Matcher::Time(Bounds {
                    low: from.map_or(Bound::Unbounded, |(start, _)| Bound::Included(start)),
                    high: to.map_or(Bound::Unbounded, |(_, end)| Bound::Excluded(end)),
                }))
            }
            Shape::Level => {
                let edge = |text: Option<&str>| {
                    text.map(|text| self.level(field, op, (text, span))).transpose()
                };
                Ok(Matcher::Level(Bounds::between(edge(from)?, edge(to)?)))
            }
            Shape::Log => {
                let edge = |text: Option<&str>| {
                    text.map(|text| self.log(field, op, (text, span))).transpose()
                };
                Ok(Matcher::Log(Bounds::between(edge(from)?, edge(to)?)))
            }
            Shape::Count | Shape::Bytes | Shape::Open => {
                let edge =
                    |text: Option<&str>| text.map(|text| number(field, (text, span))).transpose();
                Ok(Matcher::Number(Bounds::between(edge(from)?, edge(to)?)))
            }
            Shape::Ranked => {
                let side = |text: Option<&str>, op: Op| {
                    text.map_or_else(
                        || {
                            Ok(vocabulary(field, self.context)
                                .into_iter()
                                .map(str::to_owned)
                                .collect())
                        },
                        |text| ranked(field, op, (text, span), self.context),
                    )
                };
                let (low, high): (Vec<String>, Vec<String>) =
                    (side(from, Op::GreaterEqual)?, side(to, Op::LessEqual)?);
                Ok(Matcher::Words(low.into_iter().filter(|word| high.contains(word)).collect()))
            }
            Shape::Words | Shape::Text | Shape::Record => Err(unordered(field, op, span)),
        }
    }

    fn time(&self, text: &str, span: Span) -> Result<Stretch, QueryError> {
        stretch(text, self.context).ok_or_else(|| {
            QueryError::wrong(span, format!("{} is no time", named(text))).hint(FORMS)
        })
    }

    fn level(&self, field: &Field, op: Op, text: (&str, Span)) -> Result<Level, QueryError> {
        let word = one_word(field, op, text, self.context)?;
        word.parse().map_err(|error: crate::event::ParseLevelError| {
            QueryError::wrong(text.1, error.to_string())
        })
    }

    fn log(&self, field: &Field, op: Op, text: (&str, Span)) -> Result<LogLevel, QueryError> {
        let word = one_word(field, op, text, self.context)?;
        LogLevel::from_bytes(word.as_bytes()).ok_or_else(|| {
            QueryError::wrong(text.1, format!("{} is no level of a log line", named(text.0)))
        })
    }
}

/// Any of several tests; words of a list become one test.
fn union(any: Vec<Matcher>) -> Matcher {
    if any.iter().all(|matcher| matches!(matcher, Matcher::Words(_))) {
        let words = any.into_iter().flat_map(|matcher| match matcher {
            Matcher::Words(words) => words,
            _ => Vec::new(),
        });
        return Matcher::Words(words.collect());
    }
    Matcher::Any(any)
}

/// Fields that hold a list of which one asks mostly whether there is anything in it.
const fn is_list(field: &Field) -> bool {
    matches!(field, Field::Redacted | Field::Truncated | Field::Undeclared | Field::Marked)
}

/// A time is a stretch: before it and after it lie outside of all of it.
fn by_time(op: Op, (start, end): Stretch) -> Matcher {
    let (low, high) = match op {
        Op::Greater => (Bound::Included(end), Bound::Unbounded),
        Op::GreaterEqual => (Bound::Included(start), Bound::Unbounded),
        Op::Less => (Bound::Unbounded, Bound::Excluded(start)),
        Op::LessEqual => (Bound::Unbounded, Bound::Excluded(end)),
        _ => (Bound::Included(start), Bound::Excluded(end)),
    };
    Matcher::Time(Bounds { low, high })
}

/// An ordering of logged JSON: with what is no number it never holds.
fn compared(op: Op, text: &str) -> Matcher {
    match quantity(text) {
        Some(Quantity { value, .. }) => Matcher::Number(Bounds::by(op, value)),
        None => Matcher::Never(text.to_owned()),
    }
}

/// A number that a field takes, in its unit.
fn number(field: &Field, (text, span): (&str, Span)) -> Result<f64, QueryError> {
    let (fits, hint): (fn(Unit) -> bool, _) = match field.shape() {
        Shape::Bytes => (|unit| matches!(unit, Unit::Plain | Unit::Bytes), "write 512, 8KB or 2MB"),
        Shape::Count => (|unit| unit == Unit::Plain, "write a plain number such as 42"),
        _ => (|_| true, "write a number such as 42, 250ms, 8KB or 50%"),
    };
    match quantity(text) {
        Some(Quantity { value, unit }) if fits(unit) => Ok(value),
        Some(_) => {
            let message = format!("{field} has no such unit as in {}", named(text));
            Err(QueryError::wrong(span, message).hint(hint))
        }
        None => {
            let error = QueryError::wrong(span, format!("{} is no number", named(text)));
            let digits = text.replace(',', "");
            Err(match quantity(&digits) {
                Some(_) if digits != text => error.hint(format!("write {digits}")),
                _ => error.hint(hint),
            })
        }
    }
}

fn unordered(field: &Field, op: Op, span: Span) -> QueryError {
    let message = format!("{field} has no order, so {} says nothing of it", op.as_str());
    QueryError::wrong(span, message).hint(format!("write {field}:… or {field}~/…/"))
}
