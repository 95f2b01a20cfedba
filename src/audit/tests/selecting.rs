//! A finding's filter selects its events and no others.

use std::sync::Arc;

use super::model::{audited, context, line, log_of};
use crate::audit::{Finding, Policy};
use crate::event::{EventId, Evidence, Instant, Scope, Severity, Zone};
use crate::query::{Context, Predicate, Truth};
use crate::store::EventLog;

/// Which events a filter selects.
fn passing(log: &EventLog, filter: &str) -> Vec<u32> {
    let context = Context {
        now: Instant(0),
        zone: Zone::utc(),
        destinations: log.destinations().names().to_vec(),
    };
    let filter = Predicate::read(filter, &context).unwrap();
    let passes = |id: &u32| {
        let row = log.row(EventId(*id)).unwrap();
        filter.eval(&log.text(row).whole()) == Truth::True
    };
    (0..log.len() as u32).filter(passes).collect()
}

#[test]
fn a_findings_filter_selects_as_many_events_as_it_counts() {
    let path = r#""p":"/home/zoe.meyer/src/x","q":"fine""#;
    let mut log = log_of(&[
        line(0, "opened", path),
        line(1000, "opened", r#""p":"fine""#),
        line(2000, "odd*name", path),
        line(3000, "oddname", path),
        line(4000, "opened", path),
    ]);
    let audit = audited(&log, context(Policy::default()));
    log.set_judge(Arc::clone(audit.auditor()) as Arc<_>);
    let found = audit.findings(&log).list;
    let raw: Vec<&Finding> = found.iter().filter(|it| it.rule == "TEL013").collect();
    assert_eq!(raw.len(), 3);
    for finding in raw {
        let filter = finding.filter(|_| true).to_string();
        assert_eq!(passing(&log, &filter).len() as u64, finding.count(), "{filter}");
    }
}

fn finding(rule: &'static str, message: &'static str) -> Finding {
    Finding {
        rule: rule.into(),
        title: "odd".into(),
        severity: Severity::Note,
        by: Evidence::Rule,
        producer: "acme.demo".to_owned(),
        event: Some("opened".to_owned()),
        key: Some((Scope::Measurements, "p".to_owned())),
        in_name: false,
        pii: None,
        destinations: Vec::new(),
        message: message.into(),
        seen: None,
        selection: None,
        selects: true,
    }
}

#[test]
fn a_name_that_may_not_be_told_is_left_out() {
    let finding = finding("TEL013", "a path");
    let filter = finding.filter(|name| name != "opened").to_string();
    assert_eq!(filter, "rule=TEL013 producer=acme.demo has:m.p");
}

#[test]
fn a_rule_that_could_not_decide_selects_what_it_speaks_of() {
    let undecided = Finding { selects: false, event: None, key: None, ..finding("TEL001", "no") };
    assert_eq!(undecided.filter(|_| true).to_string(), "producer=acme.demo");
}

#[test]
fn oddities_of_records_are_told_apart_by_filter_and_fingerprint() {
    let (cut, no_text) = (finding("TEL000", "it is cut"), finding("TEL000", "it is no text"));
    assert_ne!(cut.fingerprint(), no_text.fingerprint());
    assert_ne!(cut.filter(|_| true).to_string(), no_text.filter(|_| true).to_string());
    // A sentence of any other rule may be worded anew.
    assert_eq!(finding("TEL013", "a").fingerprint(), finding("TEL013", "b").fingerprint());
}
