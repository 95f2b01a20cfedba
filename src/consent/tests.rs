//! Rows of settings and what they come to; files in folders of their own; hostile texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use rstest::rstest;
use tempfile::TempDir;

use super::TelemetryLevel::{All, Crash, Error, Off};
use super::probes::user_data_of;
use super::settings::Settings;
use super::*;
use crate::config::environment::{Environment, System};

/// A machine in a folder of its own.
struct House {
    home: TempDir,
    machine: Machine,
}

impl House {
    fn new(system: System) -> Self {
        let home = tempfile::tempdir().unwrap();
        let environment =
            Environment { system, variables: BTreeMap::new(), home: home.path().to_owned() };
        let mut machine = Machine::new(environment);
        machine.policy = home.path().join("etc/policy.json");
        machine.app_roots = vec![home.path().join("app")];
        Self { home, machine }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn file(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn code(&self) -> Consent {
        of_user_data(&self.at("Code"), "code", &self.machine)
    }

    fn switches(&self, level: TelemetryLevel) -> Vec<Switch> {
        switches_of(&self.at("Code"), "code", &self.machine, level)
    }
}

/// The consent of a desktop editor with these settings.
fn with_settings(text: impl AsRef<[u8]>) -> Consent {
    let house = House::new(System::Linux);
    house.file("Code/User/settings.json", text);
    house.code()
}

const UNSET: &str = "default, telemetry.telemetryLevel is not set";

#[rstest]
#[case("", All, UNSET)]
#[case("{}", All, UNSET)]
#[case("// nothing but words\n", All, UNSET)]
#[case(r#"{"telemetry.telemetryLevel":"all"}"#, All, "telemetry.telemetryLevel is \"all\"")]
#[case(r#"{"telemetry.telemetryLevel":"error"}"#, Error, "telemetry.telemetryLevel is \"error\"")]
#[case(r#"{"telemetry.telemetryLevel":"crash"}"#, Crash, "telemetry.telemetryLevel is \"crash\"")]
#[case(r#"{"telemetry.telemetryLevel":"off"}"#, Off, "telemetry.telemetryLevel is \"off\"")]
#[case(
    "\u{feff}{\"telemetry.telemetryLevel\":\"off\"}",
    Off,
    "telemetry.telemetryLevel is \"off\""
)]
#[case(
    "{ // why\n \"telemetry.telemetryLevel\": /* so */ \"off\",\n}",
    Off,
    "telemetry.telemetryLevel is \"off\""
)]
#[case(
    "{\"a\": [1, {\"x\": [2,],},],\r\n\"telemetry.telemetryLevel\": \"off\"\r\n}",
    Off,
    "telemetry.telemetryLevel is \"off\""
)]
#[case(r#"{"telemetry":{"telemetryLevel":"off"}}"#, Off, "telemetry.telemetryLevel is \"off\"")]
#[case(r#"{"telemetry.telemetryLevel":null}"#, All, UNSET)]
#[case(r#"{"telemetry.enableTelemetry":false}"#, Off, "telemetry.enableTelemetry is false")]
#[case(
    r#"{"telemetry.telemetryLevel":"all","telemetry.enableTelemetry":false}"#,
    Off,
    "telemetry.enableTelemetry is false"
)]
#[case(r#"{"telemetry.enableCrashReporter":false}"#, Off, "telemetry.enableCrashReporter is false")]
#[case(r#"{"telemetry":{"enableTelemetry":false}}"#, Off, "telemetry.enableTelemetry is false")]
#[case(r#"{"telemetry.enableTelemetry":true}"#, All, UNSET)]
#[case(r#"{"telemetry.enableTelemetry":"false"}"#, All, UNSET)]
#[case(r#"{"telemetry.enableTelemetry":0}"#, All, UNSET)]
#[case(r#"{"[python]":{"telemetry.telemetryLevel":"off"}}"#, All, UNSET)]
#[case(r#"{"x":{"telemetry.telemetryLevel":"off"}}"#, All, UNSET)]
#[case(r#"{"Telemetry.TelemetryLevel":"off"}"#, All, UNSET)]
// Of a key that stands twice, the last value.
#[case(
    r#"{"telemetry.telemetryLevel":"off","telemetry.telemetryLevel":"error"}"#,
    Error,
    "telemetry.telemetryLevel is \"error\""
)]
// A dotted key sets into the object before it; an object replaces the dotted keys before it.
#[case(
    r#"{"telemetry":{"telemetryLevel":"off"},"telemetry.telemetryLevel":"error"}"#,
    Error,
    "telemetry.telemetryLevel is \"error\""
)]
#[case(
    r#"{"telemetry.telemetryLevel":"error","telemetry":{"telemetryLevel":"off"}}"#,
    Off,
    "telemetry.telemetryLevel is \"off\""
)]
#[case(r#"{"telemetry.telemetryLevel":"error","telemetry":{}}"#, All, UNSET)]
#[case(r#"{"telemetry":5,"telemetry.telemetryLevel":"off"}"#, All, UNSET)]
fn what_settings_say_is_the_level(
    #[case] text: &str,
    #[case] level: TelemetryLevel,
    #[case] why: &str,
) {
    let consent = with_settings(text);
    assert_eq!((consent.level, consent.why.as_str()), (level, why));
    assert!(consent.certain, "{consent:?}");
    assert_eq!(consent.notes, Vec::<String>::new());
    assert!(consent.file.is_some_and(|file| file.ends_with("Code/User/settings.json")));
}

