//! `--since` and `--until`: what of a log is played at all.

use crate::pipeline::replay::Bounds;
use crate::query::Context;

use super::super::args::Which;
use super::super::failure::Failure;

/// What of a log is played at all.
pub(super) fn bounds(which: &Which, context: &Context) -> Result<Bounds, Failure> {
    Bounds::new(which.since.as_deref(), which.until.as_deref(), context).map_err(Failure::usage)
}
