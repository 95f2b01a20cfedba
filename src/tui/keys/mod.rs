//! From what a terminal reports to chords, and from chords to actions and back.
//!
//! The keys of the action table, of a keymap and of a person come together in [`Bindings`]; what
//! shows a key (footer, help, palette, tables) asks there.

mod bindings;
mod build;
mod complaint;
mod hints;
mod table;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::config::keymap::{Chord, Key};

pub use bindings::Bindings;
pub use complaint::KeyComplaint;
pub(super) use hints::{KeyHint, hints};
pub use table::{KeyRow, key_rows, markdown};

/// The chord of a key event; `None` for a release, and for keys that no keymap can name.
pub(super) fn chord(event: &KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab | KeyCode::BackTab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::Function(number),
        _ => return None,
    };
    let shift = held(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab;
    Some(Chord::typed(key, held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_s_keys_become_the_chords_of_the_keymap() {
        let chord =
            |code, modifiers| chord(&KeyEvent::new(code, modifiers)).map(|chord| chord.to_string());
        assert_eq!(chord(KeyCode::Char('G'), KeyModifiers::SHIFT).as_deref(), Some("G"));
        assert_eq!(chord(KeyCode::BackTab, KeyModifiers::SHIFT).as_deref(), Some("shift-tab"));
        assert_eq!(chord(KeyCode::Char('d'), KeyModifiers::CONTROL).as_deref(), Some("ctrl-d"));
        assert_eq!(chord(KeyCode::CapsLock, KeyModifiers::NONE), None);
    }
}
