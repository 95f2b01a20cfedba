//! The theme: which colours and attributes each role of the screen has, as plain data.
//!
//! Owns the roles, the built-in themes and the reading of a person's own, what they become where
//! there are fewer colours, and which of them is taken. Knows no screen types: whoever draws turns
//! a [`Style`] into what its terminal library wants. No theme sets the background of the whole
//! screen; that stays the terminal's.

use std::path::{Path, PathBuf};

mod choice;
mod color;
mod depth;
mod error;
mod file;
mod listing;
mod reduce;
mod role;
mod sight;
mod style;

pub use choice::{AUTO, Choice};
pub use color::{Ansi, Color};
pub use depth::{Depth, When, no_color};
pub use error::ThemeError;
pub use listing::{Listed, listed, text};
pub use role::Role;
pub use style::{Attribute, Attributes, Style};

/// A style for every [`Role`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name: of the built-in theme, or of the file.
    pub name: String,
    /// Whether it is made for dark or for light terminals. Some are for both.
    pub kind: Option<Kind>,
    /// The background it is made for, on which its contrasts hold. Nothing paints it.
    pub background: Option<Color>,
    styles: [Style; Role::ALL.len()],
}

/// What terminals a theme is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Light letters on a dark ground.
    Dark,
    /// Dark letters on a light ground.
    Light,
}

impl Kind {
    /// Its word in a theme file, and the name of the built-in theme for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// The themes within the program, by name.
const BUILT_IN: [(&str, &str); 7] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("color-blind", include_str!("../../themes/color-blind.toml")),
    ("dusk", include_str!("../../themes/dusk.toml")),
    ("ansi-16", include_str!("../../themes/ansi-16.toml")),
    ("no-color", include_str!("../../themes/no-color.toml")),
];

impl Theme {
    /// The style of `role`.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role.index()]
    }

    /// The names of the built-in themes.
    pub fn builtin_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The text of the built-in theme `name`, as a start for one's own.
    pub fn builtin_text(name: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }

    /// The built-in theme `name`.
    pub fn builtin(name: &str) -> Option<Self> {
        let text = Self::builtin_text(name)?;
        file::parse_whole(Path::new(name), name, text).ok()
    }

    /// The theme without any colour, for `NO_COLOR` and terminals without them: all is said by
    /// bold, dim, underline and reverse.
    pub fn no_color() -> Self {
        Self::builtin("no-color").unwrap_or_else(|| Self::plain("no-color"))
    }

    /// The theme that `name_or_path` means: a path where it has a separator or ends in `.toml`,
    /// else `themes/NAME.toml` in the first of `config_dirs` that has it, else a built-in one.
    ///
    /// # Errors
    /// When there is none, or its file cannot be read or is wrong; the text says what to do.
    pub fn load(name_or_path: &str, config_dirs: &[PathBuf]) -> Result<Self, ThemeError> {
        file::load(name_or_path, config_dirs)
    }

    /// A theme of the terminal's own text everywhere.
    fn plain(name: &str) -> Self {
        let styles = [Style::default(); Role::ALL.len()];
        Self { name: name.to_owned(), kind: None, background: None, styles }
    }
}

#[cfg(test)]
mod tests;
