//! `telltail audit`: findings, for people and for CI.

mod following;
mod judging;
mod reporting;
mod writing;

pub(super) use self::writing::write_file;

use std::process::ExitCode;
use std::sync::{Arc, PoisonError};

use crate::audit::{Audit, Auditor, Baseline, Desks};
use crate::query::{Predicate, Stratum};
use crate::report::AuditReport;
use crate::store::EventLog;

use self::reporting::Reporting;
pub(super) use self::reporting::here;
pub(super) use self::writing::refuse_log;
use super::args::{self, Common};
use super::failure::{Failure, say};
use super::input::{Reading, read_whole};
use super::memory::tell_dropped;
use super::permitted::Permitted;
use super::setup::Setup;
use super::zone::tell_assumed;

pub(super) fn run(args: &args::Audit) -> Result<ExitCode, Failure> {
    let mut setup = Setup::of(&args.common, &args.paths)?;
    if args.rules {
        judging::judge_by(&mut setup, &args.by)?;
        return writing::write_rules(&setup);
    }
    let predicate = setup.predicate(&args.common)?;
    setup.sums = args.by.write_baseline.is_some();
    judging::judge_by(&mut setup, &args.by)?;
    writing::refuse_judge(args)?;
    let reporting = Reporting::new(args, &setup)?;
    let agreed = setup.auditor.context().policy.enhanced_consent;
    let allowing = Permitted::given(&args.allowing, &args.common)?.or_enhanced(agreed);
    let reading = Reading::open(&setup, &args.common, &args.paths, args.follow)?;
    if args.follow {
        return following::follow(&reporting, &allowing, predicate, reading);
    }
    let (shared, failed) = read_whole(reading, &setup, &args.common, &args.paths)?;
    let log = shared.read().unwrap_or_else(PoisonError::into_inner);
    setup.auditor.set_permissions(allowing.of(&log, &setup, &args.common));
    let audit = audited(&setup.auditor, &log, predicate);
    let report = reporting.report(&log, &audit, !failed);
    let findings = audit.findings(&log).list;
    // Before whoever reads the report may have gone.
    if let Some(path) = &args.by.write_baseline {
        let baseline = Baseline::of(&log, &audit.observed(&log), &findings);
        writing::write_file("--write-baseline", path, &log.paths(), baseline.write().as_bytes())?;
    }
    writing::write(args, &setup, &log, &report)?;
    reporting.tell_idle_waivers(&findings);
    drop(log);
    tell_assumed(&shared);
    tell_dropped(&shared);
    Ok(ExitCode::from(status(args, &report, failed)))
}

/// Audits the events that pass a filter.
pub(super) fn audited(auditor: &Arc<Auditor>, log: &EventLog, filter: Predicate) -> Audit {
    if filter.strata() == Stratum::Findings {
        audit_all(auditor, log);
    }
    let mut audit = Audit::only(Arc::clone(auditor), filter);
    audit.advance(log, usize::MAX, &mut Desks::default());
    audit.conclude(log);
    audit
}

fn audit_all(auditor: &Arc<Auditor>, log: &EventLog) {
    let mut audit = Audit::new(Arc::clone(auditor));
    audit.advance(log, usize::MAX, &mut Desks::default());
    audit.conclude(log);
}

/// Audits all of a log, so that everything is known of it that a filter or a report may ask.
pub(super) fn settle_all(setup: &Setup, common: &Common, log: &EventLog) {
    setup.auditor.set_permissions(Permitted::default().of(log, setup, common));
    audit_all(&setup.auditor, log);
}

/// Audits a log where a filter asks for what is found in it: only then is known what rules conclude
/// of the log as a whole.
pub(super) fn settle(setup: &Setup, common: &Common, log: &EventLog, filter: &Predicate) {
    if filter.strata() == Stratum::Findings {
        settle_all(setup, common, log);
    }
}

/// The exit status: the first that applies.
fn status(args: &args::Audit, report: &AuditReport<'_>, failed: bool) -> u8 {
    if failed {
        return 3;
    }
    let events = report.coverage.events;
    if let Some(least) = args.require_events.filter(|least| events < *least) {
        say(&format!(
            "{events} telemetry events were audited, and --require-events wants {least}: is the \
             editor's log level trace, and is this the right session?"
        ));
        return 4;
    }
    let mut open = report.open();
    u8::from(args.fail_on.is_some_and(|least| open.any(|told| told.severity >= least)))
}
