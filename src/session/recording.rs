//! What of a log was written already, and what is to be: the records that are new, those that have
//! grown, sources that are known better, marks.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::config::saved_screen::SavedScreen;
use crate::event::{EventId, SourceId};
use crate::store::{EventLog, Given, GivenSource, Text};

use super::lines::OwnRules;
use super::writer::{Writer, Written};

/// By what a log was judged, and how it is shown: what is saved with its events.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// The person's own rules that were in use.
    pub rules: Vec<OwnRules>,
    /// The policy that was in use: TOML.
    pub policy: Option<String>,
    /// How it is shown, where it is.
    pub screen: Option<SavedScreen>,
    /// The event that is selected.
    pub selected: Option<EventId>,
}

/// Writes a log while it grows. Always the same log: events are known by their ids.
#[derive(Debug)]
pub struct Recording<W> {
    writer: Writer<W>,
    /// The first event that was not looked at.
    next: u32,
    amended: usize,
    /// The events that were written, by source, in order.
    written: Vec<Vec<EventId>>,
    /// The marks that were written, at a revision of the log's.
    marks: BTreeMap<EventId, String>,
    revision: Option<u64>,
    screen: Option<(SavedScreen, Option<EventId>)>,
}

impl<W: Write> Recording<W> {
    /// Begins with what `log` was judged by.
    ///
    /// # Errors
    /// What is written to says so, as with all that follows.
    pub fn new(mut writer: Writer<W>, log: &EventLog, saved: &Saved) -> io::Result<Self> {
        writer.catalog(log.catalog())?;
        for rules in &saved.rules {
            writer.rules(rules)?;
        }
        if let Some(policy) = &saved.policy {
            writer.policy(policy)?;
        }
        if let Some(screen) = &saved.screen {
            writer.screen(screen, None)?;
        }
        Ok(Self {
            writer,
            next: 0,
            amended: 0,
            written: Vec::new(),
            marks: BTreeMap::new(),
            revision: None,
            screen: saved.screen.clone().map(|screen| (screen, None)),
        })
    }

    /// Writes what is new, at most so many events of it, of those that `passes` takes; whether
    /// there is more.
    pub fn advance(
        &mut self,
        log: &EventLog,
        most: usize,
        passes: &mut dyn FnMut(&Text<'_>) -> bool,
    ) -> io::Result<bool> {
        self.sources(log)?;
        self.grown(log)?;
        let until = log.len().min(self.next as usize + most) as u32;
        for id in (self.next..until).map(EventId) {
            self.next = id.0 + 1;
            let Some(row) = log.row(id) else { continue };
            let text = log.text(row);
            if passes(&text) {
                self.record((id, row.source_id()), &text.given())?;
            }
        }
        if (self.next as usize) < log.len() {
            return Ok(true);
        }
        self.marks(log)?;
        Ok(false)
    }

    /// Writes this event of a source, which came after all of its that were written.
    pub fn record(&mut self, (id, source): (EventId, SourceId), given: &Given) -> io::Result<()> {
        self.writer.record(source, given)?;
        if self.written.len() <= source.index() {
            self.written.resize_with(source.index() + 1, Vec::new);
        }
        self.written[source.index()].push(id);
        Ok(())
    }

    /// How it is shown by now; written where it is another than before.
    pub fn screen(
        &mut self,
        log: &EventLog,
        screen: &SavedScreen,
        selected: Option<EventId>,
    ) -> io::Result<()> {
        let at = selected.and_then(|id| self.place(log, id));
        let selected = selected.filter(|_| at.is_some());
        if self.screen.as_ref().is_some_and(|(it, id)| it == screen && *id == selected) {
            return Ok(());
        }
        self.screen = Some((screen.clone(), selected));
        self.writer.screen(screen, at)
    }

    /// How many records were written.
    pub fn records(&self) -> u64 {
        self.writer.records()
    }

    /// Hands on all that was written: from here on it survives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Says that this is all.
    pub fn end(self) -> io::Result<(W, Written)> {
        self.writer.end()
    }

    /// Where it is written.
    pub fn out_mut(&mut self) -> &mut W {
        self.writer.out_mut()
    }

    /// Writes what is known of the sources, as far as that is news.
    pub fn sources(&mut self, log: &EventLog) -> io::Result<()> {
        for (id, facts, state) in log.sources() {
            let zone = log.zone(id);
            if !self.writer.knows(id, facts, zone, state) {
                let (facts, zone, state) = (facts.clone(), zone.clone(), state.clone());
                self.writer.source(id, &GivenSource { facts, zone, state })?;
            }
        }
        Ok(())
    }

    /// Writes what records have grown to that were written. Only the newest of a source can have,
    /// and nothing of that source was written since.
    fn grown(&mut self, log: &EventLog) -> io::Result<()> {
        let amended = log.amended();
        let mut grown: Vec<EventId> = amended.get(self.amended..).unwrap_or_default().to_vec();
        self.amended = amended.len();
        grown.sort_unstable();
        grown.dedup();
        for id in grown.into_iter().filter(|id| id.0 < self.next) {
            let Some(row) = log.row(id) else { continue };
            let last = self.written.get(row.source_id().index()).and_then(|it| it.last());
            if last == Some(&id) {
                let given = log.text(row).given();
                // Of what was lost since nothing better is known than what was written.
                if given.lost.is_none() {
                    let given = Given { grown: true, ..given };
                    self.writer.record(row.source_id(), &given)?;
                }
            }
        }
        Ok(())
    }

    /// Writes which of the events that were written are marked, as far as that is news.
    pub fn marks(&mut self, log: &EventLog) -> io::Result<()> {
        let revision = log.marks().revision();
        if self.revision.replace(revision) == Some(revision) {
            return Ok(());
        }
        let ids = log.marks().ids();
        let now: BTreeMap<EventId, String> =
            ids.into_iter().filter_map(|id| Some((id, log.marks().note(id)?))).collect();
        for (id, note) in &now {
            if self.marks.get(id) != Some(note)
                && let Some((source, record)) = self.place(log, *id)
            {
                self.writer.mark(source, record, Some(note))?;
            }
        }
        for id in self.marks.keys().filter(|id| !now.contains_key(id)) {
            if let Some((source, record)) = self.place(log, *id) {
                self.writer.mark(source, record, None)?;
            }
        }
        self.marks = now;
        Ok(())
    }

    /// Where an event stands among the records of its source that were written.
    fn place(&self, log: &EventLog, id: EventId) -> Option<(SourceId, u64)> {
        let source = log.row(id)?.source_id();
        let at = self.written.get(source.index())?.binary_search(&id).ok()?;
        Some((source, at as u64))
    }
}
