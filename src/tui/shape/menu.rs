//! A line of a menu: the choice's key, and what it is.

use crate::config::theme::Role;

use super::super::model::{Choice, Menu};
use super::super::text::{Ink, Inked, line_width, width};

/// A choice as a line.
pub(in crate::tui) fn choice_line(choice: &Choice) -> Inked {
    let key = choice.key.map_or(' ', |key| key);
    vec![Ink { role: Role::KeyHint, text: format!("{key}  ") }, Ink::new(Role::Text, &choice.text)]
}

/// How wide a menu would be.
pub(in crate::tui) fn menu_width(menu: &Menu) -> usize {
    let lines = menu.choices.iter().map(|choice| line_width(&choice_line(choice)));
    lines.chain([width(&menu.title) + 2, "nothing to choose".len()]).max().unwrap_or(0)
}
