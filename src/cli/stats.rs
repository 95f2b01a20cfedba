//! `telltail stats`: events counted by their fields.

use std::io::Write;
use std::process::ExitCode;
use std::sync::PoisonError;

use crate::report::{stats_csv, stats_json, stats_text};
use crate::search::{Question, StatsField, View, stats};

use super::args::{Stats, StatsFormat};
use super::audit::settle;
use super::failure::Failure;
use super::input::{Reading, read_all, status as status_of};
use super::memory::{tell_dropped, tell_undecided};
use super::output::Output;
use super::setup::Setup;
use super::zone::tell_assumed;

pub(super) fn run(args: &Stats) -> Result<ExitCode, Failure> {
    let setup = Setup::of(&args.common, &args.paths)?;
    let fields = args
        .by
        .iter()
        .map(|name| name.parse())
        .collect::<Result<Vec<StatsField>, _>>()
        .map_err(|error| Failure::Usage(format!("--by: {error}")))?;
    let predicate = setup.predicate(&args.common)?;
    let reading = Reading::open(&setup, &args.common, &args.paths, false)?;
    let (shared, status) = read_all(reading, &setup, &args.common, &args.paths)?;
    let log = shared.read().unwrap_or_else(PoisonError::into_inner);
    settle(&setup, &args.common, &log, &predicate);
    let mut view = View::new(Question { predicate, ..Question::default() });
    view.advance(&log, usize::MAX);
    let groups = stats(&log, &view, &fields);
    let undecided = view.unread();
    let mut output = Output::new(setup.colour);
    match args.format {
        StatsFormat::Text => stats_text(&mut output.out, &args.by, &groups)?,
        StatsFormat::Json => stats_json(&mut output.out, &args.by, &groups, log.shared_zone())?,
        StatsFormat::Csv => {
            stats_csv(&mut output.out, &args.by, &groups, output.terminal)?;
        }
    }
    output.out.flush()?;
    drop(log);
    tell_assumed(&shared);
    tell_dropped(&shared);
    Ok(if tell_undecided(undecided) { status_of(true) } else { status })
}
