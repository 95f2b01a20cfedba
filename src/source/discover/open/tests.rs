use super::*;

fn lay(home: &Path, files: &[&str]) {
    for file in files {
        let path = home.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
}

fn names(files: &[LogFile]) -> Vec<String> {
    files.iter().map(|file| file_name(&file.path)).collect()
}

#[test]
fn a_file_opens_whatever_its_name() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["notes.json"]);
    let path = home.path().join("notes.json");
    assert_eq!(open(&path, false).unwrap(), Opened::File(path));
}

#[test]
fn a_session_folder_opens_its_telemetry_and_with_trace_all_its_logs() {
    let home = tempfile::tempdir().unwrap();
    let session = home.path().join("20261121T013859");
    lay(&session, &["telemetry.log", "telemetry.1.log", "main.log", "exthost1/a.Telemetry.log"]);
    let Opened::Folder { files, .. } = open(&session, false).unwrap() else { panic!() };
    assert_eq!(names(&files), ["a.Telemetry.log", "telemetry.log"]);
    let Opened::Folder { files, path } = open(&session, true).unwrap() else { panic!() };
    assert_eq!(names(&files), ["a.Telemetry.log", "main.log", "telemetry.log"]);
    assert_eq!(path, session);
}

#[test]
fn a_logs_root_opens_its_newest_session_with_telemetry() {
    let home = tempfile::tempdir().unwrap();
    lay(
        home.path(),
        &[
            "Code/logs/20260101T000000/telemetry.log",
            "Code/logs/20260202T000000/telemetry.log",
            "Code/logs/20260303T000000/main.log",
        ],
    );
    for named in ["Code/logs", "Code"] {
        let opened = open(&home.path().join(named), false).unwrap();
        let Opened::Root { path, session: Some(session) } = opened else { panic!("{named}") };
        assert_eq!(path, home.path().join("Code/logs"));
        assert_eq!((session.stamp.as_str(), session.product), ("20260202T000000", "code"));
    }
}

#[test]
fn a_servers_and_a_portable_installs_folder_lead_to_their_logs() {
    let home = tempfile::tempdir().unwrap();
    let places = [
        (".vscode-server", "data/logs", "code"),
        ("VSCodium-linux-x64", "data/user-data/logs", "vscodium"),
        ("code-portable-data", "user-data/logs", "code"),
    ];
    for (named, logs, product) in places {
        lay(&home.path().join(named).join(logs), &["20260101T000000/telemetry.log"]);
        let opened = open(&home.path().join(named), false).unwrap();
        let Opened::Root { path, session: Some(session) } = opened else { panic!("{named}") };
        assert_eq!(path, home.path().join(named).join(logs));
        assert_eq!(session.product, product);
    }
}

#[test]
fn a_logs_root_without_telemetry_opens_a_session_only_with_trace() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["20260101T000000/main.log", "20260202T000000/empty/x"]);
    let Opened::Root { session, .. } = open(home.path(), false).unwrap() else { panic!() };
    assert_eq!(session, None);
    let Opened::Root { session, .. } = open(home.path(), true).unwrap() else { panic!() };
    assert_eq!(session.unwrap().stamp, "20260101T000000");
}

#[test]
fn a_folder_without_telemetry_says_what_else_it_holds() {
    let home = tempfile::tempdir().unwrap();
    let refusal = || open(home.path(), false).unwrap_err().to_string();
    assert!(refusal().contains("holds no log"), "{}", refusal());
    lay(home.path(), &["main.log", "pty.log"]);
    assert!(refusal().contains("2 other logs; --trace"), "{}", refusal());
}

#[test]
fn a_missing_path_says_what_may_be_meant() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["telemetry.log"]);
    let refusal = |name: &str| open(&home.path().join(name), false).unwrap_err().to_string();
    assert!(refusal("telemtry.log").contains("did you mean"), "{}", refusal("telemtry.log"));
    assert!(refusal("telemtry.log").contains("/telemetry.log?"));
    assert!(refusal("zzz").ends_with("no such file or folder"));
    assert!(refusal("no/such/a.log").contains("exists of it"), "{}", refusal("no/such/a.log"));
    assert!(refusal("telemetry.log/x").contains("no such file"), "{}", refusal("telemetry.log/x"));
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_streams_and_sockets_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let null = Path::new("/dev/null");
    assert_eq!(open(null, false).unwrap(), Opened::Stream(null.to_owned()));
    let socket = home.path().join("socket.log");
    let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(matches!(open(&socket, false), Err(SourceError::Special { .. })));
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), &["telemetry.log"]);
    let path = home.path().join("telemetry.log");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything: then there is nothing to see here.
    match fs::File::open(&path) {
        Ok(_) => assert_eq!(open(&path, false).unwrap(), Opened::File(path)),
        Err(_) => assert!(matches!(open(&path, false), Err(SourceError::Denied { .. }))),
    }
}
