//! What the screen says of the state of the logs: where there is nothing to list, on the top
//! line, and on the page of sources.

use insta::assert_snapshot;
use telltail::consent::{Consent, TelemetryLevel};
use telltail::event::{Detected, Format};
use telltail::pipeline::{Notice, Problem, Stage};
use telltail::store::SourceState;

use super::SIZES;
use super::driver::Driver;

const SESSION: Option<&str> = Some("20261121T013859");

const HEADER: &str = "2026-11-21 01:39:09.000 [info] The below are logs for every telemetry \
                      event sent from VS Code once the log level is set to trace.\n\
                      2026-11-21 01:39:09.001 [info] \
                      ===========================================================\n";

const TRACE: &str =
    "2026-11-21 01:39:10.000 [trace] telemetry/opened.first {\"properties\":{\"a\":1}}\n";

fn consent(level: TelemetryLevel) -> Notice {
    Notice::Consent(Some(Consent {
        level,
        why: format!("telemetry.telemetryLevel is \"{level}\""),
        file: Some("/home/alice/.config/Code/User/settings.json".into()),
        certain: true,
        notes: Vec::new(),
    }))
}

/// A followed session with one telemetry log.
fn session(text: &str) -> (Driver, telltail::event::SourceId) {
    let mut driver = Driver::empty();
    let source = driver.add("telemetry.log", SESSION, text);
    driver.notice(Notice::Stage(Stage::Live));
    (driver, source)
}

#[test]
fn the_panel_becomes_the_list_by_itself_once_tracing_is_on() {
    let (mut driver, source) = session("");
    let shows = |driver: &mut Driver, words: &[&str], not: &[&str]| {
        let screen = driver.screen(80, 24);
        for word in words {
            assert!(screen.contains(word), "no '{word}' in\n{screen}");
        }
        for word in not {
            assert!(!screen.contains(word), "'{word}' in\n{screen}");
        }
    };
    let off = ["Tracing is off", "Developer: Show Telemetry", "trace off?", "--log trace"];
    shows(&mut driver, &[&off[..], &["telemetry logs are empty"]].concat(), &["opened.first"]);
    driver.grow(source, HEADER);
    shows(&mut driver, &[&off[..], &["only the lines that open them"]].concat(), &[]);
    driver.grow(source, TRACE);
    shows(
        &mut driver,
        &["opened.first", "trace ON", "01:39:10.000"],
        &["Tracing is off", "trace off"],
    );
}

#[test]
fn a_log_of_headers_alone_says_that_tracing_is_off_and_how_it_is_switched_on() {
    let (mut driver, _) = session(HEADER);
    for (width, height) in SIZES {
        assert_snapshot!(format!("tracing-off-{width}x{height}"), driver.screen(width, height));
    }
}

#[test]
fn telemetry_that_is_off_is_no_fault_of_the_log() {
    let (mut driver, source) = session(HEADER);
    driver.notice(consent(TelemetryLevel::Off));
    for (width, height) in SIZES {
        assert_snapshot!(format!("telemetry-off-{width}x{height}"), driver.screen(width, height));
    }
    driver.grow(source, TRACE);
    let screen = driver.screen(110, 24);
    assert!(screen.contains("although telemetry is off"), "{screen}");
    driver.notice(consent(TelemetryLevel::All));
    let screen = driver.screen(110, 24);
    assert!(screen.contains("level: all") && screen.contains("trace ON"), "{screen}");
}

#[test]
fn where_only_errors_are_allowed_both_are_said() {
    let (mut driver, _) = session(HEADER);
    driver.notice(consent(TelemetryLevel::Error));
    assert_snapshot!("only-errors", driver.screen(80, 24));
}

#[test]
fn logs_without_a_telemetry_log_are_told_from_those_with_one() {
    let mut driver = Driver::empty();
    driver.add("main.log", SESSION, "2026-11-21 01:39:09.000 [info] update#setState idle\n");
    driver.notice(Notice::Stage(Stage::Live));
    assert!(driver.screen(80, 24).contains("no telemetry log"), "{}", driver.screen(80, 24));
}

