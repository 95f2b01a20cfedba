//! A log of a few megabytes with everything in it, read in every way there is: what is printed,
//! what is counted and what stands on the screen agree.

#![expect(clippy::unwrap_used, reason = "what is not as it must be ends its test")]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use serde_json::Value;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::config::theme::Theme;
use telltail::event::{Instant, Zone};
use telltail::pipeline::{Engine, Ingest, Notice, Plan, Stage};
use telltail::query::Predicate;
use telltail::source::{Keys, Mode, Options, Siblings, Target, channel, watch};
use telltail::tui::{self, Message, Model, update, view};

/// No run takes longer than this, whatever the machine is doing besides.
const DEADLINE: Duration = Duration::from_secs(120);

/// The dimensions of the facets, as `stats` and the events' JSON call them.
const FIELDS: [&str; 5] = ["level", "destination", "purpose", "producer", "event"];

/// How often each value of each dimension was seen.
type Counts = BTreeMap<(String, String), u64>;

/// A log in which every so often something odd stands: continuation lines, broken payloads, lines
/// of a console, records longer than a chunk, an older grammar, no line end at the end.
fn log() -> Vec<u8> {
    let mut text = "the rest of a line that was cut\n".to_owned();
    for at in 0..16_000_u32 {
        let (minute, second, milli) = (at / 1000, at / 20 % 60, at * 37 % 1000);
        let stamp = format!("2026-03-14 09:{minute:02}:{second:02}.{milli:03}");
        let pad = "x".repeat(at as usize * 31 % 300);
        let _ = match at % 16 {
            0 => writeln!(text, "{stamp} [info] Log level: Trace"),
            1 => writeln!(text, "{stamp} [error] Error: bad\r\n\tat x (y.js:1:2)\n[09:26:53] z"),
            2 => writeln!(text, "[{stamp}] [renderer1] [trace] telemetry/older {{\"a\":1}}"),
            3 => writeln!(text, "{stamp} [trace] telemetry/broken {{\"a\":"),
            4 => writeln!(
                text,
                "{stamp} [trace] GitHub.copilot-chat/response {{\"properties\":{{\"unique_id\":\
                 \"{pad}\"}}}}"
            ),
            5 => writeln!(
                text,
                "{stamp} [trace] GitHub.copilot-chat/response {{\"properties\":{{\"common.tid\":\
                 \"{pad}\"}}}}\n  2026-03-14 09:26:53.589 [info] indented"
            ),
            at_name => writeln!(
                text,
                "{stamp} [trace] telemetry/core{at_name} {{\"properties\":{{\"timestamp\":\
                 \"2026-03-14T08:{minute:02}:{second:02}.{milli:03}Z\",\"pad\":\"{pad}\"}}}}"
            ),
        };
        if at == 8000 {
            let _ = writeln!(text, "{stamp} [info] {}", "long ".repeat(500_000));
        }
    }
    text.push_str("2026-03-14 10:00:00.000 [trace] telemetry/last {}");
    let mut bytes = text.into_bytes();
    let middle = bytes.len() / 2;
    bytes.splice(middle..middle, *b"\xff\xfe\0");
    bytes
}

fn telltail(folder: &Path, args: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_telltail"));
    command.args(args).env_clear().current_dir(folder).env("TZ", "UTC").env("HOME", folder);
    command.timeout(DEADLINE);
    command
}

/// What a run printed, line by line.
fn lines(command: &mut assert_cmd::Command) -> Vec<Value> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What `stats` counts.
fn stats(mut run: impl FnMut(&[&str]) -> assert_cmd::Command) -> (u64, Counts) {
    let mut counts = Counts::new();
    for field in FIELDS {
        for group in lines(&mut run(&["stats", "--by", field, "--format", "json"])) {
            if let Some(value) = group[field].as_str() {
                let key = (field.to_owned(), value.to_owned());
                *counts.entry(key).or_default() += group["count"].as_u64().unwrap();
            }
        }
    }
    let by_kind = lines(&mut run(&["stats", "--by", "kind", "--format", "json"]));
    (by_kind.iter().map(|group| group["count"].as_u64().unwrap()).sum(), counts)
}

/// What events count to.
fn counted(events: &[Value]) -> (u64, Counts) {
    let mut counts = Counts::new();
    for event in events {
        let plain = FIELDS.into_iter().filter(|field| *field != "purpose");
        let plain = plain.map(|field| (field, &event[field]));
        let purposes = event["purposes"].as_array().into_iter().flatten();
        for (field, value) in plain.chain(purposes.map(|it| ("purpose", it))) {
            if let Some(value) = value.as_str() {
                *counts.entry((field.to_owned(), value.to_owned())).or_default() += 1;
            }
        }
    }
    (events.len() as u64, counts)
}

/// Events without where they stand: a pipe has no name.
fn nameless(mut events: Vec<Value>) -> Vec<Value> {
    for event in &mut events {
        for place in ["source", "path"] {
            event[place] = Value::Null;
        }
    }
    events
}

