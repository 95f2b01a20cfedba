//! The values after an operator: words, phrases, regexes, ranges, and lists of them.

use crate::event::is_hostile;

use super::cursor::Cursor;
use super::error::{named, shown};
use super::field::Shape;
use super::lexer::{Token, TokenKind};
use super::number::quantity;
use super::scan::{FLAGS, op_at};
use super::{Field, Literal, Op, QueryError, Span, Wanted};

/// Reads the values after the operator that was just read.
pub(super) fn values(
    cursor: &mut Cursor<'_>,
    field: &Field,
    op: Op,
) -> Result<Vec<Wanted>, QueryError> {
    if cursor.peek_glued().is_some_and(|token| token.kind == TokenKind::Open) {
        return list(cursor, field, op);
    }
    let mut wanted = Vec::new();
    loop {
        if cursor.peek_glued().is_none() {
            return Err(no_value(cursor, field, op));
        }
        wanted.push(value(cursor, field, op)?);
        if cursor.eat(&TokenKind::Comma).is_none() {
            return Ok(wanted);
        }
    }
}

/// Values in parentheses.
fn list(cursor: &mut Cursor<'_>, field: &Field, op: Op) -> Result<Vec<Wanted>, QueryError> {
    let open = cursor.peek().map_or(cursor.end(), |token| token.span);
    if !matches!(op, Op::Match | Op::Equal | Op::NotEqual) {
        let message = format!("{} takes one value, not a list", op.as_str());
        return Err(QueryError::wrong(open, message));
    }
    cursor.next();
    let mut wanted = Vec::new();
    loop {
        if cursor.peek().is_none() {
            return Err(QueryError::unfinished(open, "this list is not closed"));
        }
        if !wanted.is_empty() && cursor.eat(&TokenKind::Close).is_some() {
            return Ok(wanted);
        }
        wanted.push(value(cursor, field, op)?);
        match cursor.peek().map(|token| &token.kind) {
            None | Some(TokenKind::Close) => {}
            Some(TokenKind::Comma) => drop(cursor.next()),
            Some(_) => return Err(cursor.missing("a comma is missing between the values")),
        }
    }
}

/// Where a value should stand there is none.
fn no_value(cursor: &Cursor<'_>, field: &Field, op: Op) -> QueryError {
    let error = cursor.missing_glued("a value is missing here");
    match cursor.peek().map(|token| (&token.kind, token.span)) {
        Some((TokenKind::Word(_) | TokenKind::Quoted(_), span)) => {
            let value = cursor.text(span);
            let after_comma = cursor.read().last().is_some_and(|t| t.kind == TokenKind::Comma);
            let sign = op.as_str();
            let written = if after_comma {
                format!("{field}{sign}(…, {value})")
            } else {
                format!("{field}{sign}{value}")
            };
            error.hint(format!("write {}", shown(&written)))
        }
        _ => error,
    }
}

/// One value.
fn value(cursor: &mut Cursor<'_>, field: &Field, op: Op) -> Result<Wanted, QueryError> {
    let Some(token) = cursor.next() else { return Err(no_value(cursor, field, op)) };
    let span = token.span;
    let literal = match token.kind {
        TokenKind::Word(word) => return word_or_range(cursor, field, op, (word, span)),
        TokenKind::Quoted(text) => return text_or_range(cursor, field, op, (text, span)),
        TokenKind::Regex(pattern, flags) => regex(cursor, pattern, flags, span)?,
        TokenKind::OpenQuote | TokenKind::OpenRegex => return Err(cursor.misplaced(&token)),
        _ => return Err(QueryError::wrong(span, "a value is missing here")),
    };
    Ok(Wanted { literal, span })
}

