//! Quoted text: reading it, writing it, and telling what needs it.

use crate::event::is_hostile;

use super::Op;
use super::lexer::{Token, TokenKind, is_open_scope, lex};
use super::scan::op_at;

/// The text in the quotes at the start of `text`, unescaped, and its length with the quotes.
/// A backslash before what needs none stays: `"\d"` is a backslash and a `d`.
pub(super) fn unquote(text: &str) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let stop = rest.find(['"', '\\'])?;
        out.push_str(&rest[..stop]);
        let after = &rest[stop + 1..];
        if rest[stop..].starts_with('"') {
            return Some((out, text.len() - after.len()));
        }
        rest = &after[unescape(after, &mut out)?..];
    }
}

/// Appends what the text after a backslash stands for, and says how much of it that took.
fn unescape(after: &str, out: &mut String) -> Option<usize> {
    let c = after.chars().next()?;
    match c {
        '"' | '\\' => out.push(c),
        'n' => out.push('\n'),
        't' => out.push('\t'),
        'r' => out.push('\r'),
        c => match code_point(after) {
            Some((c, length)) => {
                out.push(c);
                return Some(length);
            }
            None => out.extend(['\\', c]),
        },
    }
    Some(c.len_utf8())
}

/// The character that `u{1f600}` at the start of `text` stands for, and the length of that.
fn code_point(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("u{")?;
    let length = digits.bytes().take(7).position(|byte| byte == b'}')?;
    let plain = digits[..length].bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(&digits[..length], 16).ok().filter(|_| plain)?;
    Some((char::from_u32(code)?, length + 3))
}

/// `text` in quotes, such that reading it gives `text` again. What could harm a terminal is
/// spelled out.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_hostile(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether `text` can stand bare after `op` and be read as this one word.
pub(super) fn is_value_word(op: Op, text: &str) -> bool {
    let written = format!("x{}{text}", op.as_str());
    matches!(&lex(&written)[..], [_, _, Token { kind: TokenKind::Word(word), .. }] if *word == text)
        && op_at(text).is_none()
        && !text.contains(is_hostile)
}

/// Whether `text` can stand bare where a term is expected and be read as this one word.
pub(super) fn is_naked_word(text: &str) -> bool {
    matches!(&lex(text)[..], [Token { kind: TokenKind::Word(word), .. }] if *word == text)
        && !is_open_scope(text)
        && !text.contains(is_hostile)
}

/// Whether `key` can stand bare after a scope.
pub(super) fn is_plain_key(key: &str) -> bool {
    let name = format!("prop.{key}");
    let written = format!("has:{name}");
    matches!(
        &lex(&written)[..],
        [_, _, Token { kind: TokenKind::Name(read, None), .. }] if *read == name
    ) && !key.is_empty()
        && !key.contains(is_hostile)
}
