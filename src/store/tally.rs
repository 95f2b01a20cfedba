//! What sorts of records a source has held: counted as they are appended, so that judging the
//! state of a log never reads it again.
//!
//! Moments are kept as ids of events: whoever asks looks the time up, which may have changed
//! with the zone of the source.

use crate::event::{EventId, Kind, LogLevel};
use crate::frame::opening;
use crate::parse::{Notes, is_header, log_level_line};

use super::entry::Entry;

/// Longer records are no lines of a logger about itself.
const LONGEST_LINE: usize = 512;

/// The records of one source, by sort, and what came after its newest event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Telemetry events.
    pub events: u64,
    /// Stamped records that are no events, headers and level lines among them.
    pub logs: u64,
    /// Lines without a stamp.
    pub raw: u64,
    /// Events whose payload is cut or no JSON, as far as their heads tell, and records that were
    /// too long.
    pub broken: u64,
    /// Lines that open a telemetry log.
    pub headers: u64,
    /// The newest event.
    pub last_event: Option<EventId>,
    /// The newest stamped record.
    pub last_stamped: Option<EventId>,
    /// The first header behind the newest event: the logger began anew and wrote nothing since.
    pub reopened: Option<EventId>,
    /// The level its logger said last, and where, if that was behind the newest event.
    pub level: Option<(LogLevel, EventId)>,
}

/// What a tally takes of one record, beside its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Whether it has a stamp.
    pub stamped: bool,
    /// Whether its payload is cut or no JSON, as far as its head tells, or it was too long.
    pub odd: bool,
    /// What its logger says of itself in it.
    pub said: Option<Said>,
}

/// A line in which a logger speaks of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The line that opens a telemetry log.
    Header,
    /// The level that it logs at from here on.
    Level(LogLevel),
}

impl Said {
    /// What a logger says of itself in a record at level info, whose head has `head_len` bytes.
    pub fn of(record: &[u8], head_len: usize) -> Option<Self> {
        if record.len() > LONGEST_LINE {
            return None;
        }
        let message = record.get(head_len..).unwrap_or_default();
        if is_header(message) {
            return Some(Self::Header);
        }
        log_level_line(message).map(Self::Level)
    }
}

impl Counted {
    /// Whether what was odd about a record is counted.
    pub fn is_odd(notes: Notes) -> bool {
        [Notes::CUT, Notes::BROKEN, Notes::OVERLONG].into_iter().any(|note| notes.contains(note))
    }

    pub(super) fn of(entry: &Entry<'_>) -> Self {
        let speaks = entry.class.kind == Kind::Log && entry.class.log_level == Some(LogLevel::Info);
        let said = || {
            let stamp = opening(entry.bytes, entry.offset);
            Said::of(entry.bytes, stamp.map_or(0, |stamp| stamp.head_len))
        };
        Self {
            stamped: entry.time.is_some(),
            odd: Self::is_odd(entry.notes),
            said: if speaks { said() } else { None },
        }
    }
}

impl Tally {
    /// Counts a record that was appended as `id`.
    pub(super) fn count(&mut self, id: EventId, kind: Kind, counted: Counted) {
        if counted.stamped {
            self.last_stamped = Some(id);
        }
        self.broken += u64::from(counted.odd);
        match kind {
            Kind::Event => {
                self.events += 1;
                self.last_event = Some(id);
                (self.reopened, self.level) = (None, None);
            }
            Kind::Raw => self.raw += 1,
            Kind::Log => {
                self.logs += 1;
                if let Some(said) = counted.said {
                    self.hear(id, said);
                }
            }
        }
    }

    fn hear(&mut self, id: EventId, said: Said) {
        match said {
            Said::Header => {
                self.headers += 1;
                if self.last_event.is_some() && self.reopened.is_none() {
                    self.reopened = Some(id);
                }
                // A logger that begins anew has another level than it had.
                self.level = None;
            }
            Said::Level(level) => self.level = Some((level, id)),
        }
    }

    /// Lines that could not be read as what they are: without a stamp, or with a broken payload.
    pub const fn unparsed(&self) -> u64 {
        self.raw + self.broken
    }
}
