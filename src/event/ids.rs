//! Small typed numbers: which event, which source, which interned name.

/// An event of an event log: its place in the order of arrival, which never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub u32);

/// A source of an event log, in the order the sources were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u16);

/// An interned name (of an event, of a producer).
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(pub u32);

impl EventId {
    /// As an index into a column.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl SourceId {
    /// As an index into the table of sources.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl NameId {
    /// The empty name: what a record without one has.
    pub const NONE: Self = Self(0);

    /// As an index into a per-name table.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
