//! The filter line: completion, colours, history, named filters.

use ratatui::style::{Color, Modifier};
use telltail::tui::Mouse;

use super::driver::Driver;

/// The line of the screen in which `text` stands.
fn line_with(screen: &str, text: &str) -> String {
    let line = screen.lines().find(|line| line.contains(text));
    line.unwrap_or_else(|| panic!("no {text} in\n{screen}")).to_owned()
}

/// The rows that are offered, each as its words with single blanks between.
fn offered(screen: &str, title: &str) -> Vec<String> {
    let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let title: Vec<char> = format!("╭ {title} ").chars().collect();
    let top = lines.iter().enumerate().find_map(|(y, line)| {
        Some((y, line.windows(title.len()).position(|window| window == title)?))
    });
    let Some((y, left)) = top else { return Vec::new() };
    let mut rows = Vec::new();
    for line in &lines[y + 1..] {
        if line.get(left) != Some(&'│') {
            break;
        }
        let row: String = line[left + 1..].iter().take_while(|c| **c != '│').collect();
        rows.push(row.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    rows
}

/// What stands in the filter line, without the count.
fn typed(driver: &mut Driver) -> String {
    let line = line_with(&driver.screen(80, 24), " filter › ");
    let text = line.trim_start_matches(" filter › ");
    text.split("  ").next().unwrap_or_default().to_owned()
}

#[test]
fn a_field_and_a_value_that_was_seen_are_typed_with_the_tabulator() {
    let mut driver = Driver::live();
    driver.keys("f lev");
    let screen = driver.screen(80, 24);
    let fields = offered(&screen, "fields");
    assert_eq!(fields[0], "level usage, error, crash; for log entries trace to critical");
    driver.keys("<tab>");
    let levels = offered(&driver.screen(80, 24), "level");
    assert_eq!(levels[..4], ["usage 10", "error 2", "info 1", "crash 0"]);
    driver.keys("<tab>");
    assert_eq!(typed(&mut driver), "level:usage");
    assert!(driver.screen(80, 24).contains("10 of 13"), "what is chosen is applied at once");
    driver.keys("<tab>");
    assert_eq!(typed(&mut driver), "level:error");
    driver.keys("<shift-tab> <shift-tab>");
    assert_eq!(typed(&mut driver), "level:critical", "it goes round");
    driver.keys("<tab> <tab> <enter>");
    let screen = driver.screen(80, 24);
    assert!(line_with(&screen, " filter › ").contains("level:error"), "{screen}");
    assert!(offered(&screen, "level").is_empty());
    assert!(screen.contains("2 of 13"));
}

#[test]
fn what_is_counted_is_what_the_terms_before_leave() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> dest:");
    let offered = offered(&driver.screen(80, 24), "dest");
    assert_eq!(offered[..3], ["microsoft 2", "unknown 0", "microsoft-internal 0"]);
}

#[test]
fn keys_and_values_of_properties_come_from_the_newest_events() {
    let mut driver = Driver::live();
    driver.keys("f prop.res");
    let title = "prop.… · in the newest 13 events";
    assert_eq!(offered(&driver.screen(80, 24), title), ["resource.ext 3"]);
    driver.keys("<tab>");
    let title = "prop.resource.ext · in the newest 13 events";
    assert_eq!(offered(&driver.screen(80, 24), title), [".rs 2", ".md 1"]);
    driver.keys("<tab> <enter>");
    assert!(driver.screen(80, 24).contains("2 of 13"));
}

#[test]
fn a_value_is_put_in_quotes_where_it_needs_them() {
    let mut driver = Driver::live();
    driver.keys("f event:weird");
    assert_eq!(offered(&driver.screen(80, 24), "event"), ["weird\\nname 1"]);
    driver.keys("<tab>");
    assert_eq!(typed(&mut driver), "event:\"weird\\nname\"");
    assert!(driver.screen(80, 24).contains("1 of 13"));
}

#[test]
fn arrows_point_to_what_is_offered_and_enter_takes_that_only() {
    let mut driver = Driver::live();
    driver.keys("f level:");
    driver.keys("<down> <down>");
    let screen = driver.screen(80, 24);
    assert_eq!(offered(&screen, "level")[1], "▌error 2");
    assert!(screen.contains("filter › level: "), "it is pointed to, and not yet taken");
    driver.keys("<enter>");
    assert_eq!(typed(&mut driver), "level:error");
    driver.keys("<enter>");
    assert!(driver.screen(80, 24).contains("2 of 13"));

    // Who points to nothing keeps what was typed.
    driver.keys("<backspace> f level:err <enter>");
    assert!(!driver.screen(80, 24).contains("╭ level"));
    assert!(driver.screen(80, 24).contains("filter › level:err "));
}

#[test]
fn a_click_takes_what_is_offered() {
    let mut driver = Driver::live();
    driver.keys("f level:");
    let screen = driver.screen(80, 24);
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("│ error ")).unwrap();
    let x = line.split("│ error ").next().unwrap().chars().count();
    driver.mouse(Mouse::Click { x: x as u16 + 2, y: y as u16 });
    assert_eq!(typed(&mut driver), "level:error");
    assert!(offered(&driver.screen(80, 24), "level").is_empty());
}

