//! The screen from a key to the text on it: the real model, the real drawing, a log that is
//! filled at once.
#![expect(clippy::panic, reason = "what is not found on a screen is told with the screen")]

#[path = "screen/audit.rs"]
mod audit;
#[path = "screen/detail.rs"]
mod detail;
#[path = "screen/differences.rs"]
mod differences;
#[path = "common/driver.rs"]
mod driver;
#[path = "screen/facets.rs"]
mod facets;
#[path = "screen/filter.rs"]
mod filter;
#[path = "screen/health.rs"]
mod health;
#[path = "screen/list.rs"]
mod list;
#[path = "screen/opening.rs"]
mod opening;
#[path = "screen/palette.rs"]
mod palette;
#[path = "screen/pictures.rs"]
mod pictures;
#[path = "screen/properties.rs"]
mod properties;
#[path = "screen/replay.rs"]
mod replay;
#[path = "screen/saving.rs"]
mod saving;
#[path = "screen/sessions.rs"]
mod sessions;
#[path = "screen/states.rs"]
mod states;
#[path = "screen/styled.rs"]
mod styled;
#[path = "screen/timeline.rs"]
mod timeline;
#[path = "screen/views.rs"]
mod views;
#[path = "screen/work.rs"]
mod work;

use driver::Driver;
use insta::assert_snapshot;
use ratatui::style::Color;
use telltail::pipeline::{Notice, Problem, Stage};
use telltail::store::SourceState;
use telltail::tui::{Exit, Mouse, Turn};

/// Small, usual, large.
const SIZES: [(u16, u16); 3] = [(40, 10), (80, 24), (160, 50)];

/// Takes a snapshot in each size.
macro_rules! snapshots {
    ($name:literal, $driver:expr) => {
        for (width, height) in SIZES {
            let screen = $driver.screen(width, height);
            assert_snapshot!(format!("{}-{width}x{height}", $name), screen);
        }
    };
}

#[test]
fn a_live_log_is_listed_with_its_newest_event_in_view() {
    let screen = Driver::live().screen(80, 24);
    let newest = screen.lines().find(|line| line.contains('▌'));
    assert!(newest.is_some_and(|line| line.contains("01:40:00.000")), "{screen}");
}

#[test]
fn a_filter_shows_what_matches_and_how_much_of_it_there_is() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter>");
    snapshots!("filtered", driver);
}

#[test]
fn a_wrong_filter_keeps_the_last_result_and_says_what_is_wrong() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> dest:githib");
    assert!(driver.screen(80, 24).contains("did you mean dest:github?"));
    assert!(driver.screen(80, 24).contains(" of 13"), "the last valid filter is applied");
}

#[test]
fn an_unfinished_filter_is_no_error_until_it_is_kept() {
    let mut driver = Driver::live();
    driver.keys("f level:");
    assert!(driver.screen(80, 24).contains("… "), "it is said neutrally");
    assert!(!driver.screen(80, 24).contains('✗'));
    driver.keys("<enter>");
    assert!(driver.screen(80, 24).contains('✗'));
}

#[test]
fn the_detail_pane_says_what_was_declared_of_each_property() {
    let mut driver = Driver::live();
    driver.keys("f event:activated <enter> <enter>");
    snapshots!("properties", driver);
}

#[test]
fn nested_values_and_hostile_ones_are_laid_out_and_harmless() {
    let mut driver = Driver::live();
    driver.keys("f event:trusted,weird* <enter> <enter>");
    assert_snapshot!("hostile", driver.screen(110, 40));
    driver.keys("E");
    driver.keys("<esc> k <enter>");
    assert_snapshot!("nested", driver.screen(110, 40));
}

#[test]
fn common_properties_are_folded_until_asked_for() {
    let mut driver = Driver::live();
    driver.keys("f event:activated <enter>");
    assert!(!driver.screen(160, 50).contains("common.os"));
    driver.keys("x");
    assert_snapshot!("common", driver.screen(110, 40));
    driver.keys("x");
    assert!(!driver.screen(160, 50).contains("common.os"));
}

