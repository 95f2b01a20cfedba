//! A place in the head of a console line, which colours may interrupt anywhere.

use std::ops::RangeInclusive;

use super::calendar::{STAMP_LEN, number, wall};
use crate::event::{Clock, Grammar, LogLevel, Stamp};

/// The longest sequence that sets a colour: a foreground and a background of three numbers each.
const COLOUR_MAX: usize = 40;

/// What was read so far of one line.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    line: &'a [u8],
    at: usize,
    /// The last colour of letters that was set, by its number in a terminal's sequences.
    colour: Option<i64>,
}

impl<'a> Cursor<'a> {
    /// At the start of `line`, behind the colours it begins with.
    pub(super) fn new(line: &'a [u8]) -> Self {
        let mut cursor = Self { line, at: 0, colour: None };
        cursor.skip_colours();
        cursor
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// Passes `text`, which must come next.
    pub(super) fn eat(&mut self, text: &[u8]) -> Option<()> {
        self.rest().starts_with(text).then(|| self.at += text.len())
    }

    /// Passes a number with so many digits; the number, and how many there were.
    pub(super) fn number(&mut self, digits: RangeInclusive<usize>) -> Option<(i64, usize)> {
        let rest = self.rest();
        let len = rest.iter().take(*digits.end()).take_while(|it| it.is_ascii_digit()).count();
        if !digits.contains(&len) {
            return None;
        }
        self.at += len;
        Some((number(&rest[..len])?, len))
    }

    /// Passes bytes as long as they are `wanted`, at most `max` of them.
    pub(super) fn span(&mut self, max: usize, wanted: impl Fn(&u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let len = rest.iter().take(max).take_while(|byte| wanted(byte)).count();
        self.at += len;
        &rest[..len]
    }

    /// Passes `2026-03-14T09:26:53.589Z`.
    pub(super) fn utc(&mut self) -> Option<Clock> {
        let stamp = self.rest().first_chunk::<STAMP_LEN>()?;
        let clock = Clock::Utc(wall(stamp, b'T')?);
        self.at += STAMP_LEN;
        self.eat(b"Z")?;
        Some(clock)
    }

    /// Passes the sequences that set colours, remembering what they set the letters to.
    pub(super) fn skip_colours(&mut self) {
        while let Some(numbers) = colours(self.rest()) {
            self.at += 2 + numbers.len() + 1;
            let numbers = numbers.split(|byte| *byte == b';').map(number);
            // 38 and 48 are followed by numbers that are no colours of their own.
            let plain = numbers.take_while(|it| !matches!(it, Some(38 | 48)));
            let letters = |colour: &i64| matches!(colour, 30..=37 | 90..=97);
            self.colour = plain.flatten().filter(letters).last().or(self.colour);
        }
    }

    /// The level that the colour of a stamp tells: yellow warning, red error; grey and no colour
    /// stand for trace, debug and info alike.
    pub(super) const fn level(&self) -> LogLevel {
        match self.colour {
            Some(33 | 93) => LogLevel::Warning,
            Some(31 | 91) => LogLevel::Error,
            _ => LogLevel::Info,
        }
    }

    /// The stamp that ends here, where the message, the line's end or a colour must come.
    pub(super) fn stamp(
        mut self,
        grammar: Grammar,
        clock: Option<Clock>,
        level: LogLevel,
    ) -> Option<Stamp> {
        self.skip_colours();
        let head_len = match self.rest().first() {
            Some(b' ') => self.at + 1,
            Some(b'\r' | b'\n') | None => self.at,
            Some(_) => return None,
        };
        Some(Stamp { grammar, clock, level, head_len, logger: None })
    }

    /// The stamp that ends right here.
    pub(super) fn stamp_here(self, grammar: Grammar, clock: Clock, level: LogLevel) -> Stamp {
        Stamp { grammar, clock: Some(clock), level, head_len: self.at, logger: None }
    }
}

/// The numbers of the sequence that sets colours at the start of `rest`.
fn colours(rest: &[u8]) -> Option<&[u8]> {
    let rest = rest.strip_prefix(b"\x1b[")?;
    let within = &rest[..rest.len().min(COLOUR_MAX)];
    let len = within.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b';' | b':'))?;
    (within[len] == b'm').then(|| &within[..len])
}
