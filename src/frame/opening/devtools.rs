//! `%cTRACE color: #888 `: what a window logs, as its own console takes it: a level's word and the
//! style that the word is to be shown in.
//!
//! Source: VS Code's console logger; an upright word is padded to five letters (`%c INFO`,
//! `%c  ERR`), and the style is one or more CSS declarations of one word each.

use super::cursor::Cursor;
use crate::event::{Grammar, LogLevel, Stamp};

/// The most declarations of a style that are passed; VS Code's have two.
const DECLARATIONS_MAX: usize = 8;

/// The longest name or value in a style.
const WORD_MAX: usize = 24;

/// The most bytes that a level's word and its style take.
pub(super) const DECORATION_MAX: usize = 16 + DECLARATIONS_MAX * (2 * WORD_MAX + 4);

pub(super) fn devtools(line: &[u8]) -> Option<Stamp> {
    let mut it = Cursor::new(line);
    let level = decoration(&mut it)?;
    it.stamp(Grammar::DevTools, None, level)
}

/// Passes the level's word and its style, up to the space before the message.
pub(super) fn decoration(it: &mut Cursor<'_>) -> Option<LogLevel> {
    it.eat(b"%c")?;
    it.span(2, |byte| *byte == b' ');
    let level = match it.span(5, u8::is_ascii_uppercase) {
        b"TRACE" => LogLevel::Trace,
        b"DEBUG" => LogLevel::Debug,
        b"INFO" => LogLevel::Info,
        b"WARN" => LogLevel::Warning,
        b"ERR" => LogLevel::Error,
        b"CRITI" | b"CRIT" => LogLevel::Critical,
        _ => return None,
    };
    let _ = style(it);
    Some(level)
}

/// ` color: #888`, ` background: #eee; color: #888`, with a last semicolon or without.
fn style(it: &mut Cursor<'_>) -> Option<()> {
    for _ in 0..DECLARATIONS_MAX {
        let mut ahead = *it;
        ahead.eat(b" ")?;
        let name = ahead.span(WORD_MAX, |byte| byte.is_ascii_lowercase() || *byte == b'-');
        ahead.eat(b":")?;
        let _ = ahead.eat(b" ");
        let value =
            ahead.span(WORD_MAX, |byte| !matches!(byte, b' ' | b';' | b'"' | b'\r' | b'\n'));
        if name.is_empty() || value.is_empty() {
            return None;
        }
        let more = ahead.eat(b";");
        *it = ahead;
        more?;
    }
    None
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("%cTRACE color: #888 msg", LogLevel::Trace, "msg")]
    #[case("%cDEBUG background: #eee; color: #888 msg", LogLevel::Debug, "msg")]
    #[case("%c INFO color: #33f note: text", LogLevel::Info, "note: text")]
    #[case("%c WARN color: #993; msg", LogLevel::Warning, "msg")]
    #[case("%c  ERR color: #f33 Error: bad", LogLevel::Error, "Error: bad")]
    #[case("%cCRITI background: #f33; color: white gone", LogLevel::Critical, "gone")]
    #[case("%cTRACE msg", LogLevel::Trace, "msg")]
    #[case("%cTRACE", LogLevel::Trace, "")]
    fn a_window_says_the_level_and_its_style(
        #[case] line: &str,
        #[case] level: LogLevel,
        #[case] message: &str,
    ) {
        let stamp = devtools(line.as_bytes()).unwrap();
        assert_eq!((stamp.grammar, stamp.clock), (Grammar::DevTools, None));
        assert_eq!(stamp.level, level);
        assert_eq!(&line[stamp.head_len..], message);
    }

    #[rstest]
    #[case("%cTRACED msg")]
    #[case("%ctrace msg")]
    #[case("%c    ERR msg")]
    #[case("% c INFO msg")]
    fn what_is_nearly_such_a_line_opens_nothing(#[case] line: &str) {
        assert_eq!(devtools(line.as_bytes()), None);
    }
}
