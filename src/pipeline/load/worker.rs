//! A worker: reads, frames, parses and classifies one chunk after the other.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::classify::{Classifier, Decided, Rules};
use crate::event::{Among, Instant, Keys, Kind, LogLevel, Purposes, Scalar, Stamp};
use crate::frame::{Frames, Record, first_opening, last_opening};
use crate::parse::{Body, Head, event_name, head, is_core};
use crate::pipeline::reader::utc_time;
use crate::pipeline::zones::{Passed, Sampler};
use crate::store::{ClassFacts, Counted, Said, Sealed};

use super::chunk::{Chunk, Parsed, Sample};
use super::job::{Cut, Input, Job};
use super::place::Place;

/// A buffer that grew beyond this is not kept.
const KEPT: usize = 4 << 20;

/// Lines are marked once in so many bytes.
const MARK_EVERY: u32 = 8192;

/// What came of a job.
#[derive(Debug)]
pub(super) struct Done {
    /// Whose it was.
    pub(super) worker: usize,
    /// What this worker has decided since its last job; decisions are numbered through.
    pub(super) decided: Vec<Known>,
    /// Nothing where the chunk is unruly.
    pub(super) chunk: Option<Chunk>,
}

/// A decision, and why the events are collected.
#[derive(Clone, Debug)]
pub(in crate::pipeline) struct Known {
    decided: Arc<Decided>,
    purposes: Purposes,
}

impl Known {
    /// As the log takes it.
    pub(in crate::pipeline) fn facts(&self) -> ClassFacts<'_> {
        let Decided { name, event, kind, log_level, class, .. } = &*self.decided;
        ClassFacts {
            kind: *kind,
            log_level: *log_level,
            name,
            event,
            producer: &class.producer,
            level: class.level,
            level_reason: class.level_reason,
            destination: class.destination,
            destination_reason: class.destination_reason,
            purposes: self.purposes,
        }
    }
}

/// Reads chunks.
#[derive(Debug)]
pub(super) struct Worker {
    number: usize,
    classifier: Classifier,
    catalog: Arc<Catalog>,
    /// How many of the classifier's decisions were told.
    told: usize,
    buffer: Vec<u8>,
}

/// The text of a chunk, in a buffer.
struct Text<'b> {
    bytes: &'b [u8],
    /// Where it begins in the file.
    offset: u64,
    /// The record with which the stretch ends.
    open: &'b [u8],
}

impl Worker {
    pub(super) fn new(number: usize, rules: Arc<Rules>, catalog: Arc<Catalog>) -> Self {
        let classifier = Classifier::new(rules);
        Self { number, classifier, catalog, told: 0, buffer: Vec::new() }
    }

    pub(super) fn work(&mut self, job: Job) -> Done {
        let Job { input, place } = job;
        let chunk = match input {
            Input::Bytes { bytes, offset } => {
                let text = Text { bytes: &bytes, offset, open: &[] };
                self.chunk(&text, &place, None)
            }
            Input::File(cut) => {
                let mut buffer = std::mem::take(&mut self.buffer);
                let text = read(&cut, &mut buffer);
                let chunk = text.and_then(|text| self.chunk(&text, &place, Some(&cut)));
                if buffer.len() <= KEPT {
                    self.buffer = buffer;
                }
                chunk
            }
        };
        Done { worker: self.number, decided: self.news(), chunk }
    }

    /// What was decided since it was last asked.
    fn news(&mut self) -> Vec<Known> {
        let new = &self.classifier.decisions()[self.told..];
        self.told += new.len();
        let known = |decided: &Arc<Decided>| {
            let lookup = || self.catalog.lookup(&decided.class.producer, &decided.event);
            let is_event = decided.kind == Kind::Event;
            let purposes = if is_event { lookup().purposes() } else { Purposes::default() };
            Known { decided: Arc::clone(decided), purposes }
        };
        new.iter().map(known).collect()
    }

    /// The records of a text, each of which opens with a stamp; `None` where one does not, for
    /// the file was written anew meanwhile, or is too long.
    fn chunk(&mut self, text: &Text<'_>, place: &Place, cut: Option<&Cut>) -> Option<Chunk> {
        let mut draft = Draft::new(text);
        let mut frames = Frames::in_log_file(text.bytes, text.offset, 1);
        for record in frames.by_ref() {
            if record.overlong || record.opening.is_none() {
                return None;
            }
            self.take(&record, place, &mut draft);
        }
        let lines = frames.line() - 1;
        let saved = cut.and_then(|cut| cut.saved.clone());
        let text = match saved {
            Some(file) => Sealed::Saved { file, offset: text.offset, len: text.bytes.len() },
            None => Sealed::pack(text.bytes),
        };
        Some(Chunk { text, lines, passed: draft.passed, ..draft.chunk })
    }

    fn take(&mut self, record: &Record<'_>, place: &Place, draft: &mut Draft) {
        let head = head(record.bytes, record.opening.as_ref(), place.bearing);
        let name = head.name_in(record.bytes).unwrap_or_default();
        let core = is_core(&name);
        let payload = head.body_in(record.bytes);
        let body = Payload { bytes: payload.unwrap_or_default(), core, body: OnceCell::new() };
        let asked = place.record((head.kind, head.level), (&name, event_name(&name)), body.keys());
        let decision = self.classifier.decide(&asked, Some(body.bytes));
        draft.push(record, &head, decision.index() as u32);
        if core {
            draft.sample(record, |stamp| utc_time(record.bytes, stamp, place.bearing));
        }
    }
}

