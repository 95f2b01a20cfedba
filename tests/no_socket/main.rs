//! telltail reads, and only reads: no network, no lock, no write. The kernel says so: every
//! system call of a run is looked at.
#![cfg(all(target_os = "linux", target_env = "gnu"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test needs and does not get ends it"
)]

mod calls;
mod planted;
mod scene;
mod watching;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use rstest::rstest;

use scene::Scene;
use watching::{Watched, watch, watch_on_terminal};

/// A session in an invented home, and the log in it.
fn session(home: &Path) -> std::path::PathBuf {
    let log = home.join(".config/Code/logs/20260314T090000/telemetry.log");
    fs::create_dir_all(log.parent().unwrap()).unwrap();
    fs::write(&log, record("first")).unwrap();
    log
}

fn record(name: &str) -> String {
    format!("2026-03-14 09:00:00.000 [trace] telemetry/{name} {{\"properties\":{{}}}}\n")
}

fn append(log: &Path, name: &str) {
    File::options().append(true).open(log).unwrap().write_all(record(name).as_bytes()).unwrap();
}

fn telltail(home: &Path, args: &[&str], scene: impl FnOnce(&mut Scene) + Send) -> Watched {
    let variables = [("HOME", home.to_str().unwrap()), ("TZ", "Europe/Berlin")];
    let args = [&[env!("CARGO_BIN_EXE_telltail")], args].concat();
    watch(&args, &variables, scene)
}

/// The log gets a second event, is renamed, and begins anew with a third.
fn grow_and_rotate(scene: &mut Scene, log: &Path) {
    scene.wait_for("first");
    append(log, "second");
    scene.wait_for("second");
    fs::rename(log, log.with_file_name("telemetry.1.log")).unwrap();
    fs::write(log, record("third")).unwrap();
    scene.wait_for("third");
}

/// Nothing to object to, and the watcher was awake: it saw the log being opened.
fn assert_only_read(watched: &Watched, log: &Path) {
    assert_eq!(watched.objections, Vec::<String>::new());
    let log = log.to_str().unwrap();
    assert!(watched.opened.iter().any(|path| path == log), "{log}: {:?}", watched.opened);
}

#[rstest]
#[case(&["print", "-f"])]
#[case(&["print", "-f", "--poll", "--format", "json"])]
fn following_a_session_only_reads(#[case] args: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    let log = session(home.path());
    let watched = telltail(home.path(), args, |scene| {
        grow_and_rotate(scene, &log);
        fs::write(&log, "").unwrap();
        append(&log, "fourth");
        scene.wait_for("fourth");
        fs::remove_file(&log).unwrap();
        fs::write(&log, record("fifth")).unwrap();
        scene.wait_for("fifth");
    });
    assert_only_read(&watched, &log);
}

#[rstest]
#[case(&["--no-state"])]
#[case(&["--no-state", "--poll"])]
fn the_screen_only_reads(#[case] args: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    let log = session(home.path());
    let args = [&[env!("CARGO_BIN_EXE_telltail")], args].concat();
    let variables =
        [("HOME", home.path().to_str().unwrap()), ("TZ", "UTC"), ("TERM", "xterm-256color")];
    let watched = watch_on_terminal(&args, &variables, |scene| {
        grow_and_rotate(scene, &log);
        scene.type_in("q");
        scene.wait_for_the_end();
    });
    assert_only_read(&watched, &log);
}

#[rstest]
#[case(&["print", "--format", "raw"])]
#[case(&["stats"])]
#[case(&["catalog", "draft", "vscode"])]
fn reading_a_session_only_reads(#[case] args: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    let log = session(home.path());
    assert_only_read(&telltail(home.path(), args, Scene::wait_for_the_end), &log);
}

#[test]
fn reading_archives_only_reads() {
    let home = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["../a/telemetry.log", "b/telemetry.log"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(record("zipped").as_bytes()).unwrap();
    }
    let zipped = home.path().join("bug.zip");
    fs::write(&zipped, zip.finish().unwrap().into_inner()).unwrap();
    let packed = home.path().join("telemetry.log.gz");
    let gz = File::create(&packed).unwrap();
    let mut gz = flate2::write::GzEncoder::new(gz, flate2::Compression::default());
    gz.write_all(record("packed").as_bytes()).unwrap();
    gz.finish().unwrap();
    let args = ["print", zipped.to_str().unwrap(), packed.to_str().unwrap()];
    let watched = telltail(home.path(), &args, |scene| {
        scene.wait_for("packed");
        scene.wait_for_the_end();
    });
    assert_only_read(&watched, &zipped);
    assert_only_read(&watched, &packed);
    // No member's name was ever a name on the disk.
    assert!(
        !watched.opened.iter().any(|path| path.contains("telemetry.log") && !path.ends_with("gz"))
    );
}

#[rstest]
#[case(&["sources"])]
#[case(&["doctor"])]
#[case(&["doctor", "--format", "json"])]
#[case(&["explain", "level:error"])]
#[case(&["explain", "--rules"])]
#[case(&["catalog", "list"])]
#[case(&["catalog", "check"])]
#[case(&["config", "check"])]
#[case(&["config", "print"])]
#[case(&["completions", "zsh"])]
#[case(&["man"])]
#[case(&["--help"])]
fn what_reads_no_log_only_reads_too(#[case] args: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    session(home.path());
    let watched = telltail(home.path(), args, Scene::wait_for_the_end);
    assert_eq!(watched.objections, Vec::<String>::new());
    assert!(!watched.opened.is_empty());
}

#[rstest]
#[case("tcp", "socket")]
#[case("udp", "socket")]
#[case("unix", "socket")]
#[case("thread", "socket")]
#[case("create", "open to write: ")]
#[case("append", "open to write: ")]
#[case("rename", "rename")]
#[case("remove", "unlink")]
#[case("folder", "mkdir")]
#[case("flock", "flock")]
#[case("lock", "fcntl lock")]
#[case("child", "execve")]
fn whoever_does_more_than_read_is_caught(#[case] deed: &str, #[case] objection: &str) {
    let watched = planted::watched(deed);
    let found = watched.objections.iter().any(|it| it.starts_with(objection));
    assert!(found, "{deed}: {:?}", watched.objections);
}

#[test]
fn whoever_only_reads_is_not_accused() {
    let watched = planted::watched("read");
    assert_eq!(watched.objections, Vec::<String>::new());
    assert!(watched.opened.iter().any(|path| path.ends_with("/planted.log")));
}
