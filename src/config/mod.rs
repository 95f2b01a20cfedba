//! Floor 0: what a person or the machine sets, as plain data.
//!
//! Owns the system's environment as a value (so that every lookup is a pure function of it),
//! the theme, keymaps, and how a person's own files are read. Knows no screen types
//! and reads no clock.

pub mod bounded;
pub mod environment;
pub mod keymap;
pub(crate) mod nearest;
pub mod own;
pub mod theme;
