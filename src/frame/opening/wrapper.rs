//! `[2026-03-14T09:26:53.589Z] debug `: code-server itself on a console, in UTC.
//!
//! Source: code-server's logger pads the level's word to five letters, and colours where its
//! output is a terminal; what it has to say beyond words follows as coloured JSON.

use super::cursor::Cursor;
use crate::event::{Grammar, LogLevel, Stamp};

/// What level words are padded to.
const PADDED: usize = 5;

pub(super) fn wrapper(line: &[u8]) -> Option<Stamp> {
    let mut it = Cursor::new(line);
    it.eat(b"[")?;
    let clock = it.utc()?;
    it.eat(b"]")?;
    it.skip_colours();
    it.eat(b" ")?;
    it.skip_colours();
    let word = it.span(PADDED, u8::is_ascii_lowercase);
    let level = match word {
        b"trace" => LogLevel::Trace,
        b"debug" => LogLevel::Debug,
        b"info" => LogLevel::Info,
        b"warn" => LogLevel::Warning,
        b"error" => LogLevel::Error,
        _ => return None,
    };
    it.span(PADDED - word.len(), |byte| *byte == b' ');
    it.stamp(Grammar::Wrapper, Some(clock), level)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::event::Clock;

    #[rstest]
    #[case("[2026-03-14T09:26:53.589Z] debug heartbeat", LogLevel::Debug, "heartbeat")]
    #[case("[2026-03-14T09:26:53.589Z] info  ready", LogLevel::Info, "ready")]
    #[case("[2026-03-14T09:26:53.589Z] info    - no https", LogLevel::Info, "  - no https")]
    #[case("[2026-03-14T09:26:53.589Z] warn  old", LogLevel::Warning, "old")]
    #[case("[2026-03-14T09:26:53.589Z] error bad", LogLevel::Error, "bad")]
    #[case("[2026-03-14T09:26:53.589Z] trace fine", LogLevel::Trace, "fine")]
    #[case(
        "\x1b[38;2;1;2;3m[2026-03-14T09:26:53.589Z]\x1b[0m \x1b[34minfo \x1b[0m ready",
        LogLevel::Info,
        "ready"
    )]
    fn code_server_says_the_time_in_utc_and_the_level(
        #[case] line: &str,
        #[case] level: LogLevel,
        #[case] message: &str,
    ) {
        let stamp = wrapper(line.as_bytes()).unwrap();
        assert_eq!(stamp.clock, Some(Clock::Utc(1_773_480_413_589)));
        assert_eq!((stamp.grammar, stamp.level), (Grammar::Wrapper, level));
        assert_eq!(&line[stamp.head_len..], message);
    }

    #[rstest]
    #[case("[2026-03-14T09:26:53.589Z] information")]
    #[case("[2026-03-14T09:26:53.589Z] x")]
    #[case("[2026-03-14T09:26:53.589Z]")]
    #[case("[2026-03-14 09:26:53.589Z] info  x")]
    #[case("[2026-03-14T09:26:53.589] info  x")]
    fn what_is_nearly_such_a_line_opens_nothing(#[case] line: &str) {
        assert_eq!(wrapper(line.as_bytes()), None);
    }
}
