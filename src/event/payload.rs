//! The body of an event, split into what it says itself and what every event says.

use serde_json::value::RawValue;

/// Which part of a payload a property stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// The event's own properties.
    Properties,
    /// The event's own measurements.
    Measurements,
    /// Common properties and measurements, keys as logged.
    Common,
    /// Top-level keys beside `properties` and `measurements`.
    Extra,
}

/// One key and its value, as the JSON text that was logged.
#[derive(Clone, Debug)]
pub struct Property {
    /// The key, unescaped.
    pub key: String,
    /// The value's JSON text, as logged.
    pub value: Box<RawValue>,
}

impl Property {
    /// The value as a person reads it: a string without its quotes, anything else as JSON.
    pub fn text(&self) -> String {
        let json = self.value.get();
        serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
    }

    /// The value as a number, where it is one.
    pub fn number(&self) -> Option<f64> {
        self.value.get().parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// The whole body of an event. Keys keep the order in which they were logged.
#[derive(Clone, Debug, Default)]
pub struct Payload {
    /// The event's own properties.
    pub properties: Vec<Property>,
    /// The event's own measurements.
    pub measurements: Vec<Property>,
    /// Common properties and measurements.
    pub common: Vec<Property>,
    /// Other top-level keys.
    pub extra: Vec<Property>,
}

impl Payload {
    /// The properties of one scope.
    pub fn scope(&self, scope: Scope) -> &[Property] {
        match scope {
            Scope::Properties => &self.properties,
            Scope::Measurements => &self.measurements,
            Scope::Common => &self.common,
            Scope::Extra => &self.extra,
        }
    }
}
