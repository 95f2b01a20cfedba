//! A replay: what its keys ask of the player, and what the screen says of where that stands.

use std::fmt::Write as _;
use std::sync::Arc;

use insta::assert_snapshot;
use rstest::rstest;
use telltail::event::Instant;
use telltail::pipeline::replay::{Head, Outline, PlayState, Speed};
use telltail::pipeline::{Notice, Stage};
use telltail::tui::Mouse;

use super::SIZES;
use super::driver::Driver;
use super::styled::picture;

/// How many events the log has that is played.
const EVENTS: usize = 120;

/// Between two of them, in seconds.
const APART: usize = 5;

/// Ten minutes, an event in five seconds, the fortieth an error.
fn lines(events: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    for at in events {
        let (minute, second) = (at * APART / 60, at * APART % 60);
        let name = if at % 40 == 39 { "UnhandledError" } else { "tick" };
        let _ = writeln!(
            text,
            "2026-11-21 01:{:02}:{second:02}.000 [trace] telemetry/{name} {{\"n\":{at}}}",
            39 + minute
        );
    }
    text
}

/// When the event of this number was logged.
fn time(at: usize) -> Instant {
    let first = Instant::from_iso("2026-11-21T01:39:00Z").expect("it is a time");
    first.plus_millis((at * APART * 1000) as i64)
}

/// Where the player stands that has played so many.
fn head(played: usize, state: PlayState) -> Head {
    Head {
        at: time(played.max(1) - 1),
        first: time(0),
        last: time(EVENTS - 1),
        played,
        of: EVENTS,
        speed: Speed::Times(10.0),
        state,
        next: (played < EVENTS).then(|| time(played)),
    }
}

/// The screen of a replay that has played so many events.
fn replay(played: usize, state: PlayState) -> Driver {
    on(Driver::empty(), played, state)
}

fn on(mut driver: Driver, played: usize, state: PlayState) -> Driver {
    let mut whole = Driver::empty();
    whole.add("telemetry.log", Some("20261121T013859"), &lines(0..EVENTS));
    let timeline = whole.timeline();
    driver.add("telemetry.log", Some("20261121T013859"), &lines(0..played));
    let outline = Outline { first: time(0), last: time(EVENTS - 1), timeline };
    driver.notice(Notice::Outline(Arc::new(outline)));
    driver.notice(Notice::Stage(Stage::Live));
    driver.notice(Notice::Head(head(played, state)));
    driver
}

fn line(driver: &mut Driver, number: usize) -> String {
    driver.screen(120, 40).lines().nth(number).unwrap_or_default().to_owned()
}

#[test]
fn a_replay_is_drawn_playing_paused_and_at_its_end() {
    let scenes = [
        ("playing", 40, PlayState::Playing),
        ("paused", 60, PlayState::Paused),
        ("ended", EVENTS, PlayState::Ended),
    ];
    for (name, played, state) in scenes {
        for size in SIZES {
            let mut driver = replay(played, state);
            let shown = picture(&mut driver, "dark", size);
            assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown);
        }
    }
}

#[test]
fn what_is_played_is_read_first_and_that_is_told_as_everywhere() {
    for size in SIZES {
        let mut driver = Driver::empty();
        driver.notice(Notice::Loading { done: 43 << 20, total: 100 << 20 });
        let shown = picture(&mut driver, "dark", size);
        assert_snapshot!(format!("loading-{}x{}", size.0, size.1), shown);
    }
}

#[rstest]
#[case("<space>", "Toggle")]
#[case(".", "Step(Event, Forward)")]
#[case(",", "Step(Event, Backward)")]
#[case("<ctrl-right>", "Step(Second, Forward)")]
#[case("<ctrl-left>", "Step(Second, Backward)")]
#[case("<alt-w>", "Step(Finding, Forward)")]
#[case("<alt-W>", "Step(Finding, Backward)")]
#[case("<ctrl-pgdn>", "Step(Finding, Forward)")]
#[case(">", "Faster")]
#[case("<", "Slower")]
fn a_key_asks_the_player_in_every_keymap_and_on_every_page(#[case] key: &str, #[case] asked: &str) {
    for keymap in ["default", "vim", "less", "arrows"] {
        let mut driver = on(Driver::with_keymap(keymap), 40, PlayState::Paused);
        // In the list, in the detail pane, and on the pages.
        for before in ["", "<enter>", "2", "3", "4", "5"] {
            driver.keys(before);
            driver.asked.clear();
            driver.keys(key);
            assert_eq!(driver.asked, [format!("Play({asked})")], "{keymap}, after {before}");
        }
    }
}

