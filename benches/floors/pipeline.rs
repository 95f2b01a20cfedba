//! Floor 4: from a file to a log that can be asked.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use telltail::pipeline::{Step, Tap};
use telltail::source::{Keys, Mode, Options, Siblings, Target, channel, watch};

use super::load::{SIZE, ingest, load};
use crate::logs::{Shape, many, text};

/// Bytes in memory, on one thread.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn bytes(bencher: Bencher) {
    let (bytes, facts) = text(Shape::Telemetry, 1, SIZE);
    bencher.counter(BytesCount::new(facts.bytes)).bench_local(|| load(&bytes));
}

/// A saved file.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_file(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telemetry.log");
    let (bytes, facts) = text(Shape::Telemetry, 1, SIZE);
    fs::write(&path, bytes).unwrap();
    bencher
        .counter(BytesCount::new(facts.bytes))
        .bench_local(|| assert_eq!(read(Target::File(path.clone())) as u64, facts.records));
}

/// A session of a hundred files whose records lie between each other's.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_hundred_files(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let (session, facts) = many(folder.path(), 1, 100, 500 << 10).unwrap();
    bencher
        .counter(BytesCount::new(facts.bytes))
        .bench_local(|| assert_eq!(read(session_at(&session)) as u64, facts.records));
}

fn session_at(path: &Path) -> Target {
    Target::Session { path: path.to_owned(), product: "code" }
}

/// Reads all that is there; how many events it is.
fn read(target: Target) -> usize {
    let (sender, feed) = channel();
    let options = Options { mode: Mode::Once, trace: false, siblings: Siblings::Skip };
    let _watching = watch(vec![target], options, Keys::default(), sender).unwrap();
    let mut tap = Tap::new(ingest(), feed).unwrap();
    while tap.step() != Step::Ended {}
    tap.log().read().unwrap().len()
}
