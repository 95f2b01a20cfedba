//! `telltail record`: what is watched, into a session that opens again. With the screen on a
//! terminal, without one elsewhere.

use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use same_file::is_same_file;

use crate::pipeline::{
    OnAir, Place, Plan, Recorded, Recorder, SharedLog, Sizes, Step, Stopper, Tap, on_interrupt,
};
use crate::privacy::Redactor;
use crate::report::ExportFormat;
use crate::session::{Written, is_session};

use super::args;
use super::export::unwritable;
use super::failure::{Failure, say};
use super::input::{Reading, nothing_found, status, tell};
use super::memory::tell_dropped;
use super::saved::head;
use super::screen;
use super::setup::Setup;
use super::zone::tell_assumed;

pub(super) fn run(args: &args::Record) -> Result<ExitCode, Failure> {
    refuse_other_formats(&args.output)?;
    let setup = Setup::of(&args.common, &args.paths)?;
    // What is wrong with the filter is told before anything is written.
    let recorded = recorded(&setup, args)?;
    let terminal = io::stdout().is_terminal() && io::stdin().is_terminal();
    if !terminal || args.headless || screen::is_dumb() {
        return headless(&setup, args, recorded);
    }
    let plan = screen::plan(&setup, &args.common, &args.paths, true)?;
    let place = create(args)?;
    on_screen(setup, args, recorded, plan, place)
}

fn recorded(setup: &Setup, args: &args::Record) -> Result<Recorded, Failure> {
    let predicate = setup.predicate(&args.common)?;
    let which = &args.common.which;
    let narrows = which.filter.is_some() || which.since.is_some() || which.until.is_some();
    Ok(Recorded {
        head: head(),
        saved: setup.judged_by(),
        redactor: args.redact.then(|| Redactor::new(setup.identity.clone())),
        predicate: narrows.then_some(predicate),
    })
}

/// A recording is a session: a name that says another format would lie.
fn refuse_other_formats(path: &Path) -> Result<(), Failure> {
    match ExportFormat::of_path(path) {
        None | Some(ExportFormat::Ttail) => Ok(()),
        Some(_) => {
            let (named, right) = (path.display(), path.with_extension("ttail"));
            let right = right.display();
            let text = format!(
                "-o {named}: a recording is a session file; name a .ttail, as {right}, and export \
                 that afterwards"
            );
            Err(Failure::Usage(text))
        }
    }
}

/// Begins the file. What is replaced is a session, never a log, and none that is read.
fn create(args: &args::Record) -> Result<Place, Failure> {
    let place = fs::canonicalize(&args.output).ok();
    if let Some(place) = place.as_ref().filter(|it| args.force && it.is_file()) {
        let is_read = args.paths.iter().any(|it| is_same_file(it, place).unwrap_or(false));
        let is_other = place.metadata().is_ok_and(|it| it.len() > 0)
            && !File::open(place).is_ok_and(is_session);
        if is_read || is_other {
            let what = if is_read { "what is read" } else { "no saved session" };
            let text =
                format!("-o {}: it is {what}, and stays; name another file", args.output.display());
            return Err(Failure::Usage(text));
        }
    }
    Place::create(&args.output, args.force).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory => {
            unwritable(&args.output, &error)
        }
        _ => Failure::Input(format!("-o {}: {error}", args.output.display())),
    })
}

/// The screen, with a recording beside it.
fn on_screen(
    setup: Setup,
    args: &args::Record,
    recorded: Recorded,
    plan: Plan,
    place: Place,
) -> Result<ExitCode, Failure> {
    let mut plan = plan;
    // The end of a big file is not shown first: what is recorded has an order.
    plan.ingest.load_by(Sizes { big: u64::MAX, ..Sizes::default() });
    let log = plan.ingest.log();
    let on_air = OnAir::new(place.path(), log.clone());
    let recording = begin(place, log, recorded, &args.output)?;
    let recording = (recording, on_air.clone());
    let shown = screen::show_recorded(plan, setup, &args.common, &args.look, recording)?;
    match on_air.outcome() {
        Ok(written) => {
            told(&args.output, &written);
            Ok(shown)
        }
        Err(why) => Err(Failure::Input(stopped(&args.output, &why))),
    }
}

/// The same without a screen.
fn headless(setup: &Setup, args: &args::Record, recorded: Recorded) -> Result<ExitCode, Failure> {
    let reading = Reading::open(setup, &args.common, &args.paths, true)?;
    let place = create(args)?;
    let mut failed = tell(&reading.problems);
    for awaited in &reading.awaited {
        say(&format!("{awaited}; waiting for it"));
    }
    for note in &reading.notes {
        say(&note.to_string());
    }
    let stopper = Stopper::default();
    let enough = stopper.clone();
    on_interrupt(move |_| enough.stop())?;
    let mut tap = Tap::new(reading.ingest, reading.feed)?.until(stopper.clone());
    let log = tap.log();
    let mut recording = begin(place, log.clone(), recorded, &args.output)?;
    say(&format!("recording into {}; Ctrl-C ends it", args.output.display()));
    let lost = |error: &io::Error| Failure::Input(stopped(&args.output, &error.to_string()));
    loop {
        let next = tap.step();
        let silent = matches!(next, Step::Silence(_) | Step::CaughtUp);
        match next {
            Step::Problem(problem) => failed |= tell(&[problem]),
            Step::Ended => break,
            _ => {}
        }
        recording.keep_up(silent).map_err(|error| lost(&error))?;
    }
    let written = recording.end().map_err(|error| lost(&error))?;
    told(&args.output, &written);
    tell_assumed(&log);
    tell_dropped(&log);
    if !stopper.is_stopped() {
        nothing_found(&log, setup, &args.common, &args.paths)?;
    }
    Ok(status(failed))
}

fn begin(
    place: Place,
    log: SharedLog,
    recorded: Recorded,
    path: &Path,
) -> Result<Recorder, Failure> {
    let wrong = |error: io::Error| Failure::Input(stopped(path, &error.to_string()));
    Recorder::begin(place, log, recorded).map_err(wrong)
}

fn stopped(path: &Path, why: &str) -> String {
    let path = path.display();
    format!("{path}: cannot be written any more: {why}; what it holds by now stays whole")
}

fn told(path: &Path, written: &Written) {
    let records = match written.records {
        1 => "1 record".to_owned(),
        records => format!("{records} records"),
    };
    say(&format!("{}: {records}", path.display()));
    if let Some(replaced) = &written.replaced {
        say(&replaced.to_string());
    }
}
