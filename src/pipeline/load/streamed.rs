//! Loading what is streamed: pieces of many bytes, cut behind their last whole record.

use crate::event::SourceId;
use crate::pipeline::ingest::Ingest;

use super::job::{Input, Job};
use super::loader::{Loaded, Loader};
use super::underway::{Stream, Supply};

impl Loader {
    /// Begins to load what is streamed; gives the bytes back where it cannot.
    pub(super) fn begin_stream(
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
        self.open_load(ingest, source, place, Supply::Stream(Stream::new(rest, place.0)));
        self.cut_stream(source);
        self.close_if_done(ingest, source, loaded);
        None
    }

    /// Takes the next bytes of a stream of which chunks are at work.
    pub(super) fn go_on_stream(&mut self, source: SourceId, bytes: &[u8]) {
        let Some(load) = self.loads.get_mut(&source) else { return };
        let Supply::Stream(stream) = &mut load.supply else { return };
        stream.rest.extend_from_slice(bytes);
        self.cut_stream(source);
    }

    /// Gives a chunk out of what was streamed, if there is enough.
    fn cut_stream(&mut self, source: SourceId) {
        let (Some(load), Some(pool)) = (self.loads.get_mut(&source), &self.pool) else { return };
        let Supply::Stream(stream) = &mut load.supply else { return };
        let cut = stream.cut(self.sizes.least, self.sizes.longest);
        let Some((bytes, offset)) = cut else { return };
        load.pending += 1;
        let job = Job {
            input: Input::Bytes { bytes, offset },
            place: std::sync::Arc::clone(&load.place),
        };
        self.queue.push_back((source, pool.give(job)));
    }
}
