//! Floor 4: the rooms below, run together. Threads and channels from a plan of what to read to
//! an event log that is filled, a view of it that is kept, and notices for whoever watches.
//!
//! ```text
//! source ─ deliveries ─> ingest thread ─> EventLog ─> search thread ─> View ─> notices
//! ```
//! Every channel is bounded, so a firehose waits for its reader instead of filling memory. What
//! is CPU-bound runs on plain threads; a panic on any of them becomes a notice.

mod answer;
mod asides;
mod capture;
mod consents;
mod dating;
mod demo;
mod detection;
pub mod editor;
mod engine;
mod flow;
mod giving;
mod guard;
pub mod health;
mod hush;
mod inbox;
mod inflow;
mod ingest;
mod intake;
mod interrupt;
mod load;
mod notice;
mod pace;
mod pairing;
mod performance;
mod permitted;
mod preview;
mod progress;
mod reader;
mod reading;
mod recorder;
pub mod replay;
mod sessions;
mod sighting;
mod stopper;
mod tap;
mod telling;
#[cfg(test)]
mod tests;
mod zones;

pub use answer::SharedView;
pub use asides::SharedAudit;
pub use dating::Anchor;
pub use demo::{DEMO_CATALOG, demo_feed};
pub use engine::{Engine, Notices, Plan, Watched};
#[cfg(debug_assertions)]
pub use guard::planted_panic;
pub use inbox::Ask;
pub use ingest::{Ingest, SharedLog};
pub use interrupt::on_interrupt;
pub use load::Sizes;
pub use notice::{Notice, Problem, Stage, new_session};
pub use performance::{Performance, Performed};
pub use permitted::permissions;
pub use recorder::{OnAir, Place, Recorded, Recorder};
pub use sessions::deliver_session;
pub use stopper::Stopper;
pub use tap::{Step, Tap};
