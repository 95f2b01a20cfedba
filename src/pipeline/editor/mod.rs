//! An editor that is played: records written into a folder as an editor's loggers write them.
//!
//! Owns where in the folder a source's records go, rotation by renaming, and never leaving the
//! folder whatever a log says of its path. Refuses to know when a record is due, to write where
//! logs are that nobody allowed it to touch, and to change a byte of a record.

mod error;
mod folder;
mod limit;
mod logfile;
mod places;
#[cfg(test)]
mod tests;

pub use error::EditorError;
pub use folder::{Begin, EditorFolder, RotatedAway};
pub use limit::{EDITORS_LIMIT, Limit};
pub use places::places;
