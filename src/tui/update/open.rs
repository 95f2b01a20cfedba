//! Going over to another log: what the person chose stays, what was of the log before goes.

use crate::pipeline::{Stage, Watched};

use super::super::message::Effect;
use super::super::model::{Model, Options};
use super::filter;

/// What was wished for is read from now on.
pub(super) fn opened(model: &mut Model, watched: Watched) -> Vec<Effect> {
    let options = Options {
        themes: model.themes.clone(),
        trace: model.trace,
        show_values: model.revealed.all,
        waivers: model.audited.waivers.clone(),
        waivers_file: model.waivers.file.clone(),
        keys: model.keys.clone(),
        depth: model.depth,
        senders: model.senders.clone(),
        preferences: model.preferences(),
        ..Options::new(model.theme.clone(), model.clock, model.query.zone.clone())
    };
    let before = std::mem::replace(model, Model::new(watched, options));
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
    model.filter.begin_anew();
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
        model.look(|log, _| rate.look(model.clock, log));
        model.rate = rate;
    } else {
        model.rate.forget();
    }
}
