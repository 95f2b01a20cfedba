//! What `print` and `stats` write.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use rstest::rstest;
use serde_json::Value;

use super::samples::{self, SESSION};
use super::support::{Home, arg, core};

const SCHEMA: &str = include_str!("../../schema/telltail-event.schema.json");

/// Printed lines as JSON. What is written as it was logged may be more than this reader takes:
/// numbers beyond all limits, halves of characters, lists in lists in lists.
fn parsed(lines: &[String]) -> Vec<Value> {
    let tamed = |line: &str| {
        let line = line.replace("1e999", "1e300").replace("\"\\ud83d\"", "\"half\"");
        let mut line = line.replace("\\udc00x", "x");
        while line.contains(&"[".repeat(100)) {
            line = line.replace("[[", "[").replace("]]", "]");
        }
        line
    };
    lines.iter().map(|line| serde_json::from_str(&tamed(line)).unwrap()).collect()
}

/// How many there are of each kind, by `stats`.
fn counted(home: &Home, path: &str) -> [u64; 3] {
    let groups = home.run(&["stats", "--by", "kind", "--format", "json", path]).json();
    let of = |kind: &str| {
        let group = groups.iter().find(|group| group["kind"] == kind);
        group.map_or(0, |group| group["count"].as_u64().unwrap())
    };
    assert!(groups.len() <= 3);
    ["event", "log", "raw"].map(of)
}

#[test]
fn raw_records_of_every_sample_are_the_file_byte_for_byte() {
    let home = Home::new();
    for sample in samples::all() {
        let args = ["print", "--format", "raw", arg(&sample.path)];
        assert!(home.run(&args).bytes() == sample.bytes(), "{}", sample.name);
    }
}

#[test]
fn raw_records_of_a_pipe_are_what_was_piped_byte_for_byte() {
    let home = Home::new();
    for sample in samples::all() {
        let ran = home.pipe(&["print", "--format", "raw", "-"], &sample.bytes());
        assert!(ran.bytes() == sample.bytes(), "{}", sample.name);
    }
}

#[test]
fn standard_input_is_only_read_where_it_is_asked_for() {
    let home = Home::new();
    let ran = home.pipe(&["print"], core("2026-03-14 09:00:00.000", "piped").as_bytes());
    assert!(ran.complaint(3).contains("no telemetry log found"));
}

#[test]
fn every_sample_has_the_counts_of_the_table() {
    let home = Home::new();
    for sample in samples::all() {
        assert_eq!(counted(&home, arg(&sample.path)), sample.counts, "{}", sample.name);
    }
}

#[test]
fn every_form_has_as_many_records_as_stats_counts() {
    let home = Home::new();
    for sample in samples::all() {
        let path = arg(&sample.path);
        for format in ["json", "text"] {
            let lines = home.run(&["print", "--format", format, path]).lines();
            assert_eq!(lines.len() as u64, sample.records(), "{format} of {}", sample.name);
        }
        let text = home.run(&["stats", path]).text();
        assert!(text.ends_with(&format!("{} in all\n", sample.records())), "{text}");
        let csv = home.run(&["stats", "--format", "csv", "--by", "kind,name", path]).bytes();
        let mut csv = csv::Reader::from_reader(csv.as_slice());
        assert_eq!(csv.headers().unwrap(), vec!["count", "bytes", "kind", "name"]);
        let total: u64 = csv.records().map(|row| row.unwrap()[0].parse::<u64>().unwrap()).sum();
        assert_eq!(total, sample.records(), "{}", sample.name);
    }
}

#[test]
fn every_line_of_json_is_what_the_schema_says() {
    let schema = jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let home = Home::new();
    let catalog = samples::folder().join("demo/catalog.json");
    let paths = samples::all().into_iter().map(|sample| sample.path).chain(samples::of_the_demo());
    let mut held = 0;
    for path in paths {
        for args in [&["print"][..], &["print", "--catalog", arg(&catalog), "--tz", "-03:30"]] {
            let args = [args, &["--format", "json", arg(&path)]].concat();
            for event in parsed(&home.run(&args).lines()) {
                let faults: Vec<_> = schema.iter_errors(&event).map(|it| it.to_string()).collect();
                assert!(faults.is_empty(), "{faults:?}: {event:#}");
                held += 1;
            }
        }
    }
    assert!(held > 300, "{held}");
}

