//! A session's clock, from the UTC times that its core events hold.

use rstest::rstest;

use super::*;
use crate::event::{Instant, SourceId, ZoneEvidence};
use crate::search::{Question, View};
use crate::store;

/// A file of one session.
fn in_session(path: &str) -> store::SourceFacts {
    store::SourceFacts {
        label: path.to_owned(),
        path: format!("/logs/20261025T000000/{path}"),
        product: "code".to_owned(),
        session: Some("20261025T000000".to_owned()),
        bearing: is_bearing(Path::new(path)),
        ..store::SourceFacts::default()
    }
}

/// A core event as the machine logs it whose clock is Berlin's.
fn core(utc: &str, name: &str) -> String {
    let utc = Instant::from_iso(utc).unwrap();
    let time = Zone::utc().civil(utc).strftime("%Y-%m-%dT%H:%M:%S%.3fZ");
    format!(
        "{} [trace] telemetry/{name} {{\"properties\":{{\"timestamp\":\"{time}\"}}}}\n",
        berlin(utc)
    )
}

/// A line without a payload.
fn plain(utc: &str, message: &str) -> String {
    format!("{} [info] {message}\n", berlin(Instant::from_iso(utc).unwrap()))
}

/// What the clock shows 7 ms after `utc`, when the line is written.
fn berlin(utc: Instant) -> String {
    let zone = Zone::given("Europe/Berlin").unwrap();
    zone.civil(utc.plus_millis(7)).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
}

/// The times of all events as the JSON says them, in merged order of a view that was kept
/// through all of it.
fn times(log: &SharedLog, view: &mut View) -> Vec<String> {
    read(log, |log| {
        view.advance(log, usize::MAX);
        let whole = |id: &EventId| json(log, *id);
        let time = |json: String| {
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            json["time"].as_str().unwrap()[11..].to_owned()
        };
        view.ids().iter().map(whole).map(time).collect()
    })
}

/// What comes of a night in which clocks are set, read on a machine set to UTC.
fn night(events: &[(usize, String)], expected: &[&str]) {
    for piece in [usize::MAX, 40, 7] {
        let mut ingest = new_ingest();
        let log = ingest.log();
        let mut view = View::new(Question::default());
        let sources = ["telemetry.log", "window1/exthost/exthost.log"]
            .map(|path| ingest.add_source(in_session(path)).unwrap());
        for (source, line) in events {
            for piece in line.as_bytes().chunks(piece) {
                ingest.bytes(sources[*source], piece);
                ingest.show_open();
                read(&log, |log| view.advance(log, 1));
            }
        }
        for source in sources {
            ingest.finish_part(source);
        }
        assert_eq!(times(&log, &mut view), expected, "in pieces of {piece}");
    }
}

#[test]
fn a_session_is_timed_by_its_core_events_also_what_was_read_before_them() {
    let mut ingest = new_ingest();
    let log = ingest.log();
    let mut view = View::new(Question::default());
    let [core_log, host, alone] = [
        in_session("telemetry.log"),
        in_session("window1/exthost/exthost.log"),
        store::SourceFacts { label: "alone.log".to_owned(), ..store::SourceFacts::default() },
    ]
    .map(|facts| ingest.add_source(facts).unwrap());
    ingest.bytes(host, plain("2026-07-01T08:00:01Z", "host").as_bytes());
    ingest.bytes(core_log, b"2026-07-01 10:00:00.000 [info] first\n");
    ingest.bytes(alone, b"2026-07-01 10:00:03.000 [info] alone\n");
    ingest.show_open();
    let assumed = ["10:00:00.000+00:00", "10:00:01.007+00:00", "10:00:03.000+00:00"];
    assert_eq!(times(&log, &mut view), assumed);
    ingest.bytes(core_log, core("2026-07-01T08:00:02Z", "a").as_bytes());
    ingest.show_open();
    let derived =
        ["10:00:00.000+02:00", "10:00:01.007+02:00", "10:00:02.007+02:00", "10:00:03.000+00:00"];
    assert_eq!(times(&log, &mut view), derived);
    let evidence = |source: SourceId| read(&log, |log| log.zone(source).evidence);
    assert_eq!(
        [core_log, host, alone].map(evidence),
        [ZoneEvidence::Derived, ZoneEvidence::Derived, ZoneEvidence::Given]
    );
}

