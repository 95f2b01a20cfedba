//! What the engine says.

use crate::pipeline::health::Case;
use crate::pipeline::{Notice, Stage, new_session};
use crate::store::SourceState;

use super::super::message::{Effect, Exit};
use super::super::model::Model;
use super::restored::restored;
use super::{filter, replay, search, stop};

pub(super) fn notice(model: &mut Model, notice: Notice) -> Vec<Effect> {
    match notice {
        Notice::Loading { done, total } => {
            model.loading.progress = Some((done, total)).filter(|_| done < total);
        }
        Notice::Stopped { done, total, unread } => stop::stopped(model, (done, total), unread),
        Notice::Changed => {
            look_for_dropped(model);
            look_for_gone(model);
            look_for_change(model);
        }
        Notice::Stage(stage) => {
            if stage != Stage::Waiting {
                model.looked.clear();
            }
            if matches!(stage, Stage::Live | Stage::Done) {
                model.loading.progress = None;
            }
            model.stage = stage;
            look_for_dropped(model);
            look_for_gone(model);
            look_for_change(model);
        }
        Notice::NewSession { stamp, product } => {
            model.note(new_session(&stamp, &product));
        }
        Notice::Looked(places) => model.looked = places,
        Notice::Consent(consent) => {
            model.consent = consent;
            look_for_change(model);
        }
        Notice::Problem(problem) => {
            model.problems += 1;
            model.warn(problem.to_string());
        }
        Notice::Answered { generation } => {
            model.filter.answer(generation);
        }
        Notice::Blamed { generation, blamed } => model.filter.blamed(generation, blamed),
        Notice::Found { generation, id } => return search::found(model, generation, id),
        Notice::Head(head) => replay::stand(model, head),
        Notice::Outline(outline) => model.replay.outline = Some(outline),
        Notice::Saved { screen, selected } => return restored(model, &screen, selected),
        Notice::Panicked(what) => return vec![Effect::Quit(Exit::Panicked(what))],
    }
    filter::blame(model)
}

/// Says once that text had to go.
fn look_for_dropped(model: &mut Model) {
    let dropped = model.look(|log, _| log.dropped());
    if dropped.events > 0 && !model.told_dropped {
        model.told_dropped = true;
        model.warn(
            "--max-memory is reached: the text of the oldest events is dropped, what columns \
             tell of them stays",
        );
    }
}

/// Says which sources are gone since the last time.
fn look_for_gone(model: &mut Model) {
    let gone: Vec<String> = model.look(|log, _| {
        let gone = log.sources().filter(|(.., state)| **state == SourceState::Gone);
        gone.map(|(_, facts, _)| facts.label.clone()).collect()
    });
    if let Some(label) = gone.iter().find(|label| !model.gone.contains(label)) {
        let text = format!("{label} is gone; what was seen of it stays");
        model.warn(text);
    } else if gone.is_empty() && !model.gone.is_empty() {
        model.note("it is there again");
    }
    model.gone = gone;
}

/// Says what a person who looks at a list would not see: that it has ended, or should not be.
fn look_for_change(model: &mut Model) {
    if model.stage == Stage::Loading {
        return;
    }
    let verdict = model.look(|log, _| model.health(log)).verdict;
    let known = model.case.replace(verdict.case);
    if known == Some(verdict.case) {
        return;
    }
    // The verdict itself may be too long for a line.
    match verdict.case {
        Case::Stopped => model.warn(format!("{} 5: why", verdict.text)),
        Case::LoggedWhileOff => {
            model.warn("Events were logged although telemetry is off. 5: why");
        }
        _ => {}
    }
}
