//! Pairs, from lines of a log and sightings on the wire.

use std::sync::{Arc, PoisonError};

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::event::{EventId, On, SourceId, Zone};
use crate::pipeline::Ingest;
use crate::query::{Context, Predicate};
use crate::search::{Question, View};
use crate::store::{Facet, FacetKey, SourceFacts, Tie};

/// A log and a wire capture, filled in any order.
struct Scene {
    ingest: Ingest,
    sides: [SourceId; 2],
}

const LOG: usize = 0;
const WIRE: usize = 1;

impl Scene {
    fn new() -> Self {
        let rules = Rules::embedded().unwrap();
        let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
        let log = SourceFacts { bearing: true, ..SourceFacts::default() };
        let wire = SourceFacts { label: "wire.ndjson".to_owned(), ..SourceFacts::default() };
        let sides = [log, wire].map(|facts| ingest.add_source(facts).unwrap());
        Self { ingest, sides }
    }

    /// An event of one side, so many milliseconds after nine.
    fn see(&mut self, side: usize, millis: u32, name: &str, body: &str) {
        let (minutes, seconds, millis) = (millis / 60_000, millis / 1000 % 60, millis % 1000);
        let (hours, minutes) = (9 + minutes / 60, minutes % 60);
        let time = format!("{hours:02}:{minutes:02}:{seconds:02}.{millis:03}");
        let line = if side == WIRE {
            envelope(&format!("2026-03-14T{time}Z"), name, body)
        } else {
            format!("2026-03-14 {time} [trace] {name} {body}\n")
        };
        self.ingest.bytes(self.sides[side], line.as_bytes());
        self.ingest.show_open();
    }

    fn end(&mut self) {
        self.sides.iter().for_each(|side| drop(self.ingest.finish_part(*side)));
    }

    /// The own properties and measurements of an event, as its JSON has them.
    fn own(&self, id: u32) -> Vec<String> {
        let log = self.ingest.log();
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        let text = log.text(log.row(EventId(id)).unwrap());
        let payload = text.whole().event().telemetry.unwrap().payload;
        let own = payload.properties.iter().chain(&payload.measurements);
        own.map(|it| format!("{}={}", it.key, it.text().trim_end_matches(".0"))).collect()
    }

    /// The pairs, lower id first.
    fn pairs(&mut self) -> Vec<(u32, u32)> {
        self.end();
        let log = self.ingest.log();
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::new();
        for id in (0..log.len() as u32).map(EventId) {
            let mates = log.links(id).iter().filter(|link| link.tie == Tie::Pair);
            let mates: Vec<_> = mates.map(|link| link.id).collect();
            assert!(mates.len() < 2, "{id:?} has one partner at most");
            assert_eq!(log.row(id).unwrap().on() == On::Both, !mates.is_empty());
            found.extend(mates.iter().filter(|mate| id < **mate).map(|mate| (id.0, mate.0)));
        }
        found
    }
}

/// What the SDK of Application Insights posts. Copilot's event for GitHub has that key.
fn envelope(time: &str, name: &str, body: &str) -> String {
    let mut data: Value = serde_json::from_str(body).unwrap();
    if data.get("properties").is_none() {
        data = json!({"properties": data});
    }
    let github = data["properties"].get("unique_id").is_some();
    let key = if github { "7d7048df-0000" } else { "1058ec22-0000" };
    data["name"] = name.into();
    let envelope = json!({
        "name": "Microsoft.ApplicationInsights.Event", "time": time, "iKey": key,
        "data": {"baseType": "EventData", "baseData": data},
    });
    format!("{envelope}\n")
}