#[test]
fn esc_closes_what_is_offered_first_and_then_the_line() {
    let mut driver = Driver::live();
    driver.keys("f level: <tab>");
    assert_eq!(typed(&mut driver), "level:usage");
    driver.keys("<esc>");
    assert_eq!(typed(&mut driver), "level:", "what the tabulator put in is taken out again");
    assert!(offered(&driver.screen(80, 24), "level").is_empty());
    driver.keys("e");
    assert!(offered(&driver.screen(80, 24), "level").is_empty(), "it stays closed for the word");
    driver.keys("rror <space> de");
    assert!(!offered(&driver.screen(80, 24), "fields").is_empty(), "and opens for the next");
    driver.keys("<esc> <esc>");
    assert_eq!(typed(&mut driver), "");
    assert!(driver.screen(80, 24).contains("13 of 13"));
}

#[test]
fn the_arrows_bring_back_what_was_typed_while_nothing_is_offered() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter> f <ctrl-u> dest:unknown <enter> f <up>");
    assert_eq!(typed(&mut driver), "dest:unknown");
    driver.keys("<up>");
    assert_eq!(typed(&mut driver), "level:error");
    driver.keys("<down> <down>");
    assert_eq!(typed(&mut driver), "dest:unknown");
}

#[test]
fn the_history_is_searched_by_a_few_letters() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter> f <ctrl-u> dest:unknown <enter> f <ctrl-u>");
    driver.keys("<ctrl-r> lev");
    let screen = driver.screen(80, 24);
    assert!(line_with(&screen, "history ‹lev›").contains("› level:error"), "{screen}");
    assert!(screen.contains("2 of 13"), "what is found is applied");
    driver.keys("xx");
    assert!(driver.screen(80, 24).contains(" no such history ‹levxx› level:error"));
    driver.keys("<esc>");
    assert_eq!(typed(&mut driver), "");
    driver.keys("<ctrl-r> <ctrl-r> <ctrl-r> <enter>");
    assert!(driver.screen(80, 24).contains("filter › level:error "));
}

#[test]
fn the_search_line_has_a_history_too() {
    let mut driver = Driver::live();
    driver.keys("/ editor <enter> / <ctrl-u> panel <enter> / <ctrl-u> <ctrl-r> edi");
    assert!(driver.screen(80, 24).contains(" history ‹edi› editor"));
    driver.keys("<enter>");
    assert!(driver.screen(80, 24).contains("search › editor"));
}

