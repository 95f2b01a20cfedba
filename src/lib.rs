//! telltail: a terminal viewer for editor telemetry. (The map of the house comes here.)
pub mod config;
pub mod event;
