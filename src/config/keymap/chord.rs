//! One key with what is held down with it: how it is written (`ctrl-d`, `shift-tab`, `G`).

use std::fmt;
use std::str::FromStr;

/// A key, without what is held down with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character, in the case in which it was typed.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A function key, `F1` being 1.
    Function(u8),
}

/// The keys that have a name, with it.
const NAMED: [(&str, Key); 15] = [
    ("space", Key::Char(' ')),
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("pgup", Key::PageUp),
    ("pgdn", Key::PageDown),
    ("minus", Key::Char('-')),
];

/// A key and what is held down with it. A capital letter is a character of its own, so a
/// character never has `shift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether Control is held.
    pub ctrl: bool,
    /// Whether Alt (Option, Meta) is held.
    pub alt: bool,
    /// Whether Shift is held.
    pub shift: bool,
}

impl Chord {
    /// The key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// A key as a terminal reports it: Shift is a part of the character it makes.
    pub const fn typed(key: Key, ctrl: bool, alt: bool, shift: bool) -> Self {
        let shift = shift && !matches!(key, Key::Char(_));
        Self { key, ctrl, alt, shift }
    }

    /// Whether the key types a character where a line is typed into.
    pub const fn is_typing(self) -> bool {
        matches!(self.key, Key::Char(_)) && !self.ctrl && !self.alt
    }
}

/// The text is no chord.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no key: write G, ctrl-d, alt-enter, shift-tab, space, pgdn, f1 or the like")]
pub struct ParseChordError(pub String);

impl FromStr for Chord {
    type Err = ParseChordError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text;
        loop {
            let (held, after) = match rest {
                _ if rest.starts_with("ctrl-") => (&mut ctrl, &rest[5..]),
                _ if rest.starts_with("alt-") => (&mut alt, &rest[4..]),
                _ if rest.starts_with("shift-") => (&mut shift, &rest[6..]),
                _ => break,
            };
            *held = true;
            rest = after;
        }
        let key = match key(rest).ok_or_else(|| ParseChordError(text.to_owned()))? {
            Key::Char(c) if shift => Key::Char(c.to_uppercase().next().unwrap_or(c)),
            key => key,
        };
        Ok(Self::typed(key, ctrl, alt, shift))
    }
}

fn key(name: &str) -> Option<Key> {
    if let Some((_, key)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*key);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") => Some(Key::Char(c)),
        ('f', number) => number.parse().ok().filter(|n| (1..=35).contains(n)).map(Key::Function),
        _ => None,
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, word) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(word)?;
            }
        }
        match self.key {
            Key::Char(c) if c != ' ' => write!(f, "{c}"),
            Key::Function(number) => write!(f, "f{number}"),
            key => f.write_str(NAMED.iter().find(|(_, it)| *it == key).map_or("", |(it, _)| it)),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("j", Chord::plain(Key::Char('j')))]
    #[case("G", Chord::plain(Key::Char('G')))]
    #[case("-", Chord::plain(Key::Char('-')))]
    #[case("space", Chord::plain(Key::Char(' ')))]
    #[case("f1", Chord::plain(Key::Function(1)))]
    #[case("f", Chord::plain(Key::Char('f')))]
    #[case("ctrl-d", Chord::typed(Key::Char('d'), true, false, false))]
    #[case("ctrl--", Chord::typed(Key::Char('-'), true, false, false))]
    #[case("alt-enter", Chord::typed(Key::Enter, false, true, false))]
    #[case("shift-tab", Chord::typed(Key::Tab, false, false, true))]
    fn a_chord_is_read_and_written_the_same(#[case] text: &str, #[case] chord: Chord) {
        assert_eq!(text.parse(), Ok(chord));
        assert_eq!(chord.to_string(), text);
    }

    #[rstest]
    #[case("")]
    #[case("ctrl-")]
    #[case("f99")]
    #[case("enterr")]
    fn other_text_is_no_chord(#[case] text: &str) {
        assert_eq!(text.parse::<Chord>(), Err(ParseChordError(text.to_owned())));
    }

    #[test]
    fn a_character_types_unless_something_is_held_down_with_it() {
        let types = |text: &str| text.parse::<Chord>().unwrap().is_typing();
        assert!(types("a") && types("?") && types("space"));
        assert!(!types("ctrl-a") && !types("alt-a") && !types("f1") && !types("enter"));
    }

    #[test]
    fn shift_is_a_part_of_the_character_it_makes() {
        assert_eq!(Chord::typed(Key::Char('G'), false, false, true), "G".parse().unwrap());
        assert_eq!("shift-g".parse::<Chord>(), "G".parse());
    }
}
