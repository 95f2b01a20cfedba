//! Hours of following in minutes: a log that is rotated every second, as editors rotate theirs
//! when they are full.
//!
//! telltail follows the session folder in a pseudo-terminal. Every ten seconds the writer waits
//! until the count on the screen is that of what was written, and a line tells the memory that
//! the process holds and its open descriptors. The exit status is 1 if an event was lost, if
//! memory grew by more than the events that are kept explain, or if descriptors were left open.
//!
//! ```text
//! cargo bench --bench soak -- --minutes 10
//! ```
#![expect(clippy::print_stdout, reason = "it tells what it sees")]

mod logs;
mod terminal;

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use logs::{Lines, Shape};
use terminal::{Terminal, grouped};

/// How long the screen may need until it shows all that was written.
const PATIENCE: Duration = Duration::from_secs(20);

/// The old files that an editor keeps.
const KEPT: u32 = 6;

/// How often memory and descriptors are told.
const SAMPLE: u64 = 10;

/// Follows a log that rotates every second.
#[derive(Debug, Parser)]
struct Arguments {
    /// For how long.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Events a second.
    #[arg(long, default_value_t = 500)]
    rate: u64,
    /// Which telltail.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_telltail"))]
    telltail: String,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
    /// More for telltail.
    #[arg(last = true)]
    more: Vec<String>,
}

/// What was seen of the process at one time.
#[derive(Clone, Copy, Debug)]
struct Sample {
    /// KiB of its own.
    own: u64,
    descriptors: usize,
    /// What was written until then.
    bytes: u64,
    events: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { minutes, rate, telltail, more, .. } = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let session = folder.path().join("logs/20260314T092653");
    fs::create_dir_all(&session)?;
    let path = session.join("telemetry.log");
    let mut lines = Lines::new(Shape::Telemetry, 1);
    write(&path, &mut lines, rate)?;
    let mut command = vec![telltail, "-f".to_owned(), session.display().to_string()];
    command.extend(more.into_iter().filter(|argument| argument != "--bench"));
    let mut terminal = Terminal::run(&command);
    let mut samples = vec![sample(&mut terminal, &lines)?];
    println!("   s      events  own KiB  descriptors");
    for second in 1..=minutes * 60 {
        let start = Instant::now();
        rotate(&path)?;
        for tick in 1..=10 {
            write(&path, &mut lines, rate / 10)?;
            terminal.watch(start + Duration::from_millis(tick * 100));
        }
        if second % SAMPLE == 0 {
            let sample = sample(&mut terminal, &lines)?;
            let Sample { own, descriptors, events, .. } = sample;
            println!("{second:4}  {events:10}  {own:7}  {descriptors:11}");
            samples.push(sample);
        }
    }
    judge(&samples)
}

/// Waits until the screen shows all that was written; what the process holds then.
fn sample(terminal: &mut Terminal, lines: &Lines) -> Result<Sample, String> {
    let facts = lines.facts();
    let all = grouped(facts.records);
    terminal
        .sees(&[&format!("{all} of {all}")], PATIENCE)
        .ok_or_else(|| format!("{all} events were written; it shows\n{}", terminal.text()))?;
    let own = terminal::memory(terminal.pid()).ok_or("this system tells no memory")?.own;
    let descriptors = terminal::descriptors(terminal.pid()).ok_or("nor descriptors")?;
    Ok(Sample { own, descriptors, bytes: facts.bytes, events: facts.records })
}

fn judge(samples: &[Sample]) -> Result<(), Box<dyn Error>> {
    // From the second sample on: by then everything is running.
    let (Some(first), Some(last)) = (samples.get(1), samples.last()) else { return Ok(()) };
    let events = last.events - first.events;
    // A sixth of the text, 40 bytes an event, and room for what is not yet packed.
    let kept = ((last.bytes - first.bytes) / 6 + events * 40) / 1024 + 8192;
    let grown = last.own.saturating_sub(first.own);
    println!("{events} events later: {grown} KiB more, of which {kept} KiB are explained");
    if grown > kept {
        return Err("memory grew by more than what is kept".into());
    }
    if last.descriptors > first.descriptors + usize::try_from(KEPT)? {
        return Err("descriptors are left open".into());
    }
    println!("no event was lost");
    Ok(())
}

/// Appends so many events, each with a write of its own as loggers do it.
fn write(path: &Path, lines: &mut Lines, events: u64) -> std::io::Result<()> {
    let mut log = File::options().create(true).append(true).open(path)?;
    let mut record = Vec::new();
    for _ in 0..events {
        record.clear();
        lines.next(&mut record);
        log.write_all(&record)?;
    }
    Ok(())
}

/// Renames as the editors' logger does: `.1` becomes `.2`, the live name `.1`.
fn rotate(live: &Path) -> std::io::Result<()> {
    let old = |number: u32| -> PathBuf { live.with_file_name(format!("telemetry.{number}.log")) };
    for number in (1..KEPT).rev() {
        if old(number).exists() {
            fs::rename(old(number), old(number + 1))?;
        }
    }
    fs::rename(live, old(1))
}