#[rstest]
#[case(r#"{"telemetry.telemetryLevel":"none"}"#, All, "use \"all\", \"error\"")]
#[case(r#"{"telemetry.telemetryLevel":"Off"}"#, All, "use \"all\"")]
#[case(r#"{"telemetry.telemetryLevel":false}"#, All, "telemetry.telemetryLevel is false: use")]
#[case(r#"{"telemetry.telemetryLevel":["off"]}"#, All, "is a list: use")]
#[case(r#"{"telemetry.telemetryLevel":{"a":1}}"#, All, "is an object: use")]
#[case(r#"{"telemetry.telemetryLevel":"off""#, Off, "ends before its last bracket")]
#[case("{\"telemetry.telemetryLevel\":\"off\",\n\"a\": tru}", Off, "on line 2 column 6")]
#[case("{\"a\":1 \"telemetry.telemetryLevel\":\"off\"}", Off, "line 1: a comma is missing")]
#[case("{\"a\":,\"telemetry.telemetryLevel\":\"off\"}", Off, "a key without a value")]
#[case("{\"a\"},\"telemetry.telemetryLevel\":\"off\"}", All, "a key without a value")]
#[case("{\"telemetry.telemetryLevel\":'off'}", All, "single quotes")]
#[case("{\"telemetry.telemetryLevel\":\"off\n,\"b\":1}", All, "a string without an end")]
#[case("{\"telemetry.telemetryLevel\":\"off\", /* open", Off, "is broken")]
#[case("[\"telemetry.telemetryLevel\",\"off\"]", All, "it is no object")]
#[case("]", All, "a ] too many")]
#[case("{\"telemetry.telemetryLevel\" \"off\"}", All, "a key without a value")]
fn what_is_odd_is_told_and_leaves_a_doubt(
    #[case] text: &str,
    #[case] level: TelemetryLevel,
    #[case] note: &str,
) {
    let consent = with_settings(text);
    assert_eq!((consent.level, consent.certain), (level, false), "{consent:?}");
    assert!(consent.notes[0].contains(note), "{consent:?}");
}

#[test]
fn without_a_file_the_default_holds() {
    let consent = House::new(System::Linux).code();
    assert_eq!((consent.level, consent.certain), (All, true));
    assert_eq!((consent.why.as_str(), consent.file), ("default, no settings file", None));
}

