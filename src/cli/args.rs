//! What was typed. Only shapes: nothing here touches the world.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::catalog::CatalogCommand;

/// Watch, filter and count editor telemetry.
///
/// Without a PATH telltail finds the newest session of the editor used last, and follows it live.
/// It only reads: nothing is written beside the logs, no file is locked, nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(
    name = "telltail",
    version,
    args_conflicts_with_subcommands = true,
    after_help = EXAMPLES,
    max_term_width = 100
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) screen: Screen,
}

const EXAMPLES: &str = "\
Examples:
  telltail                                   follow the newest session, on the screen
  telltail demo                              see it at work without an editor
  telltail ~/.config/Code/logs               the newest session of one editor
  telltail --session previous                what was logged before the last start
  telltail telemetry.log -f                  one file, followed
  telltail logs.zip                          a saved session; also .gz and .zst
  telltail session.har                       what went over the network
  ssh host cat telemetry.log | telltail -    what is piped in
  telltail print --filter 'level:error dest:github'
  telltail stats --by producer,purpose
  telltail explain 'prop.reason:startup -ext:vscode.*'

Filters: level:error  dest:github  purpose:FeatureInsight  ext:acme.*  prop.KEY:value
  m.durationMs>500  time>-5m  has:undeclared  \"two words\"  /regex/  not … and … or (…)";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write events to standard output
    #[command(after_help = "Examples:
  telltail print --format json | jq .event
  telltail print -f --filter 'level:error'
  telltail print --format raw telemetry.log --since -5m")]
    Print(Print),
    /// Count events by their fields
    #[command(after_help = "Examples:
  telltail stats
  telltail stats --by producer,destination --format csv
  telltail stats --by prop.reason --filter event:activated telemetry.log")]
    Stats(Stats),
    /// Show how a filter is read and run, and which rules decide on events
    #[command(after_help = "Examples:
  telltail explain 'level:error dest:github m.durationMs>500'
  telltail explain --rules
  telltail explain --line 'acme.demo/run {\"common.extname\":\"acme.demo\"}'

