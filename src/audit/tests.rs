//! What rules say of small logs that are written out.
#![expect(clippy::unwrap_used, reason = "what is not there ends its test")]

mod baselines;
mod declarations;
mod identifiers;
mod model;
mod texts;
mod volumes;
