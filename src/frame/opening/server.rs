//! `[09:26:53] `: the servers on a console, by the wall clock.
//!
//! Source: the remote server's logger; it colours its stamp as the main process does, where its
//! output is a terminal.

use super::calendar::time_of_day;
use super::cursor::Cursor;
use crate::event::{Clock, Grammar, Stamp};

pub(super) fn server(line: &[u8]) -> Option<Stamp> {
    let mut it = Cursor::new(line);
    it.eat(b"[")?;
    let (hour, _) = it.number(2..=2)?;
    it.eat(b":")?;
    let (minute, _) = it.number(2..=2)?;
    it.eat(b":")?;
    let (second, _) = it.number(2..=2)?;
    it.eat(b"]")?;
    let clock = Clock::TimeOfDay(time_of_day(hour, minute, second)?);
    it.stamp(Grammar::Server, Some(clock), it.level())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::event::LogLevel;

    #[rstest]
    #[case("[09:26:53] ready", LogLevel::Info, "ready")]
    #[case("\x1b[90m[09:26:53]\x1b[0m ready", LogLevel::Info, "ready")]
    #[case("\x1b[93m[09:26:53]\x1b[0m ready", LogLevel::Warning, "ready")]
    #[case("\x1b[1;31m[09:26:53]\x1b[0m ready", LogLevel::Error, "ready")]
    #[case("\x1b[38;5;91m[09:26:53]\x1b[0m ready", LogLevel::Info, "ready")]
    #[case("[09:26:53] \n", LogLevel::Info, "\n")]
    #[case("[09:26:53]\r\n", LogLevel::Info, "\r\n")]
    fn a_server_says_the_time_of_day(
        #[case] line: &str,
        #[case] level: LogLevel,
        #[case] message: &str,
    ) {
        let stamp = server(line.as_bytes()).unwrap();
        assert_eq!(stamp.clock, Some(Clock::TimeOfDay(34_013_000)));
        assert_eq!((stamp.grammar, stamp.level), (Grammar::Server, level));
        assert_eq!(&line[stamp.head_len..], message);
    }

    #[rstest]
    #[case("[9:26:53] x")]
    #[case("[24:26:53] x")]
    #[case("[09:26:61] x")]
    #[case("[09:26:53]x")]
    #[case("[09:26:53.589] x")]
    #[case("[09:26:53 AM] x")]
    fn what_is_nearly_such_a_line_opens_nothing(#[case] line: &str) {
        assert_eq!(server(line.as_bytes()), None);
    }
}
