//! Whatever is pressed, in whatever terminal: the screen is drawn.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use telltail::config::keymap::{Chord, Key};
use telltail::tui::actions::ACTIONS;
use telltail::tui::{Mouse, Turn};

use super::driver::Driver;

#[derive(Clone, Debug)]
enum Step {
    Press(Chord),
    Paste(String),
    Mouse(Mouse),
    Resize(u16, u16),
    Grow(String),
}

fn step() -> impl Strategy<Value = Step> {
    let bound: Vec<Chord> =
        ACTIONS.iter().flat_map(|row| row.keys).map(|key| key.parse().expect("a key")).collect();
    prop_oneof![
        8 => prop::sample::select(bound).prop_map(Step::Press),
        3 => any::<char>().prop_map(|c| Step::Press(Chord::plain(Key::Char(c)))),
        1 => "[a-z:=<>\"/ .\\-\u{1b}日]{0,12}".prop_map(Step::Paste),
        1 => (0u16..200, 0u16..60).prop_map(|(x, y)| Step::Mouse(Mouse::Click { x, y })),
        1 => (0u16..200, 0u16..60, any::<bool>()).prop_map(|(x, y, up)| {
            Step::Mouse(Mouse::Wheel { x, y, turn: if up { Turn::Up } else { Turn::Down } })
        }),
        2 => (1u16..180, 1u16..60).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => "(2026-11-21 01:39:1[0-9].000 \\[(trace|error)\\] [a-z/]{0,9} \\{\"a\":[\"{}1]{0,4}\n){0,3}"
            .prop_map(Step::Grow),
    ]
}

#[test]
fn a_terminal_that_shrank_and_has_not_said_so_is_drawn_on() {
    let overlays = ["", "<enter>", "<f1>", ":", "f ev <tab>", "/ a", "L", "L / a", "C", "y", "2"];
    for keys in overlays.into_iter().chain(["3", "4", "5", "<enter> | | |", "R", "B"]) {
        let mut driver = Driver::live();
        driver.cells(110, 30);
        driver.keys(keys);
        let whole = driver.cells(110, 30);
        for (width, height) in [(1, 1), (5, 3), (40, 10), (109, 30), (110, 29), (200, 60)] {
            let terminal = TestBackend::new(width, height);
            let mut terminal = Terminal::new(terminal).expect("a test backend never fails");
            driver.draw(&mut terminal);
            let shown = terminal.backend().buffer();
            for at in shown.area.intersection(whole.area).positions() {
                assert_eq!(shown[at].symbol(), whole[at].symbol(), "{keys} at {at}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_pressed_ever_panics(steps in prop::collection::vec(step(), 0..60)) {
        let mut driver = Driver::live();
        let (mut width, mut height) = (80, 24);
        let source = driver.add("grown.telemetry.log", None, "");
        for step in steps {
            match step {
                Step::Press(chord) => driver.press(chord),
                Step::Paste(text) => driver.paste(&text),
                Step::Mouse(mouse) => driver.mouse(mouse),
                Step::Resize(w, h) => {
                    (width, height) = (w, h);
                    // The terminal may be drawn on before it says that it has another size.
                    let terminal = TestBackend::new(w, h);
                    driver.draw(&mut Terminal::new(terminal).expect("a test backend never fails"));
                }
                Step::Grow(text) => driver.grow(source, &text),
            }
            driver.cells(width, height);
        }
    }
}
