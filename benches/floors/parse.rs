//! Floor 1: heads and bodies of records.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use telltail::frame::frame_all;
use telltail::parse::{Body, head};

use crate::logs::{Shape, text};

const SIZE: u64 = 4 << 20;

/// The heads of a log's records.
#[divan::bench(args = ["telemetry", "older", "mixed"])]
fn heads(bencher: Bencher, shape: &str) {
    let (bytes, facts) = text(shape.parse().unwrap(), 1, SIZE);
    let records: Vec<_> = frame_all(&bytes).collect();
    bencher.counter(ItemsCount::new(facts.records)).bench(|| {
        for record in &records {
            black_box(head(record.bytes, record.opening.as_ref(), true));
        }
    });
}

/// One value of every body.
#[divan::bench]
fn bodies_for_one_value(bencher: Bencher) {
    let (bytes, facts) = text(Shape::Telemetry, 1, SIZE);
    let bodies = bodies(&bytes);
    bencher.counter(ItemsCount::new(facts.records)).bench(|| {
        bodies
            .iter()
            .filter(|body| Body::new(body, true).measurement("durationMs").is_some())
            .count()
    });
}

/// All that every body says.
#[divan::bench]
fn bodies_whole(bencher: Bencher) {
    let (bytes, facts) = text(Shape::Telemetry, 1, SIZE);
    let bodies = bodies(&bytes);
    bencher.counter(ItemsCount::new(facts.records)).bench(|| {
        for body in &bodies {
            black_box(Body::new(body, true).payload());
        }
    });
}

/// The payloads of a log's events.
pub(crate) fn bodies(bytes: &[u8]) -> Vec<&[u8]> {
    let body = |record: telltail::frame::Record<'_>| {
        let head = head(record.bytes, record.opening.as_ref(), true);
        let start = record.offset as usize;
        head.body.map(|body| start + body.start..start + body.end)
    };
    frame_all(bytes).filter_map(body).filter_map(|range| bytes.get(range)).collect()
}
