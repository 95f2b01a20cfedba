//! Keys as plain data: what a keymap names, without any terminal library's types.
//!
//! Owns how a chord is written, the keymaps within the program, and what a person changes about
//! the keys. Which actions there are, and so what a name or a chord comes to, is the affair of
//! whoever has the action table.

mod changes;
mod chord;
mod preset;

pub use changes::{KeyChange, KeyChanges};
pub use chord::{Chord, Key, ParseChordError};
pub use preset::{KeymapError, find_preset, preset, preset_names, preset_text};
