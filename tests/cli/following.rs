//! `print -f` and pipes: what comes is printed as it comes, each record once, and none is lost.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use rstest::rstest;
use serde_json::Value;

use super::support::{DEADLINE, Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// A run that goes on until it is dropped.
pub(crate) struct Running {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            if line.map(|line| sender.send(line)).is_err() {
                return;
            }
        }
    });
    receiver
}

impl Running {
    pub(crate) fn start(home: &Home, args: &[&str]) -> Self {
        let mut command = home.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = lines(child.stdout.take().unwrap());
        let err = lines(child.stderr.take().unwrap());
        Self { child, out, err }
    }

    /// The next line, waited for.
    pub(crate) fn line(&self) -> String {
        self.out.recv_timeout(DEADLINE).unwrap()
    }

    /// The process.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The event of the next line.
    fn event(&self) -> String {
        let event: Value = serde_json::from_str(&self.line()).unwrap();
        event["event"].as_str().unwrap().to_owned()
    }

    fn events(&self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.event()).collect()
    }

    /// The rest of the lines of a run that ends by itself, and its status.
    pub(crate) fn end(mut self) -> (Vec<String>, Option<i32>) {
        let rest = self.out.iter().collect();
        (rest, self.child.wait().unwrap().code())
    }

    fn stdin(&mut self) -> ChildStdin {
        self.child.stdin.take().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn append(path: &Path, text: &str) {
    File::options().append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

fn follow(home: &Home, more: &[&str]) -> Running {
    Running::start(home, &[&["print", "-f", "--format", "json"], more].concat())
}

#[rstest]
#[case(&[])]
#[case(&["--poll"])]
fn what_is_there_comes_first_and_what_is_appended_then(#[case] more: &[&str]) {
    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "a") + &core(STAMP, "b"));
    let running = follow(&home, &[&[arg(&path)], more].concat());
    // The last record is not held back for a stamp that may never come.
    assert_eq!(running.events(2), ["a", "b"]);
    append(&path, &core(STAMP, "c"));
    assert_eq!(running.event(), "c");
    append(&path, &(core(STAMP, "d") + &core(STAMP, "e")));
    assert_eq!(running.events(2), ["d", "e"]);
}

#[test]
fn the_tail_of_a_followed_log_ends_with_its_last_record() {
    let home = Home::new();
    let path = home.file("telemetry.log", ["a", "b", "c"].map(|name| core(STAMP, name)).concat());
    let running = follow(&home, &["--tail", "1", arg(&path)]);
    assert_eq!(running.event(), "c");
    append(&path, &core(STAMP, "d"));
    append(&path, &core(STAMP, "e"));
    assert_eq!(running.events(2), ["d", "e"]);
}

#[test]
fn what_the_tail_left_out_does_not_come_when_its_source_goes_on() {
    let home = Home::new();
    let old = home.file("old.telemetry.log", core("2026-03-14 08:00:00.000", "old"));
    let new = home.file("new.telemetry.log", core("2026-03-14 09:00:00.000", "new"));
    let running = follow(&home, &["--tail", "1", arg(&old), arg(&new)]);
    assert_eq!(running.event(), "new");
    append(&old, &core("2026-03-14 10:00:00.000", "next"));
    assert_eq!(running.event(), "next");
}

#[test]
fn a_record_comes_whole_at_the_next_stamp_and_never_before_its_line_ends() {
    let home = Home::new();
    let path = home.file("a.telemetry.log", "");
    let other = home.file("b.telemetry.log", "");
    let running = follow(&home, &[arg(&path), arg(&other)]);
    append(&path, &format!("{STAMP} [trace] telemetry/half {{\"properties\":{{"));
    // By the time that this one was silent for long enough, so was the half.
    append(&other, &core(STAMP, "other"));
    assert_eq!(running.event(), "other");
    append(&path, "},\"measurements\":{\"whole\":1}}\n");
    let event: Value = serde_json::from_str(&running.line()).unwrap();
    assert_eq!(event["event"], "half");
    assert_eq!(event["measurements"]["whole"], 1);
}

#[test]
fn lines_that_come_after_the_silence_are_neither_lost_nor_twice() {
    let home = Home::new();
    let path = home.file("main.log", format!("{STAMP} [error] one\n"));
    let running = Running::start(&home, &["print", "-f", "--format", "raw", arg(&path)]);
    assert_eq!(running.line(), format!("{STAMP} [error] one"));
    append(&path, "    at two\n");
    assert_eq!(running.line(), "    at two");
    append(&path, &format!("    at three\n{STAMP} [info] four\n"));
    assert_eq!(running.line(), "    at three");
    assert_eq!(running.line(), format!("{STAMP} [info] four"));
    // As an event it is one.
    let running = follow(&home, &[arg(&path)]);
    let messages = |count: usize| -> Vec<Value> {
        let line = |_| serde_json::from_str::<Value>(&running.line()).unwrap()["message"].take();
        (0..count).map(line).collect()
    };
    assert_eq!(messages(2), ["one\n    at two\n    at three", "four"]);
    append(&path, "    at five\n");
    append(&path, &format!("{STAMP} [info] six\n"));
    assert_eq!(messages(1), ["six"]);
}

