//! Text → tokens with places. Total: any text gives tokens, and what is broken is a token too.
//!
//! What a character means depends on where it stands: after an operator comes a value, in which
//! `:`, `-` and `!` are ordinary; elsewhere stand words, names, parentheses and connectives.
//! Knows nothing of fields but the four scopes whose key may be quoted, and `has:`.

use super::quoting::unquote;
use super::scan::{bare_regex, head_word, op_at, regex_body, regex_in_word, value_word};
use super::{Op, Span};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'t> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,` between values.
    Comma,
    /// `and`, `&`, `&&`
    And,
    /// `or`, `|`, `||`
    Or,
    /// `not`, `!`
    Not,
    /// `-` before what it excludes.
    Minus,
    /// A name before an operator or after `has:`, with its key where that is quoted.
    Name(&'t str, Option<String>),
    /// An operator.
    Op(Op),
    /// A bare word.
    Word(&'t str),
    /// Quoted text, unescaped.
    Quoted(String),
    /// `/pattern/` and the letters glued to it.
    Regex(String, &'t str),
    /// A quote that does not close before the text ends.
    OpenQuote,
    /// A regex that does not close before the text ends.
    OpenRegex,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind<'t>,
    pub(super) span: Span,
}

/// The scopes with a dot, after which a key may be quoted.
const SCOPES: [&str; 4] = ["prop.", "m.", "common.", "any."];

/// The tokens of `text`.
pub(super) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while let Some(first) = lexer.skip_space() {
        lexer.head(first);
    }
    lexer.tokens
}

/// Whether `word` is a scope that still lacks its key, such as `prop.`.
pub(super) fn is_open_scope(word: &str) -> bool {
    SCOPES.iter().any(|scope| scope.eq_ignore_ascii_case(word))
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token<'t>>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next character that is no space.
    fn skip_space(&mut self) -> Option<char> {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.peek()
    }

    /// Takes `length` bytes as a token.
    fn push(&mut self, kind: TokenKind<'t>, length: usize) {
        let start = self.at;
        self.at += length;
        self.tokens.push(Token { kind, span: Span::new(start, self.at) });
    }

    /// A token where a term may begin; `first` is the character there.
    fn head(&mut self, first: char) {
        let twice = 1 + usize::from(self.rest()[first.len_utf8()..].starts_with(first));
        match first {
            '(' => self.push(TokenKind::Open, 1),
            ')' => self.push(TokenKind::Close, 1),
            '"' => self.quoted(),
            '/' => self.regex(),
            '|' => self.push(TokenKind::Or, twice),
            '&' => self.push(TokenKind::And, twice),
            '-' => self.push(TokenKind::Minus, 1),
            _ => match op_at(self.rest()) {
                Some((op, length)) => self.op(op, length),
                None if first == '!' => self.push(TokenKind::Not, 1),
                None => self.word_or_name(),
            },
        }
    }

    fn op(&mut self, op: Op, length: usize) {
        self.push(TokenKind::Op(op), length);
        match op {
            Op::Match | Op::Equal | Op::NotEqual if self.rest().starts_with('(') => self.list(op),
            _ => self.values(op),
        }
    }

    /// A word, or the name before an operator with all that follows it.
    fn word_or_name(&mut self) {
        let length = head_word(self.rest());
        let word = &self.rest()[..length];
        let after = &self.rest()[length..];
        if after.starts_with('"') && is_open_scope(word) {
            self.quoted_key(word);
            if let Some((op, length)) = op_at(self.rest()) {
                self.op(op, length);
            }
        } else if let Some((op, sign)) = op_at(after) {
            self.push(TokenKind::Name(word, None), length);
            if op == Op::Match && word.eq_ignore_ascii_case("has") {
                self.push(TokenKind::Op(op), sign);
                self.names();
            } else {
                self.op(op, sign);
            }
        } else {
            self.push(connective(word).unwrap_or(TokenKind::Word(word)), length);
        }
    }

    /// Names after `has:`, between commas.
    fn names(&mut self) {
        loop {
            let stop = |c: char| c.is_whitespace() || "()\"|&,:=<>~!".contains(c);
            let length = self.rest().find(stop).unwrap_or(self.rest().len());
            let word = &self.rest()[..length];
            if self.rest()[length..].starts_with('"') && is_open_scope(word) {
                self.quoted_key(word);
            } else if length > 0 {
                self.push(TokenKind::Name(word, None), length);
            }
            if self.peek() != Some(',') {
                return;
            }
            self.push(TokenKind::Comma, 1);
        }
    }

    /// `prop."any key"`, where `scope` is what stands before the quote.
    fn quoted_key(&mut self, scope: &'t str) {
        match unquote(&self.rest()[scope.len()..]) {
            Some((key, length)) => {
                let name = scope.trim_end_matches('.');
                self.push(TokenKind::Name(name, Some(key)), scope.len() + length);
            }
            None => self.push(TokenKind::OpenQuote, self.rest().len()),
        }
    }

    /// Values between commas, as far as they follow without a space.
    fn values(&mut self, op: Op) {
        loop {
            self.value(op);
            // The other end of a range whose ends are quoted: "a b".."c d".
            let joins = match self.tokens.last().map(|token| &token.kind) {
                Some(TokenKind::Quoted(_)) => self.rest().starts_with(".."),
                Some(TokenKind::Word(word)) => word.ends_with("..") && self.peek() == Some('"'),
                _ => false,
            };
            if joins {
                continue;
            }
            match op {
                Op::Match | Op::Equal | Op::NotEqual if self.peek() == Some(',') => {
                    self.push(TokenKind::Comma, 1);
                }
                _ => return,
            }
        }
    }

    /// Values in parentheses.
    fn list(&mut self, op: Op) {
        self.push(TokenKind::Open, 1);
        while let Some(next) = self.skip_space() {
            match next {
                ')' => return self.push(TokenKind::Close, 1),
                ',' => self.push(TokenKind::Comma, 1),
                '(' => self.push(TokenKind::Open, 1),
                '|' => self.push(TokenKind::Or, 1),
                '&' => self.push(TokenKind::And, 1),
                _ => self.value(op),
            }
        }
    }

    /// One value, if there is one right here.
    fn value(&mut self, op: Op) {
        let rest = self.rest();
        match rest.chars().next() {
            Some('"') => self.quoted(),
            Some('/') if matches!(op, Op::Regex | Op::NotRegex) => self.regex(),
            Some('/') if op == Op::Match => match regex_in_word(rest) {
                Some((pattern, flags, length)) => {
                    self.push(TokenKind::Regex(pattern, flags), length);
                }
                None => self.bare(op),
            },
            _ => self.bare(op),
        }
    }

    fn bare(&mut self, op: Op) {
        let length = match op {
            Op::Regex | Op::NotRegex => bare_regex(self.rest()),
            Op::Greater | Op::GreaterEqual | Op::Less | Op::LessEqual => {
                value_word(self.rest(), "")
            }
            _ => value_word(self.rest(), ","),
        };
        if length > 0 {
            self.push(TokenKind::Word(&self.rest()[..length]), length);
        }
    }

    fn quoted(&mut self) {
        match unquote(self.rest()) {
            Some((text, length)) => self.push(TokenKind::Quoted(text), length),
            None => self.push(TokenKind::OpenQuote, self.rest().len()),
        }
    }

    fn regex(&mut self) {
        match regex_body(self.rest()) {
            Some((pattern, body)) => {
                let flags = &self.rest()[body..];
                let flags = &flags[..value_word(flags, ",")];
                self.push(TokenKind::Regex(pattern, flags), body + flags.len());
            }
            None => self.push(TokenKind::OpenRegex, self.rest().len()),
        }
    }
}

/// `and`, `or`, `not`, in any case.
fn connective(word: &str) -> Option<TokenKind<'static>> {
    [("and", TokenKind::And), ("or", TokenKind::Or), ("not", TokenKind::Not)]
        .into_iter()
        .find_map(|(known, kind)| known.eq_ignore_ascii_case(word).then_some(kind))
}
