//! What differs between two logs, two baselines and two catalogs.

use std::path::Path;

use proptest::prelude::*;
use rstest::rstest;

use super::model::{Line, audited, context, line, log_with};
use crate::audit::{
    Baseline, Compared, Comparison, Coverage, Difference, Policy, Regard, Sort, Told, Wanted,
};
use crate::catalog::load_bytes;
use crate::event::Destination;
use crate::store::EventLog;

/// A side that is a log. What the audit says of what nobody declared, and of ids, follows from
/// what is new; it is left out, so that one difference is one.
fn side(log: &EventLog) -> Compared {
    let mut context = context(Policy::default());
    context.sums = true;
    let audit = audited(log, context);
    let (mut findings, observed) = (audit.findings(log).list, audit.observed(log));
    findings.retain(|finding| finding.rule == "TEL013");
    let baseline = Baseline::of(log, &observed, &findings);
    let told = |finding| Told::of(audit.auditor(), log, finding, false);
    let told = findings.iter().map(told).collect();
    Compared::log("a log".to_owned(), baseline, told, &Coverage::of(log, &observed))
}

fn between(old: &EventLog, new: &EventLog) -> Vec<Difference> {
    Comparison::of(side(old), side(new)).differences
}

/// `+ event acme.demo/opened`, with what there is and what else comes with it.
fn told(differences: &[Difference]) -> Vec<String> {
    let tell = |it: &Difference| {
        let words = [it.sign.sign(), it.what.as_str()].join(" ");
        let event = it.event.as_ref().map(|event| format!("/{event}")).unwrap_or_default();
        let key = it.key.as_ref().map(|key| format!(" {key}")).unwrap_or_default();
        let (was, is) = (it.was.as_deref().unwrap_or("-"), it.is.as_deref().unwrap_or("-"));
        let also: Vec<&str> = it.also.iter().map(|what| what.as_str()).collect();
        let also = if also.is_empty() { String::new() } else { format!(" +{}", also.join("+")) };
        format!("{words} {}{event}{key}: {was} > {is}{also}", it.producer)
    };
    differences.iter().map(tell).collect()
}

const UUID: &str = "8a2f6c1e-4b7d-4e19-9c35-d20a7f81b6e4";

/// What declares `opened` with a property, under these words.
fn declaring(classification: &str, purpose: &str) -> String {
    format!(
        r#"{{"acme.demo-1.0.0":{{"commonProperties":{{}},"events":{{"opened":{{
            "a":{{"classification":"{classification}","purpose":"{purpose}"}},
            "b":{{"classification":"SystemMetaData","purpose":"FeatureInsight"}}}}}}}}}}"#
    )
}

fn declared() -> String {
    declaring("SystemMetaData", "FeatureInsight")
}

/// What every log of the table has.
fn lines() -> Vec<Line> {
    let version = r#""common.extversion":"1.0.0""#;
    (0..30)
        .flat_map(|minute| {
            let at = minute * 60_000;
            [
                line(at, "opened", &format!(r#""a":"x",{version}"#)),
                line(at + 1000, "closed", &format!(r#""n":1,"same":"{UUID}",{version}"#)),
            ]
        })
        .collect()
}

fn changed(change: impl Fn(&mut Vec<Line>)) -> Vec<Line> {
    let mut lines = lines();
    change(&mut lines);
    lines
}

fn replaced(what: &str, with: &str) -> Vec<Line> {
    changed(|lines| lines.iter_mut().for_each(|it| it.body = it.body.replace(what, with)))
}

#[rstest]
#[case::nothing(lines(), &[])]
#[case::event(
    changed(|it| it.push(line(9_000, "saved", r#""common.extversion":"1.0.0""#))),
    &["+ event acme.demo/saved: - > to microsoft"]
)]
#[case::event_that_goes_elsewhere(
    changed(|it| it.push(line(9_000, "saved", "").to(Destination::GITHUB))),
    &["+ event acme.demo/saved: - > to github +destination"]
)]
#[case::producer(
    changed(|it| it.push(Line { name: "acme.other/ran".to_owned(), ..line(9_000, "", "") })),
    &["+ producer acme.other: - > one event, to microsoft"]
)]
#[case::property(
    replaced(r#""a":"x""#, r#""a":"x","b":2"#),
    &["+ property acme.demo/opened b: - > number, SystemMetaData, FeatureInsight"]
)]
#[case::property_that_is_an_identifier(
    replaced(r#""n":1"#, r#""n":1,"machineId":"x""#),
    &["+ property acme.demo/closed machineId: - > text +identifier"]
)]
#[case::property_of_all_events(
    replaced(r#""common.extversion""#, r#""common.os":"linux","common.extversion""#),
    &["+ property acme.demo common.os: - > text"]
)]
#[case::kinds(
    replaced(r#""n":1"#, r#""n":"1""#),
    &["~ property acme.demo/closed n: number > text"]
)]
#[case::left_empty(replaced(r#""a":"x""#, r#""a":"""#), &[])]
#[case::identifier(
    replaced(r#""a":"x""#, r#""a":"0c6b1d52-93f8-4a7e-8f21-5be94d03c7a6""#),
    &["+ identifier acme.demo a: - > -"]
)]
#[case::destination(
    changed(|it| it[0].to = Destination::GITHUB),
    &["+ destination acme.demo/opened: - > github"]
)]
#[case::version(
    replaced(r#"extversion":"1.0.0"#, r#"extversion":"1.1.0"#),
    &["~ version acme.demo: 1.0.0 > 1.1.0"]
)]
#[case::versions(
    changed(|it| it[0].body = it[0].body.replace("1.0.0", "1.1.0")),
    &["+ version acme.demo: - > 1.1.0"]
)]
#[case::volume(
    changed(|it| it.extend((0..90).map(|at| Line { at: at * 20_000 + 7, ..it[0].clone() }).collect::<Vec<_>>())),
    &["~ volume acme.demo/opened: - > -"]
)]
#[case::a_burst_is_no_rate(
    changed(|it| it.extend((0..60).map(|at| Line { at: at + 7, ..it[0].clone() }).collect::<Vec<_>>())),
    &[]
)]
#[case::finding(
    replaced(r#""a":"x""#, r#""a":"vera.ortiz@orchard.example""#),
    &["+ finding acme.demo/opened a: - > TEL013 error: a raw path or e-mail address: an e-mail address, as it was"]
)]
fn logs_that_differ_in_one_respect_have_one_difference(
    #[case] new: Vec<Line>,
    #[case] expected: &[&str],
) {
    let old = log_with(&declared(), &lines());
    let new = log_with(&declared(), &new);
    let found = between(&old, &new);
    assert_eq!(told(&found), expected);
    // And mirrored, there is the same.
    let mirrored = mirrored(&found);
    assert_eq!(told(&between(&new, &old)), told(&mirrored));
}

