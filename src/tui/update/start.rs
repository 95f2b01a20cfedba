//! What can be done while no log was found, and from the palette at any time: the demo, a path.

use std::path::PathBuf;

use super::super::actions::Action;
use super::super::line::Line;
use super::super::message::Effect;
use super::super::model::{Model, Overlay, Prompt, Wanted};
use super::super::sessions::Wish;
use super::Done;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::PlayDemo => Some(vec![Effect::Open(Wish::Demo)]),
        Action::OpenPath => {
            let before = " open › ".to_owned();
            let (line, wanted) = (Line::default(), Wanted::Path);
            model.overlays.push(Overlay::Prompt(Prompt { before, line, wanted }));
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Opens what was typed.
pub(super) fn open(model: &mut Model, typed: &str) -> Vec<Effect> {
    model.note(format!("opening {typed}…"));
    vec![Effect::Open(Wish::Path(PathBuf::from(typed)))]
}
