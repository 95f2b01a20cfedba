//! TEL020: an event that the telemetry level does not allow.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::EventSeen;
use crate::consent::TelemetryLevel;
use crate::event::{Destination, Evidence, Level, Severity};

static ABOUT: About = About {
    id: Borrowed("TEL020"),
    title: Borrowed("an event that the telemetry level does not allow"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "The editor asks telemetry.telemetryLevel before it logs an event: `off` lets nothing pass, \
         `crash` crashes, `error` errors and crashes. This event was logged although the level \
         forbids it, so it came by another way, or the gate did not hold.",
    ),
    certainty: Borrowed(
        "Certain under settings that were named (--settings), and where the settings of the log's \
         own editor are older than the event. A note where they are newer, where a policy or a \
         broken file leaves doubt, and where the event's own level is a guess. A warning for \
         products that log and send nothing. What the editor's own command line said \
         (--disable-telemetry) stands in no file, and is not known.",
    ),
    advice: Borrowed(
        "Send through the editor's telemetry logger, and heed env.isTelemetryEnabled and the level \
         of TelemetryLogger. If the level was changed while the editor ran, say when: audit with \
         the settings that held then.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct NotAllowed;

impl Rule for NotAllowed {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        let Some(permissions) = event.of.context.permissions.forbidding() else { return };
        let Some(allowed) = permissions.level(event.row) else { return };
        let Some(message) = forbidden(event.of.level(), allowed.is) else { return };
        let off = allowed.is == TelemetryLevel::Off;
        // Of what went over the wire while all was forbidden TEL022 tells.
        if off && event.row.is_wire() {
            return;
        }
        let verdict = Verdict::sure(message);
        // The gate failed, but nothing leaves the machine.
        let only_logged = event.of.goes_to(Destination::NOT_SENT);
        let verdict = if only_logged { verdict.at(Severity::Warning) } else { verdict };
        // Where nothing may pass, it does not matter what the event is.
        let of_event = if off { Evidence::Rule } else { event.of.level_by() };
        hits.add(verdict.resting_on(allowed.by.max(of_event)));
    }
}

/// What is wrong with an event of a level, if anything is.
fn forbidden(level: Option<Level>, allowed: TelemetryLevel) -> Option<&'static str> {
    match (allowed, level?) {
        (TelemetryLevel::Off, _) => Some("logged while the telemetry level is off"),
        (TelemetryLevel::Crash, Level::Usage) => {
            Some("a usage event while the telemetry level is crash")
        }
        (TelemetryLevel::Crash, Level::Error) => {
            Some("an error event while the telemetry level is crash")
        }
        (TelemetryLevel::Error, Level::Usage) => {
            Some("a usage event while the telemetry level is error")
        }
        _ => None,
    }
}
