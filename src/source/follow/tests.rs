//! Following a file: pieces, rotations and cuts, told as deliveries.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs::{self, File, FileTimes, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::*;
use crate::source::names::sibling;
use crate::source::news::Delivery;

/// A folder with one live log, its follower, and all that the follower said.
struct Bench {
    home: tempfile::TempDir,
    follower: Follower,
}

impl Bench {
    fn new(siblings: Siblings) -> Self {
        let home = tempfile::tempdir().unwrap();
        let follower = Follower::new(home.path().join("telemetry.log"), siblings);
        Self { home, follower }
    }

    fn with(text: &str) -> Self {
        let mut bench = Self::new(Siblings::Read);
        bench.write("telemetry.log", text);
        bench.look();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn live(&self) -> PathBuf {
        self.path("telemetry.log")
    }

    /// Writes a file anew: a cut in place if it is there.
    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn append(&self, text: &str) {
        append(&self.live(), text);
    }

    fn rotate(&self) {
        rotate(&self.live());
    }

    /// Everything one look says, in short: bytes as they are, all else in brackets.
    fn look(&mut self) -> String {
        let mut said = String::new();
        while self.follower.look(&mut |delivery| said.push_str(&short(&delivery))) == Pace::More {}
        said
    }
}

fn short(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Part { path, offset: 0, reason } => {
            format!("<{reason:?} {}>", path.file_name().unwrap().display())
        }
        Delivery::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Delivery::Stretch(stretch) => String::from_utf8(stretch.bytes()).unwrap(),
        Delivery::Problem(problem) => format!("<Problem {problem}>"),
        other => format!("<{other:?}>"),
    }
}

