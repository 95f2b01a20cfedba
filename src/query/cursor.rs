//! The tokens of a filter, read one after the other, and what to say about one that stands
//! where it means nothing.

use super::error::{named, shown};
use super::lexer::{Token, TokenKind, is_open_scope};
use super::quoting::quote;
use super::{Field, QueryError, Span};

/// `text` without the parentheses at its end that it did not open.
pub(super) fn without_group_end(text: &str) -> &str {
    let count = |paren| text.matches(paren).count();
    let spare = count(')').saturating_sub(count('('));
    let at_end = text.len() - text.trim_end_matches(')').len();
    &text[..text.len() - spare.min(at_end)]
}

/// A place among the tokens of a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, tokens: Vec<Token<'t>>) -> Self {
        Self { text, tokens, at: 0 }
    }

    /// The token that comes next.
    pub(super) fn peek(&self) -> Option<&Token<'t>> {
        self.tokens.get(self.at)
    }

    /// The token that comes next, if it follows the last one without a space.
    pub(super) fn peek_glued(&self) -> Option<&Token<'t>> {
        let end = self.read().last().map(|token| token.span.end);
        self.peek().filter(|token| Some(token.span.start) == end)
    }

    /// The tokens that were read.
    pub(super) fn read(&self) -> &[Token<'t>] {
        &self.tokens[..self.at]
    }

    /// Takes the next token if it is of this kind.
    pub(super) fn eat(&mut self, kind: &TokenKind<'_>) -> Option<Span> {
        let span = self.peek().filter(|token| token.kind == *kind)?.span;
        self.at += 1;
        Some(span)
    }

    /// Takes the next token.
    pub(super) fn next(&mut self) -> Option<Token<'t>> {
        let token = self.peek().cloned()?;
        self.at += 1;
        Some(token)
    }

    /// The text of a place.
    pub(super) fn text(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The place after the last character.
    pub(super) fn end(&self) -> Span {
        Span::new(self.text.len(), self.text.len())
    }

    /// What is written from a place on without a space between.
    pub(super) fn glued_after(&self, at: usize) -> &'t str {
        let rest = self.text.get(at..).unwrap_or_default();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        &rest[..end]
    }

    /// The advice for text that was read as syntax: all that is glued to a place, in quotes.
    pub(super) fn quote_it(&self, at: Span) -> String {
        let before = self.text.get(..at.start).unwrap_or_default();
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + before[space..].chars().next().map_or(0, char::len_utf8));
        let glued = self.text.get(start..at.start).unwrap_or_default().trim_start_matches('(');
        let written = format!("{glued}{}", self.glued_after(at.start));
        let text = without_group_end(&written);
        format!("to search for this text, quote it: {}", shown(&quote(text)))
    }

    /// More is expected: at the end of the text that is unfinished, elsewhere it is wrong.
    pub(super) fn missing(&self, what: &str) -> QueryError {
        if self.peek().is_none() {
            return QueryError::unfinished(self.end(), what);
        }
        let at = self.read().last().map_or(0, |token| token.span.end);
        QueryError::wrong(Span::new(at, at), what)
    }

    /// More is expected directly after what was read: nothing that is typed behind a blank can
    /// still be that.
    pub(super) fn missing_glued(&self, what: &str) -> QueryError {
        let at = self.read().last().map_or(0, |token| token.span.end);
        if at == self.text.len() {
            return QueryError::unfinished(self.end(), what);
        }
        QueryError::wrong(Span::new(at, at), what)
    }

    /// A token that begins no term: a broken one, or one that stands between terms.
    pub(super) fn misplaced(&self, token: &Token<'_>) -> QueryError {
        let span = token.span;
        match token.kind {
            TokenKind::OpenQuote => QueryError::unfinished(span, "this quote is not closed"),
            TokenKind::OpenRegex => QueryError::unfinished(span, "this regex is not closed by a /")
                .hint(self.quote_it(Span::new(span.start, span.start))),
            TokenKind::Comma => QueryError::wrong(span, "a comma stands only between values"),
            TokenKind::Op(_) => self.stray_op(span),
            _ => {
                let before = named(self.text(span));
                QueryError::wrong(span, format!("a term is missing before {before}"))
            }
        }
    }

    /// An operator without a field before it: `size > 8KB`, `=x`.
    fn stray_op(&self, span: Span) -> QueryError {
        let error = QueryError::wrong(span, "a field stands directly before its operator");
        let name = self.read().iter().nth_back(1).map(|token| self.text(token.span));
        match name.filter(|name| Field::parse(name).is_some()) {
            Some(name) => {
                let value = self.peek().map_or("…", |token| self.text(token.span));
                let written = format!("{name}{}{value}", self.text(span));
                error.hint(format!("write it without spaces: {}", shown(&written)))
            }
            None => error.hint(self.quote_it(span)),
        }
    }

    /// Two terms need a space between them; without one, text was probably meant.
    pub(super) fn refuse_glued(&self) -> Result<(), QueryError> {
        let Some(next) = self.peek_glued() else { return Ok(()) };
        if self.read().last().is_some_and(|token| token.kind == TokenKind::Close) {
            return Ok(());
        }
        let message = format!("a space is missing before {}", named(self.text(next.span)));
        Err(QueryError::wrong(next.span, message).hint(self.quote_it(next.span)))
    }

    /// The minus that was just read stands directly before what it excludes, and is the only one.
    pub(super) fn check_minus(&self, minus: Span) -> Result<(), QueryError> {
        match self.peek_glued() {
            Some(next) if next.kind != TokenKind::Minus => Ok(()),
            None if minus.end == self.text.len() => {
                Err(self.missing("a term is missing after the minus"))
            }
            _ => {
                let message = "a minus stands directly before the term that it excludes";
                Err(QueryError::wrong(minus, message).hint(self.quote_it(minus)))
            }
        }
    }

    /// `level:error|crash` looks like a list and would be read as a search for `crash`; `or` is
    /// the bar that was just read.
    pub(super) fn refuse_glued_or(&self, or: Span) -> Result<(), QueryError> {
        let [.., before, value, _] = self.read() else { return Ok(()) };
        let Some(Token { kind: TokenKind::Word(next), span }) = self.peek_glued() else {
            return Ok(());
        };
        let of_field = matches!(before.kind, TokenKind::Op(_) | TokenKind::Comma);
        // A scope at the end waits for its key, which makes it a field.
        let waits = is_open_scope(next) && span.end == self.text.len();
        if !of_field || value.span.end != or.start || waits {
            return Ok(());
        }
        let message = format!("{} would be searched in the whole record", named(next));
        let list = shown(&format!("{},{next}", self.text(value.span)));
        Err(QueryError::wrong(or.to(*span), message)
            .hint(format!("for several values write {list}, else put spaces around the bar")))
    }
}
