//! What a look at a record's raw bytes tells of one term, without parsing: for the records of
//! which columns could not tell.
//!
//! Sound for records of logs only: of what was seen on the wire a part of the values stands
//! elsewhere, in the post around it.

use super::finder::{Finder, Literal};
use super::folded::LONGEST;
use super::key::{ESCAPE, Key};
use super::matcher::Matcher;
use super::pattern::tree;
use super::predicate::Test;
use super::required::required;
use super::{Field, Literal as Written, Truth, Value};

/// How the marks begin that VS Code's cleaner leaves in values.
const REDACTED: &[u8] = b"<REDACTED: ";

/// Where a term looks in raw bytes.
#[derive(Debug)]
pub(super) enum Look {
    /// Nowhere: raw bytes tell nothing of it.
    Nowhere,
    /// It is the record's bytes that are tested. A literal, where it takes one to pass.
    Record(Option<Finder>),
    /// It takes a literal to pass, and more than that.
    Literal(Finder),
    /// At the values behind a key, of which the literal is a part.
    Key(Box<Key>, Finder),
}

impl Look {
    /// What it takes to pass; `None` where any record may.
    pub(super) fn finder(&self) -> Option<&Finder> {
        match self {
            Self::Nowhere => None,
            Self::Record(finder) => finder.as_ref(),
            Self::Literal(finder) | Self::Key(_, finder) => Some(finder),
        }
    }

    /// What `record` tells of `test`.
    pub(super) fn at(&self, test: &Test, record: &[u8]) -> Truth {
        let fails = match self {
            Self::Nowhere => false,
            Self::Record(_) => return test.matcher.matches(Value::Bytes(record)).into(),
            Self::Literal(finder) => !finder.is_in(record),
            Self::Key(key, _) => key.fails(record, |value| test.matcher.matches(value)),
        };
        if fails { Truth::False } else { Truth::Unknown }
    }

    /// Where `test` looks.
    pub(super) fn of(test: &Test) -> Self {
        let holding = |literals: Option<Vec<Literal>>, escape: &[u8]| {
            let literals = literals.filter(|any| any.iter().all(is_never_mended));
            literals.map_or(Self::Nowhere, |mut literals| {
                literals.push(Literal::exact(escape));
                Self::Literal(Finder::new(literals, false))
            })
        };
        match &test.term.field {
            Field::Text => {
                let exact = is_exact(&test.matcher);
                Self::Record(literals(test).map(|literals| Finder::new(literals, exact)))
            }
            // A console's escape sequences are no part of what it says.
            Field::Message => holding(literals(test), b"\x1b"),
            Field::Version | Field::SessionId | Field::Corr | Field::Machine => {
                holding(literals(test).filter(|any| any.iter().all(is_unescaped)), ESCAPE)
            }
            Field::Redacted => Self::Literal(Finder::new(vec![Literal::exact(REDACTED)], false)),
            field => match field.key().and_then(Key::new) {
                None => Self::Nowhere,
                Some(key) => {
                    let literals = vec![Literal::exact(key.piece()), Literal::exact(ESCAPE)];
                    Self::Key(Box::new(key), Finder::new(literals, false))
                }
            },
        }
    }
}

/// Whether it stands in bytes if it stands in their text, where each broken character became
/// U+FFFD.
fn is_never_mended(literal: &Literal) -> bool {
    std::str::from_utf8(&literal.text).is_ok_and(|text| !text.contains(char::REPLACEMENT_CHARACTER))
}

/// Whether a JSON text spells it as it is, but for [`ESCAPE`].
fn is_unescaped(literal: &Literal) -> bool {
    literal.text.iter().all(|byte| *byte >= b' ' && !matches!(byte, b'"' | b'\\' | b'/'))
}

/// Whether text passes in which one of its literals stands.
fn is_exact(matcher: &Matcher) -> bool {
    match matcher {
        Matcher::Holds(needle) => needle.text().is_ascii() && needle.text().len() <= LONGEST,
        Matcher::Any(any) => any.iter().all(is_exact),
        _ => false,
    }
}

/// The literals of which a text that passes holds one; `None` where it need not hold any.
fn literals(test: &Test) -> Option<Vec<Literal>> {
    let wanted = &test.term.wanted;
    let matchers = match &test.matcher {
        Matcher::Any(any) => any.as_slice(),
        one => std::slice::from_ref(one),
    };
    if wanted.len() != matchers.len() {
        return None;
    }
    let each = wanted.iter().zip(matchers).map(|(wanted, matcher)| match matcher {
        Matcher::Holds(needle) if needle.text().is_ascii() => {
            (!needle.text().is_empty()).then(|| vec![Literal::in_any_case(needle.text())])
        }
        Matcher::Holds(needle) => required(&tree(&regex::escape(needle.text()), "i")?),
        Matcher::Exactly(whole) => {
            (!whole.is_empty()).then(|| vec![Literal::exact(whole.as_str())])
        }
        Matcher::Glob(regex, _) => required(&tree(regex.as_str(), "is")?),
        Matcher::Regex(_) => match &wanted.literal {
            Written::Regex { pattern, flags } => required(&tree(pattern, flags)?),
            Written::Word(pattern) | Written::Quoted(pattern) => required(&tree(pattern, "")?),
            Written::Range(..) => None,
        },
        _ => None,
    });
    let each: Option<Vec<_>> = each.collect();
    each.map(|each| each.concat())
}
