//! Records as another log had them into the event log: what they mean is decided anew, where they
//! stood and when they came is taken as it is given.

use crate::event::{Destination, EventId, SourceId};
use crate::frame::opening;
use crate::parse::wire::Found;
use crate::parse::{Body, event_name, head, is_core};
use crate::store::{ClassFacts, Given, GivenLost, SourceFacts};

use super::capture::Sighted;
use super::reader::{Read, Reader};

impl Reader<'_> {
    /// Appends a record as it is given, or amends the newest one of its source where it has grown.
    pub(super) fn given(
        &mut self,
        given: &Given,
        (source, facts): (SourceId, &SourceFacts),
    ) -> Option<EventId> {
        if let Some(path) = given.path.as_deref().filter(|it| *it != self.log.part_path(source)) {
            self.log.begin_part(source, path);
        }
        self.log.begin_post(source, given.post.as_ref());
        if let Some(clock) = given.clock {
            self.log.raise_clock(source, clock);
        }
        match (&given.lost, &given.post) {
            (Some(lost), _) => self.given_lost(given, lost, source),
            (None, Some(post)) => {
                let found = Found { post: post.clone(), text: (&*given.bytes).into(), at: 0 };
                let sighted = Sighted { found, offset: given.offset, line: given.line };
                self.sighted(&sighted, (source, facts), Some(given))
            }
            (None, None) => self.given_line(given, (source, facts)),
        }
    }

    /// A record of a log file.
    fn given_line(
        &mut self,
        given: &Given,
        (source, facts): (SourceId, &SourceFacts),
    ) -> Option<EventId> {
        let bytes = given.bytes.as_slice();
        let stamp = if given.kind_raw { None } else { opening(bytes, given.offset) };
        let head = head(bytes, stamp.as_ref(), facts.bearing);
        let name = head.name_in(bytes).unwrap_or_default();
        let body = head.body_in(bytes).map(|body| Body::new(body, is_core(&name)));
        let read = Read {
            bytes,
            offset: given.offset,
            line: given.line,
            notes: given.notes.with(head.notes),
            time: given.time,
            wall: given.wall,
            kind: head.kind,
            log_level: head.level,
            event: event_name(&name),
            name: &name,
            body: body.as_ref().map_or(&(), |body| body),
        };
        self.enter(&read, (source, facts), given.grown)
    }

    /// A record of which only its columns are left.
    fn given_lost(&mut self, given: &Given, lost: &GivenLost, source: SourceId) -> Option<EventId> {
        let reason = |rule: &str| self.classifier.reason_of(rule).unwrap_or_default();
        let destination = self.log.destinations().get(&lost.destination.0);
        let class = ClassFacts {
            kind: lost.kind,
            log_level: lost.log_level,
            name: &lost.name,
            event: &lost.event,
            producer: &lost.producer,
            level: lost.level.0,
            level_reason: reason(&lost.level.1),
            destination: destination.unwrap_or(Destination::UNKNOWN),
            destination_reason: reason(&lost.destination.1),
            purposes: self.purposes(lost.kind, &lost.producer, &lost.event),
        };
        self.log.append_lost(source, given, lost, &class)
    }
}
