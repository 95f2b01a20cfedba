//! The action table: everything a key can do, one row an action.
//!
//! The dispatcher, the footer, the help page and the README's key table are made from it. What
//! an action does is written in [`update`](super::update()); a key is never named anywhere else.

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list of events.
    List,
    /// The detail pane.
    Detail,
    /// The facet column, or its popup.
    Facets,
    /// The filter line, while it is edited.
    Filter,
    /// The search line, while it is edited.
    Search,
    /// The help page.
    Help,
    /// The page of sources.
    Sources,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 7] = [
        Self::List,
        Self::Detail,
        Self::Facets,
        Self::Filter,
        Self::Search,
        Self::Help,
        Self::Sources,
    ];

    /// Its name in the key table.
    pub const fn place(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Facets => "facets",
            Self::Filter => "filter line",
            Self::Search => "search line",
            Self::Help => "help",
            Self::Sources => "sources",
        }
    }
}

use Context::{Detail, Facets, Filter, Help, List, Search, Sources};

const PANES: &[Context] = &[List, Detail, Facets];
const READING: &[Context] = &[List, Detail];
const VIEWS: &[Context] = &[List, Detail, Facets, Sources];
const SCROLLS: &[Context] = &[List, Detail, Facets, Help, Sources];
const LINES: &[Context] = &[Filter, Search];
const EVERYWHERE: &[Context] = &Context::ALL;

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

/// Where keys work, if that is not in every pane.
pub fn places(contexts: &[Context]) -> String {
    if PANES.iter().all(|pane| contexts.contains(pane)) || contexts == LINES {
        return String::new();
    }
    contexts.iter().map(|it| it.place()).collect::<Vec<_>>().join(", ")
}

macro_rules! hint {
    (-) => {
        None
    };
    (($rank:literal $text:literal)) => {
        Some(Hint { text: $text, rank: $rank })
    };
}

/// Makes the enum and the table from the same rows.
macro_rules! actions {
    ($($action:ident $name:literal $keys:tt $contexts:tt $group:ident $help:literal $hint:tt;)+) => {
        /// Something a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $help] $action,)+
        }

        /// The table, in the order of the help page.
        pub static ACTIONS: &[ActionRow] = &[
            $(ActionRow {
                action: Action::$action,
                name: $name,
                keys: &$keys,
                contexts: $contexts,
                group: Group::$group,
                help: $help,
                hint: hint!($hint),
            },)+
        ];
    };
}

