//! Where an event was seen.

/// Where an event was seen: what a log says was logged, what went over the wire was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum On {
    /// In a log.
    Log,
    /// On the wire.
    Wire,
    /// In a log and on the wire: it is one of a pair.
    Both,
}

impl On {
    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Wire => "wire",
            Self::Both => "both",
        }
    }
}
