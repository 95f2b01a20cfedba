//! Purposes: why an event was declared to be collected, as a mask that fits a column.

use super::Declared;

/// One purpose, or one of the three ways of having none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Purpose {
    /// `PerformanceAndHealth`
    PerformanceAndHealth = 0,
    /// `FeatureInsight`
    FeatureInsight = 1,
    /// `BusinessInsight`
    BusinessInsight = 2,
    /// Declared, but no property of it says a purpose.
    None = 3,
    /// The producer has a catalog that does not list the event.
    Undeclared = 4,
    /// There is no catalog for the producer.
    Unknown = 5,
}

impl Purpose {
    /// Every purpose, in mask order.
    pub const ALL: [Self; 6] = [
        Self::PerformanceAndHealth,
        Self::FeatureInsight,
        Self::BusinessInsight,
        Self::None,
        Self::Undeclared,
        Self::Unknown,
    ];

    /// The word of the JSON contract and the filter language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PerformanceAndHealth => "PerformanceAndHealth",
            Self::FeatureInsight => "FeatureInsight",
            Self::BusinessInsight => "BusinessInsight",
            Self::None => "none",
            Self::Undeclared => "undeclared",
            Self::Unknown => "unknown",
        }
    }

    /// The purpose a catalog spells `word`, in any case; `None` for what no catalog of VS Code
    /// declares.
    pub fn declared(word: &str) -> Option<Self> {
        [Self::PerformanceAndHealth, Self::FeatureInsight, Self::BusinessInsight]
            .into_iter()
            .find(|purpose| purpose.as_str().eq_ignore_ascii_case(word))
    }
}

/// A set of [`Purpose`]s, one bit each. Empty for records that are no telemetry events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Purposes(pub u8);

impl Purposes {
    /// The set of one purpose.
    pub const fn only(purpose: Purpose) -> Self {
        Self(1 << purpose as u8)
    }

    /// This set and `purpose`.
    #[must_use]
    pub const fn with(self, purpose: Purpose) -> Self {
        Self(self.0 | 1 << purpose as u8)
    }

    /// Whether `purpose` is in the set.
    pub const fn contains(self, purpose: Purpose) -> bool {
        self.0 & (1 << purpose as u8) != 0
    }

    /// Whether no purpose is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the event that has these purposes was declared: the mask holds that too.
    pub const fn declared(self) -> Declared {
        if self.contains(Purpose::Undeclared) {
            Declared::No
        } else if self.contains(Purpose::Unknown) {
            Declared::Unknown
        } else {
            Declared::Yes
        }
    }

    /// The purposes of the set, in mask order.
    pub fn iter(self) -> impl Iterator<Item = Purpose> {
        Purpose::ALL.into_iter().filter(move |purpose| self.contains(*purpose))
    }
}

impl FromIterator<Purpose> for Purposes {
    fn from_iter<I: IntoIterator<Item = Purpose>>(purposes: I) -> Self {
        purposes.into_iter().fold(Self::default(), Self::with)
    }
}
