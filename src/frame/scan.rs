//! The one state machine behind both ways of framing: where does the record in front end?
//!
//! It looks at each byte once for a line end and at the first few of each line for a stamp; it
//! remembers how far it came, so a line that arrives in a thousand chunks is not read again.

use memchr::memchr;

use super::family::Family;
use super::record::Record;
use crate::event::Stamp;

/// The state between two looks at the bytes from the start of the record in front.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    /// The longest record.
    limit: usize,
    /// Which lines open a record.
    family: Family,
    /// Of the record in front, in the file.
    offset: u64,
    /// Of the record in front, from 1.
    line: u64,
    /// A stamp was seen, so lines without one belong to the record before them.
    stamped: bool,
    /// The opening of the record in front.
    opening: Option<Stamp>,
    /// The record in front goes on from one that was cut.
    continued: bool,
    /// Where the last line that was reached begins; all lines before it are complete.
    line_start: usize,
    /// Whether that line was looked at for a stamp.
    judged: bool,
    /// Up to where line ends were looked for.
    searched: usize,
    /// Line ends in the record so far.
    newlines: u64,
}

/// The record in front: how long it is, and the rest of what a [`Record`] says.
pub(super) struct Cut {
    pub(super) len: usize,
    offset: u64,
    line: u64,
    opening: Option<Stamp>,
    overlong: bool,
    continued: bool,
}

impl Cut {
    /// With its bytes.
    pub(super) fn record(self, bytes: &[u8]) -> Record<'_> {
        Record {
            bytes,
            offset: self.offset,
            line: self.line,
            opening: self.opening,
            overlong: self.overlong,
            continued: self.continued,
        }
    }
}

impl Scan {
    /// At the start of a line that stands at `offset` and is line `line` of its file.
    pub(super) fn new(offset: u64, line: u64, limit: usize) -> Self {
        Self {
            limit: limit.max(1),
            family: Family::default(),
            offset,
            line,
            stamped: false,
            opening: None,
            continued: false,
            line_start: 0,
            judged: false,
            searched: 0,
            newlines: 0,
        }
    }

    /// The same, where these lines open a record.
    pub(super) fn of(self, family: Family) -> Self {
        Self { family, ..self }
    }

    /// The line in which the record in front begins.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// The record in front of `bytes`, once it is known where it ends; `end` says that no more
    /// bytes will come. Until then `bytes` must keep its start and only grow.
    pub(super) fn next(&mut self, bytes: &[u8], end: bool) -> Option<Cut> {
        if bytes.is_empty() {
            return None;
        }
        loop {
            if !self.judged {
                if self.line_start == bytes.len() {
                    return end.then(|| self.close(bytes.len(), None));
                }
                let stamp = self.judge(bytes, end)?;
                if let Some(stamp) = &stamp {
                    self.family = self.family.met(stamp.grammar);
                }
                if stamp.is_some() && self.line_start > 0 {
                    return Some(self.close(self.line_start, stamp));
                }
                self.stamped |= stamp.is_some();
                self.opening = self.opening.take().or(stamp);
                self.judged = true;
            }
            let until = bytes.len().min(self.limit);
            if let Some(at) = memchr(b'\n', &bytes[self.searched..until]) {
                self.searched += at + 1;
                self.line_start = self.searched;
                self.newlines += 1;
                if !self.stamped {
                    return Some(self.close(self.line_start, None));
                }
                self.judged = false;
            } else {
                self.searched = until;
                if bytes.len() > self.limit {
                    return Some(self.cut());
                }
                return end.then(|| self.close(bytes.len(), None));
            }
        }
    }

    /// The record in front as far as its complete lines go; nothing where it has none yet.
    pub(super) fn open(&self) -> Option<Cut> {
        (self.line_start > 0).then(|| Cut {
            len: self.line_start,
            offset: self.offset,
            line: self.line,
            opening: self.opening.clone(),
            overlong: false,
            continued: self.continued,
        })
    }

    /// Whether the last line opens a record; `None` while too little of it is there to tell.
    #[expect(clippy::option_option, reason = "not yet known, and known to be none, differ")]
    fn judge(&self, bytes: &[u8], end: bool) -> Option<Option<Stamp>> {
        let line = &bytes[self.line_start..];
        let enough = end || line.len() >= self.family.head_max() || memchr(b'\n', line).is_some();
        enough.then(|| self.family.opening(line, self.offset + self.line_start as u64))
    }

    /// Ends the record in front after `len` bytes; `opening` is what the next one begins with.
    fn close(&mut self, len: usize, opening: Option<Stamp>) -> Cut {
        let judged = opening.is_some();
        self.advance(len, opening, judged, false)
    }

    /// Cuts the record in front at the limit. The line it is cut in was judged already.
    fn cut(&mut self) -> Cut {
        let cut = self.advance(self.limit, None, true, true);
        self.continued = true;
        cut
    }

    fn advance(&mut self, len: usize, opening: Option<Stamp>, judged: bool, overlong: bool) -> Cut {
        let cut = Cut {
            len,
            offset: self.offset,
            line: self.line,
            opening: std::mem::replace(&mut self.opening, opening),
            overlong,
            continued: std::mem::take(&mut self.continued),
        };
        self.offset += len as u64;
        self.line += std::mem::take(&mut self.newlines);
        self.judged = judged;
        self.line_start = 0;
        self.searched = 0;
        cut
    }
}
