//! `[60724:0314/092653.589123:INFO:CONSOLE(25)] "…", source: … (25)`: Chromium on a console.
//!
//! Source: Chromium's own log prefix: process, thread where it has one, day and time by the wall
//! clock without a year, severity, and the place in its code. What a window logs comes under the
//! place `CONSOLE`, quoted, with the style that VS Code gave its level.

use super::calendar::{is_day, time_of_day};
use super::cursor::Cursor;
use super::devtools::decoration;
use crate::event::{Clock, Grammar, LogLevel, Stamp};

/// The longest place in Chromium's code.
const PLACE_MAX: usize = 128;

/// The most bytes of the prefix: colours, process, thread, time, severity, place.
pub(super) const PREFIX_MAX: usize = 64 + 12 + 12 + 18 + 20 + PLACE_MAX + 4;

pub(super) fn chromium(line: &[u8]) -> Option<Stamp> {
    let mut it = Cursor::new(line);
    it.eat(b"[")?;
    it.number(1..=10)?;
    it.eat(b":")?;
    let (month, day) = thread_and_day(&mut it)?;
    let time = time(&mut it)?;
    let clock = Clock::Yearless { month, day, time };
    let level = severity(&mut it)?;
    let place = it.span(PLACE_MAX, |byte| !matches!(byte, b']' | b'\r' | b'\n'));
    it.eat(b"]")?;
    let mut quoted = it;
    if is_console(place) && quoted.eat(b" \"").is_some() {
        return Some(console(quoted, clock, level));
    }
    it.stamp(Grammar::Chromium, Some(clock), level)
}

/// What a window logged: the level is the window's where it says one.
fn console(at: Cursor<'_>, clock: Clock, level: LogLevel) -> Stamp {
    let mut it = at;
    match decoration(&mut it) {
        Some(level) => {
            let _ = it.eat(b" ");
            it.stamp_here(Grammar::Chromium, clock, level)
        }
        None => at.stamp_here(Grammar::Chromium, clock, level),
    }
}

/// `0314/`, or `60724:0314/`: month and day.
fn thread_and_day(it: &mut Cursor<'_>) -> Option<(u8, u8)> {
    let mut ahead = *it;
    if ahead.number(1..=10).is_some() && ahead.eat(b":").is_some() {
        *it = ahead;
    }
    let (date, _) = it.number(4..=4)?;
    it.eat(b"/")?;
    let (month, day) = (date / 100, date % 100);
    is_day(month, day).then_some((u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// `092653.589123:` in milliseconds since midnight.
fn time(it: &mut Cursor<'_>) -> Option<i64> {
    let (time, _) = it.number(6..=6)?;
    it.eat(b".")?;
    let (fraction, digits) = it.number(3..=6)?;
    it.eat(b":")?;
    let millis = fraction / 10_i64.pow(u32::try_from(digits).ok()?.saturating_sub(3));
    Some(time_of_day(time / 10_000, time / 100 % 100, time % 100)? + millis)
}

/// `INFO:`, `VERBOSE1:`
fn severity(it: &mut Cursor<'_>) -> Option<LogLevel> {
    let level = match it.span(8, u8::is_ascii_uppercase) {
        b"INFO" => LogLevel::Info,
        b"WARNING" => LogLevel::Warning,
        b"ERROR" => LogLevel::Error,
        b"FATAL" => LogLevel::Critical,
        b"VERBOSE" => {
            it.number(1..=2)?;
            LogLevel::Debug
        }
        _ => return None,
    };
    it.eat(b":")?;
    Some(level)
}

/// `CONSOLE(25)`, newer `CONSOLE:25`.
fn is_console(place: &[u8]) -> bool {
    place.strip_prefix(b"CONSOLE").is_some_and(|rest| matches!(rest.first(), Some(b'(' | b':')))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "[7:0314/092653.589123:INFO:CONSOLE(25)] \"%cTRACE color: #888 a\", source: f.js (25)",
        LogLevel::Trace,
        "a\", source: f.js (25)"
    )]
    #[case(
        "[7:0314/092653.589123:ERROR:CONSOLE(1)] \"%c  ERR color: #f33 b\", source: f.js (1)",
        LogLevel::Error,
        "b\", source: f.js (1)"
    )]
    #[case(
        "[7:8:0314/092653.589123:WARNING:CONSOLE:25] \"plain %c\", source: f.js:25",
        LogLevel::Warning,
        "plain %c\", source: f.js:25"
    )]
    #[case("[7:0314/092653.589:ERROR:a/b.cc(12)] text", LogLevel::Error, "text")]
    #[case("[7:0314/092653.589:INFO:CONSOLE.cc(12)] \"text\"", LogLevel::Info, "\"text\"")]
    #[case("[7:775:0314/092653.589123:VERBOSE1:b.cc:12] text", LogLevel::Debug, "text")]
    #[case("[7:0314/092653.589123:FATAL:b.cc(12)] \n", LogLevel::Critical, "\n")]
    fn chromium_says_day_and_time_and_what_a_window_logged(
        #[case] line: &str,
        #[case] level: LogLevel,
        #[case] message: &str,
    ) {
        let stamp = chromium(line.as_bytes()).unwrap();
        let clock = Clock::Yearless { month: 3, day: 14, time: 34_013_589 };
        assert_eq!((stamp.grammar, stamp.clock), (Grammar::Chromium, Some(clock)));
        assert_eq!(stamp.level, level);
        assert_eq!(&line[stamp.head_len..], message);
    }

    #[rstest]
    #[case("[7:0230/092653.589123:INFO:b.cc(12)] no day")]
    #[case("[7:0314/242653.589123:INFO:b.cc(12)] no hour")]
    #[case("[7:0314/092653:INFO:b.cc(12)] no fraction")]
    #[case("[7:0314/092653.589123:info:b.cc(12)] case")]
    #[case("[7:0314/092653.589123:INFO:b.cc(12) no bracket")]
    #[case("[:0314/092653.589123:INFO:b.cc(12)] no process")]
    #[case("[7:0314/092653.589123:VERBOSE:b.cc(12)] no number")]
    fn what_is_nearly_such_a_line_opens_nothing(#[case] line: &str) {
        assert_eq!(chromium(line.as_bytes()), None);
    }
}
