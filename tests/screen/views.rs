//! The pages that are tables: stats, findings and the catalog.

use insta::assert_snapshot;
use proptest::prelude::*;
use telltail::pipeline::{Notice, Stage};
use telltail::tui::{Mouse, Turn};

use super::SIZES;
use super::driver::Driver;

const SESSION: Option<&str> = Some("20261121T013859");

/// A live sample with these keys pressed.
fn after(keys: &str) -> Driver {
    let mut driver = Driver::live();
    driver.keys(keys);
    driver
}

/// A log of these events, one a second.
fn log_of(names: &[&str]) -> String {
    let lines = names.iter().enumerate().map(|(at, name)| {
        format!(
            "2026-11-21 01:{:02}:{:02}.000 [trace] telemetry/{name} {{\"properties\":{{}}}}\n",
            at / 60,
            at % 60
        )
    });
    lines.collect()
}

/// The line under the cursor.
fn current(driver: &mut Driver) -> String {
    let screen = driver.screen(100, 24);
    // Bars of shares may end with the same sign.
    let line = screen.lines().find(|line| line.starts_with("│▌")).unwrap_or_default();
    line.trim_start_matches(['│', '▌', ' ']).to_owned()
}

/// The first word of the line under the cursor.
fn name(driver: &mut Driver) -> String {
    current(driver).split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn stats_have_a_tab_for_each_dimension() {
    let mut driver = after("2");
    for (tab, value) in [
        ("producer", "acme.audit-demo"),
        ("destination", "microsoft"),
        ("purpose", "FeatureInsight"),
        ("level", "usage"),
    ] {
        driver.keys("v");
        let screen = driver.screen(100, 24);
        assert!(screen.contains(&format!("[{tab}]")) && screen.contains(value), "{screen}");
    }
    driver.keys("v");
    assert!(driver.screen(100, 24).contains("[event]"));
}

#[test]
fn stats_of_a_filter_say_of_how_many() {
    let mut driver = after("f level:error <enter> 2");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("Stats of 2 of 13") && screen.contains("UnhandledError"), "{screen}");
    assert!(!screen.contains("editorOpened"), "{screen}");
    driver.keys("<backspace>");
    assert!(driver.screen(100, 24).contains("editorOpened"), "the page goes along");
}

#[test]
fn enter_filters_to_the_value_and_shows_its_events() {
    let mut driver = after("2");
    assert_eq!(name(&mut driver), "editorOpened");
    driver.keys("<enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("event=editorOpened") && screen.contains("3 of 13"), "{screen}");
    assert!(!screen.contains("Stats"), "{screen}");
}

#[test]
fn a_value_can_be_taken_out_without_leaving_the_page() {
    let mut driver = after("2 -");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("Stats of 10 of 13"), "{screen}");
    assert!(!screen.contains("│ editorOpened") && !screen.contains("▌editorOpened"), "{screen}");
}

#[test]
fn records_without_a_value_are_counted_and_can_be_filtered_to() {
    let mut driver = after("2");
    let screen = driver.screen(100, 24);
    let none = screen.lines().find(|line| line.contains("(none)"));
    assert!(none.is_some_and(|line| line.contains(" 1 ")), "{screen}");
    driver.keys("f -has:event <enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("Stats of 1 of 13"), "{screen}");
}

#[test]
fn a_table_is_sorted_by_the_column_under_the_cursor_and_then_the_other_way_round() {
    let mut driver = after("2");
    assert!(driver.screen(100, 24).contains("count▼"));
    driver.keys("h S");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("event▲"), "{screen}");
    assert_eq!(name(&mut driver), "UnhandledError");
    driver.keys("S g");
    assert!(driver.screen(100, 24).contains("event▼"));
    assert_eq!(name(&mut driver), "(none)");
}

#[test]
fn the_mouse_selects_sorts_and_scrolls() {
    let mut driver = after("2");
    let screen = driver.screen(100, 24);
    let line = screen.lines().position(|line| line.contains("startupLayout")).unwrap_or(0);
    driver.mouse(Mouse::Click { x: 5, y: line as u16 });
    assert_eq!(name(&mut driver), "startupLayout");
    driver.mouse(Mouse::Click { x: 3, y: 2 });
    let screen = driver.screen(100, 24);
    assert!(screen.contains("event▲"), "{screen}");
    assert_eq!(name(&mut driver), "startupLayout", "the row stays under the cursor");
    driver.screen(40, 10);
    driver.mouse(Mouse::Wheel { x: 5, y: 4, turn: Turn::Down });
    let small = driver.screen(40, 10);
    assert!(!small.contains("UnhandledError"), "{small}");
    for _ in 0..9 {
        driver.mouse(Mouse::Wheel { x: 5, y: 4, turn: Turn::Up });
    }
    assert!(driver.screen(40, 10).contains("UnhandledError"));
}

