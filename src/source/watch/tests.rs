//! Folders in which files come and go, and the news that come of them.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::*;
use crate::source::discover::{Labels, LogsRoot};
use crate::source::news::{Delivery, Feed, News, SourceFacts, SourceKey, channel};

const FOLLOW: Options = Options { mode: Mode::Follow, trace: false, siblings: Siblings::Read };
const OLD: &str = "20261121T013859";
const NEW: &str = "20261121T020000";

/// A home with logs, and what its watch has told so far.
struct Bench {
    home: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    feed: Option<Feed>,
    watching: Option<Watching>,
    heard: Heard,
}

#[derive(Default)]
struct Heard {
    facts: BTreeMap<SourceKey, SourceFacts>,
    texts: BTreeMap<PathBuf, String>,
    ended: Vec<PathBuf>,
    sessions: Vec<String>,
    problems: Vec<String>,
    caught_up: usize,
}

impl Heard {
    fn note(&mut self, news: News) {
        match news {
            News::Added(key, facts) => {
                self.texts.entry(facts.path.clone()).or_default();
                assert!(self.facts.insert(key, facts).is_none(), "a key is given once");
            }
            News::Of(key, delivery) => {
                let path = &self.facts.get(&key).expect("a source is announced first").path;
                match delivery {
                    Delivery::Bytes(bytes) => self
                        .texts
                        .entry(path.clone())
                        .or_default()
                        .push_str(std::str::from_utf8(&bytes).unwrap()),
                    Delivery::Stretch(stretch) => self
                        .texts
                        .entry(path.clone())
                        .or_default()
                        .push_str(std::str::from_utf8(&stretch.bytes()).unwrap()),
                    Delivery::Ended => self.ended.push(path.clone()),
                    _ => {}
                }
            }
            News::Session { stamp, .. } => self.sessions.push(stamp),
            News::CaughtUp => self.caught_up += 1,
            News::Problem(problem) => self.problems.push(problem),
            other => panic!("a watch does not say {other:?}"),
        }
    }

    fn text(&self, path: &Path) -> &str {
        self.texts.get(path).map_or("(no such source)", String::as_str)
    }
}