#[test]
fn logging_that_stopped_is_said_once_and_on_the_top_line() {
    let (mut driver, source) = session(&format!("{HEADER}{TRACE}"));
    assert!(driver.screen(80, 24).contains("trace ON"));
    driver.grow(source, &HEADER.replace(":09.", ":20."));
    assert_snapshot!("stopped", driver.screen(80, 24));
    driver.keys("<esc>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("trace stopped 01:39?") && !screen.contains("Logging stopped"));
    driver.keys("5");
    let page = driver.screen(80, 24);
    assert!(page.contains("written again at 01:39:20 UTC") && page.contains("Show Telemetry"));
    driver.keys("1");
    driver.grow(source, &TRACE.replace(":10.", ":30."));
    assert!(driver.screen(80, 24).contains("trace ON"));
}

#[test]
fn the_top_line_counts_what_could_not_be_read_and_keeps_what_matters_in_40_columns() {
    let (mut driver, source) = session(TRACE);
    driver.notice(consent(TelemetryLevel::Error));
    driver.grow(source, "2026-11-21 01:39:11.000 [trace] telemetry/cut {\"properties\":\n");
    driver.add("old.telemetry.log", SESSION, "no stamp at all\n");
    let top = |driver: &mut Driver, width: u16| {
        driver.screen(width, 24).lines().next().map(str::to_owned).expect("a line")
    };
    assert_snapshot!("top-lines", [40, 60, 80, 120, 160].map(|it| top(&mut driver, it)).join("\n"));
}

/// A screen with sources of every state.
fn many() -> Driver {
    let mut driver = Driver::live();
    driver.add("main.log", SESSION, "2026-11-21 01:39:09.000 [info] ready\nno stamp\n");
    let gone = driver.add("remoteTelemetry.log", Some("20261121T010000"), HEADER);
    driver.set_state(gone, SourceState::Gone);
    let failed = driver.add("extHostTelemetry.log", Some("20261119T010000"), "");
    driver.set_state(failed, SourceState::Failed("no permission to read it".to_owned()));
    driver.keys("<esc>");
    driver.notice(consent(TelemetryLevel::All));
    driver
}

#[test]
fn the_page_of_sources_says_of_each_what_it_is_and_how_it_does() {
    let mut driver = many();
    driver.detected(
        0,
        Detected {
            format: Format::Current,
            why: "line 1 opens with a stamp and a level".to_owned(),
        },
    );
    driver.keys("5");
    for (width, height) in SIZES {
        assert_snapshot!(format!("sources-{width}x{height}"), driver.screen(width, height));
    }
    driver.screen(40, 10);
    driver.keys("G");
    let end = driver.screen(40, 10);
    assert!(!end.contains('↓'), "{end}");
    driver.keys("<esc>");
    assert!(driver.screen(80, 24).contains("▌"), "back in the list");
}

#[test]
fn what_is_piped_in_is_called_standard_input_wherever_it_is_named() {
    let mut driver = Driver::empty();
    driver.add("-", None, TRACE);
    driver.notice(Notice::Stage(Stage::Done));
    let screen = driver.screen(120, 30);
    assert!(screen.contains("opened.first in standard input"), "{screen}");
    driver.keys("5");
    let screen = driver.screen(120, 30);
    assert!(screen.contains("▪  standard input"), "{screen}");
}

#[test]
fn broken_settings_are_not_certain_and_the_page_of_sources_says_what_is_wrong_with_them() {
    let (mut driver, _) = session(TRACE);
    let note = "settings.json is broken; what could be read of it counts";
    driver.notice(Notice::Consent(Some(Consent {
        level: TelemetryLevel::All,
        why: "default, telemetry.telemetryLevel is not set".to_owned(),
        file: Some("/home/alice/settings.json".into()),
        certain: false,
        notes: vec![note.to_owned()],
    })));
    assert!(driver.screen(120, 24).contains("level: all?"), "{}", driver.screen(120, 24));
    driver.keys("5");
    let screen = driver.screen(120, 24);
    let says =
        "Settings: all? (default, telemetry.telemetryLevel is not set, in /home/alice/settings";
    assert!(screen.contains(says) && screen.contains(note), "{screen}");
    driver.notice(consent(TelemetryLevel::Error));
    let screen = driver.screen(120, 24);
    assert!(!screen.contains("Settings:"), "it is said above\n{screen}");
    assert!(screen.contains("settings.json"), "{screen}");
}

#[test]
fn the_page_of_sources_lists_every_place_where_nothing_was_found() {
    let mut driver = Driver::empty();
    let place = |at: u32| Problem { about: format!("/home/alice/{at}"), text: "not there".into() };
    driver.notice(Notice::Looked((1..=30).map(place).collect()));
    driver.notice(Notice::Stage(Stage::Waiting));
    assert!(driver.screen(40, 10).contains("5 shows them"));
    driver.keys("5");
    let mut seen = String::new();
    for _ in 0..60 {
        seen.push_str(&driver.screen(60, 12));
        driver.keys("j");
    }
    for at in 1..=30 {
        assert!(seen.contains(&format!("/home/alice/{at}: not there")), "{at}");
    }
    assert!(seen.contains("~/.vscode-server"));
}

#[test]
fn a_product_that_does_not_send_has_a_badge() {
    let mut driver = Driver::empty();
    driver.add_of("vscodium", "telemetry.log", SESSION, TRACE);
    driver.notice(Notice::Stage(Stage::Live));
    assert!(driver.screen(80, 24).contains("NOT SENT"));
    driver.keys("5");
    assert!(driver.screen(80, 24).contains("LOGGED, NOT SENT: VSCodium only logs"));
}

#[test]
fn saved_logs_outside_of_any_session_are_called_that_and_not_after_one_of_them() {
    let line = "2026-11-21 01:39:00.000 [trace] telemetry/tick {\"n\":1}\n";
    let mut driver = Driver::empty();
    driver.add_of("unknown", "first.log", None, line);
    driver.add_of("unknown", "second.log", None, line);
    driver.notice(Notice::Stage(Stage::Done));
    let screen = driver.screen(80, 24);
    let top = screen.lines().next().unwrap_or_default();
    assert!(top.contains("2 files") && !top.contains("first.log"), "{top}");
    driver.keys("5");
    let screen = driver.screen(80, 30);
    assert!(screen.contains("logs outside of a session folder · trace on"), "{screen}");
    assert!(!screen.contains("unknown"), "{screen}");
}

#[test]
fn the_sources_say_what_is_not_among_them() {
    let mut driver = Driver::live();
    driver.keys("5");
    let screen = driver.screen(100, 60);
    assert!(screen.contains("T  reads the session's other logs too"), "{screen}");
    assert!(screen.contains("is in no log"), "{screen}");
    driver.keys("T");
    assert!(!driver.screen(100, 60).contains("T  reads the session's other logs too"));
}
