//! `telltail export`: events into a file, whole or not at all.

mod progress;
mod target;

use std::path::Path;
use std::process::ExitCode;
use std::sync::PoisonError;

use crate::privacy::Redactor;
use crate::query::Predicate;
use crate::report::{self, ExportFormat, Exported, Form, Report, default_columns};
use crate::search::{Question, StatsField, View};
use crate::store::EventLog;

use self::progress::Progress;
use self::target::Target;
pub(super) use self::target::unwritable;
use super::args;
use super::audit::{here, settle, settle_all};
use super::failure::{Failure, say};
use super::input::{Reading, read_whole, status};
use super::memory::{tell_dropped, tell_undecided};
use super::saved::session_form;
use super::setup::Setup;
use super::waivers::waivers;
use super::zone::tell_assumed;

/// So many events are written before it is told how far it is.
const STRETCH: usize = 16 * 1024;

pub(super) fn run(args: &args::Export) -> Result<ExitCode, Failure> {
    let setup = Setup::of(&args.common, &args.paths)?;
    let format = format(args)?;
    let columns = columns(args, format)?;
    let predicate = setup.predicate(&args.common)?;
    let mut target = Target::open(args, setup.colour)?;
    if format == ExportFormat::Ttail && target.is_terminal() {
        let text = "-o -: a session is no text for a terminal; name a file";
        return Err(Failure::Usage(text.to_owned()));
    }
    let mut progress = Progress::begin();
    let reading = Reading::open(&setup, &args.common, &args.paths, false)?;
    let (shared, failed) = read_whole(reading, &setup, &args.common, &args.paths)?;
    let log = shared.read().unwrap_or_else(PoisonError::into_inner);
    target.refuse_logs(&log)?;
    let (view, form) = if format == ExportFormat::Markdown {
        // A report tells of findings, whether the filter asks for them or not.
        settle_all(&setup, &args.common, &log);
        let view = passing(&log, predicate);
        let report = report(args, &setup, view.ids().len() == log.len())?;
        (view, Form::Markdown(Box::new(report)))
    } else {
        settle(&setup, &args.common, &log, &predicate);
        let form = match format {
            ExportFormat::Ndjson => Form::Ndjson,
            ExportFormat::Csv => Form::Csv(columns),
            ExportFormat::Ttail => Form::Session(Box::new(session_form(&setup, None, None))),
            _ => Form::Raw,
        };
        (passing(&log, predicate), form)
    };
    let redactor = args.redact.then(|| Redactor::new(setup.identity.clone()));
    let mut export = report::Export::new(log.id(), view.ids().to_vec(), form, redactor);
    if target.is_terminal() {
        export = export.for_terminal();
    }
    while !export.advance(&log, STRETCH, &mut target)? {
        progress.tell(export.progress());
    }
    let exported = export.end(&log, &mut target)?;
    let undecided = view.unread();
    drop(log);
    progress.end();
    target.finish()?;
    let missing = tell(&exported, &args.output);
    tell_assumed(&shared);
    tell_dropped(&shared);
    Ok(status(failed | missing | tell_undecided(undecided)))
}

/// The events that pass.
fn passing(log: &EventLog, predicate: Predicate) -> View {
    let mut view = View::new(Question { predicate, ..Question::default() });
    view.advance(log, usize::MAX);
    view
}

/// The form that was named, or that the file's name asks for.
fn format(args: &args::Export) -> Result<ExportFormat, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    ExportFormat::of_path(&args.output).ok_or_else(|| {
        let known = ExportFormat::ALL.map(|it| format!("{it} (.{})", it.extensions()[0]));
        Failure::Usage(format!(
            "-o {}: its name does not say in which form; name one with --format:\n{}",
            args.output.display(),
            known.join(", ")
        ))
    })
}

fn columns(args: &args::Export, format: ExportFormat) -> Result<Vec<StatsField>, Failure> {
    if args.columns.is_empty() {
        return Ok(default_columns());
    }
    if format != ExportFormat::Csv {
        return Err(Failure::Usage(format!("--columns: only CSV has columns, and not {format}")));
    }
    let fields = args.columns.iter().map(|name| name.trim().parse());
    fields
        .collect::<Result<_, String>>()
        .map_err(|error| Failure::Usage(format!("--columns: {error}")))
}

/// What a report is made with.
fn report(args: &args::Export, setup: &Setup, whole: bool) -> Result<Report, Failure> {
    let filter = setup.filter_text(&args.common)?;
    let which = if whole { "all events" } else { "the events that pass the filter" };
    Ok(Report {
        auditor: setup.auditor.clone(),
        which: which.to_owned(),
        filter,
        whole,
        show_values: args.show_values,
        folder: here(),
        waivers: waivers(None)?.0,
        today: setup.zone.civil(setup.context.now).date(),
    })
}

/// Says what it came to, as far as somebody has to know; whether something is missing.
fn tell(exported: &Exported, output: &Path) -> bool {
    if exported.events == 0 {
        say(&format!("no event passes: there is none in {}", output.display()));
    }
    exported.notes().iter().for_each(|note| say(note));
    exported.missing > 0
}
