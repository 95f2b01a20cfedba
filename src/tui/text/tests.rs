use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case("plain", 10, "plain")]
#[case("plain", 5, "plain")]
#[case("plain", 4, "pla…")]
#[case("plain", 1, "…")]
#[case("plain", 0, "")]
#[case("", 3, "")]
#[case("日本語", 6, "日本語")]
#[case("日本語", 5, "日本…")]
#[case("日本語", 4, "日…")]
#[case("😀😀", 3, "😀…")]
#[case("naïve ☃", 7, "naïve ☃")]
#[case("a\u{1b}[31mb", 20, "a\\e[31mb")]
#[case("a\u{202e}b", 20, "a\\u{202e}b")]
fn text_is_cut_to_its_columns(#[case] text: &str, #[case] columns: usize, #[case] wanted: &str) {
    assert_eq!(fit(text, columns), wanted);
}

#[test]
fn a_long_text_is_not_measured_whole() {
    let long = "x".repeat(10 << 20);
    assert_eq!(fit(&long, 5), "xxxx…");
}

#[test]
fn a_pile_of_combining_marks_takes_one_cell() {
    let pile = format!("a{}b", "\u{301}".repeat(1000));
    assert_eq!(wrap(&[Ink::new(Role::Text, &pile)], 10, 0)[0][0].text, "\u{fffd}b");
}

#[test]
fn a_line_of_pieces_is_cut_at_its_end() {
    let line = [Ink::new(Role::Time, "12:00"), Ink::new(Role::Event, "started")];
    let text =
        |columns| fit_line(&line, columns).iter().map(|ink| ink.text.as_str()).collect::<String>();
    assert_eq!(text(12), "12:00started");
    assert_eq!(text(8), "12:00st…");
    assert_eq!(text(5), "12:0…");
    assert_eq!(text(3), "12…");
}

#[test]
fn words_stay_whole_where_they_fit() {
    assert_eq!(wrap_words("a log line proves", 8), ["a log", "line", "proves"]);
    assert_eq!(wrap_words("abcdefgh", 3), ["abc", "def", "gh"]);
    assert_eq!(wrap_words("", 3), [""]);
}

#[test]
fn numbers_are_written_for_people() {
    assert_eq!(
        [0, 999, 1000, 5_112, 1_234_567].map(thousands),
        ["0", "999", "1,000", "5,112", "1,234,567"]
    );
    assert_eq!([0, 1023, 7782, 64 << 20].map(bytes), ["0 B", "1023 B", "7.6 KB", "64.0 MB"]);
    assert_eq!(counted(1, "event"), "1 event");
    assert_eq!(counted(1200, "event"), "1,200 events");
}

proptest! {
    #[test]
    fn nothing_is_wider_than_its_columns(text in "\\PC{0,40}|[a-c\u{301}日😀\u{1b}\u{202e}]{0,40}", columns in 0usize..30) {
        prop_assert!(width(&fit(&text, columns)) <= columns);
        prop_assert_eq!(width(&fill(&text, columns)), columns);
        let line = [Ink::new(Role::Text, &text), Ink::new(Role::Event, &text)];
        prop_assert!(line_width(&fit_line(&line, columns)) <= columns);
        for piece in wrap(&line, columns.max(2), 4) {
            prop_assert!(line_width(&piece) <= columns.max(2));
        }
        for line in wrap_words(&text, columns.max(2)) {
            prop_assert!(width(&line) <= columns.max(2));
        }
    }

    #[test]
    fn wrapping_loses_nothing(text in "[a-e 日😀]{0,60}", columns in 2usize..20) {
        let lines = wrap(&[Ink::new(Role::Text, &text)], columns, 0);
        let again: String = lines.iter().flatten().map(|ink| ink.text.as_str()).collect();
        prop_assert_eq!(again, text);
    }
}
