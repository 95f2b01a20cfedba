//! What can have a style of its own: the parts of the screen by their meaning.

/// Makes the enum, its list and its words from one table, so that none can be forgotten.
macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+) => {
        /// A part of the screen, by its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Role {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Role {
            /// Every role, in the order of the theme files.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// Its key in a theme file.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

roles! {
    /// Ordinary text.
    Text = "text",
    /// What steps back: hints, units, counts of nothing.
    Muted = "muted",
    /// The frame of a pane.
    Border = "border",
    /// The frame of the pane that has the keys.
    BorderFocused = "border_focused",
    /// The title of a pane.
    Title = "title",
    /// The program's name, what is live or chosen.
    Accent = "accent",
    /// The row under the cursor, laid over its other styles.
    Selection = "selection",
    /// What a search found.
    SearchHit = "search_hit",
    /// The level `usage`.
    LevelUsage = "level_usage",
    /// The level `error`, of telemetry and of logs.
    LevelError = "level_error",
    /// The level `crash`.
    LevelCrash = "level_crash",
    /// The log level `trace`.
    LevelTrace = "level_trace",
    /// The log level `debug`.
    LevelDebug = "level_debug",
    /// The log level `info`.
    LevelInfo = "level_info",
    /// The log level `warning`.
    LevelWarning = "level_warning",
    /// The log level `critical`.
    LevelCritical = "level_critical",
    /// A destination that was seen or that a rule decided.
    DestinationKnown = "destination_known",
    /// A destination that is a guess.
    DestinationGuess = "destination_guess",
    /// A declared purpose.
    Purpose = "purpose",
    /// No purpose: undeclared or unknown.
    PurposeMissing = "purpose_missing",
    /// Who emitted it.
    Producer = "producer",
    /// The event's name.
    Event = "event",
    /// When it was logged.
    Time = "time",
    /// A key in the footer and the help.
    KeyHint = "key_hint",
    /// A facet's choice in the filter line.
    Chip = "chip",
    /// The view or tab that is shown, among those that could be.
    TabActive = "tab_active",
    /// An event that a person marked.
    Mark = "mark",
    /// A finding of a warning's or an error's weight: `▲`.
    Finding = "finding",
    /// A finding that is a note only.
    FindingNote = "finding_note",
    /// An event that does not match and is shown for those that do.
    Context = "context",
    /// The scale of the timeline.
    TimelineAxis = "timeline_axis",
    /// Where the cursor is in the timeline.
    TimelineCursor = "timeline_cursor",
    /// The ground of the chosen span of the timeline, laid under its bars.
    TimelineSpan = "timeline_span",
    /// Bars of shares, and sparklines.
    Bar = "bar",
    /// A row of what could be typed.
    Completion = "completion",
    /// The row of it that would be taken.
    CompletionSelected = "completion_selected",
    /// A field in a filter, such as `level`.
    QueryField = "query_field",
    /// An operator in a filter: `:`, `>`, `and`, `not`, brackets.
    QueryOp = "query_op",
    /// A value in a filter.
    QueryValue = "query_value",
    /// A word without a field in a filter.
    QueryWord = "query_word",
    /// Something failed.
    Error = "error",
    /// Something is odd.
    Warning = "warning",
    /// Something is well.
    Ok = "ok",
    /// The line between two parts of a pane.
    Separator = "separator",
    /// A key of a JSON object.
    JsonKey = "json_key",
    /// A JSON string.
    JsonString = "json_string",
    /// A JSON number.
    JsonNumber = "json_number",
    /// `true`, `false` and `null`.
    JsonLiteral = "json_literal",
}

impl Role {
    /// As an index into a table of all roles.
    pub(super) const fn index(self) -> usize {
        self as usize
    }

    /// The role whose key is `word`.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}
