//! Keys out of the bytes that a terminal sends for them: for what is typed while the terminal is
//! asked. Text, control keys and arrows; rarer keys of those few milliseconds are dropped, as are
//! clicks.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The keys of these bytes.
pub(super) fn typed(bytes: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.chars();
    let mut keys = Vec::new();
    while let Some(character) = rest.next() {
        let key = match (character, rest.clone().next()) {
            ('\x1b', Some(kind @ ('[' | 'O'))) => {
                rest.next();
                let mut sequence = rest.clone().take_while(|it| !matches!(it, '@'..='~'));
                let parameters = if kind == '[' { sequence.by_ref().count() } else { 0 };
                let last = rest.nth(parameters);
                last.filter(|_| parameters == 0).and_then(named)
            }
            ('\x1b', Some(next)) if next != '\x1b' => {
                rest.next();
                plain(next)
                    .map(|key| KeyEvent { modifiers: key.modifiers | KeyModifiers::ALT, ..key })
            }
            _ => plain(character),
        };
        keys.extend(key.map(Event::Key));
    }
    keys
}

/// The key of a sequence by its last character.
fn named(last: char) -> Option<KeyEvent> {
    let code = match last {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'F' => KeyCode::End,
        'H' => KeyCode::Home,
        _ => return None,
    };
    Some(code.into())
}

/// The key of one character.
fn plain(character: char) -> Option<KeyEvent> {
    let key = match character {
        '\x1b' => KeyCode::Esc.into(),
        '\r' => KeyCode::Enter.into(),
        '\t' => KeyCode::Tab.into(),
        '\x7f' => KeyCode::Backspace.into(),
        '\x01'..='\x1a' => {
            let letter = char::from(b'a' - 1 + u8::try_from(character).ok()?);
            KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
        }
        control if control.is_control() => return None,
        upper if upper.is_uppercase() => KeyEvent::new(KeyCode::Char(upper), KeyModifiers::SHIFT),
        character => KeyCode::Char(character).into(),
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(bytes: &[u8]) -> Vec<(KeyCode, KeyModifiers)> {
        let keys = typed(bytes);
        keys.iter().filter_map(Event::as_key_event).map(|key| (key.code, key.modifiers)).collect()
    }

    #[test]
    fn text_and_control_keys_are_what_they_were() {
        let none = KeyModifiers::NONE;
        let wanted = [
            (KeyCode::Char('f'), none),
            (KeyCode::Char('ä'), none),
            (KeyCode::Char('G'), KeyModifiers::SHIFT),
            (KeyCode::Enter, none),
            (KeyCode::Tab, none),
            (KeyCode::Backspace, none),
            (KeyCode::Char('c'), KeyModifiers::CONTROL),
            (KeyCode::Esc, none),
            (KeyCode::Char('x'), KeyModifiers::ALT),
        ];
        assert_eq!(keys("fäG\r\t\x7f\x03\x1b\x1bx".as_bytes()), wanted);
    }

    #[test]
    fn arrows_are_known_and_other_sequences_are_no_text() {
        let codes: Vec<_> = keys(b"\x1b[A\x1bOBa\x1b[1;5C\x1b[<0;12;3Mb\x1b[3~\x1b[200~c")
            .into_iter()
            .map(|(code, _)| code)
            .collect();
        let wanted = [
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Char('a'),
            KeyCode::Char('b'),
            KeyCode::Char('c'),
        ];
        assert_eq!(codes, wanted);
        assert_eq!(keys(b"\x1b[12;"), []);
        assert_eq!(keys(b"\x1b["), []);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(typed(&bytes).len() <= bytes.len());
        }
    }
}
