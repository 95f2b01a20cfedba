//! How certain a decision is, and why it was made.

/// What a derived fact rests on, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// Seen on the wire.
    Wire,
    /// A rule of high confidence or better.
    Rule,
    /// Less than that; shown with a `?`.
    Guess,
}

impl Evidence {
    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Rule => "rule",
            Self::Guess => "guess",
        }
    }

    /// How a person reads it, behind a value.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Wire => "seen on the wire",
            Self::Rule => "by a rule",
            Self::Guess => "a guess",
        }
    }

    /// What stands behind a value that rests on it: a guess is marked.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Wire | Self::Rule => "",
            Self::Guess => " ?",
        }
    }
}

/// Why a level or a destination was decided so: the rule that decided it, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule's stable id, such as `copilot.tid`.
    pub rule: String,
    /// The file it stands in: a name for a rule that comes with telltail, a path for a person's
    /// own.
    pub file: String,
    /// How certain it is.
    pub by: Evidence,
    /// One sentence for a person.
    pub why: String,
}

/// An index into the table of [`Reason`]s that the classifier was built with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReasonId(pub u16);

/// Whether an event was declared in a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Declared {
    /// A catalog lists it.
    Yes,
    /// Its producer has a catalog that does not list it.
    No,
    /// There is no catalog for its producer.
    Unknown,
}

impl Declared {
    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}