#[test]
fn a_busy_source_does_not_hold_back_a_silent_one() {
    let home = Home::new();
    let silent = home.file("silent.telemetry.log", "");
    let busy = home.file("busy.telemetry.log", core(STAMP, "busy"));
    let running = follow(&home, &[arg(&silent), arg(&busy)]);
    assert_eq!(running.event(), "busy");
    append(&silent, &core(STAMP, "once"));
    let mut said = 0;
    loop {
        // Never silent for longer than a line takes to come out.
        append(&busy, &core(STAMP, &format!("busy{said}")));
        said += 1;
        match running.event().as_str() {
            "once" => break,
            event => assert!(event.starts_with("busy")),
        }
        assert!(said < 100_000);
    }
}

/// Renames as the editors' logger does: `.1` becomes `.2`, the live name `.1`.
fn rotate(path: &Path, kept: u32) {
    let numbered = |number: u32| path.with_extension(format!("{number}.log"));
    for number in (1..kept).rev() {
        if numbered(number).exists() {
            fs::rename(numbered(number), numbered(number + 1)).unwrap();
        }
    }
    fs::rename(path, numbered(1)).unwrap();
}

#[rstest]
#[case(&[])]
#[case(&["--poll"])]
fn no_record_is_lost_or_twice_while_a_log_rotates(#[case] more: &[&str]) {
    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "0"));
    let running = follow(&home, &[&[arg(&path)], more].concat());
    assert_eq!(running.event(), "0");
    let mut written = 0;
    for _ in 0..4 {
        for _ in 0..25 {
            written += 1;
            append(&path, &core(STAMP, &written.to_string()));
        }
        rotate(&path, 6);
        written += 1;
        fs::write(&path, core(STAMP, &written.to_string())).unwrap();
    }
    let expected: Vec<String> = (1..=written).map(|number| number.to_string()).collect();
    assert_eq!(running.events(expected.len()), expected);
}

#[test]
fn rotated_files_are_the_past_of_a_log_that_is_followed() {
    let home = Home::new();
    home.file("telemetry.2.log", core("2026-03-14 09:00:00.000", "first"));
    home.file("telemetry.1.log", core("2026-03-14 09:00:01.000", "second"));
    let path = home.file("telemetry.log", core("2026-03-14 09:00:02.000", "third"));
    assert_eq!(follow(&home, &[arg(&path)]).events(3), ["first", "second", "third"]);
    assert_eq!(home.run(&["print", arg(&path)]).lines().len(), 1);
}

#[test]
fn a_log_that_is_cut_is_read_anew() {
    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "before") + &core(STAMP, "too"));
    let running = follow(&home, &[arg(&path)]);
    assert_eq!(running.events(2), ["before", "too"]);
    fs::write(&path, core(STAMP, "after")).unwrap();
    assert_eq!(running.event(), "after");
}

#[test]
fn what_is_not_there_yet_is_waited_for() {
    let home = Home::new();
    let path = home.at("later/telemetry.log");
    let running = follow(&home, &[arg(&path)]);
    home.file("later/telemetry.log", core(STAMP, "came"));
    assert_eq!(running.event(), "came");
}

#[cfg(target_os = "linux")]
#[test]
fn a_new_session_takes_over() {
    let home = Home::new();
    home.file(".config/Code/logs/20260314T080000/telemetry.log", core(STAMP, "old"));
    let running = follow(&home, &[]);
    assert_eq!(running.event(), "old");
    home.file(".config/Code/logs/20260314T090000/telemetry.log", core(STAMP, "new"));
    assert_eq!(running.event(), "new");
    let said = running.err.recv_timeout(DEADLINE).unwrap();
    assert_eq!(said, "telltail: new session 20260314T090000 of code");
}

#[cfg(target_os = "linux")]
#[test]
fn where_there_is_no_log_yet_it_says_that_it_waits() {
    let home = Home::new();
    let running = follow(&home, &[]);
    let said = running.err.recv_timeout(DEADLINE).unwrap();
    assert!(said.contains("no telemetry log yet; waiting"), "{said}");
    home.file(".config/Code/logs/20260314T080000/telemetry.log", core(STAMP, "came"));
    assert_eq!(running.event(), "came");
}

#[test]
fn following_ends_at_the_limit() {
    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "a"));
    let running = follow(&home, &["--limit", "2", arg(&path)]);
    assert_eq!(running.event(), "a");
    append(&path, &(core(STAMP, "b") + &core(STAMP, "c")));
    let (rest, status) = running.end();
    assert_eq!((rest.len(), status), (1, Some(0)));
}

#[test]
fn a_slow_pipe_is_printed_as_it_comes() {
    let home = Home::new();
    let mut running = Running::start(&home, &["print", "-"]);
    let mut stdin = running.stdin();
    for number in 0..3 {
        writeln!(stdin, "{STAMP} [info] number {number}").unwrap();
        assert!(running.line().ends_with(&format!("number {number}")));
    }
    write!(stdin, "{STAMP} [info] the end").unwrap();
    drop(stdin);
    let (rest, status) = running.end();
    assert_eq!((rest.len(), status), (1, Some(0)));
    assert!(rest[0].ends_with("the end"));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_to_its_end() {
    let home = Home::new();
    let path = home.at("pipe");
    if !std::process::Command::new("mkfifo").arg(&path).status().is_ok_and(|it| it.success()) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    let running = Running::start(&home, &["print", arg(&path)]);
    fs::write(&path, format!("{STAMP} [info] through the pipe\n")).unwrap();
    let (lines, status) = running.end();
    assert_eq!((lines.len(), status), (1, Some(0)));
}