/// `/pattern/flags`
pub(super) fn regex(
    cursor: &Cursor<'_>,
    pattern: String,
    flags: &str,
    span: Span,
) -> Result<Literal, QueryError> {
    if let Some(unknown) = flags.chars().find(|flag| !FLAGS.contains(*flag)) {
        let at = Span::new(span.end - flags.len(), span.end);
        let message = format!("{} is no flag of a regex", named(unknown.encode_utf8(&mut [0; 4])));
        let hint = format!("a slash inside a regex is written \\/; {}", cursor.quote_it(span));
        return Err(QueryError::wrong(at, message).hint(hint));
    }
    if pattern.is_empty() {
        let error = QueryError::wrong(span, "this regex is empty");
        return Err(error.hint(cursor.quote_it(span)));
    }
    if pattern.contains(is_hostile) {
        return Err(QueryError::wrong(span, "there is an invisible character in this regex")
            .hint("write it as \\n, \\t or \\x{200b}"));
    }
    Ok(Literal::Regex { pattern, flags: flags.to_owned() })
}

/// A bare word, or a range that begins with one.
fn word_or_range(
    cursor: &mut Cursor<'_>,
    field: &Field,
    op: Op,
    (word, span): (&str, Span),
) -> Result<Wanted, QueryError> {
    if let Some((second, length)) = op_at(word) {
        let written = format!("{field}{}{}", second.as_str(), &word[length..]);
        let at = Span::new(span.start, span.start + length);
        return Err(QueryError::wrong(at, "one operator is enough")
            .hint(format!("write {}, or quote the value", shown(&written))));
    }
    if let Some(from) = word.strip_suffix("..")
        && let Some(Token { kind: TokenKind::Quoted(to), span: end }) = cursor.peek_glued()
    {
        let (to, span) = (to.clone(), span.to(*end));
        cursor.next();
        return range(field, op, (from, &to), span);
    }
    if op == Op::Match
        && let Some((from, to)) = word.split_once("..")
        && is_range(field, from, to)
    {
        return range(field, op, (from, to), span);
    }
    let literal = if word.contains(is_hostile) { Literal::Quoted } else { Literal::Word };
    Ok(Wanted { literal: literal(word.to_owned()), span })
}

/// Quoted text, or a range that begins with it.
fn text_or_range(
    cursor: &mut Cursor<'_>,
    field: &Field,
    op: Op,
    (text, span): (String, Span),
) -> Result<Wanted, QueryError> {
    let rest = match cursor.peek_glued() {
        Some(Token { kind: TokenKind::Word(word), span }) => {
            word.strip_prefix("..").map(|to| (to, *span))
        }
        _ => None,
    };
    let Some((to, end)) = rest else { return Ok(Wanted { literal: Literal::Quoted(text), span }) };
    cursor.next();
    match cursor.peek_glued() {
        Some(Token { kind: TokenKind::Quoted(to), span: end }) => {
            let (to, span) = (to.clone(), span.to(*end));
            cursor.next();
            range(field, op, (&text, &to), span)
        }
        _ => range(field, op, (&text, to), span.to(end)),
    }
}

/// Whether `from..to` is a range of this field rather than text with dots in it.
fn is_range(field: &Field, from: &str, to: &str) -> bool {
    match field.shape() {
        Shape::Time | Shape::Level | Shape::Log | Shape::Ranked | Shape::Count | Shape::Bytes => {
            true
        }
        Shape::Open => numeric(from) && numeric(to) && !(from.is_empty() && to.is_empty()),
        Shape::Words | Shape::Text | Shape::Record => false,
    }
}

/// Whether an end of a range is open or a number.
fn numeric(edge: &str) -> bool {
    edge.is_empty() || quantity(edge).is_some()
}

fn range(
    field: &Field,
    op: Op,
    (from, to): (&str, &str),
    span: Span,
) -> Result<Wanted, QueryError> {
    if op != Op::Match {
        let message = format!("a range stands after a colon, not after {}", op.as_str());
        return Err(QueryError::wrong(span, message));
    }
    let edge = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let literal = Literal::Range(edge(from), edge(to));
    match &literal {
        Literal::Range(None, None) => {
            Err(QueryError::wrong(span, "a range needs at least one end")
                .hint(format!("write {field}:from.., {field}:..to or {field}:from..to")))
        }
        _ if !is_range(field, from, to) => {
            Err(QueryError::wrong(span, format!("{field} takes no such range"))
                .hint("ranges are of times, levels and numbers"))
        }
        _ => Ok(Wanted { literal, span }),
    }
}
