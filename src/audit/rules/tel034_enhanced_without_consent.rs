//! TEL034: enhanced telemetry of a person who did not agree to it.

use std::borrow::Cow::Borrowed;
use std::collections::{BTreeMap, BTreeSet};

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::{ClassSeen, EventSeen};
use crate::audit::tally::Seen;
use crate::event::{Destination, EventId, Evidence, Scalar, Severity};
use crate::store::{Class, Row};

use super::copilot::{is_copilot, is_copilot_s_name};

static ABOUT: About = About {
    id: Borrowed("TEL034"),
    title: Borrowed("enhanced telemetry without consent"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "GitHub's enhanced telemetry may hold prompts and code, and is for those who agreed to it in \
         their account. This event is bound for it, and the person did not agree.",
    ),
    certainty: Borrowed(
        "Whether a person agreed stands in no file. It is known where --enhanced-consent says it, \
         and where Copilot's own stub of an exception says in the same session that it was not \
         logged due to opt-out; else nothing is found. Where the destination is a guess, this is a \
         note.",
    ),
    advice: Borrowed(
        "Ask the account's consent before each event, also after a change of accounts; and audit \
         with --enhanced-consent yes if the person did agree.",
    ),
};

/// The stub's name, and how its reason ends where the person did not agree.
const STUB: &str = "GitHub.copilot-chat/exception";
const OPTED_OUT: &str = "not logged due to opt-out";

/// So many stubs are read.
const MOST_STUBS: usize = 10_000;

/// The rule.
#[derive(Debug)]
pub(super) struct EnhancedWithoutConsent;

impl Rule for EnhancedWithoutConsent {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        let ClassSeen { class, context, .. } = event.of;
        let forbids = || context.permissions.forbidding().and_then(|it| it.enhanced());
        if is_enhanced(class) && is_copilot(&event.of) && forbids() == Some(false) {
            let verdict = Verdict::sure("enhanced telemetry was not agreed to");
            hits.add(verdict.resting_on(event.of.destination_by()));
        }
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        if seen.context.permissions.now().enhanced().is_some() {
            return;
        }
        let sessions = opted_out(seen);
        if sessions.is_empty() {
            return;
        }
        let mut found: BTreeMap<_, (Evidence, Vec<EventId>)> = BTreeMap::new();
        let enhanced = |class: Class<'_>| is_enhanced(class) && is_copilot_s_name(class.producer());
        for row in seen.events_of(enhanced).filter(|row| sessions.contains(&session(*row))) {
            let by = row.destination_reason().map_or(Evidence::Guess, |reason| reason.by);
            let of = (row.producer(), row.event(), session(row));
            let known = found.entry(of).or_insert_with(|| (by, Vec::new()));
            known.0 = known.0.min(by);
            known.1.push(row.id());
        }
        for ((producer, event, session), (by, events)) in found {
            let about = Selection {
                producer: producer.to_owned(),
                event: Some(event.to_owned()),
                to: Some(Destination::GITHUB_ENHANCED),
                session: session.map(str::to_owned),
                ..Selection::default()
            };
            let verdict = Verdict::sure("Copilot's own stub says that the person opted out of it");
            conclusions.hit(about, Seen::of(seen.log, events), verdict.resting_on(by));
        }
    }
}

fn is_enhanced(class: Class<'_>) -> bool {
    class.destination() == Some(Destination::GITHUB_ENHANCED)
}

fn session(row: Row<'_>) -> Option<&str> {
    row.source().session.as_deref()
}

/// The sessions in which a stub says that the person opted out.
fn opted_out<'a>(seen: &LogSeen<'a>) -> BTreeSet<Option<&'a str>> {
    let mut sessions = BTreeSet::new();
    for row in seen.events_of(|class| class.name() == STUB).take(MOST_STUBS) {
        if !sessions.contains(&session(row)) && says_so(row) {
            sessions.insert(session(row));
        }
    }
    sessions
}

fn says_so(row: Row<'_>) -> bool {
    let text = row.text();
    let whole = text.whole();
    let reason = whole.entries().find(|entry| entry.key == "reason");
    reason.is_some_and(|reason| match reason.scalar() {
        Scalar::Text(reason) => reason.trim_end().ends_with(OPTED_OUT),
        _ => false,
    })
}
