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
    let (_folder, mut run) =
        replay(&["--max-gap", "1ms", "--filter", "event:hour5*", "--since", "-20h"]);
    // From twenty hours before the end on, none of which is waited for.
    run.sees("21 of 21 events");
    run.sees("9 of 21");
    run.sees("acme.x/hour59 in b.telemetry.log");
    run.types("q");
    assert_eq!(run.ends(), 0);
}

/// Events of one log, an hour apart.
const LOG: &str = "\
2026-03-14 09:00:00.000 [trace] telemetry/first {\"properties\":{},\"measurements\":{}}
2026-03-14 10:00:00.000 [trace] telemetry/second {\"properties\":{},\"measurements\":{}}
2026-03-14 11:00:00.000 [trace] telemetry/third {\"properties\":{},\"measurements\":{}}
";

fn hours(more: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("telemetry.log");
    fs::write(&log, LOG).unwrap();
    let args = [&["replay", "--tz", "UTC", log.to_str().unwrap()], more].concat();
    let run = Run::telltail(&args, &[]);
    (folder, run)
}

#[test]
fn a_replay_steps_seeks_and_plays_to_its_end_and_anew() {
    let (_folder, mut run) = hours(&["--paused"]);
    run.sees("‖ paused 1x  09:00:00");
    run.sees("0 of 3 events");
    run.types(".");
    run.sees("1 of 3 events");
    run.sees("telemetry/first");
    run.types(":goto 10:30\r");
    run.sees("‖ paused 1x  10:30:00");
    run.sees("2 of 3 events · 75 % · 1 in 30:00 to come");
    run.types(",");
    run.sees("1 of 3 events");
    run.types(":goto end\r");
    run.sees("■ end  11:00:00");
    run.sees("3 of 3 events");
    run.types(":goto start\r");
    run.sees("0 of 3 events");
    run.types(">");
    run.sees("‖ paused 2x");
    run.types(":speed max\r");
    run.sees("‖ paused max");
    run.types(" ");
    run.sees("■ end");
    run.types(":speed 1\r ");
    run.sees("▶ 1x");
    run.sees("1 of 3 events");
    run.quits_with("q");
}

#[test]
fn a_pause_between_events_is_as_long_as_is_wanted() {
    // Two hours as if they were two minutes, and those a thousand times as fast.
    let (_folder, mut run) = hours(&["--speed", "1000", "--max-gap", "1m"]);
    run.sees("■ end  11:00:00");
    run.sees("telemetry/third");
    run.quits_with("q");
}
