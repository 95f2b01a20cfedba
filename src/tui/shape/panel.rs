//! What is said where there is nothing to list: what the screen waits for, or why it is empty,
//! and what to do. A blank list is never an answer.

use crate::config::theme::Role;
use crate::pipeline::health::Case;
use crate::pipeline::{Problem, Stage};
use crate::search::{Cause, View};
use crate::store::{EventLog, Facet};

use super::super::actions::{Action, Context};
use super::super::model::Model;
use super::super::text::{Inked, counted, thousands};
use super::prose::Prose;

/// A panel: a title, and lines that were wrapped to a width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Panel {
    pub(in crate::tui) title: &'static str,
    pub(in crate::tui) lines: Vec<Inked>,
    /// The key that shows the lines there is no room for, where one does.
    pub(in crate::tui) more: Option<String>,
}

/// The panel for the state the model is in; `None` while the list speaks for itself.
pub(in crate::tui) fn panel(
    model: &Model,
    log: &EventLog,
    view: &View,
    width: usize,
) -> Option<Panel> {
    let mut page = Prose::new(width);
    let mut more = Some(model.keys.first(Context::List, Action::ViewSources));
    let title = if log.is_empty() && model.replay.head.is_some_and(|head| head.of > 0) {
        more = None;
        not_played(&mut page, model)
    } else if log.is_empty() {
        empty(&mut page, model, log)
    } else if model.stage == Stage::Loading {
        if !view.ids().is_empty() {
            return None;
        }
        reading(&mut page, log)
    } else if model.filter.is_narrowing() && view.ids().is_empty() {
        more = None;
        nothing_matches(&mut page, model, log, view)
    } else if !has_telemetry(view) {
        no_telemetry(&mut page, model, log)
    } else {
        return None;
    };
    Some(Panel { title, lines: page.lines, more })
}

/// Whether any event was seen at all; only events have destinations.
fn has_telemetry(view: &View) -> bool {
    view.counts().values(Facet::Destination).next().is_some()
}

/// Says how far reading has come.
pub(super) fn reading(page: &mut Prose, log: &EventLog) -> &'static str {
    let read = counted(log.len() as u64, "event");
    let text = if log.is_empty() { "reading…".to_owned() } else { format!("reading… {read}") };
    page.say(Role::Text, &text);
    "Reading"
}

/// A replay stands before its first event.
fn not_played(page: &mut Prose, model: &Model) -> &'static str {
    let key = |action| model.keys.first(Context::Replay, action);
    page.item(&key(Action::PlayPause), "plays");
    page.item(&key(Action::StepOn), "goes to the first event");
    "Nothing was played yet"
}

fn empty(page: &mut Prose, model: &Model, log: &EventLog) -> &'static str {
    match model.stage {
        Stage::Loading => reading(page, log),
        Stage::Live | Stage::Done if log.source_count() > 0 => no_telemetry(page, model, log),
        Stage::Waiting | Stage::Live | Stage::Done => {
            let verdict = model.health(log).verdict;
            page.say(Role::Text, &verdict.text);
            for (at, offer) in verdict.offers.iter().enumerate() {
                page.item(&(at + 1).to_string(), offer);
            }
            page.gap();
            let key = |action| model.keys.first(Context::Start, action);
            page.item(&key(Action::PlayDemo), "plays the embedded demo");
            page.item(&key(Action::OpenPath), "opens a log, a folder or an archive");
            looked_for(page, &model.looked);
            "No logs found"
        }
    }
}

/// Where logs were looked for in vain, and where else they may be.
pub(super) fn looked_for(page: &mut Prose, looked: &[Problem]) {
    page.gap();
    page.say(Role::Muted, ELSEWHERE);
    if looked.is_empty() {
        return;
    }
    page.gap();
    page.say(Role::Text, "What was looked for (telltail sources says it too):");
    for place in looked {
        page.item("·", &place.to_string());
    }
}

/// What people try first when a log is not where they look.
const ELSEWHERE: &str = "Somewhere else? With WSL, ssh or a container run telltail inside, where \
    ~/.vscode-server is. Portable: telltail INSTALLATION/data/user-data/logs. Flatpak: \
    ~/.var/app/…/config/Code/logs. Snap: ~/.config/Code/logs, as usual.";