/// The same differences, seen from the other side.
fn mirrored(list: &[Difference]) -> Vec<Difference> {
    let mirror = |it: &Difference| {
        let [old, new] = it.counts;
        Difference {
            sign: it.sign.mirrored(),
            was: it.is.clone(),
            is: it.was.clone(),
            rates: it.rates.map(|(was, is)| (is, was)),
            counts: [new, old],
            ..it.clone()
        }
    };
    list.iter().map(mirror).collect()
}

#[rstest]
#[case::classification(
    declaring("CallstackOrException", "FeatureInsight"),
    &["~ classification acme.demo/opened a: SystemMetaData > CallstackOrException"]
)]
#[case::purpose(
    declaring("SystemMetaData", "BusinessInsight"),
    &["~ purpose acme.demo/opened a: FeatureInsight > BusinessInsight"]
)]
#[case::another_case(declaring("systemmetadata", "FeatureInsight"), &[])]
#[case::version(declared().replace("demo-1.0.0", "demo-1.2.0"), &["~ version acme.demo: 1.0.0 > 1.2.0"])]
#[case::property(
    declared().replace(r#""b":{"#, r#""c":{"#),
    &[
        "- property acme.demo/opened b: SystemMetaData, FeatureInsight > -",
        "+ property acme.demo/opened c: - > SystemMetaData, FeatureInsight",
    ]
)]
#[case::event(
    declared().replace(r#""events":{"#, r#""events":{"closed":{"k":{"classification":"X"}},"#),
    &["+ event acme.demo/closed: - > - +classification"]
)]
#[case::no_classification(
    declared().replacen(r#""classification":"SystemMetaData","#, "", 1),
    &["- classification acme.demo/opened a: SystemMetaData > -"]
)]
fn catalogs_that_differ_in_one_respect_have_one_difference(
    #[case] new: String,
    #[case] expected: &[&str],
) {
    let side = |text: &str| {
        let loaded = load_bytes(Path::new("catalog.json"), text.as_bytes()).unwrap();
        let baseline = Baseline::declared(&loaded.catalog);
        Compared::summed("a catalog".to_owned(), Sort::Catalog, baseline)
    };
    let found = Comparison::of(side(&declared()), side(&new)).differences;
    assert_eq!(told(&found), expected);
    let back = Comparison::of(side(&new), side(&declared())).differences;
    let mut expected = told(&mirrored(&found));
    expected.sort();
    let mut back = told(&back);
    back.sort();
    assert_eq!(back, expected);
}

#[test]
fn what_a_catalog_lacks_on_one_side_is_no_difference() {
    let new = log_with(&declared(), &lines());
    assert_eq!(told(&between(&log_with("", &lines()), &new)), Vec::<String>::new());
}

