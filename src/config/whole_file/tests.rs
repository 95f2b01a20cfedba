//! What stands in a folder before, while and after a file is written there.

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_there_when_it_is_finished_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let mut file = WholeFile::create(&path, Overwrite::Refuse).unwrap();
    file.write_all(b"a,b\n").unwrap();
    file.flush().unwrap();
    assert!(!path.exists());
    assert_eq!(fs::read(file.beside().unwrap()).unwrap(), b"a,b\n");
    file.finish().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"a,b\n");
    assert_eq!(names(folder.path()), ["out.csv"], "nothing else is left");
}

#[test]
fn what_is_given_up_leaves_nothing_behind_and_what_was_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    fs::write(&path, "old").unwrap();
    let mut file = WholeFile::create(&path, Overwrite::Replace).unwrap();
    file.write_all(b"new").unwrap();
    drop(file);
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn nothing_is_replaced_without_being_told_even_if_it_comes_late() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let file = WholeFile::create(&path, Overwrite::Refuse).unwrap();
    fs::write(&path, "another's").unwrap();
    assert_eq!(file.finish().unwrap_err().kind(), ErrorKind::AlreadyExists);
    let refused = WholeFile::create(&path, Overwrite::Refuse).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"another's");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn a_folder_is_no_place_and_one_that_is_not_there_is_said_to_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let is_folder = WholeFile::create(folder.path(), Overwrite::Replace).unwrap_err();
    assert_eq!(is_folder.kind(), ErrorKind::IsADirectory);
    let missing = folder.path().join("no/out.csv");
    let missing = WholeFile::create(&missing, Overwrite::Refuse).unwrap_err();
    assert_eq!(missing.to_string(), "its folder is not there");
}

#[test]
fn a_file_that_is_read_only_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    fs::write(&path, "old").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let refused = WholeFile::create(&path, Overwrite::Replace).unwrap_err();
    assert_eq!(refused.to_string(), "it is read-only");
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_as_readable_as_any_and_a_replaced_one_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (any, path) = (folder.path().join("any"), folder.path().join("out"));
        fs::write(&any, "").unwrap();
        WholeFile::create(&path, Overwrite::Refuse).unwrap().finish().unwrap();
        assert_eq!(mode(&path), mode(&any));
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        WholeFile::create(&path, Overwrite::Replace).unwrap().finish().unwrap();
        assert_eq!(mode(&path), 0o640);
        let private = folder.path().join("private");
        WholeFile::create_private(&private).unwrap().finish().unwrap();
        assert_eq!(mode(&private), 0o600);
        fs::set_permissions(&private, Permissions::from_mode(0o644)).unwrap();
        WholeFile::create_private(&private).unwrap().finish().unwrap();
        assert_eq!(mode(&private), 0o600);
    }

    #[test]
    fn a_link_stays_one_and_what_it_leads_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        symlink(&real, &link).unwrap();
        let nowhere = WholeFile::create(&link, Overwrite::Replace).unwrap_err();
        assert_eq!(nowhere.kind(), ErrorKind::NotFound);
        fs::write(&real, "old").unwrap();
        let mut file = WholeFile::create(&link, Overwrite::Replace).unwrap();
        file.write_all(b"new").unwrap();
        file.finish().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
    }

    #[test]
    fn a_device_is_written_as_it_comes_and_stays_a_device() {
        let path = Path::new("/dev/null");
        let mut file = WholeFile::create(path, Overwrite::Refuse).unwrap();
        assert_eq!(file.beside(), None);
        file.write_all(b"gone").unwrap();
        file.finish().unwrap();
        assert!(!fs::metadata(path).unwrap().is_file());
    }
}