#[test]
fn the_raw_tab_shows_the_record_as_it_stands_in_its_file() {
    let mut driver = Driver::live();
    driver.keys("f event:UnhandledError <enter> <enter> v");
    snapshots!("raw", driver);
}

#[test]
fn the_why_tab_says_what_each_word_rests_on() {
    let mut driver = Driver::live();
    driver.keys("f event:panel.request.error <enter> <enter> v v");
    snapshots!("why", driver);
}

#[test]
fn the_help_page_lists_every_action() {
    let mut driver = Driver::live();
    driver.screen(80, 24);
    driver.keys("?");
    driver.keys("G");
    assert!(driver.screen(80, 24).contains("proves that an event was logged"));
    driver.keys("q");
    assert!(driver.screen(80, 24).contains("editorOpened"));
}

#[test]
fn choosing_a_facet_narrows_the_list_and_shows_as_a_chip() {
    let mut driver = Driver::live();
    driver.keys("L o <esc>");
    assert_snapshot!("chip", driver.screen(110, 30));
    driver.keys("<backspace>");
    assert!(driver.screen(110, 30).contains("13 of 13"));
}

#[test]
fn a_facet_s_counts_apply_every_term_but_its_own() {
    let mut driver = Driver::live();
    driver.keys("L <space>");
    let screen = driver.screen(160, 50);
    assert!(screen.contains("▢ usage                  10"), "{screen}");
}

#[test]
fn where_no_logs_are_found_the_screen_says_where_it_looked_and_what_to_do() {
    let mut driver = Driver::empty();
    let looked = |about: &str, text: &str| Problem { about: about.into(), text: text.into() };
    driver.notice(Notice::Looked(vec![
        looked("~/.config/Code/logs", "not there"),
        looked("~/.config/VSCodium/logs", "no permission to read it"),
    ]));
    driver.notice(Notice::Stage(Stage::Waiting));
    assert!(driver.screen(80, 24).contains("Code/logs"));
    driver.add("telemetry.log", Some("20261121T013859"), "");
    driver.notice(Notice::Stage(Stage::Live));
    assert!(!driver.screen(80, 24).contains("Code/logs"), "what was looked for is past");
}

#[test]
fn where_nothing_matches_the_screen_says_which_key_shows_something_again() {
    let mut driver = Driver::live();
    driver.keys("f level:error <space> zebra <enter>");
    assert!(driver.screen(80, 24).contains("Nothing matches"));
    driver.keys("<backspace>");
    assert!(driver.screen(80, 24).contains("level:error"));
    assert!(!driver.screen(80, 24).contains("Nothing matches"));
}

#[test]
fn a_source_that_is_gone_is_named_and_its_events_stay() {
    let mut driver = Driver::empty();
    let text = include_str!("common/sample/telemetry.log");
    let source = driver.add("telemetry.log", Some("20261121T013859"), text);
    driver.notice(Notice::Stage(Stage::Live));
    driver.set_state(source, SourceState::Gone);
    assert!(driver.screen(80, 24).contains("what was seen of it stays"));
    driver.keys("<esc>");
    assert!(!driver.screen(80, 24).contains("what was seen of it stays"));
}

#[test]
fn a_problem_stays_on_the_screen_until_it_is_closed() {
    let mut driver = Driver::live();
    let problem = Problem { about: "secret.log".into(), text: "no permission to read it".into() };
    driver.notice(Notice::Problem(problem));
    driver.keys("j k");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("secret.log: no permission") && screen.contains("1 problem"));
    driver.keys("<esc>");
    assert!(!driver.screen(100, 24).contains("no permission"));
}

