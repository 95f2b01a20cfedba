//! The table of commands: what is done with an argument, one row a command.

use super::super::model::Model;

/// The arguments there are, with a word on each.
pub(in crate::tui) type Complete = fn(&Model) -> Vec<(String, String)>;

/// One row of the table.
pub(in crate::tui) struct CommandRow {
    pub(in crate::tui) command: Command,
    /// What is typed before the argument.
    pub(in crate::tui) name: &'static str,
    /// What the argument is.
    pub(in crate::tui) argument: &'static str,
    /// What it does.
    pub(in crate::tui) help: &'static str,
    /// Its arguments; `None` where anything can be typed.
    pub(in crate::tui) complete: Option<Complete>,
}

/// Makes the enum and the table from the same rows.
macro_rules! commands {
    ($($command:ident $name:literal $argument:literal $help:literal $complete:expr;)+) => {
        /// Something done with an argument.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::tui) enum Command {
            $(#[doc = $help] $command,)+
        }

        /// The table, in the order of the palette.
        pub(in crate::tui) static COMMANDS: &[CommandRow] = &[
            $(CommandRow {
                command: Command::$command,
                name: $name,
                argument: $argument,
                help: $help,
                complete: $complete,
            },)+
        ];
    };
}

// The columns: command, name, argument, help, completion.
commands! {
    Goto "goto" "TIME | N | N% | mark"
        "a time (14:02, +5m, -5m), the Nth event, 50%, mark, start or end"
        None;
    Speed "speed" "TIMES | max" "how fast a replay plays: 0.1 to 1000 times, or max" None;
    Filter "filter" "EXPR" "only events that pass this filter" None;
    Find "find" "TEXT" "the next event with this text, or /regex/" None;
    UseFilter "use-filter" "NAME" "a filter that was saved under this name" Some(named);
    SaveFilter "save-filter-as" "NAME" "save the filter under this name" Some(named);
    Note "note" "TEXT" "a note on the event under the cursor, which marks it" None;
    Columns "columns" "NAME:WIDTH, …"
        "of the list: time, event:22, prop.KEY, m.KEY, …"
        None;
    Write "w" "[--redact] FILE"
        "write what is shown; the name says the form: .ndjson, .csv, .log, .md, .ttail" None;
    Open "open" "PATH" "a log, a folder or an archive, instead of these" None;
    Theme "theme" "NAME" "other colours, until the program ends" Some(themes);
}

impl Command {
    /// Its row in the table.
    pub(in crate::tui) fn row(self) -> Option<&'static CommandRow> {
        COMMANDS.iter().find(|row| row.command == self)
    }
}

fn named(model: &Model) -> Vec<(String, String)> {
    model.named.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn themes(model: &Model) -> Vec<(String, String)> {
    let word = |name: &str| if name == model.theme.name { "as it is now" } else { "" };
    model.themes.iter().map(|it| (it.name.clone(), word(&it.name).to_owned())).collect()
}
