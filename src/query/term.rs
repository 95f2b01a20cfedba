//! The terms of a filter: bare text, `has:` with a field, or a field with an operator and values.

use super::cursor::{Cursor, without_group_end};
use super::error::{named, shown};
use super::lexer::{TokenKind, is_open_scope};
use super::literal::{regex, values};
use super::quoting::is_naked_word;
use super::suggest::closest;
use super::table::FIELDS;
use super::{Expr, Field, Literal, Op, QueryError, Span, Term, Wanted};

/// Reads one term.
pub(super) fn term(cursor: &mut Cursor<'_>) -> Result<Expr, QueryError> {
    let Some(token) = cursor.next() else { return Err(cursor.missing("a term is missing here")) };
    let span = token.span;
    match token.kind {
        TokenKind::Word(word) if is_open_scope(word) && cursor.peek().is_none() => {
            Err(no_key(cursor, word, span))
        }
        TokenKind::Word(word) => Ok(of_record(Literal::Word(word.to_owned()), span)),
        TokenKind::Quoted(text) => Ok(of_record(Literal::Quoted(text), span)),
        TokenKind::Regex(pattern, flags) => {
            Ok(of_record(regex(cursor, pattern, flags, span)?, span))
        }
        TokenKind::Name(name, None) if name.eq_ignore_ascii_case("has") => {
            match cursor.eat(&TokenKind::Op(Op::Match)) {
                Some(_) => presence(cursor, span),
                None => Err(QueryError::wrong(span, "has takes a field after a colon")
                    .hint("such as has:level")),
            }
        }
        TokenKind::Name(name, key) => of_field(cursor, name, key.as_deref(), span).map(Expr::Term),
        _ => Err(cursor.misplaced(&token)),
    }
}

/// Text or a regex that is searched in the whole record.
fn of_record(literal: Literal, span: Span) -> Expr {
    let wanted = vec![Wanted { literal: as_text(literal), span }];
    Expr::Term(Term { field: Field::Text, op: Op::Match, wanted, span })
}

/// In the record a word and a phrase mean the same, so each text is kept in one form only: as a
/// word where it can stand bare.
fn as_text(literal: Literal) -> Literal {
    match literal {
        Literal::Word(text) | Literal::Quoted(text) if is_naked_word(&text) => Literal::Word(text),
        Literal::Word(text) => Literal::Quoted(text),
        other => other,
    }
}

/// What follows `has:`; several fields mean any of them.
fn presence(cursor: &mut Cursor<'_>, has: Span) -> Result<Expr, QueryError> {
    let mut terms = Vec::new();
    loop {
        let missing = "a field is missing after has:";
        match cursor.peek_glued().map(|token| &token.kind) {
            Some(TokenKind::Name(..) | TokenKind::OpenQuote) => {}
            _ => return Err(cursor.missing_glued(missing)),
        }
        let Some(token) = cursor.next() else { return Err(cursor.missing_glued(missing)) };
        let TokenKind::Name(name, key) = token.kind else { return Err(cursor.misplaced(&token)) };
        let field = named_field(cursor, name, key.as_deref(), token.span)?;
        if let Some(TokenKind::Op(op)) = cursor.peek_glued().map(|token| &token.kind) {
            let sign = op.as_str();
            let at = Span::new(token.span.end, token.span.end + sign.len());
            return Err(QueryError::wrong(at, "has: asks only whether the field is there")
                .hint(format!("write has:{field} or {field}{sign}value")));
        }
        let span = has.to(token.span);
        terms.push(Expr::Term(Term { field, op: Op::Has, wanted: Vec::new(), span }));
        if cursor.eat(&TokenKind::Comma).is_none() {
            return Ok(Expr::or(terms));
        }
    }
}

/// A field, its operator and its values.
fn of_field(
    cursor: &mut Cursor<'_>,
    name: &str,
    key: Option<&str>,
    span: Span,
) -> Result<Term, QueryError> {
    let field = named_field(cursor, name, key, span)?;
    let Some(TokenKind::Op(op)) = cursor.peek_glued().map(|token| token.kind.clone()) else {
        let hint = format!("write {field}:value, or has:{field}");
        return Err(cursor.missing_glued("an operator is missing after the field").hint(hint));
    };
    cursor.next();
    let mut wanted = values(cursor, &field, op)?;
    if field == Field::Text && op == Op::Match {
        for wanted in &mut wanted {
            let literal = std::mem::replace(&mut wanted.literal, Literal::Word(String::new()));
            wanted.literal = as_text(literal);
        }
    }
    let end = cursor.read().last().map_or(span, |token| token.span);
    Ok(Term { field, op, wanted, span: span.to(end) })
}

/// The field that is called so, or what to write instead.
fn named_field(
    cursor: &Cursor<'_>,
    name: &str,
    key: Option<&str>,
    span: Span,
) -> Result<Field, QueryError> {
    let field = match key {
        Some(key) => Field::with_key(name, key),
        None => Field::parse(name),
    };
    if let Some(field) = field {
        return Ok(field);
    }
    let scope = FIELDS.iter().any(|row| row.keyed && row.name.eq_ignore_ascii_case(name));
    if scope || is_open_scope(name) {
        return Err(no_key(cursor, name, span));
    }
    let error = QueryError::wrong(span, format!("{} is no field", named(name)));
    Err(match meant(name) {
        Some(meant) => {
            let written = format!("{meant}{}", without_group_end(cursor.glued_after(span.end)));
            error.hint(format!("did you mean {}?", shown(&written)))
        }
        None => error.hint(cursor.quote_it(span)),
    })
}

/// The field whose name is nearest to `name`, as it would be written.
fn meant(name: &str) -> Option<String> {
    let (scope, key) = name.find('.').map_or((name, ""), |dot| name.split_at(dot));
    let names = FIELDS
        .iter()
        .filter(|row| row.keyed != key.is_empty())
        .flat_map(|row| row.aliases.iter().copied().chain([row.name]));
    closest(scope, names).map(|scope| format!("{scope}{key}"))
}

/// A scope without a key: `prop.`, `prop:x`.
fn no_key(cursor: &Cursor<'_>, scope: &str, span: Span) -> QueryError {
    let scope = scope.trim_end_matches('.').to_lowercase();
    let message = format!("a key is missing after {scope}.");
    let error = match cursor.peek() {
        None => QueryError::unfinished(Span::new(span.end, span.end), message),
        Some(_) => QueryError::wrong(span, message),
    };
    error.hint(format!("write {scope}.KEY"))
}
