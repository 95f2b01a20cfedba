//! Late answers in the stream of events: what crossterm makes of them is none of a person's keys.

use crossterm::event::{Event, KeyCode, KeyModifiers};

use super::super::sieve::{Answer, Sieve, Sifted};

/// Sifts answers out of events until the terminal owes none.
#[derive(Debug)]
pub(in super::super) struct Late {
    sieve: Sieve<Event>,
    /// The colour was answered; what is left comes right behind it, or crossterm took it.
    answered: bool,
    over: bool,
}

impl Late {
    #[cfg_attr(not(unix), expect(dead_code, reason = "only terminals of Unix are asked"))]
    pub(super) const fn of(sieve: Sieve<Event>) -> Self {
        Self { sieve, answered: false, over: false }
    }

    /// Takes an event; what of it and of those held back is no answer.
    pub(in super::super) fn take(&mut self, event: Event) -> Vec<Event> {
        let Some(characters) = characters(&event) else { return vec![event] };
        match self.sieve.take(event, &characters) {
            Sifted::Typed(typed) => {
                self.over |= self.answered && !typed.is_empty();
                typed
            }
            Sifted::Answered(Answer::Background(_)) => {
                self.answered = true;
                Vec::new()
            }
            Sifted::Answered(Answer::Attributes) => {
                self.over = true;
                Vec::new()
            }
        }
    }

    /// Whether events are held back.
    pub(in super::super) fn is_holding(&self) -> bool {
        self.sieve.is_holding()
    }

    /// Whether what is held back is surely a part of an answer.
    pub(in super::super) fn is_sure(&self) -> bool {
        self.sieve.is_sure()
    }

    /// Nothing more came: what is no part of an answer.
    pub(in super::super) fn give_up(&mut self) -> Vec<Event> {
        self.sieve.give_up()
    }

    /// Whether nothing is owed any more, and nothing is held back.
    pub(in super::super) fn is_over(&self) -> bool {
        self.over && !self.sieve.is_holding()
    }
}

/// The characters that crossterm read as this event; `None` for what is no key.
fn characters(event: &Event) -> Option<String> {
    let Event::Key(key) = event else { return None };
    let text = match (key.code, key.modifiers) {
        (KeyCode::Esc, KeyModifiers::NONE) => "\x1b".to_owned(),
        (KeyCode::Char('g'), KeyModifiers::CONTROL) => "\x07".to_owned(),
        (KeyCode::Char(it), KeyModifiers::NONE | KeyModifiers::SHIFT) => it.to_string(),
        (KeyCode::Char(it), KeyModifiers::ALT) => format!("\x1b{it}"),
        // In no answer.
        _ => "\0".to_owned(),
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;
    use proptest::prelude::*;

    use super::*;

    /// The events that crossterm makes of what comes in one piece. An Escape is a key only at the
    /// end of a piece.
    fn heard(piece: &str) -> Vec<Event> {
        let mut rest = piece.chars();
        let mut events = Vec::new();
        while let Some(character) = rest.next() {
            let (character, modifiers) = match character {
                '\x1b' => match rest.next() {
                    Some(next) => (KeyCode::Char(next), KeyModifiers::ALT),
                    None => (KeyCode::Esc, KeyModifiers::NONE),
                },
                '\x07' => (KeyCode::Char('g'), KeyModifiers::CONTROL),
                upper if upper.is_uppercase() => (KeyCode::Char(upper), KeyModifiers::SHIFT),
                other => (KeyCode::Char(other), KeyModifiers::NONE),
            };
            events.push(Event::Key(KeyEvent::new(character, modifiers)));
        }
        events
    }

    /// What is typed of pieces that come one after the other, and whether all that was owed came.
    fn typed(pieces: &[&str]) -> (Vec<Event>, bool) {
        let mut late = Late::of(Sieve::new());
        let mut typed: Vec<Event> = pieces
            .iter()
            .flat_map(|piece| heard(piece))
            .flat_map(|event| late.take(event))
            .collect();
        typed.extend(late.give_up());
        (typed, late.is_over())
    }

    const LIGHT: &str = "\x1b]11;rgb:FFFF/fdfd/f6f6\x1b\\";

    #[test]
    fn an_answer_in_one_piece_types_nothing_and_keys_around_it_stay() {
        assert_eq!(typed(&[LIGHT]), (Vec::new(), false));
        let bell = LIGHT.replace("\x1b\\", "\x07");
        assert_eq!(typed(&["f", &bell, "level"]), (heard("flevel"), true));
    }

    #[test]
    fn what_the_terminal_is_ends_what_it_owes_where_it_comes_as_keys() {
        assert_eq!(typed(&["\x1b", "[?62;4c"]), (Vec::new(), true));
    }

    #[test]
    fn keys_that_begin_like_an_answer_are_typed_in_their_order() {
        for keys in ["\x1bx", "\x1b]x", "\x1b]1", "\x1b]11x", "\x1b"] {
            assert_eq!(typed(&[keys]).0, heard(keys), "{keys:?}");
        }
        assert_eq!(typed(&["\x1b", "]", "f"]).0, [heard("\x1b"), heard("]f")].concat());
        let twice = typed(&["\x1b", "\x1b]11;rgb:0/0/0\x07"]).0;
        assert_eq!(twice, heard("\x1b"), "an Escape before the answer is a key");
    }

    #[test]
    fn a_broken_answer_is_dropped_and_what_follows_it_is_typed() {
        assert_eq!(typed(&["\x1b]11;rgb:00", "jq"]).0, heard("jq"));
        let endless = format!("\x1b]11;{}", "0".repeat(100));
        assert!(typed(&[&endless]).0.len() < 100, "not all of it is taken for an answer");
    }

    #[test]
    fn what_is_no_key_passes_while_keys_are_held() {
        let mut late = Late::of(Sieve::new());
        assert_eq!(late.take(heard("\x1b]")[0].clone()), []);
        assert!(late.is_holding() && !late.is_sure());
        assert_eq!(late.take(Event::Resize(80, 24)), [Event::Resize(80, 24)]);
        assert_eq!(late.give_up(), heard("\x1b]"));
        assert!(!late.is_holding());
    }

    #[test]
    fn the_half_that_was_read_before_counts() {
        let mut bytes = Sieve::new();
        for byte in "\x1b]11;rgb:00".bytes() {
            bytes.take(byte, char::from(byte).encode_utf8(&mut [0; 4]));
        }
        let mut late = Late::of(bytes.goes_on(|_| Vec::new()));
        let typed: Vec<Event> =
            heard("00/0000/0000\x07x").into_iter().flat_map(|event| late.take(event)).collect();
        assert_eq!(typed, heard("x"));
    }

    proptest! {
        #[test]
        fn however_an_answer_is_cut_it_types_nothing(
            cuts in proptest::collection::vec(0_usize..LIGHT.len(), 0..6),
        ) {
            let mut cuts = cuts;
            cuts.extend([0, LIGHT.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&str> = cuts.windows(2).map(|it| &LIGHT[it[0]..it[1]]).collect();
            prop_assert_eq!(typed(&pieces).0, Vec::new());
        }

        #[test]
        fn keys_that_are_no_answer_all_come_in_their_order(text in "[a-z\\]\\[1;?\u{1b}\u{7}]{0,30}") {
            prop_assume!(!text.contains("11;") && !text.contains("[?"));
            prop_assert_eq!(typed(&[&text]).0, heard(&text));
        }
    }
}
