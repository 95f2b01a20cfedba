//! What lies over the panes and takes the keys first.

use std::path::PathBuf;

use crate::audit::{Finding, Waiver};
use crate::report::ExportFormat;

use super::super::line::Line;
use super::super::saving::Which;

/// What lies over the panes and takes the keys first.
#[derive(Clone, Debug)]
pub(in crate::tui) enum Overlay {
    /// The filter line is edited.
    Filter,
    /// The search line is edited.
    Search,
    /// What to find in the facet picker is typed.
    FacetFind,
    /// The help page, scrolled by so many lines.
    Help(usize),
    /// How the filter runs, scrolled by so many lines.
    Explained(usize),
    /// Every action and command, to be found by a few letters.
    Palette(Palette),
    /// A few things to choose from.
    Menu(Menu),
    /// Something short is asked for.
    Prompt(Prompt),
    /// Which columns the list has; the one under the cursor.
    Columns(usize),
}

/// The command palette: what was typed, and which of what fits is chosen.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Palette {
    pub(in crate::tui) line: Line,
    pub(in crate::tui) at: usize,
}

/// A few things to choose from, each with a key.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Menu {
    pub(in crate::tui) title: String,
    pub(in crate::tui) choices: Vec<Choice>,
    pub(in crate::tui) at: usize,
}

/// Something to choose.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Choice {
    /// The key that chooses it at once.
    pub(in crate::tui) key: Option<char>,
    pub(in crate::tui) text: String,
    pub(in crate::tui) chosen: Chosen,
}

/// What choosing comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Chosen {
    /// This text becomes the filter.
    Filter(String),
    /// This is copied.
    Copy(Copied),
    /// A step on the way to a file of events.
    Save(SaveStep),
    /// This is written into the project's file of waivers.
    Waive(Box<Waiver>),
    /// Nothing.
    Nothing,
}

/// A step on the way to a file of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum SaveStep {
    /// These events.
    Which(Which),
    /// With pseudonyms, or without again.
    Redact,
    /// In this form.
    Format(ExportFormat),
    /// In the place of the file that is there.
    Replace,
}

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Copied {
    /// The event, by the contract of `print --format json`.
    Event,
    /// The record as it was logged.
    Line,
    /// The value under the cursor.
    Value,
    /// Where it stands.
    Path,
    /// A term of a filter that asks for it.
    Term,
    /// A command that shows what is shown.
    Command,
}

/// Something short that is asked for, in the place of the filter line.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Prompt {
    /// What stands before the text.
    pub(in crate::tui) before: String,
    pub(in crate::tui) line: Line,
    pub(in crate::tui) wanted: Wanted,
}

/// What the answer to a prompt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Wanted {
    /// The name under which the filter is saved.
    FilterName,
    /// A log, a folder or an archive to open.
    Path,
    /// The file to write events to.
    SavePath,
    /// Why a finding does not count.
    WaiveReason,
    /// The last day on which it does not.
    WaiveUntil,
}

/// Where waivers are written, and the one that is being given.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct WaiverState {
    /// The project's file; none where there is none to write.
    pub(in crate::tui) file: Option<PathBuf>,
    pub(in crate::tui) state: Option<WaiveState>,
}

/// A waiver that is being given.
#[derive(Clone, Debug)]
pub(in crate::tui) struct WaiveState {
    pub(in crate::tui) finding: Finding,
    pub(in crate::tui) reason: String,
}
