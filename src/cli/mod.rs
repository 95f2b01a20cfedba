//! Floor 6: the command line. Arguments, one file a subcommand, and the exit status.
//!
//! The only room that knows clap, and the only one that writes to standard output and error
//! outside the screen. Everything it does is a few calls to the rooms below.

mod args;
mod audit;
mod catalog;
mod completions;
mod config;
mod crash;
mod demo;
mod diff;
mod doctor;
mod explain;
mod export;
mod failure;
mod input;
mod keys;
mod man;
mod memory;
mod mistyped;
mod opener;
mod output;
mod permitted;
mod places;
mod policy;
mod print;
mod record;
mod remembered;
mod replay;
mod saved;
mod saving;
mod screen;
mod sessions;
mod settled;
mod setup;
mod sources;
mod stats;
mod themes;
mod waivers;
mod written_file;
mod zone;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use failure::Failure;

/// Parses the arguments, does what they say, and tells how it went.
///
/// Exit status: 0 done (also when the reader of a pipe has gone), 1 what was asked to fail on was
/// found, 2 wrong usage, 3 an input could not be read or nothing was found, 101 a fault of its own.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap says itself what is wrong, and what help was asked for.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    crash::watch();
    match dispatch(cli) {
        Ok(status) => status,
        Err(failure) => failure.report(),
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    if cli.command.is_none() {
        mistyped::check(&cli.screen.input.paths)?;
    }
    match cli.command {
        None if !io::stdout().is_terminal() => screen::plain(cli.screen),
        None if screen::is_dumb() => screen::plain_on_terminal(cli.screen),
        None => screen::run(&cli.screen),
        Some(Command::Print(args)) => print::run(args),
        Some(Command::Stats(args)) => stats::run(&args),
        Some(Command::Audit(args)) => audit::run(&args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Record(args)) => record::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Catalog(command)) => catalog::run(&command),
        Some(Command::Sources(args)) => sources::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::Replay(args)) => replay::run(&args),
        Some(Command::Demo(args)) => demo::run(&args),
        Some(Command::Keys(args)) => keys::run(&args),
        Some(Command::Themes(args)) => themes::run(&args),
        Some(Command::Config(command)) => config::run(&command),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man) => man::run(),
    }
}
