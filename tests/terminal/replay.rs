//! Saved logs, played: what a person presses, and what is there by then.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::Run;

/// Two logs of a session of three days: an event an hour, taking turns.
fn days() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let mut logs = [String::new(), String::new()];
    for hour in 0..72 {
        let level = if hour == 50 { "error" } else { "trace" };
        let _ = writeln!(
            logs[hour % 2],
            "2026-03-{:02} {:02}:00:00.000 [{level}] acme.x/hour{hour:02} {{\"properties\":{{}}}}",
            14 + hour / 24,
            hour % 24
        );
    }
    let paths = ["a.telemetry.log", "b.telemetry.log"].map(|name| folder.path().join(name));
    paths.iter().zip(&logs).for_each(|(path, log)| fs::write(path, log).unwrap());
    (folder, paths.into())
}

fn replay(more: &[&str]) -> (tempfile::TempDir, Run) {
    let (folder, paths) = days();
    let paths = paths.iter().map(|path| path.to_str().unwrap());
    let args: Vec<&str> = ["replay"].into_iter().chain(paths).chain(more.iter().copied()).collect();
    let run = Run::telltail(&args, &[]);
    (folder, run)
}

#[test]
fn logs_are_played_merged_paused_stepped_and_gone_through() {
    let (_folder, mut run) = replay(&["--paused", "--speed", "max"]);
    run.sees("paused");
    run.sees("0 of 72 events");
    let goes = |run: &mut Run, keys: &str, played: &str, newest: &str, next: &str| {
        run.types(keys);
        run.until(played, |screen| {
            let text = screen.contents();
            text.contains(played) && text.contains(newest) && !text.contains(next)
        });
    };
    goes(&mut run, ":goto 50%\r", "36 of 72", "hour35", "hour36");
    goes(&mut run, ":goto 2026-03-16T02:30\r", "51 of 72", "hour50", "hour51");
    goes(&mut run, ":goto start\r", "0 of 72", "", "hour00");
    goes(&mut run, ":goto 3\r", "3 of 72", "hour02", "hour03");
    run.types(" ");
    run.sees("72 of 72 events");
    run.sees("hour71");
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn a_filter_is_of_what_is_played_and_gaps_are_cut_short() {
    let (_folder, mut run) = replay(&["--max-gap", "1ms", "--filter", "hour5*", "--since", "-20h"]);
    // From twenty hours before the end on, none of which is waited for.
    run.sees("21 of 21 events");
    run.sees("hour59");
    run.until("what passes alone", |screen| !screen.contents().contains("hour60"));
    run.types("q");
    assert_eq!(run.ends(), 0);
}
