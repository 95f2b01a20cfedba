//! The action table: everything a key can do, one row an action.
//!
//! The dispatcher, the footer, the help page and the README's key table are made from it. What
//! an action does is written in [`update`](super::update()); a key is never named anywhere else.

mod table;

pub use table::{ACTIONS, Action};
use table::{LINES, PANES};

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The panel that is there while no log was found.
    Start,
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
    /// The page of what differs between two logs.
    Differences,
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
    /// A replay: no place, but what its keys do lies over what they do where events, counts and
    /// findings are looked at.
    Replay,
}

impl Context {
    /// Every place that keys can go to.
    pub const ALL: [Self; 17] = [
        Self::Start,
        Self::List,
        Self::Detail,
        Self::Facets,
        Self::Stats,
        Self::Findings,
        Self::Catalog,
        Self::Differences,
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

    /// Every context that a keymap can name.
    pub fn named() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().chain([Self::Replay])
    }

    /// Whether the keys of a replay work there.
    pub const fn is_played_over(self) -> bool {
        matches!(
            self,
            Self::List
                | Self::Detail
                | Self::Stats
                | Self::Findings
                | Self::Catalog
                | Self::Differences
                | Self::Sources
        )
    }

    /// Whether characters are text there.
    pub const fn is_typed_into(self) -> bool {
        matches!(self, Self::Filter | Self::Search | Self::FacetFind | Self::Palette | Self::Prompt)
    }

    /// Its name in the key table; in keymaps its blanks are hyphens.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::List => "list",
            Self::Detail => "detail",
            Self::Facets => "facets",
            Self::Stats => "stats",
            Self::Findings => "findings",
            Self::Catalog => "catalog",
            Self::Differences => "differences",
            Self::Sources => "sources",
            Self::Columns => "columns",
            Self::Help => "help",
            Self::Menu => "menu",
            Self::Filter => "filter line",
            Self::Search => "search line",
            Self::FacetFind => "facet finder",
            Self::Palette => "palette",
            Self::Prompt => "prompt",
            Self::Replay => "replay",
        }
    }
}

/// The heading an action stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Going from here to there.
    Moving,
    /// Playing a log again.
    Playing,
    /// Choosing what is shown.
    Filtering,
    /// How it is shown.
    Looking,
    /// Lines that are typed into, and choices.
    Typing,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: [Self; 6] =
        [Self::Moving, Self::Playing, Self::Filtering, Self::Looking, Self::Typing, Self::Program];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Playing => "Playing, in a replay",
            Self::Filtering => "Filtering",
            Self::Looking => "Looking",
            Self::Typing => "Typing and choosing",
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

/// Where keys work, in words; nothing where that is every pane of the list of events.
pub fn places(contexts: &[Context]) -> String {
    if PANES.iter().all(|pane| contexts.contains(pane)) || contexts == LINES {
        return String::new();
    }
    contexts.iter().map(|it| it.place()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
