//! What a rule can be asked.

use std::fmt::Debug;

use crate::privacy::Found;

use super::about::About;
use super::conclusion::{Conclusions, LogSeen};
use super::hits::Hits;
use super::seen::{ClassSeen, EventSeen, KeySeen, ValueSeen};

/// A rule. Each is asked what it has a say in, and nothing else: what is the same for all events of
/// a class is asked once, what is the same for all values of a key once.
pub(super) trait Rule: Debug + Send + Sync {
    /// What a person is told of it.
    fn about(&self) -> &About;

    /// Of a class of events: once.
    fn class(&self, _class: &ClassSeen<'_>, _hits: &mut Hits) {}

    /// Of a key of a class with values of one kind: once.
    fn key(&self, _key: &KeySeen<'_>, _hits: &mut Hits) {}

    /// Whether it wants to read the texts under a key.
    fn reads(&self, _key: &KeySeen<'_>) -> bool {
        false
    }

    /// Of a text under a key that it [reads](Self::reads).
    fn value(&self, _value: &ValueSeen<'_>, _hits: &mut Hits) {}

    /// Of a text in which personal data or a secret was found.
    fn found(&self, _value: &ValueSeen<'_>, _found: &[Found], _hits: &mut Hits) {}

    /// Of each record that is odd, whatever its kind: it has [notes](EventSeen::odd), or no stamp.
    fn record(&self, _record: &EventSeen<'_, '_>, _hits: &mut Hits) {}

    /// Of each event: its time, where it was seen.
    fn event(&self, _event: &EventSeen<'_, '_>, _hits: &mut Hits) {}

    /// Of the log as a whole, once all of it was seen; again when it has grown.
    fn conclude(&self, _seen: &LogSeen<'_>, _conclusions: &mut Conclusions) {}
}
