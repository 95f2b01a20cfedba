//! What rules are shown: a class of events, a key of it, a value, one event.

use crate::catalog::{Lookup, PropertyLookup};
use crate::event::{Destination, Evidence, Level, Scope};
use crate::parse::Notes;
use crate::store::{Class, EventLog, Row, Whole};

use super::context::Context;

/// A class of events: what is the same of all.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClassSeen<'a> {
    /// The log.
    pub log: &'a EventLog,
    /// The class.
    pub class: Class<'a>,
    /// What it is judged by.
    pub context: &'a Context,
}

/// What a value is in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Json {
    /// Text that is not empty.
    Text,
    /// Empty text, or `null`.
    Nothing,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An object or an array.
    Nested,
}

/// A key of a class of events, with values of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeySeen<'a> {
    /// Whose key it is.
    pub of: ClassSeen<'a>,
    /// Where it stands.
    pub scope: Scope,
    /// The key.
    pub key: &'a str,
    /// What its value is.
    pub json: Json,
}

/// A text that an event carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueSeen<'a> {
    /// Under which key; of an event's name a key without a name.
    pub key: KeySeen<'a>,
    /// The text: a string without quotes and escapes, of a nested value its JSON.
    pub text: &'a str,
}

/// One event.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventSeen<'a, 'w> {
    /// Its class.
    pub of: ClassSeen<'a>,
    /// Its columns.
    pub row: Row<'a>,
    /// Whether it is known that no value or key of it is long enough to be cut.
    pub is_short: bool,
    /// Its text and body.
    pub whole: &'a Whole<'w>,
}

impl Json {
    /// Every kind.
    pub(super) const ALL: [Self; 5] =
        [Self::Text, Self::Nothing, Self::Number, Self::Flag, Self::Nested];

    /// The kind of a JSON text.
    pub(super) fn of(json: &str) -> Self {
        match json.as_bytes() {
            b"\"\"" | b"null" => Self::Nothing,
            [b'"', ..] => Self::Text,
            b"true" | b"false" => Self::Flag,
            [b'{' | b'[', ..] => Self::Nested,
            _ => Self::Number,
        }
    }

    /// The word that baselines and reports use.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Nothing => "empty",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Nested => "nested",
        }
    }
}

impl<'a> ClassSeen<'a> {
    /// Who emitted them.
    pub(super) fn producer(&self) -> &'a str {
        self.class.producer()
    }

    /// What was declared of them.
    pub(super) fn lookup(&self) -> Lookup<'a> {
        self.class.lookup().unwrap_or(Lookup::NoCatalog)
    }

    /// Their level.
    pub(super) fn level(&self) -> Option<Level> {
        self.class.level()
    }

    /// What their level rests on.
    pub(super) fn level_by(&self) -> Evidence {
        self.class.level_reason().map_or(Evidence::Guess, |reason| reason.by)
    }

    /// Whether they go to `destination` (`github`, `microsoft`, …).
    pub(super) fn goes_to(&self, destination: Destination) -> bool {
        self.class.destination() == Some(destination)
    }

    /// What their destination rests on.
    pub(super) fn destination_by(&self) -> Evidence {
        self.class.destination_reason().map_or(Evidence::Guess, |reason| reason.by)
    }

    /// Whether they go to GitHub, standard or enhanced: catalogs hardly list those.
    pub(super) fn is_for_github(&self) -> bool {
        self.goes_to(Destination::GITHUB) || self.goes_to(Destination::GITHUB_ENHANCED)
    }
}

impl EventSeen<'_, '_> {
    /// What was odd about how it was written; of values in pieces TEL040 says more.
    pub(super) fn odd(&self) -> impl Iterator<Item = &'static str> {
        self.whole.odd(Notes::PIECES_MISSING)
    }
}

impl<'a> KeySeen<'a> {
    /// What was declared of the key; `None` where nothing was declared of the event.
    pub(super) fn declared(&self) -> Option<PropertyLookup<'a>> {
        let event = self.of.lookup().event()?;
        Some(self.of.log.catalog().property(self.of.producer(), event, self.key))
    }

    /// Whether it is the event's own property or measurement.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.scope, Scope::Properties | Scope::Measurements)
    }
}
