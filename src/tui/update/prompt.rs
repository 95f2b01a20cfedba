//! A line that is asked for.

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Model, Overlay, Wanted};
use super::{Done, filter, save, start, waive};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::KeepLine => return Some(keep(model)),
        Action::RestoreLine => {
            model.overlays.pop();
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Takes the answer. One that will not do is said to be so, and can be mended.
fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else { return Vec::new() };
    let (wanted, text) = (prompt.wanted, prompt.line.text().trim().to_owned());
    if text.is_empty() {
        model.note("nothing was typed; esc leaves it at that");
        return Vec::new();
    }
    let prompt = model.overlays.pop();
    answer(model, wanted, &text).unwrap_or_else(|wrong| {
        model.overlays.extend(prompt);
        model.note(wrong);
        Vec::new()
    })
}

/// What an answer comes to.
///
/// # Errors
/// Why it will not do.
fn answer(model: &mut Model, wanted: Wanted, text: &str) -> Result<Vec<Effect>, String> {
    match wanted {
        Wanted::FilterName => filter::save_as(model, text),
        Wanted::SavePath => save::named(model, text),
        Wanted::Path => Ok(start::open(model, text)),
        Wanted::WaiveReason => Ok(waive::because(model, text)),
        Wanted::WaiveUntil => waive::until(model, text),
    }
}
