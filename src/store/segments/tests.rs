//! What was put in is given back, wherever it lies by then, or said to be lost.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::super::reread::Reread;
use super::*;

/// A saved file; `None` once it was changed.
#[derive(Debug, Default)]
struct Saved {
    text: Mutex<Option<Vec<u8>>>,
    reads: AtomicUsize,
}

impl Saved {
    fn of(text: &[u8]) -> Arc<Self> {
        Arc::new(Self { text: Mutex::new(Some(text.to_vec())), ..Self::default() })
    }
}

impl Reread for Saved {
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), String> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let text = self.text.lock().unwrap();
        let text = text.as_ref().ok_or("the file was changed since it was read")?;
        let at = offset as usize;
        into.copy_from_slice(text.get(at..at + into.len()).ok_or("the file was cut")?);
        Ok(())
    }
}

fn origin(offset: u64, line: u64) -> Origin {
    Origin { part: 0, offset, line }
}

/// A record of about so many bytes that tells its number.
fn record(number: usize, len: usize) -> Vec<u8> {
    let mut text =
        format!("2026-03-14 09:00:00.000 [trace] acme.x/y {{\"n\":{number}}}").into_bytes();
    while text.len() < len {
        text.extend_from_slice(b"\n    at acme.js:");
        text.extend_from_slice(number.to_string().as_bytes());
    }
    text.push(b'\n');
    text
}

fn lines(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}

/// Pushes records of a source one after the other, and tells their spans.
fn push_all(segments: &mut Segments, source: u16, texts: &[Vec<u8>]) -> Vec<Span> {
    let (mut offset, mut line) = (0, 1);
    let mut spans = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let id = EventId(at as u32);
        spans.push(segments.push(SourceId(source), origin(offset, line), id, text));
        offset += text.len() as u64;
        line += lines(text);
    }
    spans
}

#[test]
fn a_full_segment_is_packed_and_reads_the_same() {
    let mut segments = Segments::default();
    let texts: Vec<Vec<u8>> = (0..3000).map(|at| record(at, 900)).collect();
    let spans = push_all(&mut segments, 0, &texts);
    assert!(segments.len() >= 3);
    assert!(matches!(segments.list[0].store, Store::Sealed(Sealed::Packed { .. })));
    for (text, span) in texts.iter().zip(&spans) {
        assert_eq!(&*segments.read(*span), text);
    }
    let mut buffer = Vec::new();
    let mut at = 0;
    for index in 0..segments.len() {
        let segment = segments.get(index).unwrap();
        let end = at + segment.rows().len();
        assert_eq!(segment.rows().iter().next(), Some(EventId(at as u32)));
        assert_eq!(segment.bytes(&mut buffer).unwrap(), texts[at..end].concat());
        at = end;
    }
    assert_eq!(at, texts.len());
}

#[test]
fn an_open_segment_sets_aside_no_more_than_it_may_hold() {
    let mut segments = Segments::default();
    push_all(&mut segments, 0, &vec![record(0, 1000); 1030]);
    assert_eq!(segments.len(), 1);
    assert!(segments.memory() < FULL_AND_MARKS, "{}", segments.memory());
    let huge = record(1, 3 << 20);
    push_all(&mut segments, 1, std::slice::from_ref(&huge));
    assert!(segments.memory() < FULL_AND_MARKS + huge.len() * 5 / 4);
}

const FULL_AND_MARKS: usize = segment::FULL + 8192;

#[test]
fn of_thousands_of_open_segments_the_larger_ones_are_sealed_early() {
    let mut segments = Segments::default();
    let texts: Vec<Vec<u8>> = (0..40).map(|at| record(at, 900)).collect();
    for (at, text) in texts.iter().enumerate() {
        for source in 0..2000 {
            let id = EventId((at * 2000 + usize::from(source)) as u32);
            segments.push(SourceId(source), origin(at as u64 * 1000, 1), id, text);
        }
        assert!(segments.open_bytes <= MOST_OPEN);
    }
    let all: usize = texts.iter().map(|text| text.len() * 2000).sum();
    assert!(all > 4 * MOST_OPEN);
    assert!(segments.memory() < all / 2, "{} of {all}", segments.memory());
}

