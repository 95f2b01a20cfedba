//! Floor 3: a question run over 64 MiB of log.

use divan::Bencher;
use divan::counter::BytesCount;
use telltail::query::{Context, Predicate};
use telltail::search::{Question, StatsField, View, stats};

use super::load::{SIZE, shared};

/// A view of all that passes, from nothing.
#[divan::bench(sample_count = 5, sample_size = 1, args = [
    "",
    "level:error",
    "dest:microsoft",
    "purpose:unknown",
    "producer:acme.audit-demo",
    "event:startupTimeVaried",
    "copilot",
    r#"/"durationMs":[0-9]{5}\./"#,
    r"/[0-9]{5}\.[0-9]/",
    "m.durationMs>500",
    "prop.reason=startup",
    "level:error copilot",
])]
fn view(bencher: Bencher, filter: &str) {
    let predicate = Predicate::read(filter, &Context::default()).unwrap();
    let log = shared().read().unwrap();
    bencher.counter(BytesCount::new(SIZE)).bench_local(|| {
        let question = Question { predicate: predicate.clone(), ..Question::default() };
        let mut view = View::new(question);
        view.advance(&log, usize::MAX);
        view.ids().len()
    });
}

/// Counts by several fields.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn counted(bencher: Bencher) {
    let log = shared().read().unwrap();
    let mut view = View::new(Question::default());
    view.advance(&log, usize::MAX);
    let fields: Vec<StatsField> =
        ["level", "destination", "producer", "event"].map(|name| name.parse().unwrap()).into();
    bencher.bench_local(|| stats(&log, &view, &fields).len());
}
