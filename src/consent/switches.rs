//! The switches of extensions that have telemetry of their own, beside the editor's level.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::jsonc;
use super::judge::shown;
use super::level::TelemetryLevel;
use super::machine::{Machine, settings_file, side};
use super::manifests::declared;
use super::paper::Paper;
use super::settings::Settings;

/// A setting that turns an extension's telemetry on or off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// Whose it is: `publisher.name`, or `vscode` for the editor's own.
    pub extension: String,
    /// The setting.
    pub key: String,
    /// Whether the extension may send; none where the files do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<bool>,
    /// What decided, in a few words.
    pub why: String,
    /// The file that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
}

/// How the keys end of settings that turn the whole of an extension's telemetry on or off. Others
/// are about a part of it: what is sent besides, or by another way.
static WHOLE: [&str; 6] = [
    ".telemetry",
    ".telemetry.enabled",
    ".telemetry.enable",
    ".telemetryenabled",
    ".enabletelemetry",
    "allowanonymoustelemetry",
];

impl Switch {
    /// Whether it turns on and off all that `producer` sends.
    pub fn governs(&self, producer: &str) -> bool {
        let key = self.key.to_ascii_lowercase();
        let same = |name: &str| self.extension.eq_ignore_ascii_case(name);
        // A publisher's switch is for all of its extensions; of some only the name is known.
        let of_it = || producer.split_once('.').is_some_and(|(by, name)| same(by) || same(name));
        self.extension != "vscode"
            && (same(producer) || of_it())
            && WHOLE.iter().any(|ending| key.ends_with(ending))
    }
}

/// A switch that is known without a manifest: no tag says it there, or it is not installed.
struct Known {
    extension: &'static str,
    key: &'static str,
    default: Option<bool>,
}

const fn known(extension: &'static str, key: &'static str, default: Option<bool>) -> Known {
    Known { extension, key, default }
}

/// From the extensions' sources and documentation. A default that is none asks first, or is not
/// known.
static KNOWN: &[Known] = &[
    known("FastAPILabs.fastapi-vscode", "fastapi.telemetry.enabled", Some(true)),
    known("devscode", "devscode.telemetryEnabled", Some(true)),
    known("Continue.continue", "continue.telemetryEnabled", Some(true)),
    known("redhat", "redhat.telemetry.enabled", None),
    known("eamodio.gitlens", "gitlens.telemetry.enabled", Some(true)),
    known("Google.geminicodeassist", "geminicodeassist.enableTelemetry", None),
    known("GitHub.copilot-chat", "github.copilot.chat.otel.enabled", Some(false)),
    known("GitHub.copilot-chat", "github.copilot.chat.otel.captureContent", Some(false)),
    known("vscode", "telemetry.feedback.enabled", Some(true)),
    known("vscode", "telemetry.editStats.enabled", Some(true)),
    known("vscode", "telemetry.internalTesting", Some(false)),
    known("vscode", "workbench.enableExperiments", Some(true)),
];

/// Extensions with a file of their own in the home folder that must allow it too.
static CONFIGS: [(&str, &str); 2] = [
    ("devscode.telemetryEnabled", ".devscode/config.json"),
    ("continue.telemetryEnabled", ".continue/config.json"),
];

/// The key in those files; it is on unless it is `false`.
const ANONYMOUS: &str = "allowAnonymousTelemetry";

/// The switches of the editor that keeps its data in `user_data`: those that are set, and those
/// that an installed extension has. `level` is the editor's, which some of them heed.
pub fn switches_of(
    user_data: &Path,
    product: &str,
    machine: &Machine,
    level: TelemetryLevel,
) -> Vec<Switch> {
    let paper = Paper::read(&settings_file(user_data, side(user_data, product)));
    let settings = paper.bytes().map(Settings::read).unwrap_or_default();
    let folders = machine.extensions_of(user_data, product);
    let mut switches = switches_in(&settings, &paper.file, &folders);
    for (key, config) in CONFIGS {
        let config = Paper::read(&machine.environment.home.join(config));
        heed_config(&mut switches, key, &config, level);
    }
    switches
}

/// The switches that `settings`, which stand in `file`, set, and those that the extensions in
/// `folders` have.
pub(super) fn switches_in(settings: &Settings, file: &Path, folders: &[PathBuf]) -> Vec<Switch> {
    let of_key = |key: &str| KNOWN.iter().find(|known| known.key == key);
    let installed = declared(folders, |key| of_key(key).is_some());
    let mut switches = Vec::new();
    for (key, declared) in &installed {
        let default = declared.default.clone().filter(|default| !default.is_null());
        let known = of_key(key).and_then(|known| known.default).map(Value::Bool);
        let default = default.or(known);
        switches.push(judge(&declared.extension, key, settings, default.as_ref(), file));
    }
    for known in KNOWN.iter().filter(|known| !installed.contains_key(known.key)) {
        if settings.get(known.key).is_some() {
            switches.push(judge(known.extension, known.key, settings, None, file));
        }
    }
    switches
}

fn judge(
    extension: &str,
    key: &str,
    settings: &Settings,
    default: Option<&Value>,
    file: &Path,
) -> Switch {
    let set = settings.get(key).filter(|value| !value.is_null());
    let value = set.or(default);
    let how = if set.is_some() { "set to" } else { "default" };
    let why = value.map_or_else(
        || "not set, and the default is not known".to_owned(),
        |value| format!("{how} {}", shown(value)),
    );
    Switch {
        extension: extension.to_owned(),
        key: key.to_owned(),
        on: value.and_then(Value::as_bool),
        why,
        file: set.map(|_| file.to_owned()),
    }
}

/// Continue and its forks send only if their setting, their own file and the editor's level all
/// allow it.
fn heed_config(switches: &mut Vec<Switch>, key: &str, config: &Paper, level: TelemetryLevel) {
    let Some(bytes) = config.bytes() else { return };
    let extension = KNOWN.iter().find(|known| known.key == key).map_or(key, |it| it.extension);
    let object = jsonc::read(bytes).object;
    let allows = object.get(ANONYMOUS) != Some(&Value::Bool(false));
    let mut own = Switch {
        extension: extension.to_owned(),
        key: ANONYMOUS.to_owned(),
        on: Some(allows),
        why: object
            .get(ANONYMOUS)
            .map_or_else(|| "default true".to_owned(), |value| format!("set to {}", shown(value))),
        file: Some(config.file.clone()),
    };
    if let Some(switch) = switches.iter_mut().find(|switch| switch.key == key)
        && !allows
        && switch.on != Some(false)
    {
        switch.on = Some(false);
        switch.why = format!("{ANONYMOUS} is false");
        switch.file = Some(config.file.clone());
    }
    if level != TelemetryLevel::All {
        let why = format!("the editor's level is {level}");
        for switch in switches.iter_mut().filter(|switch| switch.key == key).chain([&mut own]) {
            if switch.on == Some(true) {
                switch.on = Some(false);
                switch.why.clone_from(&why);
            }
        }
    }
    switches.push(own);
}
