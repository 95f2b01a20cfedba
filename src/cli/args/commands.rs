//! What each command takes beside what many of them take.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::groups::{
    Clock, Common, Config, Editors, Extensions, General, Input, Look, Memory, Which, keymaps,
    products,
};

#[derive(Debug, Args)]
pub(in crate::cli) struct Keys {
    /// Which keymap: default, vim, less, arrows [default: the settings']
    #[arg(long, value_name = "NAME", hide_possible_values = true, value_parser = keymaps())]
    pub(in crate::cli) keymap: Option<String>,
    /// How the table is written
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: KeysFormat,
    #[command(flatten)]
    pub(in crate::cli) config: Config,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KeysFormat {
    /// A table for people
    #[default]
    Text,
    /// As the README has it
    Markdown,
    /// JSON, for scripts
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Print {
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// How events are written
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: PrintFormat,
    /// Stop after N events
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

impl Print {
    /// All events, as a person reads them.
    pub(in crate::cli) fn all(input: Input, common: Common) -> Self {
        Self { input, format: PrintFormat::default(), limit: None, common }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PrintFormat {
    /// One line an event, for people
    #[default]
    Text,
    /// One JSON object a line, for scripts
    Json,
    /// The records as they were logged, byte for byte
    Raw,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Stats {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The fields whose values are counted together
    #[arg(
        long,
        value_name = "FIELD,…",
        value_delimiter = ',',
        default_value = "level,destination,purpose,producer,event"
    )]
    pub(in crate::cli) by: Vec<String>,
    /// How counts are written
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: StatsFormat,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatsFormat {
    /// A table
    #[default]
    Text,
    /// One JSON object a line
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// The filter
    #[arg(
        value_name = "EXPR",
        required_unless_present_any = ["rules", "line"],
        allow_hyphen_values = true
    )]
    pub(in crate::cli) expr: Vec<String>,
    /// List the rules that decide producer, level and destination, in the order they are tried
    #[arg(long, conflicts_with_all = ["expr", "line"])]
    pub(in crate::cli) rules: bool,
    /// Name the rules, and their files, that decide on a logged line; NAME {…} will do
    #[arg(long, value_name = "LINE", conflicts_with = "expr")]
    pub(in crate::cli) line: Option<String>,
    /// Narrow the filter further, as it does everywhere; @NAME is one of the settings
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, help_heading = "Filter")]
    pub(in crate::cli) filter: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) clock: Clock,
    /// The editor that logged the line: code, code-insiders, vscodium, cursor, code-server, …
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Where things are",
        hide_possible_values = true,
        value_parser = products()
    )]
    pub(in crate::cli) product: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) general: General,
}

impl Explain {
    pub(in crate::cli) fn common(&self) -> Common {
        let which = Which { filter: self.filter.clone(), ..Which::default() };
        let editors = Editors { product: self.product.clone(), ..Editors::default() };
        let (clock, general) = (self.clock.clone(), self.general.clone());
        Common { which, clock, editors, general, ..Common::default() }
    }
}

/// `telltail sources` and `telltail doctor`: a report on where logs are.
#[derive(Debug, Args)]
pub(in crate::cli) struct Places {
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: SourcesFormat,
    #[command(flatten)]
    editors: Editors,
    #[command(flatten)]
    extensions: Extensions,
    #[command(flatten)]
    general: General,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Sources {
    #[command(flatten)]
    pub(in crate::cli) places: Places,
    #[command(flatten)]
    pub(in crate::cli) clock: Clock,
}

impl Places {
    pub(in crate::cli) fn common(&self) -> Common {
        Common {
            editors: self.editors.clone(),
            extensions: self.extensions.clone(),
            general: self.general.clone(),
            ..Common::default()
        }
    }
}

impl Sources {
    pub(in crate::cli) fn common(&self) -> Common {
        Common { clock: self.clock.clone(), ..self.places.common() }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SourcesFormat {
    /// A report for people
    #[default]
    Text,
    /// JSON, for scripts
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Demo {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    clock: Clock,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    general: General,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

impl Demo {
    pub(in crate::cli) fn common(&self) -> Common {
        Common {
            which: self.which.clone(),
            clock: self.clock.clone(),
            memory: self.memory.clone(),
            general: self.general.clone(),
            ..Common::default()
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Completions {
    /// The shell
    pub(in crate::cli) shell: Shell,
}
