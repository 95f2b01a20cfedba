//! What an audit judges by: the policy and the baseline that were named.

use std::fs;
use std::path::Path;

use crate::audit::{Baseline, Policy};

use super::super::args::JudgedBy;
use super::super::failure::{Failure, say};
use super::super::setup::Setup;
use super::waiving::text_of;

/// Lets a setup judge by the files that were named.
pub(super) fn judge_by(setup: &mut Setup, by: &JudgedBy) -> Result<(), Failure> {
    let policy = by.policy.as_deref().map(|path| policy(setup, path)).transpose()?;
    let baseline = by.baseline.as_deref().map(baseline).transpose()?;
    setup.judge_by(policy.unwrap_or_default(), baseline);
    Ok(())
}

fn policy(setup: &Setup, path: &Path) -> Result<Policy, Failure> {
    let file = path.display();
    let text = text_of(path)
        .map_err(|error| Failure::Usage(format!("--policy {file} cannot be read: {error}")))?;
    let (policy, warnings) = Policy::read(&text, &setup.context)
        .map_err(|wrong| Failure::Usage(format!("--policy {file}, {wrong}")))?;
    warnings.iter().for_each(|warning| say(&format!("{file}, {warning}")));
    Ok(policy)
}

fn baseline(path: &Path) -> Result<Baseline, Failure> {
    let wrong = |error: String| Failure::Usage(format!("--baseline {}: {error}", path.display()));
    let bytes = fs::read(path).map_err(|error| wrong(error.to_string()))?;
    Baseline::read(&bytes).map_err(|error| wrong(error.to_string()))
}
