//! Stopping what takes long, and what is said when reading was stopped.

use crate::event::SourceId;

use super::super::message::Effect;
use super::super::model::Model;
use super::super::text::{bytes, counted, spoken};
use super::super::work::percent;
use super::filter;

/// Stops what goes on and takes long: what the person asked for last comes first. `None` where
/// nothing does.
pub(super) fn stop(model: &mut Model) -> Option<Vec<Effect>> {
    if model.is_finding() {
        // An answer that still comes is to nothing that was asked.
        model.search.asked += 1;
        model.search.answered = model.search.asked;
        model.note("the search was stopped; n begins it again");
        Some(Vec::new())
    } else if model.is_searching() {
        Some(vec![stop_filter(model)])
    } else if model.loading.progress.is_some() {
        model.note("stopping…");
        Some(vec![Effect::StopLoading])
    } else {
        None
    }
}

/// Goes back to the filter that was answered last; from that one, to none.
fn stop_filter(model: &mut Model) -> Effect {
    let back = model.filter.go_back(&model.query);
    model.note(if back {
        "the search was stopped: this is the filter before it"
    } else {
        "the search was stopped: the filter is off (\\ switches it on)"
    });
    filter::ask(model)
}

/// Reading was stopped, as the person asked for.
pub(super) fn stopped(model: &mut Model, progress: (u64, u64), unread: Vec<(SourceId, u64)>) {
    model.loading.progress = None;
    model.loading.unread = unread;
    let whose = match model.loading.unread.as_slice() {
        [] => return,
        [(only, _)] => model.look(|log, _| {
            log.source(*only).map_or_else(String::new, |facts| spoken(&facts.label).to_owned())
        }),
        many => counted(many.len() as u64, "file"),
    };
    let left = bytes(model.loading.unread_bytes());
    let part = percent(progress);
    model.warn(format!("stopped at {part} %: {left} of {whose} not shown"));
}
