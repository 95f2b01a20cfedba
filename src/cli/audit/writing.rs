//! Where a report goes, and in which form.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use same_file::Handle;

use crate::audit::Told;
use crate::config::whole_file::{Overwrite, WholeFile};
use crate::report::{
    AuditReport, AuditText, audit_json, audit_json_end, audit_markdown, audit_rules, audit_sarif,
    audit_text, audit_text_end, finding_json, finding_line,
};
use crate::store::EventLog;

use super::super::args::{self, AuditFormat, Colour};
use super::super::failure::Failure;
use super::super::output::Output;
use super::super::setup::Setup;
use super::reporting::Reporting;

/// Writes a report to standard output or to the file that was named.
pub(super) fn write(
    args: &args::Audit,
    setup: &Setup,
    log: &EventLog,
    report: &AuditReport<'_>,
) -> Result<(), Failure> {
    let Some(path) = &args.output else {
        let mut output = Output::new(setup.colour);
        put(args.format, output.colour, &mut output.out, report)?;
        return Ok(output.out.flush()?);
    };
    let mut text = Vec::new();
    put(args.format, setup.colour == Colour::Always, &mut text, report)?;
    write_file("-o", path, &log.paths(), &text)
}

/// Writes a file that an option names, in the place of what was there.
pub(in crate::cli) fn write_file(
    option: &str,
    path: &Path,
    read: &BTreeSet<&str>,
    text: &[u8],
) -> Result<(), Failure> {
    refuse_log(option, path, read)?;
    let written = WholeFile::create(path, Overwrite::Replace).and_then(|mut file| {
        file.write_all(text)?;
        file.finish()
    });
    written.map_err(|error| unwritable(option, path, &error))
}

fn unwritable(option: &str, path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    Failure::Usage(match error.kind() {
        // Only what follows a log wants a new file.
        ErrorKind::AlreadyExists => {
            format!("{option} {path}: it is there already; with -f name a file that is not")
        }
        _ => format!("{option} {path}: {error}"),
    })
}

fn put(
    format: AuditFormat,
    colour: bool,
    out: &mut impl Write,
    report: &AuditReport<'_>,
) -> Result<(), Failure> {
    match format {
        AuditFormat::Text => audit_text(out, report, AuditText { colour })?,
        AuditFormat::Json => audit_json(out, report)?,
        AuditFormat::Sarif => audit_sarif(out, report)?,
        AuditFormat::Markdown => audit_markdown(out, report)?,
    }
    Ok(())
}

/// Writes the rules to standard output.
pub(super) fn write_rules(setup: &Setup) -> Result<ExitCode, Failure> {
    let mut output = Output::new(setup.colour);
    audit_rules(&mut output.out, setup.auditor.context())?;
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A log that is read is not written, nor is an archive that it lies in.
pub(in crate::cli) fn refuse_log(
    option: &str,
    path: &Path,
    read: &BTreeSet<&str>,
) -> Result<(), Failure> {
    let Ok(there) = Handle::from_path(path) else { return Ok(()) };
    let is = |file: &Path| Handle::from_path(file).is_ok_and(|file| file == there);
    let mut files = read.iter().flat_map(|read| Path::new(read).ancestors());
    if files.any(|file| file.is_file() && is(file)) {
        let wrong = format!("{option} {}: it is one of the logs that were read", path.display());
        return Err(Failure::Usage(wrong));
    }
    Ok(())
}

/// What says how to judge is not written over, and a report and a baseline are two files.
pub(super) fn refuse_judge(args: &args::Audit) -> Result<(), Failure> {
    let Some(path) = &args.output else { return Ok(()) };
    let by = &args.by;
    let given = [&by.policy, &by.waivers, &by.baseline, &by.write_baseline];
    let mut given = given.into_iter().chain([&args.allowing.settings]).flatten();
    if given.any(|file| file == path || same_file::is_same_file(file, path).unwrap_or(false)) {
        let wrong =
            format!("-o {}: another option names it; name a file of its own", path.display());
        return Err(Failure::Usage(wrong));
    }
    Ok(())
}

/// Where findings go as they come.
pub(super) struct Live {
    out: Box<dyn Write>,
    json: bool,
    form: AuditText,
    folder: String,
}

impl Live {
    /// Standard output, or the file that was named, which must be a new one: one that is followed
    /// is not written.
    pub(super) fn open(reporting: &Reporting<'_>) -> Result<Self, Failure> {
        let (args, colour) = (reporting.args, reporting.setup.colour);
        if matches!(args.format, AuditFormat::Sarif | AuditFormat::Markdown) {
            let wrong = "-f tells findings as they come: --format text or json";
            return Err(Failure::Usage(wrong.to_owned()));
        }
        let (out, colour): (Box<dyn Write>, bool) = match &args.output {
            None => {
                let output = Output::new(colour);
                (Box::new(output.out), output.colour)
            }
            Some(path) => {
                let file =
                    File::create_new(path).map_err(|error| unwritable("-o", path, &error))?;
                (Box::new(BufWriter::new(file)), colour == Colour::Always)
            }
        };
        let json = args.format == AuditFormat::Json;
        Ok(Self { out, json, form: AuditText { colour }, folder: super::reporting::here() })
    }

    pub(super) fn finding(&mut self, told: &Told, compared: bool) -> io::Result<()> {
        if self.json {
            finding_json(&mut self.out, told, compared)
        } else if told.counts() {
            finding_line(&mut self.out, &self.folder, told, self.form)
        } else {
            Ok(())
        }
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// What follows the findings.
    pub(super) fn end(&mut self, report: &AuditReport<'_>) -> io::Result<()> {
        if self.json {
            audit_json_end(&mut self.out, report)?;
        } else {
            audit_text_end(&mut self.out, report)?;
        }
        self.out.flush()
    }
}
