//! Loading on the reading thread: hands chunks out, and takes what came of them in their order.
//!
//! A source that is loading is out of bounds for everything else: what else comes of it waits
//! until its last chunk is in the log. Other sources go on meanwhile.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::event::{EventId, SourceId};
use crate::frame::last_opening;
use crate::pipeline::ingest::Ingest;
use crate::source::{Delivery, Stretch};
use crate::store::ClassId;

use super::cancel::Stopped;
use super::job::{Cut, Input, Job};
use super::place::Place;
use super::pool::{Pool, Ticket};
use super::worker::Done;

/// About so many bytes are one chunk.
const CHUNK: u64 = 1 << 20;

/// A smaller piece of a stream is not worth a job.
const LEAST: usize = 256 << 10;

/// Bytes that are read at once where there are no jobs.
pub(super) const PIECE: u64 = 256 << 10;

/// What came of a step.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Loaded {
    /// These events are complete now.
    pub(in crate::pipeline) complete: Vec<EventId>,
    /// These sources are loaded: what has waited for that is next.
    pub(in crate::pipeline) free: Vec<(SourceId, VecDeque<Delivery>)>,
}

/// A source that is loading.
#[derive(Debug)]
pub(super) struct Load {
    place: Arc<Place>,
    /// Where the next record begins that is not in the log yet.
    pub(super) offset: u64,
    pub(super) line: u64,
    /// Chunks that are not in the log yet.
    pending: usize,
    pub(super) from: From,
    /// A stretch behind that is left out, of a file that goes on.
    pub(super) skip: Option<Range<u64>>,
    /// The last record, as far as it has come.
    pub(super) open: Vec<u8>,
    /// A chunk was no plain records: those behind it are thrown away.
    pub(super) unruly: bool,
    /// What came of the source meanwhile.
    waiting: VecDeque<Delivery>,
}

/// Where a source is loaded from.
#[derive(Debug)]
pub(super) enum From {
    /// A stretch of a file, of which the chunks from `next` on are not given out yet.
    File { stretch: Stretch, next: u64 },
    /// What is streamed: `open` stands at this offset.
    Stream { offset: u64 },
}

/// Loads sources.
#[derive(Debug)]
pub(in crate::pipeline) struct Loader {
    rules: Arc<Rules>,
    catalog: Arc<Catalog>,
    pool: Option<Pool>,
    /// Chunks at work, in the order in which they go into the log.
    queue: VecDeque<(SourceId, Ticket)>,
    pub(super) loads: HashMap<SourceId, Load>,
    /// The sources that are cut into chunks, or read piece by piece.
    pub(super) cutting: Vec<Cutting>,
    /// By worker, the log's class of each of its decisions.
    classes: Vec<Vec<ClassId>>,
    /// Bytes of stretches so far: those that are in the log, and all.
    pub(super) done: u64,
    pub(super) total: u64,
    pub(super) stopped: Stopped,
}

/// A stretch on its way.
#[derive(Debug)]
pub(super) enum Cutting {
    /// Into chunks.
    Chunks(SourceId),
    /// Piece by piece, in order.
    Pieces(Pieces),
}

/// What is read piece by piece, and what came of its source meanwhile.
#[derive(Debug)]
pub(super) struct Pieces {
    pub(super) source: SourceId,
    pub(super) stretch: Stretch,
    pub(super) waiting: VecDeque<Delivery>,
}

impl Loader {
    pub(in crate::pipeline) fn new(rules: Arc<Rules>, catalog: Arc<Catalog>) -> Self {
        Self {
            rules,
            catalog,
            pool: None,
            queue: VecDeque::new(),
            loads: HashMap::new(),
            cutting: Vec::new(),
            classes: Vec::new(),
            done: 0,
            total: 0,
            stopped: Stopped::default(),
        }
    }

    /// Whether a stretch is being cut: nothing else should be taken before that is done.
    pub(in crate::pipeline) fn is_cutting(&self) -> bool {
        !self.cutting.is_empty()
    }

    /// Whether there is anything to [step](Self::step).
    pub(in crate::pipeline) fn is_pending(&self) -> bool {
        self.is_cutting() || !self.queue.is_empty()
    }

    /// Bytes of stretches that are in the log, and those of all that were begun.
    pub(in crate::pipeline) fn progress(&self) -> (u64, u64) {
        (self.done, self.total)
    }

