//! How exactly a log is played, and how soon any place of it is there: seen from a terminal.
//!
//! ```text
//! cargo bench --bench replay
//! cargo bench --bench replay -- --log telemetry.log --only seek
//! ```
//! **Timing**: a log of uneven events is played from a standstill. An event is due when as much
//! time has gone by since the key that began it as its log says, and is shown when the screen first
//! shows it or a later one. **Seek**: `:goto N%` in a log of a million events, from Enter to the
//! frame that shows what there is to see in the end. The answer is a line of JSON for each.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod logs;
mod terminal;

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Parser, ValueEnum};
use logs::Shape;
use serde_json::json;
use terminal::Terminal;

const PATIENCE: Duration = Duration::from_secs(120);

/// A screen to which nothing was written for so long stays as it is.
const QUIET: Duration = Duration::from_millis(600);

/// What filters a screen shows while one seeks, and what they ask.
const FILTERS: [(&str, &str); 3] = [
    ("no filter", ""),
    ("a filter that columns answer", "level:error"),
    ("a filter that reads the text", "keybinding"),
];

/// How long a stamp is: `2026-03-14 09:26:53.589`.
const STAMP: usize = 23;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Timing,
    Seek,
}

/// Plays logs.
#[derive(Debug, Parser)]
struct Arguments {
    /// The log in which one seeks; without one, some of a million events is written.
    #[arg(long)]
    log: Option<PathBuf>,
    /// How many events are played.
    #[arg(long, default_value_t = 400)]
    events: usize,
    /// How many places one goes to, with each filter.
    #[arg(long, default_value_t = 40)]
    seeks: usize,
    /// Nothing else.
    #[arg(long)]
    only: Option<Part>,
    /// Which telltail.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_telltail"))]
    telltail: String,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { log, events, seeks, only, telltail, .. } = Arguments::parse();
    let folder = tempfile::tempdir()?;
    if only != Some(Part::Seek) {
        for speed in [1, 60] {
            timing(&telltail, folder.path(), (events, speed))?;
        }
    }
    if only != Some(Part::Timing) {
        let log = match log {
            Some(log) => log,
            None => written(folder.path())?,
        };
        let stamps = Stamps::of(&log)?;
        for filter in FILTERS {
            seek(&telltail, &log, filter, &stamps, seeks)?;
        }
    }
    Ok(())
}

/// Plays a log and tells how late its events are.
fn timing(telltail: &str, folder: &Path, of: (usize, i64)) -> Result<(), Box<dyn Error>> {
    let (events, speed) = of;
    let after = moments(events, speed);
    let path = folder.join(format!("{speed}.telemetry.log"));
    fs::write(&path, uneven(&after)?)?;
    let log = path.display().to_string();
    let speed_given = speed.to_string();
    let mut terminal =
        Terminal::run(&[telltail, "replay", &log, "--paused", "--speed", &speed_given]);
    terminal.sees(&["‖ paused"], PATIENCE).ok_or("telltail never had read it")?;
    terminal.settles(QUIET);
    let begun = terminal.types(" ");
    let due = |at: usize| begun + Duration::from_secs_f64(after[at] as f64 / speed as f64 / 1e3);
    let (mut late, mut shown) = (Vec::new(), 0);
    let end = due(events - 1) + Duration::from_secs(10);
    while shown < events && Instant::now() < end {
        terminal.watch_once(Duration::from_millis(500));
        while shown <= newest(&terminal.text()).unwrap_or(0) && shown < events {
            if newest(&terminal.text()).is_none() {
                break;
            }
            late.push(terminal.last.saturating_duration_since(due(shown)));
            shown += 1;
        }
    }
    if shown < events {
        return Err(format!("event {shown} never came:\n{}", terminal.text()).into());
    }
    println!("{}", told(json!({ "timing": format!("{speed}x"), "events": events }), &mut late));
    Ok(())
}

/// When events are, in milliseconds after the first: some close together, some farther apart, and
/// all in about as much time whatever the speed.
fn moments(events: usize, speed: i64) -> Vec<i64> {
    let mut random = 1_u64;
    let mut at = 0;
    let mut moments = Vec::with_capacity(events);
    for _ in 0..events {
        moments.push(at);
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let gap = [3, 20, 41, 60, 133][(random >> 33) as usize % 5];
        at += (gap + (random >> 40) as i64 % 7) * speed;
    }
    moments
}

/// A log with events at these moments, each with its number in its name.
fn uneven(after: &[i64]) -> Result<String, std::fmt::Error> {
    let start: jiff::civil::DateTime = jiff::civil::date(2026, 3, 14).at(9, 26, 53, 0);
    let mut log = String::new();
    for (number, millis) in after.iter().enumerate() {
        let at = start + jiff::SignedDuration::from_millis(*millis);
        let stamp = at.strftime("%Y-%m-%d %H:%M:%S%.3f");
        writeln!(log, "{stamp} [trace] acme.b/n{number:05} {{\"properties\":{{\"a\":\"b\"}}}}")?;
    }
    Ok(log)
}

/// The number of the newest event on the screen.
fn newest(screen: &str) -> Option<usize> {
    let numbers = screen.match_indices('n').filter_map(|(at, _)| {
        let digits = screen.get(at + 1..at + 6)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    });
    numbers.max()
}

