//! The rows of the action table.

use super::Context::{
    self, Catalog, Columns, Detail, Differences, FacetFind, Facets, Filter, Findings, Help, List,
    Menu, Palette, Prompt, Replay, Search, Sources, Start, Stats,
};
use super::{ActionRow, Group, Hint};

pub(super) const PANES: &[Context] = &[List, Detail, Facets];
const READING: &[Context] = &[List, Detail];
const TABLES: &[Context] = &[Stats, Findings, Catalog, Differences];
const PAGES: &[Context] = &[Stats, Findings, Catalog, Differences, Sources];
const VIEWS: &[Context] =
    &[Start, List, Detail, Facets, Stats, Findings, Catalog, Differences, Sources];
const SCROLLS: &[Context] =
    &[List, Detail, Facets, Stats, Findings, Catalog, Differences, Sources, Columns, Help];
/// What can be left, one thing after the other.
const LEFT: &[Context] =
    &[Start, List, Detail, Facets, Stats, Findings, Catalog, Differences, Sources, Columns, Help];
const CHOOSING: &[Context] = &[Menu, Palette];
/// Lines that are typed into and have a history.
pub(super) const LINES: &[Context] = &[Filter, Search];
/// Lines that are typed into.
const TYPED: &[Context] = &[Filter, Search, FacetFind, Prompt];
const EVERYWHERE: &[Context] = &Context::ALL;

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
    Left "left" ["h", "left"] (&[List, Detail, Facets, Stats, Findings, Catalog, Differences]) Moving
        "the column to the left; in the detail pane it folds, in the facets the section before" -;
    Right "right" ["l", "right"] (&[List, Detail, Facets, Stats, Findings, Catalog, Differences]) Moving
        "the column to the right, and on through a long summary; in the detail pane it unfolds" -;
    FineLeft "fine-left" ["shift-left"] (&[List]) Moving "one character to the left in the summaries" -;
    FineRight "fine-right" ["shift-right"] (&[List]) Moving
        "one character to the right in the summaries" -;
    HalfDown "half-page-down" ["ctrl-d"] SCROLLS Moving "half a page down" -;
    HalfUp "half-page-up" ["ctrl-u"] SCROLLS Moving "half a page up" -;
    PageDown "page-down" ["pgdn", "ctrl-f"] SCROLLS Moving "a page down" -;
    SpaceDown "space-page-down" ["space"]
        (&[List, Stats, Findings, Catalog, Differences, Sources, Help]) Moving "a page down" -;
    PageUp "page-up" ["pgup", "ctrl-b"] SCROLLS Moving "a page up" -;
    Top "top" ["g", "home"] SCROLLS Moving "to the start" -;
    Bottom "bottom" ["G", "end"] SCROLLS Moving "to the end; in a live list, follow again" -;
    NextError "next-error" ["e"] READING Moving "the next error or crash" (70 "errors");
    PreviousError "previous-error" ["E"] READING Moving "the previous error or crash" (70 "errors");
    NextFinding "next-finding" ["w"] READING Moving "the next event with a finding of warning or error" (72 "findings");
    PreviousFinding "previous-finding" ["W"] READING Moving
        "the previous event with a finding of warning or error" (72 "findings");
    NextSame "next-same-event" ["}"] READING Moving "the next event of the same name" -;
    PreviousSame "previous-same-event" ["{"] READING Moving
        "the previous event of the same name" -;
    NextTwin "next-twin" ["o"] READING Moving
        "to the same event elsewhere (its twin at the other destination, or on log or wire), else \
         to the next of the same request or session" -;
    PreviousTwin "previous-twin" ["O"] READING Moving
        "to the same event elsewhere, the other way round" -;
    GoBack "go-back" ["alt-left", "ctrl-o"] READING Moving
        "back to the event that was looked at before a jump" -;
    GoForward "go-forward" ["alt-right"] READING Moving "forward again, after going back" -;
    NextPane "next-pane" ["tab"] PANES Moving "to the next pane" (60 "panes");
    PreviousPane "previous-pane" ["shift-tab"] PANES Moving "to the previous pane" -;

    PlayPause "play-pause" ["space"] (&[Replay]) Playing
        "play, or pause; at the end, begin anew" (0 "play/pause");
    StepBack "step-back" [","] (&[Replay]) Playing "back by an event, and pause" (1 "step");
    StepOn "step-on" ["."] (&[Replay]) Playing "on by an event, and pause" (1 "step");
    SecondBack "second-back" ["ctrl-left"] (&[Replay]) Playing "back by a second, and pause" -;
    SecondOn "second-on" ["ctrl-right"] (&[Replay]) Playing "on by a second, and pause" -;
    FindingBack "finding-back" ["alt-W", "ctrl-pgup"] (&[Replay]) Playing
        "back to the event before with a finding of warning or error, and pause" -;
    FindingOn "finding-on" ["alt-w", "ctrl-pgdn"] (&[Replay]) Playing
        "on to the next event with a finding of warning or error, and pause" -;
    Slower "slower" ["<"] (&[Replay]) Playing "play slower" (2 "speed");
    Faster "faster" [">"] (&[Replay]) Playing "play faster, at last without waiting" (2 "speed");

    EditFilter "edit-filter" ["f"] VIEWS Filtering "edit the filter" (10 "filter");
    ExplainFilter "explain-filter" ["R", "f2"] VIEWS Filtering
        "how the filter is read and run" -;
    ExplainInLine "explain-in-line" ["f2"] (&[Filter]) Filtering
        "how the filter is read and run, while typing" (5 "explain");
    ToggleFilter "toggle-filter" ["\\"] VIEWS Filtering
        "switch the whole filter off and on again" (75 "filter on/off");
    RelaxFilter "relax-filter" ["backspace"] VIEWS Filtering
        "take the last term of the filter away, then the facets, then the span of time" -;
    NamedFilters "named-filters" ["B"] VIEWS Filtering "choose one of the saved filters" -;
    OnlyThis "filter-only" ["="] (&[List, Detail, Stats, Findings, Catalog, Differences]) Filtering
        "only events, of differences only those, with the value under the cursor" (40 "only / not / or this");
    NotThis "filter-not" ["-"] (&[List, Detail, Stats, Findings, Catalog, Differences]) Filtering
        "no events with the value under the cursor" (40 "only / not / or this");
    OrThis "filter-or" ["+"] (&[List, Detail, Stats, Findings, Catalog]) Filtering
        "also events with the value under the cursor" (40 "only / not / or this");
    PickLevel "facet-level" ["L"] VIEWS Filtering "choose levels" (30 "facets");
    PickDestination "facet-destination" ["D"] VIEWS Filtering "choose destinations" (30 "facets");
    PickPurpose "facet-purpose" ["P"] VIEWS Filtering "choose purposes" (30 "facets");
    PickProducer "facet-producer" ["X"] VIEWS Filtering "choose producers" (30 "facets");
    PickEvent "facet-event" ["V"] VIEWS Filtering "choose events" (30 "facets");
    FacetToggle "facet-toggle" ["space", "enter"] (&[Facets]) Filtering
        "show or hide the value under the cursor" (1 "show/hide");
    FacetOnly "facet-only" ["o"] (&[Facets]) Filtering
        "only the value under the cursor" (2 "only this");
    FacetAll "facet-all" ["a"] (&[Facets]) Filtering "all values of the section" (3 "all");
    FacetInvert "facet-invert" ["i"] (&[Facets]) Filtering
        "hide what is shown in the section, and the other way round" (4 "invert");
    FacetSearch "facet-find" ["/"] (&[Facets]) Filtering "type to find a value" (5 "find");
    SpanFrom "span-from" ["["] READING Filtering
        "the span of time that is shown begins at this event; again: from the start" -;
    SpanTo "span-to" ["]"] READING Filtering
        "the span of time that is shown ends with this event; again: to the end" -;
    EditSearch "search" ["/"] READING Filtering
        "search in what is shown: text, or /regex/" (20 "search");
    NextHit "next-hit" ["n"] READING Filtering "the next hit of the search" -;
    PreviousHit "previous-hit" ["N"] READING Filtering "the previous hit of the search" -;
    MoreContext "more-context" ["z"] (&[List]) Filtering
        "show more of what was logged around each match" -;
    LessContext "less-context" ["Z"] (&[List]) Filtering
        "show less of what was logged around each match" -;
    Mark "mark" ["m"] READING Filtering "mark the event, or take its mark away" -;
    OnlyMarked "only-marked" ["M"] READING Filtering "only marked events, or all again" -;
    UnmarkAll "unmark-all" ["U"] READING Filtering "take all marks away" -;
    NextMark "next-mark" ["'"] READING Moving "the next marked event, in a circle" -;

    OpenDetail "open-detail" ["enter"] (&[List]) Looking
        "open the event under the cursor, and hold it" (15 "open");
    Open "open" ["enter"] PAGES Looking
        "go to what the row is about: filter to it, show the event, choose the session" (15 "open");
    ToggleNode "toggle-node" ["enter", "space"] (&[Detail]) Looking
        "fold or unfold the value under the cursor" (1 "fold");
    NextTab "next-tab" ["v"] (&[List, Detail, Stats, Findings, Catalog, Differences]) Looking
        "the next tab: Properties, Raw, Why; in a table what is counted or listed; findings or score \
         cards" (50 "tab");
    FoldCommon "fold-common" ["x"] READING Looking
        "show or fold the properties that every event has" (55 "common");
    Follow "follow" ["F"] READING Looking "follow what comes, or stop following" (25 "follow");
    CycleTime "cycle-time" ["t"] READING Looking
        "times as the time of day, with the date, how long ago, or the distance from the line \
         above" -;
    Wrap "wrap" ["ctrl-w"] READING Looking "long lines over several lines, or cut" -;
    AddColumn "add-column" ["c"] READING Looking
        "the property under the cursor as a column of the list; again: not" -;
    EditColumns "edit-columns" ["C"] READING Looking "choose, order and size the columns" -;
    ColumnToggle "column-toggle" ["space", "enter"] (&[Columns]) Looking
        "show or hide the column" (1 "show/hide");
    ColumnUp "column-up" ["K"] (&[Columns]) Looking "move the column to the front" (2 "move");
    ColumnDown "column-down" ["J"] (&[Columns]) Looking "move the column to the end" (2 "move");
    ColumnWider "column-wider" ["+"] (&[Columns]) Looking "make the column wider" (3 "width");
    ColumnNarrower "column-narrower" ["-"] (&[Columns]) Looking
        "make the column narrower" (3 "width");
    ColumnReset "columns-default" ["d"] (&[Columns]) Looking
        "the columns as they are without choice" (4 "default");
    SortTable "sort" ["S"] TABLES Looking
        "sort by the column under the cursor; again: the other way round" (20 "sort");
    ToggleTrace "toggle-trace" ["T"] VIEWS Looking
        "read the session's other logs too, which may hold secrets; again: no more of them" -;
    ZoomIn "zoom-in" [")"] READING Looking "the timeline shows half as long a time" -;
    ZoomOut "zoom-out" ["("] READING Looking "the timeline shows twice as long a time" -;
    ToggleTimeline "toggle-timeline" ["H"] READING Looking "show or hide the timeline" -;
    CycleLayout "layout" ["|"] READING Looking
        "the detail pane below the list, to the right of it, or in its place" -;
    Reveal "reveal" ["r"] (&[List, Detail, Findings]) Looking
        "show the masked values of the event, in the detail pane the value under the cursor; again: \
         mask them" (52 "reveal");
    Waive "waive" ["w"] (&[Findings]) Looking
        "the finding does not count until a day: asks why, and writes the project's waivers once \
         that is confirmed" (30 "waive");
    Copy "copy" ["y"] READING Looking
        "copy the value, its path, the event, the raw line, or an equivalent command" (45 "copy");

    Save "save" ["s"] (&[List, Detail, Facets, Stats, Findings, Catalog, Sources]) Program
        "write events to a file: those shown, marked or all; as JSON, CSV, logged lines or a report" -;

    ViewEvents "view-events" ["1"] VIEWS Looking "the list of events" (65 "views");
    ViewStats "view-stats" ["2"] VIEWS Looking "how much there is of each event" (65 "views");
    ViewFindings "view-findings" ["3"] VIEWS Looking
        "the findings of the audit: what was not declared, not allowed, or is private" (65 "views");
    ViewCatalog "view-catalog" ["4"] VIEWS Looking
        "what is declared: what of it fired, what never did" (65 "views");
    ViewSources "view-sources" ["5"] VIEWS Looking
        "the sources: what was found, how it is read, whether tracing is on" (65 "views");
    ViewDifferences "view-differences" ["6"] VIEWS Looking
        "what differs between two logs that were compared" -;

    KeepLine "keep-line" ["enter"] TYPED Typing "keep what is typed" (1 "keep");
    RestoreLine "restore-line" ["esc"] TYPED Typing "go back to what was there" (2 "undo");
    OlderLine "older-line" ["up"] LINES Typing "what was typed before" (3 "history");
    NewerLine "newer-line" ["down"] LINES Typing "what was typed after that" (3 "history");
    FindInHistory "search-history" ["ctrl-r"] LINES Typing "search what was typed before" -;
    Complete "complete" ["tab"] (&[Filter]) Typing
        "complete the word: fields, and values that were seen" (0 "complete");
    CompleteBack "complete-back" ["shift-tab"] (&[Filter]) Typing "the completion before" -;
    SaveFilter "save-filter" ["ctrl-s"] (&[Filter]) Typing "save the filter under a name" -;

    NextChoice "next-choice" ["down", "tab", "ctrl-n"] CHOOSING Typing "the next choice" -;
    PreviousChoice "previous-choice" ["up", "shift-tab", "ctrl-p"] CHOOSING Typing
        "the choice before" -;
    Choose "choose" ["enter"] CHOOSING Typing "do what is chosen" (1 "choose");
    LeaveChoices "leave-choices" ["esc"] CHOOSING Typing "choose nothing" (2 "leave");

    Close "close" ["esc"] LEFT Program
        "close what is open: a page, a message, a pane, a search; stop what takes long" (80 "close");
    Back "back" ["q"] LEFT Program "go back; quit at last" (13 "quit");
    PlayDemo "play-demo" ["d"] (&[Start]) Program "play the embedded session" (1 "demo");
    OpenPath "open-path" ["o"] (&[Start]) Program
        "open a log, a folder or an archive" (2 "open");
    ShowPalette "palette" [":"] VIEWS Program "every action and command, by a few letters" (11 "commands");
    ShowHelp "help" ["?", "f1"] VIEWS Program "what the keys do" (12 "help");
    HelpInLine "help-in-line" ["f1"] (&[Filter, Search, FacetFind, Prompt, Menu, Palette, Columns])
        Program "what the keys do, while typing or choosing" (90 "help");
    LeaveHelp "leave-help" ["?", "f1", "R", "f2"] (&[Help]) Program "leave the help" -;
    Redraw "redraw" ["ctrl-l"] EVERYWHERE Program "draw the screen anew" -;
    Suspend "suspend" ["ctrl-z"] EVERYWHERE Program "back to the shell for a while (Unix)" -;
    QuitNow "quit-now" ["ctrl-c"] EVERYWHERE Program "quit at once" -;
    QuitPane "quit" ["Q"] LEFT Program "quit at once" -;
}
