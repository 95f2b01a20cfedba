//! Floor 2: rows and their text.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use telltail::event::EventId;

use super::load::shared;

/// The columns of every row.
#[divan::bench]
fn rows(bencher: Bencher) {
    let log = shared().read().unwrap();
    bencher.counter(ItemsCount::new(log.len())).bench_local(|| {
        for id in 0..log.len() as u32 {
            let row = log.row(EventId(id)).unwrap();
            black_box((row.time(), row.level(), row.destination(), row.event(), row.producer()));
        }
    });
}

/// The text of a screenful of rows that stand next to each other.
#[divan::bench]
fn a_screenful_of_text(bencher: Bencher) {
    let log = shared().read().unwrap();
    let middle = log.len() as u32 / 2;
    bencher.counter(ItemsCount::new(40_u32)).bench_local(|| {
        for id in middle..middle + 40 {
            black_box(log.text(log.row(EventId(id)).unwrap()).bytes());
        }
    });
}

/// The text of rows that are far apart, as from a search's hits.
#[divan::bench]
fn text_far_apart(bencher: Bencher) {
    let log = shared().read().unwrap();
    let step = (log.len() / 40).max(1);
    bencher.counter(ItemsCount::new(40_u32)).bench_local(|| {
        for id in (0..log.len()).step_by(step) {
            black_box(log.text(log.row(EventId(id as u32)).unwrap()).bytes());
        }
    });
}

/// Whole events, as they are exported.
#[divan::bench]
fn events(bencher: Bencher) {
    let log = shared().read().unwrap();
    bencher.counter(ItemsCount::new(1000_u32)).bench_local(|| {
        for id in 0..1000 {
            black_box(log.text(log.row(EventId(id)).unwrap()).whole().event());
        }
    });
}
