//! Floor 1: what the settings allow. The effective telemetry level of an editor, and the switches
//! of extensions that have telemetry of their own.
//!
//! Owns which files decide ([`Machine`]), how an editor reads them (settings are JSON with
//! comments, keys with dots may be nested objects), and what comes of it ([`Consent`]), with the
//! reason and the file. A pure core judges texts; a thin part reads them: regular files only, and
//! never more than a bounded part of one. [`Probe`] (and [`Probes`], for many editors) looks
//! again only where a file has changed.
//!
//! Refuses to know what was logged, and what was on an editor's command line: that is not on
//! disk, and [`NOT_ON_DISK`] says so. The only room that knows `jsonc-parser`.

mod allowed;
mod jsonc;
mod judge;
mod level;
mod machine;
mod manifests;
mod paper;
mod probe;
mod probes;
mod settings;
mod switches;

pub use allowed::{Allowed, AllowedError};
pub use judge::{Consent, NOT_ON_DISK};
pub use level::TelemetryLevel;
pub use machine::Machine;
pub use probe::{Probe, of_user_data};
pub use probes::Probes;
pub use switches::{Switch, switches_of};

#[cfg(test)]
mod tests;
