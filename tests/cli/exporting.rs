//! `telltail export`: events in a file, whole or not at all, in every form.

use std::fs;
#[cfg(target_os = "linux")]
use std::path::Path;

use rstest::rstest;

use super::samples;
use super::support::{Home, arg};

/// A log whose values would do something: to a spreadsheet, to a page, to a terminal.
const HOSTILE: &[u8] = b"2026-03-14 09:00:00.000 [trace] acme.demo/run {\"properties\":{\
    \"sum\":\"=1+1\",\"call\":\"@cmd|'/c calc'!A1\",\"minus\":\"-12.5\",\"plus\":\"+a\",\
    \"page\":\"| x |\\n<img src=x onerror=alert(1)> [a](http://b) `c` **d**\",\
    \"ansi\":\"\\u001b[31mred\",\"mail\":\"alice@contoso.com\"},\"measurements\":{\"n\":-3}}\n\
    2026-03-14 09:00:01.000 [info] bytes \xff\xfe and \x1b[1m\n";

fn hostile() -> (Home, String) {
    let home = Home::new();
    let log = home.file("telemetry.log", HOSTILE);
    let log = arg(&log).to_owned();
    (home, log)
}

fn read(home: &Home, name: &str) -> Vec<u8> {
    fs::read(home.at(name)).unwrap()
}

fn text(home: &Home, name: &str) -> String {
    String::from_utf8(read(home, name)).unwrap()
}

/// What stands in the home beside the logs that a test put there.
fn names(home: &Home) -> Vec<String> {
    let entries = fs::read_dir(home.at("")).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != "telemetry.log").collect();
    names.sort();
    names
}

#[test]
fn lines_of_json_and_records_are_byte_for_byte_what_print_writes() {
    let home = Home::new();
    for sample in samples::all() {
        let path = arg(&sample.path);
        for (format, end) in [("json", "ndjson"), ("raw", "log")] {
            let printed = home.run(&["print", "--format", format, path]).bytes();
            let file = format!("{}.{end}", sample.name.replace('/', "-"));
            home.run(&["export", path, "-o", &file]);
            assert_eq!(read(&home, &file), printed, "{} as {end}", sample.name);
            let piped = home.run(&["export", path, "--format", format, "-o", "-"]);
            assert_eq!(piped.out, printed);
        }
    }
}

#[test]
fn only_what_passes_the_filter_is_written_and_findings_are_known_to_it() {
    let (home, log) = hostile();
    home.run(&["export", &log, "--filter", "kind:log", "-o", "a.log"]).bytes();
    assert!(read(&home, "a.log").starts_with(b"2026-03-14 09:00:01.000 [info]"));
    home.run(&["export", &log, "--filter", "pii:email", "-o", "b.ndjson"]).bytes();
    assert_eq!(text(&home, "b.ndjson").lines().count(), 1);
    home.run(&["export", &log, "--until", "2026-03-14T09:00:01", "-o", "c.ndjson"]).bytes();
    assert_eq!(text(&home, "c.ndjson").lines().count(), 1);
}

#[test]
fn a_table_has_the_columns_that_were_asked_for_and_nothing_in_it_is_run() {
    let (home, log) = hostile();
    let columns = "time,event,prop.sum,prop.call,prop.minus,m.n,prop.ansi,prop.page,message";
    let ran = home.run(&["export", &log, "--columns", columns, "-o", "a.csv"]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.err.contains("2 texts got ' before it"), "{}", ran.err);
    let bytes = read(&home, "a.csv");
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(&*bytes);
    let rows: Vec<_> = csv.byte_records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].iter().eq(columns.split(',').map(str::as_bytes)));
    let first: Vec<_> = rows[1].iter().map(|cell| std::str::from_utf8(cell).unwrap()).collect();
    assert_eq!(
        first,
        [
            "2026-03-14T09:00:00.000+00:00",
            "run",
            "'=1+1",
            "'@cmd|'/c calc'!A1",
            "-12.5",
            "-3",
            "\u{1b}[31mred",
            "| x |\n<img src=x onerror=alert(1)> [a](http://b) `c` **d**",
            "",
        ]
    );
    // What is no UTF-8 is no text, and a cell holds text.
    assert_eq!(&rows[2][8], "bytes \u{fffd}\u{fffd} and \u{1b}[1m".as_bytes());
}

