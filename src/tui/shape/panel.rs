//! What is said where there is nothing to list: what the screen waits for, or why it is empty,
//! and what to do. A blank list is never an answer.

use crate::config::theme::Role;
use crate::pipeline::{Problem, Stage};
use crate::search::View;
use crate::store::{EventLog, Facet};

use super::super::actions::Context;
use super::super::model::Model;
use super::super::text::{Ink, Inked, counted, wrap_words};

/// A panel: a title, and lines that were wrapped to a width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Panel {
    pub(in crate::tui) title: &'static str,
    pub(in crate::tui) lines: Vec<Inked>,
}

/// The panel for the state the model is in; `None` while the list speaks for itself.
pub(in crate::tui) fn panel(
    model: &Model,
    log: &EventLog,
    view: &View,
    width: usize,
) -> Option<Panel> {
    let mut page = Page { width: width.max(8), lines: Vec::new() };
    let title = if log.is_empty() {
        page.empty(model, log)
    } else if model.stage == Stage::Loading {
        if !view.ids().is_empty() {
            return None;
        }
        page.say(Role::Text, &format!("reading… {}", counted(log.len() as u64, "event")));
        "Reading"
    } else if model.filter.is_narrowing() && view.ids().is_empty() {
        page.nothing_matches(model, log, view)
    } else if !has_telemetry(view) {
        page.no_telemetry(model, log)
    } else {
        return None;
    };
    Some(Panel { title, lines: page.lines })
}

/// Whether any event was seen at all; only events have destinations.
fn has_telemetry(view: &View) -> bool {
    view.counts().values(Facet::Destination).next().is_some()
}

struct Page {
    width: usize,
    lines: Vec<Inked>,
}

impl Page {
    fn empty(&mut self, model: &Model, log: &EventLog) -> &'static str {
        match model.stage {
            Stage::Loading => {
                self.say(Role::Text, "reading…");
                "Reading"
            }
            Stage::Waiting => self.waiting(&model.looked),
            Stage::Live | Stage::Done if log.source_count() == 0 => self.waiting(&model.looked),
            Stage::Live | Stage::Done => self.no_telemetry(model, log),
        }
    }

    fn waiting(&mut self, looked: &[Problem]) -> &'static str {
        self.say(Role::Text, "There is no log to show yet. What to do:");
        self.gap();
        self.item("1", "Start VS Code: its log opens here by itself.");
        self.item("2", "telltail PATH opens a log, a session folder or a logs folder.");
        self.item("3", "telltail demo plays a made-up session.");
        if looked.is_empty() {
            return "No logs found";
        }
        self.gap();
        self.say(Role::Text, "What was looked for (telltail sources says it too):");
        self.gap();
        for place in looked {
            self.item("·", &place.to_string());
        }
        "No logs found"
    }

    fn no_telemetry(&mut self, model: &Model, log: &EventLog) -> &'static str {
        let files = counted(log.source_count() as u64, "file");
        let records = counted(log.len() as u64, "record");
        let found = format!("{files}, {records}, no telemetry. Two things can be the cause:");
        self.say(Role::Text, &found);
        self.gap();
        self.item("1", "Tracing is off: VS Code may be sending, but does not log it.");
        self.more(
            "In VS Code press Ctrl+Shift+P (Cmd+Shift+P on a Mac) and run \
             \"Developer: Show Telemetry\". In builds before 2025: \"Developer: Set Log Level…\", \
             then Trace. Or start it with: code --log trace. After a reload of the window it \
             must be done again.",
        );
        self.item("2", "Telemetry is off: telemetry.telemetryLevel is \"off\" in the settings.");
        self.more("Then an empty log is what is to be expected.");
        if model.stage == Stage::Live {
            self.gap();
            self.say(Role::Muted, "The list opens here by itself with the first event.");
        }
        "No telemetry in these logs"
    }

    fn nothing_matches(&mut self, model: &Model, log: &EventLog, view: &View) -> &'static str {
        let of = counted(log.len() as u64, "event");
        if view.scanned() < log.len() {
            self.say(Role::Text, &format!("0 of {of} so far; still searching…"));
            return "Searching";
        }
        self.say(Role::Text, &format!("0 of {of} match."));
        self.gap();
        if model.context() == Context::Filter {
            self.item("esc", "goes back to the filter that was there");
            return "Nothing matches";
        }
        let chips = model.filter.selections.terms(log);
        if let Some((last, _)) = model.filter.last_term() {
            self.item("backspace", &format!("takes the last term away: {last}"));
        } else if let Some((_, last)) = chips.last() {
            self.item("backspace", &format!("shows all values again: {last}"));
        }
        self.item("f", "edits the filter");
        self.item("\\", "switches it off, and on again");
        "Nothing matches"
    }

    fn gap(&mut self) {
        self.lines.push(Inked::new());
    }

    fn say(&mut self, role: Role, text: &str) {
        let lines = wrap_words(text, self.width);
        self.lines.extend(lines.into_iter().map(|text| vec![Ink { role, text }]));
    }

    /// A line that hangs on a mark.
    fn item(&mut self, mark: &str, text: &str) {
        let indent = mark.chars().count() + 2;
        for (at, text) in self.hanging(text, indent).into_iter().enumerate() {
            let mark = if at == 0 { format!("{mark}  ") } else { " ".repeat(indent) };
            let mark = Ink { role: Role::KeyHint, text: mark };
            self.lines.push(vec![mark, Ink { role: Role::Text, text }]);
        }
    }

    /// A sentence under an item.
    fn more(&mut self, text: &str) {
        for text in self.hanging(text, 3) {
            let text = format!("   {text}");
            self.lines.push(vec![Ink { role: Role::Muted, text }]);
        }
    }

    fn hanging(&self, text: &str, indent: usize) -> Vec<String> {
        wrap_words(text, self.width.saturating_sub(indent).max(8))
    }
}
