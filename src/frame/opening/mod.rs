//! Whether a line opens a record: a stamp and what tells its level, in any grammar of log files
//! and of console output, one grammar a file.
//!
//! No two grammars share a line, so what was found at first is found again. A date that no
//! calendar has is no stamp: continuation lines can hold any digits.

mod calendar;
mod chromium;
mod current;
mod cursor;
mod devtools;
mod main;
mod older;
mod server;
mod wrapper;

use memchr::memchr;

use crate::event::Stamp;
use calendar::STAMP_LEN;

/// U+FEFF in UTF-8, which some editors put before the first line of a file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// How many bytes of a line decide whether it opens a record of a log file: a mark, the longest
/// stamp, logger and level with their brackets and spaces.
pub const FILE_HEAD_MAX: usize = BOM.len() + STAMP_LEN + 2 + 1 + older::LOGGER_MAX + 2 + 1 + 10 + 1;

/// The same for any grammar: the longest is what a window logs, as Chromium prints it.
pub(super) const HEAD_MAX: usize = BOM.len() + chromium::PREFIX_MAX + devtools::DECORATION_MAX;

/// The stamp and level that open `line`, which stands at `offset` of its file, in any grammar.
///
/// A byte-order mark is passed over at the very start of a file and nowhere else. Only the
/// first few bytes are looked at, so `line` may go on past its end.
pub fn opening(line: &[u8], offset: u64) -> Option<Stamp> {
    behind_mark(line, offset, |line| file(line).or_else(|| console(line)))
}

/// The same, in the two grammars of log files only.
pub(super) fn file_opening(line: &[u8], offset: u64) -> Option<Stamp> {
    behind_mark(line, offset, file)
}

/// Reads a line without the byte-order mark that a file may begin with.
fn behind_mark(line: &[u8], offset: u64, read: impl Fn(&[u8]) -> Option<Stamp>) -> Option<Stamp> {
    if *line.first()? != BOM[0] || offset != 0 {
        return read(line);
    }
    let mut stamp = read(line.strip_prefix(BOM)?)?;
    stamp.head_len += BOM.len();
    stamp.logger = stamp.logger.map(|at| at.start + BOM.len()..at.end + BOM.len());
    Some(stamp)
}

fn file(line: &[u8]) -> Option<Stamp> {
    match line.first()? {
        b'0'..=b'9' => current::current(line),
        b'[' => older::older(line),
        _ => None,
    }
}

fn console(line: &[u8]) -> Option<Stamp> {
    if !matches!(line.first()?, b'[' | b'%' | 0x1b) {
        return None;
    }
    let within = &line[..line.len().min(HEAD_MAX)];
    let line = &within[..memchr(b'\n', within).map_or(within.len(), |at| at + 1)];
    main::main(line)
        .or_else(|| server::server(line))
        .or_else(|| wrapper::wrapper(line))
        .or_else(|| chromium::chromium(line))
        .or_else(|| devtools::devtools(line))
}

#[cfg(test)]
mod tests;
