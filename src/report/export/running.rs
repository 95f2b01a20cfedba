//! An export on its way: a stretch of events at a time, in the order in which they were given.

use std::fmt;
use std::io::{self, Write};

use crate::event::EventId;
use crate::privacy::{Redactor, Replaced};
use crate::search::{StatsField, read_in_order};
use crate::store::{EventLog, LogId, Lost, Row, Text};

use super::csv::Csv;
use super::exporter::{Exporter, Pen};
use super::markdown::{Markdown, Report};
use super::ndjson::Ndjson;
use super::raw::Raw;
use super::session::{Session, SessionForm};

/// The form of an export, with what it needs.
#[derive(Debug)]
pub enum Form {
    /// One JSON object a line.
    Ndjson,
    /// A table of these fields.
    Csv(Vec<StatsField>),
    /// Records as they were logged.
    Raw,
    /// A report.
    Markdown(Box<Report>),
    /// A session.
    Session(Box<SessionForm>),
}

/// An export on its way.
pub struct Export {
    steps: Box<dyn Steps>,
    ids: Vec<EventId>,
    /// The log whose ids they are.
    log: LogId,
    /// Whether what is personal is replaced.
    redacts: bool,
    /// So many events were learnt from, where something is redacted, and written.
    learnt: usize,
    written: usize,
    begun: bool,
    told: Told,
}

/// What an export writes with, and what it has come to.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) redactor: Option<Redactor>,
    /// What was replaced by who has the redactor.
    pub(super) replaced: Option<Replaced>,
    terminal: bool,
    missing: u64,
    why: Option<Lost>,
}

/// What an export came to.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// How many events were asked for.
    pub events: usize,
    /// How many of them are missing, their text being lost, and why the first is.
    pub missing: u64,
    /// Why the first of those is.
    pub why: Option<String>,
    /// How many texts got a mark before them, so that no spreadsheet runs them.
    pub guarded: u64,
    /// What was replaced by pseudonyms.
    pub replaced: Option<Replaced>,
}

impl Exported {
    /// What somebody has to know of it, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.guarded > 0 {
            let texts = if self.guarded == 1 { "text" } else { "texts" };
            notes.push(format!(
                "{} {texts} got ' before it, as a spreadsheet would take it for a formula: ndjson \
                 has it as it was logged",
                self.guarded
            ));
        }
        notes.extend(self.replaced.as_ref().map(ToString::to_string));
        if let Some(why) = &self.why {
            let records = if self.missing == 1 { "record is" } else { "records are" };
            notes.push(format!(
                "{} {records} missing from what was written. Of the first: {why}",
                self.missing
            ));
        }
        notes
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export").field("progress", &self.progress()).finish_non_exhaustive()
    }
}

impl Export {
    /// An export of these events of that log, which has written nothing yet. With a redactor, what is
    /// personal is replaced; all events are read once before, so that a name that is given away
    /// late is replaced from the beginning.
    pub fn new(log: LogId, mut ids: Vec<EventId>, form: Form, redactor: Option<Redactor>) -> Self {
        if matches!(form, Form::Session(_)) {
            // As they came: the merged order follows from that.
            ids.sort_unstable();
        }
        let steps: Box<dyn Steps> = match form {
            Form::Ndjson => Running::boxed(Ndjson),
            Form::Csv(fields) => Running::boxed(Csv::new(fields)),
            Form::Raw => Running::boxed(Raw),
            Form::Markdown(report) => Running::boxed(Markdown::new(*report)),
            Form::Session(form) => Box::new(Session::new(*form)),
        };
        let redacts = redactor.is_some();
        let told = Told { redactor, terminal: false, missing: 0, why: None, replaced: None };
        Self { redacts, steps, ids, log, learnt: 0, written: 0, begun: false, told }
    }

    /// The same for a terminal: what could act on it is spelled out.
    #[must_use]
    pub fn for_terminal(mut self) -> Self {
        self.told.terminal = true;
        self
    }

    /// How far it is: so much is done, of so much.
    pub fn progress(&self) -> (u64, u64) {
        let times = if self.redacts { 2 } else { 1 };
        ((self.learnt + self.written) as u64, (self.ids.len() * times) as u64)
    }

    /// Goes on by at most so many events; tells whether all are written.
    ///
    /// # Errors
    /// What the writer says; or the log was replaced by one that has other events.
    pub fn advance(
        &mut self,
        log: &EventLog,
        events: usize,
        out: &mut dyn Write,
    ) -> io::Result<bool> {
        self.go_over(log)?;
        if !std::mem::replace(&mut self.begun, true) {
            self.told.learn_of_sources(log);
            self.steps.begin(log, out, &mut self.told)?;
        }
        if self.redacts && self.learnt < self.ids.len() {
            let to = self.learnt.saturating_add(events).min(self.ids.len());
            self.told.learn(log, &self.ids[self.learnt..to]);
            self.learnt = to;
            return Ok(false);
        }
        let to = self.written.saturating_add(events).min(self.ids.len());
        self.steps.write(log, &self.ids[self.written..to], out, &mut self.told)?;
        self.written = to;
        Ok(to == self.ids.len())
    }

