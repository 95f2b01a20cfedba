//! Budgets and twins.

use std::collections::BTreeMap;

use super::model::{Line, audited, context, found, found_by, line, log_of, selected, told};
use crate::audit::{Budget, Budgets, Context, Policy};
use crate::event::{Destination, Severity};

fn allowing(events_per_minute: u64, bytes_per_session: u64) -> Context {
    let each = Budget { events_per_minute, bytes_per_session };
    let budgets = Budgets { each, ..Budgets::default() };
    context(Policy { budgets, ..Policy::default() })
}

fn moved(at: i64) -> Line {
    line(at, "moved", &format!(r#""at":"{at}""#))
}

#[test]
fn minutes_over_the_budget_that_follow_each_other_are_one_finding() {
    let minutes = [(0, 3), (1, 4), (2, 2), (5, 9)];
    let times = minutes
        .iter()
        .flat_map(|(minute, count)| (0..*count).map(move |at| minute * 60_000 + at * 6000));
    let log = log_of(&times.map(moved).collect::<Vec<_>>());
    let audit = audited(&log, allowing(2, u64::MAX));
    let findings = audit.findings(&log).list;
    let findings: Vec<_> = findings.into_iter().filter(|it| it.rule == "TEL050").collect();
    assert_eq!(told(&findings), ["warning - - 7", "warning - - 9"]);
    assert_eq!(findings[0].message, "4 events in a minute; 2 are allowed");
    let selected = selected(&log, &audit, "TEL050");
    let hits: Vec<u32> = (0..7).chain(9..18).collect();
    assert_eq!(selected.iter().map(|(id, _)| *id).collect::<Vec<_>>(), hits);
    assert_eq!(told(&found_by(&log, "TEL050", allowing(9, u64::MAX))), [""; 0]);
}

#[test]
fn bytes_are_of_a_session() {
    let two = [moved(0).in_file(0), moved(9000).in_file(1), moved(18_000).in_file(1)];
    let log = log_of(&two);
    let size = log.row(crate::event::EventId(0)).unwrap().size();
    let findings = found_by(&log, "TEL050", allowing(1000, size + 10));
    assert_eq!(told(&findings), ["warning - - 2"]);
    assert!(findings[0].message.contains("session1"), "{}", findings[0].message);
    assert_eq!(told(&found_by(&log, "TEL050", allowing(1000, 3 * size))), [""; 0]);
}

#[test]
fn a_producer_may_have_a_budget_of_its_own() {
    let own = Budget { events_per_minute: 5, ..Budget::default() };
    let budgets = Budgets {
        producers: BTreeMap::from([("Acme.Demo".to_owned(), own)]),
        ..Budgets::default()
    };
    assert_eq!(budgets.of("acme.demo"), own);
    assert_eq!(budgets.of("acme.other").events_per_minute, 1000);
}

#[test]
fn a_twin_is_the_later_of_two_that_are_the_same_at_once() {
    let clicked = |at| line(at, "clicked", r#""on":"a""#);
    let log = log_of(&[
        clicked(0),
        clicked(50),
        line(60, "clicked", r#""on":"b""#),
        clicked(99).in_file(1),
        clicked(100),
        clicked(151),
        line(160, "hovered", r#""on":"a""#),
    ]);
    assert_eq!(told(&found(&log, "TEL050")), ["warning clicked - 2"]);
    let audit = audited(&log, context(Policy::default()));
    let hits = [1, 4].map(|id| (id, Severity::Warning));
    assert_eq!(selected(&log, &audit, "TEL050"), hits);
}

#[test]
fn what_is_sent_twice_on_purpose_is_no_twin() {
    let internal = |at| line(at, "turn", "").to(Destination::MICROSOFT_INTERNAL);
    assert_eq!(told(&found(&log_of(&[internal(0), internal(1)]), "TEL050")), [""; 0]);
}