fn no_telemetry(page: &mut Prose, model: &Model, log: &EventLog) -> &'static str {
    let health = model.health(log);
    page.verdict(&health.verdict);
    for verdict in &health.also {
        page.gap();
        page.verdict(verdict);
    }
    page.gap();
    let files = counted(log.source_count() as u64, "file");
    let records = counted(log.len() as u64, "record");
    let live = if model.stage == Stage::Live {
        " The list opens here by itself with the first event."
    } else {
        ""
    };
    page.say(Role::Muted, &format!("{files}, {records}, no telemetry.{live}"));
    title(health.verdict.case)
}

/// What is the matter, in a few words.
const fn title(case: Case) -> &'static str {
    match case {
        Case::TracingOff => "Tracing is off",
        Case::TelemetryOff => "Telemetry is off",
        Case::OnlyErrors => "Only errors are logged",
        Case::NothingYet => "Nothing was logged yet",
        _ => "No telemetry in these logs",
    }
}

fn nothing_matches(page: &mut Prose, model: &Model, log: &EventLog, view: &View) -> &'static str {
    let of = counted(log.len() as u64, "event");
    if view.scanned() < log.len() {
        page.say(Role::Text, &format!("0 of {of} so far; still searching…"));
        return "Searching";
    }
    page.say(Role::Text, &format!("0 of {of} match."));
    if view.unread() > 0 {
        let lost = counted(view.unread(), "event");
        page.say(
            Role::Warning,
            &format!("The text of {lost} is lost: whether they match is unknown."),
        );
    }
    page.gap();
    blamed(page, model, log);
    if model.context() == Context::Filter {
        page.item("esc", "goes back to the filter that was there");
        return "Nothing matches";
    }
    let key = |action| model.keys.first(Context::List, action);
    if let Some(text) = relaxed(model, log) {
        page.item(&key(Action::RelaxFilter), &text);
    }
    page.item(&key(Action::EditFilter), "edits the filter");
    page.item(&key(Action::ToggleFilter), "switches it off, and on again");
    "Nothing matches"
}

/// Says what each part of the filter leaves, up to the one that removes all.
fn blamed(page: &mut Prose, model: &Model, log: &EventLog) {
    let Some(blamed) = model.filter.steps() else { return };
    let mut left = blamed.events;
    for step in &blamed.steps {
        let name = part(model, log, step.cause);
        if step.left == 0 {
            let all = if left == blamed.events { "all" } else { "the rest" };
            page.item("✗", &format!("{name} removes {all}"));
            break;
        }
        left = step.left;
        page.item("✓", &format!("{name} leaves {}", thousands(step.left)));
    }
    page.gap();
}

/// What taking a part of the filter away comes to.
fn relaxed(model: &Model, log: &EventLog) -> Option<String> {
    let filter = &model.filter;
    if let Some(cause) = filter.culprit() {
        let name = part(model, log, cause);
        let shown = filter.steps().and_then(|blamed| blamed.best_without());
        return Some(match shown {
            Some(step) => {
                let shown = counted(step.without, "event");
                format!("takes this away and shows {shown}: {name}")
            }
            None => format!("takes this away: {name}"),
        });
    }
    let chips = filter.selections.terms(log);
    match (filter.last_term(), chips.last()) {
        (Some((last, _)), _) => Some(format!("takes the last term away: {last}")),
        (None, Some((_, last))) => Some(format!("shows all values again: {last}")),
        (None, None) => filter.span.map(|_| "shows all of the time again".to_owned()),
    }
}

/// A part of the filter as it is written.
fn part(model: &Model, log: &EventLog, cause: Cause) -> String {
    match cause {
        Cause::Term(at) => model.filter.terms().get(at).map(ToString::to_string),
        Cause::Facet(facet) => {
            let mut terms = model.filter.selections.terms(log).into_iter();
            terms.find_map(|(of, term)| (of == facet).then_some(term))
        }
        Cause::Span => Some("the span of time".to_owned()),
    }
    .unwrap_or_default()
}