#[test]
fn a_record_amended_after_its_segment_was_sealed_moves() {
    let mut segments = Segments::default();
    let source = SourceId(0);
    let texts = [record(0, 100), record(1, 100)];
    let spans = push_all(&mut segments, 0, &texts);
    segments.close(source);
    let longer = record(1, 300);
    let moved = segments.replace_last(source, spans[1], &longer);
    assert_eq!(&*segments.read(spans[0]), texts[0]);
    assert_eq!(&*segments.read(moved), longer);
    let (offset, line) = (texts[0].len() as u64, 1 + lines(&texts[0]));
    assert_eq!(segments.place(moved, None), Some(origin(offset, line)));
    let mut buffer = Vec::new();
    let sealed = segments.get(0).unwrap();
    assert_eq!(sealed.rows(), Rows::Range(0..1));
    assert_eq!(sealed.bytes(&mut buffer).unwrap(), texts[0], "no bytes that are no row's");
    let next = record(2, 50);
    let after = origin(offset + longer.len() as u64, line + lines(&longer));
    let span = segments.push(source, after, EventId(2), &next);
    assert_eq!((span.segment, segments.place(span, None)), (moved.segment, Some(after)));
}

#[test]
fn saved_text_is_read_again_and_costs_no_memory() {
    let texts: Vec<Vec<u8>> = (0..1000).map(|at| record(at, 900)).collect();
    let text = texts.concat();
    let file = Saved::of(&[b"before".as_slice(), &text].concat());
    let mut segments = Segments::default();
    let saved = Sealed::Saved { file: Arc::clone(&file) as _, offset: 6, len: text.len() };
    let mut marks = Vec::new();
    let (mut at, mut line) = (0, 0);
    for text in &texts {
        marks.push((at as u32, line));
        at += text.len();
        line += lines(text);
    }
    assert_eq!(segments.adopt(SourceId(0), saved, origin(6, 5), marks.clone(), 7..1007), 0);
    assert!(segments.memory() < 3000, "{}", segments.memory());
    for (record, (start, before)) in texts.iter().zip(marks) {
        let span = Span { segment: 0, start, len: record.len() as u32 };
        assert_eq!(&*segments.read(span), record);
        assert_eq!(segments.place(span, None), Some(origin(6 + u64::from(start), 5 + before)));
    }
    let reads = file.reads.load(Ordering::Relaxed);
    assert!(reads < 200, "neighbours are read together: {reads}");
    assert_eq!(segments.get(0).unwrap().rows(), Rows::Range(7..1007));
    assert_eq!(segments.get(0).unwrap().bytes(&mut vec![0; 10]).unwrap(), text);
}

#[test]
fn a_saved_file_that_changed_is_said_to_be_gone() {
    let text = record(0, 200_000);
    let file = Saved::of(&text);
    let mut segments = Segments::default();
    let saved = Sealed::Saved { file: Arc::clone(&file) as _, offset: 0, len: text.len() };
    segments.adopt(SourceId(0), saved, origin(0, 1), [], 0..1);
    let span = Span { segment: 0, start: 0, len: text.len() as u32 };
    assert_eq!(&*segments.read(span), text);
    *file.text.lock().unwrap() = None;
    let lost = Lost::Gone("the file was changed since it was read".to_owned());
    let read = segments.read(span);
    assert_eq!((&*read, read.lost()), (&[] as &[u8], Some(&lost)));
    assert_eq!(segments.get(0).unwrap().bytes(&mut Vec::new()), Err(lost));
    assert_eq!(segments.dropped(), Dropped::default());
    assert_eq!(segments.place(span, None), Some(origin(0, 1)), "where it stood is known still");
}

