//! A scene of the corpus: one labelled log, as it is read and as it is written for the audit.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What has to fire: all that is given must agree.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Label {
    pub(crate) rule: String,
    pub(crate) producer: Option<String>,
    pub(crate) event: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) pii: Option<String>,
    pub(crate) severity: Option<String>,
    /// It may fire or not: the facts leave both open.
    #[serde(default)]
    pub(crate) optional: bool,
}

/// One labelled event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) record: String,
    #[serde(default = "a_second")]
    pub(crate) after_ms: u64,
    /// How often it is logged, each time `after_ms` later.
    #[serde(default = "once")]
    pub(crate) times: usize,
    pub(crate) fires: Vec<Label>,
    /// What in it tells of a person, their machine or their work, as it is meant and not as it is
    /// escaped.
    #[serde(default)]
    pub(crate) personal: Vec<String>,
    /// Rules that may name it beside.
    #[serde(default)]
    pub(crate) may: Vec<String>,
    #[serde(default)]
    pub(crate) hard: bool,
    #[serde(default)]
    pub(crate) tempts: Vec<String>,
    #[serde(default)]
    pub(crate) why: String,
}

impl Event {
    /// Every rule that it has to do with.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &str> {
        self.fires.iter().map(|label| &label.rule).chain(&self.tempts).map(String::as_str)
    }
}

/// What the audit is given beside the log.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Setting {
    pub(crate) log: Option<String>,
    pub(crate) catalog: Option<String>,
    pub(crate) settings: Option<String>,
    pub(crate) policy: Option<String>,
    pub(crate) before: Vec<String>,
    pub(crate) wire: Option<String>,
    pub(crate) options: Vec<String>,
    pub(crate) machine: Machine,
}

/// Whose machine the log was written on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Machine {
    pub(crate) user: String,
    pub(crate) home: String,
    pub(crate) host: String,
    pub(crate) remotes: Vec<String>,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            user: "mkowalski".to_owned(),
            home: "/home/mkowalski".to_owned(),
            host: "wolfram-7".to_owned(),
            remotes: vec!["git@github.com:acme-labs/rocket.git".to_owned()],
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scene {
    /// The name of its file; not in the file.
    #[serde(skip)]
    pub(crate) name: String,
    /// For people.
    pub(crate) about: String,
    #[serde(default, rename = "scene")]
    pub(crate) setting: Setting,
    #[serde(default, rename = "event")]
    pub(crate) events: Vec<Event>,
    /// What has to fire about the whole log.
    #[serde(default)]
    pub(crate) log: Vec<Label>,
}

/// A log as text, and which event stands on each of its lines.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// By line, from 0: the index of the event in its scene.
    pub(crate) lines: Vec<usize>,
}

const fn a_second() -> u64 {
    1000
}

