//! What `telltail audit` takes.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use super::groups::{Allowing, Common};
use crate::event::Severity;

#[derive(Debug, Args)]
pub(in crate::cli) struct Audit {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Give what is found in what is there, then follow: each finding as it comes, once
    #[arg(short, long, conflicts_with = "require_events")]
    pub(in crate::cli) follow: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: AuditFormat,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Exit with 1 where a finding is as grave as this, or graver
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub(in crate::cli) fail_on: Option<Severity>,
    /// Exit with 4 where fewer telemetry events were audited: of a filter, those that pass
    #[arg(long, value_name = "N")]
    pub(in crate::cli) require_events: Option<u64>,
    /// Show what was found as it was logged, not masked
    #[arg(long)]
    pub(in crate::cli) show_values: bool,
    /// List the rules: what each looks for, how certain it is, and what to do
    #[arg(long, conflicts_with_all = ["follow", "paths", "fail_on", "require_events"])]
    pub(in crate::cli) rules: bool,
    #[command(flatten)]
    pub(in crate::cli) by: JudgedBy,
    #[command(flatten)]
    pub(in crate::cli) allowing: Allowing,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

/// What findings are judged by.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct JudgedBy {
    /// A policy: which rules count and how much, budgets, rules of your own [default: what the
    /// settings name]
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
    /// What was found before: only what is new counts, and what has changed is found, too
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "What counts",
        value_hint = ValueHint::FilePath
    )]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Write a baseline for later runs to FILE
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "What counts",
        value_hint = ValueHint::FilePath,
        conflicts_with = "follow"
    )]
    pub(in crate::cli) write_baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AuditFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line, for scripts
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// For a pull request or a wiki
    Markdown,
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    let words = PossibleValuesParser::new(Severity::ALL.map(Severity::as_str));
    words.try_map(|word| word.parse::<Severity>())
}
