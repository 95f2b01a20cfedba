//! `[2021-03-14 09:26:53.589] [renderer1] [trace] `: log files up to 1.72.
//!
//! Source: spdlog's default pattern, which VS Code used before, with the logger's name between
//! stamp and level.

use std::ops::Range;

use memchr::memchr;

use super::calendar::{STAMP_LEN, wall};
use super::current::level;
use crate::event::{Clock, Grammar, Stamp};

/// The longest name of a logger that is looked for: far above every name seen (36, a UUID).
pub(super) const LOGGER_MAX: usize = 128;

pub(super) fn older(line: &[u8]) -> Option<Stamp> {
    let (stamp, rest) = line.strip_prefix(b"[")?.split_first_chunk()?;
    let rest = rest.strip_prefix(b"] [")?;
    let clock = Some(Clock::Wall(wall(stamp, b' ')?));
    let logger = logger(rest)?;
    let (level, len) = level(rest.get(logger.end..)?.strip_prefix(b"] ")?)?;
    let before = 1 + STAMP_LEN + 3;
    let head_len = before + logger.end + 2 + len;
    let logger = Some(before + logger.start..before + logger.end);
    Some(Stamp { grammar: Grammar::Older, clock, level, head_len, logger })
}

/// The logger's name at the start of `rest`, up to its `]`.
fn logger(rest: &[u8]) -> Option<Range<usize>> {
    let within = &rest[..rest.len().min(LOGGER_MAX + 1)];
    let end = memchr(b']', within)?;
    (end > 0 && memchr(b'\n', &within[..end]).is_none()).then_some(0..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::LogLevel;

    #[test]
    fn a_stamp_of_the_older_grammar_gives_its_logger() {
        let line = b"[2019-05-11 15:29:28.324] [renderer1] [trace] telemetry/x {}\n";
        let stamp = older(line).unwrap();
        assert_eq!((stamp.grammar, stamp.level), (Grammar::Older, LogLevel::Trace));
        assert_eq!(stamp.clock, Some(Clock::Wall(1_557_588_568_324)));
        assert_eq!(&line[stamp.logger.unwrap()], b"renderer1");
        assert_eq!(&line[stamp.head_len..], b"telemetry/x {}\n");
    }

    #[test]
    fn a_logger_name_beyond_all_measure_is_none() {
        let line = |len| format!("[2026-03-14 09:26:53.589] [{}] [critical] x", "n".repeat(len));
        assert!(older(line(128).as_bytes()).is_some());
        assert!(older(line(129).as_bytes()).is_none());
    }
}
