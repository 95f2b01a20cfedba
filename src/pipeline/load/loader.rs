//! Loading on the reading thread: hands chunks out, and takes what came of them in their order.
//!
//! A source that is loading is out of bounds for everything else: what else comes of it waits
//! until its last chunk is in the log. Other sources go on meanwhile.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::event::{EventId, SourceId};
use crate::pipeline::ingest::Ingest;
use crate::source::{Delivery, Stretch};
use crate::store::ClassId;

use super::Chunk;
use super::job::{Cut, Input, Job};
use super::pieces::SHORTER;
use super::pool::{Pool, Ticket};
use super::sizes::Sizes;
use super::stopped::Stopped;
use super::underway::{Cutting, Load, Pieces, Supply, Waiting};
use super::worker::Done;

/// Decisions that workers keep while nothing is loaded.
const MANY_NAMES: usize = 1 << 16;

/// What came of a step.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Loaded {
    /// These events are complete now.
    pub(in crate::pipeline) complete: Vec<EventId>,
    /// These sources are loaded: what has waited for that is next.
    pub(in crate::pipeline) free: Vec<(SourceId, VecDeque<Delivery>)>,
}

/// Loads sources.
#[derive(Debug)]
pub(in crate::pipeline) struct Loader {
    rules: Arc<Rules>,
    catalog: Arc<Catalog>,
    pub(super) sizes: Sizes,
    pub(super) pool: Option<Pool>,
    /// There are no threads, or one has ended over a chunk: all is read the other way.
    alone: bool,
    /// Chunks at work, in the order in which they go into the log.
    pub(super) queue: VecDeque<(SourceId, Ticket)>,
    pub(super) loads: HashMap<SourceId, Load>,
    /// The stretches that are cut into chunks, or read piece by piece.
    pub(super) cutting: Vec<Cutting>,
    /// By worker, the log's class of each of its decisions.
    classes: Vec<Vec<ClassId>>,
    /// Bytes of stretches so far: those that are in the log, and all.
    pub(super) done: u64,
    pub(super) total: u64,
    pub(super) stopped: Stopped,
}

impl Loader {
    pub(in crate::pipeline) fn new(rules: Arc<Rules>, catalog: Arc<Catalog>, sizes: Sizes) -> Self {
        Self {
            rules,
            catalog,
            sizes,
            pool: None,
            alone: false,
            queue: VecDeque::new(),
            loads: HashMap::new(),
            cutting: Vec::new(),
            classes: Vec::new(),
            done: 0,
            total: 0,
            stopped: Stopped::default(),
        }
    }

    /// Whether nothing else should be taken before there was a [step](Self::step): a stretch is
    /// being cut, the workers have enough to do, or too much waits for them.
    pub(in crate::pipeline) fn is_full(&self) -> bool {
        let waiting = || self.loads.values().map(|load| load.waiting.bytes).sum::<usize>();
        !self.cutting.is_empty()
            || self.queue.len() >= self.window()
            || !self.queue.is_empty() && waiting() as u64 > self.sizes.chunk
    }

