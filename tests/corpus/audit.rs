//! Runs the audit on a scene, as a person on that machine would, and reads what it found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::scene::{Machine, Scene};

/// Where a log lies in its session folder, if the scene does not say.
const LOG: &str = "window1/exthost/extHostTelemetry.log";

/// One finding of the audit.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) severity: String,
    pub(crate) producer: Option<String>,
    pub(crate) event: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) pii: Option<String>,
    /// Lines of the scene's log, from 0, without doubles.
    pub(crate) lines: Vec<usize>,
    /// Whether it was seen in another file, too.
    pub(crate) elsewhere: bool,
}

/// What the audit says of a scene.
pub(crate) fn audit(scene: &Scene) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage { folder: folder.path(), scene };
    stage.set_up();
    let mut options = stage.options();
    if !scene.setting.before.is_empty() {
        let baseline = stage.at("baseline.json");
        stage.run(&[stage.at("before"), "--write-baseline".into(), baseline.clone()]);
        options.extend(["--baseline".into(), baseline]);
    }
    let said = stage.run(&options);
    let lines = said.lines().map(|line| serde_json::from_str(line).unwrap());
    lines
        .filter(|line: &Value| line["type"] == "finding")
        .map(|line| stage.finding(&line))
        .collect()
}

/// The folder in which a scene is played.
struct Stage<'a> {
    folder: &'a Path,
    scene: &'a Scene,
}

impl Stage<'_> {
    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn log(&self) -> &str {
        self.scene.setting.log.as_deref().unwrap_or(LOG)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn set_up(&self) {
        let setting = &self.scene.setting;
        if !self.scene.events.is_empty() {
            let log = format!("logs/20261120T090000/{}", self.log());
            self.write(&log, &self.scene.written().text);
        }
        if !setting.before.is_empty() {
            self.write(&format!("before/20261119T090000/{}", self.log()), &self.scene.older());
        }
        for (name, text) in self.texts() {
            self.write(name, text);
        }
        self.write("project/.git/HEAD", "ref: refs/heads/main\n");
        self.write("project/.git/config", &git_config(&setting.machine));
    }

    /// The files beside the log.
    fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let setting = &self.scene.setting;
        let given = [
            ("catalog.json", &setting.catalog),
            ("settings.json", &setting.settings),
            ("policy.toml", &setting.policy),
            ("wire.ndjson", &setting.wire),
        ];
        given.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?.trim_start())))
    }

    fn options(&self) -> Vec<PathBuf> {
        let mut options = Vec::new();
        if !self.scene.events.is_empty() {
            options.push(self.at("logs"));
        }
        for (name, _) in self.texts() {
            match name {
                "catalog.json" => options.push("--catalog".into()),
                "settings.json" => options.push("--settings".into()),
                "policy.toml" => options.push("--policy".into()),
                _ => {}
            }
            options.push(self.at(name));
        }
        options.extend(self.scene.setting.options.iter().map(PathBuf::from));
        options
    }

    /// Runs the audit with these options on the scene's machine; what it says.
    fn run(&self, options: &[PathBuf]) -> String {
        let machine = &self.scene.setting.machine;
        let mut command = Command::new(env!("CARGO_BIN_EXE_telltail"));
        command.arg("audit").args(options).args(["--format", "json"]).env_clear();
        command.env("HOME", &machine.home).env("USER", &machine.user).env("TZ", "UTC");
        command.env("LOGNAME", &machine.user).env("HOSTNAME", &machine.host);
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env(name, self.at("nothing"));
        }
        let output = command.current_dir(self.at("project")).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {}\n{complaint}", self.scene.name, output.status);
        String::from_utf8(output.stdout).unwrap()
    }

    fn finding(&self, line: &Value) -> Finding {
        let word = |key: &str| line[key].as_str().map(str::to_owned);
        let listed = line["places"].as_array().into_iter().flatten();
        let places: Vec<_> = listed.chain([&line["first"], &line["last"]]).collect();
        let mut lines = Vec::new();
        let mut elsewhere = false;
        for place in places {
            let Some(path) = place["path"].as_str() else { continue };
            if !Path::new(path).ends_with(self.log()) {
                elsewhere = true;
            } else if let Some(number) = place["line"].as_u64() {
                lines.push(number as usize - 1);
            }
        }
        lines.sort_unstable();
        lines.dedup();
        Finding {
            rule: word("rule").unwrap(),
            severity: word("severity").unwrap(),
            producer: word("producer"),
            event: word("event"),
            key: word("key"),
            pii: word("pii"),
            lines,
            elsewhere,
        }
    }
}

fn git_config(machine: &Machine) -> String {
    let remote = |(index, url): (usize, &String)| {
        let name = if index == 0 { "origin".to_owned() } else { format!("remote{index}") };
        format!("[remote \"{name}\"]\n\turl = {url}\n")
    };
    machine.remotes.iter().enumerate().map(remote).collect()
}