impl Bench {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            runtime: tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap(),
            feed: None,
            watching: None,
            heard: Heard::default(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Appends to a file, making its folders if need be.
    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = OpenOptions::new().append(true).create(true).open(&path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        path
    }

    fn watch(&mut self, target: Target, options: Options) {
        let (sender, feed) = channel();
        self.watching = Some(watch(vec![target], options, Keys::default(), sender).unwrap());
        self.feed = Some(feed);
    }

    /// Watches and waits until all that is there is read.
    fn catch_up(&mut self, target: Target, options: Options) {
        self.watch(target, options);
        self.until("it is caught up", |heard| heard.caught_up == 1);
    }

    fn until(&mut self, what: &str, reached: impl Fn(&Heard) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !reached(&self.heard) {
            assert!(self.next(deadline), "the feed ended before {what}: {}", self.told());
        }
    }

    /// Notes the next news; whether there were any before the feed ended.
    fn next(&mut self, deadline: Instant) -> bool {
        let feed = self.feed.as_mut().unwrap();
        let left = deadline.saturating_duration_since(Instant::now());
        let receive = async { tokio::time::timeout(left, feed.recv()).await };
        match self.runtime.block_on(receive) {
            Ok(Some(news)) => {
                self.heard.note(news);
                true
            }
            Ok(None) => false,
            Err(elapsed) => panic!("nothing came in time ({elapsed}): {}", self.told()),
        }
    }

    fn until_the_end(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.next(deadline) {}
    }

    fn told(&self) -> String {
        format!("{:?} {:?} {:?}", self.heard.texts, self.heard.sessions, self.heard.problems)
    }

    fn sources(&self) -> Vec<String> {
        let mut labels = Labels::default();
        let mut told = BTreeMap::new();
        for facts in self.heard.facts.values() {
            told.extend(labels.add(&facts.path));
        }
        told.into_values().collect()
    }

    fn root(&self) -> Target {
        Target::Root { path: self.path("Code/logs"), product: "code" }
    }
}

#[test]
fn everything_there_is_delivered_in_the_order_of_paths_and_then_it_is_caught_up() {
    let mut bench = Bench::new();
    let last = bench.write("s/telemetry.log", "live\n");
    bench.write("s/telemetry.1.log", "old\n");
    let first = bench.write("s/exthost1/remoteExtHostTelemetry.log", "ext\n");
    bench.write("s/main.log", "secret\n");
    bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
    assert_eq!(bench.sources(), ["remoteExtHostTelemetry.log", "telemetry.log"]);
    assert_eq!(bench.heard.text(&first), "ext\n");
    assert_eq!(bench.heard.text(&last), "old\nlive\n");
}

#[test]
fn what_is_read_once_ends() {
    let mut bench = Bench::new();
    let path = bench.write("s/telemetry.log", "a\n");
    let options = Options { mode: Mode::Once, ..FOLLOW };
    bench.watch(Target::Folder(bench.path("s")), options);
    bench.until_the_end();
    assert_eq!(bench.heard.text(&path), "a\n");
    assert_eq!((bench.heard.caught_up, bench.heard.ended.len()), (1, 1));
}

#[test]
fn a_named_file_read_once_can_leave_its_rotations_alone() {
    let mut bench = Bench::new();
    bench.write("notes.1.txt", "old\n");
    let path = bench.write("notes.txt", "a\n");
    let options = Options { mode: Mode::Once, siblings: Siblings::Skip, trace: false };
    bench.watch(Target::File(path.clone()), options);
    bench.until_the_end();
    assert_eq!(bench.heard.text(&path), "a\n");
}

#[test]
fn an_appended_line_arrives_long_before_the_sweep() {
    let mut bench = Bench::new();
    let path = bench.write("s/telemetry.log", "");
    bench.catch_up(Target::File(path.clone()), FOLLOW);
    // Over many lines, so that one of them falling together with a sweep proves nothing.
    let begun = Instant::now();
    let mut text = String::new();
    for line in 0..20 {
        let line = format!("line {line}\n");
        bench.write("s/telemetry.log", &line);
        text.push_str(&line);
        bench.until("the line", |heard| heard.text(&path) == text);
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(bench.heard.problems.is_empty(), "{:?}", bench.heard.problems);
}

#[test]
fn polling_needs_nobody_to_tell() {
    let mut bench = Bench::new();
    let path = bench.write("s/telemetry.log", "a\n");
    bench.catch_up(Target::Folder(bench.path("s")), Options { mode: Mode::Poll, ..FOLLOW });
    bench.write("s/telemetry.log", "b\n");
    bench.until("the line", |heard| heard.text(&path) == "a\nb\n");
    let late = bench.write("s/exthost2/extHostTelemetry.log", "c\n");
    bench.until("the new file", |heard| heard.text(&late) == "c\n");
}

#[test]
fn a_new_folder_filled_before_anybody_listened_becomes_a_source() {
    let mut bench = Bench::new();
    bench.write("s/telemetry.log", "");
    bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
    for number in 1..6 {
        let name = format!("s/window{number}/exthost/extHostTelemetry.log");
        let path = bench.write(&name, "filled\n");
        bench.until("the new source", |heard| heard.text(&path) == "filled\n");
        bench.write(&name, "more\n");
        bench.until("its next line", |heard| heard.text(&path) == "filled\nmore\n");
    }
}

#[test]
fn a_folder_deleted_and_made_again_is_listened_at_again() {
    let mut bench = Bench::new();
    bench.write("s/telemetry.log", "");
    let path = bench.write("s/exthost1/extHostTelemetry.log", "a\n");
    bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
    for round in 0..5 {
        fs::remove_dir_all(bench.path("s/exthost1")).unwrap();
        bench.write("s/exthost1/extHostTelemetry.log", &format!("b{round}\n"));
        let end = format!("b{round}\n");
        bench.until("the new text", |heard| heard.text(&path).ends_with(&end));
        bench.write("s/exthost1/extHostTelemetry.log", "c\n");
        let end = format!("b{round}\nc\n");
        bench.until("the next line", |heard| heard.text(&path).ends_with(&end));
    }
}

#[test]
fn a_newer_session_is_moved_to_once_it_holds_telemetry() {
    let mut bench = Bench::new();
    let old = bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "a\n");
    bench.catch_up(bench.root(), FOLLOW);
    assert_eq!(bench.heard.sessions, [OLD]);
    bench.write(&format!("Code/logs/{NEW}/main.log"), "x\n");
    bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "b\n");
    bench.until("the old session's line", |heard| heard.text(&old) == "a\nb\n");
    assert_eq!(bench.heard.sessions, [OLD]);

    let new = bench.write(&format!("Code/logs/{NEW}/telemetry.log"), "c\n");
    bench.until("the new session", |heard| heard.text(&new) == "c\n");
    assert_eq!(bench.heard.sessions, [OLD, NEW]);
    assert_eq!(bench.heard.ended, [old]);
    let facts = bench.heard.facts.values().next_back().unwrap();
    assert_eq!((facts.session.as_deref(), facts.product, facts.bearing), (Some(NEW), "code", true));
    bench.write(&format!("Code/logs/{NEW}/telemetry.log"), "d\n");
    bench.until("its next line", |heard| heard.text(&new) == "c\nd\n");
}

