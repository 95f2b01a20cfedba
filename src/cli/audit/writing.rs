//! Where a report goes, and in which form.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::report::{AuditReport, audit_json};
use crate::store::EventLog;

use super::super::args::{self, AuditFormat};
use super::super::failure::Failure;
use super::super::output::Output;
use super::super::setup::Setup;

/// Writes a report to standard output or to the file that was named.
pub(super) fn write(
    args: &args::Audit,
    setup: &Setup,
    log: &EventLog,
    report: &AuditReport<'_>,
) -> Result<(), Failure> {
    let Some(path) = &args.output else {
        let mut output = Output::new(setup.colour);
        put(args.format, &mut output.out, report)?;
        return Ok(output.out.flush()?);
    };
    let mut text = Vec::new();
    put(args.format, &mut text, report)?;
    write_file("-o", path, log, &text)
}

/// Writes a file that an option names.
pub(super) fn write_file(
    option: &str,
    path: &Path,
    log: &EventLog,
    text: &[u8],
) -> Result<(), Failure> {
    refuse_log(option, path, log)?;
    fs::write(path, text)
        .map_err(|error| Failure::Usage(format!("{option} {}: {error}", path.display())))
}

fn put(format: AuditFormat, out: &mut impl Write, report: &AuditReport<'_>) -> Result<(), Failure> {
    match format {
        AuditFormat::Text => {
            for told in &report.findings {
                writeln!(out, "{} {}", told.severity, told.rule)?;
            }
        }
        AuditFormat::Json => audit_json(out, report)?,
    }
    Ok(())
}

/// A log that is read is not written.
fn refuse_log(option: &str, path: &Path, log: &EventLog) -> Result<(), Failure> {
    let is = |other: &str| same_file::is_same_file(path, other).unwrap_or(false);
    if log.sources().any(|(_, facts, _)| !facts.path.is_empty() && is(&facts.path)) {
        let wrong = format!("{option} {}: it is one of the logs that were read", path.display());
        return Err(Failure::Usage(wrong));
    }
    Ok(())
}
