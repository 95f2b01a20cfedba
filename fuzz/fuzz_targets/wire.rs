//! Whole sources, of any format that is detected from content: logs and what went over the wire.
//! The same events come out in whatever pieces the bytes went in.
#![no_main]

use std::sync::{Arc, LazyLock, PoisonError};

use libfuzzer_sys::fuzz_target;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{EventId, Zone};
use telltail::pipeline::Ingest;
use telltail::report::event_json;
use telltail::store::SourceFacts;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::embedded().expect("the embedded rules are tested"));

/// Every event of a source, as printed, whose bytes come in pieces of `size`.
fn events(data: &[u8], size: usize, show: bool) -> String {
    let mut ingest = Ingest::new(RULES.clone(), Arc::new(Catalog::default()), Zone::utc());
    let facts = SourceFacts { label: "-".to_owned(), bearing: true, ..SourceFacts::default() };
    let Some(source) = ingest.add_source(facts) else { return String::new() };
    for piece in data.chunks(size) {
        ingest.bytes(source, piece);
        if show {
            ingest.show_open();
        }
    }
    ingest.finish_part(source);
    let log = ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let mut out = Vec::new();
    for row in (0..log.len() as u32).filter_map(|id| log.row(EventId(id))) {
        let text = log.text(row);
        event_json(&mut out, &text.whole().event()).expect("memory takes what is written");
    }
    String::from_utf8(out).expect("JSON is UTF-8")
}

fuzz_target!(|data: &[u8]| {
    let whole = events(data, data.len().max(1), false);
    let size = data.first().map_or(1, |byte| usize::from(byte % 61) + 1);
    assert_eq!(events(data, size, false), whole);
    assert_eq!(events(data, size, true), whole);
});