Rules of your own, in telltail/rules/*.toml of the folder of configurations (~/.config,
$XDG_CONFIG_HOME or %APPDATA%), are tried before telltail's; one with the same id takes the
place of telltail's.")]
    Explain(Explain),
    /// What is declared, what is wrong with it, and a beginning for what is not
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Show where logs were looked for, what was found, and what the settings allow
    #[command(after_help = "Examples:
  telltail sources
  telltail sources --product code
  telltail sources --format json | jq '.[] | select(.looked == \"found\") | .consent'")]
    Sources(Sources),
    /// Show versions, paths, editors and the terminal, for bug reports
    ///
    /// Paths are shortened: the home folder is ~, the user's name is masked. No setting is shown but
    /// those of telemetry. Nothing is written anywhere.
    #[command(after_help = "Examples:
  telltail doctor
  telltail doctor --format json > report.json")]
    Doctor(Doctor),
    /// Play an embedded session, live on the screen
    Demo(Demo),
    /// Show what the keys of the screen do
    #[command(after_help = "Examples:
  telltail keys
  telltail keys --keymap vim
  telltail keys --format json | jq -r '.[] | select(.keys == []) | .action'")]
    Keys(Keys),
}

#[derive(Debug, Args)]
pub(super) struct Screen {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) look: Look,
}

/// What is read.
#[derive(Debug, Default, Args)]
pub(super) struct Input {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Give what is there, then follow
    #[arg(short, long)]
    pub(super) follow: bool,
    /// Of what is there already, only the last N events
    #[arg(long, value_name = "N")]
    pub(super) tail: Option<usize>,
}

/// Options that mean the same everywhere.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Common {
    /// Only events that pass this filter
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, help_heading = "Filter")]
    pub(super) filter: Option<String>,
    /// Only events logged at or after TIME: -5m, 14:02, 2026-11-21T01:43
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, help_heading = "Filter")]
    pub(super) since: Option<String>,
    /// Only events logged before TIME
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, help_heading = "Filter")]
    pub(super) until: Option<String>,
    /// The zone of the logs' clock where their events do not tell it: Europe/Berlin, UTC, local,
    /// +02:00 [default: this machine's]
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true, help_heading = "Filter")]
    pub(super) tz: Option<String>,
    /// What was declared: a `code --telemetry` dump or a telemetry.json, as FILE or PRODUCER=FILE
    #[arg(long, value_name = "FILE", help_heading = "Where things are")]
    pub(super) catalog: Vec<OsString>,
    /// The editor's user data folder
    #[arg(long, value_name = "DIR", help_heading = "Where things are")]
    pub(super) user_data_dir: Option<PathBuf>,
    /// The editor's extensions folder, whose catalogs are read
    #[arg(long, value_name = "DIR", help_heading = "Where things are")]
    pub(super) extensions_dir: Vec<PathBuf>,
    /// Only this editor: code, code-insiders, vscodium, cursor, code-server, …
    #[arg(long, value_name = "NAME", help_heading = "Where things are")]
    pub(super) product: Option<String>,
    /// Which session: latest, previous, all, or a stamp such as 20261121T013859, or its beginning
    #[arg(long, value_name = "WHICH", help_heading = "Where things are")]
    pub(super) session: Option<String>,
    /// Also the session's other logs, which may hold secrets
    #[arg(long, help_heading = "Where things are")]
    pub(super) trace: bool,
    /// Read every source as this, whatever is in it: current, older, console, plain, app-insights,
    /// one-collector, posthog, otlp, coder, har
    #[arg(long, value_name = "NAME", help_heading = "Where things are")]
    pub(super) format_in: Option<String>,
    /// Follow by looking at files regularly, without the system's notifications
    #[arg(long, help_heading = "Where things are")]
    pub(super) poll: bool,
    /// The most memory that what is read may take: 512MiB, 2G [default: a quarter of the
    /// machine's]. Beyond it the oldest text that is kept in memory is dropped, and that is said;
    /// levels, names, times and all counts of it stay. Saved files take none for their text
    #[arg(long, value_name = "SIZE", help_heading = "Memory")]
    pub(super) max_memory: Option<String>,
    /// When to colour
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Look")]
    pub(super) color: Colour,
}

/// How the screen looks.
#[derive(Debug, Default, Args)]
pub(super) struct Look {
    /// dark, light, or a theme file
    #[arg(long, value_name = "NAME", help_heading = "Look")]
    pub(super) theme: Option<String>,
    /// What the keys do: default, vim, less, arrows; `telltail keys` shows it
    #[arg(long, value_name = "NAME", help_heading = "Look")]
    pub(super) keymap: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Keys {
    /// Which keymap: default, vim, less, arrows
    #[arg(long, value_name = "NAME")]
    pub(super) keymap: Option<String>,
    /// How the table is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: KeysFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum KeysFormat {
    /// A table for people
    #[default]
    Text,
    /// As the README has it
    Markdown,
    /// JSON, for scripts
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(super) struct Print {
    #[command(flatten)]
    pub(super) input: Input,
    /// How events are written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: PrintFormat,
    /// Stop after N events
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PrintFormat {
    /// One line an event, for people
    #[default]
    Text,
    /// One JSON object a line, for scripts
    Json,
    /// The records as they were logged, byte for byte
    Raw,
}

#[derive(Debug, Args)]
pub(super) struct Stats {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The fields whose values are counted together
    #[arg(
        long,
        value_name = "FIELD,…",
        value_delimiter = ',',
        default_value = "level,destination,purpose,producer,event"
    )]
    pub(super) by: Vec<String>,
    /// How counts are written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: StatsFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum StatsFormat {
    /// A table
    #[default]
    Text,
    /// One JSON object a line
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The filter
    #[arg(
        value_name = "EXPR",
        required_unless_present_any = ["rules", "line"],
        allow_hyphen_values = true
    )]
    pub(super) expr: Vec<String>,
    /// List the rules that decide producer, level and destination, in the order they are tried
    #[arg(long, conflicts_with_all = ["expr", "line"])]
    pub(super) rules: bool,
    /// Name the rules, and their files, that decide on a logged line; NAME {…} will do
    #[arg(long, value_name = "LINE", conflicts_with = "expr")]
    pub(super) line: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Sources {
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: SourcesFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: SourcesFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SourcesFormat {
    /// A report for people
    #[default]
    Text,
    /// JSON, for scripts
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) look: Look,
}
