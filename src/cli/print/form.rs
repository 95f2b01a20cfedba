//! One event in the form that was asked for, and many of them, page by page.

use std::io::{self, Write};

use crate::report::{EventText, event_json, raw};
use crate::store::{Lost, Text};

use super::super::args::PrintFormat;
use super::super::failure::say;

/// How events are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) format: PrintFormat,
    /// Whether it is read on a terminal.
    pub(super) terminal: bool,
    /// Whether to colour.
    pub(super) colour: bool,
}

/// How many records could not be written as they were logged, their text being lost, and why the
/// first of them.
#[derive(Debug, Default)]
pub(in crate::cli) struct Missing {
    count: u64,
    why: Option<Lost>,
}

/// What is written of some events, in memory.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: Vec<u8>,
    events: usize,
    missing: Missing,
    /// Why not all of it could be written.
    failed: Option<io::Error>,
}

impl Form {
    /// Whether it tells where records stand in their files.
    pub(super) fn tells_places(self) -> bool {
        self.format == PrintFormat::Json
    }

    /// Writes one event; why it could not be written, where its text is lost and the form takes
    /// all of it.
    pub(super) fn write(self, out: &mut impl Write, text: &Text<'_>) -> io::Result<Option<Lost>> {
        match self.format {
            PrintFormat::Raw if text.lost().is_some() => return Ok(text.lost().cloned()),
            PrintFormat::Raw => {
                raw(out, text.bytes(), self.terminal)?;
                // A piece of a JSON document has no line end of its own.
                if text.is_piece() && !self.terminal {
                    out.write_all(b"\n")?;
                }
            }
            PrintFormat::Json => event_json(out, &text.whole().event())?,
            PrintFormat::Text => EventText { colour: self.colour }.write(out, &text.whole())?,
        }
        Ok(None)
    }
}

impl Missing {
    /// That of one record, whose text may be lost.
    pub(in crate::cli) fn of(lost: Option<Lost>) -> Self {
        Self { count: u64::from(lost.is_some()), why: lost }
    }

    /// Adds those of records that come later.
    pub(in crate::cli) fn add(&mut self, later: Self) {
        self.count += later.count;
        self.why = self.why.take().or(later.why);
    }

    /// Says that records are missing from what was written, if any are.
    pub(in crate::cli) fn tell(&self) -> bool {
        let Self { count, why: Some(why) } = self else { return false };
        let records = if *count == 1 { "1 record is" } else { &format!("{count} records are") };
        say(&format!("{records} missing from what was written. Of the first: {why}"));
        true
    }
}

impl Page {
    /// Adds an event.
    pub(super) fn put(&mut self, form: Form, text: &Text<'_>) {
        self.events += 1;
        match form.write(&mut self.text, text) {
            Ok(lost) => self.missing.add(Missing::of(lost)),
            // Memory takes whatever is written to it, but an event may be none that can be.
            Err(error) => self.failed = self.failed.take().or(Some(error)),
        }
    }

    /// How many events are on it.
    pub(super) fn events(&self) -> usize {
        self.events
    }

    /// The records that are missing from it. Told once.
    pub(super) fn missing(&mut self) -> Missing {
        std::mem::take(&mut self.missing)
    }

    /// Writes it out, and begins the next one.
    pub(super) fn turn(&mut self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&self.text)?;
        self.text.clear();
        self.events = 0;
        self.failed.take().map_or(Ok(()), Err)
    }
}
