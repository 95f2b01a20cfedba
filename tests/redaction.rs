//! What is redacted holds nothing that the corpus of the audit labels as personal, however it was
//! written; and it is still the log that it was.
#![expect(clippy::unwrap_used, reason = "what cannot be read ends its test")]

#[path = "corpus/scene.rs"]
#[expect(dead_code, reason = "the judge of the audit needs more of it")]
mod scene;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{EventId, Zone};
use telltail::pipeline::Ingest;
use telltail::privacy::{Identity, Redactor};
use telltail::report::ExportFormat;
use telltail::store::SourceFacts;

use scene::{Event, Scene, scenes};

/// The ids that stand in the common properties of the corpus's events.
const COMMON: [&str; 4] = [
    "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
    "3097ed27-5d08-48dc-845a-bc45e23ecddf1795225142599",
    "0f5c9e0a-6f0e-4d7e-9d61-6a4a3f0f2f11",
    "2f5b3b9e-1111-4c2d-9a1b-0123456789ab",
];

fn redactor(scene: &Scene) -> Redactor {
    let machine = &scene.setting.machine;
    Redactor::new(Identity {
        user: Some(machine.user.clone()),
        home: Some(machine.home.clone()),
        host: Some(machine.host.clone()),
        remotes: machine.remotes.clone(),
    })
}

/// The lines of a scene, each with its event.
fn lines(scene: &Scene) -> Vec<(&Event, String)> {
    let written = scene.written();
    let lines = written.text.lines().map(str::to_owned);
    lines.zip(written.lines).map(|(line, at)| (&scene.events[at], line)).collect()
}

/// Where the payload of a line stands.
fn body(line: &str) -> std::ops::Range<usize> {
    line.find(" {").unwrap() + 1..line.len()
}

fn json_escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

fn percent_encoded(text: &str, keep: &[u8]) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || keep.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
    }
    encoded
}

/// A text as it is, and in every escaping in which it may stand in a log.
fn forms(text: &str) -> Vec<String> {
    let once = json_escaped(text);
    let twice = json_escaped(&once);
    let url = percent_encoded(text, b"");
    let uri = percent_encoded(text, b"/:@+");
    let url_twice = percent_encoded(&url, b"");
    let mut forms = vec![text.to_owned(), json_escaped(&twice), once, twice, url, uri, url_twice];
    forms.dedup();
    forms
}

/// What of an event's personal strings is left in `redacted`.
fn left<'e>(event: &'e Event, redacted: &[u8]) -> Vec<&'e str> {
    let is_in = |text: &&str| {
        let mut forms = forms(text).into_iter();
        forms.any(|form| memchr::memmem::find(redacted, form.as_bytes()).is_some())
    };
    event.personal.iter().map(String::as_str).chain(COMMON).filter(is_in).collect()
}

/// Redacts every line of every scene as `line` makes it of the corpus's, and collects what is left.
fn all_left(change: impl Fn(&str) -> (String, Option<std::ops::Range<usize>>)) -> Vec<String> {
    let mut wrong = Vec::new();
    for scene in scenes() {
        let mut redactor = redactor(&scene);
        let lines = lines(&scene);
        for (event, line) in &lines {
            let (line, body) = change(line);
            let redacted = redactor.record(line.as_bytes(), body);
            let left = left(event, &redacted);
            if !left.is_empty() {
                let shown = String::from_utf8_lossy(&redacted);
                wrong.push(format!("{}: {left:?} in {shown}", event.id));
            }
        }
    }
    wrong
}

