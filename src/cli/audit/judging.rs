//! What an audit judges by: the policy and the baseline that were named.

use std::fs;
use std::path::Path;

use crate::audit::Baseline;

use super::super::args::JudgedBy;
use super::super::failure::Failure;
use super::super::policy::PolicyFile;
use super::super::setup::Setup;

/// Lets a setup judge by the files that were named.
pub(super) fn judge_by(setup: &mut Setup, by: &JudgedBy) -> Result<(), Failure> {
    let read = |path| PolicyFile::read(path, &setup.context);
    let policy = by.policy.as_deref().map(read).transpose();
    let policy = policy.map_err(|wrong| Failure::Usage(format!("--policy {wrong}")))?;
    let baseline = by.baseline.as_deref().map(baseline).transpose()?;
    setup.judge_by(policy, baseline);
    Ok(())
}

fn baseline(path: &Path) -> Result<Baseline, Failure> {
    let wrong = |error: String| Failure::Usage(format!("--baseline {}: {error}", path.display()));
    let bytes = fs::read(path).map_err(|error| wrong(error.to_string()))?;
    Baseline::read(&bytes).map_err(|error| wrong(error.to_string()))
}