// The columns: action, name, keys, contexts, group, help, hint.
actions! {
    Down "down" ["j", "down"] SCROLLS Moving "one line down" -;
    Up "up" ["k", "up"] SCROLLS Moving "one line up" -;
    Left "left" ["h", "left"] PANES Moving
        "the column to the left; in the detail pane the tab, in the facets the section" -;
    Right "right" ["l", "right"] PANES Moving
        "the column to the right, and on through a long summary" -;
    HalfDown "half-page-down" ["ctrl-d"] SCROLLS Moving "half a page down" -;
    HalfUp "half-page-up" ["ctrl-u"] SCROLLS Moving "half a page up" -;
    PageDown "page-down" ["pgdn", "ctrl-f"] SCROLLS Moving "a page down" -;
    SpaceDown "space-page-down" ["space"] (&[List, Detail, Help, Sources]) Moving "a page down" -;
    PageUp "page-up" ["pgup", "ctrl-b"] SCROLLS Moving "a page up" -;
    Top "top" ["g", "home"] SCROLLS Moving "to the start" -;
    Bottom "bottom" ["G", "end"] SCROLLS Moving "to the end; in a live list, follow again" -;
    NextError "next-error" ["e"] READING Moving "the next error or crash" (70 "errors");
    PreviousError "previous-error" ["E"] READING Moving "the previous error or crash" (70 "errors");
    NextSame "next-same-event" ["}"] READING Moving "the next event of the same name" -;
    PreviousSame "previous-same-event" ["{"] READING Moving
        "the previous event of the same name" -;
    NextTwin "next-twin" ["o"] READING Moving
        "to the same event elsewhere: its twin at the other destination, or on log or wire" -;
    PreviousTwin "previous-twin" ["O"] READING Moving
        "the same, the other way round" -;
    NextPane "next-pane" ["tab"] PANES Moving "to the next pane" (60 "panes");
    PreviousPane "previous-pane" ["shift-tab"] PANES Moving "to the previous pane" -;

    EditFilter "edit-filter" ["f"] PANES Filtering "edit the filter" (10 "filter");
    ExplainFilter "explain-filter" ["R", "f2"] PANES Filtering
        "how the filter is read and run" -;
    ExplainInLine "explain-in-line" ["f2"] (&[Filter]) Filtering
        "the same, while typing" (5 "explain");
    ToggleFilter "toggle-filter" ["\\"] PANES Filtering
        "switch the whole filter off and on again" (75 "filter on/off");
    RelaxFilter "relax-filter" ["backspace"] PANES Filtering
        "take the last term of the filter away, then the facets" -;
    OnlyThis "filter-only" ["="] READING Filtering
        "only events with the value under the cursor" (40 "only / not this");
    NotThis "filter-not" ["-"] READING Filtering
        "no events with the value under the cursor" (40 "only / not this");
    PickLevel "facet-level" ["L"] PANES Filtering "choose levels" (30 "facets");
    PickDestination "facet-destination" ["D"] PANES Filtering "choose destinations" (30 "facets");
    PickPurpose "facet-purpose" ["P"] PANES Filtering "choose purposes" (30 "facets");
    PickProducer "facet-producer" ["X"] PANES Filtering "choose producers" (30 "facets");
    PickEvent "facet-event" ["V"] PANES Filtering "choose events" (30 "facets");
    FacetToggle "facet-toggle" ["space", "enter"] (&[Facets]) Filtering
        "show or hide the value under the cursor" (1 "show/hide");
    FacetOnly "facet-only" ["o"] (&[Facets]) Filtering
        "only the value under the cursor" (2 "only this");
    FacetAll "facet-all" ["a"] (&[Facets]) Filtering "all values of the section" (3 "all");
    FacetInvert "facet-invert" ["i"] (&[Facets]) Filtering
        "hide what is shown in the section, and the other way round" (4 "invert");
    EditSearch "search" ["/"] PANES Filtering
        "search in what is shown: text, or /regex/" (20 "search");
    NextHit "next-hit" ["n"] READING Filtering "the next hit of the search" -;
    PreviousHit "previous-hit" ["N"] READING Filtering "the previous hit of the search" -;

    OpenDetail "open-detail" ["enter"] (&[List]) Looking
        "open the event under the cursor, and hold it" (15 "open");
    NextTab "next-tab" ["v"] READING Looking
        "the next tab of the detail pane: Properties, Raw, Why" (50 "tab");
    FoldCommon "fold-common" ["x"] READING Looking
        "show or fold the properties that every event has" (55 "common");
    Follow "follow" ["F"] READING Looking "follow what comes, or stop following" (25 "follow");
    CycleTime "cycle-time" ["t"] READING Looking
        "times as the time of day, with the date, or as the distance from the line above" -;
    ToggleTrace "toggle-trace" ["T"] VIEWS Looking
        "read the session's other logs too, which may hold secrets; again: no more of them" -;

    ViewEvents "view-events" ["1"] (&[Sources]) Looking "back to the list of events" (65 "events");
    ViewSources "view-sources" ["5"] PANES Looking
        "the sources: what was found, how it is read, whether tracing is on" (66 "sources");

    KeepLine "keep-line" ["enter"] LINES Typing "keep what is typed" (1 "keep");
    RestoreLine "restore-line" ["esc"] LINES Typing "go back to what was there" (2 "undo");
    OlderLine "older-line" ["up"] LINES Typing "what was typed before" (3 "history");
    NewerLine "newer-line" ["down"] LINES Typing "what was typed after that" (3 "history");

    Close "close" ["esc"] SCROLLS Program
        "close what is open: a page, a message, a pane, a search; stop what takes long" (80 "close");
    Back "back" ["q"] SCROLLS Program "go back; quit at last" (13 "quit");
    ShowHelp "help" ["?", "f1"] VIEWS Program "this page" (12 "help");
    HelpInLine "help-in-line" ["f1"] LINES Program "this page, while typing" (90 "help");
    LeaveHelp "leave-help" ["?", "f1", "R", "f2"] (&[Help]) Program "leave this page" -;
    Redraw "redraw" ["ctrl-l"] EVERYWHERE Program "draw the screen anew" -;
    Suspend "suspend" ["ctrl-z"] EVERYWHERE Program "back to the shell for a while (Unix)" -;
    QuitNow "quit-now" ["ctrl-c"] EVERYWHERE Program "quit at once" -;
    QuitPane "quit" ["Q"] SCROLLS Program "quit at once" -;
}

#[cfg(test)]
mod tests;
