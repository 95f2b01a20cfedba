//! Settings that hold, held, and may have held: what rules say of events under them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rstest::rstest;
use tempfile::TempDir;

use crate::audit::{Audit, Auditor, Context, Desks, Policy};
use crate::catalog::Catalog;
use crate::config::environment::{Environment, System};
use crate::consent::{Machine, Probes};
use crate::event::{
    Destination, Destinations, Evidence, Kind, Level, LogLevel, Reason, ReasonId, Severity, Zone,
};
use crate::privacy::{Identity, Scanner};
use crate::store::{ClassFacts, Entry, EventLog, Setup, SourceFacts};

use super::*;

const HERE: &str = "/data/Code";

/// A log of an editor in [`HERE`], with an event of `producer` at each of `times`.
fn log(level: Level, destination: Destination, times: &[i64]) -> EventLog {
    let rule = |by| Reason { rule: "r".into(), file: "f".into(), by, why: "w".into() };
    let mut log = EventLog::new(Setup {
        reasons: [rule(Evidence::Rule), rule(Evidence::Guess)].into(),
        destinations: Destinations::default(),
        catalog: Arc::new(Catalog::default()),
        zone: Zone::utc(),
        judge: None,
    });
    let path = format!("{HERE}/logs/20261120T090000/telemetry.log");
    let facts = SourceFacts { path, product: "code".into(), ..SourceFacts::default() };
    let source = log.add_source(facts).unwrap();
    for time in times {
        let class = ClassFacts {
            kind: Kind::Event,
            log_level: Some(LogLevel::Trace),
            name: "acme.demo/opened",
            event: "opened",
            producer: "acme.demo",
            level: Some(level),
            destination,
            ..ClassFacts::default()
        };
        let bytes = br#"2026-11-20 09:00:00.000 [trace] acme.demo/opened {"n":1}"#;
        let time = Some(Instant(*time));
        let entry = Entry {
            bytes,
            offset: 0,
            line: 1,
            time,
            wall: time.map(|it| it.0),
            notes: crate::parse::Notes::default(),
            class,
        };
        log.append(source, &entry).unwrap();
    }
    log
}

/// What settings with this text allow, whenever.
fn allowed(settings: &str) -> Allowed {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    fs::write(&file, settings).unwrap();
    Allowed::of_file(&file, &[]).unwrap()
}

