//! The settings that are one of a few words.

use super::super::theme::When;

/// Writes an enum whose members have a word each.
macro_rules! words {
    ($(#[$about:meta])+ $name:ident $all:ident $count:literal
        { $($(#[$what:meta])+ $member:ident $word:literal,)+ }) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name {
            $($(#[$what])+ $member,)+
        }

        pub(super) const $all: [&str; $count] = [$($word),+];

        impl $name {
            /// Its word in files.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $word,)+
                }
            }

            /// What `word` means.
            pub fn named(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$member),)+
                    _ => None,
                }
            }
        }
    };
}

pub(super) const WHENS: [&str; 3] = ["auto", "always", "never"];

/// When to colour, by its word.
pub(super) fn when(word: &str) -> When {
    match word {
        "always" => When::Always,
        "never" => When::Never,
        _ => When::Auto,
    }
}

words! {
    /// How times are written.
    TimeStyle TIMES 4 {
        /// The time of day.
        #[default]
        Clock "clock",
        /// The day and the time of day.
        Date "date",
        /// The distance from now.
        Relative "relative",
        /// The distance from the line above.
        Delta "delta",
    }
}

words! {
    /// Where the detail pane is.
    Layout LAYOUTS 3 {
        /// Below the list.
        #[default]
        Below "below",
        /// To its right.
        Right "right",
        /// In its place.
        Full "full",
    }
}
