//! What was looked for, what was found, and why not: the facts behind `telltail sources`.

use std::io;

use serde::Serialize;

use super::roots::LogsRoot;
use super::sessions::{Session, Sessions};

/// How looking at a logs root went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Looked {
    /// The folder does not exist: the product is not installed, or has never run.
    Missing,
    /// It exists, but this user may not list it.
    NoPermission,
    /// It cannot be listed for another reason; the problems say why.
    Unreadable,
    /// It holds no session.
    Empty,
    /// It holds sessions, but no telemetry file.
    NoTelemetry,
    /// It holds telemetry.
    Found,
}

/// One logs root and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Surveyed {
    /// Where, whose and why.
    #[serde(flatten)]
    pub root: LogsRoot,
    /// How it went.
    pub looked: Looked,
    /// Its sessions, newest first.
    pub sessions: Vec<Session>,
    /// What could not be looked at, for people.
    pub problems: Vec<String>,
}

/// Looks at every one of `roots`.
pub fn survey(roots: &[LogsRoot]) -> Vec<Surveyed> {
    roots.iter().map(surveyed).collect()
}

fn surveyed(root: &LogsRoot) -> Surveyed {
    let (looked, sessions) = match Sessions::under(root, &mut |_| {}) {
        Ok(sessions) => (looked(&sessions.found), sessions),
        Err(error) => refused(root, &error),
    };
    let Sessions { found, problems } = sessions;
    Surveyed { root: root.clone(), looked, sessions: found, problems }
}

fn looked(sessions: &[Session]) -> Looked {
    if sessions.is_empty() {
        Looked::Empty
    } else if sessions.iter().any(Session::holds_telemetry) {
        Looked::Found
    } else {
        Looked::NoTelemetry
    }
}

fn refused(root: &LogsRoot, error: &io::Error) -> (Looked, Sessions) {
    let looked = match error.kind() {
        io::ErrorKind::NotFound => Looked::Missing,
        io::ErrorKind::PermissionDenied => Looked::NoPermission,
        _ => Looked::Unreadable,
    };
    let mut sessions = Sessions::default();
    if looked != Looked::Missing {
        sessions.problems.push(format!("{}: {error}", root.path.display()));
    }
    (looked, sessions)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn root(path: PathBuf) -> LogsRoot {
        LogsRoot { product: "code", name: "Code", path, why: "desktop".to_owned() }
    }

    #[test]
    fn each_root_says_how_it_went() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| root(home.path().join(name));
        fs::create_dir_all(home.path().join("empty/other")).unwrap();
        fs::create_dir_all(home.path().join("quiet/20260101T000000")).unwrap();
        fs::create_dir_all(home.path().join("full/20260101T000000")).unwrap();
        fs::write(home.path().join("full/20260101T000000/telemetry.log"), "").unwrap();
        fs::write(home.path().join("file"), "").unwrap();
        let roots = ["missing", "empty", "quiet", "full", "file"].map(at);
        let survey = survey(&roots);
        let looked: Vec<_> = survey.iter().map(|surveyed| surveyed.looked).collect();
        assert_eq!(
            looked,
            [
                Looked::Missing,
                Looked::Empty,
                Looked::NoTelemetry,
                Looked::Found,
                Looked::Unreadable
            ]
        );
        assert!(survey[0].problems.is_empty());
        assert_eq!(survey[4].problems.len(), 1);
    }

    #[test]
    fn it_can_be_written_as_json() {
        let home = tempfile::tempdir().unwrap();
        let session = home.path().join("20260101T000000");
        fs::create_dir(&session).unwrap();
        let file = fs::File::create(session.join("telemetry.log")).unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_700_000_000_500);
        file.set_modified(time).unwrap();
        let json = serde_json::to_value(survey(&[root(home.path().to_owned())])).unwrap();
        assert_eq!(json[0]["product"], "code");
        assert_eq!(json[0]["looked"], "found");
        assert_eq!(json[0]["sessions"][0]["stamp"], "20260101T000000");
        let written = &json[0]["sessions"][0]["files"][0]["modified"];
        assert_eq!(written, "2023-11-14T22:13:20.500+00:00");
    }
}
