//! Framing: records laid end to end are the input, in whatever pieces it came.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telltail::frame::{Framer, Frames, Record, frame_all};

/// A limit that small inputs reach, too.
const SMALL: usize = 64;

/// What a record is, free of the buffer it lay in.
type Owned = (Vec<u8>, u64, u64, Option<telltail::event::Stamp>, bool, bool);

fn owned(record: &Record<'_>) -> Owned {
    let Record { bytes, offset, line, opening, overlong, continued } = record;
    (bytes.to_vec(), *offset, *line, opening.clone(), *overlong, *continued)
}

/// The records of `data` in pieces whose sizes its own bytes say.
fn in_pieces(mut framer: Framer, data: &[u8]) -> Vec<Owned> {
    let mut records = Vec::new();
    let mut rest = data;
    while let Some(first) = rest.first() {
        let size = usize::from(*first % 97) + 1;
        let (piece, after) = rest.split_at(size.min(rest.len()));
        framer.push(piece);
        while let Some(record) = framer.next() {
            records.push(owned(&record));
        }
        if let Some((open, _)) = framer.open() {
            assert!(open.bytes.ends_with(b"\n"), "what is shown has come to a line end");
        }
        rest = after;
    }
    framer.finish();
    while let Some(record) = framer.next() {
        records.push(owned(&record));
    }
    assert_eq!(framer.pending(), 0);
    records
}

/// That records are all of `data`, in order, each where it says it is.
fn check(data: &[u8], records: &[Owned]) {
    let mut at = 0;
    for (bytes, offset, line, opening, _, _) in records {
        assert_eq!(*offset, at as u64);
        let before = data[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
        assert_eq!(*line, before + 1);
        assert_eq!(bytes, &data[at..at + bytes.len()]);
        assert!(!bytes.is_empty());
        // A limit as small as the small one cuts heads, too.
        let whole = opening.as_ref().is_none_or(|stamp| stamp.head_len <= bytes.len());
        assert!(whole || bytes.len() == SMALL);
        at += bytes.len();
    }
    assert_eq!(at, data.len());
}

fuzz_target!(|data: &[u8]| {
    let whole: Vec<_> = frame_all(data).map(|record| owned(&record)).collect();
    check(data, &whole);
    assert_eq!(in_pieces(Framer::new(), data), whole);

    let cut: Vec<_> = Frames::with_limit(data, SMALL).map(|record| owned(&record)).collect();
    check(data, &cut);
    assert_eq!(in_pieces(Framer::with_limit(SMALL), data), cut);
});
