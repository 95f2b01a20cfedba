//! Baselines, and what changed since.

use super::model::{audited, context, line, log_of, log_with, selected, told};
use crate::audit::{Baseline, Change, Changed, Context, Finding, Policy, Rate, changes};
use crate::event::{Destination, Severity};
use crate::store::EventLog;

fn baseline(log: &EventLog) -> Baseline {
    let audit = audited(log, context(Policy::default()));
    Baseline::of(log, &audit.observed(log), &audit.findings(log).list)
}

fn since(old: &EventLog, new: &EventLog) -> Vec<Change> {
    changes(&baseline(old), &baseline(new))
}

fn against(old: Baseline) -> Context {
    let mut context = context(Policy::default());
    context.baseline = Some(old);
    context
}

fn change(event: Option<&str>, key: Option<&str>, what: Changed) -> Change {
    let text = |text: Option<&str>| text.map(str::to_owned);
    Change { producer: "acme.demo".to_owned(), event: text(event), key: text(key), what }
}

#[test]
fn a_baseline_is_read_back_as_it_was_written() {
    let log = log_of(&[
        line(0, "opened", r#""mail":"vera.ortiz@orchard.example","n":1"#),
        line(1000, "closed", r#""n":"","flag":true,"nested":{"a":1}"#).to(Destination::GITHUB),
    ]);
    let written = baseline(&log);
    let text = written.write();
    assert_eq!(Baseline::read(text.as_bytes()).unwrap(), written);
    assert!(!text.contains("vera"), "a value stands in it:\n{text}");
    let closed = written.event("acme.demo", "closed").unwrap();
    assert_eq!(closed.count, 1);
    assert_eq!(closed.destinations.iter().collect::<Vec<_>>(), ["github"]);
    let kinds = |key: &str| closed.properties[key].kinds.iter().cloned().collect::<Vec<_>>();
    assert_eq!([kinds("n"), kinds("flag"), kinds("nested")].concat(), ["empty", "flag", "nested"]);
}

#[test]
fn what_is_no_baseline_is_told_how_to_get_one() {
    for text in ["", "{}", "[1]", "{\"telltail-baseline\":1}", "{\"telltail-baseline\":\"1\"}"] {
        let error = Baseline::read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("--write-baseline"), "{text}: {error}");
    }
    let newer = br#"{"telltail-baseline":2,"minutes":1}"#;
    let error = Baseline::read(newer).unwrap_err().to_string();
    assert!(error.contains("form 2") && error.contains("update"), "{error}");
    assert!(Baseline::read(br#"{"telltail-baseline":1,"minutes":1}"#).is_ok());
}

#[test]
fn nothing_changed_since_the_same_log_or_one_with_more() {
    let less = log_of(&[line(0, "opened", r#""a":"x""#)]);
    let more = log_of(&[line(0, "opened", r#""a":"y","b":"x""#), line(9, "closed", "")]);
    assert_eq!(since(&more, &more), []);
    assert_eq!(since(&more, &less), []);
    assert_eq!(
        since(&less, &more),
        [
            change(Some("closed"), None, Changed::Event),
            change(Some("opened"), Some("b"), Changed::Property),
        ]
    );
}

#[test]
fn a_new_producer_is_one_change_and_a_new_destination_is_told() {
    let none = log_of(&[]);
    let old = log_of(&[line(0, "opened", ""), line(9, "closed", "")]);
    let new = log_of(&[line(0, "opened", "").to(Destination::GITHUB), line(9, "closed", "")]);
    assert_eq!(since(&none, &old), [change(None, None, Changed::Producer(2))]);
    let goes = Changed::Destination("github".to_owned());
    assert_eq!(since(&old, &new), [change(Some("opened"), None, goes)]);
}

/// A catalog that declares one property of `opened`.
fn declaring(classification: &str, purpose: &str) -> String {
    format!(
        r#"{{"acme.demo-1.0.0":{{"commonProperties":{{}},"events":{{"opened":{{
            "a":{{"classification":"{classification}","purpose":"{purpose}"}}}}}}}}}}"#
    )
}

#[test]
fn another_classification_or_purpose_is_a_change_and_a_missing_catalog_is_none() {
    let lines = [line(0, "opened", r#""a":"x""#)];
    let old = log_with(&declaring("SystemMetaData", "FeatureInsight"), &lines);
    let new = log_with(&declaring("PublicNonPersonalData", "BusinessInsight"), &lines);
    let what = since(&old, &new).into_iter().map(|change| change.what);
    let what: Vec<_> = what
        .map(|what| match what {
            Changed::Classification(it) | Changed::Purpose(it) => format!("{}>{}", it.was, it.is),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(what, ["SystemMetaData>PublicNonPersonalData", "FeatureInsight>BusinessInsight"]);
    assert_eq!(since(&log_of(&lines), &new), []);
    assert_eq!(since(&old, &log_of(&lines)), []);
}

/// So many events, spread over so many minutes.
fn spread(count: i64, minutes: i64) -> EventLog {
    let step = minutes * 60_000 / count;
    let lines: Vec<_> = (0..count).map(|at| line(at * step, "moved", "")).collect();
    log_of(&lines)
}

#[test]
fn volume_changed_where_the_rate_and_the_count_did() {
    let volume = |old: (i64, i64), new: (i64, i64)| {
        let found = since(&spread(old.0, old.1), &spread(new.0, new.1));
        found.into_iter().next().map(|change| change.what)
    };
    let rate = |count, minutes| Rate { count, minutes };
    let told = Changed::Volume { was: rate(10, 5), is: rate(50, 5) };
    assert_eq!(volume((10, 5), (50, 5)), Some(told));
    // Nineteen more are too few, twice as many are not more than twice as many.
    assert_eq!(volume((10, 5), (29, 5)), None);
    assert_eq!(volume((40, 5), (80, 5)), None);
    assert!(volume((40, 5), (81, 5)).is_some());
    // A longer log has more of everything, a shorter one more of what comes at the start.
    assert_eq!(volume((10, 5), (60, 30)), None);
    assert_eq!(volume((60, 30), (60, 2)), None);
    assert_eq!(rate(50, 5).to_string(), "10.0 a minute (50 in 5 minutes)");
    assert_eq!(rate(3, 0).to_string(), "3.0 a minute (3 in 1 minute)");
}

#[test]
fn changes_are_findings_and_filters_select_their_events() {
    let old = baseline(&log_of(&[line(0, "opened", r#""a":"x""#)]));
    let new = log_of(&[
        line(0, "opened", r#""a":"x""#),
        line(1000, "opened", r#""a":"x","b":"y""#),
        line(2000, "printed", ""),
        line(3000, "opened", r#""b":"z""#),
    ]);
    let audit = audited(&new, against(old));
    let findings: Vec<Finding> = audit.findings(&new).list;
    let findings: Vec<_> = findings.into_iter().filter(|it| it.rule == "TEL060").collect();
    assert_eq!(told(&findings), ["warning opened b 2", "warning printed - 1"]);
    let hits = [1, 2, 3].map(|id| (id, Severity::Warning));
    assert_eq!(selected(&new, &audit, "TEL060"), hits);
}

#[test]
fn what_was_found_before_is_known_wherever_it_stands() {
    let log = log_of(&[line(0, "opened", r#""mail":"vera.ortiz@orchard.example""#)]);
    let old = baseline(&log);
    let later = log_of(&[
        line(0, "closed", r#""mail":"vera.ortiz@orchard.example""#),
        line(5000, "opened", r#""mail":"otto@orchard.example""#),
    ]);
    let findings = audited(&later, context(Policy::default())).findings(&later).list;
    let known = |event: &str| {
        let is = |it: &&Finding| it.rule == "TEL013" && it.event.as_deref() == Some(event);
        old.knows(findings.iter().find(is).unwrap())
    };
    assert!(known("opened") && !known("closed"));
}