#[test]
fn clocks_set_forward_within_a_session_are_followed() {
    night(
        &[
            (1, plain("2026-03-29T00:20:00Z", "before")),
            (0, core("2026-03-29T00:30:00Z", "a")),
            (1, plain("2026-03-29T00:59:00Z", "just before")),
            (1, plain("2026-03-29T01:01:00Z", "just after")),
            (0, core("2026-03-29T01:10:00Z", "b")),
            (0, core("2026-03-29T01:20:00Z", "c")),
            (1, plain("2026-03-29T01:30:00Z", "after")),
        ],
        &[
            "01:20:00.007+01:00",
            "01:30:00.007+01:00",
            "01:59:00.007+01:00",
            "03:01:00.007+02:00",
            "03:10:00.007+02:00",
            "03:20:00.007+02:00",
            "03:30:00.007+02:00",
        ],
    );
}

#[test]
fn clocks_set_back_within_a_session_are_followed() {
    night(
        &[
            (1, plain("2026-10-25T00:20:00Z", "before")),
            (0, core("2026-10-25T00:30:00Z", "a")),
            (1, plain("2026-10-25T00:59:00Z", "just before")),
            (1, plain("2026-10-25T01:01:00Z", "just after")),
            (0, core("2026-10-25T01:10:00Z", "b")),
            (1, plain("2026-10-25T01:25:00Z", "between")),
            (0, core("2026-10-25T01:50:00Z", "c")),
            (1, plain("2026-10-25T02:30:00Z", "after")),
        ],
        &[
            "02:20:00.007+02:00",
            "02:30:00.007+02:00",
            "02:59:00.007+02:00",
            "02:01:00.007+01:00",
            "02:10:00.007+01:00",
            "02:25:00.007+01:00",
            "02:50:00.007+01:00",
            "03:30:00.007+01:00",
        ],
    );
}

#[rstest]
#[case::words("  more\n")]
#[case::what_reads_as_another_payload("  more\n[main] [trace] telemetry/b {\"k\":1}\n")]
fn an_event_that_lines_follow_tells_the_zone_in_whatever_pieces(#[case] lines: &str) {
    let text = core("2026-07-01T08:00:02Z", "a") + lines;
    for piece in [text.len(), text.len() - 7, 5] {
        let mut ingest = new_ingest();
        let source = ingest.add_source(in_session("telemetry.log")).unwrap();
        for bytes in text.as_bytes().chunks(piece) {
            ingest.bytes(source, bytes);
            ingest.show_open();
        }
        ingest.finish_part(source);
        let mut view = View::new(Question::default());
        assert_eq!(times(&ingest.log(), &mut view), ["10:00:02.007+02:00"]);
    }
}

#[test]
fn a_filter_on_time_is_asked_again() {
    let mut ingest = new_ingest();
    let log = ingest.log();
    let source = ingest.add_source(in_session("telemetry.log")).unwrap();
    let context = crate::query::Context::default();
    let text = "time<2026-07-01T09:00:00Z";
    let predicate = crate::query::Predicate::read(text, &context).unwrap();
    let mut view = View::new(Question { predicate, ..Question::default() });
    ingest.bytes(source, b"2026-07-01 10:00:00.000 [info] first\n");
    ingest.show_open();
    assert!(times(&log, &mut view).is_empty());
    ingest.bytes(source, core("2026-07-01T08:00:02Z", "a").as_bytes());
    ingest.show_open();
    assert_eq!(times(&log, &mut view), ["10:00:00.000+02:00", "10:00:02.007+02:00"]);
    assert_eq!(view.scanned(), 2);
}

#[test]
fn a_log_whose_clock_is_set_with_each_line_is_read_in_time() {
    let mut ingest = new_ingest();
    let source = ingest.add_source(in_session("telemetry.log")).unwrap();
    let line = |at: i64| {
        let shown = |millis: i64| {
            let moment = Zone::utc().civil(Instant(millis));
            moment.strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
        };
        let utc = at * 3_600_000;
        let payload = format!("{{\"timestamp\":\"{}Z\"}}", shown(utc));
        format!("{} [trace] telemetry/a {payload}\n", shown(utc + at % 53 * 1_800_000))
    };
    let text: String = (0..20_000).map(line).collect();
    ingest.bytes(source, text.as_bytes());
    ingest.finish_part(source);
    assert!(read(&ingest.log(), EventLog::retimed) <= 64);
    assert_eq!(read(&ingest.log(), EventLog::len), 20_000);
}
