//! The canonical text of a filter: parsing what is printed gives the same tree.

use std::fmt;

use super::quoting::{is_naked_word, is_value_word, quote};
use super::{Expr, Field, Literal, Op, Term};

/// The canonical text. An empty filter is the empty text; inside a larger one, which the parser
/// never makes, it is `""`, a phrase that every record holds.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::And(parts) => {
                joined(f, parts, " ", |part| matches!(part, Self::Or(_) | Self::And(_)))
            }
            Self::Or(parts) => joined(f, parts, " or ", |part| matches!(part, Self::Or(_))),
            Self::Not(part) => {
                f.write_str("-")?;
                inner(f, part, !matches!(**part, Self::Term(_) | Self::All))
            }
            Self::Term(term) => write!(f, "{term}"),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expr],
    between: &str,
    needs_parens: impl Fn(&Expr) -> bool,
) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        inner(f, part, needs_parens(part))?;
    }
    Ok(())
}

fn inner(f: &mut fmt::Formatter<'_>, part: &Expr, parens: bool) -> fmt::Result {
    match part {
        Expr::All => f.write_str("\"\""),
        part if parens => write!(f, "({part})"),
        part => write!(f, "{part}"),
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.op == Op::Has {
            return write!(f, "has:{}", self.field);
        }
        if let (Field::Text, Op::Match, [wanted]) = (&self.field, self.op, &*self.wanted) {
            return naked(f, &wanted.literal);
        }
        write!(f, "{}{}", self.field, self.op.as_str())?;
        for (at, wanted) in self.wanted.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            value(f, self.op, &wanted.literal)?;
        }
        Ok(())
    }
}

/// Text that is searched in the whole record, without its field.
fn naked(f: &mut fmt::Formatter<'_>, literal: &Literal) -> fmt::Result {
    match literal {
        Literal::Word(text) if is_naked_word(text) => f.write_str(text),
        Literal::Word(text) | Literal::Quoted(text) => f.write_str(&quote(text)),
        other => value(f, Op::Match, other),
    }
}

fn value(f: &mut fmt::Formatter<'_>, op: Op, literal: &Literal) -> fmt::Result {
    match literal {
        Literal::Word(text) if is_value_word(op, text) => f.write_str(text),
        Literal::Word(text) | Literal::Quoted(text) => f.write_str(&quote(text)),
        Literal::Regex { pattern, flags } => write!(f, "/{}/{flags}", slashed(pattern)),
        Literal::Range(from, to) => {
            edge(f, from.as_deref(), |text| !text.ends_with('.'))?;
            f.write_str("..")?;
            edge(f, to.as_deref(), |_| true)
        }
    }
}

/// One end of a range, quoted where it would be read as something else.
fn edge(
    f: &mut fmt::Formatter<'_>,
    text: Option<&str>,
    bare: impl Fn(&str) -> bool,
) -> fmt::Result {
    match text {
        None => Ok(()),
        Some(text) if is_value_word(Op::Match, text) && !text.contains("..") && bare(text) => {
            f.write_str(text)
        }
        Some(text) => f.write_str(&quote(text)),
    }
}

/// `pattern` with its slashes escaped, so that it can stand between slashes.
fn slashed(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 2);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            '/' => out.push_str("\\/"),
            c => out.push(c),
        }
    }
    out
}
