//! Logs that have more of everything than an editor would log.

use super::model::{audited, context, found, line, log_of, told};
use crate::audit::Policy;

fn keys(from: usize, count: usize, value: impl Fn(usize) -> String) -> String {
    let keys = (from..from + count).map(|key| format!(r#""k{key}":"{}""#, value(key)));
    keys.collect::<Vec<_>>().join(",")
}

#[test]
fn new_keys_in_every_event_are_bounded_and_nothing_that_was_counted_is_lost() {
    let leak = |at| line(at, "leak", r#""path":"/home/alice/x""#);
    let many = (1..=1100).map(|at| line(at, &format!("e{at}"), &keys(0, 200, |_| "v".into())));
    let lines: Vec<_> = [leak(0)].into_iter().chain(many).chain([leak(2000)]).collect();
    let log = log_of(&lines);

    assert_eq!(told(&found(&log, "TEL013")), ["error leak path 2"]);
    let observed = audited(&log, context(Policy::default())).observed(&log);
    assert_eq!(observed.classes.values().map(|class| class.seen.count).sum::<u64>(), 1102);
    let known: usize = observed.classes.values().map(|class| class.keys.len()).sum();
    assert_eq!(known, 200_000);
}

#[test]
fn no_more_is_said_of_a_log_than_each_event_can_be_held_against() {
    let id = |key: usize| format!("{key:08x}-5d08-48dc-845a-bc45e23ecddf");
    let of = |at: i64, event, from| line(at * 1000, event, &keys(from, 1100, id));
    let lines = (0..3).flat_map(|at| [of(at, "one", 0), of(at, "two", 5000)]);
    let log = log_of(&lines.collect::<Vec<_>>());

    assert_eq!(found(&log, "TEL042").len(), 2000);
    let findings = audited(&log, context(Policy::default())).findings(&log);
    assert_eq!(findings.left_out, 200 * 3);
}
