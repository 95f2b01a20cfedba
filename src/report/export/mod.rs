//! Events handed on: what is shown, marked or all of a log, in one of several forms, one a file.
//!
//! Pure: an [`Export`] writes into any `io::Write`, and goes on a stretch of events at a time, so
//! that whoever drives it can tell how far it is, end it, and let others at the log in between.
//! Whether a file is replaced, and where it stands until it is whole, is not decided here.

mod cell;
mod csv;
mod exporter;
mod format;
mod markdown;
mod ndjson;
mod raw;
mod running;
mod session;
#[cfg(test)]
mod tests;

pub use self::csv::default_columns;
pub use self::format::{ExportFormat, UnknownFormat};
pub use self::markdown::Report;
pub use self::running::{Export, Exported, Form};
pub use self::session::SessionForm;
