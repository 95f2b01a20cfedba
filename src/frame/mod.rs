//! Floor 1: bytes → records.
//!
//! Owns the cutting of one file's bytes into log entries: a line that opens with a stamp and a
//! level, and the lines after it that do not. Records laid end to end are exactly the input, in
//! whatever chunks it came. Which grammars open one depends on the source: a log file or a console.
//! What a record says is not read here beyond its stamp.

mod buffer;
mod chunk;
mod family;
mod framer;
mod json;
mod opening;
mod record;
mod scan;
mod whole;

#[cfg(test)]
mod tests;

pub use chunk::{first_opening, last_opening};
pub use family::Family;
pub use framer::{Change, Framer};
pub use json::{Piece, Sort, Splitter, is_json};
pub use opening::{FILE_HEAD_MAX as OPENING_MAX, opening};
pub use record::{RECORD_MAX, Record};
pub use whole::{Frames, frame_all, frame_at};