#[test]
fn profiles_and_workspaces_cannot_set_the_level() {
    let house = House::new(System::Linux);
    let off = r#"{"telemetry.telemetryLevel":"off"}"#;
    house.file("Code/User/profiles/1a2b/settings.json", off);
    house.file("Code/Machine/settings.json", off);
    house.file("Code/.vscode/settings.json", off);
    assert_eq!(house.code().level, All);
}

#[rstest]
#[case("code-server", "code-server", "User", true)]
#[case("openvscode-server", ".openvscode-server/data", "Machine", false)]
#[case("code", ".vscode-server/data", "Machine", false)]
#[case("unknown", "somewhere", "User", true)]
fn each_kind_of_editor_has_its_own_file(
    #[case] product: &str,
    #[case] folder: &str,
    #[case] below: &str,
    #[case] certain: bool,
) {
    let house = House::new(System::Linux);
    house.file(
        &format!("{folder}/{below}/settings.json"),
        r#"{"telemetry.telemetryLevel":"error"}"#,
    );
    let consent = of_user_data(&house.at(folder), product, &house.machine);
    assert_eq!((consent.level, consent.certain), (Error, certain), "{consent:?}");
    assert_eq!(consent.notes.is_empty(), certain);
}

#[rstest]
#[case(r#"{"TelemetryLevel":"off"}"#, Off, true)]
#[case(r#"{"TelemetryLevel":"all"}"#, All, true)]
#[case(r#"{"telemetryLevel":"off"}"#, Error, true)]
#[case(r#"{"Other":1}"#, Error, true)]
#[case(r#"{"TelemetryLevel":0}"#, Error, false)]
#[case(r#"{"TelemetryLevel":"nothing"}"#, All, false)]
#[case("{broken", Error, false)]
fn a_policy_stands_in_for_the_setting(
    #[case] policy: &str,
    #[case] level: TelemetryLevel,
    #[case] certain: bool,
) {
    let house = House::new(System::Linux);
    house.file("Code/User/settings.json", r#"{"telemetry.telemetryLevel":"error"}"#);
    let file = house.file("etc/policy.json", policy);
    let consent = house.code();
    assert_eq!((consent.level, consent.certain), (level, certain), "{consent:?}");
    assert_eq!(consent.file == Some(file), consent.why.starts_with("policy"));
}

#[rstest]
#[case("bind-addr: 127.0.0.1:8080\ndisable-telemetry: true\n", Off)]
#[case("disable-telemetry: 'true' # words\r\n", Off)]
#[case("disable-telemetry: false\n", All)]
#[case("# disable-telemetry: true\n", All)]
#[case("  disable-telemetry: true\n", All)]
#[case("disable-telemetry-too: true\n", All)]
fn code_servers_own_config_can_turn_it_off(#[case] text: &str, #[case] level: TelemetryLevel) {
    let house = House::new(System::Linux);
    let file = house.file(".config/code-server/config.yaml", text);
    let consent = of_user_data(&house.at("code-server"), "code-server", &house.machine);
    assert_eq!((consent.level, consent.file == Some(file)), (level, level == Off), "{consent:?}");
    assert_eq!(house.code().level, All, "only code-server's");
}

#[test]
fn a_deprecated_switch_is_stronger_than_a_policy() {
    let house = House::new(System::Linux);
    house.file("Code/User/settings.json", r#"{"telemetry.enableTelemetry":false}"#);
    house.file("etc/policy.json", r#"{"TelemetryLevel":"all"}"#);
    assert_eq!(house.code().level, Off);
}

#[rstest]
#[case(System::MacOs)]
#[case(System::Windows)]
fn where_policies_are_no_file_that_is_said(#[case] system: System) {
    let house = House::new(system);
    house.file("etc/policy.json", r#"{"TelemetryLevel":"off"}"#);
    let consent = house.code();
    assert_eq!(consent.level, All);
    assert!(consent.notes[0].contains("cannot be read here"), "{consent:?}");
}

#[rstest]
#[case(r#"{"nameShort":"Code","enableTelemetry":true}"#, All, true)]
#[case(r#"{"nameShort":"Code","enableTelemetry":false}"#, Off, true)]
#[case(r#"{"nameShort":"Code"}"#, All, false)]
#[case(r#"{"nameShort":"VSCodium","enableTelemetry":false}"#, All, true)]
#[case(r#"{"nameShort":"Code","enableTelemetry":true,"enabledTelemetryLevels":{"error":true,"usage":true}}"#, All, true)]
#[case(r#"{"nameShort":"Code","enableTelemetry":true,"enabledTelemetryLevels":{"error":true,"usage":false}}"#, Error, true)]
#[case(r#"{"nameShort":"Code","enableTelemetry":true,"enabledTelemetryLevels":{"error":false,"usage":false}}"#, Off, true)]
fn the_product_may_allow_less(
    #[case] product: &str,
    #[case] level: TelemetryLevel,
    #[case] certain: bool,
) {
    let house = House::new(System::Linux);
    house.file("app/product.json", product);
    let consent = house.code();
    assert_eq!((consent.level, consent.certain), (level, certain), "{consent:?}");
}

#[test]
fn argv_is_told_and_changes_no_level() {
    let house = House::new(System::Linux);
    house.file(".vscode/argv.json", "{ // words\n\"enable-crash-reporter\": false,\n}");
    let consent = house.code();
    assert_eq!((consent.level, consent.certain), (All, true));
    assert!(consent.notes[0].contains("crash reports off"), "{consent:?}");
}

#[test]
fn what_is_no_regular_file_or_too_large_is_not_read() {
    let house = House::new(System::Linux);
    fs::create_dir_all(house.at("Code/User/settings.json")).unwrap();
    let consent = house.code();
    assert_eq!((consent.level, consent.certain), (All, false));
    assert!(consent.notes[0].contains("no regular file"), "{consent:?}");

    let house = House::new(System::Linux);
    let file = house.file("Code/User/settings.json", "");
    fs::File::options().write(true).open(file).unwrap().set_len(11 << 20).unwrap();
    let consent = house.code();
    assert_eq!((consent.level, consent.certain), (All, false));
    assert!(consent.notes[0].contains("larger than 10 MB"), "{consent:?}");
}

#[cfg(unix)]
#[test]
fn a_device_is_not_followed_and_a_linked_file_is() {
    let house = House::new(System::Linux);
    let file = house.file("Code/User/settings.json", "");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
    assert!(house.code().notes[0].contains("no regular file"));
    fs::remove_file(&file).unwrap();
    let real = house.file("dotfiles/settings.json", r#"{"telemetry.telemetryLevel":"off"}"#);
    std::os::unix::fs::symlink(real, &file).unwrap();
    assert_eq!(house.code().level, Off);
}

#[rstest]
#[case("[", "")]
#[case("{\"a\":", "")]
#[case("{\"a\":[", "")]
#[case("]", "}")]
fn deep_nesting_is_refused_on_any_stack(#[case] open: &str, #[case] close: &str) {
    let text = format!(
        "{{\"telemetry.telemetryLevel\":\"off\",\"x\":{}{}}}",
        open.repeat(100_000),
        close.repeat(100_000)
    );
    let read = move || with_settings(text);
    let consent =
        std::thread::Builder::new().stack_size(256 << 10).spawn(read).unwrap().join().unwrap();
    assert_eq!((consent.level, consent.certain), (Off, false));
}

#[test]
fn a_key_of_nothing_but_dots_makes_no_deep_tree() {
    let key = ".".repeat(1_000_000);
    let settings = Settings::read(format!("{{\"{key}\":1,\"a.b\":true}}").as_bytes());
    assert_eq!(settings.get(&key), None);
    assert_eq!(settings.get("a.b"), Some(&serde_json::Value::Bool(true)));
}

/// Pieces of settings, whole and broken.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"telemetry.telemetryLevel\"",
        "\"telemetry\"",
        "\"off\"",
        "'",
        "\"",
        "\\",
        "//",
        "\n",
        "/*",
        "*/",
        "null",
        "true",
        "0x",
        "1e",
        "-",
        "\u{feff}",
        "é",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        Settings::read(&bytes);
    }

    #[test]
    fn no_broken_settings_panic(text in pieces()) {
        Settings::read(text.as_bytes());
    }

    #[test]
    fn what_is_json_is_read_as_it_is(
        before in "[a-z]{1,8}", level in "[a-z]{0,6}", pad in "[ \t\n]{0,3}",
    ) {
        let text = format!(
            "{{{pad}\"{before}\":{pad}{{\"k\":[1,{{}}]}},{pad}\"t.u\":{pad}\"{level}\"{pad}}}"
        );
        let settings = Settings::read(text.as_bytes());
        prop_assert_eq!(settings.broken.as_deref(), None);
        let read = settings.get("t.u").and_then(|value| value.as_str()).map(str::to_owned);
        prop_assert_eq!(read, Some(level));
    }
}

#[test]
fn a_large_file_is_read_in_one_go() {
    let entry = |at: u32| format!("\"k{at}\":\"v\\u0041{at}\",\n");
    let entries: Vec<String> = (0..200_000).map(entry).collect();
    let text = format!("{{{}\"telemetry.telemetryLevel\":\"crash\"}}", entries.concat());
    let begun = std::time::Instant::now();
    assert_eq!(with_settings(text).level, Crash);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

fn found<'a>(switches: &'a [Switch], key: &str) -> &'a Switch {
    switches.iter().find(|switch| switch.key == key).unwrap_or_else(|| panic!("{switches:?}"))
}

#[test]
fn switches_are_told_where_they_are_set_or_installed() {
    let house = House::new(System::Linux);
    assert_eq!(house.switches(All), []);
    house.file(
        "Code/User/settings.json",
        r#"{"fastapi.telemetry.enabled":false,"gitlens":{"telemetry.enabled":false},
            "github.copilot.chat.otel.enabled":true,"telemetry.feedback.enabled":"no"}"#,
    );
    house.file(
        ".vscode/extensions/acme.orchard-1.0.0/package.json",
        r#"{"publisher":"acme","name":"orchard","contributes":{"configuration":[{"properties":{
            "orchard.reporting":{"type":"boolean","default":true,"tags":["telemetry"]},
            "orchard.online":{"type":"boolean","tags":["usesOnlineServices"]},
            "orchard.detail":{"type":"string","default":"some","tags":["x","telemetry"]}}}]}}"#,
    );
    house.file(
        ".vscode/extensions/redhat.java-1.0.0/package.json",
        r#"{"publisher":"redhat","name":"java","contributes":{"configuration":{"properties":{
            "redhat.telemetry.enabled":{"type":"boolean","default":null}}}}}"#,
    );
    house.file(".vscode/extensions/broken-1.0.0/package.json", "{");
    let switches = house.switches(All);
    let of = |key: &str| {
        let switch = found(&switches, key);
        (switch.extension.as_str(), switch.on, switch.why.as_str(), switch.file.is_some())
    };
    let fastapi = ("FastAPILabs.fastapi-vscode", Some(false), "set to false", true);
    assert_eq!(of("fastapi.telemetry.enabled"), fastapi);
    let otel = ("GitHub.copilot-chat", Some(true), "set to true", true);
    assert_eq!(of("github.copilot.chat.otel.enabled"), otel);
    assert_eq!(of("telemetry.feedback.enabled"), ("vscode", None, "set to \"no\"", true));
    assert_eq!(of("orchard.reporting"), ("acme.orchard", Some(true), "default true", false));
    assert_eq!(of("orchard.detail"), ("acme.orchard", None, "default \"some\"", false));
    let redhat = ("redhat.java", None, "not set, and the default is not known", false);
    assert_eq!(of("redhat.telemetry.enabled"), redhat);
    assert_eq!(switches.len(), 6, "{switches:?}");
}