#[test]
fn the_same_event_in_the_log_and_on_the_wire_is_one_pair_whichever_came_first() {
    for (first, second) in [(LOG, WIRE), (WIRE, LOG)] {
        let name = |side| if side == LOG { "telemetry/x" } else { "monacoworkbench/x" };
        let mut scene = Scene::new();
        scene.see(first, 0, name(first), r#"{"properties":{"a":"1"},"measurements":{"n":2}}"#);
        scene.see(first, 0, name(first), r#"{"properties":{"a":"other"}}"#);
        let body = r#"{"properties":{"common.x":"y","a":"1"},"measurements":{"n":2.0}}"#;
        scene.see(second, 59_000, name(second), body);
        assert_eq!(scene.pairs(), [(0, 2)]);
        for id in [0, 2] {
            assert_eq!(scene.own(id), ["a=1", "n=2"], "a partner is still read as what it is");
        }
    }
}

#[test]
fn a_pair_has_one_name_one_minute_and_the_same_own_properties() {
    let differing = [
        ("acme.demo/y", 0, r#"{"properties":{"a":"1"}}"#),
        ("acme.demo/x", 60_001, r#"{"properties":{"a":"1"}}"#),
        ("acme.demo/x", 0, r#"{"properties":{"a":"2"}}"#),
        ("acme.demo/x", 0, r#"{"properties":{"a":"1","b":"1"}}"#),
        ("acme.demo/x", 0, r#"{"properties":{}}"#),
    ];
    for (name, millis, body) in differing {
        let mut scene = Scene::new();
        scene.see(LOG, 0, "acme.demo/x", r#"{"properties":{"a":"1"}}"#);
        scene.see(WIRE, millis, name, body);
        assert_eq!(scene.pairs(), [], "{name} {millis} {body}");
    }
    let same = [
        ("acme.demo/x", 60_000, r#"{"properties":{"a":"1","ai.user.id":"u"}}"#),
        ("acme.demo/x", 0, r#"{"properties":{"common.os":"linux","a":1}}"#),
    ];
    for (name, millis, body) in same {
        let mut scene = Scene::new();
        scene.see(LOG, 0, "acme.demo/x", r#"{"properties":{"a":"1"}}"#);
        scene.see(WIRE, millis, name, body);
        assert_eq!(scene.pairs(), [(0, 1)], "{name} {millis} {body}");
    }
}

#[test]
fn each_event_has_one_partner_the_nearest_in_time() {
    let mut scene = Scene::new();
    for millis in [0, 30_000] {
        scene.see(LOG, millis, "acme.demo/x", "{}");
    }
    for millis in [29_000, 1000, 1000] {
        scene.see(WIRE, millis, "acme.demo/x", "{}");
    }
    assert_eq!(scene.pairs(), [(0, 3), (1, 2)]);
}

#[test]
fn each_sighting_of_an_event_that_went_to_two_destinations_has_its_own() {
    let github = r#"{"properties":{"unique_id":"u","common_extname":"c","sku":"s"}}"#;
    let microsoft = r#"{"properties":{"common.tid":"t","common.userName":"n","sku":"s"}}"#;
    let name = "GitHub.copilot-chat/response.success";
    let mut scene = Scene::new();
    scene.see(LOG, 0, name, microsoft);
    scene.see(LOG, 0, name, github);
    scene.see(WIRE, 0, name, github);
    scene.see(WIRE, 0, name, microsoft);
    assert_eq!(scene.pairs(), [(0, 3), (1, 2)]);
}

#[test]
fn a_pair_is_found_once_the_zone_of_the_log_is_known() {
    let mut scene = Scene::new();
    let facts = SourceFacts {
        label: "telemetry.log".to_owned(),
        path: "/logs/20260314T110000/telemetry.log".to_owned(),
        session: Some("20260314T110000".to_owned()),
        bearing: true,
        ..SourceFacts::default()
    };
    scene.sides[LOG] = scene.ingest.add_source(facts).unwrap();
    let two_hours = 2 * 60 * 60_000;
    let minute = |minutes: u32| minutes * 60_000 + two_hours;
    scene.see(LOG, minute(0), "a.b/x", "{}");
    scene.see(WIRE, 0, "a.b/x", "{}");
    for minutes in 1..4 {
        let utc = format!("2026-03-14T09:{minutes:02}:00.000Z");
        let body = format!("{{\"properties\":{{\"timestamp\":\"{utc}\"}}}}");
        scene.see(LOG, minute(minutes), "telemetry/y", &body);
    }
    assert_eq!(scene.pairs(), [(0, 1)]);
}

#[test]
fn many_logs_whose_zones_are_found_late_are_put_in_order_a_few_times_and_at_the_end() {
    let mut scene = Scene::new();
    let logs = 60;
    for at in 0..logs {
        scene.see(WIRE, 0, &format!("a.b/x{at}"), "{}");
    }
    for at in 0..logs {
        let facts = SourceFacts {
            label: format!("{at}"),
            path: format!("/logs/{at}/telemetry.log"),
            bearing: true,
            ..SourceFacts::default()
        };
        let log = scene.ingest.add_source(facts).unwrap();
        let mut lines = format!("2026-03-14 11:00:00.000 [trace] a.b/x{at} {{}}\n");
        lines += &"2026-03-14 11:00:00.000 [trace] a.b/other {}\n".repeat(400);
        let core = "{\"properties\":{\"timestamp\":\"2026-03-14T09:00:00.000Z\"}}";
        scene.ingest.bytes(log, lines.as_bytes());
        let lines = format!("2026-03-14 11:00:00.000 [trace] telemetry/y {core}\n");
        scene.ingest.bytes(log, lines.as_bytes());
        scene.ingest.finish_part(log);
    }
    assert!(scene.pairs().len() < logs, "it is put in order for every log");
    scene.ingest.settle();
    assert_eq!(scene.pairs().len(), logs);
}

#[test]
fn a_log_alone_remembers_nothing() {
    let mut scene = Scene::new();
    for millis in 0..100 {
        scene.see(LOG, millis, "acme.demo/x", "{}");
    }
    assert_eq!(scene.pairs(), []);
    let mut pairs = super::Pairs::default();
    let log = scene.ingest.log();
    let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
    for id in (0..100).map(EventId) {
        let time = log.row(id).and_then(|row| row.time()).unwrap();
        pairs.see(&mut log, id, time);
    }
    assert!(pairs.sides.iter().all(|side| side.waiting.is_empty() && side.came.is_empty()));
}

#[test]
fn who_waits_too_long_leaves_first() {
    let mut side = super::Side::default();
    let name = crate::event::NameId(1);
    for n in 0..=super::WAITING_MAX as u32 {
        side.add(name, (i64::from(n), EventId(n)), None);
    }
    assert_eq!(side.waiting[&name].len(), super::WAITING_MAX);
    assert_eq!(side.nearest(name, 0)[0].1, EventId(1));
}

#[test]
fn a_flood_of_one_name_is_paired_in_its_order_and_in_good_time() {
    let count = 5000;
    let mut scene = Scene::new();
    for side in [LOG, WIRE] {
        let line = |n| match side {
            WIRE => envelope("2026-03-14T09:00:00.000Z", "a.b/x", &format!("{{\"n\":{n}}}")),
            _ => format!("2026-03-14 09:00:00.000 [trace] a.b/x {{\"n\":{n}}}\n"),
        };
        let lines: Vec<_> = (0..count).map(line).collect();
        scene.ingest.bytes(scene.sides[side], lines.concat().as_bytes());
    }
    assert_eq!(scene.pairs().len(), count);
}

/// What a filter shows of a scene, asked once at the end.
fn shown(scene: &Scene, filter: &str) -> (Vec<EventId>, Vec<Vec<(FacetKey, u64)>>) {
    let log = scene.ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let mut view = View::new(question(filter));
    view.advance(&log, usize::MAX);
    (view.ids().to_vec(), counts(&view))
}

fn counts(view: &View) -> Vec<Vec<(FacetKey, u64)>> {
    Facet::ALL.iter().map(|facet| view.counts().values(*facet).collect()).collect()
}

fn question(filter: &str) -> Question {
    let predicate = Predicate::read(filter, &Context::default()).unwrap();
    Question { predicate, ..Question::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_view_that_grew_with_its_log_says_what_a_new_one_says(
        steps in prop::collection::vec((0..2_usize, 0..3_u32, 0..3_u8, any::<bool>()), 1..30),
        filter in prop_oneof![
            Just("on=both"), Just("on=log"), Just("on:wire"), Just("not on=both"),
            Just("on=log or prop.v=1"), Just("event:x"),
        ],
    ) {
        let mut scene = Scene::new();
        let mut view = View::new(question(filter));
        let shared = scene.ingest.log();
        for (side, seconds, value, look) in steps {
            scene.see(side, seconds * 50_000, "a.b/x", &format!("{{\"v\":{value}}}"));
            if look {
                view.advance(&shared.read().unwrap_or_else(PoisonError::into_inner), 3);
            }
        }
        scene.end();
        view.advance(&shared.read().unwrap_or_else(PoisonError::into_inner), usize::MAX);
        prop_assert_eq!((view.ids().to_vec(), counts(&view)), shown(&scene, filter));
    }
}

/// What each event was seen on, after `pieces` of sources were read in their order.
fn seen(pieces: &[(usize, String)]) -> Vec<On> {
    let mut scene = Scene::new();
    let facts = SourceFacts { label: "again.ndjson".to_owned(), ..SourceFacts::default() };
    let again = scene.ingest.add_source(facts).unwrap();
    let sources = [scene.sides[LOG], scene.sides[WIRE], again];
    for (source, text) in pieces {
        scene.ingest.bytes(sources[*source], text.as_bytes());
        scene.ingest.show_open();
    }
    for source in sources {
        scene.ingest.finish_part(source);
    }
    let log = scene.ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    (0..log.len() as u32).map(|id| log.row(EventId(id)).unwrap().on()).collect()
}

#[test]
fn a_post_that_two_captures_hold_is_a_pair_with_the_one_event_in_the_log() {
    let body = r#"{"properties":{"a":"1"}}"#;
    let line = (0, format!("2026-03-14 09:00:00.000 [trace] acme.x/run {body}\n"));
    let post = |source| (source, envelope("2026-03-14T09:00:00.020Z", "acme.x/run", body));
    let orders = [
        vec![line.clone(), post(1), post(2)],
        vec![post(1), line.clone(), post(2)],
        vec![post(1), post(2), line.clone()],
    ];
    for order in orders {
        assert_eq!(seen(&order), [On::Both; 3]);
    }
    // One capture holds what was posted twice.
    let twice = seen(&[line, post(1), post(1), post(2)]);
    assert_eq!(twice.iter().filter(|on| **on == On::Wire).count(), 1);
}
