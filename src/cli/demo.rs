//! `telltail demo`: the embedded session, playing live on the screen.

use std::path::Path;
use std::process::ExitCode;

use crate::catalog::load_bytes;
use crate::pipeline::{DEMO_CATALOG, Plan, demo_feed};

use super::args::{Common, Demo, Input, Print};
use super::failure::Failure;
use super::input::Reading;
use super::print;
use super::screen::{is_dumb, show, tell_dumb};
use super::setup::Setup;

pub(super) fn run(args: &Demo) -> Result<ExitCode, Failure> {
    let common = args.common();
    let setup = Setup::new(&common)?;
    let plan = plan(&setup, &common)?;
    if is_dumb() {
        tell_dumb();
        let reading = Reading::streamed(plan.ingest, plan.feed);
        return print::print(&setup, Print::all(Input::default(), common), reading);
    }
    show(plan, setup, &common, &args.look)
}

/// What the screen plays.
pub(super) fn plan(setup: &Setup, common: &Common) -> Result<Plan, Failure> {
    let predicate = setup.predicate(common)?;
    let declared = load_bytes(Path::new("the demo's catalog"), DEMO_CATALOG.as_bytes())
        .map_err(Failure::usage)?;
    Ok(Plan {
        ingest: setup.ingest_with(declared.catalog),
        feed: demo_feed(setup.zone.clone())?,
        watching: None,
        follow: true,
        tail: None,
        predicate,
        problems: Vec::new(),
        looked: Vec::new(),
        consent: None,
        replay: None,
    })
}
