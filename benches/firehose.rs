//! Events that arrive faster than anyone reads: whether one is lost, whether keys still answer,
//! and what memory it takes.
//!
//! A thread appends events to a log at a steady rate while telltail follows it in a
//! pseudo-terminal; help is opened and closed the while, four times a second, and each time is
//! taken. At the end the count on the screen must become that of what was written.
//!
//! ```text
//! cargo bench --bench firehose -- --rate 50000 --seconds 60
//! cargo bench --bench firehose -- --rate 10000 --seconds 20 --keys 2
//! ```
//! With `--keys` these are typed before, to open another page, say, or to filter. The answer is a
//! line of JSON; the exit status is 1 if an event was lost.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod logs;
mod terminal;

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use logs::{Facts, Lines, Shape};
use serde_json::json;
use terminal::{Terminal, grouped, keys};

/// How long anything may take before it counts as never.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the writer does at once.
const TICK: Duration = Duration::from_millis(10);

/// Follows a log that grows very fast.
#[derive(Debug, Parser)]
struct Arguments {
    /// Events a second.
    #[arg(long, default_value_t = 50_000)]
    rate: u64,
    /// For how long.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Which telltail.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_telltail"))]
    telltail: String,
    /// Where the log is written.
    #[arg(long)]
    dir: Option<std::path::PathBuf>,
    /// What is typed before anything is written, as `benches/screen.rs` reads it.
    #[arg(long, default_value = "")]
    keys: String,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
    /// More for telltail.
    #[arg(last = true)]
    more: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { rate, seconds, telltail, dir, keys: typed, more, .. } = Arguments::parse();
    let folder = tempfile::tempdir_in(dir.unwrap_or_else(std::env::temp_dir))?;
    let session = folder.path().join("logs/20260314T092653");
    fs::create_dir_all(&session)?;
    let path = session.join("telemetry.log");
    File::create(&path)?.write_all(b"2026-03-14 09:00:00.000 [info] already.there\n")?;
    let mut command = vec![telltail, "-f".to_owned(), path.display().to_string()];
    command.extend(more.into_iter().filter(|argument| argument != "--bench"));
    let mut terminal = Terminal::run(&command);
    terminal.sees(&["1 of 1"], PATIENCE).ok_or("telltail shows nothing")?;

    terminal.types(&keys(&typed));
    terminal.settles(Duration::from_millis(300));

    let writer = {
        let path = path.clone();
        thread::spawn(move || pour(&path, rate, seconds))
    };
    let mut answers = Vec::new();
    let mut highest = 0;
    while !writer.is_finished() {
        answers.extend(press(&mut terminal)?);
        highest = highest.max(terminal::memory(terminal.pid()).map_or(0, |held| held.own));
        terminal.watch(Instant::now() + Duration::from_millis(250));
    }
    let (facts, late) = writer.join().map_err(|_| "the writer panicked")??;
    let written = Instant::now();
    let all = grouped(facts.records + 1);
    // Where something was typed there may be no list, or one of some events only.
    let all = if typed.is_empty() { format!("{all} of {all}") } else { format!("{all} events") };
    let shown = terminal.sees(&[&all], PATIENCE);
    let behind = shown.map(|at| at.saturating_duration_since(written).as_secs_f64() * 1e3);
    let held = terminal::memory(terminal.pid()).unwrap_or_default();
    answers.sort_unstable();
    let millis = |at: usize| answers.get(at).map(|took: &Duration| took.as_secs_f64() * 1e3);
    let answer = json!({
        "rate": rate, "seconds": seconds, "typed": typed, "events": facts.records, "bytes": facts.bytes,
        "writer_late_ms": late.as_millis() as u64, "lost": shown.is_none(), "behind_ms": behind,
        "keys": answers.len(),
        "key_median_ms": millis(answers.len() / 2),
        "key_p95_ms": millis(answers.len() * 95 / 100),
        "key_longest_ms": millis(answers.len().saturating_sub(1)),
        "own_highest_kib": highest.max(held.own), "own_end_kib": held.own,
    });
    println!("{answer}");
    if shown.is_none() {
        return Err(
            format!("{all} events were written; the screen says\n{}", terminal.text()).into()
        );
    }
    Ok(())
}

/// Opens help and closes it: how long each took.
fn press(terminal: &mut Terminal) -> Result<[Duration; 2], String> {
    let typed = terminal.types("?");
    let opened = terminal.sees(&["Help ═"], PATIENCE).ok_or("help never came")?;
    let again = terminal.types("\u{1b}");
    let closed = terminal.misses(&["Help ═"], PATIENCE).ok_or("help never went")?;
    Ok([opened.saturating_duration_since(typed), closed.saturating_duration_since(again)])
}

/// Appends so many events a second; what was written, and how far behind its own pace it ended.
fn pour(path: &Path, rate: u64, seconds: u64) -> std::io::Result<(Facts, Duration)> {
    let mut log = fs::OpenOptions::new().append(true).open(path)?;
    let mut lines = Lines::new(Shape::Telemetry, 1);
    let start = Instant::now();
    let mut piece = Vec::new();
    let ticks = seconds * 1000 / TICK.as_millis() as u64;
    for tick in 1..=ticks {
        piece.clear();
        while lines.facts().records < rate * seconds * tick / ticks {
            lines.next(&mut piece);
        }
        log.write_all(&piece)?;
        let due = start + TICK * tick as u32;
        thread::sleep(due.saturating_duration_since(Instant::now()));
    }
    let late = start.elapsed().saturating_sub(Duration::from_secs(seconds));
    Ok((lines.facts(), late))
}
