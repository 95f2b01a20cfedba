//! A menu: choosing one of a few things, by its key or by going there.

use crate::config::keymap::{Chord, Key};

use super::super::message::Effect;
use super::super::model::{Chosen, Menu, Model, Overlay};
use super::{Done, copy, filter, save, waive};

/// Chooses by a choice's own key; `None` where no choice has it.
pub(super) fn key(model: &mut Model, chord: Chord) -> Done {
    let menu = menu(model)?;
    let at = menu
        .choices
        .iter()
        .position(|choice| choice.key.is_some_and(|key| chord == Chord::plain(Key::Char(key))))?;
    menu.at = at;
    Some(choose(model))
}

fn menu(model: &mut Model) -> Option<&mut Menu> {
    match model.overlays.last_mut() {
        Some(Overlay::Menu(menu)) => Some(menu),
        _ => None,
    }
}

/// Goes to the choice at a place, without doing it.
pub(super) fn point(model: &mut Model, to: usize) {
    if let Some(menu) = menu(model) {
        menu.at = to;
    }
}

/// Does what the choice under the cursor says.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(menu) = menu(model) else { return Vec::new() };
    let choice = menu.choices.get(menu.at).map(|choice| choice.chosen.clone());
    model.overlays.pop();
    choice.map_or_else(Vec::new, |choice| chosen(model, choice))
}

/// What a choice comes to; the menu is closed already.
fn chosen(model: &mut Model, chosen: Chosen) -> Vec<Effect> {
    match chosen {
        Chosen::Filter(text) => filter::replace(model, &text),
        Chosen::Copy(what) => copy::copy(model, what),
        Chosen::Save(step) => save::choose(model, step),
        Chosen::Waive(waiver) => waive::write(model, *waiver),
        Chosen::Nothing => Vec::new(),
    }
}
