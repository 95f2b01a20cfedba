use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::source::rotated;
use crate::store::SourceFacts;

fn source(path: &str) -> SourceFacts {
    SourceFacts { path: path.to_owned(), ..SourceFacts::default() }
}

fn placed(paths: &[&str]) -> Vec<String> {
    let sources: Vec<_> = paths.iter().map(|path| source(path)).collect();
    places(&sources).iter().map(|path| path.display().to_string().replace('\\', "/")).collect()
}

/// A folder to play an editor in, for one log.
struct Desk {
    home: TempDir,
    folder: EditorFolder,
}

impl Desk {
    fn new(path: &str, limit: Option<u64>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let into = home.path().join("played");
        let folder = EditorFolder::new(&into, Begin::Empty, &[source(path)], |_| limit).unwrap();
        Self { home, folder }
    }

    fn write(&mut self, record: &str) {
        self.folder.write(0, record.as_bytes(), false).unwrap();
    }

    fn live(&self) -> PathBuf {
        self.home.path().join("played").join(self.folder.place(0).unwrap())
    }

    /// The live file, then the old ones, the newest first.
    fn files(&self) -> Vec<String> {
        let old = (1..).map(|number| rotated(&self.live(), number));
        let files = std::iter::once(self.live()).chain(old.take(9));
        files.map_while(|path| fs::read_to_string(path).ok()).collect()
    }
}

#[test]
fn a_log_of_a_session_goes_where_it_lay_in_it() {
    let paths = [
        "/h/.config/Code/logs/20260314T090000/window1/exthost/extHostTelemetry.log",
        "/h/.config/Code/logs/20260314T090000/telemetry.log",
        "/h/saved.zip/20260315T100000/telemetry.log",
    ];
    assert_eq!(
        placed(&paths),
        [
            "20260314T090000/window1/exthost/extHostTelemetry.log",
            "20260314T090000/telemetry.log",
            "20260315T100000/telemetry.log",
        ]
    );
}

#[test]
fn a_session_that_was_saved_under_another_name_keeps_its_inside() {
    let paths = ["/h/saved/exthost1/remoteExtHostTelemetry.log", "/h/saved/telemetry.log"];
    assert_eq!(placed(&paths), ["exthost1/remoteExtHostTelemetry.log", "telemetry.log"]);
}

#[test]
fn any_other_log_keeps_its_name_and_the_folder_that_tells_its_extension() {
    let of =
        SourceFacts { folder: Some("acme.demo".to_owned()), ..source("/h/acme.demo/Acme.log") };
    assert_eq!(places(&[of]), [Path::new("acme.demo/Acme.log")]);
    assert_eq!(placed(&["/h/mine.log", "", "-"]), ["mine.log", "stdin.log", "-"]);
}

#[test]
fn what_was_rotated_or_packed_is_written_under_the_name_that_an_editor_gave_it() {
    assert_eq!(placed(&["/h/mine.3.log"]), ["mine.log"]);
    assert_eq!(placed(&["/h/mine.log.gz"]), ["mine.log"]);
    // No rotation ever makes the number that tells these apart.
    assert_eq!(placed(&["/h/mine.log", "/h/mine.1.log"]), ["mine.log", "mine-2.log"]);
}

#[test]
fn names_that_are_the_same_take_as_much_of_their_folders_as_tells_them_apart() {
    assert_eq!(placed(&["/a/x.log", "/b/x.log", "/c/y.log"]), ["a/x.log", "b/x.log", "y.log"]);
    let stamped = ["/a/20260314T090000/telemetry.log", "/b/20260314T090000/telemetry.log"];
    assert_eq!(
        placed(&stamped),
        ["a/20260314T090000/telemetry.log", "b/20260314T090000/telemetry.log"]
    );
    assert_eq!(placed(&["/a/x.log", "/a/x.log", "/a/x.log"]), ["x.log", "x-2.log", "x-3.log"]);
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let paths = [
        "/../../etc/passwd",
        "../../../evil.log",
        "a/../../evil.log",
        "/20260314T090000/../../../evil.log",
        "20260314T090000/..",
        "/",
        "..",
    ];
    for place in placed(&paths) {
        let plain = Path::new(&place).components();
        assert!(
            plain.into_iter().all(|it| matches!(it, std::path::Component::Normal(_))),
            "{place}"
        );
        assert!(!place.is_empty());
    }
}

proptest! {
    #[test]
    fn every_place_is_its_own_stays_inside_and_is_no_folder_of_another(
        paths in proptest::collection::vec("/?((a|A|b.log|\\.\\.|20260314T090000|b.1.log)/?){0,4}", 0..12),
    ) {
        let sources: Vec<_> = paths.iter().map(|path| source(path)).collect();
        let places = places(&sources);
        prop_assert_eq!(places.len(), paths.len());
        for (at, place) in places.iter().enumerate() {
            let inside = |it: std::path::Component<'_>| matches!(it, std::path::Component::Normal(_));
            prop_assert!(place.components().next().is_some() && place.components().all(inside));
            for other in &places[..at] {
                let folded = |path: &Path| path.to_string_lossy().to_lowercase();
                prop_assert_ne!(folded(place), folded(other));
                prop_assert!(!Path::new(&folded(place)).starts_with(folded(other)), "{place:?} {other:?}");
                prop_assert!(!Path::new(&folded(other)).starts_with(folded(place)), "{place:?} {other:?}");
            }
        }
    }

    #[test]
    fn no_byte_is_lost_or_changed_and_no_record_split(
        records in proptest::collection::vec("[a-z]{0,12}\n?", 0..40),
        limit in proptest::option::of(1_u64..40),
    ) {
        let mut desk = Desk::new("/h/telemetry.log", limit);
        for record in &records {
            desk.write(record);
        }
        let away: u64 = desk.folder.rotated_away().map(|away| away.bytes).sum();
        let mut files = desk.files();
        files.reverse();
        let all = records.concat();
        prop_assert_eq!(&all[away as usize..], files.concat());
        prop_assert!(files.len() <= 7);
        prop_assert!(limit.is_some() || files.len() <= 1);
        for file in files.iter().rev().skip(1) {
            prop_assert!(file.ends_with('\n'), "{file:?}");
        }
    }
}

