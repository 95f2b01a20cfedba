//! `2026-03-14 09:26:53.589 [trace] `: log files from 1.73 on.
//!
//! Source: spdlog's pattern as VS Code sets it (`%Y-%m-%d %H:%M:%S.%e [%l] %v`); the web
//! workbench writes the same text.

use super::calendar::{STAMP_LEN, wall};
use crate::event::{Clock, Grammar, LogLevel, Stamp};

pub(super) fn current(line: &[u8]) -> Option<Stamp> {
    let (stamp, rest) = line.split_first_chunk()?;
    let rest = rest.strip_prefix(b" ")?;
    let (level, len) = level(rest)?;
    let clock = Some(Clock::Wall(wall(stamp, b' ')?));
    let head_len = STAMP_LEN + 1 + len;
    Some(Stamp { grammar: Grammar::Current, clock, level, head_len, logger: None })
}

/// `[trace]` and one space where it is there: the level, and how many bytes that was.
pub(super) fn level(rest: &[u8]) -> Option<(LogLevel, usize)> {
    let word = rest.strip_prefix(b"[")?;
    let len = word.iter().take(9).position(|byte| *byte == b']')?;
    let level = LogLevel::from_bytes(&word[..len])?;
    let space = usize::from(word.get(len + 1) == Some(&b' '));
    Some((level, len + 2 + space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_of_the_current_grammar_is_read_whole() {
        let stamp = current(b"2026-03-14 09:26:53.589 [warning] x\n").unwrap();
        assert_eq!(stamp.grammar, Grammar::Current);
        assert_eq!(stamp.level, LogLevel::Warning);
        assert_eq!(stamp.clock, Some(Clock::Wall(1_773_480_413_589)));
        assert_eq!((stamp.head_len, stamp.logger), (34, None));
        assert_eq!(current(b"2026-03-14 09:26:53.589 [info]\r\n").unwrap().head_len, 30);
    }
}
