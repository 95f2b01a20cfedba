//! The list of events: columns, wrapping, marks, context, jumps.

use telltail::tui::{Mouse, Turn};

use super::driver::Driver;

/// A screen of so many events, of which every tenth is an error.
fn many(count: usize) -> Driver {
    let mut driver = Driver::empty();
    driver.add("telemetry.log", Some("20261121T013859"), &lines(0..count));
    driver.notice(telltail::pipeline::Notice::Stage(telltail::pipeline::Stage::Live));
    driver
}

fn lines(numbers: std::ops::Range<usize>) -> String {
    let line = |at: usize| {
        let name = if at % 10 == 5 { "UnhandledError" } else { "plain" };
        let (minute, second) = (at / 60 % 60, at % 60);
        let body = format!(
            r#"{{"properties":{{"number":"n{at}","where":"{}"}},"measurements":{{"ms":{at}.5}}}}"#,
            "somewhere far away ".repeat(at % 7)
        );
        format!("2026-11-21 01:{minute:02}:{second:02}.000 [trace] telemetry/{name} {body}\n")
    };
    numbers.map(line).collect()
}

/// The line under the cursor: which it is, and what it says.
fn cursor(driver: &mut Driver, width: u16, height: u16) -> (usize, String) {
    let screen = driver.screen(width, height);
    let at = screen.lines().position(|line| line.contains('▌')).expect("a cursor");
    (at, screen.lines().nth(at).expect("it is there").to_owned())
}

/// The columns' names, as they stand above the list.
fn header(driver: &mut Driver, width: u16) -> String {
    let screen = driver.screen(width, 24);
    screen.lines().find(|line| line.contains("══")).expect("a list with the keys").to_owned()
}

#[test]
fn a_property_becomes_a_column_and_again_it_is_none() {
    let mut driver = many(40);
    driver.keys("<enter> c <esc>");
    assert!(header(&mut driver, 160).contains(" number "), "{}", driver.screen(160, 24));
    let (_, line) = cursor(&mut driver, 160, 24);
    assert!(line.contains("│ n39 "), "{line}");
    driver.keys("c");
    assert!(!header(&mut driver, 160).contains(" number "));
}

#[test]
fn a_column_is_added_to_those_that_are_shown_also_where_the_detail_pane_covers_them() {
    let mut driver = Driver::live();
    driver.screen(120, 14);
    driver.keys("f event:activated <enter> <enter> j c");
    assert!(!driver.screen(120, 14).contains(" level"), "the list is covered");
    driver.keys("q");
    let screen = driver.screen(120, 14);
    for column in [" time", " level", " event", " reason"] {
        assert!(screen.contains(column), "{column}: {screen}");
    }
}

#[test]
fn a_column_of_numbers_is_ruled_on_the_right_and_a_missing_value_is_blank() {
    let mut driver = many(14);
    driver.add(
        "other.log",
        Some("20261121T013859"),
        "2026-11-21 01:59:00.000 [trace] telemetry/bare {}\n",
    );
    driver.keys("g C g");
    let screen = driver.screen(160, 40);
    let at = screen.lines().position(|line| line.contains("▢ m.ms")).expect("it is offered");
    let first = screen.lines().position(|line| line.contains("▣ time")).expect("it is shown");
    driver.keys(&"j ".repeat(at - first));
    driver.keys("<space> <esc>");
    let screen = driver.screen(160, 40);
    let end = |text: &str| {
        let line = screen.lines().find(|line| line.contains(text)).expect("it is shown");
        line.split(text).next().expect("it is there").chars().count() + text.chars().count()
    };
    assert_eq!(end(" 9.5│"), end(" 10.5│"), "{screen}");
    let bare = screen.lines().find(|line| line.contains("│ bare ")).expect("it is shown");
    assert!(!bare.contains('…'), "{bare}");
}

