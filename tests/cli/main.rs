//! The binary end to end: what it prints, what it says when something is wrong, and the exit
//! status. Every run has a home of its own, so that nothing of the machine is found.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

#[cfg(target_os = "linux")]
mod allowed;
mod archives;
mod audit;
mod audit_reports;
mod catalog;
mod completions;
mod console;
mod diff;
mod docs_ci;
mod docs_duckdb;
#[cfg(target_os = "linux")]
mod doctor;
mod exporting;
mod failing;
#[cfg(target_os = "linux")]
mod finding;
mod following;
mod harmless;
mod help;
mod keys;
mod manual;
mod memory;
mod pairs;
mod payloads;
mod printing;
mod recording;
mod replay;
mod rules;
mod samples;
#[cfg(target_os = "linux")]
mod sessions;
mod settings;
#[cfg(target_os = "linux")]
mod sources;
mod support;
mod themes;
mod wire;
mod zones;
