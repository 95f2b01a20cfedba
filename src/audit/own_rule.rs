//! A rule of one's own: a filter, how grave what passes it is, and what is told of it.

use crate::event::Severity;
use crate::query::{Context, Predicate, Stratum, Truth};

use super::about::About;
use super::hits::{Hits, Verdict};
use super::rule::Rule;
use super::seen::EventSeen;
use super::sheet::{FileError, Sheet};

/// What ids of rules that come with telltail begin with.
const OURS: &str = "TEL";

/// A rule that a policy brings.
#[derive(Clone, Debug)]
pub struct OwnRule {
    about: About,
    when: Predicate,
    message: String,
}

impl OwnRule {
    /// A `[[rule]]` table of a policy.
    pub(super) fn of(sheet: &Sheet<'_>, context: &Context) -> Result<Self, FileError> {
        // All are asked for, so that none is told to be unknown.
        let (title, advice) = (sheet.text("title"), sheet.text("advice"));
        let (severity, when) = (sheet.text("severity"), sheet.needed("when", "a rule"));
        let (id, message) = (sheet.needed("id", "a rule"), sheet.needed("message", "a rule"));
        let (id, when, message) = (id?, when?, message?);
        if let Some(wrong) = wrong_id(&id) {
            return Err(sheet.wrong_at("id", format!("'{id}' is no id of a rule: {wrong}")));
        }
        let severity = match severity? {
            None => Severity::Warning,
            Some(word) => {
                let wrong = |error| sheet.wrong_at("severity", format!("{error}"));
                word.parse().map_err(wrong)?
            }
        };
        let predicate = Predicate::read(&when, context)
            .map_err(|error| sheet.wrong_at("when", format!("'when' of {id}: {error}")))?;
        if predicate.strata() == Stratum::Findings {
            let wrong = "rule, severity and pii are what rules find: ask for anything else";
            return Err(sheet.wrong_at("when", format!("'when' of {id}: {wrong}")));
        }
        let about = About {
            title: title?.unwrap_or_else(|| message.clone()).into(),
            severity,
            on: true,
            explanation: format!("A rule of the policy: it finds what passes the filter {when}")
                .into(),
            certainty: "As certain as the filter is.".into(),
            advice: advice?.unwrap_or_default().into(),
            id: id.into(),
        };
        Ok(Self { about, when: predicate, message })
    }

    /// The same, of whose id only what it is called is asked.
    pub fn id(&self) -> &str {
        &self.about.id
    }
}

fn wrong_id(id: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let ours = id.get(..OURS.len()).is_some_and(|start| start.eq_ignore_ascii_case(OURS));
    if !id.chars().all(plain) {
        Some("it is made of letters, digits, '-', '_' and '.'")
    } else if ours && id[OURS.len()..].chars().all(|c| c.is_ascii_digit()) {
        Some("TEL and a number is what telltail's own are called; take ACME001")
    } else {
        None
    }
}

impl Rule for OwnRule {
    fn about(&self) -> &About {
        &self.about
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        if self.when.eval(event.whole) == Truth::True {
            hits.add(Verdict::sure(self.message.clone()));
        }
    }
}
