//! Saved sessions, packed and not: whatever they hold is read to an end, and what is read makes a
//! log that can be printed. What is cut says so, and tells nothing else than the whole.
#![no_main]

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, LazyLock, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{EventId, SourceId, Zone};
use telltail::pipeline::Ingest;
use telltail::report::event_json;
use telltail::session::{Reader, Told};

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::embedded().expect("the embedded rules are tested"));

/// All that a session tells, and whether it says that it is not whole.
fn told(bytes: &[u8]) -> (Vec<Told>, bool) {
    let Ok(reader) = Reader::open(bytes) else { return (Vec::new(), true) };
    let (mut all, mut broken) = (Vec::new(), false);
    for told in reader {
        match told {
            Ok(told) => all.push(told),
            Err(_) => broken = true,
        }
    }
    (all, broken)
}

fn packed(lines: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(lines).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written")
}

/// Takes all of it into a log, and prints every event.
fn show(all: &[Told]) {
    let mut catalog = Catalog::default();
    for told in all {
        if let Told::Catalog(saved) = told {
            catalog.restore((**saved).clone());
        }
    }
    let mut ingest = Ingest::new(RULES.clone(), Arc::new(catalog), Zone::utc());
    let mut sources: HashMap<u16, SourceId> = HashMap::new();
    for told in all {
        match told {
            Told::Source(id, given) => match sources.get(id) {
                Some(source) => ingest.tell_given(*source, given),
                None => sources.extend(ingest.add_given(given).map(|source| (*id, source))),
            },
            Told::Record(id, given) => {
                let source = sources.get(id).expect("a source comes before its records");
                ingest.given(*source, std::slice::from_ref(given));
            }
            _ => {}
        }
    }
    ingest.caught_up();
    let log = ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(log.in_order().count(), log.len());
    let mut out = Vec::new();
    for row in (0..log.len() as u32).filter_map(|id| log.row(EventId(id))) {
        let text = log.text(row);
        event_json(&mut out, &text.whole().event()).expect("memory takes what is written");
        let _ = text.given();
    }
}

fuzz_target!(|data: &[u8]| {
    let mut lines = b"{\"ttail\":1}\n".to_vec();
    lines.extend(data);
    let (all, _) = told(&lines);
    show(&all);
    let in_a_member = packed(&lines);
    assert_eq!(told(&in_a_member).0, all);
    let cut = usize::from(data.first().copied().unwrap_or_default()) % in_a_member.len();
    assert!(told(&in_a_member[..cut]).1);
    told(data);
});
