//! `telltail replay`: saved logs, played again by their events' own clock.

mod bounds;
mod into;
mod played;
mod printed;
mod screen;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::args::Replay;
use super::failure::{Failure, say};
use super::screen::{is_dumb, tell_dumb};

pub(super) fn run(args: &Replay) -> Result<ExitCode, Failure> {
    if args.common.logs.trace {
        let does = if args.into.is_some() { "writes" } else { "prints" };
        say(&format!("--trace {does} the session's other logs too: they can hold secrets"));
    }
    match &args.into {
        Some(folder) => into::run(args, folder),
        // Where there is no screen, it is printed.
        None if args.print || !io::stdout().is_terminal() => printed::run(args),
        None if is_dumb() => {
            tell_dumb();
            printed::run(args)
        }
        None => screen::run(args),
    }
}