#[rstest]
#[case("{}", None, All, Some(true))]
#[case(r#"{"allowAnonymousTelemetry":true}"#, Some(true), All, Some(true))]
#[case(r#"{"allowAnonymousTelemetry":false}"#, Some(true), All, Some(false))]
#[case(r#"{"allowAnonymousTelemetry":true}"#, Some(false), All, Some(false))]
#[case(r#"{"allowAnonymousTelemetry":true}"#, Some(true), Error, Some(false))]
#[case("{}", None, Off, Some(false))]
fn continue_sends_only_if_everybody_allows_it(
    #[case] config: &str,
    #[case] set: Option<bool>,
    #[case] level: TelemetryLevel,
    #[case] on: Option<bool>,
) {
    let house = House::new(System::Linux);
    house.file(".continue/config.json", config);
    if let Some(set) = set {
        let text = format!("{{\"continue.telemetryEnabled\":{set}}}");
        house.file("Code/User/settings.json", text);
    }
    let switches = house.switches(level);
    let key = if set.is_some() { "continue.telemetryEnabled" } else { "allowAnonymousTelemetry" };
    assert_eq!(found(&switches, key).on, on, "{switches:?}");
    assert_eq!(found(&switches, key).extension, "Continue.continue");
}

/// Writes a file as if it had been written at another time: the clock of a file may be coarse.
fn rewrite(path: &Path, text: &str, seconds: u64) {
    fs::write(path, text).unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds);
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn a_probe_sees_what_changed_and_reads_nothing_otherwise() {
    let house = House::new(System::Linux);
    let mut probe = Probe::new(&house.at("Code"), "code", house.machine.clone());
    assert_eq!(probe.consent().level, All);
    assert!(!probe.look());
    let file = house.file("Code/User/settings.json", "");
    rewrite(&file, r#"{"telemetry.telemetryLevel":"off"}"#, 1);
    assert!(probe.look());
    assert_eq!(probe.consent().level, Off);
    assert!(!probe.look());
    // The same length and time: taken for unchanged.
    rewrite(&file, r#"{"telemetry.telemetryLevel":"all"}"#, 1);
    assert!(!probe.look());
    rewrite(&file, r#"{"telemetry.telemetryLevel":"all"}"#, 2);
    assert!(probe.look());
    house.file("etc/policy.json", r#"{"TelemetryLevel":"crash"}"#);
    assert!(probe.look());
    assert_eq!(probe.consent().level, Crash);
    fs::remove_file(house.at("etc/policy.json")).unwrap();
    fs::remove_file(file).unwrap();
    assert!(probe.look());
    assert_eq!(probe.consent().why, "default, no settings file");
}

#[rstest]
#[case("/h/Code/logs/20260314T090000/window1/exthost/extHostTelemetry.log", Some("/h/Code"))]
#[case("/h/Code/logs/20260314T090000", Some("/h/Code"))]
#[case("/h/code-server/coder-logs/code-server-stdout.log", Some("/h/code-server"))]
#[case("/h/logs/Code/logs/x.log", Some("/h/logs/Code"))]
#[case("/h/saved/telemetry.log", None)]
#[case("telemetry.log", None)]
#[case("-", None)]
fn a_log_tells_whose_user_data_it_lies_in(#[case] log: &str, #[case] user_data: Option<&str>) {
    assert_eq!(user_data_of(Path::new(log)), user_data.map(Path::new));
}

#[test]
fn the_consent_of_a_log_is_kept_and_of_a_saved_one_there_is_none() {
    let house = House::new(System::Linux);
    let mut probes = Probes::new(house.machine.clone());
    let log = house.at("Code/logs/20260314T090000/telemetry.log");
    assert_eq!(probes.of_log(&log, "code"), None);
    let file = house.file("Code/User/settings.json", r#"{"telemetry.telemetryLevel":"off"}"#);
    assert_eq!(probes.of_log(&log, "code").map(|consent| consent.level), Some(Off));
    fs::write(file, "{}").unwrap();
    assert_eq!(probes.of_log(&log, "code").map(|consent| consent.level), Some(All));
    assert_eq!(probes.of_log(&house.at("saved/telemetry.log"), "code"), None);
}
