//! Whatever is pressed, clicked, pasted or told, in whatever terminal: the screen is drawn.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use telltail::config::keymap::{Chord, Key};
use telltail::event::SourceId;
use telltail::pipeline::{Notice, Problem, Stage};
use telltail::store::SourceState;
use telltail::tui::actions::ACTIONS;
use telltail::tui::{Message, Mouse, Turn};

use super::driver::Driver;

/// What opens something in which other keys mean something else, so that pages and overlays are
/// as likely as the list.
const DOORS: [&str; 17] =
    ["1", "2", "3", "4", "5", "f", "/", ":", "?", "R", "C", "L", "V", "<enter>", "y", "B", "<tab>"];

#[derive(Clone, Debug)]
enum Step {
    Press(Chord),
    Keys(&'static str),
    Paste(String),
    Mouse(Mouse),
    Resize(u16, u16),
    Grow(String),
    Notice(Notice),
    Message(Message),
    Slow(bool),
    Wait(i64),
}

/// Anything a person does with a mouse, also beside the screen.
fn mouse() -> impl Strategy<Value = Mouse> {
    let turn = prop::sample::select(vec![Turn::Up, Turn::Down, Turn::Left, Turn::Right]);
    (0u16..200, 0u16..60, 0u8..6, turn).prop_map(|(x, y, deed, turn)| match deed {
        0 | 1 => Mouse::Click { x, y },
        2 | 3 => Mouse::Drag { x, y },
        4 => Mouse::Release { x, y },
        _ => Mouse::Wheel { x, y, turn },
    })
}

/// Text that is hard to lay out: wide, combining, from the right, control characters.
fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z:=<>\"/ .\\-()]{1,6}",
        prop::sample::select(vec![
            "日本",
            "e\u{301}",
            "\u{202e}",
            "\u{200d}",
            "שלום",
            "👩\u{200d}👩",
            "\u{1b}[31m",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "\u{7f}",
            "\u{feff}",
            "level:error",
            "prop.a:",
            "/(/",
            "goto 5",
            "0%",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// What the engine may say at any moment.
fn notice() -> impl Strategy<Value = Notice> {
    let stage =
        prop::sample::select(vec![Stage::Waiting, Stage::Loading, Stage::Live, Stage::Done]);
    prop_oneof![
        stage.prop_map(Notice::Stage),
        (0u64..2000, 0u64..2000).prop_map(|(done, total)| Notice::Loading { done, total }),
        (0u64..2000, 0u16..9).prop_map(|(total, source)| Notice::Stopped {
            done: total / 2,
            total,
            unread: vec![(SourceId(source), total)],
        }),
        any::<u8>().prop_map(|generation| Notice::Answered { generation: generation.into() }),
        any::<u8>()
            .prop_map(|generation| Notice::Found { generation: generation.into(), id: None }),
        pasted().prop_map(|text| Notice::Problem(Problem { about: "a.log".to_owned(), text })),
        pasted().prop_map(|stamp| Notice::NewSession { stamp, product: "code".to_owned() }),
        Just(Notice::Consent(None)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let bound: Vec<Chord> =
        ACTIONS.iter().flat_map(|row| row.keys).map(|key| key.parse().expect("a key")).collect();
    prop_oneof![
        8 => prop::sample::select(bound).prop_map(Step::Press),
        4 => prop::sample::select(DOORS.as_slice()).prop_map(Step::Keys),
        2 => any::<char>().prop_map(|c| Step::Press(Chord::plain(Key::Char(c)))),
        2 => pasted().prop_map(Step::Paste),
        4 => mouse().prop_map(Step::Mouse),
        1 => Just(Step::Resize(1, 1)),
        2 => (1u16..180, 1u16..60).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => "(2026-11-21 01:39:1[0-9].000 \\[(trace|error)\\] [a-z/]{0,9} \\{\"a\":[\"{}1]{0,4}\n){0,3}"
            .prop_map(Step::Grow),
        2 => notice().prop_map(Step::Notice),
        1 => pasted().prop_map(|text| Step::Message(Message::Refused(text))),
        1 => any::<bool>().prop_map(Step::Slow),
        1 => (0i64..1500).prop_map(Step::Wait),
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
    fn nothing_that_happens_ever_panics(steps in prop::collection::vec(step(), 0..60)) {
        let mut driver = Driver::live();
        let (mut width, mut height) = (80, 24);
        let source = driver.add("grown.telemetry.log", None, "");
        for step in steps {
            match step {
                Step::Press(chord) => driver.press(chord),
                Step::Keys(keys) => driver.keys(keys),
                Step::Paste(text) => driver.paste(&text),
                Step::Mouse(mouse) => driver.mouse(mouse),
                Step::Resize(w, h) => {
                    (width, height) = (w, h);
                    // The terminal may be drawn on before it says that it has another size.
                    let terminal = TestBackend::new(w, h);
                    driver.draw(&mut Terminal::new(terminal).expect("a test backend never fails"));
                }
                Step::Grow(text) => driver.grow(source, &text),
                Step::Notice(notice) => driver.notice(notice),
                Step::Message(message) => driver.message(message),
                Step::Slow(slow) => driver.slow(slow),
                Step::Wait(millis) => driver.wait(millis),
            }
            driver.cells(width, height);
        }
        driver.set_state(source, SourceState::Gone);
        driver.cells(width, height);
    }
}
