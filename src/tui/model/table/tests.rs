use proptest::prelude::*;

use crate::catalog::Catalog;

use super::*;

/// A row that is told by its name.
#[derive(Clone, Debug)]
struct Named(u8);

impl Record for Named {
    fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

fn revision(log: LogId, change: u64) -> Revision {
    Revision { log, changes: [change, 0, 0, 0] }
}

fn log() -> LogId {
    let rules = crate::classify::Rules::embedded().expect("the embedded rules are right");
    let zone = crate::event::Zone::utc();
    let ingest = crate::pipeline::Ingest::new(rules, Catalog::default().into(), zone);
    let log = ingest.log();
    let log = log.read().expect("nobody panicked");
    log.id()
}

fn table(rows: Vec<Named>) -> (Table<Named>, LogId) {
    let (mut table, log) = (Table::sorted_by(0), log());
    table.take(rows, (Wish::default(), revision(log, 0)), Instant(0));
    (table, log)
}

#[test]
fn what_streams_in_waits_for_a_second_and_a_wish_does_not() {
    let (mut table, log) = table(vec![Named(1)]);
    let (same, other) = (revision(log, 0), revision(log, 1));
    let wish = Wish::default();
    assert!(!table.is_due(wish, same, Instant(5_000)) && !table.is_late());
    assert!(!table.is_due(wish, other, Instant(999)) && table.is_late());
    assert!(table.is_due(wish, other, Instant(1_000)) && !table.is_late());
    assert!(table.is_due(Wish { tab: 1, ..wish }, same, Instant(1)));
    assert!(table.is_due(wish, other, Instant(-1)), "a clock that was set back stops nothing");
}

#[test]
fn long_tables_are_made_anew_less_often() {
    let rows = vec![Named(0); 100_000];
    let (mut table, log) = table(rows);
    assert!(!table.is_due(Wish::default(), revision(log, 1), Instant(1_500)));
    assert!(table.is_due(Wish::default(), revision(log, 1), Instant(2_000)));
}

proptest! {
    #[test]
    fn the_row_that_was_gone_to_stays_in_its_line(
        before in prop::collection::btree_set(any::<u8>(), 1..40),
        after in prop::collection::btree_set(any::<u8>(), 0..40),
        at in any::<prop::sample::Index>(),
        above in 0usize..10,
    ) {
        let rows = |names: &std::collections::BTreeSet<u8>| -> Vec<Named> {
            names.iter().map(|name| Named(*name)).collect()
        };
        let (mut table, log) = table(rows(&before));
        let at = at.index(before.len());
        table.cursor = Cursor { at, top: at.saturating_sub(above), column: 0, held: true };
        let line = table.cursor.at - table.cursor.top;
        let name = table.rows[at].0;
        table.take(rows(&after), (Wish::default(), revision(log, 1)), Instant(0));
        prop_assert!(after.is_empty() || table.cursor.at < after.len());
        if after.contains(&name) {
            prop_assert_eq!(table.current().map(|row| row.0), Some(name));
            prop_assert!(table.cursor.at - table.cursor.top == line.min(table.cursor.at));
        }
    }
}
