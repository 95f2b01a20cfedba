//! Facts and what they come to: a table.

use std::io::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::catalog::Catalog;
use crate::classify::{Classifier, Record, Rules};
use crate::config::environment::{Environment, System};
use crate::consent::{Consent, Machine, TelemetryLevel, switches_of};
use crate::event::{Instant, Kind, LogLevel, Zone};
use crate::pipeline::Ingest;
use crate::source::PRODUCTS;
use crate::store::SourceFacts;

/// A session with one telemetry log that is empty.
fn empty_log() -> Facts {
    Facts { product: "code".to_owned(), sources: 1, bearing: 1, ..Facts::default() }
}

/// A session with events up to `last`.
fn with_events(last: i64) -> Facts {
    Facts { events: 12, last_event: Some(Instant(last)), ..empty_log() }
}

fn allowed(level: TelemetryLevel) -> Consent {
    Consent {
        level,
        why: format!("telemetry.telemetryLevel is \"{level}\""),
        file: Some("settings.json".into()),
        certain: true,
        notes: Vec::new(),
    }
}

const MINUTE: i64 = 60_000;

/// One row: what is known, the trace state, whether that is certain, and the cases in order.
struct Row(&'static str, Facts, TraceState, bool, &'static [Case]);

fn stopped(at: i64) -> TraceState {
    TraceState::Stopped { at: Some(Instant(at)) }
}

/// The rows where nothing, or no event, was found.
#[expect(clippy::too_many_lines, reason = "a table")]
fn rows_without_events() -> Vec<Row> {
    use Case::{NoLogs, NoTelemetryLog, NotSent, NothingYet, OnlyErrors, TelemetryOff, TracingOff};
    use TraceState::{Off, On, Unknown};
    vec![
        Row("nothing at all", Facts::default(), Unknown, true, &[NoLogs]),
        Row(
            "logs, but no telemetry log",
            Facts { sources: 3, ..Facts::default() },
            Unknown,
            true,
            &[NoTelemetryLog],
        ),
        Row(
            "only other logs, and telemetry is off",
            Facts { sources: 3, consent: Some(allowed(TelemetryLevel::Off)), ..Facts::default() },
            Unknown,
            true,
            &[NoTelemetryLog, TelemetryOff],
        ),
        Row("an empty telemetry log", empty_log(), Off, false, &[TracingOff]),
        Row("only headers", Facts { headers: 2, ..empty_log() }, Off, false, &[TracingOff]),
        Row("only other lines", Facts { lines: 1, ..empty_log() }, Off, false, &[TracingOff]),
        Row(
            "the log says that it is at info",
            Facts { lines: 1, level: Some((LogLevel::Info, None)), ..empty_log() },
            Off,
            true,
            &[TracingOff],
        ),
        Row(
            "the log says that it is at trace",
            Facts { lines: 1, level: Some((LogLevel::Trace, None)), ..empty_log() },
            On,
            true,
            &[NothingYet],
        ),
        Row(
            "everything is allowed, and nothing is logged",
            Facts { consent: Some(allowed(TelemetryLevel::All)), ..empty_log() },
            Off,
            false,
            &[TracingOff],
        ),
        Row(
            "telemetry is off",
            Facts { consent: Some(allowed(TelemetryLevel::Off)), ..empty_log() },
            Unknown,
            false,
            &[TelemetryOff],
        ),
        Row(
            "only errors are allowed, and none came",
            Facts { consent: Some(allowed(TelemetryLevel::Error)), ..empty_log() },
            Off,
            false,
            &[OnlyErrors, TracingOff],
        ),
        Row(
            "a product that does not send",
            Facts { product: "vscodium".to_owned(), ..empty_log() },
            Off,
            false,
            &[TracingOff, NotSent],
        ),
    ]
}

