//! What `telltail replay` takes.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::PrintFormat;
use super::groups::{Common, Look};
use crate::pipeline::replay::Speed;

#[derive(Debug, Args)]
pub(in crate::cli) struct Replay {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// How many times as fast as it was logged: 0.1 to 1000, or max, without waiting
    #[arg(long, value_name = "TIMES", default_value = "1")]
    pub(in crate::cli) speed: Speed,
    /// A longer pause between two events is played as one of this length: 5s, 500ms
    #[arg(long, value_name = "TIME", value_parser = length)]
    pub(in crate::cli) max_gap: Option<std::time::Duration>,
    /// Stand still at the first event until space is pressed
    #[arg(long, conflicts_with_all = ["print", "into"])]
    pub(in crate::cli) paused: bool,
    /// Write events to standard output, each when it is due
    #[arg(long, conflicts_with = "into")]
    pub(in crate::cli) print: bool,
    /// How events are written
    #[arg(long, value_enum, default_value_t, requires = "print")]
    pub(in crate::cli) format: PrintFormat,
    /// Stop after N events
    #[arg(long, value_name = "N", requires = "print")]
    pub(in crate::cli) limit: Option<usize>,
    /// Write records into this folder as an editor would, each when it is due
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) into: Option<PathBuf>,
    /// How large a log in DIR grows before it is rotated: 5MiB, or never [default: 5MiB, but never
    /// for a log that was larger in one file]
    #[arg(long, value_name = "SIZE", requires = "into")]
    pub(in crate::cli) rotate: Option<Rotate>,
    /// Write into DIR though it is not empty; a log of the same name goes on at its end
    #[arg(long, requires = "into")]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// A length of time.
fn length(text: &str) -> Result<std::time::Duration, String> {
    crate::query::parse_duration(text)
        .ok_or_else(|| "write a length of time as 5s, 500ms or 1m30s".to_owned())
}

/// `--rotate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Rotate {
    /// At so many bytes.
    At(u64),
    Never,
}

impl std::str::FromStr for Rotate {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("never") {
            return Ok(Self::Never);
        }
        let bytes = crate::cli::memory::size(text).filter(|bytes| *bytes > 0);
        bytes.map(Self::At).ok_or("write a size as 5MiB or in bytes, or never")
    }
}