#[track_caller]
fn nothing_is_left(change: impl Fn(&str) -> (String, Option<std::ops::Range<usize>>)) {
    let wrong = all_left(change);
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_personal_is_left_in_a_record() {
    nothing_is_left(|line| (line.to_owned(), Some(body(line))));
}

#[test]
fn nothing_personal_is_left_in_a_line_whose_json_nobody_found() {
    nothing_is_left(|line| (line.to_owned(), None));
}

#[test]
fn nothing_personal_is_left_in_json_within_json() {
    for depth in 1..=3 {
        nothing_is_left(|line| {
            let mut payload = line[body(line)].to_owned();
            for _ in 0..depth {
                payload = json_escaped(&payload);
            }
            let name = &line[..body(line).start];
            let line = format!(r#"{name}{{"payload":"{payload}","n":1}}"#);
            let body = name.len()..line.len();
            (line, Some(body))
        });
    }
}

#[test]
fn nothing_personal_is_left_in_a_payload_written_as_a_url() {
    for twice in [false, true] {
        nothing_is_left(|line| {
            let mut payload = percent_encoded(&line[body(line)], b"");
            if twice {
                payload = percent_encoded(&payload, b"");
            }
            let name = &line[..body(line).start];
            let line = format!(r#"{name}{{"link":"command:open?{payload}"}}"#);
            let body = name.len()..line.len();
            (line, Some(body))
        });
    }
}

#[test]
fn nothing_personal_is_left_in_json_that_is_broken() {
    nothing_is_left(|line| {
        (line[..line.len() - 1].to_owned(), Some(body(line).start..line.len() - 1))
    });
    nothing_is_left(|line| {
        let line = line.replacen(" {\"", " {", 1);
        let body = body(&line);
        (line, Some(body))
    });
}

#[test]
fn nothing_personal_is_left_in_bytes_that_are_no_text() {
    let mut wrong = Vec::new();
    for scene in scenes() {
        let mut redactor = redactor(&scene);
        for (event, line) in lines(&scene) {
            let bytes = [line.as_bytes(), b" \xff\xfe"].concat();
            let redacted = redactor.record(&bytes, Some(body(&line)));
            assert!(redacted.ends_with(b"\xff\xfe"));
            wrong.extend(
                left(event, &redacted).into_iter().map(|left| format!("{}: {left}", event.id)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The lines of `print --format json` for a scene's log, at its place on the machine.
fn printed(scene: &Scene) -> Vec<String> {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    let path =
        format!("{}/.config/Code/logs/20261120T090000/telemetry.log", scene.setting.machine.home);
    let facts = SourceFacts {
        label: "telemetry.log".to_owned(),
        path,
        product: "code".to_owned(),
        session: Some("20261120T090000".to_owned()),
        bearing: true,
        ..SourceFacts::default()
    };
    let source = ingest.add_source(facts).unwrap();
    ingest.bytes(source, scene.written().text.as_bytes());
    ingest.finish_part(source);
    let log = ingest.log();
    let log = log.read().unwrap();
    let rows = (0..log.len() as u32).filter_map(|id| log.row(EventId(id)));
    rows.map(|row| serde_json::to_string(&log.text(row).whole().event()).unwrap()).collect()
}

#[test]
fn nothing_personal_is_left_in_printed_events_and_they_stay_what_they_are() {
    let mut wrong = Vec::new();
    for scene in scenes() {
        let mut redactor = redactor(&scene);
        let printed = printed(&scene);
        for line in &printed {
            redactor.learn(line.as_bytes());
        }
        assert_eq!(printed.len(), lines(&scene).len(), "{}", scene.name);
        for ((event, _), line) in lines(&scene).into_iter().zip(printed) {
            let redacted = redactor.json(&line).into_owned();
            let left = left(event, redacted.as_bytes());
            let machine = &scene.setting.machine;
            let home = redacted.contains(&machine.home) || redacted.contains(&machine.user);
            if !left.is_empty() || home {
                wrong.push(format!("{}: {left:?} in {redacted}", event.id));
            }
            let [now, was]: [Value; 2] =
                [&redacted, &line].map(|it| serde_json::from_str(it).unwrap());
            for key in
                ["kind", "level", "destination", "source", "session", "line", "time", "version"]
            {
                assert_eq!(now[key], was[key], "{}: {key}", event.id);
            }
            let of_name = event.personal.iter().any(|it| word(&was, "name").contains(it.as_str()));
            assert!(of_name || now["name"] == was["name"], "{}", event.id);
            let place = "/redacted/path-1/logs/20261120T090000/telemetry.log";
            assert!(word(&now, "path").ends_with(&place[16..]), "{}", word(&now, "path"));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

fn word(event: &Value, key: &str) -> String {
    event[key].as_str().unwrap_or_default().to_owned()
}

/// The keys and the shape of a value, without what texts and numbers say.
fn shape(value: &Value, personal: &[String]) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| {
                let is_personal = personal.iter().any(|it| key.contains(it.as_str()));
                (if is_personal { "personal" } else { key }.to_owned(), shape(value, personal))
            })
            .collect(),
        Value::Array(values) => values.iter().map(|value| shape(value, personal)).collect(),
        Value::String(_) => "text".into(),
        Value::Number(_) => 0.into(),
        other => other.clone(),
    }
}

#[test]
fn json_stays_json_with_the_keys_it_had_and_names_stay() {
    for scene in scenes() {
        let mut redactor = redactor(&scene);
        for (event, line) in lines(&scene) {
            let body = body(&line);
            let json: Value = serde_json::from_str(&line[body.clone()]).unwrap();
            let redacted = redactor.record(line.as_bytes(), Some(body.clone())).into_owned();
            let redacted = String::from_utf8(redacted).unwrap();
            let start = redacted.find(" {").unwrap() + 1;
            let now: Value = serde_json::from_str(&redacted[start..])
                .map_err(|error| format!("{}: {error} in {redacted}", event.id))
                .unwrap();
            let personal: Vec<_> = event.personal.clone();
            let keys = now.as_object().unwrap().len();
            assert_eq!(keys, json.as_object().unwrap().len(), "{}", event.id);
            if !personal.iter().any(|it| line[..body.start].contains(it.as_str())) {
                assert_eq!(redacted[..start], line[..body.start], "{}", event.id);
            }
            if !event.fires.iter().any(|label| label.key.is_none()) {
                assert_eq!(shape(&now, &[]), shape(&json, &[]), "{}", event.id);
            }
        }
    }
}

/// What `telltail export --redact` writes of a scene's log, on the machine that it was logged on.
fn exported(scene: &Scene, format: ExportFormat) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let write = |name: &str, text: &str| {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), text).unwrap();
    };
    let machine = &scene.setting.machine;
    write("logs/20261120T090000/window1/exthost/extHostTelemetry.log", &scene.written().text);
    write("project/.git/HEAD", "ref: refs/heads/main\n");
    let remotes = machine.remotes.iter().enumerate();
    let remotes: Vec<_> =
        remotes.map(|(n, url)| format!("[remote \"r{n}\"]\n\turl = {url}\n")).collect();
    write("project/.git/config", &remotes.concat());
    let mut command = Command::new(env!("CARGO_BIN_EXE_telltail"));
    command.arg("export").arg(at("logs")).arg("-o").arg(at("out")).arg("--redact");
    command.args(["--format", format.as_str()]).env_clear().current_dir(at("project"));
    command.env("HOME", &machine.home).env("USER", &machine.user).env("TZ", "UTC");
    command.env("LOGNAME", &machine.user).env("HOSTNAME", &machine.host);
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        command.env(name, at("nothing"));
    }
    let output = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {}\n{complaint}", scene.name, output.status);
    unpacked(fs::read(at("out")).unwrap())
}

/// What is in a file that is packed, however many members it has.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return bytes;
    }
    let mut plain = Vec::new();
    flate2::bufread::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).unwrap();
    plain
}

/// Whether a text stands somewhere not as the middle of another word (`ines` in `lines`); one that
/// is escaped there is taken for such.
fn stands_alone(text: &str, bytes: &[u8]) -> bool {
    let letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let mut places = memchr::memmem::find_iter(bytes, text.as_bytes()).peekable();
    places.peek().is_none()
        || places.any(|at| !letter(at.checked_sub(1)) && !letter(Some(at + text.len())))
}

#[test]
fn nothing_personal_is_left_in_an_export() {
    let mut wrong = Vec::new();
    for format in ExportFormat::ALL {
        for scene in scenes().iter().filter(|scene| !scene.events.is_empty()) {
            let exported = exported(scene, format);
            for event in &scene.events {
                let words = |left: &&str| stands_alone(left, &exported);
                for left in left(event, &exported).into_iter().filter(words) {
                    wrong.push(format!(
                        "{} as {format}: {left}",
                        event.id,
                        format = format.as_str()
                    ));
                }
            }
            let machine = &scene.setting.machine;
            for name in [&machine.user, &machine.home, &machine.host] {
                let is_in = memchr::memmem::find(&exported, name.as_bytes()).is_some();
                if is_in && stands_alone(name, &exported) {
                    wrong.push(format!("{} as {}: {name}", scene.name, format.as_str()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} left:\n{}", wrong.len(), wrong.join("\n"));
}

/// Values of the corpus that have nothing to do with anybody: numbers of versions, paths of
/// systems, words.
#[test]
fn what_is_harmless_mostly_stays() {
    let (mut hard, mut changed) = (0, Vec::new());
    for scene in scenes() {
        let mut redactor = redactor(&scene);
        for (event, line) in lines(&scene).into_iter().filter(|(event, _)| event.hard) {
            hard += 1;
            let mut kept = line.clone();
            for id in COMMON {
                kept = kept.replace(id, "");
            }
            let redacted = redactor.record(kept.as_bytes(), Some(body(&kept)));
            if *redacted != *kept.as_bytes() {
                changed.push(event.id.clone());
            }
        }
    }
    let said =
        format!("{} of {hard} hard negatives changed:\n{}\n", changed.len(), changed.join(", "));
    io::stderr().write_all(said.as_bytes()).unwrap();
    assert!(changed.len() * 8 <= hard, "more than one in eight; see above");
}

/// What tells of findings and of rules has them in words of its own: a catalog declares another
/// property, so that each value is a finding, and a person's own rule says where events go.
#[test]
fn a_report_tells_findings_and_rules_without_what_is_personal() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let write = |name: &str, text: &str| {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), text).unwrap();
    };
    let properties = serde_json::json!({
        "host": "db7.corp.acme.com",
        "hostname": "wolfram-7",
        "user": "octocat",
        "userId": "jo-4711",
        "path": "/home/georg/secret/plan.ts",
        "kind": "lint",
    });
    let log = format!(
        "2026-11-20 09:00:00.000 [trace] acme.demo/opened {{\"properties\":{properties}}}\n"
    );
    write("logs/20261120T090000/window1/exthost/extHostTelemetry.log", &log);
    let declared = r#"{"events":{"opened":{"size":{"classification":"SystemMetaData","purpose":"FeatureInsight"}}}}"#;
    write("c.json", declared);
    let own = "[[rule]]\nid = \"mine.acme\"\nwhen = 'producer:acme.*'\n\
               destination = \"acme\"\nby = \"rule\"\nwhy = \"Zaphod runs it.\"\n";
    write("config/telltail/rules/acme.toml", own);
    let mut command = Command::new(env!("CARGO_BIN_EXE_telltail"));
    command.arg("export").arg(at("logs")).arg("-o").arg(at("out.md")).arg("--redact");
    command.arg("--catalog").arg(format!("acme.demo={}", at("c.json").display()));
    command.args(["--format", "markdown"]).env_clear().current_dir(folder.path());
    command.env("HOME", at("home")).env("XDG_CONFIG_HOME", at("config")).env("TZ", "UTC");
    let output = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    let report = fs::read_to_string(at("out.md")).unwrap();
    for left in
        ["acme.com", "wolfram", "octocat", "4711", "georg", "Zaphod", "sha256", "characters"]
    {
        assert!(!report.contains(left), "{left} in {report}");
    }
    for kept in ["TEL002", "opened", "hostname", "lint", "An own rule says so"] {
        assert!(report.contains(kept), "{kept} is not in {report}");
    }
}
