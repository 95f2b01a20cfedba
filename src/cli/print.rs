//! `telltail print`: events to standard output.
//!
//! What is there at the start is read whole and printed in merged order; what comes after that
//! is printed as it arrives, each record when it is complete (at the next stamp, after 200 ms of
//! silence, or at the end). That holds for the last record of what is there, too: the past is
//! printed with the first records that are complete after it.

mod form;
mod writer;

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::PoisonError;

use crate::event::EventId;
use crate::pipeline::{SharedLog, Step, Tap, new_session};
use crate::query::{Predicate, Truth};
use crate::search::{Question, View, judge};

pub(super) use self::form::Missing;
pub(super) use self::writer::Writer;
use super::args::Print;
use super::audit::settle;
use super::failure::{Failure, say};
use super::input::{Reading, nothing_found, status, tell};
use super::memory::{tell_dropped, tell_undecided};
use super::output::Output;
use super::setup::Setup;
use super::zone::tell_assumed;

pub(super) fn run(args: Print) -> Result<ExitCode, Failure> {
    let setup = Setup::of(&args.common, &args.input.paths)?;
    run_with(&setup, args)
}

/// The same, the settings being read.
pub(super) fn run_with(setup: &Setup, args: Print) -> Result<ExitCode, Failure> {
    // What is wrong with the filter is told before anything is opened.
    setup.predicate(&args.common)?;
    if args.common.logs.trace {
        say("--trace prints the session's other logs too: they can hold secrets");
    }
    let reading = Reading::open(setup, &args.common, &args.input.paths, args.input.follow)?;
    print(setup, args, reading)
}

/// Prints what is read.
pub(super) fn print(setup: &Setup, args: Print, reading: Reading) -> Result<ExitCode, Failure> {
    let predicate = setup.predicate(&args.common)?;
    let writer = Writer::new(Output::new(setup.colour), args.format, args.limit);
    let mut failed = tell(&reading.problems);
    for awaited in &reading.awaited {
        say(&format!("{awaited}; waiting for it"));
    }
    for note in &reading.notes {
        say(&note.to_string());
    }
    let streams = reading.streams;
    let mut tap = Tap::new(reading.ingest, reading.feed)?;
    let log = tap.log();
    let mut printer =
        Printer { log, predicate, args, writer, told: false, early: HashMap::new(), undecided: 0 };
    // What streams is printed as it comes, unless its end must be known first.
    let live = streams && printer.args.input.tail.is_none();
    let mut stage = if live { Stage::Live } else { Stage::Loading };
    while !printer.writer.is_full() {
        match (tap.step(), stage) {
            (Step::Silence(_), Stage::Loaded) => {
                stage = Stage::Live;
                printer.print_past(setup)?;
                if printer.waits_for_a_log() {
                    say("no telemetry log yet; waiting for one (`telltail sources` says where)");
                }
            }
            (Step::Complete(ids), Stage::Live) => printer.print_all(&ids, false)?,
            (Step::Silence(ids), Stage::Live) => printer.print_all(&ids, true)?,
            (Step::CaughtUp, Stage::Loading) => stage = Stage::Loaded,
            (Step::Complete(_), Stage::Loading | Stage::Loaded)
            | (Step::Silence(_), Stage::Loading)
            | (Step::CaughtUp, _) => {}
            (Step::Problem(problem), _) => failed |= tell(&[problem]),
            (Step::Session { stamp, product }, _) => {
                if printer.writer.printed() > 0 {
                    say(&new_session(&stamp, &product));
                }
            }
            (Step::Ended, Stage::Live) => break,
            (Step::Ended, _) => {
                printer.print_past(setup)?;
                break;
            }
        }
    }
    printer.finish(setup, failed)
}

/// How far printing has come.
#[derive(Clone, Copy, Debug)]
enum Stage {
    /// What was there at the start is still being read.
    Loading,
    /// All of it is read; the last records of it may still grow.
    Loaded,
    /// It is printed, and what comes is printed as it comes.
    Live,
}

struct Printer {
    log: SharedLog,
    predicate: Predicate,
    args: Print,
    writer: Writer,
    /// Whether it was said that a zone is assumed.
    told: bool,
    /// Records that could still grow when they were printed or left out, with the bytes that are
    /// done with.
    early: HashMap<EventId, usize>,
    /// Events of which the filter could not tell whether they pass.
    undecided: u64,
}

impl Printer {
    /// Whether no log was found by itself. A path at which there is nothing was told already.
    fn waits_for_a_log(&self) -> bool {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        self.args.input.paths.is_empty() && log.source_count() == 0
    }

    /// All is printed: says what is to be said of it, and gives the exit status.
    fn finish(mut self, setup: &Setup, failed: bool) -> Result<ExitCode, Failure> {
        self.writer.flush()?;
        self.tell_zone();
        tell_dropped(&self.log);
        let missing = self.writer.tell_missing() | tell_undecided(self.undecided);
        if !self.writer.is_full() {
            nothing_found(&self.log, setup, &self.args.common, &self.args.input.paths)?;
        }
        Ok(status(failed || missing))
    }

    /// Prints what was there at the start, in merged order.
    fn print_past(&mut self, setup: &Setup) -> Result<(), Failure> {
        let log = self.log.clone();
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        settle(setup, &self.args.common, &log, &self.predicate);
        let question = Question { predicate: self.predicate.clone(), ..Question::default() };
        let mut view = View::new(question);
        view.advance(&log, usize::MAX);
        self.undecided += view.unread();
        let ids = view.ids();
        let skipped = self.args.input.tail.map_or(0, |tail| ids.len().saturating_sub(tail));
        for newest in log.sources().filter_map(|(source, _, _)| log.newest(source)) {
            if let (Ok(at), Some(row)) = (view.position(&log, newest), log.row(newest)) {
                // What --tail leaves out is left out when it grows, too.
                let done = if at < skipped { usize::MAX } else { row.size() as usize };
                self.early.insert(newest, done);
            }
        }
        self.writer.print_many(&log, &ids[skipped..])?;
        drop(log);
        self.tell_zone();
        Ok(())
    }

    /// Says once that a zone is assumed, if one is.
    fn tell_zone(&mut self) {
        if !std::mem::replace(&mut self.told, true) {
            tell_assumed(&self.log);
        }
    }

    /// Prints those of `ids` that pass, at once. With `early`, they may still grow.
    fn print_all(&mut self, ids: &[EventId], early: bool) -> Result<(), Failure> {
        let log = self.log.clone();
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        for row in ids.iter().filter_map(|id| log.row(*id)) {
            if let Some(done) = self.early.remove(&row.id()) {
                self.writer.print_growth(&log, row, done)?;
                if early {
                    self.early.insert(row.id(), done.max(row.size() as usize));
                }
                continue;
            }
            if self.writer.is_full() {
                continue;
            }
            let truth = judge(&log, row, &self.predicate);
            self.undecided += u64::from(truth == Truth::Unknown);
            if truth != Truth::True {
                continue;
            }
            self.writer.print(&log, row)?;
            if early {
                self.early.insert(row.id(), row.size() as usize);
            }
        }
        Ok(self.writer.flush()?)
    }
}
