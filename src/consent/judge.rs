//! The judgement: from the texts of settings to the level, with the reason.
//!
//! Follows what the editors' own source does (`getTelemetryLevel`, `supportsTelemetry` and the
//! telemetry service of microsoft/vscode): a deprecated key that is `false` turns all off,
//! whatever else is set; a policy stands in for `telemetry.telemetryLevel`; what the product
//! allows caps the rest. A value that is no known word is compared with numbers there, which
//! never holds back an event: it acts like `all`.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use super::jsonc;
use super::level::TelemetryLevel;
use super::machine::Side;
use super::paper::Paper;
use super::settings::Settings;

/// What no file tells.
pub const NOT_ON_DISK: &str =
    "whether an editor was started with --disable-telemetry or --telemetry-level";

/// The setting, by its key.
const LEVEL: &str = "telemetry.telemetryLevel";
/// The deprecated settings that turn everything off.
const DEPRECATED: [&str; 2] = ["telemetry.enableTelemetry", "telemetry.enableCrashReporter"];

/// The effective telemetry level of an editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// The level.
    pub level: TelemetryLevel,
    /// What decided, in a few words: `default, no settings file`.
    pub why: String,
    /// The file that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// Whether the files leave no doubt. Not even then is what a command line says included.
    pub certain: bool,
    /// What is odd or cannot be known, for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// The texts that decide about one editor.
#[derive(Debug)]
pub(super) struct Papers {
    pub(super) side: Side,
    /// The settings that count.
    pub(super) settings: Paper,
    /// The policy file; none where policies are no file.
    pub(super) policy: Option<Paper>,
    /// `argv.json`.
    pub(super) argv: Option<Paper>,
    /// `product.json`.
    pub(super) product: Option<Paper>,
    /// code-server's `config.yaml`.
    pub(super) server: Option<Paper>,
}

impl Consent {
    /// What `papers` come to.
    pub(super) fn judge(papers: &Papers) -> Self {
        let mut consent = Self::by_settings(&papers.settings);
        let settings = papers.settings.bytes().map(Settings::read).unwrap_or_default();
        match (papers.side, &papers.policy) {
            (Side::Desktop, Some(policy)) => consent.heed_policy(policy),
            (Side::Desktop, None) => consent.note(
                "a policy (group policy, configuration profile) overrides it, and cannot be read here",
            ),
            (Side::CodeServer | Side::Remote, _) => {}
        }
        consent.heed_deprecated(&settings, &papers.settings);
        if let Some(product) = &papers.product {
            consent.heed_product(product);
        }
        if let Some(server) = &papers.server {
            consent.heed_server(server);
        }
        if let Some(argv) = &papers.argv {
            consent.heed_argv(argv);
        }
        if papers.side == Side::Remote && consent.level != TelemetryLevel::Off {
            consent.certain = false;
            consent.note("the editor that connects caps it: its settings are on its own machine");
        }
        consent
    }

    /// What a settings file comes to, where nothing else counts.
    pub(super) fn of_settings(paper: &Paper) -> Self {
        let mut consent = Self::by_settings(paper);
        let settings = paper.bytes().map(Settings::read).unwrap_or_default();
        consent.heed_deprecated(&settings, paper);
        consent
    }

    /// What the settings file alone says of the level.
    fn by_settings(paper: &Paper) -> Self {
        let mut consent = Self {
            level: TelemetryLevel::All,
            why: "default, no settings file".to_owned(),
            file: None,
            certain: true,
            notes: Vec::new(),
        };
        if let Some(problem) = paper.problem() {
            "default, the settings file is not read".clone_into(&mut consent.why);
            consent.doubt(problem);
        }
        let Some(bytes) = paper.bytes() else { return consent };
        let settings = Settings::read(bytes);
        if let Some(broken) = &settings.broken {
            consent.doubt(format!(
                "{} is broken ({broken}); what could be read of it counts",
                paper.file.display()
            ));
        }
        match settings.get(LEVEL) {
            None | Some(Value::Null) => {
                consent.decide(TelemetryLevel::All, format!("default, {LEVEL} is not set"), paper);
            }
            Some(value) => consent.read_level(LEVEL, value, paper),
        }
        consent
    }

