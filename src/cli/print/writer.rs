//! Events on standard output, and what could not be written of them.

use std::io::{self, Write};

use crate::event::EventId;
use crate::report::raw;
use crate::search::read_in_order;
use crate::store::{EventLog, Row, Text};

use super::super::args::PrintFormat;
use super::super::output::Output;
use super::form::{Form, Missing, Page};

/// Standard output, in the form that was asked for.
pub(in crate::cli) struct Writer {
    output: Output,
    format: PrintFormat,
    /// Stop after so many.
    limit: Option<usize>,
    printed: usize,
    missing: Missing,
}

impl Writer {
    pub(in crate::cli) fn new(output: Output, format: PrintFormat, limit: Option<usize>) -> Self {
        Self { output, format, limit, printed: 0, missing: Missing::default() }
    }

    /// Whether no more is to be printed.
    pub(in crate::cli) fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.printed >= limit)
    }

    /// How many events are printed.
    pub(in crate::cli) fn printed(&self) -> usize {
        self.printed
    }

    /// Prints these, read on all cores, and hands them on to the reader.
    pub(in crate::cli) fn print_many(&mut self, log: &EventLog, ids: &[EventId]) -> io::Result<()> {
        let most = self.limit.map_or(usize::MAX, |limit| limit.saturating_sub(self.printed));
        let ids = &ids[..most.min(ids.len())];
        let (form, out) = (self.form(), &mut self.output.out);
        let (printed, missing) = (&mut self.printed, &mut self.missing);
        let each = |_: Row<'_>, text: Text<'_>, page: &mut Page| page.put(form, &text);
        read_in_order(log, ids, form.tells_places(), each, |page: &mut Page| {
            *printed += page.events();
            missing.add(page.missing());
            page.turn(out)
        })?;
        self.flush()
    }

    /// Prints one.
    pub(super) fn print(&mut self, log: &EventLog, row: Row<'_>) -> io::Result<()> {
        self.printed += 1;
        let lost = self.form().write(&mut self.output.out, &log.text(row))?;
        self.missing.add(Missing::of(lost));
        Ok(())
    }

    /// The lines that came to a record after it was printed: as bytes they follow, as an event
    /// it was printed once and stays as it is.
    pub(super) fn print_growth(
        &mut self,
        log: &EventLog,
        row: Row<'_>,
        done: usize,
    ) -> io::Result<()> {
        if self.format != PrintFormat::Raw {
            return Ok(());
        }
        let text = log.text(row);
        let grown = text.bytes().get(done..).unwrap_or_default();
        raw(&mut self.output.out, grown, self.output.terminal)
    }

    /// Hands what is printed on to the reader.
    pub(in crate::cli) fn flush(&mut self) -> io::Result<()> {
        self.output.out.flush()
    }

    /// Says that records are missing from what was written, if any are.
    pub(in crate::cli) fn tell_missing(&self) -> bool {
        self.missing.tell()
    }

    fn form(&self) -> Form {
        Form { format: self.format, terminal: self.output.terminal, colour: self.output.colour }
    }
}
