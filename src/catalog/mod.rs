//! Floor 1: declared telemetry. What each producer said it would send, and why.
//!
//! Owns the reading of catalogs (VS Code's own, an extension's `telemetry.json`, a saved
//! `code --telemetry`, a plan in Markdown), the patience with what hand-written ones look like, and the look-up of an
//! event or a property. It says what was declared and from which file; whether that is good or
//! bad is for others to judge. Knows nothing of logs.

mod check;
mod conflict;
mod declaration;
mod declarations;
mod error;
mod find;
mod load;
mod lookup;
mod names;
mod plan;
mod producer;
mod properties;
mod read;
mod saved;
mod shape;
mod sniff;
mod tree;
mod version;
mod warnings;

pub use check::{Gravity, Remark, check};
pub use conflict::Conflict;
pub use declaration::{EventDeclaration, NameMatch, Planned, PlannedData, PropertyDeclaration};
pub use error::CatalogError;
pub use find::{Place, PlaceKind, places};
pub use load::{Loaded, Request, load_bytes};
pub use lookup::{Catalog, DeclaringFile, Lookup, PropertyLookup};
pub use plan::PlanReport;
pub use properties::PropertyList;
pub use saved::SavedCatalog;

#[cfg(test)]
mod tests;
