//! Floor 6: the command line. Arguments, one file a subcommand, and the exit status.
//!
//! The only room that knows clap, and the only one that writes to standard output and error
//! outside the screen. Everything it does is a few calls to the rooms below.

mod args;
mod catalog;
mod demo;
mod doctor;
mod explain;
mod failure;
mod input;
mod keys;
mod memory;
mod mistyped;
mod opener;
mod output;
mod places;
mod print;
mod screen;
mod sessions;
mod setup;
mod sources;
mod stats;
mod zone;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Print, Screen};
use failure::Failure;

/// Parses the arguments, does what they say, and tells how it went.
///
/// Exit status: 0 done (also when the reader of a pipe has gone), 1 what was asked to fail on was
/// found, 2 wrong usage, 3 an input could not be read or nothing was found.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap says itself what is wrong, and what help was asked for.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
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
        None if io::stdout().is_terminal() => screen::run(&cli.screen),
        None => {
            // What is wrong with an argument is wrong without a screen, too.
            screen::theme(cli.screen.common.color, &cli.screen.look)?;
            print::run(Print::from(cli.screen))
        }
        Some(Command::Print(args)) => print::run(args),
        Some(Command::Stats(args)) => stats::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Catalog(command)) => catalog::run(&command),
        Some(Command::Sources(args)) => sources::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::Demo(args)) => demo::run(&args),
        Some(Command::Keys(args)) => keys::run(&args),
    }
}

/// On a standard output that is no terminal, the screen is `print`.
impl From<Screen> for Print {
    fn from(screen: Screen) -> Self {
        let Screen { input, common, .. } = screen;
        Self { input, format: args::PrintFormat::default(), limit: None, common }
    }
}
