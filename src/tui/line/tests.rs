//! A line, typed into as a person does.

use super::*;

fn typed(line: &mut Line, text: &str) {
    text.chars().for_each(|c| line.edit(Chord::plain(Key::Char(c))));
}

#[test]
fn what_was_kept_comes_back_and_the_draft_is_not_lost() {
    let mut line = Line::default();
    for text in ["one", "two", "one"] {
        line.begin();
        line.set(text);
        line.keep();
    }
    line.begin();
    line.set("");
    typed(&mut line, "dra");
    let mut seen = Vec::new();
    for step in [Line::older, Line::older, Line::older, Line::newer, Line::newer, Line::newer] {
        step(&mut line);
        seen.push(line.text().to_owned());
    }
    assert_eq!(seen, ["one", "two", "two", "one", "dra", "dra"]);
}

#[test]
fn escape_gives_back_what_was_there() {
    let mut line = Line::with("level:error");
    line.begin();
    typed(&mut line, " x");
    line.restore();
    assert_eq!(line.text(), "level:error");
}

#[test]
fn a_pasted_file_becomes_one_line_of_bounded_length() {
    let mut line = Line::default();
    line.paste("a\nb\tc\u{1b}\n");
    assert_eq!(line.text(), "a b c ");
    line.paste(&"x".repeat(1 << 20));
    assert!(line.text().len() <= LONGEST);
}

/// The column of the cursor after each step to the right, from the start.
fn columns(text: &str) -> Vec<usize> {
    let mut line = Line::with(text);
    line.edit(Chord::plain(Key::Home));
    let mut columns = vec![line.cursor(80).0];
    while line.place() < text.len() {
        line.edit(Chord::plain(Key::Right));
        columns.push(line.cursor(80).0);
    }
    columns
}

#[test]
fn the_cursor_stands_where_the_eye_sees_it() {
    assert_eq!(columns("a日本b"), [0, 1, 3, 5, 6]);
    assert_eq!(columns("xe\u{301}y"), [0, 1, 2, 3], "a letter with its accent is one step");
    assert_eq!(
        columns("a\u{202e}b"),
        [0, 1, 9, 10],
        "what is spelled out is as wide as it is shown"
    );
    assert_eq!(columns("\u{301}a"), [0, 7, 8], "an accent alone is spelled out");
}

#[test]
fn a_click_puts_the_cursor_before_what_was_hit() {
    let mut line = Line::with("a日e\u{301}b");
    for (column, place) in [(0, 0), (1, 1), (2, 1), (3, 4), (4, 7), (5, 8), (99, 8)] {
        line.point(column);
        assert_eq!(line.place(), place, "column {column}");
    }
}

#[test]
fn the_cursor_is_always_within_what_is_shown() {
    let mut line = Line::with("日本語のテキスト and more of it");
    for _ in 0..30 {
        let (column, scroll) = line.cursor(9);
        assert!(column - scroll <= 9);
        line.edit(Chord::plain(Key::Left));
    }
    assert_eq!(line.cursor(9), (0, 0));
}

fn remembering() -> Line {
    let history = ["level:error", "dest:github", "level:crash name:x"].map(str::to_owned);
    Line::with("draft").with_history(history.to_vec())
}

#[test]
fn the_history_is_searched_from_the_newest_on() {
    let mut line = remembering();
    line.begin();
    line.find();
    typed(&mut line, "Level");
    assert_eq!((line.text(), line.finding()), ("level:crash name:x", Some(("Level", true))));
    line.find();
    assert_eq!(line.text(), "level:error");
    line.find();
    assert_eq!(line.text(), "level:error", "there is none before it");
    line.newer();
    assert_eq!(line.text(), "level:crash name:x");
    typed(&mut line, ":e");
    assert_eq!(line.text(), "level:error", "typing on goes on to one that fits");
    typed(&mut line, "?");
    assert_eq!((line.text(), line.finding()), ("level:error", Some(("Level:e?", false))));
    line.edit(Chord::plain(Key::Backspace));
    assert_eq!(line.finding(), Some(("Level:e", true)));
    line.edit(Chord::plain(Key::Left));
    assert_eq!((line.finding(), line.place()), (None, "level:erro".len()));
}

#[test]
fn a_search_through_the_history_that_is_left_leaves_no_trace() {
    let mut line = remembering();
    line.begin();
    line.find();
    typed(&mut line, "github");
    assert!(line.stop_finding());
    assert_eq!((line.text(), line.finding()), ("draft", None));
    assert!(!line.stop_finding(), "there is nothing more to stop");
}

#[test]
fn what_is_remembered_is_bounded() {
    let history = (0..1000).map(|number| number.to_string()).collect();
    let line = Line::default().with_history(history);
    assert_eq!(line.history().len(), REMEMBERED);
    assert_eq!(line.history().last().map(String::as_str), Some("999"));
}