#[test]
fn streaming_in_never_moves_what_is_looked_at() {
    let mut driver = Driver::live();
    driver.keys("k k k");
    let marked = |driver: &mut Driver| {
        let screen = driver.screen(80, 24);
        let line = screen.lines().position(|line| line.contains('▌')).expect("a cursor");
        (line, screen.lines().nth(line).map(str::to_owned))
    };
    let before = marked(&mut driver);
    driver.add(
        "late.telemetry.log",
        Some("20261121T013859"),
        &"2026-11-21 01:39:01.000 [trace] telemetry/late {}\n".repeat(100),
    );
    let newest = "2026-11-21 02:00:00.000 [trace] telemetry/newest {}\n";
    driver.add("new.telemetry.log", Some("20261121T013859"), newest);
    assert_eq!(marked(&mut driver), before);
    assert!(driver.screen(100, 24).contains("+1 below, F follows"));
    driver.keys("F");
    assert!(driver.screen(100, 24).contains("● live"));
    assert!(marked(&mut driver).1.expect("a line").contains("newest"));
}

#[test]
fn a_filter_that_hides_the_event_gives_it_back_when_it_goes() {
    let mut driver = Driver::live();
    driver.keys("g j j j");
    let cursor = |driver: &mut Driver| {
        let screen = driver.screen(100, 24);
        screen.lines().find(|line| line.contains('▌')).map(str::to_owned)
    };
    let before = cursor(&mut driver);
    driver.keys("f event:opened <enter>");
    assert_ne!(cursor(&mut driver), before);
    driver.keys("<backspace>");
    assert_eq!(cursor(&mut driver), before);
}

#[test]
fn a_saved_log_opens_at_its_end_and_is_not_live() {
    let mut driver = Driver::saved();
    let screen = driver.screen(80, 24);
    assert!(screen.contains("■ saved") && !screen.contains("live"));
    let cursor = screen.lines().find(|line| line.contains('▌')).expect("a cursor");
    assert!(cursor.contains("01:40:00.000"));
    driver.keys("F");
    assert!(driver.screen(100, 24).contains("start telltail with -f"));
}

#[test]
fn another_session_is_set_off_by_a_line() {
    let mut driver = Driver::live();
    driver.keys("g");
    assert!(driver.screen(80, 24).contains("── new session 20261121T013859 ──"));
}

#[test]
fn escape_gives_the_filter_back_and_enter_keeps_it() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter> f <space> acme <esc>");
    assert!(driver.screen(80, 24).contains("filter › level:error  "));
    driver.keys("f");
    assert!(driver.screen(80, 24).contains("filter › level:error"), "the text is kept");
    driver.keys("<ctrl-u> kind:log <enter> f <up> <up>");
    assert!(driver.screen(80, 24).contains("filter › level:error"));
    driver.keys("<down>");
    assert!(driver.screen(80, 24).contains("filter › kind:log"));
}

#[test]
fn the_whole_filter_goes_off_and_on() {
    let mut driver = Driver::live();
    driver.keys("f level:error <enter> L o <esc> \\");
    assert!(driver.screen(120, 24).contains("13 of 13"));
    assert!(driver.screen(120, 24).contains("(off)"));
    driver.keys("\\");
    assert!(!driver.screen(120, 24).contains("13 of 13"));
}

#[test]
fn a_cell_becomes_a_term_of_the_filter() {
    let mut driver = Driver::live();
    driver.keys("f event:activated <enter>");
    driver.keys("h =");
    let expected = "event:activated producer=acme.audit-demo";
    assert!(driver.screen(160, 50).contains(expected));
    driver.keys("h h h -");
    assert!(driver.screen(160, 50).contains(&format!("{expected} -level=usage")));
    assert!(driver.screen(160, 50).contains("0 of 13"));
}

#[test]
fn a_property_becomes_a_term_of_the_filter() {
    let mut driver = Driver::live();
    driver.keys("f event:activated <enter> <enter> =");
    assert!(driver.screen(160, 50).contains("event:activated prop.reason=startup"));
    assert!(driver.screen(160, 50).contains("1 of 13"));
}

