//! `telltail config`: the settings, where each comes from, and what is wrong with them.

mod check;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::config::environment::Environment;
use crate::config::own;
use crate::config::settings::{self, DEFAULT};
use crate::config::state;
use crate::event::visible;

use super::args::{Colour, Config};
use super::failure::{Failure, say};
use super::output::Output;
use super::settled::loaded;

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Say what is wrong with the settings
    ///
    /// Also of themes, columns, keys, filters and catalogs that they name.
    #[command(after_help = "Examples:
  telltail config check
  telltail config check --config other.toml

Exit status: 0 when nothing is wrong, else 2.")]
    Check(Config),
    /// Show every setting with the place it comes from, as TOML
    #[command(after_help = "Examples:
  telltail config print
  TELLTAIL_THEME=light telltail config print
  telltail config print --default    # what there is to set, and what it means")]
    Print(Print),
    /// Show where settings and what is remembered are looked for, and what is there
    Path(Config),
}

#[derive(Debug, Args)]
pub(super) struct Print {
    /// The settings that count where nobody set any, with what each means
    #[arg(long, conflicts_with = "config")]
    default: bool,
    #[command(flatten)]
    config: Config,
}

pub(super) fn run(command: &ConfigCommand) -> Result<ExitCode, Failure> {
    let environment = Environment::of_this_machine();
    match command {
        ConfigCommand::Check(args) => check::run(&environment, args),
        ConfigCommand::Print(args) => print(&environment, args),
        ConfigCommand::Path(args) => path(&environment, args),
    }
}

fn print(environment: &Environment, args: &Print) -> Result<ExitCode, Failure> {
    let mut output = Output::new(Colour::Never);
    if args.default {
        output.out.write_all(DEFAULT.as_bytes())?;
    } else {
        let settings = loaded(environment, args.config.config.as_deref())?;
        settings.warnings.iter().for_each(|warning| say(&warning.to_string()));
        for line in settings.to_toml().lines() {
            writeln!(output.out, "{}", visible(line))?;
        }
    }
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn path(environment: &Environment, args: &Config) -> Result<ExitCode, Failure> {
    let own = own::folder(environment);
    let settings = args.config.clone().unwrap_or_else(|| settings::file_of(environment));
    let places = [
        ("settings", settings),
        ("themes", own.join("themes")),
        ("rules", own.join("rules")),
        ("remembered", state::file_of(environment)),
        ("crashes", own::state_folder(environment)),
    ];
    let mut output = Output::new(Colour::Never);
    for (what, path) in places {
        let there = if there(&path) { "there" } else { "not there" };
        writeln!(output.out, "{what:<10}  {there:<9}  {}", visible(&path.display().to_string()))?;
    }
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn there(path: &Path) -> bool {
    path.try_exists().unwrap_or(false)
}