#[test]
fn the_row_under_the_cursor_stays_there_while_events_stream_in() {
    let mut driver = Driver::empty();
    let source = driver.add("telemetry.log", SESSION, &log_of(&["a", "a", "b"]));
    driver.notice(Notice::Stage(Stage::Live));
    driver.keys("2 j");
    assert_eq!(name(&mut driver), "b");
    let line = |driver: &mut Driver| {
        driver.screen(100, 24).lines().position(|line| line.starts_with("│▌"))
    };
    let before = line(&mut driver);
    assert!(before.is_some());
    driver.grow(source, &log_of(&["c", "c", "c", "d", "d", "d", "d"]));
    driver.wait(1100);
    assert_eq!(name(&mut driver), "b", "two others have come above it");
    driver.keys("k");
    assert_eq!(name(&mut driver), "a");
    driver.keys("g");
    assert_eq!(name(&mut driver), "d");
}

#[test]
fn rows_do_not_dance() {
    let mut driver = Driver::empty();
    let source = driver.add("telemetry.log", SESSION, &log_of(&["a", "a", "b"]));
    driver.notice(Notice::Stage(Stage::Live));
    driver.keys("2");
    driver.wait(500);
    driver.grow(source, &log_of(&["b", "b", "b"]));
    assert_eq!(name(&mut driver), "a", "not within a second");
    driver.wait(600);
    assert_eq!(name(&mut driver), "b", "the first row is nobody's until somebody goes there");
}

#[test]
fn facets_lie_over_the_pages_and_narrow_them() {
    let mut driver = after("2 L o");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("Stats of 10 of 13"), "{screen}");
    driver.keys("<esc> <esc>");
    let screen = driver.screen(100, 24);
    assert!(!screen.contains("Stats"), "back in the list of events: {screen}");
}

#[test]
fn enter_goes_to_the_first_event_that_was_found() {
    let mut driver = after("3");
    let found = current(&mut driver);
    assert!(found.contains("△ warning") && found.contains("TEL001"), "{found}");
    driver.keys("G <enter>");
    let screen = driver.screen(100, 24);
    assert!(!screen.contains("Findings"), "{screen}");
    assert!(driver.screen(100, 24).contains('▌'));
}

#[test]
fn where_nothing_was_found_enter_and_w_claim_no_more_than_that() {
    let mut driver = Driver::empty();
    driver.add("telemetry.log", SESSION, &log_of(&["UnhandledError"]));
    driver.keys("w");
    let screen = driver.screen(120, 30);
    assert!(screen.contains("no event shown here has a finding of warning or error"), "{screen}");
    driver.keys("3 <enter>");
    assert!(driver.screen(100, 30).contains("there is no finding here to go to"));
}

#[test]
fn no_finding_says_what_was_looked_at() {
    let mut driver = Driver::empty();
    driver.add("telemetry.log", SESSION, &log_of(&["UnhandledError", "UnhandledError"]));
    driver.notice(Notice::Stage(Stage::Live));
    driver.keys("3");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("No findings in 2 records."), "{screen}");
}

#[test]
fn what_is_odd_about_records_is_a_finding_too() {
    let mut driver = Driver::empty();
    let cut = "2026-11-21 01:39:00.000 [trace] telemetry/UnhandledError {\"properties\":{\n";
    let undeclared = "2026-11-21 01:39:01.000 [trace] telemetry/UnhandledError {\"who\":1}\n";
    driver.add("telemetry.log", SESSION, &format!("no stamp at all\n{cut}{undeclared}"));
    driver.notice(Notice::Stage(Stage::Live));
    driver.keys("3");
    let screen = driver.screen(100, 24);
    for found in ["a line without a stamp", "payload is cut", "TEL002"] {
        assert!(screen.contains(found), "no '{found}' in {screen}");
    }
    assert_eq!(name(&mut driver), "△", "what weighs most comes first");
    for (row, shown) in [("g", 1), ("g j", 1), ("G", 1)] {
        driver.keys("3");
        driver.keys(row);
        driver.keys("=");
        let screen = driver.screen(100, 24);
        assert!(screen.contains(&format!(" {shown} of 3")), "{screen}");
        driver.keys("<backspace> <backspace> <backspace> <backspace> <backspace>");
    }
}

#[test]
fn a_finding_that_the_filter_hides_is_not_gone_to() {
    let mut driver = after("f event:editorOpened <enter> 3 <enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("the filter hides all of them") && screen.contains("Findings"));
}

#[test]
fn while_the_log_is_audited_it_is_said_how_far_that_is() {
    let mut driver = Driver::empty();
    driver.slow(true);
    driver.add("telemetry.log", SESSION, &log_of(&["UnhandledError", "UnhandledError"]));
    driver.keys("3");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("looking… 0 %") && screen.contains("0 findings…"), "{screen}");
}

