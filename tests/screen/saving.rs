//! Writing events to a file, from the keys to what is asked for and what is said of it.

use std::path::Path;

use insta::assert_snapshot;
use telltail::config::keymap::preset_names;
use telltail::config::whole_file::Overwrite;
use telltail::report::ExportFormat;
use telltail::tui::{Message, NotSaved, Save, Saved, Which};

use super::driver::Driver;

fn shows(driver: &mut Driver, text: &str) -> bool {
    driver.screen(110, 40).contains(text)
}

/// What is to be written, that being all.
fn asked(driver: &mut Driver) -> Box<Save> {
    assert_eq!(driver.saves.len(), 1, "{:?}", driver.saves);
    let (save, _) = driver.saves.pop().unwrap_or_else(|| panic!("nothing is asked for"));
    save
}

fn saved(events: usize) -> Saved {
    Saved { path: "/x/a.csv".to_owned(), events, notes: vec!["replaced 1 path".to_owned()] }
}

#[test]
fn it_is_asked_which_events_in_which_form_and_under_which_name() {
    let mut driver = Driver::live();
    driver.keys("s");
    assert_snapshot!("save-which", driver.screen(80, 24));
    driver.keys("a");
    assert_snapshot!("save-format", driver.screen(80, 24));
    driver.keys("n");
    assert!(shows(&mut driver, "save to › telltail-20261121-"), "{}", driver.screen(110, 40));
    assert!(driver.saves.is_empty(), "nothing is written before it has a name");
    driver.keys("<esc>");
    assert!(driver.saves.is_empty());
}

#[test]
fn what_is_shown_marked_or_all_is_written_in_order() {
    let mut driver = Driver::live();
    driver.keys("s a c <enter>");
    let all = asked(&mut driver);
    assert_eq!((all.which, all.format, all.ids.len()), (Which::All, ExportFormat::Csv, 13));
    assert!(all.path.extension().is_some_and(|end| end == "csv"));
    driver.message(Message::Saved(all, Ok(saved(13))));
    assert!(shows(&mut driver, "13 events saved to /x/a.csv; replaced 1 path"));

    driver.keys("f level:error <enter> s s m <enter>");
    let shown = asked(&mut driver);
    assert!(shown.ids.len() < 13 && !shown.ids.is_empty());
    assert_eq!((shown.which, shown.format), (Which::Shown, ExportFormat::Markdown));
    assert_eq!((&*shown.filter, shown.redact), ("level:error", false));
    driver.message(Message::Saved(shown, Ok(saved(1))));

    driver.keys("\\ G m g m s m p r <enter>");
    let marked = asked(&mut driver);
    assert_eq!((marked.which, marked.format), (Which::Marked, ExportFormat::Raw));
    assert!(marked.redact && marked.filter.is_empty());
    assert_eq!(marked.ids.len(), 2);
    assert_eq!(marked.overwrite, Overwrite::Refuse);
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_yes() {
    let mut driver = Driver::live();
    driver.keys("s s n <enter>");
    let save = asked(&mut driver);
    driver.message(Message::Saved(save, Err(NotSaved::Exists)));
    assert!(shows(&mut driver, "is there already. Replace it?"));
    driver.keys("n");
    assert!(driver.saves.is_empty());
    driver.keys("s s n <enter>");
    let save = asked(&mut driver);
    let path = save.path.clone();
    driver.message(Message::Saved(save, Err(NotSaved::Exists)));
    driver.keys("y");
    let save = asked(&mut driver);
    assert_eq!((save.overwrite, save.path), (Overwrite::Replace, path));
}

#[test]
fn it_is_told_how_far_it_is_and_esc_stops_it() {
    let mut driver = Driver::live();
    driver.keys("s s n <enter>");
    let (save, watch) = driver.saves.pop().unwrap_or_else(|| panic!("nothing is asked for"));
    watch.tell((43, 100));
    assert!(!shows(&mut driver, "writing"), "what is over at once is not told");
    driver.wait(500);
    assert!(shows(&mut driver, ".ndjson: 43 %; esc stops it"), "{}", driver.screen(110, 40));
    driver.keys("s");
    assert!(shows(&mut driver, "is still being written"));
    driver.keys("q");
    assert_eq!(driver.exit, None, "quitting would lose it");
    assert!(!watch.is_stopped());
    driver.keys("<esc> <esc>");
    assert!(watch.is_stopped());
    driver.message(Message::Saved(save, Err(NotSaved::Stopped)));
    assert!(shows(&mut driver, "was not written"));
    driver.keys("q");
    assert!(driver.exit.is_some());
}

#[test]
fn what_stands_in_the_way_stays_on_the_screen() {
    let mut driver = Driver::live();
    driver.keys("s s n <enter>");
    let save = asked(&mut driver);
    driver.message(Message::Saved(save, Err(NotSaved::Failed("no room".to_owned()))));
    driver.keys("j");
    assert!(shows(&mut driver, ": no room"));
}

#[test]
fn of_nothing_nothing_is_asked() {
    let mut driver = Driver::live();
    driver.keys("s m");
    assert!(shows(&mut driver, "there is no event to save"));
    driver.keys("f level:crash <enter> s s");
    assert!(shows(&mut driver, "there is no event to save") && driver.saves.is_empty());
    let mut driver = Driver::empty();
    driver.keys("s");
    assert!(driver.saves.is_empty());
}

#[test]
fn a_command_writes_what_is_shown_in_the_form_that_the_name_says() {
    let mut driver = Driver::live();
    driver.keys(":w <space> notes.md <enter>");
    let save = asked(&mut driver);
    assert_eq!((save.format, &*save.path), (ExportFormat::Markdown, Path::new("notes.md")));
    assert!(!save.redact);
    driver.message(Message::Saved(save, Ok(saved(1))));
    driver.keys(":w <space> --redact <space> a.csv <enter>");
    let save = asked(&mut driver);
    assert_eq!((&*save.path, save.redact), (Path::new("a.csv"), true));
    driver.message(Message::Saved(save, Ok(saved(1))));
    driver.keys(":w <space> a.xyz <enter>");
    assert!(driver.saves.is_empty() && shows(&mut driver, ".ndjson, .csv, .log, .md"));
}

#[test]
fn columns_of_the_list_are_columns_of_the_table() {
    let mut driver = Driver::live();
    driver.keys(":columns <space> time,event:22,prop.reason <enter> s s c <enter>");
    let save = asked(&mut driver);
    let columns: Vec<String> = save.columns.iter().map(|it| it.0.to_string()).collect();
    assert_eq!(columns.last().map(String::as_str), Some("prop.reason"));
    assert_eq!(columns.iter().filter(|it| *it == "event").count(), 1);
}

#[test]
fn every_keymap_has_a_key_for_it() {
    for name in preset_names() {
        let mut driver = Driver::with_keymap(name);
        driver.keys("s");
        assert!(shows(&mut driver, "Save to a file"), "{name}: {}", driver.screen(110, 40));
    }
}
