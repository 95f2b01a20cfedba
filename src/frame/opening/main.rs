//! `[main 2026-03-14T09:26:53.589Z] `: the main process on a console, in UTC.
//!
//! Source: VS Code's main logger colours its stamp grey, yellow or red by level, not on Windows.
//! In 2018 it showed the time of day in the words of the machine's language, `[main 9:26:53 AM]`
//! or `[main 09:26:53]`.

use super::calendar::time_of_day;
use super::cursor::Cursor;
use crate::event::{Clock, Grammar, Stamp};

pub(super) fn main(line: &[u8]) -> Option<Stamp> {
    let mut it = Cursor::new(line);
    it.eat(b"[main ")?;
    let mut dated = it;
    let clock = match dated.utc() {
        Some(clock) => {
            it = dated;
            clock
        }
        None => spoken(&mut it)?,
    };
    it.eat(b"]")?;
    it.stamp(Grammar::Main, Some(clock), it.level())
}

/// `9:26:53 AM`, `09:26:53`.
fn spoken(it: &mut Cursor<'_>) -> Option<Clock> {
    let (hour, _) = it.number(1..=2)?;
    it.eat(b":")?;
    let (minute, _) = it.number(2..=2)?;
    it.eat(b":")?;
    let (second, _) = it.number(2..=2)?;
    let hour = match half(it) {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
    };
    time_of_day(hour, minute, second).map(Clock::TimeOfDay)
}

/// The hours before the half of the day that ` AM` or ` PM` names.
fn half(it: &mut Cursor<'_>) -> Option<i64> {
    // Newer tables of languages have a narrow space before it.
    let _ = it.eat(b" ").or_else(|| it.eat("\u{202f}".as_bytes()));
    let word = it.span(2, |byte| matches!(byte, b'A' | b'P' | b'M' | b'a' | b'p' | b'm'));
    match word {
        b"AM" | b"am" => Some(0),
        b"PM" | b"pm" => Some(12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::event::LogLevel;

    const UTC: Clock = Clock::Utc(1_773_480_413_589);
    const NINE: Clock = Clock::TimeOfDay(33_620_000);

    #[rstest]
    #[case("\x1b[90m[main 2026-03-14T09:26:53.589Z]\x1b[0m update: idle", UTC, LogLevel::Info)]
    #[case("\x1b[93m[main 2026-03-14T09:26:53.589Z]\x1b[0m update: idle", UTC, LogLevel::Warning)]
    #[case("\x1b[91m[main 2026-03-14T09:26:53.589Z]\x1b[0m update: idle", UTC, LogLevel::Error)]
    #[case("[main 2026-03-14T09:26:53.589Z] update: idle", UTC, LogLevel::Info)]
    #[case("\x1b[90m[main 9:20:20 AM]\x1b[0m update: idle", NINE, LogLevel::Info)]
    #[case("[main 9:20:20\u{202f}AM] update: idle", NINE, LogLevel::Info)]
    #[case("[main 09:20:20] update: idle", NINE, LogLevel::Info)]
    #[case("[main 8:15:42 PM] update: idle", Clock::TimeOfDay(72_942_000), LogLevel::Info)]
    #[case("[main 20:15:42] update: idle", Clock::TimeOfDay(72_942_000), LogLevel::Info)]
    #[case("[main 12:00:01 AM] update: idle", Clock::TimeOfDay(1000), LogLevel::Info)]
    #[case("[main 12:00:01 PM] update: idle", Clock::TimeOfDay(43_201_000), LogLevel::Info)]
    fn the_main_process_says_its_time_and_colours_its_level(
        #[case] line: &str,
        #[case] clock: Clock,
        #[case] level: LogLevel,
    ) {
        let stamp = main(line.as_bytes()).unwrap();
        assert_eq!(stamp.grammar, Grammar::Main);
        assert_eq!((stamp.clock, stamp.level), (Some(clock), level));
        assert_eq!(&line[stamp.head_len..], "update: idle");
    }

    #[rstest]
    #[case("[main] x")]
    #[case("[main 2026-02-30T09:26:53.589Z] no day")]
    #[case("[main 2026-03-14T09:26:53.589] no Z")]
    #[case("[main 13:15:42 PM] x")]
    #[case("[main 0:15:42 AM] x")]
    #[case("[main 24:15:42] x")]
    #[case("[main 20:15:42]x")]
    #[case("\x1b[90[main 20:15:42] x")]
    fn what_is_nearly_such_a_line_opens_nothing(#[case] line: &str) {
        assert_eq!(main(line.as_bytes()), None);
    }
}
