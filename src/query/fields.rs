//! The trait between the filter language and whoever has the values.

use crate::event::{
    Among, Declared, Evidence, Instant, Keys, Kind, Level, LogLevel, Pii, Purpose, Scalar, Severity,
};

use super::Field;
use super::correlating::{CORRELATING, LONGEST_ID};

/// The result of a test, where a part of the answer may not be known yet (Kleene's logic).
///
/// Columns know some fields and not others; a predicate run over columns alone answers
/// `Unknown` only where the text must be read to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It does not hold.
    False,
    /// It cannot be told from what is known here.
    Unknown,
    /// It holds.
    True,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

/// One value of a field. A field may have none, one or several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text, as a person reads it (a JSON string without its quotes and escapes).
    Text(&'a str),
    /// Bytes as logged, not necessarily UTF-8: the whole record.
    Bytes(&'a [u8]),
    /// A number.
    Number(f64),
    /// A truth value (JSON `true`, `false`).
    Flag(bool),
    /// Null, a nested object or array, as its JSON text.
    Json(&'a str),
    /// A moment, and what the clock on the event's wall shows then, in milliseconds since 1970 as
    /// if the wall were UTC's.
    Time(Instant, i64),
    /// A kind.
    Kind(Kind),
    /// A level, with the kind that tells its vocabulary.
    Level(Level, Kind),
    /// The level word of a log line.
    Log(LogLevel),
    /// What a destination rests on.
    By(Evidence),
    /// A purpose.
    Purpose(Purpose),
    /// Whether it is declared.
    Declared(Declared),
    /// How grave a finding is.
    Severity(Severity),
    /// What personal data or secret it is.
    Pii(Pii),
}

impl Value<'_> {
    /// The word of a value that is one of a few; `None` where there is no end of them.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
            Self::Kind(kind) => kind.as_str(),
            Self::Level(level, _) => level.as_str(),
            Self::Log(level) => level.as_str(),
            Self::By(evidence) => evidence.as_str(),
            Self::Purpose(purpose) => purpose.as_str(),
            Self::Declared(declared) => declared.as_str(),
            Self::Severity(severity) => severity.as_str(),
            Self::Pii(pii) => pii.as_str(),
            Self::Text(_) | Self::Bytes(_) | Self::Number(_) | Self::Json(_) | Self::Time(..) => {
                return None;
            }
        })
    }
}

impl<'a> From<&'a Scalar<'a>> for Value<'a> {
    fn from(scalar: &'a Scalar<'a>) -> Self {
        match scalar {
            Scalar::Text(text) => Self::Text(text),
            Scalar::Number(number) => Self::Number(*number),
            Scalar::Flag(flag) => Self::Flag(*flag),
            Scalar::Json(json) => Self::Json(json),
        }
    }
}

/// A test that a predicate makes of one value.
pub type Probe<'p> = dyn FnMut(Value<'_>) -> bool + 'p;

/// Something that has fields: an event, a column row, a record that is
/// being classified.
pub trait Fields {
    /// Calls `probe` with each value of `field` until it says true.
    ///
    /// `True` where one value passed, `False` where none did (so too where the field is
    /// missing), `Unknown` where this implementation cannot tell what the field holds.
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth;
}

/// Probes the fields that stand in a payload; `None` for any other field.
pub fn probe_keys(keys: &dyn Keys, field: &Field, probe: &mut Probe<'_>) -> Option<Truth> {
    if *field == Field::Corr {
        let mut text = |scalar: Scalar<'_>| match scalar {
            Scalar::Text(text) if text.is_empty() || text.len() > LONGEST_ID => false,
            Scalar::Text(text) => probe(Value::Text(&text)),
            _ => false,
        };
        let found = CORRELATING.iter().any(|key| keys.visit(Among::Any, key, &mut text));
        return Some(found.into());
    }
    let (among, key) = match field {
        Field::Prop(key) => (Among::Own, key),
        Field::Measurement(key) => (Among::Measurements, key),
        Field::Common(key) => (Among::Common, key),
        Field::Any(key) => (Among::Any, key),
        _ => return None,
    };
    Some(keys.visit(among, key, &mut |scalar| probe(Value::from(&scalar))).into())
}