#[test]
fn a_search_goes_from_hit_to_hit_and_says_when_there_is_none() {
    let mut driver = Driver::live();
    driver.keys("g / editorOpened <enter>");
    let cursor = |driver: &mut Driver| {
        let screen = driver.screen(80, 24);
        screen.lines().find(|line| line.contains('▌')).map(str::to_owned).unwrap_or_default()
    };
    assert!(cursor(&mut driver).contains("09:00:04.250"));
    driver.keys("n n");
    assert!(cursor(&mut driver).contains("01:40:00.000"));
    driver.keys("N");
    assert!(cursor(&mut driver).contains("01:39:02.120"));
    driver.keys("/ <ctrl-u> zebra <enter>");
    assert!(driver.screen(80, 24).contains("nothing shown here has 'zebra'"));
    driver.keys("/ <ctrl-u> /(/");
    assert!(driver.screen(80, 24).contains('✗'), "a wrong regex is said");
}

#[test]
fn hits_are_highlighted_in_list_and_detail_also_under_the_cursor_and_nowhere_else() {
    let mut driver = Driver::live();
    driver.keys("/ f <enter>");
    let screen = driver.screen(100, 24);
    let cells = driver.cells(100, 24);
    let marked: Vec<bool> = (0..24)
        .map(|y| (0..100).any(|x| cells[(x, y)].symbol() == "f" && cells[(x, y)].bg == HIT))
        .collect();
    let cursor = screen.lines().position(|line| line.contains('▌')).expect("a cursor");
    let row = screen.lines().nth(cursor).expect("it is there");
    assert!(row.contains("microsoft") && marked[cursor], "{row}");
    assert!(!marked[22] && !marked[23], "filter line and footer are no place for hits");
}

/// The background of a hit in the dark theme.
const HIT: Color = Color::Rgb(0xf2, 0xcc, 0x60);

#[test]
fn e_goes_from_error_to_error_and_braces_to_the_same_event() {
    let mut driver = Driver::live();
    let cursor = |driver: &mut Driver| {
        let screen = driver.screen(80, 24);
        screen.lines().find(|line| line.contains('▌')).map(str::to_owned).unwrap_or_default()
    };
    driver.keys("g e");
    assert!(cursor(&mut driver).contains("UnhandledError"));
    driver.keys("g j }");
    assert!(cursor(&mut driver).contains("01:39:02.120"));
    driver.keys("{ {");
    assert!(cursor(&mut driver).contains("09:00:04.250"));
    assert!(driver.screen(80, 24).contains("no event of this name above"));
}

#[test]
fn trace_output_comes_with_a_word_of_warning() {
    let mut driver = Driver::live();
    driver.keys("T");
    assert_eq!(driver.asked, ["SetTrace(true)"]);
    assert!(driver.screen(80, 24).contains("can hold secrets"));
    driver.keys("T");
    assert_eq!(driver.asked, ["SetTrace(true)", "SetTrace(false)"]);
}

#[test]
fn q_goes_back_and_quits_at_last() {
    let mut driver = Driver::live();
    driver.keys("<enter> q");
    assert_eq!(driver.exit, None);
    driver.keys("f q <esc>");
    assert_eq!(driver.exit, None, "q is a letter in the filter line");
    driver.keys("q");
    assert_eq!(driver.exit, Some(Exit::Quit));
}

#[test]
fn ctrl_c_quits_from_anywhere() {
    for keys in ["<ctrl-c>", "f <ctrl-c>", "/ <ctrl-c>", "? <ctrl-c>", "L <ctrl-c>"] {
        let mut driver = Driver::live();
        driver.keys(keys);
        assert_eq!(driver.exit, Some(Exit::Quit), "{keys}");
    }
}

#[test]
fn a_panicking_thread_ends_the_screen() {
    let mut driver = Driver::live();
    driver.notice(Notice::Panicked("search: broken".into()));
    assert_eq!(driver.exit, Some(Exit::Panicked("search: broken".into())));
}