#[test]
fn without_a_choice_a_table_has_the_columns_of_what_was_derived() {
    let (home, log) = hostile();
    home.run(&["export", &log, "-o", "a.csv"]).bytes();
    let heading = text(&home, "a.csv").lines().next().unwrap().to_owned();
    for name in ["time", "level", "producer", "version", "dest", "declared", "source", "line"] {
        assert!(heading.split(',').any(|column| column == name), "{heading}");
    }
}

#[test]
fn a_report_masks_what_is_private_and_nothing_in_it_is_markup() {
    let (home, log) = hostile();
    home.run(&["export", &log, "-o", "a.md"]).bytes();
    let report = text(&home, "a.md");
    for wanted in ["# Telemetry events", "2 of 2: all events", "## Counts", "TEL013", "acme.demo"] {
        assert!(report.contains(wanted), "{wanted}: {report}");
    }
    assert!(!report.contains("alice"), "{report}");
    for markup in ["<img", "[a](", "`c`", "**d**", "| x |", "\u{1b}"] {
        assert!(!report.contains(markup), "{markup}: {report}");
    }
    home.run(&["export", &log, "--show-values", "-o", "b.md"]).bytes();
    assert!(text(&home, "b.md").contains("alice"));
}

#[test]
fn what_is_personal_is_replaced_in_every_form() {
    let (home, log) = hostile();
    for name in ["a.ndjson", "a.csv", "a.log", "a.md"] {
        let args = ["export", &log, "--redact", "-o", name];
        let columns: &[&str] =
            if name == "a.csv" { &["--columns", "event,prop.mail"] } else { &[] };
        let ran = home.run(&[&args[..], columns].concat());
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        assert!(ran.err.contains("replaced"), "{}", ran.err);
        let bytes = read(&home, name);
        let written = String::from_utf8_lossy(&bytes);
        assert!(!written.contains("alice"), "{name}: {written}");
        assert!(written.contains("run"), "{name}: {written}");
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_with_force() {
    let (home, log) = hostile();
    home.file("a.ndjson", "mine");
    let refused = home.run(&["export", &log, "-o", "a.ndjson"]).complaint(2);
    assert!(refused.contains("--force"), "{refused}");
    assert_eq!(text(&home, "a.ndjson"), "mine");
    home.run(&["export", &log, "--force", "-o", "a.ndjson"]).bytes();
    assert_eq!(text(&home, "a.ndjson").lines().count(), 2);
    assert_eq!(names(&home), ["a.ndjson"], "nothing else is left");
}

#[test]
fn a_log_that_is_read_is_never_written_over() {
    let (home, log) = hostile();
    let args = ["export", &log, "--force", "--format", "ndjson", "-o", &log];
    assert!(home.run(&args).complaint(2).contains("one of the logs"));
    assert_eq!(read(&home, "telemetry.log"), HOSTILE);
    assert!(names(&home).is_empty());
}

#[rstest]
#[case(&["-o", "a.xyz"], "its name does not say in which form")]
#[case(&["-o", "-"], "name one with --format")]
#[case(&["-o", "no/a.csv"], "its folder is not there")]
#[case(&["-o", ".", "--format", "csv"], "it is a folder")]
#[case(&["-o", "a.csv", "--columns", "prpo.x"], "--columns")]
#[case(&["-o", "a.md", "--columns", "time"], "only CSV has columns")]
#[case(&["-o", "a.csv", "--filter", "level:"], "filter")]
#[case(&["-o", "a.csv", "--format", "xml"], "markdown")]
#[case(&[], "--output")]
fn wrong_usage_writes_nothing(#[case] args: &[&str], #[case] says: &str) {
    let (home, log) = hostile();
    let ran = home.run(&[&["export", &log][..], args].concat());
    assert_eq!(ran.status, Some(2), "{}", ran.err);
    assert!(ran.err.contains(says), "{}", ran.err);
    assert!(names(&home).is_empty(), "{:?}", names(&home));
}

#[test]
fn of_nothing_there_is_an_empty_file_and_a_word() {
    let (home, log) = hostile();
    for (name, wanted) in [("a.ndjson", ""), ("a.log", ""), ("a.md", "There are none.")] {
        let ran = home.run(&["export", &log, "--filter", "level:crash", "-o", name]);
        assert_eq!(ran.status, Some(0));
        assert!(ran.err.contains("no event passes"), "{}", ran.err);
        assert!(text(&home, name).contains(wanted));
        assert!(!wanted.is_empty() || read(&home, name).is_empty());
    }
    home.run(&["export", &log, "--filter", "level:crash", "--columns", "time", "-o", "a.csv"]);
    assert_eq!(text(&home, "a.csv"), "time\n");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_written() {
    let (home, log) = hostile();
    let ran = home.run(&["export", &log, "missing.log", "-o", "a.ndjson"]);
    assert_eq!(ran.status, Some(3), "{}", ran.err);
    assert!(ran.err.contains("missing.log"));
    assert_eq!(text(&home, "a.ndjson").lines().count(), 2);
    let nothing = home.run(&["export", "missing.log", "-o", "b.ndjson"]);
    assert_eq!(nothing.status, Some(3));
    assert_eq!(names(&home), ["a.ndjson"]);
}

/// Whoever may write everywhere is not kept out by permissions.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_said_before_anything_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (home, log) = hostile();
    let folder = home.at("closed");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    let is_closed = fs::write(folder.join("probe"), "").is_err();
    let ran = home.run(&["export", &log, "-o", "closed/a.csv"]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    if is_closed {
        assert!(ran.complaint(2).contains("may not be written to"));
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_a_gone_reader_is_no_error() {
    let (home, log) = hostile();
    home.run(&["export", &log, "--format", "raw", "-o", "/dev/null"]).bytes();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    let args = ["export", "--format", "ndjson", "-o", "-", &log];
    let mut child = home.command(&args).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

/// Each signal that ends a command takes what is half written with it.
#[cfg(target_os = "linux")]
#[rstest]
#[case(nix::sys::signal::Signal::SIGINT, 130)]
#[case(nix::sys::signal::Signal::SIGTERM, 143)]
#[case(nix::sys::signal::Signal::SIGHUP, 129)]
fn an_end_by_a_signal_leaves_nothing_behind(
    #[case] signal: nix::sys::signal::Signal,
    #[case] status: i32,
) {
    use std::process::Stdio;
    use std::time::{Duration, Instant};
    let (home, _) = hostile();
    // Standard input stays open: it is read for ever.
    let mut command = home.command(&["export", "-", "-o", "a.ndjson"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let pid = nix::unistd::Pid::from_raw(child.id().cast_signed());
    // It listens to signals from when it has begun its file, and a moment later.
    while names(&home).is_empty() || !catches(child.id(), signal) {
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", names(&home));
        std::thread::yield_now();
    }
    nix::sys::signal::kill(pid, signal).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(status));
    assert!(names(&home).is_empty(), "{:?}", names(&home));
}

/// Whether a process has a handler for a signal.
#[cfg(target_os = "linux")]
fn catches(process: u32, signal: nix::sys::signal::Signal) -> bool {
    let status = fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status"));
    let status = status.unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    caught & (1 << (signal as i32 - 1)) != 0
}
