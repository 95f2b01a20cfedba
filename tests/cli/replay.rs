//! `replay --print` and `replay --into`: what was logged comes again, at its pace, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use rstest::rstest;
use serde_json::Value;
use telltail::pipeline::editor::{Begin, EditorFolder};
use telltail::source::walk;
use telltail::store::SourceFacts;

use super::following::Running;
use super::support::{Home, Ran, arg, core};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-logs");

/// Every log in a folder, by its path below it, whatever rotation made of it.
fn logs(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let found = walk(folder, &mut |_| {}).unwrap();
    let whole = |file: &telltail::source::LogFile| {
        let files = file.rotated.iter().chain([&file.path]);
        files.flat_map(|path| fs::read(path).unwrap()).collect()
    };
    let below = |path: &Path| path.strip_prefix(folder).unwrap().to_owned();
    found.files.iter().map(|file| (below(&file.path), whole(file))).collect()
}

fn replay(home: &Home, args: &[&str]) -> Ran {
    home.run(&[&["replay", "--speed", "max"], args].concat())
}

/// Plays logs into a folder of the home; it.
fn played(home: &Home, args: &[&str]) -> PathBuf {
    let into = home.at("played");
    let text = replay(home, &[&["--into", arg(&into)], args].concat()).text();
    assert_eq!(text, "");
    into
}

fn sample(path: &str) -> PathBuf {
    Path::new(SAMPLES).join(path)
}

#[rstest]
#[case("20260314T092653")]
#[case("20241105T181206")]
fn a_session_comes_again_file_by_file_and_byte_by_byte(#[case] session: &str) {
    let home = Home::new();
    let into = home.at("played");
    let ran = replay(&home, &["--trace", "--into", arg(&into), arg(&sample(session))]);
    assert_eq!((ran.status, ran.out.len()), (Some(0), 0));
    assert!(ran.err.contains("can hold secrets"), "{}", ran.err);
    let again: BTreeMap<_, _> = logs(&sample(session))
        .into_iter()
        .map(|(path, log)| (Path::new(session).join(path), log))
        .collect();
    assert!(!again.is_empty());
    assert_eq!(logs(&into), again);
}

#[rstest]
#[case("crlf.log")]
#[case("console.log")]
#[case("empty.telemetry.log")]
#[case("hostile.telemetry.log")]
#[case("no-stamps.log")]
#[case("older-grammar.telemetry.log")]
fn a_log_comes_again_byte_by_byte_whatever_is_in_it(#[case] name: &str) {
    let home = Home::new();
    let into = played(&home, &[arg(&sample(name))]);
    assert_eq!(fs::read(into.join(name)).unwrap(), fs::read(sample(name)).unwrap());
}

#[test]
fn several_sessions_play_merged_and_each_comes_again_in_its_folder() {
    let home = Home::new();
    let sessions = ["20260314T092653", "20241105T181206"].map(sample);
    let into = played(&home, &[arg(&sessions[0]), arg(&sessions[1])]);
    for session in &sessions {
        let name = session.file_name().unwrap();
        let (before, again) = (logs(session), logs(&into.join(name)));
        assert!(!again.is_empty());
        for (path, log) in again {
            assert_eq!(log, before[&path], "{}", path.display());
        }
    }
}

#[test]
fn logs_of_the_same_name_take_as_much_of_their_folders_as_tells_them_apart() {
    let home = Home::new();
    let one = home.file("one/telemetry.log", core("2026-03-14 09:00:00.000", "a"));
    let two = home.file("two/telemetry.log", core("2026-03-14 09:00:01.000", "b"));
    let into = played(&home, &[arg(&one), arg(&two)]);
    for path in ["one/telemetry.log", "two/telemetry.log"] {
        assert_eq!(fs::read(into.join(path)).unwrap(), fs::read(home.at(path)).unwrap());
    }
}

/// A piece of a log: a record's beginning, or something that belongs to none.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let stamp = (0..90_u32, 0..3_usize).prop_map(|(second, sort)| {
        let stamp = format!("2026-03-14 09:{:02}:{:02}.000 ", second / 60, second % 60);
        let rest = ["[trace] telemetry/x {\"a\":1}", "[info] ", "[trace] telemetry/a\nb {"];
        (stamp + rest[sort]).into_bytes()
    });
    let text = "[a-z{}\" \t\u{0}é]{0,8}".prop_map(String::into_bytes);
    let bytes = proptest::collection::vec(any::<u8>(), 0..6);
    let end = prop_oneof![Just(&b"\n"[..]), Just(&b"\r\n"[..]), Just(&b"\xef\xbb\xbf"[..])];
    prop_oneof![3 => stamp, 1 => text, 1 => bytes, 4 => end.prop_map(<[u8]>::to_vec)]
}

