//! Reading that is stopped in the middle: what is shown is right, what is not is counted.

use std::fmt::Write as _;
use std::path::Path;

use super::*;
use crate::pipeline::intake::{Intake, Taken};
use crate::source::{Feed, Keys, Mode, Options, Siblings, Target, Watching, channel, open, watch};

const LINES: usize = 60_000;

/// Lines of a log, each of 100 bytes.
fn written() -> String {
    let mut text = String::new();
    for at in 0..LINES {
        let line = format!("2026-11-21 01:00:00.000 [info] {at} ");
        let _ = writeln!(text, "{line:-<99}");
    }
    text
}

fn watched(path: &Path, mode: Mode) -> (Intake, Feed, Watching) {
    let (sender, feed) = channel();
    let options = Options { mode, trace: false, siblings: Siblings::Skip };
    let targets = Target::of(&open(path, false).unwrap()).into_iter().collect();
    let watching = watch(targets, options, Keys::default(), sender).unwrap();
    (Intake::new(new_ingest()), feed, watching)
}

/// Reads a file until there is something to stop, and stops that; the bytes that are left out.
fn stop_in_the_middle(intake: &mut Intake, feed: &mut Feed) -> u64 {
    let mut taken = Vec::new();
    while !intake.is_full() {
        intake.take(feed.blocking_recv().unwrap(), &mut taken);
    }
    // The first chunks are at work then.
    intake.step(&mut taken);
    intake.step(&mut taken);
    intake.stop(&mut taken);
    while !taken.contains(&Taken::CaughtUp) {
        intake.drain(&mut taken);
        intake.take(feed.blocking_recv().unwrap(), &mut taken);
    }
    let (done, total) = intake.progress();
    assert!(done >= total, "nothing is left to do");
    match intake.unread().as_slice() {
        [(_, bytes)] => *bytes,
        others => panic!("one source is not whole: {others:?}"),
    }
}

/// Line and first bytes of every event.
fn lines(intake: &Intake) -> Vec<(u64, String)> {
    let log = intake.ingest.log();
    let log = log.read().unwrap();
    let rows = (0..log.len()).filter_map(|at| log.row(EventId(at as u32)));
    rows.map(|row| {
        let text = log.text(row);
        let number = text.message().trim_start().split(' ').next().unwrap_or_default().to_owned();
        (text.whole().place().line, number)
    })
    .collect()
}

#[test]
fn a_saved_file_is_shown_as_far_as_it_was_read_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telemetry.log");
    std::fs::write(&path, written()).unwrap();
    let (mut intake, mut feed, _watching) = watched(&path, Mode::Once);
    let unread = stop_in_the_middle(&mut intake, &mut feed);
    let shown = lines(&intake);
    assert!(unread > 0 && !shown.is_empty() && shown.len() < LINES);
    for (at, (line, number)) in shown.iter().enumerate() {
        assert_eq!((*line, number), (at as u64 + 1, &at.to_string()));
    }
    let left = (LINES - shown.len()) as u64 * 100;
    assert!(unread.abs_diff(left) < 200, "{unread} of {left}: a record ends behind its chunk");
}

#[test]
fn a_followed_file_goes_on_behind_its_newest_record_in_the_right_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telemetry.log");
    std::fs::write(&path, written()).unwrap();
    let (mut intake, mut feed, _watching) = watched(&path, Mode::Poll);
    assert!(stop_in_the_middle(&mut intake, &mut feed) > 0);
    std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .and_then(|mut file| {
            std::io::Write::write_all(&mut file, b"2026-11-21 01:00:01.000 [info] appended\n")
        })
        .unwrap();
    let mut taken = Vec::new();
    let newest = (LINES as u64, (LINES - 1).to_string());
    let appended = (LINES as u64 + 1, "appended".to_owned());
    let deadline = std::time::Instant::now() + DEADLINE;
    loop {
        intake.take(feed.blocking_recv().unwrap(), &mut taken);
        intake.drain(&mut taken);
        intake.ingest.show_open();
        let shown = lines(&intake);
        if shown.last() == Some(&appended) {
            assert_eq!(shown[shown.len() - 2], newest);
            assert!(shown.len() < LINES);
            return;
        }
        assert!(std::time::Instant::now() < deadline, "{:?}", shown.last());
    }
}