#[test]
fn a_property_s_cell_becomes_a_term_of_the_filter() {
    let mut driver = many(40);
    driver.keys("<enter> c <esc> =");
    assert!(driver.screen(160, 24).contains("prop.number=\"n39\""));
    assert!(driver.screen(160, 24).contains("1 of 40"));
    driver.keys("<backspace> k k + ");
    assert!(driver.screen(160, 24).contains("prop.number=\"n37\""));
    driver.keys("\\ \\ <backspace> -");
    assert!(driver.screen(160, 24).contains("-prop.number=\"n37\""), "{}", driver.screen(160, 24));
    assert!(driver.screen(160, 24).contains("39 of 40"));
}

#[test]
fn columns_that_do_not_fit_are_told_and_reached_by_going_right() {
    let mut driver = many(40);
    driver.screen(60, 24);
    driver.keys("<enter> c <esc>");
    let before = header(&mut driver, 60);
    assert!(before.contains('›'), "{before}");
    driver.keys("l l l l l l");
    let after = header(&mut driver, 60);
    assert!(after.contains("properties") && after.contains('‹'), "{after}");
    assert!(!after.contains('›'));
    driver.keys("h h h h h h h h h h h h");
    assert!(header(&mut driver, 60).contains("time"));
}

#[test]
fn the_chooser_hides_moves_and_sizes_columns() {
    let mut driver = many(40);
    driver.screen(160, 24);
    driver.keys("C");
    driver.screen(160, 24);
    // From the event's column to that of the level, which goes.
    driver.keys("k k k k <space>");
    assert!(!header_below(&mut driver, 160).contains("level"));
    driver.keys("<space> J J");
    let header = header_below(&mut driver, 160);
    assert!(header.find("purpose") < header.find("level"), "{header}");
    driver.keys("+ + +");
    assert!(driver.screen(160, 24).contains("▣ level"));
    driver.keys("d <esc>");
    let header = header_below(&mut driver, 160);
    assert!(header.find("level") < header.find("purpose"), "{header}");
}

/// The columns' names while something lies over the list.
fn header_below(driver: &mut Driver, width: u16) -> String {
    let screen = driver.screen(width, 24);
    screen
        .lines()
        .find(|line| line.contains("╭") && line.contains(" event "))
        .expect("a list")
        .to_owned()
}

#[test]
fn one_column_stays_whatever_is_hidden() {
    let mut driver = many(10);
    driver.screen(160, 24);
    driver.keys("C g");
    driver.keys("<space> j <space> j <space> j <space> j <space> j <space> j <space>");
    assert!(driver.screen(160, 24).contains("one column has to stay"));
}

#[test]
fn an_age_goes_on_with_the_time_and_stays_in_its_place() {
    let mut driver = many(10);
    driver.keys("t t");
    let before = cursor(&mut driver, 98, 24).1;
    assert!(before.contains(" ago "), "{before}");
    driver.wait(120_000);
    let after = cursor(&mut driver, 98, 24).1;
    assert_ne!(before, after);
    assert_eq!(before.find(" ago "), after.find(" ago "));
}

#[test]
fn wrapping_shows_the_whole_summary_and_the_cursor_goes_by_event() {
    let mut driver = many(40);
    driver.keys("<ctrl-w>");
    insta::assert_snapshot!("wrapped-80x24", driver.screen(80, 24));
    insta::assert_snapshot!("wrapped-160x30", driver.screen(160, 30));
    let screen = driver.screen(80, 24);
    let bars = screen.lines().filter(|line| line.contains('▌')).count();
    assert!(bars > 1, "every line of the event is under the cursor: {screen}");
    driver.keys("k");
    assert!(cursor(&mut driver, 80, 24).1.contains("01:00:38.000"));
    driver.keys("<ctrl-w>");
    assert_eq!(driver.screen(80, 24).lines().filter(|line| line.contains('▌')).count(), 1);
}