/// A log of these pieces. What begins as JSON is a document of its own: what stands between its
/// values is no record.
fn log(pieces: &[Vec<u8>]) -> Vec<u8> {
    let begins = |byte: &&u8| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte);
    let log = pieces.concat();
    let json = log.iter().find(begins).is_some_and(|byte| b"{[".contains(byte));
    if json { [b"-", &log[..]].concat() } else { log }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_bytes_come_again_as_they_were(
        one in proptest::collection::vec(piece(), 0..40),
        two in proptest::collection::vec(piece(), 0..40),
        rotate in 20_u64..4000,
    ) {
        let home = Home::new();
        let paths = [("telemetry.log", log(&one)), ("b/main.log", log(&two))];
        let files = paths.clone().map(|(path, bytes)| home.file(path, bytes));
        let into = home.at("played");
        let rotate = rotate.to_string();
        let ran = replay(
            &home,
            &["--into", arg(&into), "--rotate", &rotate, arg(&files[0]), arg(&files[1])],
        );
        prop_assert_eq!(ran.status, Some(0), "{}", ran.err);
        let away = ran.err.contains("rotated away");
        for (path, bytes) in paths {
            let again = logs(&into)[Path::new(path).file_name().map(Path::new).unwrap()].clone();
            let whole = if away { bytes.ends_with(&again) } else { bytes == again };
            prop_assert!(whole, "{:?}", again);
        }
    }
}

/// A log of so many events, a second apart.
fn log_of(events: usize) -> String {
    let stamp = |at: usize| format!("2026-03-14 09:{:02}:{:02}.000", at / 60, at % 60);
    (0..events).map(|at| core(&stamp(at), &format!("event{at}"))).collect()
}

fn event(line: &str) -> String {
    let event: Value = serde_json::from_str(line).unwrap();
    event["event"].as_str().unwrap().to_owned()
}

#[test]
fn a_reader_that_follows_the_folder_gets_every_event_once_across_rotations() {
    const EVENTS: usize = 300;
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(EVENTS));
    let into = home.at("played");
    fs::create_dir(&into).unwrap();
    let running = Running::start(&home, &["print", "-f", "--format", "json", arg(&into)]);
    // All stays in the seven files that an editor keeps, however slow the reader is.
    let rotate = (fs::metadata(&log).unwrap().len() / 6).to_string();
    let ran = replay(&home, &["--into", arg(&into), "--rotate", &rotate, arg(&log)]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(into.join("telemetry.6.log").exists());
    for at in 0..EVENTS {
        assert_eq!(event(&running.line()), format!("event{at}"));
    }
}

#[test]
fn a_reader_that_keeps_up_gets_every_event_once_also_of_what_is_rotated_away() {
    let home = Home::new();
    let into = home.at("played");
    let source = SourceFacts { path: "/h/telemetry.log".to_owned(), ..SourceFacts::default() };
    let mut folder = EditorFolder::new(&into, Begin::Empty, [&source], |_| Some(300)).unwrap();
    folder.begin(0).unwrap();
    let running = Running::start(&home, &["print", "-f", "--format", "json", arg(&into)]);
    for (at, line) in log_of(60).split_inclusive('\n').enumerate() {
        folder.write(0, line.as_bytes(), false).unwrap();
        assert_eq!(event(&running.line()), format!("event{at}"));
    }
    assert!(folder.rotated_away().next().is_some_and(|away| away.records > 10));
}

#[test]
fn what_is_rotated_away_is_told() {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(60));
    let ran = replay(&home, &["--into", "played", "--rotate", "300", arg(&log)]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.err.contains("telemetry.log: its oldest"), "{}", ran.err);
    assert!(ran.err.contains("--rotate"), "{}", ran.err);
    let kept: Vec<u8> = logs(&home.at("played")).into_values().flatten().collect();
    assert!(log_of(60).as_bytes().ends_with(&kept) && kept.len() < log_of(60).len());
}

#[test]
fn a_large_log_in_one_file_is_not_rotated_unless_that_is_said() {
    let home = Home::new();
    let large = log_of(3000).repeat(20);
    assert!(large.len() > 5 << 20);
    let log = home.file("telemetry.log", &large);
    let into = played(&home, &[arg(&log)]);
    assert_eq!(fs::read(into.join("telemetry.log")).unwrap(), large.as_bytes());
    let ran = replay(&home, &["--into", "other", "--rotate", "1MiB", arg(&log)]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert_eq!(logs(&home.at("other")).into_values().next().unwrap(), large.as_bytes());
    assert!(home.at("other/telemetry.5.log").exists());
}

#[test]
fn a_folder_that_is_in_use_is_left_alone_unless_it_is_said() {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(1));
    home.file("played/telemetry.log", log_of(2));
    let complaint = replay(&home, &["--into", "played", arg(&log)]).complaint(2);
    assert!(complaint.contains("--force"), "{complaint}");
    let again = || fs::read_to_string(home.at("played/telemetry.log")).unwrap();
    assert_eq!(again(), log_of(2));
    assert_eq!(replay(&home, &["--into", "played", "--force", arg(&log)]).text(), "");
    assert_eq!(again(), log_of(2) + &log_of(1));
    let complaint = replay(&home, &["--into", "telemetry.log", arg(&log)]).complaint(2);
    assert!(complaint.contains("no folder"), "{complaint}");
    // Nothing is ever written beside what is read.
    let complaint = replay(&home, &["--into", ".", "--force", arg(&log)]).complaint(2);
    assert!(complaint.contains("is read"), "{complaint}");
    assert_eq!(fs::read_to_string(&log).unwrap(), log_of(1));
}

