//! Floor 3: a question run over 64 MiB of log.

use divan::Bencher;
use divan::counter::BytesCount;
use telltail::event::Instant;
use telltail::query::{Context, Predicate};
use telltail::search::{Question, Span, StatsField, View, groups, stats};
use telltail::store::Facet;

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

/// Another span of time of a question that is answered, with the sums over it.
#[divan::bench(sample_count = 5, sample_size = 1, args = ["", "copilot"])]
fn narrowed(bencher: Bencher, filter: &str) {
    let log = shared().read().unwrap();
    let predicate = Predicate::read(filter, &Context::default()).unwrap();
    let mut view = View::new(Question { predicate, ..Question::default() });
    view.advance(&log, usize::MAX);
    let (first, last) = view.chart().unwrap().timeline().range().unwrap();
    let from = Some(Instant(first.0 + (last.0 - first.0) / 3));
    bencher.bench_local(|| {
        let mut narrowed = view.narrowed(&log, Some(Span { from, to: Some(last) }));
        narrowed.advance(&log, usize::MAX);
        narrowed.ids().len()
    });
}

/// What the stats page asks of a view.
#[divan::bench(sample_count = 5, sample_size = 10)]
fn grouped(bencher: Bencher) {
    let log = shared().read().unwrap();
    let mut view = View::new(Question::default());
    view.advance(&log, usize::MAX);
    bencher.bench_local(|| groups(&log, &view, Facet::Event).map(|it| it.groups.len()));
}
