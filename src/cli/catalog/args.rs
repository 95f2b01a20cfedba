//! The arguments of `telltail catalog`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::super::args::{Catalogs, Common, Extensions, General};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CatalogCommand {
    /// List what is declared: producers, a producer's events, an event's properties
    #[command(after_help = "Examples:
  telltail catalog list
  telltail catalog list GitHub.copilot-chat
  telltail catalog list GitHub.copilot-chat/inline.done
  telltail catalog list vscode --catalog vscode=telemetry-core.json --format json")]
    List(List),
    /// Say what is wrong with catalogs
    #[command(after_help = "Examples:
  telltail catalog check telemetry.json
  telltail catalog check acme.demo=telemetry.json --fail-on warning
  telltail catalog check TELEMETRY.md

A plan in Markdown has tables with columns such as Event, Data and Why; what of it cannot be mapped
is said with its line.

Exit status: 2 when a named file cannot be read or is no catalog, 3 when none is named and none is
found, else 1 when there is something that --fail-on names, else 0.")]
    Check(Check),
    /// Write a telemetry.json for a producer from what was seen of it
    #[command(after_help = "Examples:
  telltail catalog draft acme.demo > telemetry.json
  telltail catalog draft acme.demo extHostTelemetry.log --since -1h
  telltail print --catalog acme.demo=telemetry.json --filter 'ext:acme.demo has:undeclared'

VS Code's common properties are left out. Owners, comments and purposes must be filled in by
whoever knows; purposes and classifications are written as the most usual ones.")]
    Draft(Box<Draft>),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// A producer, or a producer's event [default: all producers]
    #[arg(value_name = "PRODUCER[/EVENT]")]
    pub(super) of: Option<String>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ListFormat,
    #[command(flatten)]
    pub(super) declared: Declared,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table
    #[default]
    Text,
    /// One JSON value
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// Catalogs, as FILE or PRODUCER=FILE [default: what --catalog names and what is found]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<OsString>,
    /// Exit with 1 when there is this, or worse
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(super) declared: Declared,
}

/// What a command takes which reads catalogs only.
#[derive(Debug, Args)]
pub(super) struct Declared {
    #[command(flatten)]
    catalogs: Catalogs,
    #[command(flatten)]
    extensions: Extensions,
    #[command(flatten)]
    general: General,
}

impl Declared {
    pub(super) fn common(&self) -> Common {
        Common {
            catalogs: self.catalogs.clone(),
            extensions: self.extensions.clone(),
            general: self.general.clone(),
            ..Common::default()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Anything that is said
    Note,
    /// What is refused, passed over or contradicted
    Warning,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Draft {
    /// Whose events: vscode, or publisher.name
    #[arg(value_name = "PRODUCER")]
    pub(super) producer: String,
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}
