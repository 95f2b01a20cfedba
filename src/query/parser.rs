//! Tokens → syntax tree, or an error with its place and a hint: how terms are connected and
//! nested. What a value means, and whether it means anything, is left to compiling.

use super::cursor::Cursor;
use super::lexer::{TokenKind, lex};
use super::term::term;
use super::{Expr, QueryError, Span};

/// How deep parentheses and negations may nest.
const DEEPEST: usize = 64;

/// Reads a filter. Blank text is the empty filter, which everything passes.
///
/// # Errors
/// Text that is no filter; [`QueryError::incomplete`] tells whether it merely ends too early.
pub fn parse(text: &str) -> Result<Expr, QueryError> {
    let mut parser = Parser { cursor: Cursor::new(text, lex(text)), depth: 0 };
    if parser.cursor.peek().is_none() {
        return Ok(Expr::All);
    }
    let expr = parser.or()?;
    match parser.cursor.peek() {
        None => Ok(expr),
        Some(token) => Err(QueryError::wrong(token.span, "this parenthesis closes nothing")
            .hint("to search for it, quote it: \")\"")),
    }
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    depth: usize,
}

impl Parser<'_> {
    fn or(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.and()?];
        while let Some(or) = self.cursor.eat(&TokenKind::Or) {
            self.cursor.refuse_glued_or(or)?;
            parts.push(self.and()?);
        }
        Ok(Expr::or(parts))
    }

    fn and(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.not()?];
        loop {
            if self.cursor.eat(&TokenKind::And).is_none() {
                match self.cursor.peek().map(|token| &token.kind) {
                    None | Some(TokenKind::Or | TokenKind::Close) => break,
                    Some(_) => self.cursor.refuse_glued()?,
                }
            }
            parts.push(self.not()?);
        }
        Ok(Expr::and(parts))
    }

    fn not(&mut self) -> Result<Expr, QueryError> {
        let minus = self.cursor.eat(&TokenKind::Minus);
        if let Some(minus) = minus {
            self.cursor.check_minus(minus)?;
        }
        match minus.or_else(|| self.cursor.eat(&TokenKind::Not)) {
            Some(sign) => self.nested(sign, |parser| parser.not().map(Expr::not)),
            None => self.primary(),
        }
    }

    fn primary(&mut self) -> Result<Expr, QueryError> {
        let Some(open) = self.cursor.eat(&TokenKind::Open) else { return term(&mut self.cursor) };
        if let Some(close) = self.cursor.eat(&TokenKind::Close) {
            return Err(QueryError::wrong(open.to(close), "there is nothing in these parentheses")
                .hint("to search for this text, quote it"));
        }
        if self.cursor.peek().is_none() {
            return Err(QueryError::unfinished(open, "this parenthesis is not closed"));
        }
        let expr = self.nested(open, Self::or)?;
        match self.cursor.eat(&TokenKind::Close) {
            Some(_) => Ok(expr),
            None => Err(QueryError::unfinished(open, "this parenthesis is not closed")),
        }
    }

    /// Reads with `read` one level deeper, and stops before the stack does.
    fn nested(
        &mut self,
        at: Span,
        read: impl Fn(&mut Self) -> Result<Expr, QueryError>,
    ) -> Result<Expr, QueryError> {
        if self.depth == DEEPEST {
            return Err(QueryError::wrong(at, format!("this is nested deeper than {DEEPEST}"))
                .hint("write it with fewer parentheses and negations"));
        }
        self.depth += 1;
        let expr = read(self);
        self.depth -= 1;
        expr
    }
}