#[test]
fn a_filter_is_saved_under_a_name_and_chosen_from_a_menu() {
    let mut driver = Driver::live();
    driver.keys("B");
    assert!(driver.screen(80, 24).contains("no filter has a name yet: ctrl-s"));
    driver.keys("f level:error <ctrl-s>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains(" save as ›"), "{screen}");
    driver.keys("bad <space> ones <enter>");
    assert!(driver.screen(80, 24).contains("the filter is saved as bad ones (B lists them)"));
    driver.keys("<enter> <backspace>");
    assert!(driver.screen(80, 24).contains("13 of 13"));
    driver.keys("B");
    let screen = driver.screen(80, 24);
    assert!(line_with(&screen, "bad ones").contains("level:error"), "{screen}");
    driver.keys("<enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("filter › level:error ") && screen.contains("2 of 13"), "{screen}");
    assert_eq!(driver.typed().named["bad ones"], "level:error");
    assert_eq!(driver.typed().filters, ["level:error"]);
}

#[test]
fn what_is_no_filter_is_not_saved() {
    let mut driver = Driver::live();
    driver.keys("f <ctrl-s>");
    assert!(driver.screen(80, 24).contains("there is no filter to save yet"));
    driver.keys("level: <ctrl-s>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains('✗') && !screen.contains("save as"), "{screen}");
}

/// The style of the first letter of `text` in the filter line.
fn style_of(driver: &mut Driver, text: &str) -> (Color, Modifier) {
    let cells = driver.cells(80, 24);
    let row: Vec<String> = (0..80).map(|x| cells[(x, 22)].symbol().to_owned()).collect();
    let at = row.concat().find(text).expect("it is in the line");
    let x = row.concat()[..at].chars().count() as u16;
    (cells[(x, 22)].fg, cells[(x, 22)].modifier)
}

#[test]
fn the_parts_of_a_filter_have_their_own_colours_also_at_rest() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> word");
    for _ in ["typing", "at rest"] {
        let [field, op, value, word] =
            ["level", ":error", "error", "word"].map(|text| style_of(&mut driver, text).0);
        assert!(field != op && op != value && field != value && value != word);
        driver.keys("<enter>");
    }
}

#[test]
fn what_is_wrong_is_underlined_and_no_more_than_that() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> dest:githib");
    let underlined =
        |driver: &mut Driver, text: &str| style_of(driver, text).1.contains(Modifier::UNDERLINED);
    assert!(underlined(&mut driver, "githib"));
    assert!(!underlined(&mut driver, "dest") && !underlined(&mut driver, "error"));
    assert!(driver.screen(80, 24).contains("did you mean dest:github?"));
}

#[test]
fn a_small_terminal_shows_a_few_rows_and_a_tiny_one_none() {
    let mut driver = Driver::live();
    driver.keys("f level:");
    let rows = offered(&driver.screen(40, 10), "level");
    assert!((3..=7).contains(&rows.len()), "{rows:?}");
    driver.keys("<up>");
    let rows = offered(&driver.screen(40, 10), "level");
    assert!(rows.iter().any(|row| row.starts_with("▌critical")), "it scrolls: {rows:?}");
    for (width, height) in [(1, 1), (3, 2), (8, 3), (20, 4), (200, 3)] {
        driver.screen(width, height);
        driver.keys("<tab>");
    }
}

#[test]
fn wide_letters_and_spelled_out_marks_are_typed_where_the_eye_sees_them() {
    let mut driver = Driver::live();
    driver.keys("f");
    driver.paste("日本e\u{301}\u{202e}x");
    let screen = driver.screen(80, 24);
    assert!(screen.contains(" filter › 日本e\u{301}\\u{202e}x"), "{screen}");
    assert_eq!(driver.cursor(80, 24).map(|at| at.x), Some(10 + 4 + 1 + 8 + 1));
    driver.keys("<left> <left>");
    assert_eq!(driver.cursor(80, 24).map(|at| at.x), Some(10 + 4 + 1));
    driver.keys("<left> <left>");
    assert_eq!(driver.cursor(80, 24).map(|at| at.x), Some(10 + 2));
}

#[test]
fn what_is_offered_is_no_hindrance_to_who_types_on() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> -event:Unhandled <enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("filter › level:error -event:Unhandled"), "{screen}");
    assert!(screen.contains("1 of 13"));
}

#[test]
fn a_span_of_time_is_a_chip_and_is_relaxed_last() {
    let mut driver = Driver::live();
    driver.keys("g [ G ]");
    let screen = driver.screen(120, 24);
    assert!(line_with(&screen, "filter ›").contains("[time 2026-11-20 09:00:03–"), "{screen}");
    driver.keys("f level:error <enter> <backspace>");
    assert!(driver.screen(120, 24).contains("[time "));
    driver.keys("<backspace>");
    assert!(!driver.screen(120, 24).contains("[time "));
}

#[test]
fn where_nothing_matches_the_term_to_blame_is_named_and_backspace_takes_it_away() {
    let mut driver = Driver::live();
    driver.keys("f zebra <space> level:error <enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("✓  level:error leaves 2"), "{screen}");
    assert!(screen.contains("✗  zebra removes the rest"));
    assert!(screen.contains("backspace  takes this away and shows 2 events: zebra"));
    driver.keys("<backspace>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("filter › level:error ") && screen.contains("2 of 13"), "{screen}");
}

#[test]
fn what_is_chosen_beside_the_filter_can_be_to_blame_too() {
    let mut driver = Driver::live();
    driver.keys("g [ ] f level:error <enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("the span of time removes"), "{screen}");
    driver.keys("<backspace>");
    assert!(driver.screen(80, 24).contains("2 of 13"));
}