#[test]
fn what_is_missing_in_a_shorter_log_may_be_chance() {
    let long = log_with("", &lines());
    let short = log_with("", &lines()[..2]);
    let gone = between(&long, &log_with("", &lines()[..1]));
    assert_eq!(told(&gone), ["- event acme.demo/closed: to microsoft > - +identifier"]);
    assert!(gone[0].may_be_chance() && gone[0].expected.is_some_and(|it| (it - 1.0).abs() < 0.01));
    assert_eq!(told(&between(&long, &short)), Vec::<String>::new());
    // In as many minutes it would have come.
    let without: Vec<Line> = lines().into_iter().step_by(2).collect();
    let gone = between(&long, &log_with("", &without));
    assert!(gone.len() == 1 && !gone[0].may_be_chance(), "{gone:?}");
    let comparison = Comparison::of(side(&long), side(&short));
    assert_eq!(comparison.shorter(), Some(("NEW", 1, 30)));
}

#[test]
fn a_waived_finding_is_not_wanted() {
    let new = replaced(r#""a":"x""#, r#""a":"vera.ortiz@orchard.example""#);
    let mut new = side(&log_with("", &new));
    let wanted: Wanted = "new-finding".parse().unwrap();
    let old = side(&log_with("", &lines()));
    let is_wanted = |new: &Compared| {
        let list = Comparison::of(old.clone(), new.clone()).differences;
        list.iter().any(|it| wanted.has(it))
    };
    assert!(is_wanted(&new));
    for told in new.findings.iter_mut().flatten() {
        told.regard = Regard::Waived { reason: "meant".to_owned(), until: String::new() };
    }
    assert!(!is_wanted(&new));
}

#[test]
fn an_older_baseline_without_sums_says_nothing_of_what_it_does_not_tell() {
    let log = log_with(&declared(), &lines());
    let mut old = side(&log).baseline;
    for producer in old.producers.values_mut() {
        (producer.versions, producer.identifiers, producer.common) = (None, None, None);
        for event in producer.events.values_mut() {
            (event.minutes, event.squares) = (0, 0);
            event.properties.values_mut().for_each(|it| it.count = 0);
        }
    }
    let old = Baseline::read(old.write().as_bytes()).unwrap();
    let old = Compared::summed("old.json".to_owned(), Sort::Baseline, old);
    assert_eq!(told(&Comparison::of(old, side(&log)).differences), Vec::<String>::new());
}

fn any_line() -> impl Strategy<Value = Line> {
    let name = prop::sample::select(vec!["acme.demo/a", "acme.demo/b", "acme.other/a", "c"]);
    let body = prop::sample::select(vec![
        r#"{"properties":{"k":"x"},"measurements":{}}"#,
        r#"{"properties":{"k":1,"machineId":"y"},"measurements":{"m":2}}"#,
        r#"{"properties":{"k":"","common.extversion":"1.0"},"measurements":{}}"#,
        r#"{"properties":{"k":"x","common.extversion":"2.0"},"measurements":{}}"#,
        r#"{"properties":{"id":"8a2f6c1e-4b7d-4e19-9c35-d20a7f81b6e4"},"measurements":{}}"#,
        r#"{"properties":{"mail":"vera.ortiz@orchard.example"},"measurements":{}}"#,
        "{broken",
    ]);
    let to = prop::sample::select(vec![Destination::MICROSOFT, Destination::GITHUB]);
    (0..400_i64, name, body, to, 1..40_usize).prop_map(|(at, name, body, to, _)| Line {
        at: at * 7_000,
        name: name.to_owned(),
        to,
        body: body.to_owned(),
        ..line(0, "", "")
    })
}

fn any_log() -> impl Strategy<Value = EventLog> {
    let lines = prop::collection::vec((any_line(), 1..30_usize), 0..12);
    lines.prop_map(|lines| {
        let each = lines.into_iter().flat_map(|(line, count)| vec![line; count]);
        log_with("", &each.collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_log_does_not_differ_from_itself(log in any_log()) {
        prop_assert_eq!(told(&between(&log, &log)), Vec::<String>::new());
    }

    #[test]
    fn the_other_way_round_the_same_differs(old in any_log(), new in any_log()) {
        let (there, back) = (between(&old, &new), between(&new, &old));
        let sorted = |list: &[Difference]| {
            let mut told: Vec<String> = told(list)
                .into_iter()
                .zip(list)
                .map(|(told, it)| format!("{told} {:?} {:?} {:?}", it.rates, it.counts, it.expected))
                .collect();
            told.sort();
            told
        };
        let mut there = mirrored(&there);
        for it in &mut there {
            // Of a finding that is another, the new is told.
            if it.what == crate::audit::What::Finding {
                (it.was, it.is) = (None, None);
            }
        }
        let mut back = back;
        for it in &mut back {
            if it.what == crate::audit::What::Finding {
                (it.was, it.is) = (None, None);
            }
        }
        prop_assert_eq!(sorted(&back), sorted(&there));
    }
}
