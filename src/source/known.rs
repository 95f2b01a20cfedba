//! What is known of a log by its name: who writes it, what it holds, since when.
//!
//! A table for people. Whether a file is opened is decided by its name alone (see
//! [`is_bearing`](super::is_bearing)), never by a row here.

use std::path::Path;

use serde::Serialize;

use super::archive::without_ending;
use super::names::{file_name, live_of};

/// A log that editors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KnownFile {
    /// Its name; `#` stands for digits, `*` for any text.
    #[serde(skip)]
    name: &'static str,
    /// Who writes it, and what it holds.
    pub what: &'static str,
    /// When, and by which side.
    pub era: &'static str,
}

const fn file(name: &'static str, what: &'static str, era: &'static str) -> KnownFile {
    KnownFile { name, what, era }
}

const NOW: &str = "now";
const OLD_LOGS: &str = "held telemetry as well from July 2018 to October 2020";
const SERVER: &str = "server side, now";

/// Every log that is known, the telemetry first.
static FILES: &[KnownFile] = &[
    file("telemetry.log", "core events, written by the shared process", "since 2018 (1.26)"),
    file("remoteTelemetry.log", "core events of the server itself", SERVER),
    file("extHostTelemetry.log", "extensions' events of the local host", "since February 2025"),
    file("workerExtHostTelemetry.log", "extensions' events of the web worker host", "since 2025"),
    file("remoteExtHostTelemetry.log", "extensions' events of the server's host", SERVER),
    file("extensionTelemetry.log", "extensions' events", "1.73 (2022) to February 2025"),
    file("main.log", "the main process; with --verbose its console output too", OLD_LOGS),
    file("sharedprocess.log", "the shared process: extensions, updates, telemetry", OLD_LOGS),
    file("renderer#.log", "one window", OLD_LOGS),
    file("renderer.log", "one window", NOW),
    file("git.txt", "the Git extension's events, with VSCODE_LOGS set", "2018 to 2020, trace only"),
    file("*.txt", "one extension's events, with VSCODE_LOGS set", "2018 to 2020, trace only"),
    file("exthost.log", "the local extension host", NOW),
    file("exthost#.log", "the extension host of one window", "until 2022"),
    file("workerexthost.log", "the web worker extension host", NOW),
    file("remoteexthost.log", "the server's extension host", SERVER),
    file("remoteagent.log", "the server itself", SERVER),
    file("remoteCLI.log", "the command line inside a remote terminal", SERVER),
    file("ptyhost.log", "terminals' host process", NOW),
    file("terminal.log", "terminals, as the window sees them", NOW),
    file("network.log", "requests of one window", NOW),
    file("network-shared.log", "requests of the shared process", NOW),
    file("cli.log", "the command line; its own events are not logged there", NOW),
    file("agenthost.log", "agents' host process", NOW),
    file("mcpGateway.log", "the gateway to MCP servers", NOW),
    file("userDataSync.log", "settings sync", NOW),
    file("editSessions.log", "cloud changes", NOW),
    file("views.log", "views of one window", NOW),
    file("notebook.rendering.log", "notebook outputs", NOW),
    file("tasks.log", "tasks", NOW),
    file("GitHub Copilot Chat.log", "Copilot Chat's output channel", NOW),
    file("code-server-stdout.log", "code-server's console output", "code-server, in coder-logs"),
    file("code-server-stderr.log", "code-server's error output", "code-server, in coder-logs"),
    file("#-*.log", "an output channel, by its name", NOW),
];

/// What is known of the log called `name`: a file's name without its folder. Rotated and
/// compressed files are what their live name is.
pub(super) fn known_file(name: &str) -> Option<&'static KnownFile> {
    let path = Path::new(without_ending(name));
    let name = live_of(path).map_or_else(|| file_name(path), |(live, _)| file_name(&live));
    FILES.iter().find(|file| fits(file.name.as_bytes(), name.as_bytes()))
}

/// Whether a name fits a pattern of the table, in any case. Each `#` or `*` takes as much as it
/// can, and gives nothing back: no pattern here needs that but a `*` before an ending.
fn fits(pattern: &[u8], name: &[u8]) -> bool {
    match pattern.split_first() {
        None => name.is_empty(),
        Some((b'*', rest)) => {
            name.len() > rest.len() && fits(rest, &name[name.len() - rest.len()..])
        }
        Some((b'#', rest)) => {
            let digits = name.iter().take_while(|it| it.is_ascii_digit()).count();
            digits > 0 && fits(rest, &name[digits..])
        }
        Some((letter, rest)) => name
            .split_first()
            .is_some_and(|(first, name)| first.eq_ignore_ascii_case(letter) && fits(rest, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_known_as_itself() {
        for file in FILES {
            let name = file.name.replace('#', "12").replace('*', "Acme");
            assert_eq!(known_file(&name), Some(file), "{name}");
        }
    }

    #[test]
    fn rotated_and_compressed_files_are_what_their_live_name_is() {
        for name in [
            "telemetry.log",
            "telemetry.3.log",
            "telemetry.log_3",
            "telemetry.log.gz",
            "telemetry.2.log.zst",
            "TELEMETRY.LOG",
        ] {
            assert_eq!(known_file(name).map(|it| it.name), Some("telemetry.log"), "{name}");
        }
        assert_eq!(known_file("renderer3.log").map(|it| it.name), Some("renderer#.log"));
        assert_eq!(known_file("3-Acme Log.log").map(|it| it.name), Some("#-*.log"));
        assert_eq!(known_file("ms-python.txt").map(|it| it.name), Some("*.txt"));
    }

    #[test]
    fn the_early_homes_of_telemetry_say_so() {
        for name in ["main.log", "sharedprocess.log", "renderer1.log"] {
            assert!(known_file(name).is_some_and(|it| it.era.contains("telemetry")), "{name}");
        }
    }

    #[test]
    fn what_nobody_knows_is_not_made_up() {
        for name in ["", "notes.json", "acme.log", "renderer.logs", "telemetry", "#-*.log"] {
            assert_eq!(known_file(name), None, "{name}");
        }
    }
}
