//! Facts and what they come to: a table.

use std::io::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;

use super::Case::{
    LoggedWhileOff, NoLogs, NoTelemetryLog, NotSent, NothingYet, OnlyErrors, Seen, Stopped,
    TelemetryOff, TracingOff,
};
use super::TraceState::{Off, On, Unknown};
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

/// The same where the settings allow so much.
fn under(level: TelemetryLevel, facts: Facts) -> Facts {
    Facts { consent: Some(allowed(level)), ..facts }
}

/// A session with logs of which none is a telemetry log.
fn other_logs() -> Facts {
    Facts { sources: 3, ..Facts::default() }
}

const MINUTE: i64 = 60_000;

fn stopped(at: i64) -> TraceState {
    TraceState::Stopped { at: Some(Instant(at)) }
}

#[rstest]
#[case::nothing_at_all(Facts::default(), Unknown, true, &[NoLogs])]
#[case::logs_but_no_telemetry_log(other_logs(), Unknown, true, &[NoTelemetryLog])]
#[case::only_other_logs_and_telemetry_is_off(
    under(TelemetryLevel::Off, other_logs()), Unknown, true, &[NoTelemetryLog, TelemetryOff]
)]
#[case::an_empty_telemetry_log(empty_log(), Off, false, &[TracingOff])]
#[case::only_headers(Facts { headers: 2, ..empty_log() }, Off, false, &[TracingOff])]
#[case::only_other_lines(Facts { lines: 1, ..empty_log() }, Off, false, &[TracingOff])]
#[case::the_log_says_that_it_is_at_info(
    Facts { lines: 1, level: Some((LogLevel::Info, None)), ..empty_log() }, Off, true, &[TracingOff]
)]
#[case::the_log_says_that_it_is_at_trace(
    Facts { lines: 1, level: Some((LogLevel::Trace, None)), ..empty_log() }, On, true, &[NothingYet]
)]
#[case::everything_is_allowed_and_nothing_is_logged(
    under(TelemetryLevel::All, empty_log()), Off, false, &[TracingOff]
)]
#[case::telemetry_is_off(under(TelemetryLevel::Off, empty_log()), Unknown, false, &[TelemetryOff])]
#[case::only_errors_are_allowed_and_none_came(
    under(TelemetryLevel::Error, empty_log()), Off, false, &[OnlyErrors, TracingOff]
)]
#[case::a_product_that_does_not_send(
    Facts { product: "vscodium".to_owned(), ..empty_log() }, Off, false, &[TracingOff, NotSent]
)]
#[case::events(with_events(0), On, true, &[Seen])]
#[case::events_while_telemetry_is_off(
    under(TelemetryLevel::Off, with_events(0)), On, true, &[LoggedWhileOff, Seen]
)]
#[case::events_and_only_crashes_are_allowed(
    under(TelemetryLevel::Crash, with_events(0)), On, true, &[OnlyErrors, Seen]
)]
#[case::the_header_again_behind_the_newest_event(
    Facts { reopened: Some(Instant(5)), ..with_events(3) }, stopped(3), false, &[Stopped]
)]
#[case::the_header_again_in_one_log_and_later_events_in_another(
    Facts { reopened: Some(Instant(5)), ..with_events(8) }, On, true, &[Seen]
)]
#[case::the_level_was_lowered_behind_the_newest_event(
    Facts { level: Some((LogLevel::Info, Some(Instant(4)))), ..with_events(3) }, stopped(3), true, &[Stopped]
)]
#[case::the_level_was_lowered_in_one_log_and_another_has_later_events(
    Facts { level: Some((LogLevel::Info, Some(Instant(4)))), ..with_events(5) }, On, true, &[Seen]
)]
#[case::the_other_logs_went_on_for_long(
    Facts { others_until: Some(Instant(10 * MINUTE)), ..with_events(0) }, stopped(0), false, &[Stopped]
)]
#[case::the_other_logs_went_on_for_a_moment(
    Facts { others_until: Some(Instant(MINUTE)), ..with_events(0) }, On, true, &[Seen]
)]
#[case::a_channel_that_says_it_is_not_sent(
    Facts { marked_not_sent: true, ..with_events(0) }, On, true, &[Seen, NotSent]
)]
#[case::only_what_went_over_the_network(
    Facts { sources: 1, wire: 1, bearing: 0, ..with_events(0) }, Unknown, true, &[Seen]
)]
fn facts_come_to_their_verdict(
    #[case] facts: Facts,
    #[case] trace: TraceState,
    #[case] certain: bool,
    #[case] cases: &[Case],
) {
    let health = judge(&facts);
    assert_eq!((health.trace, health.certain), (trace, certain));
    let found: Vec<_> = health.verdicts().map(|verdict| verdict.case).collect();
    assert_eq!(found, cases);
    for verdict in health.verdicts() {
        assert!(!verdict.text.is_empty() && !verdict.why.is_empty(), "{verdict:?}");
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
