//! The page of sources: choosing a session, and going over to it.

use telltail::event::Instant;
use telltail::pipeline::{Notice, Stage};
use telltail::tui::{Message, Offered};

use crate::driver::{Driver, NOW};

fn offered(product: &str, stamp: &str, bearing: usize) -> Offered {
    Offered {
        product: product.to_owned(),
        stamp: stamp.to_owned(),
        path: format!("logs/{stamp}").into(),
        bearing,
        bytes: 2048,
        newest: (bearing > 0).then_some(Instant(NOW.0 - 600_000)),
    }
}

/// The page of sources with three sessions to choose from.
fn page() -> Driver {
    let mut driver = Driver::live();
    driver.screen(100, 30);
    driver.keys("5");
    assert_eq!(driver.asked, ["LookForSessions"]);
    driver.asked.clear();
    driver.message(Message::Offered(vec![
        offered("code", "20261121T013859", 2),
        offered("cursor", "20261120T101112", 1),
        offered("code", "20261101T000000", 0),
    ]));
    driver
}

#[test]
fn sessions_are_listed_and_the_one_that_is_read_is_marked() {
    let mut driver = page();
    let screen = driver.screen(100, 30);
    let line = |text: &str| screen.lines().find(|line| line.contains(text)).expect("it is listed");
    assert!(line("2026-11-21 01:38:59").contains('●'));
    assert!(line("2026-11-21 01:38:59").contains('▌'), "the cursor begins here");
    assert!(line("2026-11-20 10:11:12").contains("1 log, 2.0 KB, written 10 min ago"));
    assert!(!line("2026-11-20 10:11:12").contains('●'));
    assert!(line("2026-11-01 00:00:00").contains("no telemetry log"));
}

#[test]
fn enter_opens_the_session_under_the_cursor() {
    let mut driver = page();
    driver.keys("j <enter>");
    let asked = driver.asked.join(" ");
    assert!(asked.contains("Open(Session(") && asked.contains("20261120T101112"), "{asked}");
    driver.asked.clear();
    driver.keys("j <enter>");
    assert!(driver.asked.is_empty(), "{:?}", driver.asked);
    assert!(driver.screen(100, 30).contains("no telemetry log in this session"));
}

#[test]
fn enter_on_a_log_shows_that_log_only() {
    let mut driver = page();
    let mut lines = 0;
    while !driver.screen(100, 50).lines().any(|it| it.contains('▌') && it.contains("extHost")) {
        driver.keys("j");
        lines += 1;
        assert!(lines < 60, "{}", driver.screen(100, 50));
    }
    driver.keys("<enter>");
    let screen = driver.screen(160, 50);
    assert!(screen.contains("source=") && screen.contains("activated"), "{screen}");
}

#[test]
fn what_cannot_be_opened_is_said_and_what_is_shown_stays() {
    let mut driver = page();
    driver.message(Message::Refused("logs/x: no permission to read it".to_owned()));
    driver.keys("1");
    let screen = driver.screen(100, 30);
    assert!(screen.contains("no permission to read it") && screen.contains("editorOpened"));
}

#[test]
fn another_log_keeps_the_filter_and_forgets_what_was_chosen_of_the_one_before() {
    let mut driver = Driver::live();
    driver.screen(120, 40);
    driver.keys("L o <esc> f event:second <enter>");
    driver.opens(
        "2026-11-21 05:00:00.000 [trace] telemetry/first {}\n\
                  2026-11-21 05:00:01.000 [trace] telemetry/second {}\n",
    );
    let screen = driver.screen(120, 40);
    assert!(screen.contains("filter › event:second") && screen.contains("1 of 2"), "{screen}");
    assert!(!screen.contains("[level"), "{screen}");
}

#[test]
fn where_no_log_is_found_a_key_plays_the_demo_and_another_asks_for_a_path() {
    let mut driver = Driver::empty();
    driver.notice(Notice::Stage(Stage::Waiting));
    let screen = driver.screen(100, 30);
    assert!(screen.contains("plays the embedded demo"), "{screen}");
    driver.keys("d");
    assert_eq!(driver.asked, ["Open(Demo)"]);
    driver.asked.clear();
    driver.keys("o");
    assert!(driver.screen(100, 30).contains("open ›"));
    driver.keys("~/logs <enter>");
    assert_eq!(driver.asked, ["Open(Path(\"~/logs\"))"]);
}

#[test]
fn another_log_has_findings_of_its_own() {
    let mut driver = Driver::live();
    driver.screen(120, 40);
    driver.keys("3");
    assert!(driver.screen(120, 40).contains("startupLayout"));
    driver.opens("2026-11-21 05:00:00.000 [trace] telemetry/neverSeen {\"odd\":\n");
    driver.keys("3");
    let screen = driver.screen(120, 40);
    assert!(screen.contains("neverSeen") && !screen.contains("startupLayout"), "{screen}");
}
