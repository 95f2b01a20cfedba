//! Floor 2: producer, level and destination by rules.

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use telltail::classify::{Classifier, Record, Rules};
use telltail::event::Kind;
use telltail::frame::frame_all;
use telltail::parse::{Body, event_name, head, is_core};

use crate::logs::{Shape, text};

/// Every record of a log, whose bodies are read where a rule asks for them.
#[divan::bench(args = [Shape::Telemetry, Shape::Mixed])]
fn records(bencher: Bencher, shape: Shape) {
    let (bytes, facts) = text(shape, 1, 4 << 20);
    let records: Vec<_> = frame_all(&bytes)
        .map(|record| (record.bytes, head(record.bytes, record.opening.as_ref(), true)))
        .collect();
    let mut classifier = Classifier::new(Arc::new(Rules::embedded().unwrap()));
    bencher.counter(ItemsCount::new(facts.records)).bench_local(|| {
        for (bytes, head) in &records {
            let name = head.name_in(bytes).unwrap_or_default();
            let body = Body::new(head.body_in(bytes).unwrap_or_default(), is_core(&name));
            black_box(classifier.classify(&Record {
                kind: if head.name.is_some() { Kind::Event } else { head.kind },
                log_level: head.level,
                name: &name,
                event: event_name(&name),
                product: "code",
                source: "telemetry.log",
                folder: None,
                body: &body,
            }));
        }
    });
}