#[test]
fn the_old_session_has_a_last_look_before_it_is_left() {
    let mut bench = Bench::new();
    let old = bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "a\n");
    bench.catch_up(bench.root(), FOLLOW);
    bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "last\n");
    let new = bench.write(&format!("Code/logs/{NEW}/telemetry.log"), "c\n");
    bench.until("the new session", |heard| heard.text(&new) == "c\n");
    assert_eq!(bench.heard.text(&old), "a\nlast\n");
}

#[test]
fn when_there_is_nothing_yet_the_first_log_starts_it() {
    let mut bench = Bench::new();
    let logs = |name: &str| LogsRoot {
        product: "code",
        name: "Code",
        path: bench.path(name).join("logs"),
        why: String::new(),
    };
    let roots = vec![logs(".config/Cursor"), logs(".config/Code")];
    bench.catch_up(Target::Newest(roots), FOLLOW);
    assert!(bench.heard.facts.is_empty());
    let path = bench.write(&format!(".config/Code/logs/{OLD}/telemetry.log"), "a\n");
    bench.until("the first line", |heard| heard.text(&path) == "a\n");
    assert_eq!(bench.heard.sessions, [OLD]);
    let new = bench.write(&format!(".config/Code/logs/{NEW}/telemetry.log"), "b\n");
    bench.until("the next session", |heard| heard.text(&new) == "b\n");
}

#[test]
fn a_path_that_does_not_exist_yet_is_waited_for_whatever_it_becomes() {
    let mut bench = Bench::new();
    bench.catch_up(Target::Awaited(bench.path("a/b/notes.txt")), FOLLOW);
    let path = bench.write("a/b/notes.txt", "x\n");
    bench.until("the file", |heard| heard.text(&path) == "x\n");

    let mut bench = Bench::new();
    bench.catch_up(Target::Awaited(bench.path("a/s")), FOLLOW);
    let path = bench.write("a/s/exthost1/telemetry.log", "x\n");
    bench.until("the folder", |heard| heard.text(&path) == "x\n");

    let mut bench = Bench::new();
    bench.catch_up(Target::File(bench.path("a/b/telemetry.log")), FOLLOW);
    assert_eq!(bench.sources(), ["telemetry.log"]);
    let path = bench.write("a/b/telemetry.log", "x\n");
    bench.until("the file", |heard| heard.text(&path) == "x\n");
}

#[test]
fn trace_output_is_added_when_wanted_and_rests_when_not() {
    let mut bench = Bench::new();
    let telemetry = bench.write("s/telemetry.log", "a\n");
    let main = bench.write("s/main.log", "1\n");
    bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
    assert_eq!(bench.sources(), ["telemetry.log"]);
    let set = |bench: &Bench, trace| bench.watching.as_ref().unwrap().set_trace(trace);

    set(&bench, true);
    bench.until("the other log", |heard| heard.text(&main) == "1\n");
    set(&bench, false);
    bench.write("s/main.log", "2\n");
    bench.write("s/telemetry.log", "b\n");
    bench.until("the telemetry", |heard| heard.text(&telemetry) == "a\nb\n");
    set(&bench, true);
    bench.until("where it rested", |heard| heard.text(&main) == "1\n2\n");
    assert_eq!(bench.sources().len(), 2);
}

#[test]
fn a_resting_source_is_left_unread_with_its_session() {
    let mut bench = Bench::new();
    let old = bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "a\n");
    let main = bench.write(&format!("Code/logs/{OLD}/main.log"), "1\n");
    bench.catch_up(bench.root(), Options { trace: true, ..FOLLOW });
    assert_eq!(bench.heard.text(&main), "1\n");
    bench.watching.as_ref().unwrap().set_trace(false);
    bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "b\n");
    bench.until("the telemetry", |heard| heard.text(&old) == "a\nb\n");
    bench.write(&format!("Code/logs/{OLD}/main.log"), "2\n");
    let new = bench.write(&format!("Code/logs/{NEW}/telemetry.log"), "c\n");
    bench.until("the new session", |heard| heard.text(&new) == "c\n");
    assert_eq!(bench.heard.ended, [main.clone(), old]);
    assert_eq!(bench.heard.text(&main), "1\n");
}

#[test]
fn rotations_in_a_watched_folder_make_no_new_sources() {
    let mut bench = Bench::new();
    let live = bench.write("s/telemetry.log", "0\n");
    bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
    let mut text = "0\n".to_owned();
    for round in 1..30 {
        for number in (1..6).rev() {
            let name = |number| bench.path(&format!("s/telemetry.{number}.log"));
            let _ = fs::rename(name(number), name(number + 1));
        }
        fs::rename(&live, bench.path("s/telemetry.1.log")).unwrap();
        let record = format!("{round}\n");
        bench.write("s/telemetry.log", &record);
        text.push_str(&record);
        if round % 5 == 0 {
            bench.until("all rounds", |heard| heard.text(&live) == text);
        }
    }
    assert_eq!(bench.sources(), ["telemetry.log"]);
}

