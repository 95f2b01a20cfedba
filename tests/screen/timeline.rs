//! The timeline: bars, the span of time that is shown, zoom, and what is dragged.

use telltail::tui::Mouse;

use crate::driver::Driver;

/// A log of a minute, an event a second, the fortieth an error.
fn minute() -> Driver {
    let mut driver = Driver::empty();
    let line = |second: usize| {
        let name = if second == 40 { "UnhandledError" } else { "tick" };
        format!("2026-11-21 01:39:{second:02}.000 [trace] telemetry/{name} {{\"n\":{second}}}\n")
    };
    driver.add("telemetry.log", Some("20261121T013859"), &(0..60).map(line).collect::<String>());
    driver.notice(telltail::pipeline::Notice::Stage(telltail::pipeline::Stage::Live));
    driver
}

/// How many events are listed, as the filter line says it.
fn shown(driver: &mut Driver) -> String {
    let screen = driver.screen(120, 40);
    let line = screen.lines().rev().nth(1).unwrap_or_default().to_owned();
    line.rsplit("  ").next().unwrap_or_default().trim().to_owned()
}

#[test]
fn brackets_begin_and_end_what_is_shown_and_take_their_bound_away_again() {
    let mut driver = minute();
    driver.screen(120, 40);
    driver.keys("g j j j j j [");
    assert_eq!(shown(&mut driver), "55 of 60");
    driver.keys("j j j ]");
    assert_eq!(shown(&mut driver), "4 of 60");
    driver.keys("]");
    assert_eq!(shown(&mut driver), "55 of 60");
    driver.keys("<backspace>");
    assert_eq!(shown(&mut driver), "60 of 60");
}

#[test]
fn the_timeline_stays_whole_while_the_list_is_narrowed() {
    let mut driver = minute();
    let bars = |driver: &mut Driver| {
        let screen = driver.screen(120, 40);
        screen.lines().skip(1).take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = bars(&mut driver);
    driver.keys("g j j j [ j ]");
    assert_eq!(shown(&mut driver), "2 of 60");
    assert_eq!(bars(&mut driver), before);
    let screen = driver.screen(120, 40);
    let axis = screen.lines().nth(3).expect("an axis");
    assert!(axis.contains('[') && axis.contains('▲'), "{axis}");
}

#[test]
fn an_error_among_usage_can_be_told_from_it_by_its_role() {
    let mut driver = minute();
    let cells = driver.cells(120, 40);
    let colours: std::collections::BTreeSet<_> =
        (2..118).map(|x| format!("{:?}", cells[(x, 2)].fg)).collect();
    assert!(colours.len() >= 2, "{colours:?}");
}

#[test]
fn zooming_shows_a_part_of_the_time_and_zooming_out_all_of_it() {
    let mut driver = minute();
    let ends = |driver: &mut Driver| {
        let screen = driver.screen(100, 30);
        let line = screen.lines().nth(1).unwrap_or_default().to_owned();
        line.trim_start_matches(|c| c != '0').to_owned()
    };
    assert_eq!(ends(&mut driver), "01:39:00 ─ 01:39:59");
    driver.keys("g )");
    assert_eq!(ends(&mut driver), "01:39:00 ─ 01:39:29");
    driver.keys(") (");
    assert_eq!(ends(&mut driver), "01:39:00 ─ 01:39:29");
    driver.keys("( (");
    assert_eq!(ends(&mut driver), "01:39:00 ─ 01:39:59");
}

#[test]
fn a_stretch_that_is_dragged_is_what_is_shown_and_a_click_goes_there() {
    let mut driver = minute();
    driver.screen(120, 40);
    driver.mouse(Mouse::Click { x: 20, y: 2 });
    driver.mouse(Mouse::Drag { x: 40, y: 9 });
    assert_eq!(shown(&mut driver), "60 of 60", "nothing is decided before the button is let go");
    driver.mouse(Mouse::Release { x: 40, y: 9 });
    assert_eq!(shown(&mut driver), "13 of 60");
    driver.mouse(Mouse::Click { x: 30, y: 1 });
    driver.mouse(Mouse::Release { x: 30, y: 1 });
    let screen = driver.screen(120, 40);
    let cursor = screen.lines().find(|line| line.contains('▌')).expect("a cursor");
    assert!(cursor.contains("01:39:19.000"), "{cursor}");
}

#[test]
fn the_lines_between_panes_can_be_dragged() {
    let mut driver = minute();
    let column = |driver: &mut Driver, text: &str| {
        let screen = driver.screen(120, 40);
        let line = screen.lines().find(|line| line.contains(text)).expect("it is shown").to_owned();
        line.split(text).next().unwrap_or_default().chars().count()
    };
    let before = column(&mut driver, " time");
    driver.mouse(Mouse::Click { x: 24, y: 20 });
    driver.mouse(Mouse::Drag { x: 39, y: 20 });
    driver.mouse(Mouse::Release { x: 39, y: 20 });
    assert_eq!(column(&mut driver, " time"), before + 15);
    let top = |driver: &mut Driver| {
        driver.screen(120, 40).lines().position(|line| line.contains("[Properties]"))
    };
    let detail = top(&mut driver).expect("a detail pane");
    driver.mouse(Mouse::Click { x: 60, y: detail as u16 });
    driver.mouse(Mouse::Drag { x: 60, y: detail as u16 - 6 });
    driver.mouse(Mouse::Release { x: 60, y: detail as u16 - 6 });
    assert_eq!(top(&mut driver), Some(detail - 6));
}

#[test]
fn the_timeline_can_be_hidden_and_a_low_screen_says_why_it_has_none() {
    let mut driver = minute();
    let has = |driver: &mut Driver| driver.screen(100, 30).contains("01:39:00 ─");
    assert!(has(&mut driver));
    driver.keys("H");
    assert!(!has(&mut driver));
    driver.screen(100, 12);
    driver.keys("H");
    assert!(driver.screen(100, 12).contains("too low for the timeline"));
}

#[test]
fn the_times_at_the_ends_stay_whole_beside_errors_and_the_cursor() {
    let mut driver = Driver::empty();
    let line = |second: usize| {
        let name = if second % 3 == 1 { "UnhandledError" } else { "tick" };
        format!("2026-11-21 01:39:{second:02}.000 [trace] telemetry/{name} {{\"n\":{second}}}\n")
    };
    driver.add("telemetry.log", Some("20261121T013859"), &(0..60).map(line).collect::<String>());
    driver.screen(120, 40);
    driver.keys("g");
    for _ in 0..12 {
        let screen = driver.screen(120, 40);
        let (ends, axis) = (screen.lines().nth(1), screen.lines().nth(3));
        assert!(ends.is_some_and(|it| it.ends_with(" 01:39:00 ─ 01:39:59")), "{screen}");
        assert!(axis.is_some_and(|it| it.contains('▲') && it.contains('!')), "{screen}");
        driver.keys("j");
    }
}
