//! The demo shows everything there is to show.

use std::collections::BTreeSet;

use super::*;
use crate::audit::{Audit, Auditor, Context, Desks, Policy};
use crate::catalog::load_bytes;
use crate::event::{Declared, Evidence, Instant, Kind, Purpose, Severity};
use crate::privacy::{Identity, Scanner};
use crate::store::Facet;

/// The demo as far as it is there at once, and the tap that goes on with it.
fn past() -> Tap {
    let catalog = load_bytes(Path::new("demo"), DEMO_CATALOG.as_bytes()).unwrap();
    assert_eq!(catalog.warnings, Vec::<String>::new());
    let feed = demo_feed(Zone::utc()).unwrap();
    let mut tap = Tap::new(with_catalog(catalog.catalog), feed).unwrap();
    loop {
        match tap.step() {
            Step::CaughtUp => return tap,
            Step::Complete(_) | Step::Silence(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

/// Every value that events of a log have in a dimension, as a word.
fn values(log: &EventLog, facet: Facet) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for row in (0..log.len() as u32).filter_map(|id| log.row(EventId(id))) {
        row.facets().each(facet, |key| {
            found.insert(log.facet_name(facet, key).to_owned());
        });
    }
    found
}

#[test]
fn the_demo_has_every_level_destination_and_purpose() {
    let tap = past();
    read(&tap.log(), |log| {
        let rows = || (0..log.len() as u32).filter_map(|id| log.row(EventId(id)));
        let levels: BTreeSet<&str> = rows()
            .filter(|row| row.kind() == Kind::Event)
            .filter_map(|row| Some(row.level()?.as_str()))
            .collect();
        assert_eq!(levels, BTreeSet::from(["crash", "error", "usage"]));
        let destinations = values(log, Facet::Destination);
        // The demo is of logs: only the wire knows of the user's own collector.
        for name in log.destinations().names().iter().filter(|name| *name != "otlp") {
            assert!(destinations.contains(name), "nothing goes to {name}: {destinations:?}");
        }
        let purposes = values(log, Facet::Purpose);
        for purpose in Purpose::ALL {
            assert!(purposes.contains(purpose.as_str()), "{purpose:?}: {purposes:?}");
        }
        let declared: BTreeSet<&str> =
            rows().filter_map(|row| Some(row.declared()?.as_str())).collect();
        let all = [Declared::Yes, Declared::No, Declared::Unknown].map(Declared::as_str);
        assert_eq!(declared, all.into());
        for by in [Evidence::Rule, Evidence::Guess] {
            assert!(rows().any(|row| row.destination_reason().is_some_and(|it| it.by == by)));
        }
        assert!(values(log, Facet::Producer).len() > 3);
        assert!(rows().any(|row| row.kind() == Kind::Log));
        assert!(rows().any(|row| !log.text(row).whole().undeclared().is_empty()));
    });
}

#[test]
fn the_demo_has_findings_of_every_severity_and_of_several_kinds() {
    let tap = past();
    read(&tap.log(), |log| {
        let scanner = Scanner::new(Identity::default());
        let auditor = Auditor::new(Context::new(Policy::default(), scanner));
        let mut audit = Audit::new(Arc::new(auditor));
        while !audit.advance(log, usize::MAX, &mut Desks::default()) {}
        audit.conclude(log);
        let found = audit.findings(log).list;
        for severity in Severity::ALL {
            assert!(found.iter().any(|it| it.severity == severity), "{severity}: {found:?}");
        }
        let rules: BTreeSet<&str> = found.iter().map(|it| &*it.rule).collect();
        for rule in ["TEL001", "TEL002", "TEL003", "TEL010", "TEL011", "TEL012", "TEL013"] {
            assert!(rules.contains(rule), "{rule}: {rules:?}");
        }
    });
}

#[test]
fn the_demos_past_ends_now_and_its_clock_never_goes_back() {
    let before = Instant(jiff::Timestamp::now().as_millisecond());
    let tap = past();
    let after = Instant(jiff::Timestamp::now().as_millisecond());
    read(&tap.log(), |log| {
        let rows = || (0..log.len() as u32).filter_map(|id| log.row(EventId(id)));
        for (source, ..) in log.sources() {
            let own = rows().filter(|row| row.source_id() == source);
            assert!(own.filter_map(|row| row.time()).is_sorted(), "{source:?}");
        }
        let last = rows().filter_map(|row| row.time()).max().unwrap();
        // A record is in the log once another follows it, so the very last may be missing.
        assert!(last <= after, "{last:?} {after:?}");
        assert!(last >= before.plus_millis(-60_000), "{last:?} {before:?}");
    });
}

#[test]
fn the_demo_goes_on_after_its_past() {
    let mut tap = past();
    let caught_up = Instant(jiff::Timestamp::now().as_millisecond());
    loop {
        let (Step::Complete(ids) | Step::Silence(ids)) = tap.step() else { panic!("it goes on") };
        let log = tap.log();
        let time = |id: &EventId| read(&log, |log| log.row(*id).unwrap().time());
        if ids.iter().filter_map(time).any(|time| time >= caught_up) {
            return;
        }
    }
}
