//! `telltail audit`: findings, for people and for CI.

use std::io::Write;
use std::process::ExitCode;
use std::sync::{Arc, PoisonError};

use crate::audit::{Audit, Desks};

use super::args;
use super::failure::Failure;
use super::input::{Reading, read_all};
use super::output::Output;
use super::permitted::Permitted;
use super::setup::Setup;

pub(super) fn run(args: &args::Audit) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let allowing = Permitted::given(&args.allowing, &args.common)?;
    let reading = Reading::open(&setup, &args.common, &args.paths, false)?;
    let (shared, status) = read_all(reading, &setup, &args.common, &args.paths)?;
    let log = shared.read().unwrap_or_else(PoisonError::into_inner);
    setup.auditor.set_permissions(allowing.of(&log, &setup, &args.common));
    let mut audit = Audit::new(Arc::clone(&setup.auditor));
    audit.advance(&log, usize::MAX, &mut Desks::default());
    audit.conclude(&log);
    let mut output = Output::new(setup.colour);
    for finding in audit.findings(&log).list {
        writeln!(
            output.out,
            "{} {} {}/{} {} {} {:?}",
            finding.severity,
            finding.rule,
            finding.producer,
            finding.event.as_deref().unwrap_or("*"),
            finding.key_name().unwrap_or("-"),
            finding.count(),
            setup.auditor.sample(&log, &finding).map(|it| it.masked),
        )?;
    }
    output.out.flush()?;
    Ok(status)
}
