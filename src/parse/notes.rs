//! What was odd about a record, as a small set.

/// A set of oddities. Those of the framer ([`OVERLONG`](Self::OVERLONG) and
/// [`CONTINUED`](Self::CONTINUED)) are added by whoever has the framed record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Notes(pub u8);

impl Notes {
    /// An event without a payload.
    pub const NO_PAYLOAD: Self = Self(1);
    /// A payload that does not end with `}`.
    pub const CUT: Self = Self(1 << 1);
    /// A payload that is no JSON object.
    pub const BROKEN: Self = Self(1 << 2);
    /// Bytes that are not UTF-8, where they were read as text.
    pub const INVALID_UTF8: Self = Self(1 << 3);
    /// The record was cut at the limit and goes on in the next.
    pub const OVERLONG: Self = Self(1 << 4);
    /// The record goes on from the one before.
    pub const CONTINUED: Self = Self(1 << 5);
    /// The line says no date, or no year: the one it is given is assumed.
    pub const UNDATED: Self = Self(1 << 6);
    /// A value was spread over several keys, and some of its pieces are not there.
    pub const PIECES_MISSING: Self = Self(1 << 7);

    /// Every note and how it is said, in the order in which they are listed.
    const TEXTS: [(Self, &'static str); 8] = [
        (Self::NO_PAYLOAD, "no payload"),
        (Self::CUT, "payload is cut"),
        (Self::BROKEN, "payload is not a JSON object"),
        (Self::INVALID_UTF8, "not valid UTF-8"),
        (Self::OVERLONG, "too long for one record, goes on in the next"),
        (Self::CONTINUED, "goes on from the record before"),
        (Self::PIECES_MISSING, "pieces of a value are missing"),
        (Self::UNDATED, "the line has no full date, the one given is assumed"),
    ];

    /// This set and `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set but for `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` is in the set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// What of it the framer found.
    #[must_use]
    pub const fn of_framing(self) -> Self {
        Self(self.0 & (Self::OVERLONG.0 | Self::CONTINUED.0))
    }

    /// Whether nothing was odd.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The notes that are said so.
    pub fn said(texts: &[String]) -> Self {
        let said = Self::TEXTS.into_iter().filter(|(_, text)| texts.iter().any(|it| it == text));
        said.fold(Self::default(), |notes, (note, _)| notes.with(note))
    }

    /// The notes as a person reads them.
    pub fn texts(self) -> impl Iterator<Item = &'static str> {
        Self::TEXTS.into_iter().filter(move |(note, _)| self.contains(*note)).map(|(_, text)| text)
    }
}
