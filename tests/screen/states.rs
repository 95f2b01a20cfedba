//! What each page says while there is nothing on it: before anything was read, where nothing is
//! found, where nothing matches, and where something failed.

use std::fmt::Write;

use insta::assert_snapshot;
use telltail::event::SourceId;
use telltail::pipeline::{Notice, Problem, Stage};
use telltail::store::SourceState;

use super::driver::Driver;

const SESSION: Option<&str> = Some("20261121T013859");
const HEADER: &str = "2026-11-21 01:39:09.000 [info] The below are logs for every telemetry event \
                      sent from VS Code once the log level is set to trace.\n";
const GIB: u64 = 1 << 30;

/// The pages by the keys that lead to them.
const PAGES: [(&str, &str); 5] =
    [("Events", "1"), ("Stats", "2"), ("Findings", "3"), ("Catalog", "4"), ("Sources", "5")];

/// A state by its name, how it comes about, and the keys pressed on the page.
type State = (&'static str, fn() -> Driver, &'static str);

const STATES: [State; 13] = [
    ("starting", Driver::empty, ""),
    ("reading", reading, ""),
    ("stopped", stopped, ""),
    ("waiting", waiting, ""),
    ("empty-log", || followed("telemetry.log", ""), ""),
    ("only-headers", || followed("telemetry.log", HEADER), ""),
    ("no-telemetry", || followed("main.log", &HEADER.replace("telemetry", "other")), ""),
    ("no-match", || filtered("level:error <space> zebra <enter>"), ""),
    ("wrong-filter", Driver::live, "f dest:githib <enter>"),
    ("filter-off", || filtered("level:error <enter> \\"), ""),
    ("gone", || failing(&SourceState::Gone), ""),
    ("failed", || failing(&SourceState::Failed("no permission to read it".to_owned())), ""),
    ("no-catalog", no_catalog, ""),
];

fn reading() -> Driver {
    let mut driver = Driver::empty();
    driver.notice(Notice::Stage(Stage::Loading));
    driver.notice(Notice::Loading { done: GIB / 100 * 43, total: GIB });
    driver
}

fn stopped() -> Driver {
    let mut driver = reading();
    driver.add("telemetry.log", SESSION, "");
    driver.keys("<esc>");
    let unread = vec![(SourceId(0), GIB / 2)];
    driver.notice(Notice::Stopped { done: GIB / 2, total: GIB, unread });
    driver.notice(Notice::Stage(Stage::Done));
    driver
}

fn waiting() -> Driver {
    let mut driver = Driver::empty();
    let looked = |about: &str, text: &str| Problem { about: about.into(), text: text.into() };
    driver.notice(Notice::Looked(vec![
        looked("~/.config/Code/logs", "not there"),
        looked("~/.config/VSCodium/logs", "no permission to read it"),
    ]));
    driver.notice(Notice::Stage(Stage::Waiting));
    driver
}

fn followed(label: &str, text: &str) -> Driver {
    let mut driver = Driver::empty();
    driver.add(label, SESSION, text);
    driver.notice(Notice::Stage(Stage::Live));
    driver
}

fn filtered(keys: &str) -> Driver {
    let mut driver = Driver::live();
    driver.keys(&format!("f {keys}"));
    driver
}

fn failing(state: &SourceState) -> Driver {
    let mut driver = Driver::empty();
    let text = include_str!("../common/sample/telemetry.log");
    let source = driver.add("telemetry.log", SESSION, text);
    driver.notice(Notice::Stage(Stage::Live));
    driver.set_state(source, state.clone());
    if let SourceState::Failed(text) = state {
        let about = "logs/20261121T013859/telemetry.log".to_owned();
        driver.notice(Notice::Problem(Problem { about, text: text.clone() }));
    }
    driver
}

fn no_catalog() -> Driver {
    let mut driver = Driver::declaring(r#"{"vscode-core":{"events":{},"commonProperties":{}}}"#);
    driver.add("telemetry.log", SESSION, include_str!("../common/sample/telemetry.log"));
    driver.notice(Notice::Stage(Stage::Live));
    driver
}

/// The lines of a screen; of many that are the same only the first, and how many more.
fn brief(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().collect();
    let mut brief = String::new();
    for same in lines.chunk_by(|one, next| one == next) {
        let (first, more) = (same[0], same.len() - 1);
        match more {
            0 => writeln!(brief, "{first}"),
            _ => writeln!(brief, "{first} × {}", more + 1),
        }
        .expect("it is a string");
    }
    brief
}

#[test]
fn each_page_says_why_it_is_empty_and_what_is_wrong() {
    for (name, state, keys) in STATES {
        for (width, height) in [(80, 24), (40, 10)] {
            let mut pages = String::new();
            for (page, key) in PAGES {
                let mut driver = state();
                driver.screen(width, height);
                driver.keys(key);
                driver.keys(keys);
                let shown = brief(&driver.screen(width, height));
                write!(pages, "--- {page}\n{shown}").expect("it is a string");
            }
            assert_snapshot!(format!("{name}-{width}x{height}"), pages);
        }
    }
}
