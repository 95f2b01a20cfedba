//! `telltail replay`: the screen, playing.

use std::process::ExitCode;

use crate::pipeline::Plan;
use crate::pipeline::replay::Playing;

use super::super::args::{Common, Replay, Which};
use super::super::failure::Failure;
use super::super::screen::{plan, show};
use super::super::setup::Setup;
use super::bounds::bounds;

pub(super) fn run(args: &Replay) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let playing = Playing {
        speed: args.speed,
        max_gap: args.max_gap,
        bounds: bounds(&args.common.which, &setup.context)?,
        paused: args.paused,
    };
    // What is not played at all need not be filtered.
    let filter = args.common.which.filter.clone();
    let common = Common { which: Which { filter, ..Which::default() }, ..args.common.clone() };
    let plan = plan(&setup, &common, &args.paths, false)?;
    show(Plan { follow: true, replay: Some(playing), ..plan }, setup, &common, &args.look)
}