#[test]
fn what_was_seen_on_the_wire_is_no_log_and_is_counted() {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(1));
    let post = sample("wire");
    let post = fs::read_dir(post).unwrap().map(|entry| entry.unwrap().path());
    let post = post.filter(|path| path.is_file()).min().unwrap();
    let ran = replay(&home, &["--into", "played", arg(&log), arg(&post)]);
    assert_eq!(ran.status, Some(3));
    assert!(ran.err.contains("that stood in JSON"), "{}", ran.err);
    assert_eq!(fs::read_to_string(home.at("played/telemetry.log")).unwrap(), log_of(1));
}

#[rstest]
#[case(&["--format", "json"])]
#[case(&["--format", "raw"])]
#[case(&["--filter", "event:event2*"])]
#[case(&["--limit", "7", "--format", "json"])]
fn what_is_printed_is_what_print_prints(#[case] more: &[&str]) {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(30));
    let other = home.file("main.log", b"2026-03-14 09:00:05.500 [error] a\r\n  b\n\xff\n");
    let given = [&[arg(&log), arg(&other)], more].concat();
    let print = home.run(&[&["print"], &given[..]].concat()).bytes();
    assert!(!print.is_empty());
    assert_eq!(replay(&home, &[&["--print"], &given[..]].concat()).bytes(), print);
}

#[test]
fn only_what_lies_between_two_times_is_played() {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(30));
    let given = ["--print", "--format", "json", arg(&log)];
    let events = |more: &[&str]| -> Vec<String> {
        replay(&home, &[&given[..], more].concat()).lines().iter().map(|line| event(line)).collect()
    };
    assert_eq!(events(&["--since", "09:00:10", "--until", "09:00:12"]), ["event10", "event11"]);
    // Of a log that is played again, now is its end.
    assert_eq!(events(&["--since", "-1s"]), ["event28", "event29"]);
    assert_eq!(events(&["--filter", "time>=-1s"]), ["event28", "event29"]);
    assert_eq!(events(&["--until", "09:00:00"]), [""; 0]);
}

#[test]
fn an_event_comes_when_it_is_due_and_not_before() {
    let home = Home::new();
    let log = home.file(
        "telemetry.log",
        core("2026-03-14 09:00:00.000", "a") + &core("2026-03-14 10:00:00.000", "b"),
    );
    // An hour as if it were five minutes, and that a thousand times as fast.
    let pace = ["--speed", "1000", "--max-gap", "5m", "--print", "--format", "json"];
    let running = Running::start(&home, &[&["replay"], &pace[..], &[arg(&log)]].concat());
    assert_eq!(event(&running.line()), "a");
    let begun = Instant::now();
    assert_eq!(event(&running.line()), "b");
    // What was printed first may have come here late, but not by so much.
    assert!(begun.elapsed() > Duration::from_millis(50), "{:?}", begun.elapsed());
    assert_eq!(running.end(), (vec![], Some(0)));
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(3000).repeat(3));
    let mut command = home.command(&["replay", "--speed", "max", "--print", arg(&log)]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn ctrl_c_ends_it_and_what_was_written_is_whole() {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    let home = Home::new();
    let first = core("2026-03-14 09:00:00.000", "a");
    let log = home.file("telemetry.log", first.clone() + &core("2026-03-14 10:00:00.000", "b"));
    let running = Running::start(&home, &["replay", "--print", "--format", "raw", arg(&log)]);
    assert_eq!(running.line() + "\n", first);
    kill(Pid::from_raw(i32::try_from(running.id()).unwrap()), Signal::SIGINT).unwrap();
    assert_eq!(running.end(), (vec![], Some(130)));
}

#[rstest]
#[case(&["--speed", "0"], "0.1 to 1000")]
#[case(&["--max-gap", "long"], "5s")]
#[case(&["--rotate", "0", "--into", "x"], "never")]
#[case(&["--print", "--into", "x"], "cannot be used with")]
#[case(&["--filter", "level:"], "filter")]
#[case(&["--since", "soon"], "--since")]
fn what_is_wrong_with_an_argument_is_told(#[case] wrong: &[&str], #[case] told: &str) {
    let home = Home::new();
    let log = home.file("telemetry.log", log_of(1));
    let both = [&["replay", "--print", arg(&log)], wrong].concat();
    let alone = [&["replay", arg(&log)], wrong].concat();
    let ran = home.run(if wrong.contains(&"--into") { &alone } else { &both });
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(!home.at("x").exists());
}