    /// Whether there is anything to [step](Self::step).
    pub(in crate::pipeline) fn is_pending(&self) -> bool {
        !self.cutting.is_empty() || !self.queue.is_empty()
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
            match (delivery, &load.supply) {
                (Delivery::Bytes(bytes), Supply::Stream(stream))
                    if load.waiting.list.is_empty() && !stream.overlong && !load.unruly =>
                {
                    self.go_on_stream(source, &bytes);
                }
                (delivery, _) => load.waiting.push(delivery),
            }
            return None;
        }
        if let Some(pieces) = self.pieces_of(source) {
            pieces.waiting.push(delivery);
            return None;
        }
        match delivery {
            Delivery::Stretch(stretch) => {
                self.total += stretch.range.end - stretch.range.start;
                let waiting = Waiting::default();
                let pieces = Pieces { source, stretch, waiting, hopeful: true };
                self.cutting.push(Cutting::Pieces(pieces));
                if self.stopped.on {
                    self.stop(ingest, loaded);
                }
                None
            }
            Delivery::Bytes(bytes) if bytes.len() >= self.sizes.least => {
                self.begin_stream(ingest, source, bytes, loaded).map(Delivery::Bytes)
            }
            delivery => Some(delivery),
        }
    }

    /// Does a little of what there is to do.
    pub(in crate::pipeline) fn step(&mut self, ingest: &mut Ingest, loaded: &mut Loaded) {
        if self.queue.len() >= self.window() || self.cutting.is_empty() {
            return self.take_chunk(ingest, loaded);
        }
        match self.cutting.pop() {
            Some(Cutting::Chunks(source)) => self.cut(source),
            Some(Cutting::Pieces(pieces)) => self.read_piece(ingest, pieces, loaded),
            None => {}
        }
    }

    /// How many chunks are at work at most.
    fn window(&self) -> usize {
        self.pool.as_ref().map_or(0, Pool::size) * 2 + 2
    }

    /// Where in the bytes that come next of a source its records can be cut out in chunks.
    pub(super) fn way(&mut self, ingest: &Ingest, source: SourceId, bytes: &[u8]) -> Option<usize> {
        let at = ingest.first_plain(source, bytes)?;
        if self.pool.is_none() && !self.alone {
            self.pool = Pool::start(&self.rules, &self.catalog).ok();
            self.alone = self.pool.is_none();
        }
        (!self.alone).then_some(at)
    }

    pub(super) fn open_load(
        &mut self,
        ingest: &Ingest,
        source: SourceId,
        (offset, line): (u64, u64),
        supply: Supply,
    ) {
        let place = Arc::new(ingest.place(source));
        let (pending, waiting) = (0, Waiting::default());
        let (skip, unruly) = (None, false);
        let load = Load { place, offset, line, pending, supply, skip, unruly, waiting };
        self.loads.insert(source, load);
    }

    /// Gives the next chunk of a stretch out.
    fn cut(&mut self, source: SourceId) {
        let (Some(load), Some(pool)) = (self.loads.get_mut(&source), &self.pool) else { return };
        let Supply::File { stretch, next, .. } = &mut load.supply else { return };
        if load.unruly || *next >= stretch.range.end {
            return;
        }
        // Chunks end at round places of the file, wherever the first of them begins.
        let chunk = self.sizes.chunk.max(1);
        let until = ((*next / chunk + 1) * chunk).min(stretch.range.end);
        let cut = Cut {
            file: stretch.file.clone(),
            own: *next..until,
            begins: *next == stretch.range.start,
            end: stretch.range.end,
            saved: stretch.saved.clone(),
            sizes: self.sizes,
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
        self.alone |= done.is_none();
        let chunk = done.and_then(|done| self.learn(ingest, done));
        let Some(load) = self.loads.get_mut(&source) else { return };
        load.pending -= 1;
        match chunk {
            Some((worker, mut chunk)) if load.goes_on_with(&chunk) => {
                let (line, len) = (load.line, chunk.text.len() as u64);
                load.offset += len;
                load.line += chunk.lines;
                match &mut load.supply {
                    Supply::File { open, .. } => {
                        self.done += len;
                        open.append(&mut chunk.open);
                    }
                    Supply::Stream(stream) => drop(stream.given.pop_front()),
                }
                let classes = &self.classes[worker];
                loaded.complete.extend(ingest.take_chunk(source, chunk, classes, line));
            }
            _ => load.unruly = true,
        }
        self.close_if_done(ingest, source, loaded);
        self.rest();
    }

    /// Lets the workers go where they have learnt more names than any editor has.
    fn rest(&mut self) {
        let known: usize = self.classes.iter().map(Vec::len).sum();
        if known > MANY_NAMES && !self.is_pending() && self.loads.is_empty() {
            self.pool = None;
            self.classes.clear();
        }
    }

    /// Takes over what a worker has decided for the first time; its chunk, and whose it is.
    fn learn(&mut self, ingest: &Ingest, done: Done) -> Option<(usize, Chunk)> {
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
        if !self.loads.get(&source).is_some_and(Load::is_done) {
            return;
        }
        let Some(mut load) = self.loads.remove(&source) else { return };
        load.skip_what_is_left_out();
        ingest.resume(source, (load.offset, load.line));
        match load.supply {
            Supply::File { stretch, .. } if load.unruly => {
                self.cutting.retain(|it| !matches!(it, Cutting::Chunks(id) if *id == source));
                let stretch = Stretch { range: load.offset..stretch.range.end, ..stretch };
                // Behind the unruly place there may be a way again.
                let pieces = Pieces { source, stretch, waiting: load.waiting, hopeful: false };
                self.cutting.push(Cutting::Pieces(pieces));
            }
            Supply::File { stretch, open, .. } => {
                // A record goes on behind the place at which reading was stopped.
                self.done += stretch.range.end.saturating_sub(load.offset);
                loaded.complete.extend(ingest.bytes(source, &open));
                let end = load.offset + open.len() as u64;
                let mut waiting = load.waiting.list;
                if stretch.saved.is_some() && end < stretch.range.end {
                    waiting.push_front(Delivery::Problem(SHORTER.to_owned()));
                }
                loaded.free.push((source, waiting));
            }
            Supply::Stream(stream) => {
                for bytes in
                    stream.given.iter().map(|bytes| bytes.as_slice()).chain([&*stream.rest])
                {
                    loaded.complete.extend(ingest.bytes(source, bytes));
                }
                loaded.free.push((source, load.waiting.list));
            }
        }
    }
}
