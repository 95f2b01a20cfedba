//! One source on its way into the log: what is open of it, and what is complete.

use crate::event::{Detected, EventId, SourceId};
use crate::frame::Framer;
use crate::parse::{head, is_core};
use crate::store::{EventLog, SourceFacts};

use super::capture::Capture;
use super::detection::Detection;
use super::flow::{Flow, Item};
use super::reader::{Reader, Times};

/// A source on its way into the log.
#[derive(Debug)]
pub(super) struct Inflow {
    pub(super) id: SourceId,
    pub(super) facts: SourceFacts,
    pub(super) flow: Flow,
    pub(super) capture: Capture,
    pub(super) detection: Detection,
    /// The length of the open record as it stands in the log; `None` while it does not.
    pub(super) shown: Option<usize>,
    pub(super) times: Times,
}

impl Inflow {
    /// Puts the open record into the log unless it stands there as it is.
    pub(super) fn show(&mut self, reader: &mut Reader<'_>) -> Option<EventId> {
        let Self { id, facts, flow, detection, shown, times, .. } = self;
        let (record, _) = flow.text()?.open()?;
        let before = shown.replace(record.bytes.len());
        if before == Some(record.bytes.len()) {
            return None;
        }
        found(reader.log, *id, detection.see(&record));
        reader.read(&record, (*id, facts), times, before.is_some())
    }

    /// Looks into the open record for what it tells of the zone, while nothing else did: what is
    /// complete before it may be printed now, and is not timed again then.
    pub(super) fn look_ahead(&mut self, reader: &mut Reader<'_>) {
        if reader.zones.is_known(self.id) {
            return;
        }
        let Self { id, facts, flow, times, .. } = self;
        if let Some((record, _)) = flow.text().and_then(Framer::open) {
            let head = head(record.bytes, record.opening.as_ref(), facts.bearing);
            if head.name_in(record.bytes).is_some_and(|name| is_core(&name)) {
                reader.learn((*id, facts), &record, &mut times.sampler);
            }
        }
    }

    /// Puts the next complete record into the log, or what the next piece of JSON holds; false
    /// where there is none yet.
    pub(super) fn take(&mut self, reader: &mut Reader<'_>, complete: &mut Vec<EventId>) -> bool {
        let Self { id, facts, flow, capture, detection, shown, times } = self;
        let record = match flow.next() {
            None => return false,
            Some(Item::Record(record)) => record,
            Some(Item::Piece(piece)) => {
                if capture.is_log(&piece) {
                    flow.turn_to_text();
                    reader.log.begin_post(*id, None);
                } else {
                    complete.extend(reader.piece(&piece, (*id, facts), times, capture));
                    found(reader.log, *id, capture.detected());
                }
                return true;
            }
        };
        let before = shown.take();
        found(reader.log, *id, detection.see(&record));
        let done = if before == Some(record.bytes.len()) {
            reader.log.newest(*id)
        } else {
            reader.read(&record, (*id, facts), times, before.is_some())
        };
        let time = done.and_then(|id| reader.log.row(id)?.time());
        times.last = time.or(times.last);
        complete.extend(done);
        true
    }
}

/// Tells the log what a source turned out to be written in.
pub(super) fn found(log: &mut EventLog, source: SourceId, format: Option<Detected>) {
    if let Some(format) = format {
        log.set_format(source, format);
    }
}
