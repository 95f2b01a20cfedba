//! A log file that is cut at openings gives the records of the whole.

use proptest::prelude::*;

use super::super::{Frames, OPENING_MAX, Record, frame_all};
use super::*;

const ONE: &[u8] = b"2026-03-14 09:26:53.589 [trace] one\n";
const TWO: &[u8] = b"[2026-03-14 09:26:53.590] [main] [info] two\n";

#[test]
fn an_opening_is_found_behind_a_line_end_only() {
    let log = [ONE, b"more\n2026-03-14\n", TWO].concat();
    let two = log.len() - TWO.len();
    assert_eq!(first_opening(&log, 0, 0), Some(0));
    assert_eq!(first_opening(&log, 7, 0), Some(two), "the start is the rest of a line");
    assert_eq!(first_opening(&log, 0, 1), Some(two));
    assert_eq!(first_opening(&log, 0, two), Some(two), "the byte before it is a line end");
    assert_eq!(first_opening(&log, 0, two + 1), None);
    assert_eq!(first_opening(&log, 0, log.len() + 9), None);
    assert_eq!(last_opening(&log, 0), Some(two));
    assert_eq!((last_opening(&log[..two], 0), last_opening(&log[..two], 7)), (Some(0), None));
    assert_eq!(last_opening(&log[..two + 30], 0), Some(0), "too little of it is there");
    assert_eq!((first_opening(b"", 0, 0), last_opening(b"", 0)), (None, None));
}

#[test]
fn a_byte_order_mark_counts_at_the_start_of_a_file_only() {
    let log = [b"\xef\xbb\xbf", ONE].concat();
    assert_eq!((first_opening(&log, 0, 0), last_opening(&log, 0)), (Some(0), Some(0)));
    let later = [b"x\n", &log[..]].concat();
    assert_eq!((first_opening(&later, 0, 0), last_opening(&later, 0)), (None, None));
}

#[test]
fn a_line_of_a_console_is_no_opening() {
    assert_eq!(first_opening(b"[09:26:53] one\n%c INFO x\n", 0, 0), None);
}

/// A file whose records all open in the grammars of files.
fn log() -> impl Strategy<Value = Vec<u8>> {
    let head = prop_oneof![
        Just(ONE.to_vec()),
        Just(TWO.to_vec()),
        Just(b"2026-03-14 09:26:53.589 [info]\r\n".to_vec()),
        Just([b"[2026-03-14 09:26:53.590] [", &[b'n'; 128][..], b"] [critical] x\n"].concat()),
    ];
    let more = prop_oneof![
        4 => Just(Vec::new()),
        1 => Just(b"[09:26:53] server\n".to_vec()),
        1 => Just(b"2026-03-14 09:26:53.58\n".to_vec()),
        1 => Just(b"\n\n".to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..60),
    ];
    let records = proptest::collection::vec((head, more), 1..30);
    (any::<bool>(), records).prop_map(|(marked, records)| {
        let mut log = if marked { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        for (head, more) in records {
            if !log.is_empty() && log.len() > 3 && log.last() != Some(&b'\n') {
                log.push(b'\n');
            }
            log.extend(head);
            log.extend(more);
        }
        log
    })
}

/// Frames each chunk of `size` bytes alone: from its first opening to that of what follows.
fn in_chunks(log: &[u8], size: usize) -> Vec<Record<'_>> {
    let openings = (0..log.len()).step_by(size).map(|start| {
        // One byte before tells whether a line begins here, a few behind whether it opens.
        let (from, before) = (start.saturating_sub(1), usize::from(start > 0));
        let end = log.len().min(start + size + OPENING_MAX);
        first_opening(&log[from..end], from as u64, before)
            .map(|at| from + at)
            .filter(|at| *at < start + size)
    });
    let cuts: Vec<_> = openings.flatten().chain([log.len()]).collect();
    let mut line = 1;
    let mut records = Vec::new();
    for cut in cuts.windows(2) {
        let mut frames = Frames::in_log_file(&log[cut[0]..cut[1]], cut[0] as u64, line);
        records.extend(&mut frames);
        line = frames.line();
    }
    records
}

proptest! {
    #[test]
    fn in_chunks_of_any_size_the_records_are_those_of_the_whole(
        log in log(), size in prop_oneof![1_usize..40, 40_usize..2000],
    ) {
        let whole: Vec<_> = frame_all(&log).collect();
        prop_assert_eq!(in_chunks(&log, size), whole);
    }

    #[test]
    fn the_last_opening_is_that_of_the_last_record(log in log(), len in any::<prop::sample::Index>()) {
        let bytes = &log[..len.index(log.len() + 1)];
        let openings = frame_all(bytes).filter(|it| it.opening.is_some()).map(|it| it.offset as usize);
        prop_assert_eq!(last_opening(bytes, 0), openings.last());
        let mut found = Vec::new();
        while let Some(at) = first_opening(bytes, 0, found.last().map_or(0, |at| at + 1)) {
            found.push(at);
        }
        let openings = frame_all(bytes).filter(|it| it.opening.is_some());
        prop_assert_eq!(found, openings.map(|it| it.offset as usize).collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_are_looked_through(
        bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..80),
        offset in 0_u64..2,
        from in 0_usize..100,
    ) {
        let first = first_opening(&bytes, offset, from);
        prop_assert!(first.is_none_or(|at| at >= from && at < bytes.len()));
        last_opening(&bytes, offset);
    }
}
