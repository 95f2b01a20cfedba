//! How long the screen needs from a key to the frame that shows what it did, on a log of a million
//! events, page by page.
//!
//! ```text
//! cargo bench --bench frames
//! cargo bench --bench frames -- --events 100000 --width 80 --height 24
//! ```
//! A key is taken into the model and the frame drawn into cells, without a terminal: what a
//! terminal needs for them is its own affair. The answer is a table on standard output.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

#[path = "../tests/common/driver.rs"]
#[expect(dead_code, reason = "tests ask more of it")]
mod driver;
mod logs;

use std::time::{Duration, Instant};

use clap::Parser;
use driver::Driver;
use logs::{Lines, Shape};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use telltail::pipeline::{Notice, Stage};

/// How many frames of each scene are taken.
const FRAMES: usize = 300;

/// How much of the log is added at once.
const PIECE: usize = 1 << 20;

/// Draws a log of many events.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many events there are.
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// Columns.
    #[arg(long, default_value_t = 200)]
    width: u16,
    /// Lines.
    #[arg(long, default_value_t = 60)]
    height: u16,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A scene: what it is called, the keys that lead there, and the keys that are taken by turns.
type Scene = (&'static str, &'static str, [&'static str; 2]);

const SCENES: [Scene; 19] = [
    ("events, at the end", "1", ["k", "j"]),
    ("events, in the middle", "1 g <pgdn>", ["j", "k"]),
    ("events, page by page", "1 g", ["<pgdn>", "<pgdn>"]),
    ("events, to the start and the end", "1", ["g", "G"]),
    ("events, wrapped", "1 <ctrl-w>", ["k", "j"]),
    ("events, with context", "1 <ctrl-w> f level:error <enter> z z", ["k", "j"]),
    ("events, wrapped, with context", "<ctrl-w>", ["k", "j"]),
    (
        "events, columns of properties",
        "<ctrl-w> Z Z <backspace> : columns COLUMNS <enter>",
        ["k", "j"],
    ),
    ("events, usual columns", ": columns <enter>", ["<pgup>", "<pgdn>"]),
    ("detail, opened", "<enter>", ["j", "k"]),
    ("facets", "<esc> V", ["j", "k"]),
    ("zooming the timeline", "<esc> 1", [")", "("]),
    ("stats", "2", ["j", "k"]),
    ("findings", "3", ["j", "k"]),
    ("catalog", "4", ["j", "k"]),
    ("sources", "5", ["j", "k"]),
    ("help", "1 ?", ["j", "k"]),
    ("palette", "<esc> :", ["<down>", "<up>"]),
    ("typing a filter that is completed", "<esc> f prop.reas", ["o", "<backspace>"]),
];

/// The same of many sources.
const OF_MANY: [Scene; 3] = [
    ("2,000 sources: events", "1", ["k", "j"]),
    ("2,000 sources: facets", "V", ["j", "k"]),
    ("2,000 sources: sources", "<esc> 5", ["j", "k"]),
];

/// Columns that the text has to be read for.
const COLUMNS: &str = "time,level,event,prop.reason,m.durationMs,common.sessionId,summary";

/// How many events are declared.
const DECLARED: usize = 5000;

fn main() {
    let arguments = Arguments::parse();
    let (width, height) = (arguments.width, arguments.height);
    println!(
        "{} events, {DECLARED} declared, {width} x {height}, {FRAMES} keys each",
        arguments.events
    );
    println!("{:34} {:>9} {:>9} {:>9}", "from a key to its frame", "median", "p95", "longest");
    take(&mut loaded(arguments.events), &SCENES, (width, height));
    take(&mut of_many(arguments.events), &OF_MANY, (width, height));
}

/// Takes the keys of the scenes, and tells how long their frames took.
fn take(driver: &mut Driver, scenes: &[Scene], (width, height): (u16, u16)) {
    let mut terminal =
        Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
    driver.cells(width, height);
    for (scene, way, keys) in scenes {
        driver.keys(&way.replace("COLUMNS", &format!("<space> {COLUMNS}")));
        // What a key asks of the search thread is answered there, and no frame waits for it.
        driver.slow(true);
        let mut took: Vec<Duration> = (0..FRAMES)
            .map(|turn| {
                let begun = Instant::now();
                driver.keys(keys[turn % 2]);
                driver.draw(&mut terminal);
                begun.elapsed()
            })
            .collect();
        driver.slow(false);
        took.sort_unstable();
        let millis = |part: usize| took[(FRAMES - 1) * part / 100].as_secs_f64() * 1e3;
        println!(
            "{scene:34} {:>6.2} ms {:>6.2} ms {:>6.2} ms",
            millis(50),
            millis(95),
            millis(100)
        );
    }
}

/// A screen of so many events.
fn loaded(events: usize) -> Driver {
    let mut driver = Driver::declaring(&catalog());
    let source = driver.add("telemetry.log", Some("20261121T013859"), "");
    let mut lines = Lines::new(Shape::Telemetry, 1);
    let (mut text, mut written) = (Vec::new(), 0);
    lines.open(&mut text);
    while written < events {
        while text.len() < PIECE && written < events {
            lines.next(&mut text);
            written += 1;
        }
        driver.grow(source, &String::from_utf8_lossy(&text));
        text.clear();
    }
    driver.notice(Notice::Stage(Stage::Done));
    driver
}

/// A screen of so many events in 2,000 files.
fn of_many(events: usize) -> Driver {
    const FILES: usize = 2000;
    let mut driver = Driver::empty();
    for file in 0..FILES {
        let mut lines = Lines::new(Shape::Telemetry, file as u64);
        let mut text = Vec::new();
        lines.open(&mut text);
        for _ in 0..(events / FILES).max(1) {
            lines.next(&mut text);
        }
        let session = format!("202611{:02}T{:02}3859", 1 + file % 20, file / 20 % 24);
        driver.add("telemetry.log", Some(&session), &String::from_utf8_lossy(&text));
    }
    driver.notice(Notice::Stage(Stage::Done));
    driver
}

/// A catalog that declares very many events.
fn catalog() -> String {
    let event = |number: usize| {
        format!(
            r#""event{number:04}": {{"owner": "bench", "comment": "Declared for the bench.",
            "reason": {{"classification": "SystemMetaData", "purpose": "FeatureInsight",
            "endPoint": "none", "comment": "Why."}}}}"#
        )
    };
    let events: Vec<String> = (0..DECLARED).map(event).collect();
    format!(
        r#"{{"vscode-core": {{"events": {{{}}}, "commonProperties": {{}}}}}}"#,
        events.join(",")
    )
}
