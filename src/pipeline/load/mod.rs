//! Much at once: stretches of a log file cut into chunks that all cores read, and put into the log
//! in the order of the file.
//!
//! ```text
//! stretch ─ jobs ─> workers: read, frame, parse, classify, pack ─ chunks ─> appended in order
//! ```
//! The log comes out exactly as if the records had come one by one. What is not plain records of
//! a log file, one stamp after the other, is left to the way that every other byte takes: a chunk
//! that is found unruly, and all of the stretch behind it, goes there.

mod chunk;
mod job;
mod loader;
mod pieces;
mod place;
mod pool;
mod sizes;
mod stopped;
mod streamed;
mod underway;
mod worker;

pub(super) use chunk::{Chunk, Parsed, Sample};
pub(super) use loader::{Loaded, Loader};
pub(super) use place::Place;
pub use sizes::Sizes;
pub(super) use worker::Known;
