//! Saved posts become the same events as logs give, whatever they are wrapped in.
#![expect(clippy::unwrap_used, reason = "a missing sample ends its test")]

mod archive;
mod formats;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use serde_json::Value;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{Detected, EventId, Format, Zone};
use telltail::pipeline::Ingest;
use telltail::store::SourceFacts;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/wire")
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(samples().join(name)).unwrap()
}

/// Every sample of the wire, by name.
fn names() -> Vec<String> {
    let entries = fs::read_dir(samples()).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What a source comes to: each event as JSON, its record's bytes, and what the source was taken
/// for.
struct Read {
    events: Vec<Value>,
    records: Vec<Vec<u8>>,
    format: Option<Detected>,
}

/// Reads bytes in chunks of a size.
fn read_in(bytes: &[u8], size: usize, forced: Option<Format>) -> Read {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    if let Some(format) = forced {
        ingest.read_as(format);
    }
    let facts = SourceFacts { label: "x".to_owned(), ..SourceFacts::default() };
    let source = ingest.add_source(facts).unwrap();
    for chunk in bytes.chunks(size) {
        ingest.bytes(source, chunk);
        ingest.show_open();
    }
    ingest.finish_part(source);
    let log = ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let ids = || (0..log.len() as u32).map(EventId);
    let event = |id| serde_json::to_value(log.text(log.row(id).unwrap()).whole().event()).unwrap();
    Read {
        events: ids().map(event).collect(),
        records: ids().map(|id| log.text(log.row(id).unwrap()).bytes().to_vec()).collect(),
        format: log.source(source).unwrap().format.clone(),
    }
}

fn read(bytes: &[u8]) -> Read {
    read_in(bytes, usize::MAX, None)
}

/// A value of an event as text; empty where it is missing.
fn word(event: &Value, key: &str) -> String {
    event[key].as_str().unwrap_or_default().to_owned()
}
