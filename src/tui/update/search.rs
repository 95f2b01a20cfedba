//! The search line, and what a search has found.

use crate::event::{EventId, SourceId};
use crate::search::Direction;
use crate::store::EventLog;

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Model, Overlay};
use super::super::search::Sought;
use super::{Done, list, reading, twin};

/// What is done while the line is edited.
pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::KeepLine => {
            if model.search.error.is_some() {
                return Some(Vec::new());
            }
            model.search.line.keep();
            model.overlays.pop();
            if model.search.needle.is_some() {
                return Some(reading::find(model, Direction::Forward));
            }
        }
        Action::FindInHistory => {
            model.search.line.find();
            model.search.read();
        }
        Action::RestoreLine if model.search.line.stop_finding() => model.search.read(),
        Action::RestoreLine => {
            model.search.line.restore();
            model.search.read();
            model.overlays.pop();
        }
        Action::OlderLine => {
            model.search.line.older();
            model.search.read();
        }
        Action::NewerLine => {
            model.search.line.newer();
            model.search.read();
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Begins to edit the search.
pub(super) fn edit(model: &mut Model) {
    model.search.line.begin();
    model.overlays.push(Overlay::Search);
}

/// Ends the search: nothing is highlighted any more.
pub(super) fn end(model: &mut Model) {
    model.search.line.set("");
    model.search.read();
}

/// A search asked for has ended.
pub(super) fn found(model: &mut Model, generation: u64, id: Option<EventId>) -> Vec<Effect> {
    if generation != model.search.asked {
        return Vec::new();
    }
    model.search.answered = generation;
    match std::mem::take(&mut model.search.sought) {
        Sought::Hit => found_hit(model, id),
        Sought::Finding => found_finding(model, id),
        Sought::Related(related) => return twin::found(model, related, id),
    }
    Vec::new()
}

fn found_finding(model: &mut Model, id: Option<EventId>) {
    match id {
        None => {
            let is_told = model.look(|log, _| !log.catalog().is_empty());
            model.note(if is_told {
                "no event shown here has a finding of warning or error (page 3 has the notes)"
            } else {
                "no event shown here has a finding of warning or error, but without a catalog what \
                 is declared is unknown"
            });
        }
        Some(id) if model.search.from == Some(id) => {
            model.note("this is the only event with a finding");
        }
        Some(id) => list::show(model, id),
    }
}

fn found_hit(model: &mut Model, id: Option<EventId>) {
    let Some(id) = id else {
        let typed = model.search.line.text().to_owned();
        // Of text that is lost nobody can tell what it held.
        let text = if model.look(|log, _| is_text_lost(log)) {
            format!("no text that is still there has '{typed}': some of it is lost")
        } else {
            format!("nothing shown here has '{typed}'")
        };
        return model.note(text);
    };
    if model.search.from == Some(id) {
        model.note("this is the only hit");
    }
    list::show(model, id);
}

/// Whether text was dropped, or a saved file does not give its text any more.
fn is_text_lost(log: &EventLog) -> bool {
    let is_gone = |(source, ..): (SourceId, _, _)| {
        let newest = log.newest(source).and_then(|id| log.row(id));
        newest.is_some_and(|row| log.text(row).lost().is_some())
    };
    log.dropped().events > 0 || log.sources().any(is_gone)
}
