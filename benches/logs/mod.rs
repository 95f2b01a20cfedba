//! Logs as editors write them, made up: the same bytes for the same seed, shape and size, on
//! every machine. All benches take theirs from here; the library knows nothing of it.

#![allow(dead_code, unused_imports, reason = "every bench and test uses its own part of it")]

mod clock;
mod facts;
mod folder;
mod lines;
mod names;
mod random;
mod shape;
mod telemetry;
mod text;
mod vocabulary;

use std::io::{self, Write};

pub(crate) use facts::Facts;
pub(crate) use folder::{many, rotated};
pub(crate) use lines::Lines;
pub(crate) use shape::Shape;

/// The event that is one in a hundred of the telemetry records, without what stands before it.
pub(crate) const HUNDREDTH_EVENT: &str = "startupTimeVaried";

/// How much is handed to a writer at once.
const PIECE: usize = 256 * 1024;

/// Writes a log that is at least `bytes` long and ends with the record that made it so.
///
/// # Errors
/// The writer's.
pub(crate) fn write(
    shape: Shape,
    seed: u64,
    bytes: u64,
    out: &mut impl Write,
) -> io::Result<Facts> {
    let mut lines = Lines::new(shape, seed);
    let mut piece = Vec::with_capacity(PIECE + (1 << 20));
    lines.open(&mut piece);
    while lines.facts().bytes < bytes {
        lines.next(&mut piece);
        if piece.len() >= PIECE {
            out.write_all(&piece)?;
            piece.clear();
        }
    }
    out.write_all(&piece)?;
    Ok(lines.facts())
}

/// A log in memory.
pub(crate) fn text(shape: Shape, seed: u64, bytes: u64) -> (Vec<u8>, Facts) {
    let mut out = Vec::new();
    let facts = write(shape, seed, bytes, &mut out).expect("a vector takes everything");
    (out, facts)
}
