//! A log that is played again: the player itself behind the keys and the screen.

use std::fs;

use super::Run;

/// Events of one log, an hour apart.
const LOG: &str = "\
2026-03-14 09:00:00.000 [trace] telemetry/first {\"properties\":{},\"measurements\":{}}
2026-03-14 10:00:00.000 [trace] telemetry/second {\"properties\":{},\"measurements\":{}}
2026-03-14 11:00:00.000 [trace] telemetry/third {\"properties\":{},\"measurements\":{}}
";

fn replay(more: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("telemetry.log");
    fs::write(&log, LOG).unwrap();
    let args = [&["replay", "--tz", "UTC", log.to_str().unwrap()], more].concat();
    let run = Run::telltail(&args, &[]);
    (folder, run)
}

#[test]
fn a_replay_steps_seeks_and_plays_to_its_end_and_anew() {
    let (_folder, mut run) = replay(&["--paused"]);
    run.sees("‖ paused 1x  09:00:00");
    run.sees("0 of 3 events");
    run.types(".");
    run.sees("1 of 3 events");
    run.sees("telemetry/first");
    run.types(":goto 10:30\r");
    run.sees("‖ paused 1x  10:30:00");
    run.sees("2 of 3 events · 66 % · 1 in 30:00 to come");
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
    let (_folder, mut run) = replay(&["--speed", "1000", "--max-gap", "1m"]);
    run.sees("■ end  11:00:00");
    run.sees("telemetry/third");
    run.quits_with("q");
}