#[test]
fn elsewhere_the_same_keys_do_what_they_always_do() {
    let mut driver = Driver::live();
    driver.keys("g <space> . , < > <alt-w>");
    assert_eq!(driver.asked, [""; 0]);
    assert!(!driver.screen(160, 24).contains("play/pause"));
    assert!(replay(40, PlayState::Paused).screen(160, 24).contains("space play/pause"));
    // In a replay a space still shows and hides, and is typed where something is typed.
    let mut driver = replay(40, PlayState::Paused);
    driver.keys("L <space> <esc> f a <space> b <enter>");
    assert_eq!(driver.asked, [""; 0]);
    assert!(driver.screen(120, 40).contains("filter › a b"));
}

#[test]
fn the_help_of_a_replay_tells_its_keys_first_and_what_they_took() {
    let mut driver = replay(40, PlayState::Paused);
    driver.screen(120, 40);
    driver.keys("?");
    let help = driver.screen(120, 40);
    let place = |text: &str| help.lines().position(|line| line.contains(text));
    assert!(place("play, or pause") < place("edit the filter"), "{help}");
    assert!(place("play, or pause").is_some(), "{help}");
    let here = help.lines().filter(|line| line.contains("  space") || line.starts_with("space"));
    assert!(here.count() <= 1, "{help}");
}

#[test]
fn the_palette_plays_and_says_elsewhere_that_nothing_is_played() {
    let mut driver = replay(40, PlayState::Paused);
    driver.keys(": faster <enter>");
    assert_eq!(driver.asked, ["Play(Faster)"]);
    let mut driver = Driver::live();
    driver.keys(": faster <enter>");
    assert_eq!(driver.asked, [""; 0]);
    driver.keys("<esc> : speed <space> 10 <enter>");
    assert_eq!(driver.asked, [""; 0]);
    assert!(driver.screen(120, 40).contains("telltail replay"));
}

#[rstest]
#[case("goto 01:42", &format!("Seek(Time({:?}))", time(36)))]
#[case("goto +10s", &format!("Seek(Time({:?}))", time(41)))]
#[case("goto -10s", &format!("Seek(Time({:?}))", time(37)))]
#[case("goto 2026-11-21T01:48:00", &format!("Seek(Time({:?}))", time(108)))]
#[case("goto 50%", "Seek(Percent(50.0))")]
#[case("goto start", "Seek(Start)")]
#[case("goto end", "Seek(End)")]
#[case("goto 100", "Seek(Event(EventId(99)))")]
#[case("speed 10", "Speed(Times(10.0))")]
#[case("speed 7", "Speed(Times(7.0))")]
#[case("speed max", "Speed(Max)")]
fn a_command_goes_before_and_behind_what_is_played(#[case] command: &str, #[case] asked: &str) {
    let mut driver = replay(40, PlayState::Paused);
    driver.keys(&format!(": {} <enter>", command.replace(' ', " <space> ")));
    assert_eq!(driver.asked, [format!("Play({asked})")]);
}

#[test]
fn a_wrong_argument_is_told_and_asks_nothing() {
    let mut driver = replay(40, PlayState::Paused);
    driver.keys(": goto <space> nowhere <enter>");
    assert!(driver.screen(160, 40).contains("goto takes a time"));
    driver.keys("<esc> : speed <space> 0 <enter>");
    assert!(driver.screen(160, 40).contains("from 0.1 to 1000"));
    assert_eq!(driver.asked, [""; 0]);
}

#[test]
fn a_mark_is_gone_to_wherever_it_is() {
    let mut driver = replay(40, PlayState::Paused);
    driver.keys(": goto <space> mark <enter>");
    assert!(driver.screen(120, 40).contains("nothing is marked"));
    driver.keys("<esc> g j j m");
    driver.keys(": goto <space> mark <enter>");
    assert_eq!(driver.asked, ["Play(Seek(Event(EventId(2))))"]);
}

#[test]
fn a_click_on_the_timeline_goes_there_and_dragging_narrows() {
    let mut driver = replay(40, PlayState::Playing);
    driver.screen(120, 40);
    driver.mouse(Mouse::Click { x: 60, y: 2 });
    driver.mouse(Mouse::Release { x: 60, y: 2 });
    let [asked] = driver.asked.as_slice() else { panic!("{:?}", driver.asked) };
    assert!(asked.starts_with("Play(Seek(Time("), "{asked}");
    driver.asked.clear();
    driver.mouse(Mouse::Click { x: 2, y: 2 });
    driver.mouse(Mouse::Drag { x: 20, y: 2 });
    driver.mouse(Mouse::Release { x: 20, y: 2 });
    assert_eq!(driver.asked, [""; 0]);
    assert!(driver.screen(120, 40).contains("[time "), "{}", driver.screen(120, 40));
}

#[test]
fn the_top_line_tells_clock_progress_and_what_is_to_come() {
    let mut driver = replay(40, PlayState::Playing);
    let top = line(&mut driver, 0);
    assert!(top.contains("▶ 10x  01:42:15"), "{top}");
    assert!(top.contains("40 of 120 events · 32 % · 80 in 6:40 to come"), "{top}");
    driver.notice(Notice::Head(head(40, PlayState::Paused)));
    assert!(line(&mut driver, 0).contains("‖ paused 10x"));
    let top = line(&mut replay(EVENTS, PlayState::Ended), 0);
    assert!(top.contains("■ end  01:48:55") && top.contains("100 %"), "{top}");
    assert!(!top.contains("to come"), "{top}");
}

