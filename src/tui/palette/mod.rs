//! The command palette: every action and every command with an argument, found by a few letters.
//!
//! What a command does is written in [`update`](super::update()); here is which ones there are,
//! how they are found, and in which order they are offered.

mod commands;
mod entries;
mod finder;

pub(super) use commands::Command;
pub(super) use entries::{Entry, Thing, entries};

/// What stands before the text of the palette's line.
pub(super) const PALETTE_PROMPT: &str = " : ";