#[test]
fn the_oldest_sealed_text_is_dropped_first_and_counted() {
    let mut segments = Segments::default();
    segments.limit_memory(400_000);
    let texts: Vec<Vec<u8>> = (0..400).map(|at| record(at, 900)).collect();
    let text = texts.concat();
    let rows = |at: u32| at * 400..at * 400 + 400;
    for at in 0..40 {
        segments.adopt(SourceId((at % 3) as u16), Sealed::pack(&text), origin(0, 1), [], rows(at));
    }
    let gone = (0..40).take_while(|at| segments.get(*at).unwrap().bytes(&mut Vec::new()).is_err());
    let gone = gone.count();
    assert!((1..40).contains(&gone));
    let left = (gone..40).all(|at| segments.get(at).unwrap().bytes(&mut Vec::new()).is_ok());
    assert!(left, "no newer one before an older one");
    let bytes = (gone * text.len()) as u64;
    assert_eq!(segments.dropped(), Dropped { events: gone as u64 * 400, bytes });
    let span = Span { segment: 0, start: 0, len: texts[0].len() as u32 };
    assert_eq!(segments.read(span).lost(), Some(&Lost::Dropped));
    assert!(segments.memory() <= 400_000);
}

/// What a test does to the text.
#[derive(Clone, Debug)]
enum Deed {
    Push { source: u16, len: usize, gap: bool },
    Replace { source: u16, len: usize },
    Adopt { source: u16, saved: bool, lens: Vec<usize> },
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let len = prop_oneof![8 => 1_usize..3000, 1 => 100_000_usize..1_200_000];
    let deed = prop_oneof![
        6 => (0_u16..4, len.clone(), prop::bool::weighted(0.1))
            .prop_map(|(source, len, gap)| Deed::Push { source, len, gap }),
        2 => (0_u16..4, len).prop_map(|(source, len)| Deed::Replace { source, len }),
        1 => (0_u16..4, any::<bool>(), prop::collection::vec(1_usize..3000, 1..80))
            .prop_map(|(source, saved, lens)| Deed::Adopt { source, saved, lens }),
    ];
    prop::collection::vec(deed, 1..60)
}

/// What ought to be read of an event.
#[derive(Clone, Debug)]
struct Expected {
    span: Span,
    text: Vec<u8>,
    origin: Origin,
}

#[derive(Default)]
struct Model {
    segments: Segments,
    events: Vec<Expected>,
    newest: HashMap<u16, usize>,
    /// Where the next record of a source stands.
    next: HashMap<u16, Origin>,
}

impl Model {
    fn origin(&self, source: u16) -> Origin {
        let part = u32::from(source);
        self.next.get(&source).copied().unwrap_or(Origin { part, offset: 0, line: 1 })
    }

    fn go_on(&mut self, source: u16, origin: Origin, text: &[u8]) {
        let (offset, line) = (origin.offset + text.len() as u64, origin.line + lines(text));
        self.next.insert(source, Origin { offset, line, ..origin });
    }

    fn note(&mut self, source: u16, expected: Expected) {
        self.go_on(source, expected.origin, &expected.text);
        self.newest.insert(source, self.events.len());
        self.events.push(expected);
    }

    fn run(&mut self, deed: &Deed) {
        match *deed {
            Deed::Push { source, len, gap } => {
                let mut origin = self.origin(source);
                if gap {
                    origin.offset += 17;
                    origin.line += 1;
                }
                let text = record(self.events.len(), len);
                let id = EventId(self.events.len() as u32);
                let span = self.segments.push(SourceId(source), origin, id, &text);
                self.note(source, Expected { span, text, origin });
            }
            Deed::Replace { source, len } => {
                let Some(newest) = self.newest.get(&source).copied() else { return };
                let text = record(newest, len);
                let Expected { span, origin, .. } = self.events[newest];
                let span = self.segments.replace_last(SourceId(source), span, &text);
                self.go_on(source, origin, &text);
                self.events[newest] = Expected { span, text, origin };
            }
            Deed::Adopt { source, saved, ref lens } => self.adopt(source, saved, lens),
        }
    }

