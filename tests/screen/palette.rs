//! The palette, the help and the footer: from keys to what is on the screen.

use telltail::tui::Mouse;
use telltail::tui::actions::{ACTIONS, Context};

use super::driver::Driver;

/// The line of the screen that has the cursor in the palette.
fn chosen(driver: &mut Driver) -> String {
    let screen = driver.screen(80, 24);
    let rows: Vec<&str> = screen.lines().skip_while(|line| !line.contains(" Commands ")).collect();
    rows.into_iter().find(|line| line.contains('▌')).unwrap_or_default().to_owned()
}

#[test]
fn every_action_of_the_table_is_in_the_palette() {
    let mut driver = Driver::live();
    for row in ACTIONS {
        driver.keys(":");
        driver.paste(row.name);
        let line = chosen(&mut driver);
        assert!(line.contains(&format!("▌{} ", row.name)), "{}: {line}", row.name);
        driver.keys("<esc>");
    }
}

#[test]
fn a_keymap_s_keys_stand_in_the_palette() {
    let mut driver = Driver::with_keymap("arrows");
    driver.keys("<f9> follow");
    assert!(chosen(&mut driver).contains("f5  F"));
}

#[test]
fn an_action_is_done_where_it_was_asked_for() {
    let mut driver = Driver::live();
    driver.keys("g : next-same-event <enter>");
    let here = driver.screen(100, 30);
    let mut other = Driver::live();
    other.keys("g }");
    assert_eq!(here, other.screen(100, 30));
}

#[test]
fn what_works_in_the_list_is_done_there_from_every_page() {
    let mut driver = Driver::live();
    driver.keys("5 : previous-error <enter>");
    assert!(driver.screen(80, 24).contains("editorOpened"), "the list is shown");
    driver.keys("5");
    assert!(!driver.screen(80, 24).contains("editorOpened"));
}

#[test]
fn what_works_elsewhere_alone_says_where_and_does_nothing() {
    let mut driver = Driver::live();
    let before = driver.screen(100, 30);
    driver.keys(": facet-invert <enter>");
    let screen = driver.screen(100, 30);
    assert!(screen.contains("facet-invert (i) works in: facets"), "{screen}");
    driver.keys("j k");
    assert_eq!(driver.screen(100, 30).lines().count(), before.lines().count());
    assert!(driver.screen(100, 30).contains("13 of 13"));
}

#[test]
fn what_was_done_last_stands_on_top() {
    let mut driver = Driver::live();
    driver.keys(": wrap <enter> : cycle-time <enter> :");
    assert!(chosen(&mut driver).contains("▌cycle-time"));
    driver.keys("<down>");
    assert!(chosen(&mut driver).contains("▌wrap"));
    driver.keys("<up> <up>");
    assert!(chosen(&mut driver).contains('▌'), "before the first comes the last");
    driver.keys("<esc>");
    assert!(!driver.screen(120, 36).contains(" Commands "));
}

