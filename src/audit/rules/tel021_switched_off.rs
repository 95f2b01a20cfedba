//! TEL021: an event of an extension whose own switch is off.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::EventSeen;
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL021"),
    title: Borrowed("an event of an extension whose telemetry is switched off"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "The extension, or its publisher, has a setting of its own for telemetry, such as \
         fastapi.telemetry.enabled. It is off, and its events were logged or sent nevertheless.",
    ),
    certainty: Borrowed(
        "Certain where the setting was set to false, in settings that were named or are older than \
         the event. A note where they are newer, and where only the extension's default is false. \
         Settings about a part of an extension's telemetry are not looked at, nor those of \
         extensions that telltail does not know and whose manifest was not found.",
    ),
    advice: Borrowed("Ask the extension's own setting before each event, not only at the start."),
};

/// The rule.
#[derive(Debug)]
pub(super) struct SwitchedOff;

impl Rule for SwitchedOff {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        let Some(permissions) = event.of.context.permissions.forbidding() else { return };
        let Some(off) = permissions.switch_off(event.row) else { return };
        let message = format!("logged or sent while {} is off ({})", off.is.key, off.is.why);
        hits.add(Verdict::sure(message).resting_on(off.by));
    }
}