#[test]
fn every_line_of_json_says_where_its_record_stands() {
    let home = Home::new();
    for sample in samples::all() {
        let bytes = sample.bytes();
        let mut next = 0;
        for event in parsed(&home.run(&["print", "--format", "json", arg(&sample.path)]).lines()) {
            let number = |key: &str| event[key].as_u64().unwrap() as usize;
            assert_eq!(event["path"], arg(&sample.path));
            assert_eq!(number("offset"), next, "{}", sample.name);
            let before = memchr::memchr_iter(b'\n', &bytes[..next]).count();
            assert_eq!(number("line"), before + 1, "{}", sample.name);
            next += number("length");
        }
        assert_eq!(next, bytes.len(), "{}", sample.name);
    }
}

#[rstest]
#[case(&[])]
#[case(&["--trace"])]
fn a_session_is_printed_in_merged_order_and_whole(#[case] more: &[&str]) {
    let home = Home::new();
    let session = samples::folder().join(SESSION);
    let args = [&["print", "--format", "json", arg(&session)], more].concat();
    let events = parsed(&home.run(&args).lines());
    let wanted = samples::of_the_session();
    let wanted = wanted.iter().filter(|it| !more.is_empty() || it.is_telemetry());
    let mut left: HashMap<String, u64> =
        wanted.map(|sample| (arg(&sample.path).to_owned(), sample.records())).collect();
    let mut clocks: HashMap<String, String> = HashMap::new();
    let mut last = String::new();
    for event in &events {
        assert_eq!(event["session"], SESSION);
        *left.get_mut(event["path"].as_str().unwrap()).unwrap() -= 1;
        // The running maximum of its source; a record without a stamp takes its predecessor's.
        let clock = clocks.entry(event["source"].as_str().unwrap().to_owned()).or_default();
        if let Some(time) = event["time"].as_str() {
            *clock = clock.clone().max(time.to_owned());
        }
        assert!(*clock >= last, "{last} is before {event:#}");
        last.clone_from(clock);
    }
    assert!(left.values().all(|left| *left == 0), "{left:?}");
    assert!(events.windows(2).any(|pair| pair[0]["source"] != pair[1]["source"]));
}

#[test]
fn what_is_no_terminal_gets_print() {
    let home = Home::new();
    let path = samples::named("crlf.log").path;
    assert_eq!(home.run(&[arg(&path)]).bytes(), home.run(&["print", arg(&path)]).bytes());
}

#[test]
fn limit_and_tail_are_the_first_and_the_last_of_all() {
    let home = Home::new();
    let session = samples::folder().join(SESSION);
    let print = |more: &[&str]| {
        home.run(&[&["print", "--format", "json", arg(&session)], more].concat()).lines()
    };
    let all = print(&[]);
    assert_eq!(print(&["--limit", "3"]), all[..3]);
    assert_eq!(print(&["--tail", "3"]), all[all.len() - 3..]);
    assert_eq!(print(&["--tail", "100000"]), all);
    assert_eq!(print(&["--limit", "100000"]), all);
    assert_eq!(print(&["--tail", "3", "--limit", "2"]), all[all.len() - 3..all.len() - 1]);
    assert!(print(&["--limit", "0"]).is_empty());
    assert!(print(&["--tail", "0"]).is_empty());
}

