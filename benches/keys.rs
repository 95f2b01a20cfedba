//! How soon a key shows: from the keys that are written to a pseudo-terminal to the last bytes of
//! what they change on the screen, while nothing else happens.
//!
//! ```text
//! cargo bench --bench keys
//! cargo bench --bench keys -- --log telemetry.log
//! ```
//! The answer is a line of JSON for each scene.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod logs;
mod terminal;

use std::error::Error;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use logs::Shape;
use serde_json::json;
use terminal::{Terminal, keys};

const PATIENCE: Duration = Duration::from_secs(120);

/// What comes within so long of the bytes before is of the same frame.
const FRAME: Duration = Duration::from_millis(8);

/// How long between two keys.
const PAUSE: Duration = Duration::from_millis(40);

/// What is typed: what it is called, the keys that lead there, and the keys that are taken by
/// turns.
const SCENES: [(&str, &str, [&str; 2]); 6] = [
    ("down and up the list", "", ["k", "j"]),
    ("page by page", "", ["\u{1b}[5~", "\u{1b}[6~"]),
    ("with the detail open", "\r", ["k", "j"]),
    ("help, opened and closed", "\u{1b}", ["?", "\u{1b}"]),
    ("stats and back", "", ["2", "1"]),
    ("a letter into the filter and out", "f", ["e", "\u{7f}"]),
];

/// Types at a log that is loaded.
#[derive(Debug, Parser)]
struct Arguments {
    /// The log; without one, some of a million events is written.
    #[arg(long)]
    log: Option<PathBuf>,
    /// How many keys are typed in each scene.
    #[arg(long, default_value_t = 200)]
    keys: usize,
    /// Which telltail.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_telltail"))]
    telltail: String,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { log, keys: count, telltail, .. } = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let log = match log {
        Some(log) => log,
        None => written(folder.path())?,
    };
    let mut terminal = Terminal::run(&[telltail, log.display().to_string()]);
    terminal.sees(&["■ saved"], PATIENCE).ok_or("telltail never had read it")?;
    terminal.settles(Duration::from_millis(500));
    for (scene, way, turns) in SCENES {
        terminal.types(&keys(way));
        terminal.settles(Duration::from_millis(500));
        let mut took = Vec::new();
        for turn in 0..count {
            let typed = terminal.types(turns[turn % 2]);
            terminal.shows(PATIENCE, FRAME).ok_or_else(|| format!("{scene}: nothing came"))?;
            took.push(terminal.last.saturating_duration_since(typed));
            terminal.watch(Instant::now() + PAUSE);
        }
        took.sort_unstable();
        let millis = |at: usize| took.get(at).map(|took| took.as_secs_f64() * 1e3);
        println!(
            "{}",
            json!({
                "scene": scene, "keys": count, "median_ms": millis(count / 2),
                "p95_ms": millis(count * 95 / 100), "longest_ms": millis(count.saturating_sub(1)),
            })
        );
    }
    Ok(())
}

/// A log of about a million events.
fn written(folder: &std::path::Path) -> std::io::Result<PathBuf> {
    let session = folder.join("logs/20260314T092653");
    fs::create_dir_all(&session)?;
    let path = session.join("telemetry.log");
    logs::write(Shape::Telemetry, 1, 943_000_000, &mut File::create(&path)?)?;
    Ok(path)
}
