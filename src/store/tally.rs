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

impl Tally {
    /// Counts a record that was appended as `id`.
    pub(super) fn count(&mut self, id: EventId, entry: &Entry<'_>) {
        if entry.time.is_some() {
            self.last_stamped = Some(id);
        }
        let odd = [Notes::CUT, Notes::BROKEN, Notes::OVERLONG];
        self.broken += u64::from(odd.into_iter().any(|note| entry.notes.contains(note)));
        match entry.class.kind {
            Kind::Event => {
                self.events += 1;
                self.last_event = Some(id);
                (self.reopened, self.level) = (None, None);
            }
            Kind::Raw => self.raw += 1,
            Kind::Log => {
                self.logs += 1;
                if entry.class.log_level == Some(LogLevel::Info)
                    && entry.bytes.len() <= LONGEST_LINE
                {
                    self.count_line(id, entry);
                }
            }
        }
    }

    /// A short info line: the logger may speak of itself.
    fn count_line(&mut self, id: EventId, entry: &Entry<'_>) {
        let head = opening(entry.bytes, entry.offset).map_or(0, |stamp| stamp.head_len);
        let message = entry.bytes.get(head..).unwrap_or_default();
        if is_header(message) {
            self.headers += 1;
            if self.last_event.is_some() && self.reopened.is_none() {
                self.reopened = Some(id);
            }
            // A logger that begins anew has another level than it had.
            self.level = None;
        } else if let Some(level) = log_level_line(message) {
            self.level = Some((level, id));
        }
    }

    /// Lines that could not be read as what they are: without a stamp, or with a broken payload.
    pub const fn unparsed(&self) -> u64 {
        self.raw + self.broken
    }
}