/// A payload, parsed when it is asked for the first time.
struct Payload<'p> {
    bytes: &'p [u8],
    core: bool,
    body: OnceCell<Body<'p>>,
}

impl<'p> Payload<'p> {
    fn body(&self) -> &Body<'p> {
        self.body.get_or_init(|| Body::new(self.bytes, self.core))
    }

    /// What can be asked of it: nothing, where there is no payload.
    fn keys(&self) -> &dyn Keys {
        if self.bytes.is_empty() { &() } else { self }
    }
}

impl Keys for Payload<'_> {
    fn visit(&self, among: Among, key: &str, visit: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool {
        self.body().visit(among, key, visit)
    }

    fn visit_likely(
        &self,
        among: Among,
        key: &str,
        visit: &mut dyn FnMut(Scalar<'_>) -> bool,
    ) -> bool {
        self.body().visit_likely(among, key, visit)
    }
}

/// A chunk on its way.
struct Draft {
    chunk: Chunk,
    start: u32,
    sampler: Sampler,
    passed: Passed,
}

impl Draft {
    fn new(text: &Text<'_>) -> Self {
        let chunk = Chunk {
            text: Sealed::Packed { packed: Arc::default(), len: 0 },
            offset: text.offset,
            records: Vec::with_capacity(text.bytes.len() / 512),
            marks: Vec::new(),
            lines: 0,
            samples: Vec::new(),
            passed: Passed::default(),
            odd: Vec::new(),
            said: Vec::new(),
            open: text.open.to_vec(),
        };
        Self { chunk, start: 0, sampler: Sampler::default(), passed: Passed::default() }
    }

    fn push(&mut self, record: &Record<'_>, head: &Head, decision: u32) {
        let stamp = record.opening.as_ref();
        let wall = stamp.and_then(|stamp| stamp.clock?.wall()).unwrap_or_default();
        let chunk = &mut self.chunk;
        let index = chunk.records.len() as u32;
        if self.start - chunk.marks.last().map_or(0, |(mark, _)| *mark) >= MARK_EVERY {
            chunk.marks.push((self.start, record.line - 1));
        }
        if Counted::is_odd(head.notes) {
            chunk.odd.push(index);
        }
        if head.kind == Kind::Log
            && head.level == Some(LogLevel::Info)
            && let Some(said) = Said::of(record.bytes, stamp.map_or(0, |stamp| stamp.head_len))
        {
            chunk.said.push((index, said));
        }
        let len = record.bytes.len() as u32;
        chunk.records.push(Parsed { wall, start: self.start, len, decision });
        self.start += len;
    }

    /// Looks into the core event that was pushed last, if it may be worth it.
    fn sample(&mut self, record: &Record<'_>, look: impl FnOnce(&Stamp) -> Option<Instant>) {
        let (Some(last), Some(stamp)) = (self.chunk.records.last(), &record.opening) else {
            return;
        };
        let mut looked = false;
        let utc = self.sampler.sample(record.offset, last.wall, || {
            looked = true;
            look(stamp)
        });
        if looked {
            let passed = std::mem::take(&mut self.passed);
            let record = self.chunk.records.len() as u32 - 1;
            self.chunk.samples.push(Sample { record, utc, passed });
        } else {
            self.passed.add(record.offset, last.wall);
        }
    }
}

/// Reads the records that begin in a chunk of a file; `None` where the last of them is too long.
fn read<'b>(cut: &Cut, buffer: &'b mut Vec<u8>) -> Option<Text<'b>> {
    // Whether a line begins where the chunk does is told by the byte before.
    let lead = usize::from(!cut.begins);
    let base = cut.own.start - lead as u64;
    let (have, end) = read_on(cut, base, buffer)?;
    let bytes = &buffer[..have];
    let start = if cut.begins { Some(0) } else { first_opening(bytes, base, lead) };
    let Some(end) = end else {
        // The record that ends with the stretch may grow.
        let last = |start: usize| last_opening(&bytes[start..], base + start as u64);
        let open = start.map_or(have, |start| start + last(start).unwrap_or(0));
        return Some(text(bytes, base, start, open));
    };
    Some(text(&bytes[..end], base, start.filter(|start| *start < end), end))
}

/// Reads a chunk, which begins at `base`, and on to where the first record of the next begins:
/// how many bytes that were, and where that is. It is nowhere where the stretch ends before.
fn read_on(cut: &Cut, base: u64, buffer: &mut Vec<u8>) -> Option<(usize, Option<usize>)> {
    let own = (cut.own.end - base) as usize;
    let all = (cut.end - base) as usize;
    let mut want = (own + cut.sizes.beyond.max(1)).min(all);
    let mut have = 0;
    loop {
        if buffer.len() < want {
            buffer.resize(want, 0);
        }
        // What cannot be read is not there: whoever follows the file will say so.
        let read = cut.file.read_at(base + have as u64, &mut buffer[have..want]).unwrap_or(0);
        let is_short = have + read < want;
        have += read;
        let end = first_opening(&buffer[..have], base, own);
        if end.is_some() || is_short || have == all {
            return Some((have, end));
        }
        if want - own >= cut.sizes.longest {
            return None;
        }
        want = (want + (want - own)).min(all);
    }
}

/// Of `bytes`, which stand at `base`, the records from `start` to `open`, and what is open.
fn text(bytes: &[u8], base: u64, start: Option<usize>, open: usize) -> Text<'_> {
    let Some(start) = start else {
        return Text { bytes: &[], offset: base + bytes.len() as u64, open: &[] };
    };
    Text { bytes: &bytes[start..open], offset: base + start as u64, open: &bytes[open..] }
}
