//! What a verdict says: the sentences, their reasons, and what to do.
//!
//! One place for the screen, `telltail sources` and `telltail doctor`, so that they never
//! differ.

use crate::consent::{Consent, TelemetryLevel};
use crate::event::{Instant, LogLevel, Zone};
use crate::source::product_named;

use super::judge::{Ground, Traced};
use super::{Case, Facts, OwnSender, TraceState, Verdict};

/// How tracing is switched on, most useful first.
const SWITCH_ON: [&str; 4] = [
    "In VS Code run \"Developer: Show Telemetry\" (Ctrl+Shift+P; Cmd+Shift+P on a Mac).",
    "In builds before February 2025: \"Developer: Set Log Level…\", then Trace.",
    "Or start it with: code --log trace",
    "Do it again after a reload of the window: the level goes back then.",
];

/// The words of a verdict.
pub(super) fn verdict(case: Case, facts: &Facts, traced: &Traced) -> Verdict {
    let sure = facts.consent.as_ref().is_some_and(|it| it.certain);
    let certain = match case {
        Case::Seen | Case::TracingOff | Case::Stopped => traced.certain,
        Case::NoLogs | Case::NoTelemetryLog | Case::NothingYet => true,
        Case::TelemetryOff | Case::OnlyErrors => sure,
        Case::NotSent => !facts.marked_not_sent,
        Case::LoggedWhileOff | Case::OwnSender => false,
    };
    let offers = offers(case).iter().map(|offer| (*offer).to_owned()).collect();
    Verdict {
        case,
        certain,
        text: text(case, facts, traced),
        why: why(case, facts, traced),
        offers,
    }
}

/// What is the matter.
fn text(case: Case, facts: &Facts, traced: &Traced) -> String {
    let editor = editor(&facts.product);
    let text = match case {
        Case::Seen => "Telemetry events are logged.",
        Case::NoLogs => "There is no log to show yet.",
        Case::NoTelemetryLog => {
            return format!("There are logs of {editor}, but no telemetry log among them.");
        }
        Case::TracingOff if facts.is_not_sent() => {
            return format!("Tracing is off: {editor} does not log its telemetry now.");
        }
        Case::TracingOff => {
            return format!("Tracing is off: {editor} is (probably) sending, but not logging.");
        }
        Case::NothingYet => "Tracing is on; no event was logged yet.",
        Case::TelemetryOff => {
            "Telemetry is off: an empty log is what to expect. Any event from now on is a finding."
        }
        Case::LoggedWhileOff => {
            "Events were logged although telemetry is off: a finding, unless it was switched off \
             after they were logged."
        }
        Case::OnlyErrors => match facts.consent.as_ref().map(|it| it.level) {
            Some(TelemetryLevel::Crash) => {
                "Only crashes are logged: usage and error events are off."
            }
            _ => "Only errors and crashes are logged: usage events are off.",
        },
        Case::Stopped => return stopped(traced),
        Case::NotSent => {
            return format!("LOGGED, NOT SENT: {editor} only logs its own telemetry.");
        }
        Case::OwnSender => "An extension sends past the editor's loggers.",
    };
    text.to_owned()
}

/// What that rests on.
fn why(case: Case, facts: &Facts, traced: &Traced) -> String {
    let why = match case {
        Case::Seen | Case::TracingOff | Case::NothingYet | Case::Stopped => return ground(traced),
        Case::TelemetryOff | Case::LoggedWhileOff | Case::OnlyErrors => {
            return facts.consent.as_ref().map(allowed).unwrap_or_default();
        }
        Case::NoLogs => "No log was found in the places that were looked at.",
        Case::NoTelemetryLog => {
            "No file that was opened has telemetry in its name, and none holds an event."
        }
        Case::NotSent if facts.marked_not_sent => "The log's name says (Not Sent).",
        Case::NotSent => "This build has no key to send with; extensions may still send theirs.",
        Case::OwnSender => "It is known to have a sender of its own.",
    };
    why.to_owned()
}