#[test]
fn streaming_in_moves_nothing_wrapped_or_with_context_marks_and_columns() {
    let modes = ["<ctrl-w>", "f level:error <enter> z z", "m", "<enter> c <esc>", "C <esc> t t t"];
    for mode in modes {
        let mut driver = many(200);
        driver.screen(98, 24);
        driver.keys("k k k k k k k");
        driver.keys(mode);
        let before = cursor(&mut driver, 98, 24);
        let first = driver.screen(98, 24).lines().nth(4).map(str::to_owned);
        driver.add("late.log", Some("20261121T013859"), &lines(0..90));
        driver.add("new.log", Some("20261121T013859"), &lines(300..400));
        assert_eq!(cursor(&mut driver, 98, 24), before, "{mode}");
        assert_eq!(driver.screen(98, 24).lines().nth(4).map(str::to_owned), first, "{mode}");
    }
}

#[test]
fn the_summaries_stay_scrolled_while_following() {
    let mut driver = many(20);
    driver.screen(160, 24);
    driver.keys("l <right> <shift-right> <shift-right>");
    let summary = |driver: &mut Driver| {
        let line = cursor(driver, 160, 24).1;
        line.rsplit('│').nth(1).map(str::to_owned).unwrap_or_default()
    };
    let before = summary(&mut driver);
    assert!(!before.contains("number=n19"), "{before}");
    driver.add("new.log", Some("20261121T013859"), &lines(300..320));
    let after = summary(&mut driver);
    assert!(cursor(&mut driver, 160, 24).1.contains("01:05:19"), "it follows");
    assert!(!after.contains("number="), "{after}");
}

#[test]
fn context_is_shown_around_what_matches_with_lines_where_more_is_hidden() {
    let mut driver = many(60);
    driver.keys("f level:error <enter> k z");
    insta::assert_snapshot!("context", driver.screen(98, 24));
    let screen = driver.screen(98, 24);
    assert!(screen.contains("── 7 not shown ──"), "{screen}");
    assert!(screen.contains("6 of 60"), "context counts for nothing");
    // Every line can be reached, and jumps go from match to match.
    driver.keys("j");
    assert!(cursor(&mut driver, 98, 24).1.contains("┊"), "{}", driver.screen(98, 24));
    driver.keys("e");
    assert!(cursor(&mut driver, 98, 24).1.contains("01:00:55"));
    driver.keys("Z");
    assert!(!driver.screen(98, 24).contains("not shown"));
}

#[test]
fn what_is_context_only_opens_like_any_event() {
    let mut driver = many(60);
    driver.keys("f level:error <enter> z k <enter>");
    let screen = driver.screen(98, 30);
    assert!(screen.contains("n54"), "{screen}");
    driver.keys("<esc> Z");
    assert!(cursor(&mut driver, 98, 24).1.contains("UnhandledError"));
}

#[test]
fn marks_are_counted_gone_through_and_shown_alone() {
    let mut driver = many(60);
    driver.keys("m k k m k k k m");
    let screen = driver.screen(98, 24);
    assert!(screen.contains("◆ 3 marked"), "{screen}");
    assert_eq!(screen.lines().filter(|line| line.contains("◆01:")).count(), 3);
    driver.keys("'");
    assert!(cursor(&mut driver, 98, 24).1.contains("01:00:57"));
    driver.keys("' '");
    assert!(cursor(&mut driver, 98, 24).1.contains("01:00:54"), "around in a circle");
    driver.keys("M");
    let screen = driver.screen(98, 24);
    assert!(screen.contains("3 of 60") && screen.contains("[marked]"), "{screen}");
    driver.keys("f number <enter>");
    assert!(driver.screen(98, 24).contains("3 of 60"), "both hold");
    driver.keys("m");
    assert!(driver.screen(98, 24).contains("2 of 60"));
    driver.keys("U");
    let screen = driver.screen(98, 24);
    assert!(screen.contains("60 of 60") && !screen.contains('◆'), "{screen}");
}