#[test]
fn an_event_of_the_catalog_unfolds_to_its_properties() {
    let mut driver = after("4 j <enter>");
    for (width, height) in SIZES {
        let screen = driver.screen(width, height);
        assert_snapshot!(format!("catalog-unfolded-{width}x{height}"), screen);
    }
    driver.keys("j");
    let screen = driver.screen(100, 30);
    assert!(screen.contains("Why it was activated."), "{screen}");
    driver.keys("h");
    assert!(!driver.screen(100, 30).contains("SystemMetaData"), "it folds from within");
    assert_eq!(name(&mut driver), "▸");
}

#[test]
fn an_unfolded_event_is_filtered_to() {
    let mut driver = after("4 j <enter> <enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("producer=acme.audit-demo event=activated"), "{screen}");
    assert!(screen.contains("1 of 13"), "{screen}");
}

#[test]
fn the_catalog_has_tabs() {
    let mut driver = after("4 v");
    assert!(!driver.screen(100, 24).contains("▲ undeclared "), "only what fired");
    driver.keys("v");
    let never = driver.screen(100, 24);
    assert!(never.contains("Every declared event fired"), "{never}");
    driver.keys("v");
    let undeclared = driver.screen(100, 24);
    assert!(undeclared.contains("trusted") && !undeclared.contains("activated"), "{undeclared}");
}

#[test]
fn a_filter_does_not_change_what_fired() {
    let mut driver = after("f level:error <enter> 4");
    assert!(driver.screen(100, 24).contains("4 of 4 declared fired"));
}

#[test]
fn an_empty_screen_says_what_it_waits_for() {
    for (page, key) in [("stats", "2"), ("findings", "3"), ("catalog", "4")] {
        let mut driver = Driver::empty();
        driver.keys(key);
        driver.notice(Notice::Stage(Stage::Live));
        let screen = driver.screen(80, 24);
        assert!(page == "catalog" || screen.contains("Nothing was logged yet."), "{screen}");
    }
}

#[test]
fn nothing_matches_is_said_on_the_pages() {
    let mut driver = after("f event:nobody <enter> 2");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("0 of 13 records match."), "{screen}");
}

#[test]
fn the_pages_fit_into_every_terminal() {
    let mut driver = Driver::live();
    for key in ["2", "3", "4"] {
        driver.keys(key);
        for (width, height) in (0..60).map(|at| (at % 12 * 9 + 1, at / 6 + 1)) {
            driver.screen(width, height);
            driver.keys("j l S k");
        }
    }
}

/// What a person or a log may do to a table.
#[derive(Clone, Debug)]
enum Deed {
    Keys(&'static str),
    Click(u16, u16),
    Wheel(bool),
    Resize(u16, u16),
    Grow(Vec<u8>),
    Wait(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    const KEYS: &[&str] = &[
        "j",
        "k",
        "G",
        "g",
        "h",
        "l",
        "S",
        "v",
        "<pgdn>",
        "<ctrl-u>",
        "2",
        "3",
        "4",
        "<enter>",
        "-",
        "<backspace>",
    ];
    prop_oneof![
        8 => prop::sample::select(KEYS).prop_map(Deed::Keys),
        1 => (0u16..100, 0u16..30).prop_map(|(x, y)| Deed::Click(x, y)),
        1 => any::<bool>().prop_map(Deed::Wheel),
        1 => (1u16..120, 1u16..40).prop_map(|(width, height)| Deed::Resize(width, height)),
        2 => prop::collection::vec(0u8..9, 1..6).prop_map(Deed::Grow),
        2 => (0i64..1500).prop_map(Deed::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_table_never_loses_its_cursor(deeds in prop::collection::vec(deed(), 1..40)) {
        let mut driver = Driver::live();
        let source = driver.add("telemetry.log", SESSION, "");
        driver.keys("2");
        let mut second = 0;
        for deed in deeds {
            match deed {
                Deed::Keys(keys) => driver.keys(keys),
                Deed::Click(x, y) => driver.mouse(Mouse::Click { x, y }),
                Deed::Wheel(up) => {
                    let turn = if up { Turn::Up } else { Turn::Down };
                    driver.mouse(Mouse::Wheel { x: 5, y: 4, turn });
                }
                Deed::Resize(width, height) => drop(driver.screen(width, height)),
                Deed::Grow(names) => {
                    let names = names.iter().map(|name| {
                        second += 1;
                        format!("2026-11-21 02:00:{:02}.000 [trace] telemetry/n{name} {{}}\n", second % 60)
                    });
                    driver.grow(source, &names.collect::<String>());
                }
                Deed::Wait(millis) => driver.wait(millis),
            }
            let screen = driver.screen(100, 24);
            // A page without rows says so in words, in no line of which a cursor stands.
            let rows = screen.contains("Stats") || screen.contains("Findings") || screen.contains("Catalog");
            let said = ["match.", "Nothing found", "No event fired", "Every declared", "No declared"];
            if rows && !said.iter().any(|words| screen.contains(words)) {
                prop_assert!(screen.contains("│▌"), "{}", screen);
            }
        }
    }
}
