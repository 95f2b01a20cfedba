//! What a path tells: which session, which product, what kind of file.
//!
//! Pure: names only. A log that was copied out of its session's folder has no session and an
//! unknown product, because nothing here guesses from contents.

use std::path::Path;

use super::products::{PRODUCTS, Product, ROWS, UNKNOWN};
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

/// Logs that lie in the folder of a session itself.
const AT_TOP: [&str; 5] =
    ["telemetry.log", "remoteTelemetry.log", "main.log", "sharedprocess.log", "remoteagent.log"];

/// The folder of a session that was saved under another name, by the editors' own names below
/// it; none where they do not tell.
pub fn session_by_layout(path: &Path) -> Option<&Path> {
    let is_within = |folder: &&Path| {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let digits = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
        name.strip_prefix("window").is_some_and(|rest| !rest.is_empty() && digits(rest))
            || name.strip_prefix("exthost").is_some_and(digits)
    };
    let within = path.ancestors().skip(1).filter(is_within).last();
    let at_top = || AT_TOP.iter().any(|name| path.file_name().is_some_and(|it| it == *name));
    within.or_else(|| at_top().then_some(path))?.parent()
}

/// The id of the product that wrote `path`: a `logs` folder, a session folder in one, or
/// anything in either.
pub fn product_of(path: &Path) -> &'static str {
    if let Some(logs) = session_folder(path).and_then(Path::parent) {
        return product_of_logs(logs).unwrap_or(UNKNOWN);
    }
    // A log beside the sessions, such as a server's console output, lies in it directly.
    let here = path.ancestors().take(2).find_map(product_of_logs);
    here.unwrap_or(UNKNOWN)
}

/// The product of a logs folder; none if it is no logs folder.
fn product_of_logs(folder: &Path) -> Option<&'static str> {
    let name = file_name(folder);
    let named = ROWS.iter().any(|row| row.logs == name);
    named.then(|| folder.parent().map_or(UNKNOWN, product_of_user_data))
}

/// The id of the product whose user data folder this is, by its name, or by the name of the
/// portable install that it is in.
pub(super) fn product_of_user_data(folder: &Path) -> &'static str {
    let folder = folder.to_string_lossy();
    // Of either system: the folder may have been copied, or be looked up for another one.
    let parts: Vec<&str> = folder.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    let row = ROWS.iter().find(|row| {
        let known: Vec<&str> = row.folder.split('/').filter(|part| !part.is_empty()).collect();
        parts.ends_with(&known)
    });
    row.map(|row| row.product).or_else(|| portable(&parts)).unwrap_or(UNKNOWN)
}

/// The product of `<install>/data/user-data`, and of macOS's `<program>-portable-data/user-data`.
fn portable(parts: &[&str]) -> Option<&'static str> {
    match parts {
        [.., install, "data", "user-data"] => installed(install),
        [.., data, "user-data"] => installed(data.strip_suffix("-portable-data")?),
        _ => None,
    }
}

/// The product that an install folder's name begins with, as in `VSCode-linux-x64` and
/// `Microsoft VS Code`; the longest name that fits.
fn installed(folder: &str) -> Option<&'static str> {
    let folder = folder.to_lowercase();
    let fits = |name: &&&str| {
        let rest = folder.strip_prefix(**name);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    let longest = |product: &Product| product.installs.iter().filter(fits).map(|it| it.len()).max();
    let product = PRODUCTS
        .iter()
        .filter_map(|product| Some((longest(product)?, product)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, product)| product.id)?;
    Some(match product {
        "code" if folder.contains("insider") => "code-insiders",
        "vscodium" if folder.contains("insider") => "vscodium-insiders",
        product => product,
    })
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
            ("/h/.local/share/code-server/coder-logs/code-server-stdout.log", "code-server"),
            ("/h/.config/Code/logs/notes.log", "code"),
            ("/a.zip/Code/logs/20261121T013859/telemetry.log", "code"),
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

    #[test]
    fn a_session_that_was_saved_under_another_name_is_told_by_what_is_below_it() {
        for (path, session) in [
            ("/saved/telemetry.log", Some("/saved")),
            ("/saved/window1/renderer.log", Some("/saved")),
            ("/saved/window12/exthost/acme.a/A.log", Some("/saved")),
            ("/saved/exthost1/remoteExtHostTelemetry.log", Some("/saved")),
            ("/saved/window/renderer.log", None),
            ("/saved/windows1/renderer.log", None),
            ("/saved/notes.log", None),
        ] {
            assert_eq!(session_by_layout(Path::new(path)), session.map(Path::new), "{path}");
        }
    }

    #[test]
    fn a_portable_install_tells_its_product_by_its_own_name() {
        for (folder, product) in [
            ("/opt/VSCode-linux-x64/data/user-data", "code"),
            ("/opt/VSCode-linux-x64-insider/data/user-data", "code-insiders"),
            ("/opt/VSCodium-linux-x64-1.9/data/user-data", "vscodium"),
            ("C:\\Tools\\VSCode-win32-x64-1.100.0\\data\\user-data", "code"),
            ("D:\\Microsoft VS Code Insiders\\data\\user-data", "code-insiders"),
            ("/Applications/code-portable-data/user-data", "code"),
            ("/Volumes/x/code-insiders-portable-data/user-data", "code-insiders"),
            ("/Users/ada/bin/codium-portable-data/user-data", "vscodium"),
            ("/opt/cursor/data/user-data", "cursor"),
            ("/opt/windsurf-next/data/user-data", "windsurf-next"),
            ("/opt/code-oss/data/user-data", "code-oss"),
            ("/srv/code-server-4.1/data/user-data", "code-server"),
            ("/opt/codeblocks/data/user-data", UNKNOWN),
            ("/opt/portable/data/user-data", UNKNOWN),
            ("/opt/x-portable-data/user-data", UNKNOWN),
        ] {
            assert_eq!(product_of_user_data(Path::new(folder)), product, "{folder}");
        }
        let log = "/opt/VSCode-linux-x64/data/user-data/logs/20261121T013859/telemetry.log";
        assert_eq!(product_of(Path::new(log)), "code");
    }
}