fn append(path: &std::path::Path, text: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// Rotates as the editors' logger does: the oldest is removed, the others move up one by one,
/// and the live name begins anew.
fn rotate(live: &std::path::Path) {
    let _ = fs::remove_file(sibling(live, 6));
    for number in (1..6).rev() {
        let _ = fs::rename(sibling(live, number), sibling(live, number + 1));
    }
    let _ = fs::rename(live, sibling(live, 1));
    File::create(live).unwrap();
}

#[test]
fn a_file_is_read_and_then_what_is_appended() {
    let mut bench = Bench::new(Siblings::Read);
    bench.write("telemetry.log", "one\n");
    assert_eq!(bench.look(), "<Opened telemetry.log>one\n");
    assert_eq!(bench.look(), "");
    bench.append("two\nthr");
    assert_eq!(bench.look(), "two\nthr");
    bench.append("ee\n");
    assert_eq!(bench.look(), "ee\n");
}

#[test]
fn a_file_that_does_not_exist_yet_is_waited_for() {
    let mut bench = Bench::new(Siblings::Read);
    assert_eq!(bench.look(), "<Gone>");
    assert_eq!(bench.look(), "");
    bench.write("telemetry.log", "one\n");
    assert_eq!(bench.look(), "<Appeared><Opened telemetry.log>one\n");
}

#[test]
fn rotated_siblings_are_read_first_oldest_first() {
    let mut bench = Bench::new(Siblings::Read);
    for (name, text) in [("telemetry.2.log", "a\n"), ("telemetry.1.log", "b\n")] {
        bench.write(name, text);
    }
    bench.write("telemetry.log", "c\n");
    assert_eq!(
        bench.look(),
        "<Opened telemetry.2.log>a\n<PartEnded><Rotated telemetry.1.log>b\n<PartEnded>\
         <Rotated telemetry.log>c\n"
    );
}

#[test]
fn siblings_can_be_left_alone() {
    let mut bench = Bench::new(Siblings::Skip);
    bench.write("telemetry.1.log", "old\n");
    bench.write("telemetry.log", "a\n");
    assert_eq!(bench.look(), "<Opened telemetry.log>a\n");
    bench.append("b\n");
    bench.rotate();
    bench.append("c\n");
    assert_eq!(bench.look(), "b\n<PartEnded><Rotated telemetry.log>c\n");
}

#[test]
fn a_rotation_loses_nothing_that_was_written_before_it() {
    let mut bench = Bench::with("a\n");
    bench.append("b\n");
    bench.rotate();
    bench.append("c\n");
    assert_eq!(bench.look(), "b\n<PartEnded><Rotated telemetry.log>c\n");
}

#[test]
fn six_rotations_between_two_looks_are_all_read_in_order() {
    let mut bench = Bench::with("0");
    for number in 1..=6 {
        bench.rotate();
        bench.append(&number.to_string());
    }
    assert_eq!(
        bench.look(),
        "<PartEnded><Rotated telemetry.5.log>1<PartEnded><Rotated telemetry.4.log>2<PartEnded>\
         <Rotated telemetry.3.log>3<PartEnded><Rotated telemetry.2.log>4<PartEnded>\
         <Rotated telemetry.1.log>5<PartEnded><Rotated telemetry.log>6"
    );
}

#[test]
fn more_rotations_than_files_are_kept_say_that_records_may_be_missing() {
    let mut bench = Bench::with("0");
    for number in 1..=9 {
        bench.rotate();
        bench.append(&number.to_string());
    }
    let said = bench.look();
    assert!(said.starts_with("<Problem"), "{said}");
    assert!(said.contains("records may be missing"), "{said}");
    assert!(said.contains("<Recreated telemetry.6.log>3<PartEnded>"), "{said}");
    assert!(said.ends_with("<Rotated telemetry.log>9"), "{said}");
}

#[test]
fn a_look_in_the_middle_of_a_rotation_waits_for_the_new_file() {
    let mut bench = Bench::with("a\n");
    bench.append("b\n");
    fs::rename(bench.live(), bench.path("telemetry.1.log")).unwrap();
    assert_eq!(bench.look(), "b\n");
    bench.write("telemetry.log", "c\n");
    assert_eq!(bench.look(), "<PartEnded><Rotated telemetry.log>c\n");
}

#[test]
fn a_cut_file_is_read_anew() {
    let mut bench = Bench::with("one\ntwo\n");
    bench.write("telemetry.log", "new\n");
    assert_eq!(bench.look(), "<PartEnded><Truncated telemetry.log>new\n");
    bench.write("telemetry.log", "");
    assert_eq!(bench.look(), "<PartEnded><Truncated telemetry.log>");
}

#[test]
fn a_file_cut_and_grown_past_its_old_length_is_noticed() {
    let mut bench = Bench::with("one\ntwo\n");
    bench.write("telemetry.log", "other\nlines\nand more of them\n");
    assert_eq!(
        bench.look(),
        "<PartEnded><Truncated telemetry.log>other\nlines\nand more of them\n"
    );
}

#[test]
fn a_file_rewritten_to_the_same_length_is_noticed() {
    let mut bench = Bench::with("one\ntwo\n");
    bench.write("telemetry.log", "eno\nowt\n");
    assert_eq!(bench.look(), "<PartEnded><Truncated telemetry.log>eno\nowt\n");
}

#[test]
fn a_long_file_that_differs_only_at_its_start_is_noticed() {
    let long = "x".repeat(100_000);
    let mut bench = Bench::with(&format!("first{long}"));
    bench.write("telemetry.log", &format!("other{long}tail"));
    assert!(bench.look().starts_with("<PartEnded><Truncated telemetry.log>otherxxx"));
}

#[test]
fn a_cut_and_a_rotation_between_two_looks_are_both_told() {
    let mut bench = Bench::with("one\ntwo\n");
    bench.write("telemetry.log", "cut\n");
    bench.rotate();
    bench.append("new\n");
    assert_eq!(
        bench.look(),
        "<PartEnded><Truncated telemetry.log>cut\n<PartEnded><Rotated telemetry.log>new\n"
    );
}

#[test]
fn a_deleted_and_recreated_file_is_read_anew() {
    let mut bench = Bench::with("one\n");
    fs::remove_file(bench.live()).unwrap();
    assert_eq!(bench.look(), "<Gone>");
    assert_eq!(bench.look(), "");
    bench.write("telemetry.log", "two\n");
    assert_eq!(bench.look(), "<PartEnded><Appeared><Recreated telemetry.log>two\n");
}

#[test]
fn a_file_recreated_between_two_looks_does_not_bring_back_its_siblings() {
    let mut bench = Bench::new(Siblings::Read);
    bench.write("telemetry.1.log", "old\n");
    bench.write("telemetry.log", "one\n");
    bench.look();
    fs::remove_file(bench.live()).unwrap();
    bench.write("telemetry.log", "two\n");
    assert_eq!(bench.look(), "<PartEnded><Recreated telemetry.log>two\n");
}

#[cfg(unix)]
#[test]
fn what_is_written_into_a_deleted_file_is_still_read() {
    let mut bench = Bench::with("one\n");
    let mut writer = OpenOptions::new().append(true).open(bench.live()).unwrap();
    fs::remove_file(bench.live()).unwrap();
    assert_eq!(bench.look(), "<Gone>");
    writer.write_all(b"two\n").unwrap();
    assert_eq!(bench.look(), "two\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_comes_back_under_its_name_goes_on() {
    let mut bench = Bench::with("one\n");
    fs::rename(bench.live(), bench.path("away")).unwrap();
    assert_eq!(bench.look(), "<Gone>");
    fs::rename(bench.path("away"), bench.live()).unwrap();
    bench.append("two\n");
    assert_eq!(bench.look(), "<Appeared>two\n");
}

#[test]
fn a_folder_in_the_place_of_the_file_is_told_once_and_outlived() {
    let mut bench = Bench::new(Siblings::Read);
    fs::create_dir(bench.live()).unwrap();
    assert!(bench.look().contains("not a regular file"));
    assert_eq!(bench.look(), "");
    fs::remove_dir(bench.live()).unwrap();
    bench.write("telemetry.log", "one\n");
    assert_eq!(bench.look(), "<Opened telemetry.log>one\n");
}

#[test]
fn an_old_time_hides_a_write_no_longer_than_its_length_stays() {
    let mut bench = Bench::with("one\n");
    let old = SystemTime::now() - Duration::from_secs(3600);
    let set_old = |path: PathBuf| {
        let file = OpenOptions::new().append(true).open(path).unwrap();
        file.set_times(FileTimes::new().set_modified(old)).unwrap();
    };
    set_old(bench.live());
    assert_eq!(bench.look(), "");
    bench.append("two\n");
    set_old(bench.live());
    assert_eq!(bench.look(), "two\n");
}

#[test]
fn a_source_is_ended_once() {
    let mut bench = Bench::with("one");
    let mut said = String::new();
    bench.follower.end(&mut |delivery| said.push_str(&short(&delivery)));
    bench.follower.end(&mut |delivery| said.push_str(&short(&delivery)));
    assert_eq!(said, "<PartEnded>");
}

/// Bytes of every kind.
fn noise(len: u32) -> Vec<u8> {
    (0..len).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

#[test]
fn bytes_are_exact_whatever_they_are_and_however_many() {
    let mut bench = Bench::new(Siblings::Read);
    let bytes = noise(5_000_000);
    let mut file = File::create(bench.live()).unwrap();
    let (mut read, mut stretches, mut largest) = (Vec::new(), 0, 0);
    let mut rest = &bytes[..];
    for part in [10, 1_000_000, 1_048_576, 0, 1_048_575, 300_000, usize::MAX] {
        let (now, later) = rest.split_at(part.min(rest.len()));
        rest = later;
        file.write_all(now).unwrap();
        let mut sink = |delivery| match delivery {
            Delivery::Bytes(piece) => {
                largest = largest.max(piece.len());
                read.extend(piece);
            }
            Delivery::Stretch(stretch) => {
                stretches += 1;
                assert_eq!(stretch.range.start, read.len() as u64);
                assert!(stretch.saved.is_none(), "it is followed");
                read.extend(stretch.bytes());
            }
            _ => {}
        };
        while bench.follower.look(&mut sink) == Pace::More {}
    }
    assert!(read == bytes);
    assert!(largest <= 256 * 1024, "{largest}");
    assert_eq!(stretches, 2, "where at least a megabyte came at once");
}

#[test]
fn a_cut_is_noticed_after_a_stretch_that_nobody_has_read() {
    for text in ["", "short", &"y".repeat(2_000_000), &"y".repeat(3_000_000)] {
        let mut bench = Bench::new(Siblings::Read);
        bench.write("telemetry.log", &"x".repeat(2_000_000));
        let mut told = Vec::new();
        while bench.follower.look(&mut |delivery| told.push(delivery)) == Pace::More {}
        bench.write("telemetry.log", text);
        let Some(Delivery::Stretch(stretch)) = told.get(1) else { panic!("{told:?}") };
        assert_eq!(stretch.range, 0..2_000_000);
        assert!(stretch.bytes().len() <= text.len(), "fewer bytes than were there");
        let ended = "<PartEnded>";
        let again = if text.is_empty() {
            "<Truncated telemetry.log>".to_owned()
        } else {
            format!("<Truncated telemetry.log>{text}")
        };
        assert!(bench.look() == format!("{ended}{again}"), "{}", text.len());
    }
}

#[test]
fn a_stretch_outlives_every_rename_and_removal() {
    let mut bench = Bench::new(Siblings::Read);
    let bytes = noise(1_500_000);
    fs::write(bench.live(), &bytes).unwrap();
    let mut stretches = Vec::new();
    let mut sink = |delivery| {
        if let Delivery::Stretch(stretch) = delivery {
            stretches.push(stretch);
        }
    };
    while bench.follower.look(&mut sink) == Pace::More {}
    bench.rotate();
    fs::remove_file(sibling(&bench.live(), 1)).unwrap();
    drop(bench);
    let read = std::thread::scope(|scope| {
        let halves = [0..700_000_usize, 700_000..1_500_000].map(|half| {
            let file = &stretches[0].file;
            scope.spawn(move || {
                let mut into = vec![0; half.len()];
                assert_eq!(file.read_at(half.start as u64, &mut into).unwrap(), half.len());
                into
            })
        });
        halves.map(|half| half.join().unwrap()).concat()
    });
    assert!(read == bytes);
}

#[test]
fn one_look_at_a_writer_that_is_faster_ends() {
    let mut bench = Bench::new(Siblings::Read);
    let live = bench.live();
    let more = vec![b'x'; 1_100_000];
    fs::write(&live, &more).unwrap();
    let mut stretches = 0;
    let pace = bench.follower.look(&mut |delivery| {
        if let Delivery::Stretch(_) = delivery {
            stretches += 1;
            let mut file = OpenOptions::new().append(true).open(&live).unwrap();
            file.write_all(&more).unwrap();
        }
    });
    assert_eq!(pace, Pace::More);
    assert!((2..=64).contains(&stretches), "{stretches}");
}

#[test]
fn a_file_that_is_read_once_comes_as_one_stretch_that_can_be_read_again() {
    for len in [1, 300, 70_000, 1_200_000] {
        let bench = Bench::new(Siblings::Skip);
        let bytes = noise(len);
        fs::write(bench.live(), &bytes).unwrap();
        let mut follower = Follower::new(bench.live(), Siblings::Skip).saved(&Arc::default());
        let mut told = Vec::new();
        while follower.look(&mut |delivery| told.push(delivery)) == Pace::More {}
        follower.end(&mut |delivery| told.push(delivery));
        let [Delivery::Part { .. }, Delivery::Stretch(stretch), Delivery::PartEnded] = &told[..]
        else {
            panic!("{told:?}")
        };
        assert!(stretch.bytes() == bytes);
        let mut again = vec![0; bytes.len()];
        stretch.saved.as_ref().unwrap().read_at(0, &mut again).unwrap();
        assert!(again == bytes);
    }
}

#[test]
fn following_writes_nothing_and_leaves_the_folder_as_it_is() {
    let mut bench = Bench::with("one\n");
    bench.rotate();
    bench.append("two\n");
    let listing = |bench: &Bench| -> Vec<_> {
        let mut names: Vec<_> = fs::read_dir(bench.home.path())
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                (fs::read(&path).unwrap(), time, path)
            })
            .collect();
        names.sort();
        names
    };
    let before = (listing(&bench), fs::metadata(bench.home.path()).unwrap().modified().unwrap());
    bench.look();
    bench.look();
    let after = (listing(&bench), fs::metadata(bench.home.path()).unwrap().modified().unwrap());
    assert_eq!(before, after);
}

/// What a writer may do between two looks.
#[derive(Clone, Debug)]
enum Deed {
    Write(usize),
    Begin,
    Rotate,
    Look,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (1..40_usize).prop_map(Deed::Write),
        1 => Just(Deed::Begin),
        3 => Just(Deed::Rotate),
        2 => Just(Deed::Look),
    ];
    prop::collection::vec(deed, 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every numbered record arrives once and in order, however looks and rotations interleave,
    /// as long as no more rotations pass between two looks than old files are kept.
    #[test]
    fn no_record_is_lost_or_doubled_by_rotations(deeds in deeds()) {
        let mut bench = Bench::new(Siblings::Read);
        File::create(bench.live()).unwrap();
        let (mut written, mut unfinished, mut said, mut rotations) = (0, false, String::new(), 0);
        for deed in deeds {
            if matches!(deed, Deed::Rotate) && rotations == 6 {
                said.push_str(&bench.look());
                rotations = 0;
            }
            let mut text = String::new();
            if std::mem::take(&mut unfinished) {
                text.push_str("tail\n");
            }
            match deed {
                Deed::Write(count) => {
                    for _ in 0..count {
                        writeln!(text, "record {written} tail").unwrap();
                        written += 1;
                    }
                    bench.append(&text);
                }
                Deed::Begin => {
                    write!(text, "record {written} ").unwrap();
                    written += 1;
                    unfinished = true;
                    bench.append(&text);
                }
                Deed::Rotate => {
                    bench.append(&text);
                    bench.rotate();
                    rotations += 1;
                }
                Deed::Look => {
                    unfinished = !text.is_empty();
                    said.push_str(&bench.look());
                    rotations = 0;
                }
            }
        }
        if unfinished {
            bench.append("tail\n");
        }
        said.push_str(&bench.look());
        prop_assert!(!said.contains("Problem"), "{said}");
        prop_assert_eq!(records(&said), (0..written).collect::<Vec<usize>>());
    }
}

/// A writer that rotates while the follower looks: it only takes care not to be more than five
/// rotations ahead of the last look that was begun after it.
#[test]
fn rotations_in_the_middle_of_looks_lose_and_double_nothing() {
    const RECORDS: usize = 20_000;
    const ROTATE_EVERY: usize = 40;
    let mut bench = Bench::new(Siblings::Read);
    let live = bench.live();
    File::create(&live).unwrap();
    let looks = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&looks);
    let writer = std::thread::spawn(move || {
        // Rotations since a look that began after them: the times of the last five.
        let mut recent: VecDeque<usize> = VecDeque::new();
        for number in 0..RECORDS {
            append(&live, &format!("record {number} tail\n"));
            if number % ROTATE_EVERY == ROTATE_EVERY - 1 {
                while recent.len() >= 5 && seen.load(Ordering::SeqCst) < recent[0] + 2 {
                    std::thread::yield_now();
                }
                if recent.len() >= 5 {
                    recent.pop_front();
                }
                rotate(&live);
                recent.push_back(seen.load(Ordering::SeqCst));
            }
        }
    });
    let mut said = String::new();
    loop {
        let finished = writer.is_finished();
        said.push_str(&bench.look());
        looks.fetch_add(1, Ordering::SeqCst);
        if finished {
            break;
        }
    }
    writer.join().unwrap();
    assert!(!said.contains("Problem"), "{}", said.len());
    let numbers = records(&said);
    let wrong = numbers.iter().enumerate().find(|(at, number)| at != *number);
    assert_eq!(wrong, None);
    assert_eq!(numbers.len(), RECORDS);
}

/// The numbers of the whole records in what was said; a cut record is a failure.
fn records(said: &str) -> Vec<usize> {
    let mut bytes = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.push_str(before);
        rest = after.split_once('>').unwrap().1;
    }
    bytes.push_str(rest);
    let number = |line: &str| line.strip_prefix("record ")?.strip_suffix(" tail")?.parse().ok();
    bytes.lines().map(|line| number(line).unwrap_or_else(|| panic!("{line:?}"))).collect()
}

#[test]
fn a_sparse_file_left_by_a_writer_that_kept_its_place_is_read_anew() {
    let mut bench = Bench::new(Siblings::Read);
    let mut writer = File::create(bench.live()).unwrap();
    writer.write_all(b"one\n").unwrap();
    bench.look();
    writer.set_len(0).unwrap();
    writer.seek(SeekFrom::Start(4)).unwrap();
    writer.write_all(b"two\n").unwrap();
    assert_eq!(bench.look(), "<PartEnded><Truncated telemetry.log>\0\0\0\0two\n");
}