#[test]
fn a_look_can_be_asked_for() {
    let mut bench = Bench::new();
    let path = bench.write("s/telemetry.log", "a\n");
    bench.catch_up(Target::Folder(bench.path("s")), Options { mode: Mode::Poll, ..FOLLOW });
    bench.write("s/telemetry.log", "b\n");
    bench.watching.as_ref().unwrap().look_now();
    bench.until("the line", |heard| heard.text(&path) == "a\nb\n");
}

#[test]
fn dropping_the_watch_ends_the_feed_without_waiting_for_the_sweep() {
    let begun = Instant::now();
    for _ in 0..10 {
        let mut bench = Bench::new();
        bench.write("s/telemetry.log", "a\n");
        bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
        bench.watching = None;
        bench.until_the_end();
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[test]
fn a_reader_that_does_not_read_holds_the_watch_up_and_nothing_grows() {
    let mut bench = Bench::new();
    let path = bench.write("s/telemetry.log", &"0123456789abcde\n".repeat(2_000_000));
    bench.watch(Target::File(path.clone()), FOLLOW);
    bench.until("the first bytes", |heard| !heard.text(&path).is_empty());
    assert!(bench.feed.as_ref().unwrap().max_capacity() <= 64);
    bench.until("all of it", |heard| heard.text(&path).len() == 32_000_000);
}

fn gz(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn archives_in_a_folder_are_read_once_and_the_rest_is_followed() {
    let mut bench = Bench::new();
    let live = bench.write("s/telemetry.log", "live\n");
    let packed = bench.path("s/telemetry.2.log.gz");
    fs::write(&packed, gz("packed\n")).unwrap();
    fs::write(bench.path("s/telemetry.log.gz"), gz("live\n")).unwrap();
    fs::write(bench.path("s/main.log.gz"), gz("secret\n")).unwrap();
    bench.catch_up(Target::Folder(bench.path("s")), FOLLOW);
    assert_eq!(bench.sources(), ["telemetry.2.log.gz", "telemetry.log"], "a copy is none");
    assert_eq!(bench.heard.text(&packed), "packed\n");
    assert_eq!(bench.heard.ended.as_slice(), std::slice::from_ref(&packed));
    bench.write("s/telemetry.log", "more\n");
    bench.until("the live line", |heard| heard.text(&live) == "live\nmore\n");
    let late = bench.path("s/exthost1/extHostTelemetry.log.gz");
    fs::create_dir_all(late.parent().unwrap()).unwrap();
    fs::write(bench.path("s/late"), gz("late\n")).unwrap();
    fs::rename(bench.path("s/late"), &late).unwrap();
    bench.until("the new archive", |heard| heard.text(&late) == "late\n");
    assert_eq!(bench.heard.text(&packed), "packed\n");
}

#[test]
fn trace_output_in_an_archive_is_added_when_wanted() {
    let mut bench = Bench::new();
    let zip = bench.path("bug.zip");
    let members = [("s/telemetry.log", "a\n"), ("s/main.log", "1\n")];
    fs::write(&zip, zipped(&members)).unwrap();
    bench.catch_up(Target::File(zip.clone()), FOLLOW);
    assert_eq!(bench.sources(), ["telemetry.log"]);
    for _ in 0..2 {
        bench.watching.as_ref().unwrap().set_trace(true);
        bench.until("the other log", |heard| heard.text(&zip.join("s/main.log")) == "1\n");
        bench.watching.as_ref().unwrap().set_trace(false);
    }
    assert_eq!(bench.heard.text(&zip.join("s/telemetry.log")), "a\n");
    assert_eq!(bench.heard.facts.len(), 2);
}

#[test]
fn one_session_is_watched_and_no_newer_one() {
    let mut bench = Bench::new();
    let old = bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "a\n");
    let path = bench.path(&format!("Code/logs/{OLD}"));
    bench.catch_up(Target::Session { path, product: "cursor" }, FOLLOW);
    assert_eq!(bench.heard.sessions, [OLD]);
    bench.write(&format!("Code/logs/{NEW}/telemetry.log"), "c\n");
    bench.watching.as_ref().unwrap().look_now();
    bench.write(&format!("Code/logs/{OLD}/telemetry.log"), "b\n");
    bench.until("the next line", |heard| heard.text(&old) == "a\nb\n");
    assert_eq!((bench.heard.sessions.len(), bench.heard.facts.len()), (1, 1));
}
