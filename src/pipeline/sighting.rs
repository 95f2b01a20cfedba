//! One record of a wire capture into the log: parse, classify, join with the catalog, append.

use std::sync::Arc;

use crate::event::{EventId, Format, Kind, SourceId};
use crate::frame::Piece;
use crate::parse::Body;
use crate::parse::wire::note::NO_EVENT;
use crate::parse::wire::{Post, Sight};
use crate::store::{Given, SourceFacts};

use super::capture::{Capture, Sighted, line};
use super::reader::{Read, Reader, Times};
use super::telling::Telling;

impl Reader<'_> {
    /// Appends what one piece of JSON holds; a line between pieces is read as in a log.
    pub(super) fn piece(
        &mut self,
        piece: &Piece<'_>,
        (source, facts): (SourceId, &SourceFacts),
        times: &mut Times,
        capture: &mut Capture,
    ) -> Vec<EventId> {
        if let Some(record) = line(piece) {
            self.log.begin_post(source, None);
            return self.read(&record, (source, facts), times, false).into_iter().collect();
        }
        let sighted = capture.records(piece);
        let mut complete = Vec::new();
        for it in &sighted {
            let is_telling = it.found.post.format == Format::Ndjson;
            match is_telling.then(|| Telling::of(&it.found)).flatten() {
                Some(telling) => capture.tellings.push(telling),
                None => complete.extend(self.sighted(it, (source, facts), None)),
            }
        }
        complete
    }

    /// Appends an event or a log entry of the wire, or a raw record that says why it is neither;
    /// when it was may be known.
    pub(super) fn sighted(
        &mut self,
        sighted: &Sighted<'_>,
        (source, facts): (SourceId, &SourceFacts),
        given: Option<&Given>,
    ) -> Option<EventId> {
        let found = &sighted.found;
        let body = Body::wire(&found.text, &found.post);
        let sight = body.sight();
        if sight.is_none() && found.post.note.is_none() {
            self.log.begin_post(source, Some(&Arc::new(Post::unread(NO_EVENT))));
        } else {
            self.log.begin_post(source, Some(&found.post));
        }
        let told = body.told();
        self.log.tell_sight(source, told.map(|told| (told.on, told.is_wire)));
        let kind = match sight {
            Some(Sight { told: Some(told), .. }) => told.kind,
            None => Kind::Raw,
            Some(sight) if sight.log_level.is_some() => Kind::Log,
            Some(_) => Kind::Event,
        };
        let (name, event) = sight.map_or(("", ""), |sight| (&sight.name, sight.event()));
        let read = Read {
            bytes: &found.text,
            offset: sighted.offset,
            line: sighted.line,
            notes: given.map(|it| it.notes).unwrap_or_default(),
            time: match given {
                Some(given) => given.time,
                None => sight.and_then(|Sight { time, .. }| *time),
            },
            // It is in UTC, whatever the zone of a log's clock, unless it was logged first.
            wall: given.and_then(|it| it.wall),
            kind,
            log_level: sight.and_then(|sight| sight.log_level),
            name,
            event,
            body: if sight.is_some() { &body } else { &() },
        };
        let length = told.map(|told| told.length);
        let id = self.enter(&read, (source, facts), given.is_some_and(|it| it.grown))?;
        if let Some(length) = length {
            self.log.tell_length(id, length);
        }
        Some(id)
    }
}