/// The rows where events were found.
#[expect(clippy::too_many_lines, reason = "a table")]
fn rows_with_events() -> Vec<Row> {
    use Case::{LoggedWhileOff, NotSent, OnlyErrors, Seen, Stopped};
    use TraceState::{On, Unknown};
    vec![
        Row("events", with_events(0), On, true, &[Seen]),
        Row(
            "events while telemetry is off",
            Facts { consent: Some(allowed(TelemetryLevel::Off)), ..with_events(0) },
            On,
            true,
            &[LoggedWhileOff, Seen],
        ),
        Row(
            "events, and only crashes are allowed",
            Facts { consent: Some(allowed(TelemetryLevel::Crash)), ..with_events(0) },
            On,
            true,
            &[OnlyErrors, Seen],
        ),
        Row(
            "the header again behind the newest event",
            Facts { reopened: Some(Instant(5)), ..with_events(3) },
            stopped(3),
            false,
            &[Stopped],
        ),
        Row(
            "the header again in one log, and later events in another",
            Facts { reopened: Some(Instant(5)), ..with_events(8) },
            On,
            true,
            &[Seen],
        ),
        Row(
            "the level was lowered behind the newest event",
            Facts { level: Some((LogLevel::Info, Some(Instant(4)))), ..with_events(3) },
            stopped(3),
            true,
            &[Stopped],
        ),
        Row(
            "the level was lowered in one log, and another has later events",
            Facts { level: Some((LogLevel::Info, Some(Instant(4)))), ..with_events(5) },
            On,
            true,
            &[Seen],
        ),
        Row(
            "the other logs went on for long",
            Facts { others_until: Some(Instant(10 * MINUTE)), ..with_events(0) },
            stopped(0),
            false,
            &[Stopped],
        ),
        Row(
            "the other logs went on for a moment",
            Facts { others_until: Some(Instant(MINUTE)), ..with_events(0) },
            On,
            true,
            &[Seen],
        ),
        Row(
            "a channel that says it is not sent",
            Facts { marked_not_sent: true, ..with_events(0) },
            On,
            true,
            &[Seen, NotSent],
        ),
        Row(
            "only what went over the network",
            Facts { sources: 1, wire: 1, bearing: 0, ..with_events(0) },
            Unknown,
            true,
            &[Seen],
        ),
    ]
}

#[test]
fn every_row_of_facts_comes_to_its_verdict() {
    for Row(what, facts, trace, certain, cases) in
        rows_without_events().into_iter().chain(rows_with_events())
    {
        let health = judge(&facts);
        assert_eq!((health.trace, health.certain), (trace, certain), "{what}");
        let found: Vec<_> = health.verdicts().map(|verdict| verdict.case).collect();
        assert_eq!(found, cases, "{what}");
        for verdict in health.verdicts() {
            assert!(!verdict.text.is_empty() && !verdict.why.is_empty(), "{what}: {verdict:?}");
        }
    }
}

#[test]
fn tracing_off_says_how_it_is_switched_on_and_that_it_must_be_repeated() {
    let verdict = judge(&empty_log()).verdict;
    assert!(verdict.text.contains("(probably) sending, but not logging"), "{verdict:?}");
    let offers = verdict.offers.join("\n");
    for word in ["Developer: Show Telemetry", "Set Log Level", "code --log trace", "reload"] {
        assert!(offers.contains(word), "{offers}");
    }
}

#[test]
fn a_product_that_does_not_send_is_not_said_to_be_sending() {
    let health = judge(&Facts { product: "vscodium".to_owned(), ..empty_log() });
    let said: String = health.verdicts().map(|verdict| verdict.text.as_str()).collect();
    assert!(!said.contains("sending") && said.contains("VSCodium only logs"), "{said}");
}

const HEADER: &str = "2026-11-21 01:39:00.000 [info] Below are logs for every telemetry event \
                      sent from VS Code once the log level is set to trace.\n\
                      2026-11-21 01:39:00.001 [info] \
                      ===========================================================\n";

fn event(second: u32) -> String {
    format!("2026-11-21 01:39:{second:02}.000 [trace] telemetry/x {{\"properties\":{{}}}}\n")
}

#[test]
fn the_facts_of_a_log_follow_what_is_appended() {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    let label = "telemetry.log".to_owned();
    let source = SourceFacts { label, bearing: true, ..SourceFacts::default() };
    let source = ingest.add_source(source).unwrap();
    let mut after = |text: &str| {
        ingest.bytes(source, text.as_bytes());
        ingest.show_open();
        let log = ingest.log();
        let log = log.read().unwrap();
        judge(&facts(&log, newest_launch(&log).as_ref())).trace
    };
    let at = |second: i64| Some(Instant(1_795_225_140_000 + second * 1000));
    assert_eq!(after(""), TraceState::Off);
    assert_eq!(after(HEADER), TraceState::Off);
    assert_eq!(after(&event(1)), TraceState::On);
    assert_eq!(
        after("2026-11-21 01:39:02.000 [info] Log level: Info\n"),
        TraceState::Stopped { at: at(1) }
    );
    assert_eq!(after(&event(3)), TraceState::On);
    assert_eq!(after(&HEADER.replace(":00.", ":04.")), TraceState::Stopped { at: at(3) });
    // The newest record is amended while it grows: it counts once.
    assert_eq!(after("2026-11-21 01:39:05.000 [trace] telemetry/y {\n"), TraceState::On);
    assert_eq!(after("}\nmore\n"), TraceState::On);
    let log = ingest.log();
    let log = log.read().unwrap();
    let tally = log.tally(source);
    assert_eq!((tally.events, tally.headers, tally.logs, tally.raw), (3, 4, 5, 0));
}