#[test]
fn a_log_is_rotated_before_it_grows_beyond_its_limit_and_six_old_files_are_kept() {
    let mut desk = Desk::new("/h/20260314T090000/telemetry.log", Some(10));
    for record in ["one\n", "two\n", "three\n", "a long one, longer than all\n"] {
        desk.write(record);
    }
    let long = "a long one, longer than all\n";
    assert_eq!(desk.files(), [long, "three\n", "one\ntwo\n"]);
    assert_eq!(desk.folder.rotated_away().count(), 0);
    for at in 0..6 {
        desk.write(&format!("number {at}\n"));
    }
    let files = desk.files();
    assert_eq!((files.len(), files[0].as_str(), files[6].as_str()), (7, "number 5\n", long));
    // Both that were in the oldest file and the one after it are gone, and that is known.
    let place = PathBuf::from("20260314T090000").join("telemetry.log");
    let away: Vec<_> = desk.folder.rotated_away().collect();
    assert_eq!(away, [RotatedAway { log: place, records: 3, bytes: 14 }]);
}

#[test]
fn the_rest_of_a_line_stays_with_its_beginning_unless_it_was_another_file() {
    let mut desk = Desk::new("/h/a.log", Some(4));
    desk.write("begin");
    desk.write(" and end\n");
    desk.write("x");
    assert_eq!(desk.files(), ["x", "begin and end\n"]);
    desk.folder.write(0, b"y\n", true).unwrap();
    assert_eq!(desk.files(), ["y\n", "x", "begin and end\n"]);
}

#[test]
fn a_folder_that_holds_anything_is_left_alone_unless_it_was_said() {
    let home = tempfile::tempdir().unwrap();
    let old = home.path().join("telemetry.log");
    fs::write(&old, "old\nhalf").unwrap();
    let sources = [source("/h/telemetry.log")];
    let begin = |begin| EditorFolder::new(home.path(), begin, &sources, |_| None);
    assert!(matches!(begin(Begin::Empty), Err(EditorError::Taken(_))));
    let mut folder = begin(Begin::Beside).unwrap();
    folder.write(0, b"new\n", false).unwrap();
    assert_eq!(fs::read_to_string(&old).unwrap(), "new\n");
    assert_eq!(fs::read_to_string(rotated(&old, 1)).unwrap(), "old\nhalf");
    let mut folder = begin(Begin::Beside).unwrap();
    folder.write(0, b"more\n", false).unwrap();
    assert_eq!(fs::read_to_string(&old).unwrap(), "new\nmore\n");
}

#[test]
fn no_log_that_is_read_is_written_beside() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("telemetry.log");
    fs::write(&path, "old\n").unwrap();
    let sources = [source(path.to_str().unwrap())];
    let begun = EditorFolder::new(home.path(), Begin::Beside, &sources, |_| None);
    assert!(matches!(begun, Err(EditorError::Read(_))));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_is_not_written_through() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    let (into, outside) = (home.path().join("into"), home.path().join("outside"));
    fs::create_dir_all(&into).unwrap();
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("a.log"), "").unwrap();
    symlink(&outside, into.join("20260314T090000")).unwrap();
    symlink(outside.join("a.log"), into.join("a.log")).unwrap();
    let sources = [source("/h/20260314T090000/telemetry.log"), source("/h/a.log")];
    let mut folder = EditorFolder::new(&into, Begin::Beside, &sources, |_| Some(2)).unwrap();
    for at in 0..2 {
        assert!(matches!(folder.write(at, b"x\n", false), Err(EditorError::Elsewhere(_))));
    }
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(outside.join("a.log")).unwrap(), "");
}

#[test]
fn more_logs_than_can_be_open_at_once_are_written_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let sources: Vec<_> = (0..200).map(|at| source(&format!("/h/{at}/x.log"))).collect();
    let into = home.path().join("into");
    let mut folder = EditorFolder::new(&into, Begin::Empty, &sources, |_| None).unwrap();
    for _ in 0..2 {
        for at in 0..sources.len() {
            folder.write(at, format!("{at}\n").as_bytes(), false).unwrap();
        }
    }
    for at in 0..sources.len() {
        let text = fs::read_to_string(into.join(folder.place(at).unwrap())).unwrap();
        assert_eq!(text, format!("{at}\n{at}\n"));
    }
}

#[test]
fn a_log_in_one_large_file_was_not_rotated_and_is_not() {
    assert_eq!(Limit::Editors.of(5 << 20), Some(5 << 20));
    assert_eq!(Limit::Editors.of((5 << 20) + 1), None);
    assert_eq!(Limit::Bytes(7).of(9), Some(7));
    assert_eq!(Limit::Never.of(0), None);
}
