//! Clocks of logs that were written in another zone than this machine's.

use crate::support::{Home, arg};

const FOLDER: &str = "logs/20260329T003000";

/// A core event whose line was written 5 ms after its payload's time.
fn core(clock: &str, utc: &str, name: &str) -> String {
    format!(
        "{clock}.005 [trace] telemetry/{name} {{\"properties\":{{\"timestamp\":\"{utc}.000Z\"}}}}\n"
    )
}

/// A session of a machine in Berlin, in the night in which clocks are set forward.
fn session(home: &Home) -> std::path::PathBuf {
    let core = [
        core("2026-03-29 01:30:00", "2026-03-29T00:30:00", "a"),
        core("2026-03-29 03:10:00", "2026-03-29T01:10:00", "b"),
    ];
    home.file(&format!("{FOLDER}/telemetry.log"), core.concat());
    home.file(
        &format!("{FOLDER}/window1/exthost/extHostTelemetry.log"),
        "2026-03-29 01:20:00.000 [trace] acme.x/early {}\n\
         2026-03-29 03:05:00.000 [trace] acme.x/late {}\n",
    );
    home.at(FOLDER)
}

fn times(home: &Home, tz: &str, args: &[&str]) -> Vec<String> {
    let printed = home.run_with(&[("TZ", tz)], &[&["print", "--format", "json"], args].concat());
    printed.json().iter().map(|event| event["time"].as_str().unwrap().to_owned()).collect()
}

const BERLIN: [&str; 4] = [
    "2026-03-29T01:20:00.000+01:00",
    "2026-03-29T01:30:00.005+01:00",
    "2026-03-29T03:05:00.000+02:00",
    "2026-03-29T03:10:00.005+02:00",
];

#[test]
fn the_zone_is_the_logs_whatever_this_machines_is() {
    let home = Home::new();
    let session = session(&home);
    for tz in ["UTC", "America/New_York", "Asia/Tokyo", "Europe/Berlin", "Europe/London"] {
        assert_eq!(times(&home, tz, &[arg(&session)]), BERLIN, "{tz}");
    }
    assert_eq!(times(&home, "UTC", &["--tz", "+05:00", arg(&session)]), BERLIN);
}

#[test]
fn times_that_are_typed_are_the_logs_too() {
    let home = Home::new();
    let session = session(&home);
    for tz in ["UTC", "Asia/Tokyo"] {
        let seen = |args: &[&str]| times(&home, tz, &[args, &[arg(&session)]].concat());
        assert_eq!(seen(&["--filter", "time:2026-03-29T03:05"]), BERLIN[2..3]);
        assert_eq!(seen(&["--since", "2026-03-29 01:30"]), BERLIN[1..]);
        assert_eq!(seen(&["--until", "2026-03-29T03:05"]), BERLIN[..2]);
        assert_eq!(seen(&["--since", "2026-03-29T01:05Z"]), BERLIN[2..]);
    }
}

#[test]
fn without_times_in_the_payload_the_zone_is_what_is_given() {
    let home = Home::new();
    let file = home.file("telemetry.log", "2026-03-29 01:20:00.000 [trace] telemetry/a {}\n");
    let at = |tz: &str, args: &[&str]| times(&home, tz, &[args, &[arg(&file)]].concat());
    assert_eq!(at("Asia/Tokyo", &[]), ["2026-03-29T01:20:00.000+09:00"]);
    assert_eq!(at("Asia/Tokyo", &["--tz", "-03:30"]), ["2026-03-29T01:20:00.000-03:30"]);
}

#[test]
fn a_stream_is_timed_by_what_comes_with_it() {
    let home = Home::new();
    let text = "2026-03-29 01:20:00.000 [info] before\n".to_owned()
        + &core("2026-03-29 01:30:00", "2026-03-29T00:30:00", "a");
    let printed = home.pipe(&["print", "--format", "json", "-"], text.as_bytes()).json();
    let times: Vec<_> = printed.iter().map(|event| event["time"].as_str().unwrap()).collect();
    assert_eq!(times, ["2026-03-29T01:20:00.000+01:00", BERLIN[1]]);
}

#[test]
fn filters_and_counts_are_of_the_moments_as_derived() {
    let home = Home::new();
    let session = session(&home);
    let filter = ["--filter", "time>=2026-03-29T01:00:00Z"];
    let shown = times(&home, "UTC", &[&filter[..], &[arg(&session)]].concat());
    assert_eq!(shown, BERLIN[2..]);
    let stats = home.run(&["stats", "--by", "kind", "--format", "json", arg(&session)]).json();
    assert_eq!((&stats[0]["first"], &stats[0]["last"]), (&BERLIN[0].into(), &BERLIN[3].into()));
}
