//! Floor 1: bytes to records.

use divan::Bencher;
use divan::counter::BytesCount;
use telltail::frame::{Framer, frame_all};

use crate::logs::{Shape, text};

const SIZE: u64 = 4 << 20;

/// In memory, all at once.
#[divan::bench(args = ["telemetry", "older", "windows", "mixed", "console", "server", "odd"])]
fn whole(bencher: Bencher, shape: &str) {
    let shape: Shape = shape.parse().unwrap();
    let (bytes, facts) = text(shape, 1, SIZE);
    bencher.counter(BytesCount::new(facts.bytes)).bench(|| frame_all(&bytes).count());
}

/// As it comes from a file that is followed.
#[divan::bench(args = [4 << 10, 64 << 10, 1 << 20])]
fn pieces(bencher: Bencher, piece: usize) {
    let (bytes, facts) = text(Shape::Telemetry, 1, SIZE);
    bencher.counter(BytesCount::new(facts.bytes)).bench(|| {
        let mut framer = Framer::new();
        let mut records = 0;
        for piece in bytes.chunks(piece) {
            framer.push(piece);
            while framer.next().is_some() {
                records += 1;
            }
        }
        framer.finish();
        while framer.next().is_some() {
            records += 1;
        }
        records
    });
}
