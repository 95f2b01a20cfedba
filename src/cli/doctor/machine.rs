//! The program, the system it runs on, and the folders that matter.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;

use crate::config::environment::Environment;
use crate::config::own;
use crate::report::{Inotify, Paths, Program};

/// The variables that say where editors and this program look. None holds a secret.
const VARIABLES: [&str; 9] = [
    "VSCODE_PORTABLE",
    "VSCODE_APPDATA",
    "VSCODE_AGENT_FOLDER",
    "VSCODE_EXTENSIONS",
    "VSCODE_LOGS",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "APPDATA",
    "LOCALAPPDATA",
];

pub(super) fn program() -> Program {
    Program {
        version: env!("CARGO_PKG_VERSION"),
        os: std::env::consts::OS,
        arch: std::env::consts::ARCH,
        distribution: fs::read_to_string("/etc/os-release")
            .ok()
            .and_then(|text| distribution(&text)),
    }
}

/// `PRETTY_NAME` of an os-release file.
fn distribution(text: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(value.trim_matches(['"', '\'']).to_owned())
}

pub(super) fn paths(environment: &Environment) -> Paths {
    let config = own::folder(environment);
    let set = |name: &str| {
        let value = environment.variables.get(OsStr::new(name))?;
        Some((name.to_owned(), value.to_string_lossy().into_owned()))
    };
    Paths {
        home: environment.home.display().to_string(),
        config_exists: config.is_dir(),
        config: config.display().to_string(),
        variables: VARIABLES.into_iter().filter_map(set).collect::<BTreeMap<_, _>>(),
    }
}

/// The limits of Linux; none on systems without them.
pub(super) fn inotify() -> Option<Inotify> {
    let limit = |name: &str| {
        let text = fs::read_to_string(format!("/proc/sys/fs/inotify/{name}")).ok()?;
        text.trim().parse().ok()
    };
    let limits = Inotify {
        max_user_watches: limit("max_user_watches"),
        max_user_instances: limit("max_user_instances"),
        max_queued_events: limit("max_queued_events"),
    };
    let known = [limits.max_user_watches, limits.max_user_instances, limits.max_queued_events];
    known.iter().any(Option::is_some).then_some(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_names_itself() {
        let text = "NAME=\"Some Linux\"\nPRETTY_NAME=\"Some Linux 4\"\nID=some\n";
        assert_eq!(distribution(text).as_deref(), Some("Some Linux 4"));
        assert_eq!(distribution("ID=some"), None);
    }
}
