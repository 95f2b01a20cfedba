//! A log that was saved from a screen is shown as it was there.

use telltail::config::saved_screen::SavedScreen;
use telltail::event::EventId;
use telltail::pipeline::Notice;

use super::driver::Driver;

fn notice(filter: &str, columns: &[&str], selected: Option<u32>) -> Notice {
    let columns = columns.iter().map(ToString::to_string).collect();
    let screen = Box::new(SavedScreen { filter: filter.to_owned(), columns });
    Notice::Saved { screen, selected: selected.map(EventId) }
}

/// The line that names the columns.
fn header(screen: &str) -> String {
    let header = screen.lines().find(|line| line.contains("═ time "));
    header.unwrap_or_else(|| panic!("no header in\n{screen}")).to_owned()
}

#[test]
fn filter_and_columns_are_as_they_were() {
    let mut driver = Driver::saved();
    assert!(header(&driver.screen(160, 50)).contains("destination"));
    driver.notice(notice("level:error", &["time", "level", "event"], None));
    let screen = driver.screen(160, 50);
    assert!(screen.contains("filter › level:error"), "{screen}");
    assert!(!header(&screen).contains("destination"), "{screen}");
}

#[test]
fn what_was_typed_meanwhile_counts_more() {
    let mut driver = Driver::saved();
    driver.keys("f level:usage <enter>");
    driver.notice(notice("level:error", &[], None));
    let screen = driver.screen(160, 50);
    assert!(screen.contains("filter › level:usage"), "{screen}");
}

#[test]
fn the_event_that_was_selected_is() {
    let mut driver = Driver::saved();
    let line = |screen: &str| screen.lines().position(|line| line.contains('▌'));
    let last = line(&driver.screen(160, 50));
    driver.notice(notice("", &[], Some(1)));
    let selected = line(&driver.screen(160, 50));
    assert!(selected.is_some() && selected < last, "{selected:?} {last:?}");
    // Where somebody has moved meanwhile, that is where they are.
    driver.notice(notice("", &[], Some(5)));
    assert_eq!(line(&driver.screen(160, 50)), selected);
}
