//! Records of other logs that a source tells of (`print --format json`), each on its way to the
//! source that it had there.

use std::collections::HashMap;
use std::path::Path;

use crate::event::{Detected, EventId, Format, Instant, SourceId, Spell, Zone};
use crate::parse::Body;
use crate::parse::wire::{Found, Told};
use crate::store::{Given, GivenSource, SourceFacts, SourceState};

use super::ingest::Ingest;
use super::intake::publisher_folder;

/// What a line tells of the source of its record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ToldSource {
    label: String,
    path: String,
    product: String,
    session: Option<String>,
}

/// One record that is told of.
#[derive(Debug)]
pub(super) struct Telling {
    pub(super) of: ToldSource,
    pub(super) given: Given,
}

impl Ingest {
    /// Takes records of other logs that a source tells of: each goes to the source that it had
    /// there, in the order in which they are told.
    pub(super) fn told(&mut self, teller: SourceId, tellings: Vec<Telling>) -> Vec<EventId> {
        let mut complete = Vec::new();
        for Telling { of, given } in tellings {
            let known = self.inflows.get(teller.index()).and_then(|it| it.told.get(&of));
            let Some(source) = known.or_else(|| self.add_told(teller, &of, &given)) else {
                continue;
            };
            let clock =
                self.inflows.get_mut(teller.index()).and_then(|it| it.told.tick(given.time));
            complete.extend(self.given(source, &[Given { clock, ..given }]));
        }
        complete
    }

    fn add_told(&mut self, teller: SourceId, of: &ToldSource, first: &Given) -> Option<SourceId> {
        let source = self.add_given(&of.given(first))?;
        let told = &mut self.inflows.get_mut(teller.index())?.told;
        let lane = told.add(of.clone(), source);
        self.write(|log| log.merge_as(source, lane));
        Some(source)
    }
}

impl Telling {
    /// What a line tells of; `None` where it is no such line after all.
    pub(super) fn of(found: &Found<'_>) -> Option<Self> {
        let body = Body::wire(&found.text, &found.post);
        let told = body.told()?;
        let time = body.sight().and_then(|sight| sight.time);
        let given = Given {
            bytes: found.text.to_vec(),
            offset: told.offset,
            line: told.line,
            time,
            // What was seen on the wire says its time in UTC.
            wall: time.filter(|_| !told.is_wire).map(|time| time.plus_millis(told.ahead).0),
            path: Some(told.path.as_str().into()),
            post: Some(found.post.clone()),
            ..Given::default()
        };
        Some(Self { of: ToldSource::of(told), given })
    }
}

impl ToldSource {
    fn of(told: &Told) -> Self {
        let session = told.session.clone();
        let (label, path) = (told.source.clone(), told.path.clone());
        Self { label, path, product: told.product.clone(), session }
    }

    /// The source as a log takes it, whose first record is `first`.
    pub(super) fn given(&self, first: &Given) -> GivenSource {
        let ahead = first.time.zip(first.wall).map_or(0, |(time, wall)| wall - time.0);
        GivenSource {
            facts: SourceFacts {
                label: self.label.clone(),
                path: self.path.clone(),
                product: self.product.clone(),
                session: self.session.clone(),
                folder: publisher_folder(Path::new(&self.path)),
                bearing: self.label.to_ascii_lowercase().contains("telemetry"),
                format: Some(Detected {
                    format: Format::Ndjson,
                    why: "its records are told by a file of events".to_owned(),
                }),
            },
            zone: Zone::derived(&[Spell { from: Instant(0), ahead }]),
            state: SourceState::Done,
        }
    }
}

/// The sources that one source tells of, which keep their order among each other.
#[derive(Debug, Default)]
pub(super) struct ToldSources {
    ids: HashMap<ToldSource, SourceId>,
    first: Option<SourceId>,
    clock: Option<Instant>,
}

impl ToldSources {
    pub(super) fn get(&self, of: &ToldSource) -> Option<SourceId> {
        self.ids.get(of).copied()
    }

    /// Takes note of one more; the source that it is merged as.
    pub(super) fn add(&mut self, of: ToldSource, source: SourceId) -> SourceId {
        self.ids.insert(of, source);
        *self.first.get_or_insert(source)
    }

    /// The latest time so far: what comes next is not merged before it.
    pub(super) fn tick(&mut self, time: Option<Instant>) -> Option<Instant> {
        self.clock = self.clock.max(time);
        self.clock
    }
}
