//! Going over to another log: what the person chose stays, what was of the log before goes.

use crate::pipeline::{SharedLog, SharedView, Stage};
use crate::search::Selections;

use super::super::message::Effect;
use super::super::model::{Model, Options, Remembered};
use super::filter;

/// What was wished for is read from now on.
pub(super) fn opened(model: &mut Model, log: SharedLog, view: SharedView) -> Vec<Effect> {
    let options = Options {
        theme: model.theme.clone(),
        filter: String::new(),
        now: model.query.now,
        zone: model.query.zone.clone(),
        trace: model.trace,
        keys: model.keys.clone(),
        themes: model.themes.clone(),
        depth: model.depth,
        senders: model.senders.clone(),
        preferences: model.preferences(),
        remembered: Remembered::default(),
        // The terminal is entered, and listens or not.
        mouse: true,
    };
    let before = std::mem::replace(model, Model::new(log, view, options));
    (model.width, model.height) = (before.width, before.height);
    model.used = before.used;
    model.theme_chosen = before.theme_chosen;
    model.shares = before.shares;
    model.list = before.list.of_another_log();
    model.detail.tab = before.detail.tab;
    model.detail.folds = before.detail.folds.clone();
    // The text of the filter and of the search mean the same in every log; facets and spans of
    // time are choices among what one log holds.
    model.filter = before.filter;
    (model.filter.selections, model.filter.span) = (Selections::default(), None);
    model.search.line = before.search.line;
    model.search.read();
    model.named = before.named;
    model.sources.offered = before.sources.offered;
    model.said = None;
    let mut effects = vec![filter::ask(model)];
    if model.trace {
        effects.push(Effect::SetTrace(true));
    }
    effects
}

/// Looks how much comes in, while something does.
pub(super) fn look_at_rate(model: &mut Model) {
    if model.stage == Stage::Live {
        let mut rate = std::mem::take(&mut model.rate);
        model.look(|log, _| rate.look(model.query.now, log));
        model.rate = rate;
    } else {
        model.rate.forget();
    }
}
