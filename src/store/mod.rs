//! Floor 2: the event log. Columns per event, the text packed beside them.
//!
//! Owns what has been read: [`EventLog`] takes entries (append, or amend the open last one of a
//! source) and answers by [`EventId`](crate::event::EventId) with a [`Row`] (columns only, never
//! touching text) or a [`Whole`] (text and body read, any field answered). It decides nothing:
//! entries come classified. Who wants an order over several sources asks for the merge key.

mod batch;
mod classes;
mod columns;
mod entry;
mod excerpt;
mod facet;
mod given;
mod identity;
mod judge;
mod links;
mod log;
mod marks;
mod memory;
mod oddities;
mod order;
mod reread;
mod retime;
mod row;
mod scan;
mod segments;
mod sources;
mod sweep;
mod tally;
#[cfg(test)]
mod tests;
mod told;
mod whole;

pub use batch::{Batch, BatchRecord, BatchText};
pub use classes::{Class, ClassId};
pub use entry::{ClassFacts, Entry};
#[cfg(test)]
pub(crate) use excerpt::tests::loaded;
pub use facet::{Facet, FacetKey, RowFacets};
pub use given::{Given, GivenLost, GivenSource};
pub use identity::LogId;
pub use judge::{Judge, Verdict};
pub use links::{Link, Tie};
pub use log::{EventLog, MergeKey, Setup};
pub use marks::Marks;
pub use order::merge;
pub use reread::Reread;
pub use row::Row;
pub use segments::{Around, Dropped, Lost, Rows, Sealed, SegmentRef, TextRef};
pub use sources::{SourceFacts, SourceState};
pub use sweep::{Pending, Reader, Work, places, share, threads};
pub use tally::{Counted, Said, Tally};
pub use whole::{Text, Whole};
