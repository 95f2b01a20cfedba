//! A style: colours, and what is done to the letters.

use super::Color;

/// One thing done to letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// Heavier, or brighter.
    Bold,
    /// Fainter.
    Dim,
    /// Slanted.
    Italic,
    /// With a line below.
    Underline,
    /// Foreground and background exchanged.
    Reversed,
}

impl Attribute {
    /// Every attribute.
    pub const ALL: [Self; 5] =
        [Self::Bold, Self::Dim, Self::Italic, Self::Underline, Self::Reversed];

    /// Its key in a theme file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Dim => "dim",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Reversed => "reversed",
        }
    }
}

/// A set of [`Attribute`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attributes(u8);

impl Attributes {
    /// This set and `attribute`.
    #[must_use]
    pub const fn with(self, attribute: Attribute) -> Self {
        Self(self.0 | 1 << attribute as u8)
    }

    /// Whether `attribute` is in the set.
    pub const fn contains(self, attribute: Attribute) -> bool {
        self.0 & (1 << attribute as u8) != 0
    }

    /// Whether no attribute is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The attributes of the set.
    pub fn iter(self) -> impl Iterator<Item = Attribute> {
        Attribute::ALL.into_iter().filter(move |attribute| self.contains(*attribute))
    }
}

/// How something is drawn; what is not given stays as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// The colour of the letters.
    pub fg: Option<Color>,
    /// The colour behind them.
    pub bg: Option<Color>,
    /// What is done to them.
    pub attributes: Attributes,
}
