//! From what a terminal reports to messages.

use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::keys::chord;
use super::message::{Message, Mouse, Turn};

/// The message of a terminal's event; `None` for what nobody listens to.
pub(super) fn message(event: &Event) -> Option<Message> {
    match event {
        Event::Key(key) => chord(key).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text.clone())),
        Event::Resize(width, height) => Some(Message::Resize { width: *width, height: *height }),
        Event::Mouse(event) => mouse(*event).map(Message::Mouse),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let (x, y) = (event.column, event.row);
    // A wheel that turns one way only scrolls sideways with Shift.
    let sideways = event.modifiers.contains(KeyModifiers::SHIFT);
    match event.kind {
        MouseEventKind::ScrollUp if sideways => Some(Mouse::Wheel { x, y, turn: Turn::Left }),
        MouseEventKind::ScrollDown if sideways => Some(Mouse::Wheel { x, y, turn: Turn::Right }),
        MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Click { x, y }),
        MouseEventKind::Drag(MouseButton::Left) => Some(Mouse::Drag { x, y }),
        MouseEventKind::Up(MouseButton::Left) => Some(Mouse::Release { x, y }),
        MouseEventKind::ScrollLeft => Some(Mouse::Wheel { x, y, turn: Turn::Left }),
        MouseEventKind::ScrollRight => Some(Mouse::Wheel { x, y, turn: Turn::Right }),
        MouseEventKind::ScrollUp => Some(Mouse::Wheel { x, y, turn: Turn::Up }),
        MouseEventKind::ScrollDown => Some(Mouse::Wheel { x, y, turn: Turn::Down }),
        _ => None,
    }
}
