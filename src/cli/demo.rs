//! `telltail demo`: the embedded session, playing live on the screen.

use std::path::Path;
use std::process::ExitCode;

use crate::catalog::load_bytes;
use crate::pipeline::{DEMO_CATALOG, Plan, demo_feed};

use super::args::{Demo, Input, Print};
use super::failure::Failure;
use super::input::Reading;
use super::print;
use super::screen::{is_dumb, show, tell_dumb};
use super::setup::Setup;

pub(super) fn run(args: &Demo) -> Result<ExitCode, Failure> {
    let common = args.common();
    let setup = Setup::new(&common)?;
    let predicate = setup.predicate(&common)?;
    let declared = load_bytes(Path::new("the demo's catalog"), DEMO_CATALOG.as_bytes())
        .map_err(Failure::usage)?;
    let (ingest, feed) = (setup.ingest_with(declared.catalog), demo_feed(setup.zone.clone())?);
    if is_dumb() {
        tell_dumb();
        let reading = Reading::streamed(ingest, feed);
        return print::print(&setup, Print::all(Input::default(), common), reading);
    }
    let plan = Plan {
        ingest,
        feed,
        watching: None,
        follow: true,
        tail: None,
        predicate,
        problems: Vec::new(),
        looked: Vec::new(),
        consent: None,
    };
    show(plan, &setup, &common, &args.look)
}