#[test]
fn a_glance_at_the_ends_of_a_log_tells_what_reading_all_of_it_would() {
    let filler = "2026-11-21 01:39:01.000 [trace] not an event\n".repeat(5000);
    let long = |end: &str| format!("{HEADER}{}{filler}{end}", event(1));
    let again = HEADER.replace(":00.", ":09.");
    for (text, state, events) in [
        (String::new(), "off", false),
        (HEADER.to_owned(), "off", false),
        (format!("{HEADER}{}", event(1)), "on", true),
        (format!("{HEADER}{}{again}", event(1)), "stopped", true),
        (format!("{HEADER}2026-11-21 01:39:01.000 [info] Log level: Trace\n"), "on", false),
        (format!("{HEADER}2026-11-21 01:39:01.000 [info] Log level: Trace\n{again}"), "off", false),
        (long(""), "on", true),
        (long(&again), "stopped", true),
        (long(&format!("{again}{}", event(10))), "on", true),
        (format!("{HEADER}{filler}{}", event(10)), "on", true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("telemetry.log");
        std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        let glance = glance(&path).unwrap();
        assert_eq!((glance.trace.as_str(), glance.events), (state, events), "{}", text.len());
        assert_eq!(glance.whole, text.len() <= 128 * 1024);
    }
    assert!(glance(std::path::Path::new("/nowhere/telemetry.log")).is_err());
}

/// The table of those who only log is the rules' own: a verdict and an event's destination must
/// not contradict each other.
#[test]
fn products_that_only_log_are_those_of_which_the_rules_say_so() {
    let rules = Arc::new(Rules::embedded().unwrap());
    let mut classifier = Classifier::new(Arc::clone(&rules));
    for product in PRODUCTS {
        let name = "telemetry/serverStart";
        let class = classifier.classify(&Record {
            kind: Kind::Event,
            log_level: Some(LogLevel::Trace),
            name,
            event: "serverStart",
            product: product.id,
            source: "telemetry.log",
            folder: None,
            body: &(),
        });
        let sent = rules.destinations().name(class.destination) != "not-sent";
        let facts = Facts { product: product.id.to_owned(), ..Facts::default() };
        assert_eq!(facts.is_not_sent(), !sent, "{}", product.id);
    }
}

#[test]
fn what_switches_a_sender_off_is_a_switch_that_consent_knows() {
    let folder = tempfile::tempdir().unwrap();
    let settings: serde_json::Map<_, _> =
        senders::OWN_SENDERS.iter().map(|it| (it.setting.to_owned(), false.into())).collect();
    std::fs::create_dir(folder.path().join("User")).unwrap();
    let text = serde_json::to_string(&settings).unwrap();
    std::fs::write(folder.path().join("User/settings.json"), text).unwrap();
    let environment = Environment {
        system: System::Linux,
        variables: std::collections::BTreeMap::new(),
        home: folder.path().to_owned(),
    };
    let machine = Machine::new(environment);
    let switches = switches_of(folder.path(), "code", &machine, TelemetryLevel::All);
    for sender in &senders::OWN_SENDERS {
        let switch = switches.iter().find(|switch| switch.key == sender.setting);
        assert_eq!(switch.map(|switch| switch.on), Some(Some(false)), "{}", sender.setting);
    }
}

proptest! {
    #[test]
    fn a_glance_at_any_bytes_never_panics(
        first in prop::collection::vec(any::<u8>(), 0..200),
        last in prop::collection::vec(any::<u8>(), 0..200),
        whole in any::<bool>(),
    ) {
        glance_at(&first, &last, whole, true);
    }
}