const fn once() -> usize {
    1
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Every scene, by name.
pub(crate) fn scenes() -> Vec<Scene> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_scene = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let mut paths: Vec<_> = entries.filter(is_scene).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Scene {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let read: Result<Scene, _> = toml::from_str(&fs::read_to_string(path).unwrap());
    let scene = read.map_err(|error| format!("{name}: {error}")).unwrap();
    assert!(!scene.about.is_empty(), "{name}: what is it about?");
    Scene { name, ..scene }
}

impl Scene {
    /// The log that the audit reads.
    pub(crate) fn written(&self) -> Written {
        let mut written = Written { text: String::new(), lines: Vec::new() };
        let mut at = 0;
        for (index, event) in self.events.iter().enumerate() {
            for _ in 0..event.times {
                at += event.after_ms;
                line(&mut written.text, at, &expanded(&event.record, written.lines.len()));
                written.lines.push(index);
            }
        }
        written
    }

    /// The older log, of which the baseline is written.
    pub(crate) fn older(&self) -> String {
        let mut text = String::new();
        for (index, record) in self.setting.before.iter().enumerate() {
            line(&mut text, 1000 * (index as u64 + 1), &expanded(record, index));
        }
        text
    }
}

/// Writes a record so many milliseconds after nine o'clock.
fn line(text: &mut String, at: u64, record: &str) {
    let (seconds, millis) = (at / 1000, at % 1000);
    let (hour, minute, second) = (9 + seconds / 3600, seconds / 60 % 60, seconds % 60);
    let stamp = format!("2026-11-20 {hour:02}:{minute:02}:{second:02}.{millis:03}");
    writeln!(text, "{stamp} [trace] {record}").unwrap();
}

const COMMIT: &str = "409c64e0df4d53530e59c16acc2b5d5766f717b0";
const MACHINE: &str = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4";
const SESSION: &str = "3097ed27-5d08-48dc-845a-bc45e23ecddf1795225142599";

/// The properties that the editor adds to an extension's events.
fn common(producer: &str) -> String {
    format!(
        r#""common.extname":"{producer}","common.extversion":"1.2.3","common.vscodemachineid":"{MACHINE}","common.vscodesessionid":"{SESSION}","common.vscodecommithash":"{COMMIT}","common.sqmid":"","common.devDeviceId":"0f5c9e0a-6f0e-4d7e-9d61-6a4a3f0f2f11","common.vscodeversion":"1.100.3","common.isnewappinstall":false,"common.product":"desktop","common.uikind":"desktop","common.remotename":"none""#
    )
}

/// What `@vscode/extension-telemetry` adds before those.
fn reporter(producer: &str) -> String {
    let own = r#""common.os":"linux","common.nodeArch":"x64","common.platformversion":"6.1.0","common.telemetryclientversion":"1.5.2""#;
    format!("{own},{}", common(producer))
}

/// The properties of an event of the editor itself.
fn core(line: usize) -> String {
    format!(
        r#""common.lastSessionDate":"Thu, 19 Nov 2026 08:12:44 GMT","common.firstSessionDate":"Mon, 02 Mar 2026 07:00:01 GMT","common.isNewSession":"0","common.remoteAuthority":"none","common.machineId":"{MACHINE}","common.sqmId":"","common.devDeviceId":"0f5c9e0a-6f0e-4d7e-9d61-6a4a3f0f2f11","sessionID":"{SESSION}","commitHash":"{COMMIT}","version":"1.100.3","common.platformVersion":"6.1.0-18-amd64","common.platform":"Linux","common.nodePlatform":"linux","common.nodeArch":"x64","common.product":"desktop","timestamp":"2026-11-20T09:00:{:02}.929Z""#,
        line % 60
    )
}

/// The properties of Copilot's loggers towards GitHub.
fn github(line: usize) -> String {
    format!(
        r#""editor_version":"vscode/1.110.0","editor_plugin_version":"copilot-chat/0.42.0","client_machineid":"{MACHINE}","client_sessionid":"{SESSION}","copilot_version":"copilot-chat/0.42.0","common_extname":"copilot-chat","common_extversion":"0.42.0","common_vscodeversion":"1.110.0","unique_id":"5d1f3c2a-77aa-4c1e-9b1b-{line:012}","copilot_build":"1","copilot_buildType":"prod""#
    )
}

/// The properties of Copilot's reporter towards Microsoft.
fn microsoft(producer: &str) -> String {
    let token = r#""common.tid":"2f5b3b9e-1111-4c2d-9a1b-0123456789ab","common.sku":"free_limited_copilot""#;
    format!("{token},{}", reporter(producer))
}

/// A record with its placeholders filled in; `line` numbers it in its log.
fn expanded(record: &str, line: usize) -> String {
    let name = record.split(' ').next().unwrap_or_default();
    let producer = name.split('/').next().unwrap_or_default();
    let mut text = record.to_owned();
    while let Some((before, rest)) = text.split_once("{{common:") {
        let (named, after) = rest.split_once("}}").unwrap();
        text = format!("{before}{}{after}", common(named));
    }
    while let Some((before, rest)) = text.split_once("{{text:") {
        let (length, after) = rest.split_once("}}").unwrap();
        text = format!("{before}{}{after}", words(length.parse().unwrap()));
    }
    let sequence =
        format!(r#""common.timesincesessionstart":{},"common.sequence":{line}"#, 117 + line * 1000);
    text.replace("{{common}}", &common(producer))
        .replace("{{reporter}}", &reporter(producer))
        .replace("{{core}}", &core(line))
        .replace("{{sequence}}", &sequence)
        .replace("{{github}}", &github(line))
        .replace("{{microsoft}}", &microsoft(producer))
        .replace("{{internal}}", &reporter(producer))
        .replace("{{n}}", &line.to_string())
}

/// Harmless text of a length.
fn words(length: usize) -> String {
    "lorem ipsum dolor sit amet ".chars().cycle().take(length).collect()
}
