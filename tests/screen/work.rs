//! What takes long and can be stopped, and what is said of text that is not there any more.

use insta::assert_snapshot;
use telltail::event::SourceId;
use telltail::pipeline::{Notice, Stage};

use super::SIZES;
use super::driver::Driver;

const GIB: u64 = 1 << 30;

/// A log that is being read, with a part of it shown.
fn loading(done: u64) -> Driver {
    let mut driver = Driver::live();
    driver.notice(Notice::Stage(Stage::Loading));
    driver.notice(Notice::Loading { done, total: GIB });
    driver
}

#[test]
fn how_far_reading_has_come_is_told_while_it_takes_long() {
    let mut driver = loading(GIB / 100 * 43);
    for (width, height) in SIZES {
        assert_snapshot!(format!("reading-{width}x{height}"), driver.screen(width, height));
    }
    driver.notice(Notice::Loading { done: GIB, total: GIB });
    driver.notice(Notice::Stage(Stage::Live));
    assert!(driver.screen(80, 24).contains("● live"));
}

#[test]
fn reading_is_stopped_by_esc_and_what_is_not_shown_is_said() {
    let mut driver = loading(GIB / 2);
    driver.keys("<esc>");
    assert_eq!(driver.asked, ["StopLoading"]);
    let unread = vec![(SourceId(1), GIB / 2)];
    driver.notice(Notice::Stopped { done: GIB / 2, total: GIB, unread });
    driver.notice(Notice::Stage(Stage::Done));
    for (width, height) in SIZES {
        assert_snapshot!(format!("stopped-{width}x{height}"), driver.screen(width, height));
    }
    driver.keys("<esc> <esc>");
    assert_eq!(driver.asked.len(), 1, "there is nothing to stop any more");
    driver.keys("5");
    let sources = driver.screen(100, 40);
    assert!(sources.contains("▲ 512.0 MB not read: reading was stopped"), "{sources}");
}

#[test]
fn esc_closes_what_is_open_before_it_stops_anything() {
    let mut driver = loading(GIB / 2);
    driver.keys("<enter> <esc>");
    assert!(driver.asked.is_empty());
    driver.keys("? <esc> f <esc> / <esc>");
    assert!(driver.asked.is_empty());
    driver.keys("<esc>");
    assert_eq!(driver.asked, ["StopLoading"]);
}

#[test]
fn a_filter_that_takes_long_says_so_and_esc_goes_back_to_the_one_before_it() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter>");
    let before = driver.screen(80, 24);
    driver.slow(true);
    driver.keys("f zebra <enter>");
    driver.wait(99);
    assert!(!driver.screen(80, 24).contains("searching…"), "that is soon enough");
    driver.wait(1);
    for (width, height) in SIZES {
        assert_snapshot!(format!("searching-{width}x{height}"), driver.screen(width, height));
    }
    driver.slow(false);
    driver.keys("<esc>");
    assert!(driver.screen(80, 24).contains("the search was stopped"));
    driver.keys("j k");
    let back = driver.screen(80, 24);
    assert!(back.contains("filter › level:error"), "{back}");
    assert_eq!(back.contains("of 13"), before.contains("of 13"));
}

