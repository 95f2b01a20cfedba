//! What a path tells: which session, which product, what kind of file.
//!
//! Pure: names only. A log that was copied out of its session's folder has no session and an
//! unknown product, because nothing here guesses from contents.

use std::path::Path;

use super::products::{ROWS, UNKNOWN};
use crate::source::names::{file_name, is_bearing, is_stamp};
use crate::source::news::SourceFacts;

/// The folder of the session that `path` is or lies in.
fn session_folder(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| is_stamp(&file_name(folder)))
}

/// The stamp of the session that `path` is or lies in.
pub fn session_of(path: &Path) -> Option<String> {
    session_folder(path).map(file_name)
}

/// The id of the product that wrote `path`: a `logs` folder, a session folder in one, or
/// anything in such a session.
pub fn product_of(path: &Path) -> &'static str {
    let logs = session_folder(path).and_then(Path::parent).unwrap_or(path);
    match logs.parent() {
        Some(user_data) if file_name(logs) == "logs" => product_of_user_data(user_data),
        _ => UNKNOWN,
    }
}

/// The id of the product whose user data folder this is, by its name.
pub(super) fn product_of_user_data(folder: &Path) -> &'static str {
    ROWS.iter().find(|row| folder.ends_with(row.folder)).map_or(UNKNOWN, |row| row.product)
}

/// What is known of the log at `path` before it is opened.
pub fn facts(path: &Path) -> SourceFacts {
    SourceFacts {
        path: path.to_owned(),
        session: session_of(path),
        product: product_of(path),
        bearing: is_bearing(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_is_told_by_the_folder_that_holds_the_logs_folder() {
        for (path, product) in [
            ("/h/.config/Code/logs/20261121T013859/telemetry.log", "code"),
            ("/h/.config/Code/logs", "code"),
            ("/h/.config/Code/logs/20261121T013859", "code"),
            ("/h/.config/Code - OSS/logs/20261121T013859/window1/exthost/a.log", "code-oss"),
            ("/x/.vscode-server/data/logs/20261121T013859/exthost1/a.log", "code"),
            ("/h/.local/share/code-server/logs/20261121T013859/remoteTelemetry.log", "code-server"),
            ("/h/.openvscode-server/data/logs/20261121T013859", "openvscode-server"),
            ("/h/data/logs/20261121T013859/telemetry.log", UNKNOWN),
            ("/tmp/20261121T013859/telemetry.log", UNKNOWN),
            ("/h/Code/telemetry.log", UNKNOWN),
            ("telemetry.log", UNKNOWN),
            ("/", UNKNOWN),
        ] {
            assert_eq!(product_of(Path::new(path)), product, "{path}");
        }
    }

    #[test]
    fn the_session_is_the_nearest_folder_with_a_stamp() {
        let path = Path::new("/a/20200101T000000/b/20261121T013859/exthost1/telemetry.log");
        assert_eq!(session_of(path).as_deref(), Some("20261121T013859"));
        assert_eq!(session_of(Path::new("/a/telemetry.log")), None);
        let facts = facts(path);
        assert!(facts.bearing);
        assert_eq!(facts.session.as_deref(), Some("20261121T013859"));
    }
}
