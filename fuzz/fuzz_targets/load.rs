//! Loading in chunks: any bytes, in chunks of any size, give the log that a plain reader gives.
#![no_main]

use std::io::Write;
use std::sync::{Arc, LazyLock, PoisonError};

use libfuzzer_sys::fuzz_target;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{EventId, SourceId, Zone};
use telltail::pipeline::{Ingest, Sizes, Step, Tap};
use telltail::source::{Delivery, Keys, News, Reason, SourceFacts, Stretch, UNKNOWN, channel};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().expect("they are right"));

/// Everything is taken record by record.
const PLAIN: Sizes = Sizes {
    chunk: 1,
    beyond: 1,
    least: usize::MAX,
    longest: 1,
    piece: 1 << 20,
    big: u64::MAX,
    end: 0,
};

/// Everything that a log tells of what was delivered.
fn told(sizes: Sizes, deliveries: Vec<Delivery>) -> Vec<String> {
    let mut ingest = Ingest::new(RULES.clone(), Arc::new(Catalog::default()), Zone::utc());
    ingest.load_by(sizes);
    let (sender, feed) = channel();
    let mut tap = Tap::new(ingest, feed).expect("there is a timer");
    let key = Keys::default().next();
    let path = std::path::PathBuf::from("telemetry.log");
    let facts = SourceFacts { path: path.clone(), session: None, product: UNKNOWN, bearing: true };
    let part = Delivery::Part { path, offset: 0, reason: Reason::Opened };
    let ended = [Delivery::PartEnded, Delivery::Ended];
    let teller = std::thread::spawn(move || {
        let _ = sender.blocking_send(News::Added(key, facts));
        for delivery in [part].into_iter().chain(deliveries).chain(ended) {
            let _ = sender.blocking_send(News::Of(key, delivery));
        }
    });
    while tap.step() != Step::Ended {}
    teller.join().expect("it only tells");
    let log = tap.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let event = |id| {
        let text = log.text(log.row(id).expect("it is there"));
        let event = serde_json::to_string(&text.whole().event()).expect("it is JSON");
        format!("{event} {:?} {:?}", text.bytes(), log.links(id))
    };
    let source = SourceId(0);
    let facts = format!("{:?} {:?}", log.source(source), log.tally(source));
    (0..log.len() as u32).map(EventId).map(event).chain([facts]).collect()
}

fuzz_target!(|data: &[u8]| {
    let Some((sizes, bytes)) = data.split_first_chunk::<6>() else { return };
    if bytes.is_empty() {
        return;
    }
    let [chunk, beyond, least, longest, piece, split] = sizes.map(|size| usize::from(size) + 1);
    let expected = told(PLAIN, vec![Delivery::Bytes(bytes.to_vec())]);
    let piece = piece as u64;
    let sizes = Sizes { chunk: chunk as u64, beyond, least, longest, piece, ..PLAIN };
    let pieces = bytes.chunks(split * 4).map(|piece| Delivery::Bytes(piece.to_vec()));
    assert_eq!(told(sizes, pieces.collect()), expected);

    let mut file = tempfile::tempfile().expect("there is room for a file");
    file.write_all(bytes).expect("there is room for the bytes");
    let end = bytes.len() as u64;
    let middle = (split as u64 * 8).min(end);
    let stretches = [0..middle, middle..end].into_iter().filter(|range| !range.is_empty());
    let stretch = |range| {
        let file = file.try_clone().expect("there is a handle left");
        Delivery::Stretch(Stretch::new(file, range).expect("it is a file"))
    };
    assert_eq!(told(sizes, stretches.map(stretch).collect()), expected);
});
