//! The page of differences between two logs: what it lists, where Enter leads, and the way back.

use insta::assert_snapshot;

use super::SIZES;
use super::driver::Driver;
use super::styled::picture;

fn shows(driver: &mut Driver, text: &str) -> bool {
    driver.screen(160, 50).contains(text)
}

/// The rows of the table: those that begin with a sign.
fn rows(driver: &mut Driver) -> Vec<String> {
    let screen = driver.screen(160, 50);
    let line = |line: &str| line.trim_start_matches(['│', '▌', ' ']).trim_end().to_owned();
    // What is said of one below the table has no columns.
    let signs = ["+ new  ", "- gone  ", "~ changed  "];
    let signed = |line: &String| signs.iter().any(|sign| line.starts_with(sign));
    screen.lines().map(line).filter(signed).collect()
}

#[test]
fn differences_are_drawn_in_every_size_and_said_without_colour() {
    for size in SIZES {
        let mut driver = Driver::compared();
        driver.screen(size.0, size.1);
        driver.keys("j");
        let shown = picture(&mut driver, "dark", size);
        assert_snapshot!(format!("differences-{}x{}", size.0, size.1), shown);
    }
}

#[test]
fn the_screen_begins_with_what_differs_and_each_tab_lists_one_way() {
    let mut driver = Driver::compared();
    assert!(shows(&mut driver, "Differences from before to after"));
    let all = rows(&mut driver).len();
    let mut sum = 0;
    for sign in ["+ new", "- gone", "~ changed"] {
        driver.keys("v");
        let rows = rows(&mut driver);
        assert!(rows.iter().all(|row| row.starts_with(sign)), "{sign}: {rows:#?}");
        sum += rows.len();
    }
    assert!(all > 0 && sum == all, "{sum} of {all}");
}

#[test]
fn rows_are_narrowed_to_what_is_under_the_cursor_and_shown_again() {
    let mut driver = Driver::compared();
    let all = rows(&mut driver);
    driver.keys("h h h h =");
    let only = rows(&mut driver);
    let sign = |row: &String| row.split_whitespace().next().map(str::to_owned);
    assert!(only.len() < all.len() && !only.is_empty(), "{only:#?}");
    assert!(only.iter().all(|row| sign(row) == sign(&only[0])), "{only:#?}");
    driver.keys("<backspace> -");
    let without = rows(&mut driver);
    assert_eq!(without.len() + only.len(), all.len());
    driver.keys("<backspace>");
    assert_eq!(rows(&mut driver), all);
}

#[test]
fn a_sorted_column_stays_sorted_the_other_way_round_too() {
    let mut driver = Driver::compared();
    driver.keys("h h h h S");
    let sorted = rows(&mut driver);
    let sign = |row: &String| ["+", "-", "~"].iter().position(|it| row.starts_with(it));
    assert!(sorted.is_sorted_by_key(sign), "{sorted:#?}");
    driver.keys("S");
    let back = rows(&mut driver);
    assert!(back.iter().rev().is_sorted_by_key(sign), "{back:#?}");
}

#[test]
fn enter_on_what_is_new_shows_it_in_the_new_log_and_esc_comes_back() {
    let mut driver = Driver::compared();
    // Of new events, the first.
    driver.keys("v g l l l S j");
    let page = driver.screen(160, 50);
    driver.keys("<enter>");
    let events = driver.screen(160, 50);
    assert!(events.contains("filter › ") && !events.contains("Differences from"), "{events}");
    assert!(!events.contains("20 nov") && events.contains(" of "), "{events}");
    driver.keys("<esc>");
    assert_eq!(driver.screen(160, 50), page, "the page is as it was left");
    driver.keys("<enter> q");
    assert!(shows(&mut driver, "Differences from") && driver.exit.is_none());
    driver.keys("<enter> 6");
    assert!(shows(&mut driver, "Differences from"));
    driver.keys("1");
    assert!(shows(&mut driver, "13 events"), "the filter is as it was: {}", driver.screen(160, 50));
}

#[test]
fn each_difference_leads_to_events_of_the_side_that_has_it() {
    let mut driver = Driver::compared();
    let count = rows(&mut driver).len();
    for at in 0..count {
        driver.keys("g");
        for _ in 0..at {
            driver.keys("j");
        }
        let row = rows(&mut driver)[at].clone();
        driver.keys("<enter>");
        let screen = driver.screen(160, 50);
        assert!(!screen.contains("Differences from"), "{row}: {screen}");
        assert!(!screen.contains(" 0 of "), "{row} leads nowhere: {screen}");
        driver.keys("<esc>");
        assert!(shows(&mut driver, "Differences from"), "{row}");
    }
}

#[test]
fn where_nothing_was_compared_the_key_says_how() {
    let mut driver = Driver::live();
    driver.keys("6");
    assert!(shows(&mut driver, "telltail diff OLD NEW --screen"));
    assert!(!shows(&mut driver, "Differences"));
}