#[test]
fn on_the_smallest_screen_state_clock_and_progress_are_there() {
    let screen = replay(40, PlayState::Playing).screen(40, 10);
    let top = screen.lines().next().unwrap_or_default();
    assert!(top.contains("▶ 10x  01:42:15") && top.contains("32 %"), "{top}");
    assert!(screen.contains("space play/pause"), "{screen}");
}

/// The columns of the timeline's axis with something that says where the replay stands.
fn marked(driver: &mut Driver, y: usize) -> Vec<usize> {
    let line = line(driver, y);
    line.chars().enumerate().filter(|(_, sign)| *sign == '┃').map(|(at, _)| at).collect()
}

#[test]
fn the_timeline_spans_all_and_shows_where_the_replay_stands() {
    let columns = |played| {
        let mut driver = replay(played, PlayState::Playing);
        (marked(&mut driver, 1), line(&mut driver, 1))
    };
    let (start, whole) = columns(1);
    let (middle, _) = columns(60);
    let (end, _) = columns(EVENTS);
    assert_eq!([start.len(), middle.len(), end.len()], [1, 1, 1]);
    assert!(start < middle && middle < end, "{start:?} {middle:?} {end:?}");
    assert!(whole.contains("01:39:00 ─ 01:48:55"), "{whole}");
    // What is to come can be seen before it comes.
    let bars = whole.chars().filter(|sign| "▁▂▃▄▅▆▇█".contains(*sign)).count();
    assert!(bars > 50, "{whole}");
}

#[test]
fn without_colours_the_head_is_a_sign_and_what_is_to_come_is_dim() {
    let mut driver = on(Driver::empty_in_theme("no-color"), 60, PlayState::Paused);
    let cells = driver.cells(120, 40);
    let row: Vec<_> = (1..90).map(|x| cells[(x, 2)].clone()).collect();
    let head = row.iter().position(|cell| cell.symbol() == "┃").expect("it is shown");
    let dim = |cell: &ratatui::buffer::Cell| cell.modifier.contains(ratatui::style::Modifier::DIM);
    let bars = |row: &[ratatui::buffer::Cell]| -> Vec<bool> {
        row.iter().filter(|cell| cell.symbol() != " ").map(dim).collect()
    };
    let (before, after) = (bars(&row[..head]), bars(&row[head + 1..]));
    assert!(!before.is_empty() && before.iter().all(|dim| !dim), "{before:?}");
    assert!(!after.is_empty() && after.iter().all(|dim| *dim), "{after:?}");
}

/// The line of the cursor.
fn cursor(driver: &mut Driver) -> String {
    let screen = driver.screen(120, 40);
    screen.lines().find(|line| line.contains('▌')).unwrap_or_default().to_owned()
}

#[test]
fn what_is_played_is_followed_until_something_else_is_looked_at_and_again_after_a_step() {
    let mut driver = replay(40, PlayState::Playing);
    assert!(cursor(&mut driver).contains("01:42:15"));
    driver.keys("k k");
    let held = cursor(&mut driver);
    assert!(line(&mut driver, 0).contains("F follows"));
    let source = telltail::event::SourceId(0);
    driver.grow(source, &lines(40..50));
    driver.notice(Notice::Head(head(50, PlayState::Playing)));
    assert_eq!(cursor(&mut driver), held);
    assert!(line(&mut driver, 0).contains("+10 below, F follows"));
    driver.keys(".");
    driver.grow(source, &lines(50..51));
    driver.notice(Notice::Head(head(51, PlayState::Paused)));
    assert!(cursor(&mut driver).contains("01:43:10"), "{}", cursor(&mut driver));
}

#[test]
fn a_time_before_now_is_one_before_the_head() {
    let mut driver = replay(40, PlayState::Paused);
    driver.keys("f time>-12s <enter>");
    let screen = driver.screen(120, 40);
    assert!(screen.contains("3 of 40"), "{screen}");
}

#[test]
fn a_search_for_findings_says_when_there_is_none() {
    let mut driver = replay(40, PlayState::Looking);
    assert!(line(&mut driver, 0).contains("looking for a finding"));
    driver.notice(Notice::Head(head(40, PlayState::Paused)));
    assert!(driver.screen(120, 40).contains("no event with a finding"));
}

#[test]
fn what_is_played_was_read_before_and_nothing_is_added_to_it() {
    let mut driver = replay(40, PlayState::Paused);
    driver.keys("T");
    assert_eq!(driver.asked, [""; 0]);
    assert!(driver.screen(120, 40).contains("telltail --trace"));
}