#[test]
fn a_note_marks_its_event_stands_above_it_and_is_found_by_the_filter() {
    let mut driver = many(60);
    driver.keys("m k k");
    driver.keys(": note <enter> ask <space> acme <space> about <space> this <enter>");
    let screen = driver.screen(98, 30);
    assert!(screen.contains("◆ 2 marked"), "{screen}");
    driver.keys("<enter>");
    assert!(driver.screen(98, 30).contains("◆ ask acme about this"));
    driver.keys("<esc> f marked:acme <enter>");
    assert!(driver.screen(98, 30).contains("1 of 60"), "{}", driver.screen(98, 30));
    driver.keys("f <ctrl-u> has:marked <enter>");
    assert!(driver.screen(98, 30).contains("2 of 60"));
    driver.keys("m");
    assert!(driver.screen(98, 30).contains("1 of 60"), "a filter on marks follows them");
    driver.keys("U");
    assert!(driver.screen(98, 30).contains("0 of 60"));
}

#[test]
fn only_marked_says_how_to_mark_where_nothing_is() {
    let mut driver = many(10);
    driver.keys("M");
    assert!(driver.screen(98, 24).contains("nothing is marked yet"));
    driver.keys("'");
    assert!(driver.screen(98, 24).contains("nothing is marked"));
}

#[test]
fn one_goes_back_to_where_jumps_were_made_and_forward_again() {
    let mut driver = many(60);
    driver.keys("g e e e j");
    let at = |driver: &mut Driver| cursor(driver, 98, 24).1;
    driver.keys("<alt-left>");
    assert!(at(&mut driver).contains("01:00:15"));
    driver.keys("<ctrl-o>");
    assert!(at(&mut driver).contains("01:00:05"));
    driver.keys("<alt-right>");
    assert!(at(&mut driver).contains("01:00:15"));
    driver.keys("f level:usage <enter> <ctrl-o>");
    assert!(driver.screen(98, 24).contains("is hidden now"));
    driver.keys("<ctrl-o> <ctrl-o> <ctrl-o> <ctrl-o> <ctrl-o> <ctrl-o>");
    assert!(driver.screen(98, 24).contains("no jump to go back from"));
}

#[test]
fn a_finding_is_told_without_colour_at_every_width() {
    let mut driver = Driver::live();
    driver.keys("f declared:no <enter>");
    for width in [30, 40, 80, 160] {
        let (_, line) = cursor(&mut driver, width, 24);
        assert!(line.contains("▌▲"), "{width}: {line}");
    }
}

#[test]
fn the_wheel_and_clicks_find_what_is_seen_where_events_take_several_lines() {
    let mut driver = many(60);
    driver.keys("<ctrl-w> F");
    let screen = driver.screen(98, 24);
    let (y, line) = screen
        .lines()
        .enumerate()
        .skip(4)
        .find(|(_, it)| it.contains("01:00:5"))
        .expect("an event");
    driver.mouse(Mouse::Click { x: 10, y: y as u16 + 1 });
    let (at, now) = cursor(&mut driver, 98, 24);
    let time = |line: &str| line.chars().skip(3).take(12).collect::<String>();
    assert_eq!((at, time(&now)), (y, time(line)));
    let before = driver.screen(98, 24);
    driver.mouse(Mouse::Wheel { x: 10, y: 8, turn: Turn::Up });
    assert_ne!(driver.screen(98, 24), before);
    driver.mouse(Mouse::Wheel { x: 10, y: 8, turn: Turn::Down });
    assert_eq!(driver.screen(98, 24), before);
}

#[test]
fn every_small_size_is_drawn_in_every_mode_of_the_list() {
    let modes =
        ["C", "<ctrl-w>", "f level:error <enter> z z z", "m M", "<enter> c <esc> l l", "t t"];
    for mode in modes {
        let mut driver = many(60);
        driver.keys(mode);
        for (width, height) in (1..=16).flat_map(|w| (1..=16).map(move |h| (w * 2, h))) {
            driver.cells(width, height);
            driver.keys("k j l");
        }
    }
}

