//! One difference between two sides: what is new, gone, or another, and whether that may be chance.

use super::rate::Rate;
use super::told::Told;

/// What would be expected fewer times than this may be missing by chance: that nothing comes where
/// three are expected happens once in twenty times.
const BY_CHANCE: f64 = 3.0;

/// Which way something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// It is not in the old.
    New,
    /// It is not in the new.
    Gone,
    /// It is in both, and another.
    Changed,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Who emitted events.
    Producer,
    /// A version of a producer.
    Version,
    /// An event.
    Event,
    /// A property or measurement, or what kind its values are.
    Property,
    /// Where events go.
    Destination,
    /// Why something is collected, as declared.
    Purpose,
    /// What it is, as declared.
    Classification,
    /// A key by which a machine, a person or a session is known again.
    Identifier,
    /// What the audit found.
    Finding,
    /// How often an event comes.
    Volume,
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Which way.
    pub sign: Sign,
    /// What differs.
    pub what: What,
    /// Of which producer; empty where it is not known.
    pub producer: String,
    /// Of which event; none where it is about the producer.
    pub event: Option<String>,
    /// Of which key; none where it is about the event.
    pub key: Option<String>,
    /// What there was, in words.
    pub was: Option<String>,
    /// What there is.
    pub is: Option<String>,
    /// How often it came and comes: of a volume.
    pub rates: Option<(Rate, Rate)>,
    /// In how many events it was, in the old and in the new; 0 in a catalog.
    pub counts: [u64; 2],
    /// How often it would be expected on the side where it is not, by how often it came on the
    /// other; none where that cannot be told.
    pub expected: Option<f64>,
    /// What else is new, or gone, with it.
    pub also: Vec<What>,
    /// What was found.
    pub finding: Option<Box<Told>>,
    /// The filter that shows its events; none where it is about none.
    pub filter: Option<String>,
}

impl Sign {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::New, Self::Gone, Self::Changed];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }

    /// Its sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::New => "+",
            Self::Gone => "-",
            Self::Changed => "~",
        }
    }

    /// The same the other way round.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::New => Self::Gone,
            Self::Gone => Self::New,
            Self::Changed => Self::Changed,
        }
    }
}

impl What {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Producer,
        Self::Version,
        Self::Event,
        Self::Property,
        Self::Destination,
        Self::Purpose,
        Self::Classification,
        Self::Identifier,
        Self::Finding,
        Self::Volume,
    ];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Producer => "producer",
            Self::Version => "version",
            Self::Event => "event",
            Self::Property => "property",
            Self::Destination => "destination",
            Self::Purpose => "purpose",
            Self::Classification => "classification",
            Self::Identifier => "identifier",
            Self::Finding => "finding",
            Self::Volume => "volume",
        }
    }
}

impl Difference {
    /// About a producer, and as much of what is below it as is named.
    pub(super) fn new(sign: Sign, what: What, producer: &str) -> Self {
        Self {
            sign,
            what,
            producer: producer.to_owned(),
            event: None,
            key: None,
            was: None,
            is: None,
            rates: None,
            counts: [0; 2],
            expected: None,
            also: Vec::new(),
            finding: None,
            filter: None,
        }
    }

    /// Whether that it is missing on one side may be chance: it came too seldom on the other, or
    /// that one was longer.
    pub fn may_be_chance(&self) -> bool {
        self.expected.is_some_and(|expected| expected < BY_CHANCE)
    }

    /// Whether it rests on few events.
    pub fn is_small(&self) -> bool {
        self.rates.is_some_and(|(was, is)| was.is_small() && is.is_small())
    }

    /// Whether somebody said that it does not count: of a finding.
    pub fn is_waived(&self) -> bool {
        self.finding.as_ref().is_some_and(|told| !told.counts())
    }

    /// What it is about, to sort and to know it again by.
    pub(super) fn subject(&self) -> (&str, Option<&str>, Option<&str>, What, Sign, &str) {
        let word = self.is.as_deref().or(self.was.as_deref()).unwrap_or_default();
        let (event, key) = (self.event.as_deref(), self.key.as_deref());
        (&self.producer, event, key, self.what, self.sign, word)
    }
}