    fn adopt(&mut self, source: u16, saved: bool, lens: &[usize]) {
        let (first, origin) = (self.events.len(), self.origin(source));
        let texts: Vec<Vec<u8>> =
            lens.iter().enumerate().map(|(at, len)| record(first + at, *len)).collect();
        let text = texts.concat();
        let sealed = if saved {
            Sealed::Saved { file: Saved::of(&text), offset: 0, len: text.len() }
        } else {
            Sealed::pack(&text)
        };
        let (mut at, mut before, mut marks) = (0, 0, Vec::new());
        let segment = self.segments.len() as u32;
        for text in texts {
            marks.push((at, before));
            let span = Span { segment, start: at, len: text.len() as u32 };
            let here = self.origin(source);
            at += text.len() as u32;
            before += lines(&text);
            self.note(source, Expected { span, text, origin: here });
        }
        let rows = first as u32..self.events.len() as u32;
        assert_eq!(self.segments.adopt(SourceId(source), sealed, origin, marks, rows), segment);
    }

    /// Every event is read right, or was dropped; tells how many were and what they held.
    fn check(&self, exact: bool) -> Dropped {
        let mut dropped = Dropped::default();
        for expected in &self.events {
            let read = self.segments.read(expected.span);
            let place = self.segments.place(expected.span, None).unwrap();
            assert_eq!((place.part, place.offset), (expected.origin.part, expected.origin.offset));
            assert_eq!(self.segments.part(expected.span), Some(expected.origin.part));
            match read.lost() {
                None => {
                    assert!(*read == *expected.text);
                    assert!(place.line == expected.origin.line || !exact && place.line == 0);
                }
                Some(lost) => {
                    assert_eq!(lost, &Lost::Dropped);
                    assert!(place.line == 0 || place.line == expected.origin.line);
                    dropped.events += 1;
                    dropped.bytes += expected.text.len() as u64;
                }
            }
        }
        dropped
    }

    /// Segment by segment, the rows and the text are the events and theirs, each once.
    fn check_segments(&self) {
        let mut seen = vec![false; self.events.len()];
        let mut buffer = Vec::new();
        for at in 0..self.segments.len() {
            let segment = self.segments.get(at).unwrap();
            let rows: Vec<EventId> = segment.rows().iter().collect();
            assert_eq!(rows.len(), segment.rows().len());
            assert_eq!(segment.rows().get(rows.len()), None);
            let mut text = Vec::new();
            for (index, id) in rows.iter().enumerate() {
                assert_eq!(segment.rows().get(index), Some(*id));
                assert!(!std::mem::replace(&mut seen[id.index()], true));
                let event = &self.events[id.index()];
                assert_eq!((event.span.segment, event.span.start), (at as u32, text.len() as u32));
                text.extend_from_slice(&event.text);
            }
            assert_eq!(segment.len(), text.len());
            match segment.bytes(&mut buffer) {
                Ok(bytes) => assert!(bytes == text),
                Err(lost) => assert_eq!(lost, Lost::Dropped),
            }
        }
        assert!(seen.iter().all(|seen| *seen));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_every_event_reads_right_or_is_counted_as_dropped(
        deeds in deeds(),
        limit in prop::option::of(0_usize..300_000),
    ) {
        let mut model = Model::default();
        if let Some(limit) = limit {
            model.segments.limit_memory(limit);
        }
        for deed in &deeds {
            model.run(deed);
            let segments = &model.segments;
            if let Some(limit) = limit {
                let fixed: usize =
                    segments.list.iter().map(|it| it.memory() - packed(it)).sum();
                let most = limit.max(fixed) + segments.open_memory();
                prop_assert!(segments.memory() <= most, "{} > {most}", segments.memory());
            }
        }
        prop_assert_eq!(model.check(limit.is_none()), model.segments.dropped());
        model.check_segments();
        let reads_all = limit.is_none();
        prop_assert!(!reads_all || model.segments.dropped() == Dropped::default());
        let sealed: usize = (model.segments.list.iter())
            .filter(|it| !matches!(it.store, Store::Open(_)))
            .map(Segment::memory)
            .sum();
        prop_assert_eq!(model.segments.sealed_memory, sealed);
    }
}

/// Memory that dropping gives back.
fn packed(segment: &Segment) -> usize {
    match &segment.store {
        Store::Sealed(sealed) => sealed.memory(),
        Store::Open(text) => text.capacity(),
        Store::Dropped => 0,
    }
}
