//! Answers, whole and cut.

use rstest::rstest;

use super::*;

/// What the sieve makes of a text, byte by byte: what was typed, and the answers.
fn sift(text: &str) -> (String, Vec<Answer>) {
    let mut sieve = Sieve::new();
    let (mut typed, mut answers) = (String::new(), Vec::new());
    for character in text.chars() {
        match sieve.take(character, character.encode_utf8(&mut [0; 4])) {
            Sifted::Typed(characters) => typed.extend(characters),
            Sifted::Answered(answer) => answers.push(answer),
        }
    }
    typed.extend(sieve.give_up());
    (typed, answers)
}

#[rstest]
#[case("\x1b]11;rgb:ffff/8080/0000\x07", Some((255, 128, 0)))]
#[case("\x1b]11;rgb:ffff/8080/0000\x1b\\", Some((255, 128, 0)))]
#[case("\x1b]11;rgb:ff/80/00\x07", Some((255, 128, 0)))]
#[case("\x1b]11;rgb:f/8/0\x07", Some((255, 136, 0)))]
#[case("\x1b]11;rgba:1e1e/1e1e/1e1e/ffff\x07", Some((30, 30, 30)))]
#[case("\x1b]11;#1e1e1e\x07", Some((30, 30, 30)))]
#[case("\x1b]11;rgb:/8/0\x07", None)]
#[case("\x1b]11;rgb:fffff/8/0\x07", None)]
#[case("\x1b]11;rgb:ff/80\x07", None)]
#[case("\x1b]11;\x07", None)]
#[case("\x1b]11;qqqQ what?\x07", None)]
#[case("\x1b]11;?\x1b\\", None)]
fn a_background_is_read_in_every_spelling(
    #[case] text: &str,
    #[case] wanted: Option<(u8, u8, u8)>,
) {
    let color = wanted.map(|(red, green, blue)| Color::Rgb(red, green, blue));
    assert_eq!(sift(text), (String::new(), vec![Answer::Background(color)]));
}

#[test]
fn answers_among_keys_are_taken_out() {
    let (typed, answers) = sift("a\x1b]11;rgb:0/0/0\x07b\x1b[?64;1;22cc\x1b");
    assert_eq!(typed, "abc\x1b");
    assert_eq!(answers, [Answer::Background(Some(Color::Rgb(0, 0, 0))), Answer::Attributes]);
    assert_eq!(sift("\x1b[?c").1, [Answer::Attributes]);
}

#[test]
fn other_sequences_are_left_as_they_are() {
    for text in ["\x1b[A", "\x1b[<0;3;4M", "\x1b]10;x", "\x1bO", "\x1b\x1b", "]11;rgb:0/0/0"] {
        assert_eq!(sift(text), (text.to_owned(), Vec::new()), "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn what_is_held_stays_short(text in "[0-9a-fr:/;]{0,300}") {
        let mut sieve = Sieve::new();
        for character in format!("\x1b]11;{text}").chars() {
            sieve.take(character, character.encode_utf8(&mut [0; 4]));
            proptest::prop_assert!(sieve.text.len() <= LONGEST);
        }
    }
}
