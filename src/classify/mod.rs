//! Floor 2: who emitted an event, at which level, and where it goes.
//!
//! All of it is decided by rules that are data (`rules/*.toml`), in strata: what is logged →
//! producer → level → destination. A condition is a filter of telltail's own language and may
//! use only earlier strata; a rule that breaks this is refused at load. Owns the rules and the
//! classifier; knows nothing of columns, files on disk or screens.

mod asked;
mod classifier;
mod decided;
mod own;
mod place;
mod plan;
mod producer;
mod proof;
mod record;
mod rules;
#[cfg(test)]
mod tests;
mod written;

pub use classifier::Classifier;
pub use decided::{Class, Decided, DecisionId};
pub use record::Record;
pub use rules::{RuleError, RuleLine, Rules, is_embedded};
