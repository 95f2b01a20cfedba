//! Saved files that stay, grow, change, shrink or go: what is given again, and what is said.

use std::fs::{self, File, FileTimes, OpenOptions};
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::*;

/// A folder with saved files, each long enough that its marks do not overlap.
struct Bench {
    home: tempfile::TempDir,
    handles: Arc<Handles>,
}

const LEN: usize = 5_000;

/// The text of one file: no two have the same.
fn text(number: usize) -> Vec<u8> {
    format!("{number} ").into_bytes().into_iter().cycle().take(LEN).collect()
}

fn hours_ago(hours: u64) -> SystemTime {
    SystemTime::now() - Duration::from_secs(3600 * hours)
}

fn set_time(path: &Path, time: SystemTime) {
    let file = OpenOptions::new().append(true).open(path).unwrap();
    file.set_times(FileTimes::new().set_modified(time)).unwrap();
}

impl Bench {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), handles: Arc::default() }
    }

    fn path(&self, number: usize) -> PathBuf {
        self.home.path().join(format!("{number}.log"))
    }

    /// A file that was written an hour ago and is read now.
    fn saved(&self, number: usize) -> Saved {
        fs::write(self.path(number), text(number)).unwrap();
        set_time(&self.path(number), hours_ago(1));
        self.read(number)
    }

    fn read(&self, number: usize) -> Saved {
        let bytes = fs::read(self.path(number)).unwrap();
        let marks = Marks {
            head: bytes[..bytes.len().min(256)].to_vec(),
            tail: bytes[bytes.len().saturating_sub(256)..].to_vec(),
        };
        let metadata = fs::metadata(self.path(number)).unwrap();
        Saved::new(&self.path(number), &metadata, marks, &self.handles)
    }
}

