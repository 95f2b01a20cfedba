//! The seam between a payload that is read lazily and whoever asks it for keys.

use std::borrow::Cow;

/// One JSON value as a filter or a rule compares it.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A string, without its quotes and escapes.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// `null`, an object or an array, as its JSON text.
    Json(&'a str),
}

/// Which keys are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Among {
    /// The event's own properties (`prop.KEY`).
    Own,
    /// Measurements; of a flat payload also its own numbers (`m.KEY`).
    Measurements,
    /// Common properties and measurements (`common.KEY`).
    Common,
    /// All of these, and the keys beside them (`any.KEY`).
    Any,
}

/// A payload that answers for its keys without being built whole.
pub trait Keys {
    /// Calls `visit` with each value that `key` has among `among` until it says true; tells
    /// whether it did.
    fn visit(&self, among: Among, key: &str, visit: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool;

    /// The same, of a key that is known to be there in all likelihood.
    fn visit_likely(
        &self,
        among: Among,
        key: &str,
        visit: &mut dyn FnMut(Scalar<'_>) -> bool,
    ) -> bool {
        self.visit(among, key, visit)
    }

    /// Whether it was seen on the wire, and not in a log.
    fn on_wire(&self) -> bool {
        false
    }
}

/// A payload that is not there.
impl Keys for () {
    fn visit(&self, _: Among, _: &str, _: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool {
        false
    }
}
