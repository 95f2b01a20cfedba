//! Floor 0: what a person or the machine sets, as plain data.
//!
//! Owns the system's environment as a value (so that every lookup is a pure function of it),
//! the settings, the theme, keymaps, how a person's own files are read and written whole, and what
//! is remembered between runs. Knows no screen types and reads no clock.

pub mod bounded;
pub mod environment;
pub mod keymap;
pub mod nearest;
pub mod own;
pub mod private;
pub mod saved_screen;
pub mod settings;
pub mod state;
pub mod theme;
pub mod whole_file;
