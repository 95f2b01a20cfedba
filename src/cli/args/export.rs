//! What `telltail export` takes.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};

use super::groups::Common;
use crate::report::ExportFormat;

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The file to write; - for standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output: PathBuf,
    /// In which form [default: by the end of FILE's name]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub(in crate::cli) format: Option<ExportFormat>,
    /// Of CSV, the columns: fields as a filter has them, prop.KEY, m.KEY, common.KEY
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    pub(in crate::cli) columns: Vec<String>,
    /// Replace names, paths, addresses, identifiers and secrets by pseudonyms: the same by the same
    #[arg(long)]
    pub(in crate::cli) redact: bool,
    /// In a report, show private values as they were logged, not masked
    #[arg(long, conflicts_with = "redact")]
    pub(in crate::cli) show_values: bool,
    /// Replace FILE where it is there already
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

fn formats() -> impl TypedValueParser<Value = ExportFormat> {
    let words = ExportFormat::ALL.map(ExportFormat::as_str).into_iter().chain(["json"]);
    PossibleValuesParser::new(words).try_map(|word| word.parse::<ExportFormat>())
}
