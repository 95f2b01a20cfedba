//! Following one file through everything that writers do to it.
//!
//! Owns the synchronous state machine ([`Follower`]) and what it rests on: opened files that
//! notice when they are cut, and the order of a live file and its rotations. No threads, no
//! clock beyond file times, no waiting.

mod chain;
mod follower;
mod identity;
mod reading;
mod troubles;

pub use follower::{Follower, Pace, Siblings};
pub(super) use identity::{Stat, regular};

#[cfg(test)]
mod tests;
