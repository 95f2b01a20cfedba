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
const SCENES: [(&str, &str, [&str; 2]); 14] = [
    ("events, at the end", "1", ["k", "j"]),
    ("events, in the middle", "1 g <pgdn>", ["j", "k"]),
    ("events, page by page", "1 g", ["<pgdn>", "<pgdn>"]),
    ("events, to the start and the end", "1", ["g", "G"]),
    ("events, wrapped", "1 <ctrl-w>", ["k", "j"]),
    ("events, with context", "1 <ctrl-w> f level:error <enter> z z", ["k", "j"]),
    ("detail, opened", "Z Z <backspace> <enter>", ["j", "k"]),
    ("facets", "<esc> V", ["j", "k"]),
    ("zooming the timeline", "<esc> 1", [")", "("]),
    ("stats", "2", ["j", "k"]),
    ("findings", "3", ["j", "k"]),
    ("catalog", "4", ["j", "k"]),
    ("help", "1 ?", ["j", "k"]),
    ("palette", "<esc> :", ["<down>", "<up>"]),
];

fn main() {
    let arguments = Arguments::parse();
    let (width, height) = (arguments.width, arguments.height);
    let mut driver = loaded(arguments.events);
    let mut terminal =
        Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
    driver.cells(width, height);
    println!("{} events, {width} x {height}, {FRAMES} keys each", arguments.events);
    println!("{:34} {:>9} {:>9} {:>9}", "from a key to its frame", "median", "p95", "longest");
    for (scene, way, keys) in SCENES {
        driver.keys(way);
        let mut took: Vec<Duration> = (0..FRAMES)
            .map(|turn| {
                let begun = Instant::now();
                driver.keys(keys[turn % 2]);
                driver.draw(&mut terminal);
                begun.elapsed()
            })
            .collect();
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
    let mut driver = Driver::empty();
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
