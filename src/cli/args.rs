//! What was typed. Only shapes: nothing here touches the world.

mod audit;
mod commands;
mod diff;
mod export;
mod groups;
mod record;
mod replay;
mod suggested;

use clap::{Args, Parser, Subcommand};

pub(super) use audit::{Audit, AuditFormat, JudgedBy};
pub(super) use commands::{
    Completions, Demo, Explain, Keys, KeysFormat, Places, Print, PrintFormat, Sources,
    SourcesFormat, Stats, StatsFormat,
};
pub(super) use diff::{Diff, DiffFormat};
pub(super) use export::Export;
pub(super) use groups::{
    Agreed, Allowing, Catalogs, Colour, Common, Config, Extensions, General, Input, Look, Which,
};
pub(super) use record::Record;
pub(super) use replay::{Replay, Rotate};

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
    /// Find what should not be in telemetry, for people and for CI
    ///
    /// Holds what was logged against what was declared and allowed, and looks for personal data and
    /// secrets. What it finds of those is masked. Without --fail-on findings are told and fail
    /// nothing.
    #[command(after_help = "Examples:
  telltail audit telemetry.log
  telltail audit logs/ --fail-on error --require-events 1 --format sarif -o audit.sarif
  telltail audit -f
  telltail audit --rules

Exit status, the first that applies: 2 wrong usage, 3 something could not be read or nothing was
found, 4 fewer events than --require-events, 1 findings at or above --fail-on, 0 otherwise.
Findings that telltail-waivers.toml waives, and with --baseline those that it has, do not fail.")]
    Audit(Audit),
    /// Tell what is new, gone and another between two logs, or between two catalogs
    ///
    /// Producers, versions, events, properties, destinations, purposes, classifications,
    /// identifiers, findings and volumes. What each side rests on is told first: what a shorter
    /// log does not have may be chance, and is said to be.
    #[command(after_help = "Examples:
  telltail diff before.log after.log
  telltail diff old-session/ new-session/ --fail-on new-event,identifier,finding
  telltail diff old.json new.json --format markdown -o comment.md
  telltail diff telltail-baseline.json telemetry-logs --fail-on new
  telltail diff before.log after.log --screen

Exit status, the first that applies: 2 wrong usage, 3 something could not be read or nothing was
found, 1 differences that --fail-on names, 0 otherwise. A new event counts as a new identifier,
destination, purpose or classification, too, where it brings one that its producer did not have.")]
    Diff(Diff),
    /// Write events to a file, for other programs and other people
    ///
    /// All of them, or those that pass --filter: as JSON lines (ndjson, which is what print --format
    /// json writes), as CSV with chosen columns, as they were logged (raw), or as a report in
    /// Markdown. The file is there when it is whole, and none that is there is replaced without
    /// --force. What looks private is masked in a report, and as it was logged in all other forms;
    /// --redact replaces it by pseudonyms, and says what it replaced.
    #[command(after_help = "Examples:
  telltail export telemetry.log -o events.ndjson
  telltail export logs/ --filter 'level:error' -o errors.md
  telltail export telemetry.log --columns time,event,prop.reason,m.durationMs -o events.csv
  telltail export logs.zip --redact -o events.ndjson
  telltail export telemetry.log --format csv -o - | head

In CSV a text that begins as a formula does (=, +, -, @) gets a ' before it, so that no spreadsheet
runs it; plain numbers do not.")]
    Export(Export),
    /// Record what is watched into a session file that opens again as it was
    ///
    /// On a terminal with the screen, as PATH -f shows it; elsewhere until Ctrl-C or the end of the
    /// input. What is killed loses the last second at most.
    #[command(after_help = "Examples:
  telltail record -o session.ttail
  telltail record ~/.config/Code/logs -o session.ttail --filter 'level:error' --redact
  ssh host tail -f telemetry.log | telltail record - -o session.ttail
  telltail session.ttail")]
    Record(Record),
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
    /// Play saved logs again by their own clock, for programs or into a folder
    ///
    /// All logs are read whole first, and play merged: those of several sessions, too.
    #[command(after_help = "Examples:
  telltail replay logs.zip --print --speed 10 --format json | jq .event
  telltail replay telemetry.log --into played --speed max
  telltail replay ~/.config/Code/logs/* --into played --speed 60 --max-gap 5s

--into writes as an editor does: a log of a session as STAMP/its path in the session, any other by
its name; each rotated at 5 MiB, six old files being kept. A log in one larger file is not
rotated, unless --rotate says so. Nothing is written outside of DIR.")]
    Replay(Replay),
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