#[test]
fn w_goes_from_finding_to_finding_in_a_circle() {
    let mut driver = Driver::live();
    let leak = "2026-11-21 01:40:00.000 [trace] acme.audit-demo/activated {\"properties\":{\"reason\":\
                \"in /home/alice/project\"}}\n";
    driver.add("other.telemetry.log", Some("20261121T013859"), leak);
    driver.keys("g");
    let at = |driver: &mut Driver| cursor(driver, 98, 24).1;
    driver.keys("w");
    let first = at(&mut driver);
    driver.keys("w");
    let second = at(&mut driver);
    assert_ne!(first, second);
    driver.keys("W");
    assert_eq!(at(&mut driver), first);
    driver.keys("f event:editorOpened <enter> w");
    let screen = driver.screen(98, 24);
    assert!(screen.contains("no event shown here has a finding of warning or error"), "{screen}");
}

#[test]
fn o_goes_on_to_what_shares_the_request_where_there_is_no_twin() {
    let mut driver = Driver::empty();
    let line = |second: usize, name: &str, request: &str| {
        let body = format!(r#"{{"properties":{{"requestId":"{request}"}}}}"#);
        format!("2026-11-21 01:39:{second:02}.000 [trace] GitHub.copilot-chat/{name} {body}\n")
    };
    let (one, other) =
        ("6f1c2a34-9b1d-4c55-8e21-0a1b2c3d4e5f", "0b7d9e11-1f2a-4a6b-9c3d-5e6f7a8b9c0d");
    let text = [
        line(1, "asked", one),
        line(2, "asked", other),
        line(3, "answered", one),
        line(4, "alone", "aaaabbbb-1f2a-4a6b-9c3d-5e6f7a8b9c0d"),
    ];
    driver.add("telemetry.log", Some("20261121T013859"), &text.concat());
    let at = |driver: &mut Driver| cursor(driver, 98, 24).1;
    driver.keys("g o");
    assert!(at(&mut driver).contains("01:39:03"), "{}", driver.screen(98, 24));
    assert!(driver.screen(98, 24).contains("the same requestId"));
    driver.keys("o");
    assert!(at(&mut driver).contains("01:39:01"), "in a circle");
    driver.keys("G o");
    assert!(driver.screen(98, 24).contains("none that shares an id with it"));
}

#[test]
fn the_columns_are_set_by_a_command_too() {
    let mut driver = many(10);
    driver.keys(": columns <space> prop.number:9, <space> event <enter>");
    let header = header(&mut driver, 98);
    assert!(header.contains("number") && header.contains("event") && !header.contains("time"));
    driver.keys(": columns <space> levle <enter>");
    assert!(driver.screen(98, 24).contains("there is no column"), "{}", driver.screen(98, 24));
}

#[test]
fn a_property_whose_text_is_lost_is_not_claimed_to_be_missing() {
    let mut driver = Driver::empty();
    driver.limit_memory(0);
    let line = |at: usize| {
        let filler = "x".repeat(4000);
        let body = format!(r#"{{"properties":{{"at":"n{at}","filler":"{filler}"}}}}"#);
        let (minute, second) = (at / 60, at % 60);
        format!("2026-11-21 02:{minute:02}:{second:02}.000 [trace] acme.demo/opened {body}\n")
    };
    driver.add("telemetry.log", Some("20261121T013859"), &(0..600).map(line).collect::<String>());
    driver.keys(": columns <space> time, <space> prop.at <enter> <esc>");
    assert!(cursor(&mut driver, 98, 24).1.contains("n599"));
    driver.keys("g");
    let line = cursor(&mut driver, 98, 24).1;
    assert!(line.contains('…') && !line.contains("n0"), "{line}");
}