#[test]
fn the_tail_of_a_pipe_is_its_end() {
    let home = Home::new();
    let bytes = samples::named("crlf.log").bytes();
    let all = home.pipe(&["print", "-"], &bytes).lines();
    assert_eq!(home.pipe(&["print", "--tail", "2", "-"], &bytes).lines(), all[all.len() - 2..]);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let home = Home::new();
    // More than a pipe holds.
    let path = samples::folder().join(SESSION).join("exthost1/remoteexthost.log");
    for format in ["json", "raw", "text"] {
        let mut command = home.command(&["print", "--format", format, arg(&path), arg(&path)]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = Vec::new();
        out.read_until(b'\n', &mut line).unwrap();
        assert!(!line.is_empty());
        drop(out);
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn a_complaint_that_nobody_reads_is_no_panic() {
    let home = Home::new();
    let mut command = home.command(&["print", "--filter", "levl:x", "nothere.log"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = command.stdout(Stdio::null()).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

/// Three core events of 14 March, at 09:00, 10:00 and 11:00.
fn three(home: &Home) -> String {
    let text = ["09", "10", "11"]
        .map(|hour| core(&format!("2026-03-14 {hour}:00:00.000"), &format!("at{hour}")));
    arg(&home.file("telemetry.log", text.concat())).to_owned()
}

#[rstest]
#[case(&["--since", "2026-03-14T10:00"], &["at10", "at11"])]
#[case(&["--until", "2026-03-14T10:00"], &["at09"])]
#[case(&["--since", "2026-03-14T09:30", "--until", "2026-03-14T10:30"], &["at10"])]
#[case(&["--since", "-5m"], &[])]
#[case(&["--until", "-5m"], &["at09", "at10", "at11"])]
#[case(&["--filter", "event:at09 or event:at11"], &["at09", "at11"])]
#[case(&["--filter", "event:at09 or event:at11", "--since", "2026-03-14T10:00"], &["at11"])]
#[case(&["--since", "2026-03-14T10:00", "--tz", "America/New_York"], &["at10", "at11"])]
#[case(&["--filter", "time>=2026-03-14T10:00", "--tz", "+09:00"], &["at10", "at11"])]
#[case(&["--filter", ""], &["at09", "at10", "at11"])]
fn options_choose_events(#[case] options: &[&str], #[case] expected: &[&str]) {
    let home = Home::new();
    let path = three(&home);
    let args = [&["print", "--format", "json", &path], options].concat();
    let events = home.run(&args).json();
    let events: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(events, expected);
}

#[rstest]
#[case("UTC", "2026-03-14T09:00:00.000+00:00")]
#[case("Asia/Tokyo", "2026-03-14T09:00:00.000+09:00")]
#[case("-03:30", "2026-03-14T09:00:00.000-03:30")]
#[case("local", "2026-03-14T09:00:00.000+00:00")]
fn a_zone_says_what_the_clock_of_the_log_means(#[case] zone: &str, #[case] expected: &str) {
    let home = Home::new();
    let path = three(&home);
    let events = home.run(&["print", "--format", "json", "--tz", zone, "--limit", "1", &path]);
    assert_eq!(events.json()[0]["time"], expected);
}

#[test]
fn without_a_zone_the_machines_is_taken() {
    let home = Home::new();
    let path = three(&home);
    let args = ["print", "--format", "json", "--limit", "1", &path];
    let events = home.run_with(&[("TZ", "Asia/Kolkata")], &args).json();
    assert_eq!(events[0]["time"], "2026-03-14T09:00:00.000+05:30");
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let home = Home::new();
    let path = three(&home);
    let plain = home.run(&["print", &path]).text();
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(home.run(&["print", "--color", "never", &path]).text(), plain);
    let always = ["print", "--color", "always", &path];
    let coloured = home.run(&always).text();
    assert!(coloured.contains("\u{1b}["));
    // Who asks in so many words is heard before who asks in general.
    assert_eq!(home.run_with(&[("NO_COLOR", "1")], &always).text(), coloured);
    let json = home.run(&["print", "--format", "json", "--color", "always", &path]).text();
    assert!(!json.contains('\u{1b}'));
}

#[test]
fn stats_count_by_what_is_asked_for() {
    let home = Home::new();
    let path = samples::named("20260314T092653/telemetry.log").path;
    let groups =
        home.run(&["stats", "--format", "json", "--by", "kind,destination", arg(&path)]).json();
    let total: u64 = groups.iter().map(|group| group["count"].as_u64().unwrap()).sum();
    let bytes: u64 = groups.iter().map(|group| group["bytes"].as_u64().unwrap()).sum();
    assert_eq!(total, 14);
    assert_eq!(bytes, path.metadata().unwrap().len());
    assert!(groups.iter().all(|group| group["kind"] == "event"));
    assert!(groups.iter().any(|group| group["destination"] == "microsoft"));
    let some = home.run(&["stats", "--filter", "level:error", "--by", "level", arg(&path)]).text();
    assert!(some.contains("error") && !some.contains("usage"), "{some}");
    let keys = home.run(&["stats", "--by", "prop.reason", arg(&path)]).text();
    assert!(keys.starts_with("count  prop.reason\n") && keys.contains("quit"), "{keys}");
}
