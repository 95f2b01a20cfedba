//! From what a terminal reports to chords, and from chords to actions.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::config::keymap::{Chord, Key};

use super::actions::{ACTIONS, Action, Context};

/// Which chord does what, where.
#[derive(Clone, Debug)]
pub(super) struct Bindings(HashMap<(Context, Chord), Action>);

impl Default for Bindings {
    /// The default keys of the action table.
    fn default() -> Self {
        let mut bound = HashMap::new();
        for row in ACTIONS {
            for chord in row.keys.iter().filter_map(|key| key.parse::<Chord>().ok()) {
                bound.extend(row.contexts.iter().map(|context| ((*context, chord), row.action)));
            }
        }
        Self(bound)
    }
}

impl Bindings {
    pub(super) fn action(&self, context: Context, chord: Chord) -> Option<Action> {
        self.0.get(&(context, chord)).copied()
    }
}

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
