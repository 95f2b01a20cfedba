//! What was typed. Only shapes: nothing here touches the world.

mod groups;
mod suggested;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

pub(super) use groups::{
    Catalogs, Clock, Colour, Common, Config, Editors, Extensions, General, Input, Look, Memory,
    Which,
};

use super::catalog::CatalogCommand;
use super::config::ConfigCommand;
use super::themes::Themes;

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
    Doctor(Places),
    /// Play an embedded session, live on the screen
    Demo(Demo),
    /// List the themes with a preview, show one, or print it as a start for your own
    #[command(after_help = "Examples:
  telltail themes
  telltail themes dusk
  telltail themes dark --show > ~/.config/telltail/themes/mine.toml
  telltail --theme mine

Themes of your own are telltail/themes/NAME.toml in the folder of configurations (~/.config,
$XDG_CONFIG_HOME or %APPDATA%). One that begins with extends = \"dark\" sets only what differs.")]
    Themes(Themes),
    /// Show the settings, where each comes from, and what is wrong with them
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Write a shell's completions to standard output
    #[command(after_help = "Examples:
  telltail completions bash > ~/.local/share/bash-completion/completions/telltail
  telltail completions zsh > ~/.zfunc/_telltail          # with ~/.zfunc in fpath
  telltail completions fish > ~/.config/fish/completions/telltail.fish
  telltail completions powershell >> $PROFILE")]
    Completions(Completions),
    /// Write the manual page to standard output
    #[command(after_help = "Examples:
  telltail man > ~/.local/share/man/man1/telltail.1
  telltail man | man -l -")]
    Man,
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

#[derive(Debug, Args)]
pub(super) struct Keys {
    /// Which keymap: default, vim, less, arrows [default: the settings']
    #[arg(long, value_name = "NAME", hide_possible_values = true, value_parser = groups::keymaps())]
    pub(super) keymap: Option<String>,
    /// How the table is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: KeysFormat,
    #[command(flatten)]
    pub(super) config: Config,
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

impl Print {
    /// All events, as a person reads them.
    pub(super) fn all(input: Input, common: Common) -> Self {
        Self { input, format: PrintFormat::default(), limit: None, common }
    }
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
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
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
    /// Narrow the filter further, as it does everywhere; @NAME is one of the settings
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, help_heading = "Filter")]
    pub(super) filter: Option<String>,
    #[command(flatten)]
    pub(super) clock: Clock,
    /// The editor that logged the line: code, code-insiders, vscodium, cursor, code-server, …
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Where things are",
        hide_possible_values = true,
        value_parser = groups::products()
    )]
    pub(super) product: Option<String>,
    #[command(flatten)]
    pub(super) general: General,
}

impl Explain {
    pub(super) fn common(&self) -> Common {
        let which = Which { filter: self.filter.clone(), ..Which::default() };
        let editors = Editors { product: self.product.clone(), ..Editors::default() };
        let (clock, general) = (self.clock.clone(), self.general.clone());
        Common { which, clock, editors, general, ..Common::default() }
    }
}

/// `telltail sources` and `telltail doctor`: a report on where logs are.
#[derive(Debug, Args)]
pub(super) struct Places {
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: SourcesFormat,
    #[command(flatten)]
    editors: Editors,
    #[command(flatten)]
    extensions: Extensions,
    #[command(flatten)]
    general: General,
}

#[derive(Debug, Args)]
pub(super) struct Sources {
    #[command(flatten)]
    pub(super) places: Places,
    #[command(flatten)]
    pub(super) clock: Clock,
}

impl Places {
    pub(super) fn common(&self) -> Common {
        Common {
            editors: self.editors.clone(),
            extensions: self.extensions.clone(),
            general: self.general.clone(),
            ..Common::default()
        }
    }
}

impl Sources {
    pub(super) fn common(&self) -> Common {
        Common { clock: self.clock.clone(), ..self.places.common() }
    }
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
    which: Which,
    #[command(flatten)]
    clock: Clock,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    general: General,
    #[command(flatten)]
    pub(super) look: Look,
}

impl Demo {
    pub(super) fn common(&self) -> Common {
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
pub(super) struct Completions {
    /// The shell
    pub(super) shell: Shell,
}