#[test]
fn a_click_selects_a_row_toggles_a_facet_and_edits_the_filter() {
    let mut driver = Driver::live();
    let screen = driver.screen(160, 50);
    let at = |word: &str| {
        let y = screen.lines().position(|line| line.contains(word)).expect("it is shown");
        let line = screen.lines().nth(y).expect("it is there");
        let x = line.split(word).next().expect("it is there").chars().count();
        Mouse::Click { x: x as u16, y: y as u16 }
    };
    driver.mouse(at("UnhandledError"));
    let now = driver.screen(160, 50);
    let cursor = now.lines().find(|line| line.contains('▌')).expect("a cursor");
    assert!(cursor.contains("01:39:08.500"), "{cursor}");
    driver.mouse(at("▣ usage"));
    assert!(driver.screen(160, 50).contains("[-level=usage]"));
    driver.mouse(at("filter ›"));
    driver.paste("kind:event\n");
    assert!(driver.screen(160, 50).contains("filter › kind:event"));
}

#[test]
fn the_wheel_scrolls_what_is_under_the_mouse() {
    let mut driver = Driver::live();
    driver.keys("F");
    let first = |driver: &mut Driver| driver.screen(80, 14).lines().nth(2).map(str::to_owned);
    let before = first(&mut driver);
    driver.mouse(Mouse::Wheel { x: 5, y: 4, turn: Turn::Up });
    let up = first(&mut driver);
    assert_ne!(up, before);
    driver.mouse(Mouse::Wheel { x: 5, y: 4, turn: Turn::Down });
    assert_eq!(first(&mut driver), before);
}

#[test]
fn times_are_shown_in_four_ways() {
    let mut driver = Driver::live();
    driver.keys("t");
    assert!(driver.screen(100, 24).contains("2026-11-21 01:40:00.000"));
    driver.keys("t");
    assert!(driver.screen(100, 24).contains(" ago "));
    driver.keys("t");
    assert!(driver.screen(100, 24).contains("+40.000"));
    driver.keys("t");
    assert!(driver.screen(100, 24).contains("▌ 01:40:00.000"));
}

#[test]
fn every_small_size_is_drawn_in_every_mode() {
    let modes = [
        "",
        "<enter>",
        "L",
        "f level:eror",
        "/ x",
        "?",
        "<enter> v",
        "f zebra <enter>",
        "5",
        "5 G",
    ];
    for mode in modes {
        let mut driver = Driver::live();
        driver.keys(mode);
        for (width, height) in (1..=20).flat_map(|w| (1..=20).map(move |h| (w, h))) {
            driver.cells(width, height);
        }
    }
    for (width, height) in (1..=20).flat_map(|w| (1..=20).map(move |h| (w, h))) {
        Driver::empty().cells(width, height);
    }
}

#[test]
fn o_goes_to_the_twin_and_the_why_tab_names_it() {
    let mut driver = Driver::live();
    let github = r#"{"properties":{"unique_id":"u","common_extname":"c","sku":"s"}}"#;
    let microsoft = r#"{"properties":{"common.tid":"t","common.sku":"s"}}"#;
    let line = |body: &str| {
        let name = "GitHub.copilot-chat/response.success";
        format!("2026-11-21 01:39:21.000 [trace] {name} {body}\n")
    };
    driver.add("copilotTelemetry.log", None, &(line(github) + &line(microsoft)));
    driver.keys("f event:response.success <enter> <enter> v v");
    let at = |driver: &mut Driver| driver.screen(130, 40);
    let microsoft_side = at(&mut driver);
    assert!(microsoft_side.contains("sent to github too"), "{microsoft_side}");
    driver.keys("o");
    let github_side = at(&mut driver);
    assert!(github_side.contains("sent to microsoft too"), "{github_side}");
    driver.keys("O");
    assert_eq!(at(&mut driver), microsoft_side);
    driver.keys("<esc> f dest:microsoft <enter>");
    driver.keys("f <space> dest:microsoft <enter> o");
    assert!(at(&mut driver).contains("its twin is hidden"));
    driver.keys("f <ctrl-u> event:activated <enter> o");
    let screen = at(&mut driver);
    assert!(screen.contains("no twin of this event"), "{screen}");
}