    /// Takes a delivery that is to be loaded, or that has to wait for what is loading; gives
    /// back what is not for it.
    pub(in crate::pipeline) fn take(
        &mut self,
        ingest: &mut Ingest,
        source: SourceId,
        delivery: Delivery,
        loaded: &mut Loaded,
    ) -> Option<Delivery> {
        if let Some(load) = self.loads.get_mut(&source) {
            match (delivery, &load.from) {
                (Delivery::Bytes(bytes), From::Stream { .. }) if load.waiting.is_empty() => {
                    load.open.extend_from_slice(&bytes);
                    self.cut_stream(source);
                }
                (delivery, _) => load.waiting.push_back(delivery),
            }
            return None;
        }
        if let Some(pieces) = self.pieces_of(source) {
            pieces.waiting.push_back(delivery);
            return None;
        }
        match delivery {
            Delivery::Stretch(stretch) => {
                self.total += stretch.range.end - stretch.range.start;
                self.begin(ingest, source, stretch, loaded);
                if self.stopped.on {
                    self.stop(ingest, loaded);
                }
                None
            }
            Delivery::Bytes(bytes) if bytes.len() >= LEAST => {
                self.begin_stream(ingest, source, bytes, loaded).map(Delivery::Bytes)
            }
            delivery => Some(delivery),
        }
    }

    /// Does a little of what there is to do.
    pub(in crate::pipeline) fn step(&mut self, ingest: &mut Ingest, loaded: &mut Loaded) {
        let window = self.pool.as_ref().map_or(0, Pool::size) * 2 + 2;
        if self.queue.len() >= window || self.cutting.is_empty() {
            return self.take_chunk(ingest, loaded);
        }
        match self.cutting.pop() {
            Some(Cutting::Chunks(source)) => self.cut(source),
            Some(Cutting::Pieces(pieces)) => self.read_piece(ingest, pieces, loaded),
            None => {}
        }
    }

    fn pieces_of(&mut self, source: SourceId) -> Option<&mut Pieces> {
        self.cutting.iter_mut().find_map(|cutting| match cutting {
            Cutting::Pieces(pieces) if pieces.source == source => Some(pieces),
            _ => None,
        })
    }

    fn pool(&mut self) -> Option<&Pool> {
        if self.pool.is_none() {
            // Without a thread everything is read the other way.
            self.pool = Pool::start(&self.rules, &self.catalog).ok();
        }
        self.pool.as_ref()
    }

    /// Begins to load a stretch where its source stands at the beginning of a record, or is about
    /// to get there.
    fn begin(
        &mut self,
        ingest: &mut Ingest,
        source: SourceId,
        mut stretch: Stretch,
        loaded: &mut Loaded,
    ) {
        let len = (stretch.range.end - stretch.range.start).min(PIECE);
        let mut start = vec![0; len as usize];
        let read = stretch.file.read_at(stretch.range.start, &mut start).unwrap_or(0);
        start.truncate(read);
        let Some(at) = self.way(ingest, source, &start) else {
            let waiting = VecDeque::new();
            return self.cutting.push(Cutting::Pieces(Pieces { source, stretch, waiting }));
        };
        loaded.complete.extend(ingest.bytes(source, &start[..at]));
        self.done += at as u64;
        let Some((place, complete)) = ingest.hand_over(source) else { return };
        loaded.complete.extend(complete);
        stretch.range.start += at as u64;
        ingest.see_first(source, &start[at..], place);
        let next = stretch.range.start;
        self.open_load(ingest, source, place, From::File { stretch, next });
        self.cutting.push(Cutting::Chunks(source));
    }

    /// Where in the bytes that come next of a source its records can be cut out in chunks.
    fn way(&mut self, ingest: &Ingest, source: SourceId, bytes: &[u8]) -> Option<usize> {
        let at = ingest.first_plain(source, bytes)?;
        self.pool().map(|_| at)
    }

    fn open_load(
        &mut self,
        ingest: &Ingest,
        source: SourceId,
        (offset, line): (u64, u64),
        from: From,
    ) {
        let place = Arc::new(ingest.place(source));
        let load = Load {
            place,
            offset,
            line,
            pending: 0,
            from,
            skip: None,
            open: Vec::new(),
            unruly: false,
            waiting: VecDeque::new(),
        };
        self.loads.insert(source, load);
    }

    /// Gives the next chunk of a stretch out.
    fn cut(&mut self, source: SourceId) {
        let (Some(load), Some(pool)) = (self.loads.get_mut(&source), &self.pool) else { return };
        let From::File { stretch, next } = &mut load.from else { return };
        if load.unruly || *next >= stretch.range.end {
            return;
        }
        // Chunks end at round places of the file, wherever the first of them begins.
        let until = ((*next / CHUNK + 1) * CHUNK).min(stretch.range.end);
        let cut = Cut {
            file: stretch.file.clone(),
            own: *next..until,
            begins: *next == stretch.range.start,
            end: stretch.range.end,
            saved: stretch.saved.clone(),
        };
        *next = until;
        load.pending += 1;
        let goes_on = until < stretch.range.end;
        let job = Job { input: Input::File(cut), place: Arc::clone(&load.place) };
        self.queue.push_back((source, pool.give(job)));
        if goes_on {
            self.cutting.push(Cutting::Chunks(source));
        }
    }