/// What stands on the screen once all of a file is there: title and facets.
fn screen(path: &Path, mode: Mode) -> String {
    let (sender, feed) = channel();
    let target = Target::File(path.to_owned());
    let options = Options { mode, trace: false, siblings: Siblings::Skip };
    let watching = watch(vec![target], options, Keys::default(), sender).unwrap();
    let ingest = Ingest::new(Rules::embedded().unwrap(), Arc::new(Catalog::default()), Zone::utc());
    let plan = Plan {
        ingest,
        feed,
        watching: Some(watching),
        follow: mode != Mode::Once,
        tail: None,
        predicate: Predicate::default(),
        problems: Vec::new(),
        looked: Vec::new(),
        consent: None,
        replay: None,
    };
    let (engine, mut notices) = Engine::start(plan).unwrap();
    let watched = engine.watched();
    let (log, answers) = (engine.log(), engine.view());
    let is_there = |stage: &Stage| match mode {
        Mode::Once => *stage == Stage::Done,
        _ => *stage == Stage::Live,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let mut reached = false;
    // All is there, and the view has taken it in.
    // The log is locked before the view, as everywhere: a thread that waits to write would else stop
    // this one for good.
    let behind = || {
        let log = log.read().unwrap();
        answers.read().unwrap().ids().len() < log.len()
    };
    while !reached || behind() {
        let next = async { tokio::time::timeout(DEADLINE, notices.recv()).await };
        let notice = runtime.block_on(next).unwrap().unwrap();
        reached |= matches!(&notice, Notice::Stage(stage) if is_there(stage));
    }
    let dark = Theme::builtin("dark").unwrap();
    let options = tui::Options::new(dark, Instant(1_795_225_600_000), Zone::utc());
    let mut model = Model::new(watched, options);
    let (width, height) = (160, 60);
    for message in [Message::Resize { width, height }, Message::Notice(Notice::Changed)] {
        update(&mut model, message);
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(&model, frame)).unwrap();
    let cells = terminal.backend().buffer();
    let row = |y| (0..width).map(move |x| cells[(x, y)].symbol()).collect::<String>() + "\n";
    (0..height).map(row).collect()
}

fn thousands(number: u64) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1000), number % 1000),
    }
}

/// That the screen shows these counts.
fn check_screen(screen: &str, (total, counts): &(u64, Counts)) {
    assert!(screen.contains(&format!("{} events", thousands(*total))), "{screen}");
    let facets: HashMap<&str, &str> = screen
        .lines()
        .filter_map(|line| line.split_once("▣ ")?.1.split('│').next())
        .filter_map(|line| line.trim().rsplit_once(' '))
        .map(|(name, count)| (name.trim(), count))
        .collect();
    for ((field, value), count) in counts {
        // A name may be a value of several dimensions.
        if counts.keys().filter(|(_, other)| other == value).count() == 1 {
            let shown = facets.get(value.as_str()).copied();
            assert_eq!(shown, Some(&*thousands(*count)), "{field}:{value} on\n{screen}");
        }
    }
}

#[test]
fn printed_counted_and_shown_a_log_is_the_same_however_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telemetry.log");
    let bytes = log();
    fs::write(&path, &bytes).unwrap();
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(&bytes).unwrap();
    fs::write(folder.path().join("zipped.log.gz"), gz.finish().unwrap()).unwrap();

    let run = |args: &[&str]| telltail(folder.path(), args);
    let saved = lines(&mut run(&["print", "--format", "json", "telemetry.log"]));
    let expected = counted(&saved);
    let piped = |args: &[&str]| {
        let mut command = telltail(folder.path(), &[args, &["-"]].concat());
        command.write_stdin(bytes.clone());
        command
    };
    let printed = nameless(lines(&mut piped(&["print", "--format", "json"])));
    assert!(printed.len() > 16_000);
    // Standard input has no name that says it holds telemetry.
    assert_eq!(printed.len(), saved.len());
    assert_eq!(stats(|args| run(&[args, &["telemetry.log"]].concat())), expected);
    assert_eq!(stats(piped), counted(&printed));
    let zipped = lines(&mut run(&["print", "--format", "json", "zipped.log.gz"]));
    assert_eq!(counted(&nameless(zipped)).0, expected.0);
    for mode in [Mode::Once, Mode::Poll] {
        let mut expected = expected.clone();
        if mode == Mode::Poll {
            // The last line has not ended: it is not shown until it has.
            expected.0 -= 1;
            expected.1.remove(&("event".to_owned(), "last".to_owned()));
            for (field, event) in FIELDS.iter().zip([&saved[saved.len() - 1]].iter().cycle()) {
                let key = if *field == "purpose" { &event["purposes"][0] } else { &event[*field] };
                let key = ((*field).to_owned(), key.as_str().unwrap_or_default().to_owned());
                if let Some(count) = expected.1.get_mut(&key) {
                    *count -= 1;
                }
            }
        }
        check_screen(&screen(&path, mode), &expected);
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_worker_that_panics_costs_time_and_no_event() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("telemetry.log"), log()).unwrap();
    let kept = tempfile::tempdir().unwrap();
    let run = || {
        let mut run = telltail(folder.path(), &["print", "--format", "json", "telemetry.log"]);
        run.env("XDG_STATE_HOME", kept.path());
        run
    };
    let whole = lines(&mut run());
    assert_eq!(lines(run().env("TELLTAIL_PANIC", "load")), whole);
    let piped = || {
        let mut command = telltail(folder.path(), &["print", "--format", "json", "-"]);
        command.write_stdin(log()).env("XDG_STATE_HOME", kept.path());
        command
    };
    let whole = lines(&mut piped());
    assert_eq!(lines(piped().env("TELLTAIL_PANIC", "load")), whole);
}
