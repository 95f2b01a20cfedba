//! Floor 1: record → event.
//!
//! Owns what a framed record says: its kind, name and message from the head, and its body on
//! demand. A head never reads JSON unless the name cannot be told otherwise; a body is split
//! into raw values, never into a tree. Bytes that make no sense become notes, not errors: a log
//! is hostile input and nothing of it is dropped. Who emitted an event and where it goes is
//! decided elsewhere.

mod body;
mod common;
mod console;
mod head;
mod keys;
mod lazy;
mod lifecycle;
mod lookup;
mod marks;
mod name;
mod notes;
mod pieces;
mod quotes;
mod scalar;
mod shape;
mod split;
mod summary;
mod telemetry;
pub mod wire;

#[cfg(test)]
mod tests;

pub use body::{Body, Entry, payload};
pub use head::{Head, head};
pub use lifecycle::{is_header, log_level_line};
pub use marks::redacted;
pub use name::{event_name, is_core, prefix, sent_name};
pub use notes::Notes;
pub use scalar::scalar;
pub use summary::{summary, summary_of};
