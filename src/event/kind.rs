//! What sort of record an event was made from.

/// The kind of a record, decided once from its head (and, outside telemetry logs, its keys).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A telemetry event.
    Event,
    /// Trace output: any other stamped log entry.
    Log,
    /// A line without a stamp that no record claims.
    Raw,
}

impl Kind {
    /// Every kind, in the order they are listed.
    pub const ALL: [Self; 3] = [Self::Event, Self::Log, Self::Raw];

    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Log => "log",
            Self::Raw => "raw",
        }
    }
}