/// What stands from 1000 to 2000, or why it is not given.
fn again(saved: &Saved) -> Result<Vec<u8>, String> {
    let mut into = vec![b'?'; 1000];
    let answer = saved.read_at(1000, &mut into);
    if answer.is_err() {
        assert!(into == [0; 1000], "no byte is given with a refusal");
    }
    answer.map(|()| into)
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with what may be refused")]
fn same(number: usize) -> Result<Vec<u8>, String> {
    Ok(text(number)[1000..2000].to_vec())
}

fn refused(why: &str) -> Result<Vec<u8>, String> {
    Err(why.to_owned())
}

/// What becomes of a read after a change: with its handle held open, and opened anew.
fn after(change: impl Fn(&Bench)) -> [Result<Vec<u8>, String>; 2] {
    [true, false].map(|open| {
        let bench = Bench::new();
        let saved = bench.saved(7);
        if open {
            assert_eq!(again(&saved), same(7));
            assert_eq!(bench.handles.len(), 1);
        }
        change(&bench);
        let answer = again(&saved);
        if answer.is_err() {
            assert_eq!(bench.handles.len(), 0, "what is refused is let go");
        }
        answer
    })
}

#[test]
fn what_stands_is_given_again() {
    assert_eq!(after(|_| {}), [same(7), same(7)]);
}

#[test]
fn what_was_appended_takes_nothing_away() {
    let append = |bench: &Bench| {
        let mut file = OpenOptions::new().append(true).open(bench.path(7)).unwrap();
        file.write_all(b"more").unwrap();
    };
    assert_eq!(after(append), [same(7), same(7)]);

    let bench = Bench::new();
    let saved = bench.saved(7);
    for _ in 0..3 {
        append(&bench);
        assert_eq!(again(&saved), same(7));
        assert_eq!(again(&saved), same(7));
    }
    set_time(&bench.path(7), hours_ago(5));
    assert_eq!(again(&saved), same(7), "longer than it was, and the marks stand");
    let mut beyond = [0; 4];
    assert!(saved.read_at(LEN as u64 - 2, &mut beyond).is_err(), "that much was never read");
    assert!(saved.read_at(u64::MAX, &mut beyond).is_err());
}

#[test]
fn a_cut_is_told() {
    let cut = |bench: &Bench| {
        let file = OpenOptions::new().write(true).open(bench.path(7)).unwrap();
        file.set_len(4_000).unwrap();
    };
    let why = refused("the file is shorter now");
    assert_eq!(after(cut), [why.clone(), why]);
}

#[test]
fn a_rewrite_in_place_is_told_whatever_its_length() {
    let why = refused("the file was changed since it was read");
    let rewrite = |bench: &Bench| fs::write(bench.path(7), text(8)).unwrap();
    assert_eq!(after(rewrite), [why.clone(), why.clone()]);
    let longer = |bench: &Bench| fs::write(bench.path(7), text(8).repeat(2)).unwrap();
    assert_eq!(after(longer), [why.clone(), why]);
}

#[test]
fn a_rewrite_with_the_time_and_length_of_before_is_told_when_the_name_is_opened() {
    let rewrite = |bench: &Bench| {
        let time = fs::metadata(bench.path(7)).unwrap().modified().unwrap();
        fs::write(bench.path(7), text(8)).unwrap();
        set_time(&bench.path(7), time);
    };
    let [_, opened] = after(rewrite);
    assert_eq!(opened, refused("the file was changed since it was read"));
}

#[test]
fn a_young_file_is_compared_at_every_read() {
    let bench = Bench::new();
    fs::write(bench.path(7), text(7)).unwrap();
    let time = SystemTime::now();
    set_time(&bench.path(7), time);
    let saved = bench.read(7);
    assert_eq!(again(&saved), same(7));
    fs::write(bench.path(7), text(8)).unwrap();
    set_time(&bench.path(7), time);
    assert_eq!(again(&saved), refused("the file was changed since it was read"));
}

#[cfg(unix)]
#[test]
fn another_file_under_the_name_is_not_taken_for_it() {
    let replace = |bench: &Bench| {
        let time = fs::metadata(bench.path(7)).unwrap().modified().unwrap();
        fs::write(bench.path(1), text(7)).unwrap();
        set_time(&bench.path(1), time);
        fs::rename(bench.path(1), bench.path(7)).unwrap();
    };
    // Held open it is still the one that it was.
    assert_eq!(after(replace), [same(7), refused("another file has its name now")]);
    let folder = |bench: &Bench| {
        fs::remove_file(bench.path(7)).unwrap();
        fs::create_dir(bench.path(7)).unwrap();
    };
    assert_eq!(after(folder), [same(7), refused("another file has its name now")]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_gone_is_given_as_long_as_it_is_held_open() {
    let remove = |bench: &Bench| fs::remove_file(bench.path(7)).unwrap();
    assert_eq!(after(remove), [same(7), refused("the file is gone")]);
    let rename = |bench: &Bench| fs::rename(bench.path(7), bench.path(8)).unwrap();
    assert_eq!(after(rename), [same(7), refused("the file is gone")]);
}

#[test]
fn a_file_that_comes_back_is_given_again() {
    let bench = Bench::new();
    let saved = bench.saved(7);
    fs::rename(bench.path(7), bench.path(8)).unwrap();
    assert_eq!(again(&saved), refused("the file is gone"));
    fs::rename(bench.path(8), bench.path(7)).unwrap();
    assert_eq!(again(&saved), same(7));
}

#[test]
fn many_files_share_a_few_handles() {
    let bench = Bench::new();
    let files: Vec<Saved> = (0..100).map(|number| bench.saved(number)).collect();
    assert_eq!(bench.handles.len(), 0, "none is opened before it is asked for");
    for round in 0..3 {
        for (number, saved) in files.iter().enumerate() {
            assert_eq!(again(saved), same(number), "{round}");
            assert!(bench.handles.len() <= 32);
        }
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (number, saved) in files.iter().enumerate() {
                    assert_eq!(again(saved), same(number));
                }
            });
        }
    });
    assert_eq!(bench.handles.len(), 32);
    drop(files);
    assert_eq!(bench.handles.len(), 0);
}

#[test]
fn the_files_used_last_are_the_ones_held_open() {
    let handles = Handles::default();
    let file = || Arc::new(tempfile::tempfile().unwrap());
    for number in 0..32 {
        handles.put(number, file());
    }
    assert!(handles.get(0).is_some());
    handles.put(32, file());
    assert!(handles.get(0).is_some() && handles.get(1).is_none());
    assert_eq!(handles.len(), 32);
}

#[test]
fn a_file_shorter_than_its_marks_is_known_too() {
    let bench = Bench::new();
    File::create(bench.path(7)).unwrap().write_all(b"short").unwrap();
    let saved = bench.read(7);
    let mut into = [0; 5];
    saved.read_at(0, &mut into).unwrap();
    assert_eq!(&into, b"short");
    saved.read_at(5, &mut []).unwrap();
}
