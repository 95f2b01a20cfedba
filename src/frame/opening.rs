//! Whether a line opens a record: a stamp and a level, in either grammar of file logs.
//!
//! Source: spdlog's patterns as VS Code sets them (`%Y-%m-%d %H:%M:%S.%e [%l] %v`), and spdlog's
//! default pattern, which VS Code used before, with the logger's name between stamp and level.
//! A date that no calendar has is no stamp: continuation lines can hold any digits.

use std::ops::Range;

use memchr::memchr;

use crate::event::{Grammar, LogLevel, Stamp};

/// U+FEFF in UTF-8, which some editors put before the first line of a file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// `2026-03-14 09:26:53.589`
const STAMP_LEN: usize = 23;

/// The longest name of a logger that is looked for: far above every name seen (36, a UUID).
const LOGGER_MAX: usize = 128;

/// How many bytes of a line decide whether it opens a record: a mark, the longest stamp, logger
/// and level with their brackets and spaces.
pub(super) const HEAD_MAX: usize = BOM.len() + STAMP_LEN + 2 + 1 + LOGGER_MAX + 2 + 1 + 10 + 1;

/// The stamp and level that open `line`, which stands at `offset` of its file.
///
/// A byte-order mark is passed over at the very start of a file and nowhere else. Only the
/// first few bytes are looked at, so `line` may go on past its end.
pub fn opening(line: &[u8], offset: u64) -> Option<Stamp> {
    match line.first()? {
        b'0'..=b'9' => current(line),
        b'[' => older(line),
        0xef if offset == 0 => behind_mark(line.strip_prefix(BOM)?),
        _ => None,
    }
}

/// The opening of a line whose byte-order mark was taken off.
fn behind_mark(line: &[u8]) -> Option<Stamp> {
    let mut stamp = current(line).or_else(|| older(line))?;
    stamp.head_len += BOM.len();
    stamp.logger = stamp.logger.map(|at| at.start + BOM.len()..at.end + BOM.len());
    Some(stamp)
}

/// `2026-03-14 09:26:53.589 [trace] `
fn current(line: &[u8]) -> Option<Stamp> {
    let (stamp, rest) = line.split_first_chunk()?;
    let rest = rest.strip_prefix(b" ")?;
    let (level, len) = level(rest)?;
    let wall = wall(stamp)?;
    let head_len = STAMP_LEN + 1 + len;
    Some(Stamp { grammar: Grammar::Current, wall, level, head_len, logger: None })
}

/// `[2021-03-14 09:26:53.589] [renderer1] [trace] `
fn older(line: &[u8]) -> Option<Stamp> {
    let (stamp, rest) = line.strip_prefix(b"[")?.split_first_chunk()?;
    let rest = rest.strip_prefix(b"] [")?;
    let wall = wall(stamp)?;
    let logger = logger(rest)?;
    let (level, len) = level(rest.get(logger.end..)?.strip_prefix(b"] ")?)?;
    let before = 1 + STAMP_LEN + 3;
    let head_len = before + logger.end + 2 + len;
    let logger = Some(before + logger.start..before + logger.end);
    Some(Stamp { grammar: Grammar::Older, wall, level, head_len, logger })
}

/// The logger's name at the start of `rest`, up to its `]`.
fn logger(rest: &[u8]) -> Option<Range<usize>> {
    let within = &rest[..rest.len().min(LOGGER_MAX + 1)];
    let end = memchr(b']', within)?;
    (end > 0 && memchr(b'\n', &within[..end]).is_none()).then_some(0..end)
}

/// `[trace]` and one space where it is there: the level, and how many bytes that was.
fn level(rest: &[u8]) -> Option<(LogLevel, usize)> {
    let word = rest.strip_prefix(b"[")?;
    let len = word.iter().take(9).position(|byte| *byte == b']')?;
    let level = LogLevel::from_bytes(&word[..len])?;
    let space = usize::from(word.get(len + 1) == Some(&b' '));
    Some((level, len + 2 + space))
}

/// What stands between the numbers of a stamp, by place.
const SEPARATORS: [(usize, u8); 6] =
    [(4, b'-'), (7, b'-'), (10, b' '), (13, b':'), (16, b':'), (19, b'.')];

/// `2026-03-14 09:26:53.589` in milliseconds since 1970, read as if it were UTC.
fn wall(stamp: &[u8; STAMP_LEN]) -> Option<i64> {
    if SEPARATORS.iter().any(|(at, byte)| stamp[*at] != *byte) {
        return None;
    }
    let (hour, minute) = (number(&stamp[11..13])?, number(&stamp[14..16])?);
    let (second, millis) = (number(&stamp[17..19])?, number(&stamp[20..])?);
    // 60: some clocks do show a leap second.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days(number(&stamp[..4])?, number(&stamp[5..7])?, number(&stamp[8..10])?)?;
    Some((days * 86_400 + (hour * 60 + minute) * 60 + second) * 1000 + millis)
}

/// Decimal digits as a number.
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| value * 10 + i64::from(digit))
    })
}

/// Days before each month of a year that is no leap year.
const BEFORE_MONTH: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;

/// Days since 1970 of a date of the Gregorian calendar; `None` for a date it does not have.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let index = usize::try_from(month.checked_sub(1)?).ok().filter(|index| *index < 12)?;
    let leap_month = i64::from(leap && month == 2);
    if day < 1 || day > BEFORE_MONTH[index + 1] - BEFORE_MONTH[index] + leap_month {
        return None;
    }
    let past = year - 1;
    let years =
        past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) - EPOCH;
    Some(years + BEFORE_MONTH[index] + i64::from(leap && month > 2) + day - 1)
}
