//! TEL022: an event that went over the network while telemetry is off.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::EventSeen;
use crate::consent::TelemetryLevel;
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL022"),
    title: Borrowed("sent while telemetry is off"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "The event was seen in a post to a telemetry collector while telemetry.telemetryLevel is \
         off: it left the machine although nothing may.",
    ),
    certainty: Borrowed(
        "That it was sent is certain: it was seen. A note where it is not certain that the level \
         was off then. Of what was not captured nothing is known.",
    ),
    advice: Borrowed(
        "Find the sender (its key and host are in the event) and let it heed \
         env.isTelemetryEnabled before each post, also for what it had queued before.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct SentWhileOff;

impl Rule for SentWhileOff {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        if !event.row.is_wire() {
            return;
        }
        let Some(permissions) = event.of.context.permissions.forbidding() else { return };
        let Some(allowed) = permissions.level(event.row) else { return };
        if allowed.is == TelemetryLevel::Off {
            let message = "sent over the network while the telemetry level is off";
            hits.add(Verdict::sure(message).resting_on(allowed.by));
        }
    }
}
