//! Which keys of a payload are common: put there by the logger, not by the event.
//!
//! Source: the core's common properties (`commonProperties`, `workbenchCommonProperties`), the
//! extension host's (`common.ext…`, `common.vscode…`), the experimentation service's, and those
//! that Copilot's GitHub loggers write in their own spelling (dots become underscores).

/// Whose logger wrote a payload, as far as common keys depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Logger {
    /// The editor's own.
    Core,
    /// An extension's.
    Extension,
    /// An extension's that speaks to GitHub and leaves the built-in keys out.
    GitHub,
}

/// Core keys without the prefix `common.`.
const CORE: [&str; 5] = ["sessionID", "commitHash", "version", "releaseDate", "timestamp"];

/// Keys of GitHub's pipelines beside those with the prefix `common_`.
const GITHUB: [&str; 13] = [
    "unique_id",
    "editor_version",
    "editor_plugin_version",
    "client_machineid",
    "client_sessionid",
    "client_deviceid",
    "copilot_version",
    "copilot_build",
    "copilot_buildType",
    "copilot_trackingId",
    "organizations_list",
    "enterprise_list",
    "runtime_version",
];

/// Whether `key` is common where `logger` wrote it.
pub(super) fn is_common(key: &str, logger: Logger) -> bool {
    let everywhere = ["common.", "abexp.", "VSCode.ABExp."];
    everywhere.iter().any(|prefix| key.starts_with(prefix))
        || match logger {
            Logger::Core => CORE.contains(&key),
            Logger::Extension => false,
            Logger::GitHub => key.starts_with("common_") || GITHUB.contains(&key),
        }
}

/// Whether a key tells that the payload is one of GitHub's.
pub(super) fn is_github(key: &str) -> bool {
    matches!(key, "unique_id" | "common_extname")
}

/// The keys that say one and the same fact, by age and logger; the first that is there counts.
pub(super) mod facts {
    /// The id of the editor's session.
    pub(in crate::parse) const SESSION: [&str; 4] =
        ["sessionID", "common.vscodesessionid", "common.vscodesessid", "client_sessionid"];
    /// The id of the machine.
    pub(in crate::parse) const MACHINE: [&str; 4] =
        ["common.machineId", "common.vscodemachineid", "common.vscodeuniqid", "client_machineid"];
    /// The extension's version, or the editor's.
    pub(in crate::parse) const VERSION: [&str; 3] =
        ["common.extversion", "common_extversion", "version"];
    /// `publisher.name`, in old builds the name alone.
    pub(in crate::parse) const EXTENSION: [&str; 2] = ["common.extname", "common_extname"];
    /// The event's place in its process's order.
    pub(in crate::parse) const SEQUENCE: [&str; 1] = ["common.sequence"];
    /// When the core made the event, in UTC.
    pub(in crate::parse) const TIMESTAMP: [&str; 1] = ["timestamp"];
}
