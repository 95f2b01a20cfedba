//! The completion of the filter line: what its keys do before they are the line's.

use ratatui::layout::Position;

use super::super::actions::Action;
use super::super::completion::{Completing, Offer};
use super::super::message::Effect;
use super::super::model::{Model, Overlay};
use super::super::shape::popup_rect;
use super::{Done, filter};

/// What is done while the line is edited; `None` for what is the line's affair.
pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::Complete => return Some(turn(model, true)),
        Action::CompleteBack => return Some(turn(model, false)),
        _ => {}
    }
    model.filter.completing.popup.as_ref()?;
    match action {
        Action::NewerLine => Some(point(model, true)),
        Action::OlderLine => Some(point(model, false)),
        Action::KeepLine => keep(model),
        Action::RestoreLine => Some(leave(model)),
        _ => {
            model.filter.completing.close();
            None
        }
    }
}

/// The line was typed into: offers what its word may become.
pub(super) fn typed(model: &mut Model) {
    if model.filter.line.finding().is_some() {
        model.filter.completing.close();
        return;
    }
    offer(model, Offer::Typing);
}

/// The cursor was moved: what was offered elsewhere is not offered here.
pub(super) fn moved(model: &mut Model) {
    if model.filter.completing.popup.is_some() {
        typed(model);
    }
}

/// Where a term may begin it is about what is shown at that moment.
pub(super) fn begin(model: &mut Model) {
    let line = &model.filter.line;
    let edited = matches!(model.overlays.last(), Some(Overlay::Filter));
    if !edited || !Completing::is_start(line.text(), line.place()) {
        return;
    }
    let mut completing = std::mem::take(&mut model.filter.completing);
    model.look(|log, view| completing.begin(log, view));
    model.filter.completing = completing;
}

fn offer(model: &mut Model, offer: Offer) {
    let mut completing = std::mem::take(&mut model.filter.completing);
    let line = &model.filter.line;
    let place = (line.text(), line.place());
    model.look(|log, _| {
        completing.offer(place, offer, (log, &model.query, model.veils().of_names()));
    });
    model.filter.completing = completing;
}

/// Puts the next candidate into the line, or the one that was pointed to. A single one is taken.
fn turn(model: &mut Model, on: bool) -> Vec<Effect> {
    if model.filter.completing.popup.is_none() {
        let start = Completing::is_start(model.filter.line.text(), model.filter.line.place());
        offer(model, Offer::Asked);
        // Nothing is chosen for who has not typed anything.
        if start {
            return Vec::new();
        }
    }
    let Some(popup) = &mut model.filter.completing.popup else { return Vec::new() };
    if popup.candidates.len() == 1 || (popup.at.is_some() && !popup.is_put) {
        popup.at = popup.at.or(Some(0));
        return take(model);
    }
    popup.turn(on);
    put(model)
}

/// Puts the chosen candidate into the line; what is offered stays.
fn put(model: &mut Model) -> Vec<Effect> {
    let Some(popup) = &mut model.filter.completing.popup else { return Vec::new() };
    let Some((text, place)) = popup.put() else { return Vec::new() };
    popup.is_put = true;
    model.filter.line.put(&text, place);
    filter::apply(model)
}

/// Takes the chosen candidate, and offers what may follow it.
fn take(model: &mut Model) -> Vec<Effect> {
    let effects = put(model);
    let is_name = model.filter.completing.popup.as_ref().is_some_and(|it| it.completion.is_name());
    if is_name {
        typed(model);
    } else {
        model.filter.completing.refuse();
    }
    effects
}

/// Points to the next candidate, in the line too where one stands there.
fn point(model: &mut Model, on: bool) -> Vec<Effect> {
    let Some(popup) = &mut model.filter.completing.popup else { return Vec::new() };
    popup.turn(on);
    if popup.is_put { put(model) } else { Vec::new() }
}

/// Enter takes what was pointed to. What stands in the line already is kept with it, but for a
/// name, which is only half a term.
fn keep(model: &mut Model) -> Done {
    let popup = model.filter.completing.popup.as_ref()?;
    let taken = popup.at.is_some() && (!popup.is_put || popup.completion.is_name());
    if taken {
        return Some(take(model));
    }
    model.filter.completing.close();
    None
}

/// Takes what is clicked of what is offered; `None` where that is something else.
pub(super) fn click(model: &mut Model, at: Position) -> Done {
    let rect = model.look(|log, view| popup_rect(model, log, view))?;
    if !rect.contains(at) {
        return None;
    }
    let rows = usize::from(rect.height.saturating_sub(2));
    let popup = model.filter.completing.popup.as_mut()?;
    let row = usize::from(at.y.saturating_sub(rect.y + 1));
    let hit = at.y > rect.y && row < rows;
    let Some(chosen) = popup.shown(rows).nth(row).filter(|_| hit) else { return Some(Vec::new()) };
    (popup.at, popup.is_put) = (Some(chosen), false);
    Some(take(model))
}

/// Closes the popup; what it has put into the line is taken out again.
fn leave(model: &mut Model) -> Vec<Effect> {
    let Some(popup) = &model.filter.completing.popup else { return Vec::new() };
    let typed = popup.is_put.then(|| popup.typed()).map(|(text, place)| (text.to_owned(), place));
    model.filter.completing.refuse();
    let Some((text, place)) = typed else { return Vec::new() };
    model.filter.line.put(&text, place);
    filter::apply(model)
}
