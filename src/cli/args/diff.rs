//! What `telltail diff` takes.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::groups::{Common, Look};
use super::suggested::Suggested;
use crate::audit::{Sign, Wanted, What};

#[derive(Debug, Args)]
pub(in crate::cli) struct Diff {
    /// What there was: a log, an archive, a session folder, a logs root (its newest session), a
    /// baseline of `telltail audit`, or a catalog; - for standard input
    #[arg(value_name = "OLD", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) old: OsString,
    /// What there is: the same; a catalog where OLD is one
    #[arg(value_name = "NEW", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) new: OsString,
    /// How differences are written
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: DiffFormat,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Exit with 1 where there are such differences: any; new, gone, changed; producer, version,
    /// event, property, destination, purpose, classification, identifier, finding, volume; or both
    /// together, as in new-event
    #[arg(
        long,
        value_name = "WHAT,…",
        value_delimiter = ',',
        hide_possible_values = true,
        value_parser = Suggested(wanted)
    )]
    pub(in crate::cli) fail_on: Vec<String>,
    /// Show the differences on the screen; Enter goes to their events
    #[arg(long, conflicts_with_all = ["format", "output", "fail_on"])]
    pub(in crate::cli) screen: bool,
    /// A policy: which rules of the audit count and how much [default: what the settings name]
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "What counts",
        value_hint = ValueHint::FilePath
    )]
    pub(in crate::cli) policy: Option<PathBuf>,
    /// Findings that do not count, and why [default: telltail-waivers.toml of the project]
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "What counts",
        value_hint = ValueHint::FilePath
    )]
    pub(in crate::cli) waivers: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

impl Diff {
    /// The differences that a run fails on.
    pub(in crate::cli) fn wanted(&self) -> Result<Vec<Wanted>, String> {
        let words = self.fail_on.iter().map(|word| word.trim().parse::<Wanted>());
        words.collect::<Result<_, _>>().map_err(|error| format!("--fail-on: {error}"))
    }
}

/// The words that a shell completes; with a sign before them there are more.
fn wanted() -> Vec<&'static str> {
    let signs = Sign::ALL.map(Sign::as_str);
    ["any"].into_iter().chain(signs).chain(What::ALL.map(What::as_str)).collect()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line, for scripts
    Json,
    /// For the comment of a pull request
    Markdown,
}