    /// Writes what stands behind all events, and tells what it came to.
    ///
    /// # Errors
    /// What the writer says.
    pub fn end(mut self, log: &EventLog, out: &mut dyn Write) -> io::Result<Exported> {
        self.go_over(log)?;
        let guarded = self.steps.end(log, out, &mut self.told)?;
        Ok(Exported {
            events: self.ids.len(),
            missing: self.told.missing,
            why: self.told.why.map(|why| why.to_string()),
            guarded,
            replaced: self.told.replaced.or_else(|| self.told.redactor.map(|it| it.replaced())),
        })
    }

    /// Goes over to the log that has taken the place of the one before.
    fn go_over(&mut self, log: &EventLog) -> io::Result<()> {
        const OTHER: &str = "the log was replaced while it was written; do it again";
        if log.id() == self.log {
            return Ok(());
        }
        let shift = log.shift_from(self.log).ok_or_else(|| io::Error::other(OTHER))?;
        if shift > 0 {
            if self.begun && !self.steps.goes_on_shifted() {
                return Err(io::Error::other(OTHER));
            }
            for id in &mut self.ids {
                id.0 = id.0.saturating_add(shift);
            }
        }
        self.log = log.id();
        Ok(())
    }
}

impl Told {
    fn pen<'a>(&'a mut self, out: &'a mut dyn Write) -> Pen<'a> {
        Pen { out, redactor: self.redactor.as_mut(), terminal: self.terminal }
    }

    /// Learns the names that paths of sources give away.
    fn learn_of_sources(&mut self, log: &EventLog) {
        let Some(redactor) = &mut self.redactor else { return };
        for (_, facts, _) in log.sources() {
            redactor.learn(facts.path.as_bytes());
        }
    }

    /// Learns the names that records give away.
    fn learn(&mut self, log: &EventLog, ids: &[EventId]) {
        let Some(redactor) = &mut self.redactor else { return };
        let each = |_: Row<'_>, text: Text<'_>, page: &mut Vec<Vec<u8>>| {
            page.push(text.bytes().to_vec());
        };
        let learnt = read_in_order(log, ids, false, each, |page: &mut Vec<Vec<u8>>| {
            page.drain(..).for_each(|bytes| redactor.learn(&bytes));
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(()) = learnt;
    }
}

/// An exporter of any form.
pub(super) trait Steps: Send {
    fn begin(&mut self, log: &EventLog, out: &mut dyn Write, told: &mut Told) -> io::Result<()>;
    fn write(
        &mut self,
        log: &EventLog,
        ids: &[EventId],
        out: &mut dyn Write,
        told: &mut Told,
    ) -> io::Result<()>;
    fn goes_on_shifted(&self) -> bool;
    /// Tells how many texts were written otherwise than they are.
    fn end(&mut self, log: &EventLog, out: &mut dyn Write, told: &mut Told) -> io::Result<u64>;
}

/// One of them, and what it remembers.
struct Running<E: Exporter> {
    exporter: E,
    book: E::Book,
}

impl<E: Exporter + 'static> Running<E> {
    fn boxed(exporter: E) -> Box<dyn Steps> {
        Box::new(Self { exporter, book: E::Book::default() })
    }
}

impl<E: Exporter> Steps for Running<E> {
    fn begin(&mut self, log: &EventLog, out: &mut dyn Write, told: &mut Told) -> io::Result<()> {
        self.exporter.begin(log, &mut told.pen(out))
    }

    fn write(
        &mut self,
        log: &EventLog,
        ids: &[EventId],
        out: &mut dyn Write,
        told: &mut Told,
    ) -> io::Result<()> {
        let Self { exporter, book } = self;
        exporter.look(book, log, ids);
        if exporter.is_full(book) {
            return Ok(());
        }
        let each = |_: Row<'_>, text: Text<'_>, page: &mut Vec<Result<E::Draft, Lost>>| {
            page.push(exporter.draft(&text));
        };
        read_in_order(log, ids, exporter.tells_places(), each, |page| {
            let (mut missing, mut why) = (0, None);
            let mut there = page.drain(..).filter_map(|draft| match draft {
                Ok(draft) => Some(draft),
                Err(lost) => {
                    missing += 1;
                    why.get_or_insert(lost);
                    None
                }
            });
            exporter.write(book, &mut there, &mut told.pen(out))?;
            drop(there);
            told.missing += missing;
            told.why = told.why.take().or(why);
            Ok(())
        })
    }

    fn goes_on_shifted(&self) -> bool {
        self.exporter.goes_on_shifted()
    }

    fn end(&mut self, log: &EventLog, out: &mut dyn Write, told: &mut Told) -> io::Result<u64> {
        let book = std::mem::take(&mut self.book);
        let guarded = self.exporter.guarded(&book);
        self.exporter.end(book, log, &mut told.pen(out))?;
        Ok(guarded)
    }
}
