//! TEL002: a key of a declared event that neither its declaration nor the common properties list.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::KeySeen;
use crate::catalog::PropertyLookup;
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL002"),
    title: Borrowed("a property that nobody declared"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "The event is declared, but with a property or measurement that neither its declaration \
         nor the common properties of its catalog list.",
    ),
    certainty: Borrowed(
        "Certain where the catalog is of the version that emitted the event. Of events bound for \
         GitHub it is a note: its catalogs hardly list them.",
    ),
    advice: Borrowed(
        "Declare the property with its classification and purpose, or stop sending it.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct UndeclaredProperty;

impl Rule for UndeclaredProperty {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        if !key.is_own() || key.declared() != Some(PropertyLookup::Undeclared) {
            return;
        }
        let verdict = Verdict::sure("neither the event nor the common properties declare this key");
        hits.add(if key.of.is_for_github() { verdict.at(Severity::Note) } else { verdict });
    }
}
