//! A session: everything that is known of the events, so that they open again as they are.

use std::io::{self, Write};

use crate::event::{EventId, SourceId};
use crate::search::read_in_order;
use crate::session::{Head, Recording, Saved, Writer};
use crate::store::{EventLog, Given, Row, Text};

use super::running::{Steps, Told};

/// What a session is written with, beside its events.
#[derive(Clone, Debug)]
pub struct SessionForm {
    /// Who writes it, and when.
    pub head: Head,
    /// By what events were judged, and how they are shown.
    pub saved: Saved,
}

pub(super) struct Session {
    form: SessionForm,
    /// What it writes comes here first.
    recording: Option<Recording<Vec<u8>>>,
}

impl Session {
    pub(super) fn new(form: SessionForm) -> Self {
        Self { form, recording: None }
    }

    fn hand_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match &mut self.recording {
            Some(recording) => out.write_all(&std::mem::take(recording.out_mut())),
            None => Ok(()),
        }
    }

    /// Begins with what stands before all events: once names were learnt, as they are in it, too.
    fn recording(
        &mut self,
        log: &EventLog,
        told: &mut Told,
    ) -> io::Result<&mut Recording<Vec<u8>>> {
        let recording = if let Some(recording) = self.recording.take() {
            recording
        } else {
            let SessionForm { head, saved } = &self.form;
            let writer = Writer::new(Vec::new(), head, told.redactor.take())?.having_learnt();
            Recording::new(writer, log, saved)?
        };
        let recording = self.recording.insert(recording);
        recording.sources(log)?;
        Ok(recording)
    }
}

impl Steps for Session {
    fn begin(&mut self, _: &EventLog, _: &mut dyn Write, _: &mut Told) -> io::Result<()> {
        Ok(())
    }

    fn write(
        &mut self,
        log: &EventLog,
        ids: &[EventId],
        out: &mut dyn Write,
        told: &mut Told,
    ) -> io::Result<()> {
        let recording = self.recording(log, told)?;
        let each = |row: Row<'_>, text: Text<'_>, page: &mut Vec<(EventId, SourceId, Given)>| {
            page.push((row.id(), row.source_id(), text.given()));
        };
        read_in_order(log, ids, true, each, |page| {
            for (id, source, given) in page.drain(..) {
                recording.record((id, source), &given)?;
            }
            io::Result::Ok(())
        })?;
        self.hand_on(out)
    }

    fn goes_on_shifted(&self) -> bool {
        false
    }

    fn end(&mut self, log: &EventLog, out: &mut dyn Write, told: &mut Told) -> io::Result<u64> {
        let selected = self.form.saved.selected;
        let screen = self.form.saved.screen.clone();
        let recording = self.recording(log, told)?;
        recording.marks(log)?;
        if let Some(screen) = screen {
            recording.screen(log, &screen, selected)?;
        }
        self.hand_on(out)?;
        if let Some(recording) = self.recording.take() {
            let (rest, written) = recording.end()?;
            out.write_all(&rest)?;
            told.replaced = written.replaced;
        }
        Ok(0)
    }
}