#[test]
fn where_the_first_filter_takes_long_esc_leaves_none() {
    let mut driver = Driver::live();
    driver.slow(true);
    driver.keys("f zebra <enter>");
    driver.wait(500);
    driver.slow(false);
    driver.keys("<esc>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("(off) zebra") && screen.contains("13 of 13"), "{screen}");
}

#[test]
fn going_back_that_takes_long_itself_can_be_stopped_too() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter>");
    driver.slow(true);
    driver.keys("f zebra <enter>");
    driver.wait(500);
    driver.keys("<esc>");
    driver.wait(500);
    driver.slow(false);
    driver.keys("<esc> <esc>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("(off) level:error") && screen.contains("13 of 13"), "{screen}");
}

#[test]
fn looking_for_a_needle_that_takes_long_can_be_stopped() {
    let mut driver = Driver::live();
    driver.slow(true);
    driver.keys("/ error <enter>");
    driver.wait(500);
    let screen = driver.screen(80, 24);
    assert!(screen.contains("searching… (esc stops)"), "{screen}");
    driver.keys("<esc>");
    let screen = driver.screen(80, 24);
    assert!(!screen.contains("searching…") && screen.contains("n begins it again"), "{screen}");
    let place = driver.screen(80, 24);
    driver.notice(Notice::Found { generation: 1, id: Some(telltail::event::EventId(0)) });
    assert_eq!(driver.screen(80, 24), place, "an answer that still comes changes nothing");
}

/// A screen of a log whose oldest text is dropped, for there is room for little.
fn dropped() -> Driver {
    let mut driver = Driver::empty();
    driver.limit_memory(0);
    let line = |at: u32| {
        let (minute, second, filler) = (at / 60 % 60, at % 60, "x".repeat(4000));
        format!(
            "2026-11-21 02:{minute:02}:{second:02}.000 [trace] acme.demo/opened {{\"properties\":\
             {{\"filler\":\"{filler}\",\"at\":\"{at}\"}}}}\n"
        )
    };
    let text: String = (0..600).map(line).collect();
    driver.add("telemetry.log", Some("20261121T013859"), &text);
    driver.notice(Notice::Stage(Stage::Live));
    driver
}

#[test]
fn text_that_was_dropped_is_said_to_be_so_wherever_it_would_stand() {
    let mut driver = dropped();
    let screen = driver.screen(160, 50);
    assert!(screen.contains("--max-memory is reached: the text of the oldest"), "{screen}");
    driver.keys("<esc> g");
    for (width, height) in SIZES {
        assert_snapshot!(format!("dropped-{width}x{height}"), driver.screen(width, height));
    }
    driver.screen(160, 50);
    driver.keys("<enter> v");
    let raw = driver.screen(160, 50);
    assert!(raw.contains("its text was dropped to keep within --max-memory"), "{raw}");
    driver.notice(Notice::Changed);
    assert!(!driver.screen(160, 50).contains("is reached"), "it is said once");
    driver.keys("<esc> 5");
    let sources = driver.screen(160, 50);
    assert!(sources.contains("events was dropped (--max-memory)"), "{sources}");
}

#[test]
fn a_search_claims_nothing_about_text_that_was_dropped() {
    let mut driver = dropped();
    driver.keys("<esc> / zebra <enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("no text that is still there has 'zebra'"), "{screen}");
    assert!(!screen.contains("nothing shown here"), "{screen}");
}

#[test]
fn a_filter_says_of_how_many_events_it_cannot_tell() {
    let mut driver = dropped();
    driver.keys("<esc> f zebra <enter>");
    let screen = driver.screen(120, 36);
    assert!(screen.contains("is lost: whether they match is unknown."), "{screen}");
    assert!(screen.contains("unknown, the text of which is lost"), "{screen}");
}

#[test]
fn a_key_shows_how_the_filter_is_read_and_run() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> copilot <enter> D o <esc> R");
    assert!(driver.screen(40, 10).contains('↓'));
    driver.keys("G");
    assert!(!driver.screen(40, 10).contains('↓'), "{}", driver.screen(40, 10));
    driver.keys("<esc>");
    assert!(driver.screen(80, 24).contains("▌"), "back in the list");
}

#[test]
fn while_a_filter_is_typed_it_can_be_explained_too() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> dest: <f2>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("no filter yet") && screen.contains("level:error"), "{screen}");
    driver.keys("<f2>");
    assert!(driver.screen(80, 24).contains("filter › level:error dest:"));
    driver.keys("<esc> \\ R");
    assert!(driver.screen(80, 24).contains("The filter is off"));
}
