//! Floor 3: saved sessions, the `.ttail` file (docs/ttail.md): what a log was read from, what of
//! it was marked and how it was shown, and what it was judged by, in one file that travels.
//!
//! Owns the format: [`Writer`] and [`Reader`], pure over `Write` and `Read`, and [`Recording`],
//! which knows what of a log was written already. A file is gzip members of whole lines of JSON,
//! so that it opens up to wherever it was cut, and other tools read it. Refuses to open files,
//! to start threads, and to decide what a record means: that is decided anew where it is opened.
//! What is read is hostile: no line, no number and no packing is believed.

mod damage;
mod lines;
mod measure;
mod member;
mod packer;
mod preface;
mod reader;
mod reading;
mod recording;
mod telling;
#[cfg(test)]
mod tests;
mod writer;

pub use damage::{Damage, NotOpened};
pub use lines::OwnRules;
pub use member::is_session;
pub use preface::{Preface, preface};
pub use reader::{Head, Reader, Told};
pub use recording::{Recording, Saved};
pub use writer::{Writer, Written};
