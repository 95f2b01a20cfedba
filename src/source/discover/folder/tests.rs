use super::*;

fn lay(home: &Path, files: &[&str]) {
    for file in files {
        let path = home.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
}

fn found(home: &Path) -> Vec<(String, usize)> {
    let folder = walk(home, &mut |_| {}).unwrap();
    assert_eq!(folder.problems, Vec::<String>::new());
    let relative = |file: &LogFile| file.path.strip_prefix(home).unwrap().display().to_string();
    folder.files.iter().map(|file| (relative(file), file.rotated.len())).collect()
}

#[test]
fn rotated_files_belong_to_their_live_name_oldest_first() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["telemetry.log", "telemetry.1.log", "telemetry.2.log", "telemetry.6.log"]);
    let folder = walk(home.path(), &mut |_| {}).unwrap();
    assert_eq!(folder.files.len(), 1);
    let names: Vec<_> = folder.files[0].rotated.iter().map(|path| path.file_name()).collect();
    assert_eq!(
        names,
        ["telemetry.6.log", "telemetry.2.log", "telemetry.1.log"]
            .map(|name| { Some(std::ffi::OsStr::new(name)) })
    );
    assert_eq!((folder.files[0].len, folder.files[0].bearing), (1, true));
}

#[test]
fn copies_that_a_browser_made_belong_to_their_live_name_too() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["telemetry.log", "telemetry.log_1", "telemetry.log_2", "telemetry.log_6"]);
    let folder = walk(home.path(), &mut |_| {}).unwrap();
    assert_eq!(folder.files.len(), 1);
    let names = ["telemetry.log_1", "telemetry.log_2"].map(|name| home.path().join(name));
    assert_eq!(folder.files[0].rotated, names);
}

#[test]
fn a_rotated_file_without_a_live_one_stands_for_itself() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["telemetry.2.log", "main.log", "window1/exthost/x.Telemetry.log"]);
    assert_eq!(
        found(home.path()),
        [
            ("main.log".to_owned(), 0),
            ("telemetry.2.log".to_owned(), 0),
            ("window1/exthost/x.Telemetry.log".to_owned(), 0),
        ]
    );
}

#[test]
fn what_is_no_log_is_left_out() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["a.json", "b.txt", "acme-telemetry.txt", "c.LOG", "d.txt.gz", "e.zip"]);
    fs::create_dir(home.path().join("folder.log")).unwrap();
    assert_eq!(found(home.path()), [("acme-telemetry.txt".to_owned(), 0), ("c.LOG".to_owned(), 0)]);
}

#[test]
fn archives_of_logs_are_logs_of_their_own() {
    let home = tempfile::tempdir().unwrap();
    let names = ["20260314T090000.zip", "mail.1.log.zst", "telemetry.1.log.gz", "telemetry.log"];
    lay(home.path(), &names);
    let files = walk(home.path(), &mut |_| {}).unwrap();
    let bearing: Vec<_> = files.files.iter().map(|file| file.bearing).collect();
    assert_eq!(bearing, [true, false, true, true]);
    assert!(files.files.iter().all(|file| file.rotated.is_empty()));
}

#[cfg(unix)]
#[test]
fn linked_folders_are_not_entered_and_linked_logs_are_read() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["a/telemetry.log"]);
    std::os::unix::fs::symlink(home.path(), home.path().join("a/again")).unwrap();
    std::os::unix::fs::symlink("telemetry.log", home.path().join("a/other.log")).unwrap();
    assert_eq!(
        found(home.path()),
        [("a/other.log".to_owned(), 0), ("a/telemetry.log".to_owned(), 0)]
    );
}

#[test]
fn the_walk_ends_at_its_depth_and_tells_each_folder_before_listing_it() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["1/2/3/4/5/in.log", "1/2/3/4/5/6/out.log"]);
    assert_eq!(found(home.path()), [("1/2/3/4/5/in.log".to_owned(), 0)]);

    let late = home.path().join("1/late.log");
    let mut enter = |folder: &Path| {
        if folder.ends_with("1") {
            fs::write(&late, "").unwrap();
        }
    };
    let folder = walk(home.path(), &mut enter).unwrap();
    assert!(folder.files.iter().any(|file| file.path == late));
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    let error = walk(&home.path().join("none"), &mut |_| {}).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}
