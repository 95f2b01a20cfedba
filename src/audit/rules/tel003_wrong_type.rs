//! TEL003: a value of another type than was declared.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::{Json, KeySeen};
use crate::catalog::PropertyLookup;
use crate::event::{Scope, Severity};

static ABOUT: About = About {
    id: Borrowed("TEL003"),
    title: Borrowed("a value of another type than declared"),
    severity: Severity::Note,
    on: true,
    explanation: Borrowed(
        "A number or a flag was logged where the catalog declares text, or text where it declares a \
         measurement, or text stands among the measurements. Whoever reads the data by the catalog \
         will not find the value, or will find it where nobody expects it.",
    ),
    certainty: Borrowed(
        "Certain for what stands in the log. Hand-written catalogs often leave `isMeasurement` out: \
         a number among the measurements is taken for one whatever they say.",
    ),
    advice: Borrowed(
        "Declare the property with `isMeasurement` if it is a number, or send what was declared.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct WrongType;

impl Rule for WrongType {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        let message = match (key.scope, key.json) {
            // Empty text and `null` are no value.
            (_, Json::Nothing) => None,
            (Scope::Measurements, Json::Text | Json::Nested) => {
                Some("a measurement that is no number")
            }
            (Scope::Properties, json) => misdeclared(key, json),
            _ => None,
        };
        if let Some(message) = message {
            hits.add(Verdict::sure(message));
        }
    }
}

/// What is wrong with a property whose values are of one kind.
fn misdeclared(key: &KeySeen<'_>, json: Json) -> Option<&'static str> {
    let (PropertyLookup::Own(declared) | PropertyLookup::Common(declared)) = key.declared()? else {
        return None;
    };
    match json {
        Json::Text if declared.is_measurement => Some("text where a measurement was declared"),
        Json::Nested if declared.is_measurement => {
            Some("a nested value where a measurement was declared")
        }
        Json::Number if !declared.is_measurement => Some("a number where text was declared"),
        Json::Flag if !declared.is_measurement => Some("a flag where text was declared"),
        _ => None,
    }
}
