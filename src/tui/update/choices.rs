//! Where something is chosen, in the palette or a menu: going from choice to choice; and the mouse
//! there and in a line that is asked for.

use ratatui::layout::Position;

use super::super::actions::Action;
use super::super::line::Line;
use super::super::message::Turn;
use super::super::model::{Model, Overlay};
use super::super::palette::{PALETTE_PROMPT, entries};
use super::super::shape::{Chooser, menu_width};
use super::super::text::width;
use super::{Done, menu, palette, step};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::NextChoice => turn(model, true),
        Action::PreviousChoice => turn(model, false),
        Action::Choose if matches!(model.overlays.last(), Some(Overlay::Palette(_))) => {
            return Some(palette::choose(model));
        }
        Action::Choose => return Some(menu::choose(model)),
        Action::LeaveChoices => {
            model.overlays.pop();
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Which choice is pointed to, of how many; `None` where nothing is to be chosen.
fn place(model: &Model) -> Option<(usize, usize)> {
    match model.overlays.last()? {
        Overlay::Palette(it) => Some((it.at, entries(model, it.line.text()).len())),
        Overlay::Menu(it) => Some((it.at, it.choices.len())),
        _ => None,
    }
}

/// Points to a choice, without choosing it.
fn point_to(model: &mut Model, to: usize) {
    palette::point(model, to);
    menu::point(model, to);
}

/// Goes to the next choice, and from the last on to the first.
fn turn(model: &mut Model, forward: bool) {
    if let Some((at, len)) = place(model) {
        point_to(model, step::round(at, len, forward));
    }
}

/// Does what is clicked; a click beside it all closes it. `None` where nothing is to be chosen.
pub(super) fn click(model: &mut Model, at: Position) -> Done {
    let regions = model.regions();
    let in_line =
        regions.line.filter(|line| line.contains(at)).map(|line| usize::from(at.x - line.x));
    match model.overlays.last_mut()? {
        Overlay::Palette(it) => {
            let chooser = Chooser::palette(regions.body, it.at);
            if let Some(column) = in_line {
                point(&mut it.line, PALETTE_PROMPT, column);
            } else if let Some(place) = chooser.at(at) {
                let all = entries(model, &typed(model));
                if place < all.len() {
                    palette::point(model, place);
                    return Some(palette::choose(model));
                }
            } else if !chooser.rect.contains(at) {
                model.overlays.pop();
            }
        }
        Overlay::Menu(it) => {
            let chooser = Chooser::menu(regions.body, (menu_width(it), it.choices.len()), it.at);
            let len = it.choices.len();
            if let Some(place) = chooser.at(at).filter(|place| *place < len) {
                menu::point(model, place);
                return Some(menu::choose(model));
            } else if !chooser.rect.contains(at) {
                model.overlays.pop();
            }
        }
        Overlay::Prompt(it) => {
            if let Some(column) = in_line {
                let prompt = it.before.clone();
                point(&mut it.line, &prompt, column);
            }
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Moves through the choices by a notch of the wheel; tells whether there are any.
pub(super) fn wheel(model: &mut Model, turn: Turn) -> bool {
    let Some((at, len)) = place(model) else {
        return matches!(model.overlays.last(), Some(Overlay::Prompt(_)));
    };
    let to = match turn {
        Turn::Up => at.saturating_sub(1),
        Turn::Down => (at + 1).min(len.saturating_sub(1)),
        Turn::Left | Turn::Right => return true,
    };
    point_to(model, to);
    true
}

fn typed(model: &Model) -> String {
    match model.overlays.last() {
        Some(Overlay::Palette(it)) => it.line.text().to_owned(),
        _ => String::new(),
    }
}

fn point(line: &mut Line, prompt: &str, column: usize) {
    if let Some(column) = column.checked_sub(width(prompt)) {
        line.point(column);
    }
}
