//! What rules say of small logs that are written out.

mod baselines;
mod bounds;
mod declarations;
mod differences;
mod identifiers;
mod model;
mod selecting;
mod texts;
mod volumes;