#[test]
fn a_command_asks_for_its_argument_and_a_wrong_one_can_be_mended() {
    let mut driver = Driver::live();
    driver.keys(": goto <enter> noon <enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("goto takes a time") && screen.contains(": goto noon"), "{screen}");
    for _ in 0..4 {
        driver.keys("<backspace>");
    }
    driver.keys("0% <enter>");
    let first = driver.screen(100, 24);
    let mut other = Driver::live();
    other.keys("g");
    let lines = |screen: &str| screen.lines().find(|line| line.contains('▌')).map(str::to_owned);
    assert_eq!(lines(&first), lines(&other.screen(100, 24)));
}

#[test]
fn a_number_or_a_time_alone_is_a_place_to_go_to() {
    let cursor = |driver: &mut Driver| {
        let screen = driver.screen(100, 24);
        screen.lines().find(|line| line.contains('▌')).unwrap_or_default().to_owned()
    };
    let mut driver = Driver::live();
    driver.keys("g j j");
    let third = cursor(&mut driver);
    driver.keys("G : 3 <enter>");
    assert_eq!(cursor(&mut driver), third);
    driver.keys(": 100% <enter>");
    let last = cursor(&mut driver);
    assert_ne!(last, third);
    driver.keys(": 01:39:15 <enter>");
    assert!(cursor(&mut driver).contains("01:39:15"), "{}", cursor(&mut driver));
    driver.keys(": goto <space> -1m <enter>");
    assert!(cursor(&mut driver).contains("01:39:00"), "{}", cursor(&mut driver));
}

#[test]
fn filter_and_find_do_what_their_lines_do() {
    let mut driver = Driver::live();
    driver.keys(": filter <space> level:error <enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("filter › level:error"), "{screen}");
    driver.keys(": filter <space> level:eror <enter>");
    assert!(driver.screen(100, 24).contains(": filter level:eror"), "a wrong one stays");
    driver.keys("<esc> <backspace> : find <space> editorOpened <enter>");
    let screen = driver.screen(100, 24);
    assert!(screen.contains("search › editorOpened"), "{screen}");
}

#[test]
fn themes_are_offered_by_name_and_one_is_put_on() {
    let mut driver = Driver::live();
    let dark = driver.cells(80, 24);
    driver.keys(": theme <enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("light") && screen.contains("as it is now"), "{screen}");
    driver.keys("light <enter>");
    assert!(driver.screen(80, 24).contains("the theme is light now"));
    driver.keys("j k");
    assert_ne!(driver.cells(80, 24), dark);
}

#[test]
fn what_is_not_there_is_said_and_enter_leaves_the_palette_open() {
    let mut driver = Driver::live();
    driver.keys(": xyzzy <enter>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("nothing of that name") && screen.contains(" : xyzzy"), "{screen}");
}

#[test]
fn a_click_does_what_is_clicked_and_one_beside_it_closes() {
    let mut driver = Driver::live();
    driver.keys(": view-sources");
    let screen = driver.screen(80, 24);
    let y = screen.lines().position(|line| line.contains("▌view-sources")).unwrap() as u16;
    driver.mouse(Mouse::Click { x: 5, y });
    let sources = driver.screen(80, 24);
    assert!(!sources.contains(" Commands ") && !sources.contains("editorOpened"), "{sources}");
    driver.keys(":");
    driver.screen(80, 24);
    driver.mouse(Mouse::Click { x: 5, y: 1 });
    assert!(!driver.screen(80, 24).contains(" Commands "));
}

#[test]
fn the_palette_is_drawn_in_every_size() {
    let mut driver = Driver::live();
    driver.keys(": e <down> <down>");
    for (width, height) in (1..=24).flat_map(|w| (1..=14).map(move |h| (w, h))) {
        driver.cells(width, height);
    }
}

#[test]
fn the_footer_shows_the_keys_of_the_keymap_and_ends_with_commands_and_help() {
    let mut driver = Driver::live();
    let footer = |driver: &mut Driver, width| {
        driver.screen(width, 24).lines().last().unwrap_or_default().to_owned()
    };
    for width in [40, 80, 120] {
        let line = footer(&mut driver, width);
        assert!(line.ends_with(": commands  ? help"), "{line}");
        assert!(line.starts_with(" f filter"), "{line}");
    }
    let mut arrows = Driver::with_keymap("arrows");
    let line = footer(&mut arrows, 80);
    assert!(line.starts_with(" f4 filter") && line.ends_with("f9 commands  f1 help"), "{line}");
}

#[test]
fn help_tells_first_what_works_where_one_is() {
    let mut driver = Driver::live();
    driver.keys("?");
    assert!(driver.screen(80, 24).contains("Here: list"));
    driver.keys("<esc> 5 ?");
    assert!(driver.screen(80, 24).contains("Here: sources"));
    driver.keys("<esc> 1 f <f1>");
    let screen = driver.screen(80, 24);
    assert!(screen.contains("Here: filter line") && screen.contains("keep what is typed"));
}

/// The keys that lead from the list to each place where help can be asked for, and the key for it.
const PLACES: [(&str, &str, &str); 15] = [
    ("list", "", "?"),
    ("detail", "<enter>", "?"),
    ("facets", "L", "?"),
    ("stats", "2", "?"),
    ("findings", "3", "?"),
    ("catalog", "4", "?"),
    ("sources", "5", "?"),
    ("differences", "6", "?"),
    ("columns", "C", "<f1>"),
    ("menu", "y", "<f1>"),
    ("filter line", "f", "<f1>"),
    ("search line", "/", "<f1>"),
    ("facet finder", "L /", "<f1>"),
    ("palette", ":", "<f1>"),
    ("prompt", "f level:error <ctrl-s>", "<f1>"),
];

#[test]
fn every_place_is_reached_by_keys_tells_its_keys_and_is_left_by_escape() {
    let places = PLACES.map(|(place, ..)| place);
    for context in Context::ALL {
        let elsewhere = [Context::Start, Context::Help].contains(&context);
        assert!(elsewhere || places.contains(&context.place()), "{context:?} is not looked at");
    }
    for (place, keys, help) in PLACES {
        let compared = place == "differences";
        let mut driver = if compared { Driver::compared() } else { Driver::live() };
        driver.screen(80, 24);
        driver.keys(keys);
        let before = driver.screen(80, 24);
        driver.keys(help);
        let screen = driver.screen(80, 24);
        assert!(screen.contains(&format!("Here: {place}")), "{place}: {screen}");
        driver.keys("<esc>");
        assert_eq!(driver.screen(80, 24), before, "the help covers {place} and changes nothing");
        for _ in 0..4 {
            driver.keys("<esc>");
        }
        driver.keys("?");
        assert!(driver.screen(80, 24).contains("Here: list"), "{place} is not left by esc");
    }
}

#[test]
fn what_is_a_part_of_typing_or_choosing_is_found_only_by_its_name() {
    let mut driver = Driver::live();
    driver.keys(":");
    let first = chosen(&mut driver);
    let mut all = vec![first.clone()];
    loop {
        driver.keys("<down>");
        let line = chosen(&mut driver);
        if line == first {
            break;
        }
        all.push(line);
    }
    let place = |name: &str| all.iter().position(|line| line.contains(&format!("▌{name} ")));
    assert!(place("next-hit").is_some() && place("facet-invert").is_some());
    for name in ["next-choice", "keep-line", "complete-back", "leave-choices"] {
        assert_eq!(place(name), None);
    }
    let demo = &all[place("play-demo").expect("it is there")];
    assert!(!demo.contains(" d "), "no key of another place: {demo}");
    driver.keys("next-c");
    assert!(chosen(&mut driver).contains("▌next-choice "));
}

#[test]
fn the_help_begins_with_what_is_used_most_and_ends_with_the_signs() {
    let mut driver = Driver::live();
    driver.keys("?");
    let first = driver.screen(80, 24);
    for help in
        ["edit the filter", "open the event under the cursor", "how much there is of each event"]
    {
        assert!(first.contains(help), "{help}: {first}");
    }
    assert!(first.contains("What the signs mean is at the end: G"), "{first}");
    driver.keys("G");
    let last = driver.screen(80, 24);
    assert!(last.contains("a guess") && last.contains("not here"), "{last}");
}

#[test]
fn the_footer_offers_to_follow_only_what_can_be_followed() {
    assert!(Driver::live().screen(120, 24).contains("F follow"));
    assert!(!Driver::saved().screen(120, 24).contains("F follow"));
}