fn level(word: &str) -> Allowed {
    allowed(&format!(r#"{{"telemetry.telemetryLevel": "{word}"}}"#))
}

/// The same, from a file that was written at `since`.
fn since(allowed: Allowed, since: i64) -> Allowed {
    let since = Some(Instant(since));
    let switches = allowed.switches.into_iter().map(|(switch, _)| (switch, since)).collect();
    Allowed { since, switches, ..allowed }
}

fn here(product: &str, allowed: Allowed) -> Permissions {
    let mut permissions = Permissions::default();
    permissions.add(Path::new(HERE), product, allowed);
    permissions
}

fn auditor() -> Arc<Auditor> {
    let scanner = Scanner::new(Identity::default());
    Arc::new(Auditor::new(Context::new(Policy::default(), scanner)))
}

/// What is found of what is allowed: rule, severity, count.
fn found(audit: &mut Audit, log: &EventLog) -> Vec<(String, Severity, u64)> {
    audit.advance(log, usize::MAX, &mut Desks::default());
    audit.conclude(log);
    let found = audit.findings(log).list.into_iter();
    let found = found.filter(|it| it.rule.starts_with("TEL02"));
    found.map(|it| (it.rule.to_string(), it.severity, it.count())).collect()
}

fn found_under(permissions: Permissions, log: &EventLog) -> Vec<(String, Severity, u64)> {
    let auditor = auditor();
    auditor.set_permissions(permissions);
    found(&mut Audit::new(auditor), log)
}

fn hit(severity: Severity, count: u64) -> (String, Severity, u64) {
    ("TEL020".to_owned(), severity, count)
}

#[rstest]
#[case::usage_all("all", Level::Usage, false)]
#[case::usage_error("error", Level::Usage, true)]
#[case::usage_crash("crash", Level::Usage, true)]
#[case::usage_off("off", Level::Usage, true)]
#[case::error_error("error", Level::Error, false)]
#[case::error_crash("crash", Level::Error, true)]
#[case::error_off("off", Level::Error, true)]
#[case::crash_crash("crash", Level::Crash, false)]
#[case::crash_off("off", Level::Crash, true)]
fn a_level_lets_through_what_it_names(
    #[case] word: &str,
    #[case] of_event: Level,
    #[case] is_found: bool,
) {
    let log = log(of_event, Destination::MICROSOFT, &[1000]);
    let wanted: Vec<_> = is_found.then(|| hit(Severity::Error, 1)).into_iter().collect();
    assert_eq!(found_under(Permissions::everywhere(level(word)), &log), wanted);
}

#[test]
fn what_is_only_logged_is_a_warning() {
    let log = log(Level::Usage, Destination::NOT_SENT, &[1000]);
    let permissions = Permissions::everywhere(level("off"));
    assert_eq!(found_under(permissions, &log), [hit(Severity::Warning, 1)]);
}

#[test]
fn an_event_older_than_the_settings_is_a_note_and_a_later_one_an_error() {
    let log = log(Level::Usage, Destination::MICROSOFT, &[1000, 2000, 3000]);
    let permissions = here("code", since(level("off"), 2000));
    let wanted = [hit(Severity::Error, 2), hit(Severity::Note, 1)];
    assert_eq!(found_under(permissions, &log), wanted);
}

#[test]
fn settings_of_another_editor_or_folder_say_nothing() {
    let log = log(Level::Usage, Destination::MICROSOFT, &[1000]);
    assert_eq!(found_under(here("cursor", since(level("off"), 0)), &log), []);
    let mut elsewhere = Permissions::default();
    elsewhere.add(Path::new("/data/Co"), "code", since(level("off"), 0));
    assert_eq!(found_under(elsewhere, &log), []);
    assert_eq!(found_under(Permissions::default(), &log), []);
}

#[test]
fn an_event_is_judged_by_what_held_when_it_was_logged() {
    let log = log(Level::Usage, Destination::MICROSOFT, &[500, 1500, 2500]);
    let auditor = auditor();
    let mut audit = Audit::new(Arc::clone(&auditor));
    assert!(!auditor.set_permissions(here("code", since(level("all"), 1000))));
    assert_eq!(found(&mut audit, &log), []);
    // It is turned off while the session is watched.
    assert!(auditor.set_permissions(here("code", since(level("off"), 2000))));
    assert_eq!(found(&mut audit, &log), [hit(Severity::Error, 1)]);
    // The file is written again, and says the same of it.
    assert!(!auditor.set_permissions(here("code", since(level("off"), 9000))));
    assert_eq!(found(&mut audit, &log), [hit(Severity::Error, 1)]);
    assert!(auditor.set_permissions(here("code", since(level("all"), 9500))));
    assert_eq!(found(&mut audit, &log), [hit(Severity::Error, 1)]);
}

#[rstest]
#[case::of_another(r#"{"fastapi.telemetry.enabled": false}"#)]
#[case::of_another_publisher(r#"{"redhat.telemetry.enabled": false}"#)]
#[case::of_the_editor(r#"{"telemetry.feedback.enabled": false}"#)]
fn a_switch_of_another_says_nothing(#[case] settings: &str) {
    let log = log(Level::Usage, Destination::MICROSOFT, &[1000]);
    assert_eq!(found_under(Permissions::everywhere(allowed(settings)), &log), []);
}

/// A house with an editor whose extension has a switch.
fn house(settings: &str, default: bool) -> (TempDir, Probes) {
    let home = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file("Code/User/settings.json", settings);
    file(
        ".vscode/extensions/acme.demo-1.0.0/package.json",
        &format!(
            r#"{{"publisher":"acme","name":"demo","contributes":{{"configuration":{{"properties":{{
            "demo.telemetry.enabled":{{"type":"boolean","default":{default},"tags":["telemetry"]}},
            "demo.telemetry.verbose":{{"type":"boolean","default":false,"tags":["telemetry"]}}}}}}}}}}"#
        ),
    );
    let environment = Environment {
        system: System::Linux,
        variables: std::collections::BTreeMap::new(),
        home: home.path().to_owned(),
    };
    let mut machine = Machine::new(environment);
    machine.policy = home.path().join("no-policy.json");
    (home, Probes::new(machine))
}

#[rstest]
#[case::on(r#"{"demo.telemetry.enabled": true}"#, false, None)]
#[case::set_off(r#"{"demo.telemetry.enabled": false}"#, true, Some(Severity::Error))]
#[case::off_by_default("{}", false, Some(Severity::Note))]
#[case::on_by_default("{}", true, None)]
#[case::a_part_of_it(r#"{"demo.telemetry.verbose": false}"#, true, None)]
fn a_switch_that_is_off_is_heeded_and_a_default_is_a_guess(
    #[case] settings: &str,
    #[case] default: bool,
    #[case] wanted: Option<Severity>,
) {
    let (home, mut probes) = house(settings, default);
    let log_file = home.path().join("Code/logs/20261120T090000/telemetry.log");
    let (_, allowed) = probes.allowed(&log_file, "code").unwrap();
    // Later than the file was written.
    let later = i64::MAX - 1;
    let log = log(Level::Usage, Destination::MICROSOFT, &[later]);
    let found = found_under(here("code", allowed.clone()), &log);
    assert_eq!(found.first().map(|it| (it.0.as_str(), it.1)), wanted.map(|it| ("TEL021", it)));
}

#[test]
fn an_event_whose_level_is_a_guess_is_a_note_unless_nothing_may_pass() {
    let mut log = log(Level::Usage, Destination::MICROSOFT, &[]);
    let source = log.sources().next().unwrap().0;
    let class = ClassFacts {
        kind: Kind::Event,
        name: "acme.demo/opened",
        event: "opened",
        producer: "acme.demo",
        level: Some(Level::Usage),
        level_reason: ReasonId(1),
        ..ClassFacts::default()
    };
    let entry = Entry {
        bytes: br#"acme.demo/opened {"n":1}"#,
        offset: 0,
        line: 1,
        time: None,
        wall: None,
        notes: crate::parse::Notes::default(),
        class,
    };
    log.append(source, &entry).unwrap();
    let under = |word| found_under(Permissions::everywhere(level(word)), &log);
    assert_eq!(under("error"), [hit(Severity::Note, 1)]);
    assert_eq!(under("off"), [hit(Severity::Error, 1)]);
}