/// Goes to many places of a log, and tells how soon each is there.
fn seek(
    telltail: &str,
    log: &Path,
    (what, filter): (&str, &str),
    stamps: &Stamps,
    seeks: usize,
) -> Result<(), Box<dyn Error>> {
    let path = log.display().to_string();
    let command = [telltail, "replay", &path, "--paused", "--filter", filter];
    let mut terminal = Terminal::run(&command);
    terminal.sees(&["‖ paused"], PATIENCE).ok_or("telltail never had read it")?;
    terminal.settles(QUIET);
    let mut took = Vec::new();
    let mut percent = 50;
    for _ in 0..seeks {
        terminal.types(&format!(":goto {percent}%"));
        terminal.settles(Duration::from_millis(100));
        let before = clocks(&terminal.text());
        let typed = terminal.types("\r");
        let mut frames = vec![(typed, before)];
        let mut last = Instant::now();
        // Something changes, and then nothing any more.
        while last.elapsed() < QUIET || frames.len() < 2 && typed.elapsed() < PATIENCE {
            if terminal.watch_once(QUIET) {
                let clocks = clocks(&terminal.text());
                if frames.last().is_none_or(|(_, known)| *known != clocks) {
                    frames.push((terminal.last, clocks));
                    last = Instant::now();
                }
            }
        }
        let (there, clocks) = frames.pop().ok_or("nothing came")?;
        let wanted = stamps.at(percent);
        if filter.is_empty() && !clocks.contains(&wanted) {
            return Err(format!("{percent}%: {wanted} is not shown:\n{}", terminal.text()).into());
        }
        took.push(there.saturating_duration_since(typed));
        // Through all of it, and never twice to the same place.
        percent = (percent + 37) % 101;
    }
    let of = json!({ "seek": what, "events": stamps.clocks.len(), "places": seeks });
    println!("{}", told(of, &mut took));
    Ok(())
}

/// All clocks on a screen: `09:26:53.589`.
fn clocks(screen: &str) -> Vec<String> {
    let is_clock = |text: &str| {
        text.bytes().enumerate().all(|(at, byte)| match at {
            2 | 5 => byte == b':',
            8 => byte == b'.',
            _ => byte.is_ascii_digit(),
        })
    };
    let starts = screen.char_indices().map(|(at, _)| at);
    let texts = starts.filter_map(|at| screen.get(at..at + 12));
    texts.filter(|text| is_clock(text)).map(str::to_owned).collect()
}

/// The clocks of a log's records, in its order.
struct Stamps {
    clocks: Vec<(i64, [u8; STAMP])>,
}

impl Stamps {
    fn of(log: &Path) -> std::io::Result<Self> {
        let (mut clocks, mut line) = (Vec::new(), Vec::new());
        let mut log = BufReader::with_capacity(1 << 20, File::open(log)?);
        let mut latest = i64::MIN;
        while log.read_until(b'\n', &mut line)? > 0 {
            if let Some(stamp) = line.first_chunk::<STAMP>()
                && let Some(time) = millis(stamp)
            {
                latest = latest.max(time);
                clocks.push((latest, *stamp));
            }
            line.clear();
        }
        Ok(Self { clocks })
    }

    /// The clock of the last event before so much of the time has gone by.
    fn at(&self, percent: i64) -> String {
        let (Some((first, _)), Some((last, _))) = (self.clocks.first(), self.clocks.last()) else {
            return String::new();
        };
        let until = first + (last - first) * percent / 100;
        let at = self.clocks.partition_point(|(time, _)| *time <= until).saturating_sub(1);
        String::from_utf8_lossy(&self.clocks[at].1[11..]).into_owned()
    }
}

/// A stamp in milliseconds since some day.
fn millis(stamp: &[u8; STAMP]) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        std::str::from_utf8(&stamp[range]).ok()?.parse().ok()
    };
    let is_stamp = stamp[4] == b'-' && stamp[10] == b' ' && stamp[13] == b':' && stamp[19] == b'.';
    let date = jiff::civil::Date::new(
        i16::try_from(number(0..4)?).ok()?,
        i8::try_from(number(5..7)?).ok()?,
        i8::try_from(number(8..10)?).ok()?,
    );
    let days = i64::from(date.ok()?.since(jiff::civil::date(2020, 1, 1)).ok()?.get_days());
    let clock = ((number(11..13)? * 60 + number(14..16)?) * 60 + number(17..19)?) * 1000;
    is_stamp.then_some(days * 86_400_000 + clock + number(20..23)?)
}

/// What was measured, and its figures.
fn told(mut of: serde_json::Value, took: &mut [Duration]) -> serde_json::Value {
    took.sort_unstable();
    let count = took.len();
    let millis = |at: usize| took.get(at).map(|took| (took.as_secs_f64() * 1e5).round() / 1e2);
    of["median_ms"] = json!(millis(count / 2));
    of["p99_ms"] = json!(millis((count * 99).div_ceil(100).saturating_sub(1)));
    of["longest_ms"] = json!(millis(count.saturating_sub(1)));
    of
}

/// A log of about a million events.
fn written(folder: &Path) -> std::io::Result<PathBuf> {
    let session = folder.join("logs/20260314T092653");
    fs::create_dir_all(&session)?;
    let path = session.join("telemetry.log");
    logs::write(Shape::Telemetry, 1, 943_000_000, &mut File::create(&path)?)?;
    Ok(path)
}