    /// Takes the level from a value; what is no level acts like `all`.
    fn read_level(&mut self, key: &str, value: &Value, paper: &Paper) {
        if let Some(level) = value.as_str().and_then(TelemetryLevel::named) {
            return self.decide(level, format!("{key} is \"{level}\""), paper);
        }
        let shown = shown(value);
        self.decide(TelemetryLevel::All, format!("{key} is {shown}, which acts like all"), paper);
        self.doubt(format!("{key} is {shown}: use \"all\", \"error\", \"crash\" or \"off\""));
    }

    fn heed_policy(&mut self, paper: &Paper) {
        if let Some(problem) = paper.problem() {
            self.doubt(format!("a policy overrides it: {problem}"));
        }
        let Some(bytes) = paper.bytes() else { return };
        let policy = match serde_json::from_slice::<Value>(strip_bom(bytes)) {
            Ok(policy) => policy,
            Err(error) => {
                return self.doubt(format!("the policy {}: {error}", paper.file.display()));
            }
        };
        match policy.get("TelemetryLevel") {
            None => {}
            Some(value @ Value::String(_)) => {
                self.read_level("policy TelemetryLevel", value, paper);
            }
            Some(value) => self.doubt(format!(
                "the policy TelemetryLevel is {}, which is no text: the editors ignore it",
                shown(value)
            )),
        }
    }

    /// Settings of old that turn everything off, whatever the newer one says.
    fn heed_deprecated(&mut self, settings: &Settings, paper: &Paper) {
        if let Some(key) = DEPRECATED.into_iter().find(|key| settings.is_false(key)) {
            self.decide(TelemetryLevel::Off, format!("{key} is false"), paper);
        }
    }

    /// The product may allow less than the settings.
    fn heed_product(&mut self, paper: &Paper) {
        let Some(bytes) = paper.bytes() else { return };
        let product = jsonc::read(bytes).object;
        match product.get("enableTelemetry") {
            Some(Value::Bool(true)) => {}
            Some(Value::Bool(false)) => {
                let why = "the product is built without telemetry (enableTelemetry)";
                return self.decide(TelemetryLevel::Off, why.to_owned(), paper);
            }
            _ => self.doubt(format!(
                "{} does not say enableTelemetry: a packaged editor logs nothing without it",
                paper.file.display()
            )),
        }
        let Some(levels) = product.get("enabledTelemetryLevels").and_then(Value::as_object) else {
            return;
        };
        let allows = |key: &str| levels.get(key) == Some(&Value::Bool(true));
        let most = match (allows("usage"), allows("error")) {
            (true, _) => TelemetryLevel::All,
            (false, true) => TelemetryLevel::Error,
            (false, false) => TelemetryLevel::Off,
        };
        if most < self.level {
            let why = format!("the product allows no more than {most} (enabledTelemetryLevels)");
            self.decide(most, why, paper);
        }
    }

    /// An option of the server's own file. It holds a password too: nothing of it is shown.
    fn heed_server(&mut self, paper: &Paper) {
        let text = String::from_utf8_lossy(paper.bytes().unwrap_or_default());
        let disabled = text.lines().filter_map(|line| line.strip_prefix("disable-telemetry:"));
        let value = |rest: &str| {
            let rest = rest.split('#').next().unwrap_or_default();
            rest.trim().trim_matches(['"', '\'']) == "true"
        };
        if disabled.map(value).next_back() == Some(true) {
            self.decide(TelemetryLevel::Off, "disable-telemetry is true".to_owned(), paper);
        }
    }

    fn heed_argv(&mut self, paper: &Paper) {
        let Some(bytes) = paper.bytes() else { return };
        let off =
            jsonc::read(bytes).object.get("enable-crash-reporter") == Some(&Value::Bool(false));
        if off {
            self.note("argv.json turns crash reports off (enable-crash-reporter)");
        }
    }

    fn decide(&mut self, level: TelemetryLevel, why: String, paper: &Paper) {
        self.level = level;
        self.why = why;
        self.file = Some(paper.file.clone());
    }

    fn note(&mut self, text: &str) {
        self.notes.push(text.to_owned());
    }

    fn doubt(&mut self, text: String) {
        self.certain = false;
        self.notes.push(text);
    }
}

/// A value for people, bounded: settings are somebody's, and may be long.
pub(super) fn shown(value: &Value) -> String {
    const MOST: usize = 40;
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        value => {
            let text = value.to_string();
            match text.char_indices().nth(MOST) {
                Some((at, _)) => format!("{}…", &text[..at]),
                None => text,
            }
        }
    }
}

pub(super) fn strip_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