/// What to do.
const fn offers(case: Case) -> &'static [&'static str] {
    match case {
        Case::TracingOff | Case::Stopped => &SWITCH_ON,
        Case::NoLogs => &[
            "Start VS Code: its log opens here by itself.",
            "telltail PATH opens a log, a session folder or a logs folder.",
            "telltail demo plays a made-up session.",
        ],
        Case::NoTelemetryLog => &[
            "An editor that is just starting makes its telemetry log within a few seconds.",
            "What an editor prints can be read, too: code --verbose --log trace 2>&1 | telltail -",
        ],
        Case::TelemetryOff => &["Keep this open: an event would appear here."],
        Case::OnlyErrors => &["The filter level:error shows them."],
        Case::Seen | Case::NothingYet | Case::LoggedWhileOff | Case::NotSent | Case::OwnSender => {
            &[]
        }
    }
}

/// What the settings allow, and which file says so.
fn allowed(consent: &Consent) -> String {
    match &consent.file {
        Some(file) => format!("{}, in {}.", consent.why, file.display()),
        None => format!("{}.", consent.why),
    }
}

/// The hint at an extension that sends by itself.
pub(super) fn own_sender(sender: &OwnSender) -> Verdict {
    Verdict {
        case: Case::OwnSender,
        certain: false,
        text: format!(
            "No events from {name} here: it sends to {to} past VS Code's loggers.",
            name = sender.name,
            to = sender.to
        ),
        why: format!("{} is installed, and is known to have a sender of its own.", sender.name),
        offers: vec![
            format!("{} switches it off.", sender.setting),
            "What it sends can be read from a saved capture: telltail capture.har".to_owned(),
        ],
    }
}

fn stopped(traced: &Traced) -> String {
    let at = match traced.state {
        TraceState::Stopped { at } => clock(at),
        _ => String::new(),
    };
    let why = match traced.ground {
        Ground::LevelLine(_) => "the log level was changed",
        Ground::OthersWentOn(_) => "perhaps a window reload",
        _ => "probably a window reload",
    };
    format!("Logging stopped{at}: {why}.")
}

/// What the trace state rests on.
pub(super) fn ground(traced: &Traced) -> String {
    match traced.ground {
        Ground::NoLog => "No telemetry log was opened.".into(),
        Ground::LevelLine(LogLevel::Trace) => "The log says: Log level: Trace.".into(),
        Ground::LevelLine(level) => {
            format!(
                "The log says that its level is {}; events are logged at trace.",
                level.as_str()
            )
        }
        Ground::Events => "Events are in the log.".into(),
        Ground::WireOnly => "All events were read from what went over the network.".into(),
        Ground::Reopened(at) => {
            let at = clock(at);
            format!("The log's header was written again{at}, and no event since.")
        }
        Ground::OthersWentOn(at) => {
            let at = clock(at);
            format!("The session's other logs were written to{at}, and no event came since.")
        }
        Ground::OnlyHeader => "The telemetry logs hold only the lines that open them.".into(),
        Ground::OnlyLines => "The telemetry logs hold lines, but no event.".into(),
        Ground::Empty => "The telemetry logs are empty.".into(),
    }
}

/// ` at 01:38:59 UTC`; nothing where the moment is not known. In UTC, for a reason stands in
/// reports too.
fn clock(at: Option<Instant>) -> String {
    at.map(|at| format!(" at {} UTC", Zone::utc().civil(at).strftime("%H:%M:%S")))
        .unwrap_or_default()
}

/// An editor as people call it.
fn editor(product: &str) -> String {
    match product {
        "code" => "VS Code".to_owned(),
        "code-insiders" => "VS Code Insiders".to_owned(),
        other => product_named(other).map_or("VS Code", |it| it.name).to_owned(),
    }
}
