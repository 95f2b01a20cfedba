//! The action table: everything a key can do, one row an action.
//!
//! The dispatcher, the footer, the help page and the README's key table are made from it. What
//! an action does is written in [`update`](super::update()); a key is never named anywhere else.

mod table;

use std::fmt::Write as _;

pub use table::{ACTIONS, Action};
use table::{LINES, PANES};

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list of events.
    List,
    /// The detail pane.
    Detail,
    /// The facet column, or its popup.
    Facets,
    /// The page of counts.
    Stats,
    /// The page of findings.
    Findings,
    /// The page of what is declared.
    Catalog,
    /// The page of sources.
    Sources,
    /// The chooser of the list's columns.
    Columns,
    /// The help page, and the page that explains the filter.
    Help,
    /// A menu.
    Menu,
    /// The filter line, while it is edited.
    Filter,
    /// The search line, while it is edited.
    Search,
    /// The line that finds a value in the facets.
    FacetFind,
    /// The command palette.
    Palette,
    /// A line that is asked for.
    Prompt,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 15] = [
        Self::List,
        Self::Detail,
        Self::Facets,
        Self::Stats,
        Self::Findings,
        Self::Catalog,
        Self::Sources,
        Self::Columns,
        Self::Help,
        Self::Menu,
        Self::Filter,
        Self::Search,
        Self::FacetFind,
        Self::Palette,
        Self::Prompt,
    ];

    /// Its name in keymaps and in the key table.
    pub const fn place(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Facets => "facets",
            Self::Stats => "stats",
            Self::Findings => "findings",
            Self::Catalog => "catalog",
            Self::Sources => "sources",
            Self::Columns => "columns",
            Self::Help => "help",
            Self::Menu => "menu",
            Self::Filter => "filter line",
            Self::Search => "search line",
            Self::FacetFind => "facet finder",
            Self::Palette => "palette",
            Self::Prompt => "prompt",
        }
    }
}

/// The heading an action stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Going from here to there.
    Moving,
    /// Choosing what is shown.
    Filtering,
    /// How it is shown.
    Looking,
    /// The filter and the search line.
    Typing,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: [Self; 5] =
        [Self::Moving, Self::Filtering, Self::Looking, Self::Typing, Self::Program];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Filtering => "Filtering",
            Self::Looking => "Looking",
            Self::Typing => "In the filter and the search line",
            Self::Program => "Program",
        }
    }
}

/// What the footer says of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// One word or two. Actions with the same text share one hint.
    pub text: &'static str,
    /// Lower comes first.
    pub rank: u8,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its name in keymaps.
    pub name: &'static str,
    /// Its keys, as [`Chord`](crate::config::keymap::Chord)s are written.
    pub keys: &'static [&'static str],
    /// Where its keys work.
    pub contexts: &'static [Context],
    /// Where it stands in the help.
    pub group: Group,
    /// What it does.
    pub help: &'static str,
    /// What the footer says of it.
    pub hint: Option<Hint>,
}

impl ActionRow {
    /// Where its keys work, if that is not in every pane.
    pub fn places(&self) -> String {
        if PANES.iter().all(|pane| self.contexts.contains(pane)) || self.contexts == LINES {
            return String::new();
        }
        self.contexts.iter().map(|it| it.place()).collect::<Vec<_>>().join(", ")
    }
}

/// The hints of a context: keys and text, most useful first. Actions that say the same share one.
pub fn hints(context: Context) -> Vec<(String, &'static str)> {
    let here = ACTIONS.iter().filter(|row| row.contexts.contains(&context));
    let mut rows: Vec<_> = here.filter_map(|row| Some((row.hint?, row.keys.first()?))).collect();
    rows.sort_by_key(|(hint, _)| hint.rank);
    let mut hints: Vec<(String, &'static str)> = Vec::new();
    for (hint, key) in rows {
        match hints.last_mut() {
            Some((keys, text)) if *text == hint.text => {
                keys.push(' ');
                keys.push_str(key);
            }
            _ => hints.push(((*key).to_owned(), hint.text)),
        }
    }
    hints
}

/// The key table of the README: one Markdown table a group.
pub fn markdown() -> String {
    let mut out = String::new();
    for group in Group::ALL {
        let _ = writeln!(out, "**{}**\n\n| Keys | Action |\n|---|---|", group.title());
        for row in ACTIONS.iter().filter(|row| row.group == group) {
            let keys: Vec<_> = row.keys.iter().map(|key| format!("`{key}`")).collect();
            let places = row.places();
            let place = if places.is_empty() { String::new() } else { format!(" ({places})") };
            let _ = writeln!(out, "| {} | {}{place} |", keys.join(" "), row.help);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests;
