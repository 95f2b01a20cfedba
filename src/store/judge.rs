//! The seam between the log and whoever audits it: what is found in one event, asked for by filters
//! on `rule`, `severity` and `pii` as on any other field.

use std::fmt::Debug;

use crate::event::{Pii, Severity};
use crate::query::{Field, Probe, Truth, Value};

use super::whole::Whole;

/// What an audit finds in one event, as far as filters ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The rule that is broken: `TEL013`.
    pub rule: &'a str,
    /// How grave that is.
    pub severity: Severity,
    /// What personal data or secret it is about.
    pub pii: Option<Pii>,
}

/// Who audits events. An event is judged by what it is and by what is known of the log so far.
pub trait Judge: Debug + Send + Sync {
    /// Calls `each` with what is found in an event until it says true; tells whether it did.
    fn judge(&self, whole: &Whole<'_>, each: &mut dyn FnMut(Verdict<'_>) -> bool) -> bool;
}

/// Probes what is found in an event.
pub(super) fn probe(
    judge: &dyn Judge,
    whole: &Whole<'_>,
    field: &Field,
    probe: &mut Probe<'_>,
) -> Truth {
    let found = judge.judge(whole, &mut |verdict| match field {
        Field::Rule => probe(Value::Text(verdict.rule)),
        Field::Severity => probe(Value::Severity(verdict.severity)),
        _ => verdict.pii.is_some_and(|pii| probe(Value::Pii(pii))),
    });
    found.into()
}
