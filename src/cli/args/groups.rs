//! Options that several commands share, in groups: a command takes the groups that it uses.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::suggested::Suggested;
use crate::config::keymap::preset_names;
use crate::config::theme::{Theme, When};
use crate::event::Format;
use crate::source::PRODUCTS;

/// What is read.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Input {
    /// Logs, archives, saved posts, session folders or logs roots; - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Give what is there, then follow
    #[arg(short, long)]
    pub(in crate::cli) follow: bool,
    /// Of what is there already, only the last N events
    #[arg(long, value_name = "N")]
    pub(in crate::cli) tail: Option<usize>,
}

/// All that a command takes which reads logs; for others, what they take of it.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Common {
    #[command(flatten)]
    pub(in crate::cli) which: Which,
    #[command(flatten)]
    pub(in crate::cli) clock: Clock,
    #[command(flatten)]
    pub(in crate::cli) catalogs: Catalogs,
    #[command(flatten)]
    pub(in crate::cli) editors: Editors,
    #[command(flatten)]
    pub(in crate::cli) extensions: Extensions,
    #[command(flatten)]
    pub(in crate::cli) logs: Logs,
    #[command(flatten)]
    pub(in crate::cli) memory: Memory,
    #[command(flatten)]
    pub(in crate::cli) general: General,
}

/// Which events.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Which {
    /// Only events that pass this filter; @NAME is one of the settings
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, help_heading = "Filter")]
    pub(in crate::cli) filter: Option<String>,
    /// Only events logged at or after TIME: -5m, 14:02, 2026-11-21T01:43
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, help_heading = "Filter")]
    pub(in crate::cli) since: Option<String>,
    /// Only events logged before TIME
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, help_heading = "Filter")]
    pub(in crate::cli) until: Option<String>,
}

/// When events were.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Clock {
    /// The zone of the logs' clock where their events do not tell it: Europe/Berlin, UTC, local,
    /// +02:00 [default: this machine's]
    #[arg(
        long,
        value_name = "ZONE",
        allow_hyphen_values = true,
        help_heading = "Filter",
        value_hint = ValueHint::Other
    )]
    pub(in crate::cli) tz: Option<String>,
}

/// What was declared.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Catalogs {
    /// What was declared: a `code --telemetry` dump, a telemetry.json or a plan in Markdown, as
    /// FILE or PRODUCER=FILE
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Where things are",
        value_hint = ValueHint::FilePath
    )]
    pub(in crate::cli) catalog: Vec<OsString>,
}

/// Whose logs.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Editors {
    /// The editor's user data folder
    #[arg(
        long,
        value_name = "DIR",
        help_heading = "Where things are",
        value_hint = ValueHint::DirPath
    )]
    pub(in crate::cli) user_data_dir: Option<PathBuf>,
    /// Only this editor: code, code-insiders, vscodium, cursor, code-server, …
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Where things are",
        hide_possible_values = true,
        value_parser = products()
    )]
    pub(in crate::cli) product: Option<String>,
}

/// The editors that are known, to a shell.
pub(super) fn products() -> Suggested {
    Suggested(|| PRODUCTS.iter().map(|product| product.id).collect())
}

/// The keymaps, to a shell.
pub(super) fn keymaps() -> Suggested {
    Suggested(|| preset_names().collect())
}

/// Where extensions are.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Extensions {
    /// The editor's extensions folder, whose catalogs are read
    #[arg(
        long,
        value_name = "DIR",
        help_heading = "Where things are",
        value_hint = ValueHint::DirPath
    )]
    pub(in crate::cli) extensions_dir: Vec<PathBuf>,
}

/// What was allowed when the log was written, beside what the editors' own settings say.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Allowing {
    /// The settings.json that held for all that is audited: its telemetry level and switches
    /// [default: for logs in an editor's own folder, that editor's]
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "What was allowed",
        value_hint = ValueHint::FilePath
    )]
    pub(in crate::cli) settings: Option<PathBuf>,
    /// Whether Copilot's enhanced telemetry was agreed to [default: what the log says]
    #[arg(long, value_name = "YES|NO", value_enum, help_heading = "What was allowed")]
    pub(in crate::cli) enhanced_consent: Option<Agreed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Agreed {
    Yes,
    No,
}

/// Which logs, and how they are read.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Logs {
    /// Which session: latest, previous, all, or a stamp such as 20261121T013859, or its beginning
    #[arg(
        long,
        value_name = "WHICH",
        help_heading = "Where things are",
        hide_possible_values = true,
        value_parser = Suggested(|| vec!["latest", "previous", "all"])
    )]
    pub(in crate::cli) session: Option<String>,
    /// Also the session's other logs, which may hold secrets
    #[arg(long, help_heading = "Where things are")]
    pub(in crate::cli) trace: bool,
    /// Read every source as this, whatever is in it: current, older, console, plain, app-insights,
    /// one-collector, posthog, otlp, coder, har, ndjson
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Where things are",
        hide_possible_values = true,
        value_parser = Suggested(|| Format::ALL.iter().map(|format| format.as_str()).collect())
    )]
    pub(in crate::cli) format_in: Option<String>,
    /// Follow by looking at files regularly, without the system's notifications
    #[arg(long, help_heading = "Where things are")]
    pub(in crate::cli) poll: bool,
}

/// How much is kept.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Memory {
    /// The most memory that what is read may take: 512MiB, 2G [default: a quarter of the
    /// machine's]. Beyond it the oldest text that is kept in memory is dropped, and that is said;
    /// levels, names, times and all counts of it stay. Saved files take none for their text
    #[arg(long, value_name = "SIZE", help_heading = "Memory", value_hint = ValueHint::Other)]
    pub(in crate::cli) max_memory: Option<String>,
}

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct General {
    /// When to colour [default: auto]
    #[arg(long, value_name = "WHEN", help_heading = "Look")]
    pub(in crate::cli) color: Option<Colour>,
    #[command(flatten)]
    pub(in crate::cli) config: Config,
}

/// Where the settings are.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Config {
    /// The file of settings, in the place of your own; `telltail config` tells of them
    #[arg(long, value_name = "FILE", help_heading = "Settings", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) config: Option<PathBuf>,
}

/// How the screen looks and listens.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Look {
    /// A theme, built-in or your own (telltail themes lists them), a theme file, or auto: by the
    /// terminal's colours and background
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Look",
        hide_possible_values = true,
        value_parser = Suggested(|| ["auto"].into_iter().chain(Theme::builtin_names()).collect())
    )]
    pub(in crate::cli) theme: Option<String>,
    /// What the keys do: default, vim, less, arrows; `telltail keys` shows it
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Look",
        hide_possible_values = true,
        value_parser = keymaps()
    )]
    pub(in crate::cli) keymap: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long, help_heading = "Look")]
    pub(in crate::cli) no_mouse: bool,
    /// Show private values as they are instead of masking them
    #[arg(long, help_heading = "Look")]
    pub(in crate::cli) show_values: bool,
    /// Neither use nor keep what is remembered between runs: columns, theme, layout, what was typed
    #[arg(long, help_heading = "Settings")]
    pub(in crate::cli) no_state: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

impl From<When> for Colour {
    fn from(when: When) -> Self {
        match when {
            When::Auto => Self::Auto,
            When::Always => Self::Always,
            When::Never => Self::Never,
        }
    }
}

impl Colour {
    /// Its word in the settings.
    pub(in crate::cli) const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

impl From<Colour> for When {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}
