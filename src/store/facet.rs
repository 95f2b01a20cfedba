//! Facets: the columns that a person counts and toggles by.

use crate::event::{Destination, Level, NameId, Purposes, SourceId};
use crate::query::Field;

/// A dimension of facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Its level.
    Level,
    /// Where it goes.
    Destination,
    /// Why it is collected. An event may have several purposes and counts for each.
    Purpose,
    /// Who emitted it.
    Producer,
    /// Its name without prefix.
    Event,
    /// The file it came from.
    Source,
}

impl Facet {
    /// Every dimension, in the order of the facet column.
    pub const ALL: [Self; 6] =
        [Self::Level, Self::Destination, Self::Purpose, Self::Producer, Self::Event, Self::Source];

    /// The field of the filter language that this dimension counts.
    pub const fn field(self) -> Field {
        match self {
            Self::Level => Field::Level,
            Self::Destination => Field::Dest,
            Self::Purpose => Field::Purpose,
            Self::Producer => Field::Producer,
            Self::Event => Field::Event,
            Self::Source => Field::Source,
        }
    }
}

/// One value of a dimension, as its column holds it (a purpose: its place in the mask).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetKey(pub u32);

/// The facet values of one event, taken from its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowFacets {
    pub(super) level: Option<Level>,
    pub(super) destination: Option<Destination>,
    pub(super) purposes: Purposes,
    pub(super) producer: NameId,
    pub(super) event: NameId,
    pub(super) source: SourceId,
}

impl RowFacets {
    /// Calls `each` with every value the event has in `facet`; it may have none.
    pub fn each(&self, facet: Facet, mut each: impl FnMut(FacetKey)) {
        let mut one = |key: Option<u32>| {
            if let Some(key) = key {
                each(FacetKey(key));
            }
        };
        match facet {
            Facet::Level => one(self.level.map(|level| level as u32)),
            Facet::Destination => one(self.destination.map(|it| u32::from(it.0))),
            Facet::Purpose => self.purposes.iter().for_each(|it| one(Some(it as u32))),
            Facet::Producer => one(Some(self.producer.0).filter(|id| *id != NameId::NONE.0)),
            Facet::Event => one(Some(self.event.0).filter(|id| *id != NameId::NONE.0)),
            Facet::Source => one(Some(u32::from(self.source.0))),
        }
    }
}
