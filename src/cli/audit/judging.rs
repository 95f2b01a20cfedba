//! What an audit judges by: the policy and the baseline that were named.

use std::fs;

use crate::audit::{Baseline, Policy};

use super::super::args::JudgedBy;
use super::super::failure::Failure;
use super::super::setup::Setup;

/// Lets a setup judge by the files that were named.
pub(super) fn judge_by(setup: &mut Setup, by: &JudgedBy) -> Result<(), Failure> {
    let baseline = by.baseline.as_deref().map(|path| {
        let wrong = |error: String| Failure::Usage(format!("{}: {error}", path.display()));
        let bytes = fs::read(path).map_err(|error| wrong(error.to_string()))?;
        Baseline::read(&bytes).map_err(|error| wrong(error.to_string()))
    });
    setup.judge_by(Policy::default(), baseline.transpose()?);
    Ok(())
}
