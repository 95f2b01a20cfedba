//! Logs in another form: gzip, zstd and zip, named, found in folders and piped in.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::{Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";
const SESSION: &str = "Code/logs/20260314T090000";

fn gz(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zst(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A log of some events, each several times.
fn log() -> String {
    let names = ["serverStart", "editorOpened", "activatePlugin", "UnhandledError"];
    let lines = (0..500).map(|at| core(STAMP, names[at % names.len()]));
    lines.collect()
}

const COUNT: [&str; 5] = ["stats", "--by", "event,level,destination", "--format", "csv"];

#[test]
fn a_compressed_log_counts_as_the_plain_one() {
    let home = Home::new();
    let counted = |path: &str| home.run(&[&COUNT[..], &[path]].concat()).text();
    let plain = counted(arg(&home.file("plain/telemetry.log", log())));
    assert!(plain.contains("editorOpened,usage"), "{plain}");
    assert_eq!(counted(arg(&home.file("gz/telemetry.log.gz", gz(&log())))), plain);
    assert_eq!(counted(arg(&home.file("zst/telemetry.log.zst", zst(&log())))), plain);
    assert_eq!(counted(arg(&home.file("odd/telemetry.log", gz(&log())))), plain);
    // Found in its folder, too.
    for folder in ["gz", "zst"] {
        assert_eq!(counted(arg(&home.at(folder))), plain);
    }
    for bytes in [gz(&log()), zst(&log())] {
        assert_eq!(
            home.pipe(&[&COUNT[..], &["-"]].concat(), log().as_bytes()).text(),
            home.pipe(&[&COUNT[..], &["-"]].concat(), &bytes).text()
        );
    }
}

#[test]
fn a_zip_of_a_session_counts_as_its_folder() {
    let home = Home::new();
    let session = [
        ("telemetry.log", log()),
        ("telemetry.1.log", core("2026-03-14 08:00:00.000", "older")),
        ("window1/exthost/extHostTelemetry.log", core(STAMP, "again")),
        ("exthost2/extHostTelemetry.log", core(STAMP, "third")),
        ("main.log", format!("{STAMP} [info] started\n")),
    ];
    let names: Vec<String> = session.iter().map(|(name, _)| format!("{SESSION}/{name}")).collect();
    let members: Vec<(&str, &[u8])> = names
        .iter()
        .zip(&session)
        .map(|(name, (_, text))| (name.as_str(), text.as_bytes()))
        .collect();
    for (name, text) in &members {
        home.file(name, text);
    }
    let zip = home.file("bug report.zip", zipped(&members));
    let folder = home.at(SESSION);
    for trace in [&[][..], &["--trace"]] {
        let by = "source,session,product,kind,event,level,destination";
        let args = [&["stats", "--by", by, "--format", "csv"], trace].concat();
        let counted = |path: &str| home.run(&[&args[..], &[path]].concat()).text();
        assert_eq!(counted(arg(&zip)), counted(arg(&folder)));
        assert_eq!(counted(arg(&zip)).contains("main.log"), !trace.is_empty());
    }
    let events = home.run(&["print", "--format", "json", arg(&zip)]).json();
    assert_eq!(events[0]["event"], "older");
    assert_eq!(events[0]["path"], format!("{}/{SESSION}/telemetry.1.log", arg(&zip)));
    assert_eq!(
        (&events[0]["session"], &events[0]["product"]),
        (&"20260314T090000".into(), &"code".into())
    );
}

#[test]
fn what_is_wrong_with_an_archive_is_told_and_the_rest_is_read() {
    let home = Home::new();
    let whole = gz(&log().repeat(20));
    let cut = home.file("cut/telemetry.log.gz", &whole[..whole.len() / 2]);
    let lie = home.file("lie/telemetry.log.gz", log());
    let good = home.file("good/telemetry.log", core(STAMP, "good"));
    for (path, said) in [(cut, "in the middle"), (lie, "called gzip")] {
        let ran = home.run(&["print", "--format", "json", arg(&path), arg(&good)]);
        assert_eq!(ran.status, Some(3), "{}", ran.err);
        assert!(ran.err.contains(said) && ran.err.contains(arg(&path)), "{}", ran.err);
        let text = String::from_utf8(ran.out).unwrap();
        assert!(text.contains("\"good\"") && text.contains("serverStart"));
    }
}

#[test]
fn a_bomb_is_refused_and_the_rest_is_read() {
    let home = Home::new();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..100 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let zip = zipped(&[
        ("a/telemetry.log.gz", &bomb),
        ("b/telemetry.log", core(STAMP, "good").as_bytes()),
    ]);
    let zip = home.file("bug.zip", zip);
    let ran = home.run(&["print", "--filter", "event:good", arg(&zip)]);
    assert_eq!(ran.status, Some(3));
    assert!(ran.err.contains("decompression bomb"), "{}", ran.err);
    assert!(String::from_utf8(ran.out).unwrap().contains("good"));
}

#[test]
fn hostile_names_in_a_zip_are_shown_harmlessly() {
    let home = Home::new();
    let names = ["../../telemetry.log", "/etc/telemetry.log", "\u{1b}]0;x\u{7}/telemetry\r.log"];
    let line = core(STAMP, "x");
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, line.as_bytes())).collect();
    let zip = home.file("bug.zip", zipped(&members));
    let text = home.run(&["stats", "--by", "source,event", arg(&zip)]).text();
    assert!(text.bytes().all(|byte| byte == b'\n' || byte >= b' '), "{text:?}");
    let events = home.run(&["print", "--format", "json", arg(&zip)]).json();
    assert_eq!(events.len(), 3);
    for event in events {
        assert!(event["path"].as_str().unwrap().starts_with(arg(&zip)), "{event}");
    }
}

#[test]
fn a_zip_that_holds_nothing_to_read_says_so() {
    let home = Home::new();
    let other = home.file("other.zip", zipped(&[("main.log", b"x")]));
    assert!(home.run(&["print", arg(&other)]).complaint(3).contains("one other log; --trace"));
    let none = home.file("none.zip", zipped(&[("a.json", b"{}")]));
    assert!(home.run(&["print", arg(&none)]).complaint(3).contains("holds no log"));
}

#[test]
fn an_archive_is_not_followed_and_that_is_told() {
    let home = Home::new();
    let path = home.file("telemetry.log.gz", gz(&core(STAMP, "once")));
    let ran = home.run(&["print", "-f", arg(&path)]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.err.contains("an archive does not grow: it is read once"), "{}", ran.err);
    assert!(String::from_utf8(ran.out).unwrap().contains("once"));
}
