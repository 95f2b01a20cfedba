//! A menu: a few choices in a box, each with its key.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::Menu;
use crate::tui::shape::{Chooser, choice_line, menu_width};
use crate::tui::text::{Ink, fit_line};

pub(super) fn draw(scene: &Scene<'_>, menu: &Menu, body: Rect, buffer: &mut Buffer) {
    let chooser = Chooser::menu(body, (menu_width(menu), menu.choices.len()), menu.at);
    let rect = chooser.rect;
    if rect.height < 3 {
        return;
    }
    let inside = frame::draw(scene, Pane::Focused, rect, buffer);
    let title = [Ink::new(Role::Title, &menu.title)];
    let title = fit_line(&title, usize::from(rect.width.saturating_sub(4)));
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    let columns = inside.width.saturating_sub(1);
    if menu.choices.is_empty() {
        let nothing = [Ink { role: Role::Muted, text: "nothing to choose".to_owned() }];
        scene.put(buffer, Position { x: inside.x + 1, y: inside.y }, columns, &nothing);
    }
    for (y, (place, choice)) in
        (inside.y..inside.bottom()).zip(menu.choices.iter().enumerate().skip(chooser.top))
    {
        if place == menu.at {
            scene.mark(buffer, Rect { y, height: 1, ..inside });
        }
        scene.put(buffer, Position { x: inside.x + 1, y }, columns, &choice_line(choice));
    }
}