    /// Waits for the oldest chunk and puts it into the log.
    fn take_chunk(&mut self, ingest: &mut Ingest, loaded: &mut Loaded) {
        let Some((source, ticket)) = self.queue.pop_front() else { return };
        let done = ticket.wait();
        let chunk = done.and_then(|done| self.learn(ingest, done));
        let Some(load) = self.loads.get_mut(&source) else { return };
        load.pending -= 1;
        match chunk {
            Some((worker, chunk)) if !load.unruly => {
                let (line, len) = (load.line, chunk.text.len() as u64);
                load.offset += len;
                load.line += chunk.lines;
                if matches!(load.from, From::File { .. }) {
                    self.done += len;
                    if load.open.is_empty() {
                        load.open.clone_from(&chunk.open);
                    }
                }
                let classes = &self.classes[worker];
                loaded.complete.extend(ingest.take_chunk(source, chunk, classes, line));
            }
            _ => load.unruly = true,
        }
        self.close_if_done(ingest, source, loaded);
    }

    /// Takes over what a worker has decided for the first time; its chunk, and whose it is.
    fn learn(&mut self, ingest: &Ingest, done: Done) -> Option<(usize, super::Chunk)> {
        let Done { worker, decided, chunk } = done;
        if self.classes.len() <= worker {
            self.classes.resize(worker + 1, Vec::new());
        }
        self.classes[worker].extend(ingest.classes_of(&decided));
        chunk.map(|chunk| (worker, chunk))
    }

    /// Leaves a source to the other way once all of its chunks are in the log.
    pub(super) fn close_if_done(
        &mut self,
        ingest: &mut Ingest,
        source: SourceId,
        loaded: &mut Loaded,
    ) {
        let Some(load) = self.loads.get(&source) else { return };
        let is_cut = match &load.from {
            From::File { stretch, next } => load.unruly || *next >= stretch.range.end,
            From::Stream { .. } => true,
        };
        if load.pending > 0 || !is_cut {
            return;
        }
        let Some(mut load) = self.loads.remove(&source) else { return };
        load.skip_what_is_left_out();
        ingest.resume(source, (load.offset, load.line));
        match load.from {
            From::File { stretch, .. } if load.unruly => {
                self.cutting.retain(|it| !matches!(it, Cutting::Chunks(id) if *id == source));
                let stretch = Stretch { range: load.offset..stretch.range.end, ..stretch };
                let waiting = load.waiting;
                self.cutting.push(Cutting::Pieces(Pieces { source, stretch, waiting }));
            }
            From::File { .. } | From::Stream { .. } => {
                self.done += load.open.len() as u64;
                loaded.complete.extend(ingest.bytes(source, &load.open));
                loaded.free.push((source, load.waiting));
            }
        }
    }

    /// Begins to load what is streamed; gives the bytes back where it cannot.
    fn begin_stream(
        &mut self,
        ingest: &mut Ingest,
        source: SourceId,
        mut bytes: Vec<u8>,
        loaded: &mut Loaded,
    ) -> Option<Vec<u8>> {
        let Some(at) = self.way(ingest, source, &bytes) else { return Some(bytes) };
        let rest = bytes.split_off(at);
        loaded.complete.extend(ingest.bytes(source, &bytes));
        let (place, complete) = ingest.hand_over(source)?;
        loaded.complete.extend(complete);
        ingest.see_first(source, &rest, place);
        self.open_load(ingest, source, place, From::Stream { offset: place.0 });
        if let Some(load) = self.loads.get_mut(&source) {
            load.open = rest;
        }
        self.cut_stream(source);
        self.close_if_done(ingest, source, loaded);
        None
    }

    /// Gives a chunk out of what was streamed, if there is enough.
    fn cut_stream(&mut self, source: SourceId) {
        let (Some(load), Some(pool)) = (self.loads.get_mut(&source), &self.pool) else { return };
        let From::Stream { offset } = &mut load.from else { return };
        if load.open.len() < LEAST {
            return;
        }
        let Some(at) = last_opening(&load.open, *offset).filter(|at| *at > 0) else { return };
        let rest = load.open.split_off(at);
        let bytes = std::mem::replace(&mut load.open, rest);
        let job =
            Job { input: Input::Bytes { bytes, offset: *offset }, place: Arc::clone(&load.place) };
        *offset += at as u64;
        load.pending += 1;
        self.queue.push_back((source, pool.give(job)));
    }
}
