//! `telltail catalog draft`: a catalog to begin with, from what was seen.

use std::io::Write;
use std::process::ExitCode;
use std::sync::PoisonError;

use crate::report::catalog_draft;
use crate::search::{Question, Seen, View, seen};

use super::super::failure::{Failure, say};
use super::super::input::{Reading, read_all};
use super::super::output::Output;
use super::super::setup::Setup;
use super::args::Draft;

pub(super) fn run(args: &Draft) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let predicate = setup.predicate(&args.common)?;
    let reading = Reading::open(&setup, &args.common, &args.paths, false)?;
    let (log, status) = read_all(reading, &setup, &args.common, &args.paths)?;
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let mut view = View::new(Question { predicate, ..Question::default() });
    view.advance(&log, usize::MAX);
    let seen = seen(&log, &view, &args.producer);
    if seen.events.is_empty() {
        return Err(Failure::Input(format!(
            "no event of '{}' was seen; `telltail stats --by producer` names who was",
            args.producer
        )));
    }
    let mut output = Output::new(setup.colour);
    catalog_draft(&mut output.out, &seen)?;
    output.out.flush()?;
    remind(&seen, &args.producer);
    Ok(status)
}

/// Says what the draft cannot know, and what an extractor would refuse.
fn remind(seen: &Seen, producer: &str) {
    let properties: usize = seen.events.values().map(std::collections::BTreeMap::len).sum();
    say(&format!(
        "drafted what was seen of {producer} (events: {}, properties: {properties})\n\
         fill in every owner and comment, and correct each classification and purpose: they are \
         guessed",
        seen.events.len()
    ));
    let refused = seen.events.keys().filter(|name| name.ends_with(|c: char| c.is_ascii_digit()));
    let refused = refused.count();
    if refused > 0 {
        say(&format!(
            "VS Code's extractor refuses names of events that end in a digit, here {refused}"
        ));
    }
    if seen.left_out > 0 {
        say(&format!(
            "there are too many names to draft: those of {} events and values are left out",
            seen.left_out
        ));
    }
}
