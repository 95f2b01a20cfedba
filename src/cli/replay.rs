//! `telltail replay`: saved logs, played again by their events' own clock.

mod bounds;
mod into;
mod played;
mod printed;

use std::process::ExitCode;

use super::args::Replay;
use super::failure::{Failure, say};

pub(super) fn run(args: Replay) -> Result<ExitCode, Failure> {
    if args.common.logs.trace {
        let does = if args.into.is_some() { "writes" } else { "prints" };
        say(&format!("--trace {does} the session's other logs too: they can hold secrets"));
    }
    match args.into.clone() {
        Some(folder) => into::run(&args, &folder),
        None => printed::run(&args),
    }
}
