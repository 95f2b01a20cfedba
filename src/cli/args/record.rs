//! What `telltail record` takes.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::groups::{Common, Look};

#[derive(Debug, Args)]
pub(in crate::cli) struct Record {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The file to write, a .ttail
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output: PathBuf,
    /// Replace FILE where it is there already
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Replace names, paths, addresses, identifiers and secrets by pseudonyms: the same by the same
    #[arg(long)]
    pub(in crate::cli) redact: bool,
    /// Show no screen, also on a terminal
    #[arg(long)]
    pub(in crate::cli) headless: bool,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}
