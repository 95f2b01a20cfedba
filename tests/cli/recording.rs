//! Sessions: recorded, saved, opened again elsewhere, cut, killed.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::support::{DEADLINE, Home};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-logs");

fn line(second: u32, message: &str) -> String {
    format!("2026-03-14 09:00:{second:02}.000 [info] {message}\n")
}

fn sample(path: &str) -> String {
    format!("{SAMPLES}/{path}")
}

/// Saved as a session, and what is printed of it in another home, where the logs are not.
fn saved_and_opened(inputs: &[String], options: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let (here, there) = (Home::new(), Home::new());
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let file = here.at("saved.ttail").display().to_string();
    let args = |first: &[&'static str], last: &[&str]| {
        let all = first.iter().copied().chain(options.iter().copied());
        all.chain(last.iter().copied()).map(str::to_owned).collect::<Vec<_>>()
    };
    let run = |home: &Home, args: Vec<String>| {
        home.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    run(&here, args(&["export", "-o", "saved.ttail"], &inputs)).bytes();
    let printed = run(&here, args(&["print", "--format", "json"], &inputs)).bytes();
    fs::rename(&file, there.at("not-called-so")).unwrap();
    let opened = there.run(&["print", "--format", "json", "not-called-so"]).bytes();
    (printed, opened)
}

#[test]
fn what_is_saved_opens_elsewhere_as_it_was() {
    let wire = ["posthog-batch.json", "otlp-logs.json", "one-collector.ndjson", "mixed.ndjson"];
    let wire: Vec<String> = wire.iter().map(|it| sample(&format!("wire/{it}"))).collect();
    for inputs in [
        vec![sample("20260314T092653")],
        vec![sample("hostile.telemetry.log"), sample("console.log"), sample("crlf.log")],
        vec![sample("older-grammar.telemetry.log"), sample("no-stamps.log")],
        wire,
    ] {
        let (printed, opened) = saved_and_opened(&inputs, &["--tz", "Asia/Kolkata"]);
        assert!(!printed.is_empty());
        let (printed, opened) = (String::from_utf8(printed), String::from_utf8(opened));
        let (printed, opened) = (printed.unwrap(), opened.unwrap());
        for (printed, opened) in printed.lines().zip(opened.lines()) {
            assert_eq!(printed, opened);
        }
        assert_eq!(printed.len(), opened.len());
    }
}

#[test]
fn what_was_declared_and_ruled_travels_and_that_of_the_other_machine_does_not_count() {
    let (here, there) = (Home::new(), Home::new());
    let rule = |destination: &str| {
        format!(
            "[[rule]]\nid = \"mine.acme\"\nwhen = 'producer:acme.*'\n\
             destination = \"{destination}\"\nby = \"rule\"\nwhy = \"It is so.\"\n"
        )
    };
    here.file(".config/telltail/rules/acme.toml", rule("acme-collector"));
    there.file(".config/telltail/rules/acme.toml", rule("elsewhere"));
    let log = sample("demo/window1/exthost/extHostTelemetry.log");
    let catalog = sample("demo/catalog.json");
    here.run(&["export", "-o", "s.ttail", "--catalog", &catalog, &log]).bytes();
    let by = "producer,event,declared,purpose,destination";
    let counted = here.run(&["stats", "--by", by, "--catalog", &catalog, &log]).text();
    assert!(counted.contains("yes") && counted.contains("acme-collector"), "{counted}");
    let session = here.at("s.ttail").display().to_string();
    let other = there.file("other.json", "{\"events\":{\"none\":{}}}");
    there.file(
        ".config/telltail/settings.toml",
        format!("catalogs = [\"acme.audit-demo={}\"]\n", other.display()),
    );
    let opened = there.run(&["stats", "--by", by, &session]);
    assert_eq!((opened.err.as_str(), String::from_utf8(opened.out).unwrap()), ("", counted));
    // Unless that is asked for.
    let named = format!("acme.audit-demo={}", other.display());
    let filter = ["--filter", "dest:acme-collector declared:no"];
    let named = ["print", &session, "--catalog", &named, filter[0], filter[1]];
    assert!(!there.run(&named).lines().is_empty());
}

#[test]
fn a_session_is_not_replaced_unless_that_is_said() {
    let home = Home::new();
    let log = line(1, "one") + &line(2, "two\n  more") + &line(3, "three");
    let recorded = home.pipe(&["record", "-", "-o", "s.ttail"], log.as_bytes());
    assert_eq!((recorded.status, recorded.out.len()), (Some(0), 0), "{recorded:?}");
    assert!(recorded.err.contains("recording into s.ttail"), "{recorded:?}");
    assert!(recorded.err.contains("s.ttail: 3 records"), "{recorded:?}");
    let again = home.pipe(&["record", "-", "-o", "s.ttail"], b"");
    assert!(again.complaint(2).contains("--force"));
    assert_eq!(home.run(&["print", "--format", "raw", "s.ttail"]).text(), log);
    home.file("a.dat", &log);
    let over = home.pipe(&["record", "-", "-o", "a.dat", "--force"], b"");
    assert!(over.complaint(2).contains("no saved session"));
    let over = home.pipe(&["record", "s.ttail", "-o", "s.ttail", "--force"], b"");
    assert!(over.complaint(2).contains("what is read"));
    fs::hard_link(home.at("s.ttail"), home.at("same.ttail")).unwrap();
    let over = home.pipe(&["record", "s.ttail", "-o", "same.ttail", "--force"], b"");
    assert!(over.complaint(2).contains("what is read"), "by another name");
    let over = home.run(&["export", "s.ttail", "-o", "s.ttail", "--force", "--filter", "one"]);
    assert!(over.complaint(2).contains("were read"));
    assert_eq!(home.run(&["print", "--format", "raw", "s.ttail"]).text(), log);
    let piped = home.pipe(&["print", "-"], &fs::read(home.at("s.ttail")).unwrap());
    assert!(piped.complaint(3).contains("from a pipe"));
    let filter = ["record", "-", "-o", "s.ttail", "--force", "--filter", "two"];
    home.pipe(&filter, log.as_bytes());
    let left = home.run(&["print", "--format", "raw", "s.ttail"]).text();
    assert_eq!(left, line(2, "two\n  more"));
}

#[test]
fn a_recording_is_not_called_what_it_is_not() {
    let home = Home::new();
    for name in ["s.ndjson", "s.csv", "s.MD", "s.log"] {
        let refused = home.pipe(&["record", "-", "-o", name], line(1, "one").as_bytes());
        let said = refused.complaint(2);
        assert!(said.contains("name a .ttail, as s.ttail"), "{said}");
        assert!(!home.at(name).exists());
    }
}

/// A recorder that is killed when it is dropped.
struct Recording(Child);

impl Drop for Recording {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn recorder(home: &Home) -> Recording {
    let mut command = home.command(&["record", "telemetry.log", "-o", "s.ttail", "--headless"]);
    Recording(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
}

fn append(path: &Path, text: &str) {
    OpenOptions::new().append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Waits until the session of a home, as it is, holds a text; how long that took, and the word on it.
fn wait_for(home: &Home, text: &str) -> (Duration, String) {
    let begun = Instant::now();
    loop {
        if home.at("s.ttail").exists() {
            let read = home.run(&["print", "--format", "raw", "s.ttail"]);
            if String::from_utf8_lossy(&read.out).contains(text) {
                return (begun.elapsed(), read.err);
            }
        }
        assert!(begun.elapsed() < DEADLINE, "'{text}' was never recorded");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_recording_that_is_killed_opens_and_lacks_its_last_moment_at_most() {
    let home = Home::new();
    let log = home.file("telemetry.log", line(1, "there before"));
    let mut recording = recorder(&home);
    wait_for(&home, "there before");
    append(&log, &line(2, "came then"));
    wait_for(&home, "came then");
    append(&log, "  and grew\n");
    let (_, word) = wait_for(&home, "and grew");
    assert!(word.contains("its recording was killed"), "{word}");
    recording.0.kill().unwrap();
    recording.0.wait().unwrap();
    let read = home.run(&["print", "--format", "raw", "s.ttail"]);
    let all = line(1, "there before") + &line(2, "came then\n  and grew");
    assert_eq!((read.status, String::from_utf8(read.out).unwrap()), (Some(3), all));
    assert_eq!(read.err.lines().count(), 1, "{}", read.err);
    assert!(read.err.contains("the 2 records before that are shown"), "{}", read.err);
}

#[cfg(unix)]
#[test]
fn a_recording_that_is_told_to_end_is_whole() {
    let home = Home::new();
    let log = home.file("telemetry.log", line(1, "there before"));
    for signal in [nix::sys::signal::SIGINT, nix::sys::signal::SIGTERM] {
        let _ = fs::remove_file(home.at("s.ttail"));
        let mut recording = recorder(&home);
        wait_for(&home, "there before");
        append(&log, &line(2, "just now"));
        let pid = nix::unistd::Pid::from_raw(i32::try_from(recording.0.id()).unwrap());
        wait_for(&home, "just now");
        nix::sys::signal::kill(pid, signal).unwrap();
        assert_eq!(recording.0.wait().unwrap().code(), Some(0));
        assert!(home.run(&["print", "--format", "raw", "s.ttail"]).text().contains("just now"));
    }
}

#[test]
fn what_is_cut_opens_as_far_as_it_is_whole_and_says_so() {
    let home = Home::new();
    home.run(&["export", "-o", "s.ttail", &sample("20260314T092653")]).bytes();
    let whole = home.run(&["print", "--format", "json", "s.ttail"]).text();
    let bytes = fs::read(home.at("s.ttail")).unwrap();
    for cut in [0, 1, 20, bytes.len() / 2, bytes.len() - 1] {
        home.file("cut.ttail", &bytes[..cut]);
        let read = home.run(&["stats", "cut.ttail"]);
        assert_eq!(read.status, Some(3), "{read:?}");
        assert!(read.err.contains("cut.ttail"), "{read:?}");
        let read = home.run(&["print", "--format", "json", "cut.ttail"]);
        let left = String::from_utf8(read.out).unwrap();
        // Of several sources, one after the other in the file, the last ones lack their ends.
        let mut lines = whole.lines();
        assert!(left.lines().all(|line| lines.any(|it| it == line)), "{cut}");
        // Of the last byte only the checksum knew.
        assert!(cut + 1 < bytes.len() || left == whole);
        assert!(cut > 0 || read.err.contains("is empty"), "{}", read.err);
        assert!(!read.err.contains("gzip"), "{}", read.err);
    }
    let mut other = bytes.clone();
    *other.last_mut().unwrap() ^= 1;
    home.file("flipped.ttail", other);
    let read = home.run(&["print", "flipped.ttail"]);
    assert!(read.err.contains("damaged from here on"), "{}", read.err);
    home.file("newer.ttail", "{\"ttail\":2}\n");
    assert!(home.run(&["print", "newer.ttail"]).complaint(3).contains("newer"));
    home.file("other.ttail", "no session\n");
    assert!(home.run(&["print", "other.ttail"]).complaint(3).contains("no saved session"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let home = Home::new();
    let args = ["record", "-", "-o", "/dev/full", "--force"];
    let recorded = home.pipe(&args, line(1, "one").as_bytes());
    assert_eq!(recorded.status, Some(3), "{recorded:?}");
    assert!(recorded.err.contains("cannot be written any more"), "{recorded:?}");
    let recorded = home.pipe(&["record", "-", "-o", "none/such.ttail"], b"");
    assert_eq!(recorded.status, Some(3), "{recorded:?}");
}

#[test]
fn sessions_and_logs_open_together_and_marks_are_kept() {
    let home = Home::new();
    home.file("a.log", line(1, "one") + &line(3, "three"));
    home.file("b.log", line(2, "two"));
    home.run(&["export", "-o", "a.ttail", "a.log"]).bytes();
    let read = home.run(&["print", "--format", "raw", "a.ttail", "b.log"]).text();
    assert_eq!(read, line(1, "one") + &line(2, "two") + &line(3, "three"));
    let marked = "{\"ttail\":1}\n{\"source\":{\"id\":0}}\n\
        {\"record\":{\"source\":0,\"text\":\"one\\n\"}}\n\
        {\"record\":{\"source\":0,\"text\":\"two\\n\"}}\n\
        {\"mark\":{\"source\":0,\"record\":1,\"note\":\"odd\"}}\n{\"end\":{\"records\":2}}\n";
    home.file("m.ttail", marked);
    let odd = ["print", "--format", "raw", "--filter", "marked:odd", "m.ttail"];
    assert_eq!(home.run(&odd).text(), "two\n");
    home.run(&["export", "-o", "again.ttail", "m.ttail"]).bytes();
    let odd = ["print", "--format", "raw", "--filter", "marked:odd", "again.ttail"];
    assert_eq!(home.run(&odd).text(), "two\n");
}
