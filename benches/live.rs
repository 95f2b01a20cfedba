//! How soon a line that an editor writes is on the screen, and what waiting costs.
//!
//! Starts a program in a pseudo-terminal on a log of a session folder, appends events to the log,
//! and takes the time from the write to the moment at which the terminal's output shows the
//! event. Then it leaves the program alone for ten seconds and reads its CPU time.
//!
//! ```text
//! cargo bench --bench live
//! cargo bench --bench live -- --bytes 104857600 --lines 100 -- tail -f {}
//! ```
//! `{}` is the log's path; without a command it is telltail that follows it. The answer is a
//! line of JSON.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod logs;
mod terminal;

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use logs::Shape;
use serde_json::json;
use terminal::Terminal;

const PATIENCE: Duration = Duration::from_secs(60);

/// Measures the time from a write to the screen.
#[derive(Debug, Parser)]
struct Arguments {
    /// How long the log is before anything is appended.
    #[arg(long, default_value_t = 0)]
    bytes: u64,
    /// How many lines are appended, one after the other.
    #[arg(long, default_value_t = 200)]
    lines: usize,
    /// For how many seconds it is left alone then.
    #[arg(long, default_value_t = 10)]
    idle: u64,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
    /// What follows the log, whose path is `{}`.
    #[arg(last = true)]
    command: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { bytes, lines, idle, command, .. } = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let session = folder.path().join("logs/20260314T092653");
    fs::create_dir_all(&session)?;
    let path = session.join("telemetry.log");
    logs::write(Shape::Telemetry, 1, bytes, &mut File::create(&path)?)?;
    let mut log = OpenOptions::new().append(true).open(&path)?;
    write(&mut log, "already.there")?;

    let mut terminal = Terminal::run(&command_of(&command, &path.display().to_string()));
    seen(&mut terminal, "already.there")?;
    terminal.settles(Duration::from_millis(500));
    let mut took = Vec::new();
    for number in 0..lines {
        // Writes come at uneven moments, as an editor's do.
        let pause = Duration::from_millis(15 + (number as u64 * 7) % 31);
        terminal.watch(Instant::now() + pause);
        let name = format!("bench.event.{number:05}");
        let written = write(&mut log, &name)?;
        took.push(seen(&mut terminal, &name)?.saturating_duration_since(written));
    }
    took.sort_unstable();
    let millis = |at: usize| took.get(at).map(|took| took.as_secs_f64() * 1e3);
    let before = terminal::cpu_millis(terminal.pid());
    thread::sleep(Duration::from_secs(idle));
    let after = terminal::cpu_millis(terminal.pid());
    let answer = json!({
        "lines": lines,
        "median_ms": millis(lines / 2),
        "p95_ms": millis(lines * 95 / 100),
        "longest_ms": millis(lines.saturating_sub(1)),
        "idle_s": idle,
        "idle_cpu_ms": after.zip(before).map(|(after, before)| after - before),
    });
    println!("{answer}");
    Ok(())
}

fn command_of(given: &[String], path: &str) -> Vec<String> {
    let telltail = [env!("CARGO_BIN_EXE_telltail"), "-f", "{}"].map(str::to_owned);
    let given = if given.is_empty() { &telltail[..] } else { given };
    let given = given.iter().filter(|argument| *argument != "--bench");
    given.map(|argument| argument.replace("{}", path)).collect()
}

/// Appends one event; the moment after the write.
fn write(log: &mut File, event: &str) -> Result<Instant, std::io::Error> {
    let line = format!(
        "2026-03-16 09:26:53.589 [trace] acme.bench/{event} {{\"properties\":{{\"reason\":\"startup\"}},\"measurements\":{{}}}}\n"
    );
    log.write_all(line.as_bytes())?;
    Ok(Instant::now())
}

fn seen(terminal: &mut Terminal, text: &str) -> Result<Instant, String> {
    let seen = terminal.sees(&[text], PATIENCE);
    seen.ok_or_else(|| format!("{text} never came:\n{}", terminal.text()))
}
