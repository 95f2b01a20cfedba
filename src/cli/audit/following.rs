//! `telltail audit -f`: findings as they come, each once, or again where it has become graver.

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use crate::audit::{Audit, Desks};
use crate::event::Severity;
use crate::pipeline::{SharedLog, Step, Tap, new_session};
use crate::query::Predicate;

use super::super::failure::{Failure, say};
use super::super::input::{Reading, nothing_found, tell};
use super::super::permitted::Permitted;
use super::reporting::Reporting;
use super::status;
use super::writing::Live;

/// While records pour in, they are looked at together so often.
const EVERY: Duration = Duration::from_millis(100);

/// Audits what comes until it ends.
pub(super) fn follow(
    reporting: &Reporting<'_>,
    allowing: &Permitted,
    filter: Predicate,
    reading: Reading,
) -> Result<ExitCode, Failure> {
    let mut failed = tell(&reading.problems);
    for awaited in &reading.awaited {
        say(&format!("{awaited}; waiting for it"));
    }
    reading.notes.iter().for_each(|note| say(&note.to_string()));
    let mut live = Following {
        reporting,
        allowing,
        audit: Audit::only(Arc::clone(&reporting.setup.auditor), filter),
        desks: Desks::default(),
        out: Live::open(reporting)?,
        told: HashMap::new(),
        sources: 0,
        looked: Instant::now(),
    };
    // What is there is audited whole before any of it is told.
    let mut loaded = reading.streams;
    let mut tap = Tap::new(reading.ingest, reading.feed)?;
    let log = tap.log();
    loop {
        match tap.step() {
            Step::CaughtUp => loaded = true,
            Step::Silence(_) if loaded => live.look(&log)?,
            Step::Complete(_) if loaded && live.looked.elapsed() >= EVERY => live.look(&log)?,
            Step::Silence(_) | Step::Complete(_) => {}
            Step::Problem(problem) => failed |= tell(&[problem]),
            Step::Session { stamp, product } => say(&new_session(&stamp, &product)),
            Step::Ended => break,
        }
    }
    live.look(&log)?;
    let args = reporting.args;
    nothing_found(&log, reporting.setup, &args.common, &args.paths)?;
    live.end(&log, failed)
}

struct Following<'a> {
    reporting: &'a Reporting<'a>,
    allowing: &'a Permitted,
    audit: Audit,
    desks: Desks,
    out: Live,
    /// How grave a finding was when it was told, by its fingerprint.
    told: HashMap<String, Severity>,
    /// How many sources there were when it was last asked what is allowed.
    sources: usize,
    looked: Instant,
}

impl Following<'_> {
    /// Looks at what has come, and tells of it what is new.
    fn look(&mut self, log: &SharedLog) -> Result<(), Failure> {
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        let (reporting, before) = (self.reporting, self.audit.revision());
        if self.sources != log.source_count() {
            self.sources = log.source_count();
            let allowed = self.allowing.of(&log, reporting.setup, &reporting.args.common);
            reporting.setup.auditor.set_permissions(allowed);
        }
        self.audit.advance(&log, usize::MAX, &mut self.desks);
        if self.audit.revision() != before {
            self.audit.conclude(&log);
            for finding in self.audit.findings(&log).list {
                let known = self.told.get(&finding.fingerprint()).copied();
                if known.is_none_or(|known| known < finding.severity) {
                    self.told.insert(finding.fingerprint(), finding.severity);
                    let told = reporting.told(&log, &finding);
                    self.out.finding(&told, reporting.is_compared())?;
                }
            }
            self.out.flush()?;
        }
        self.looked = Instant::now();
        Ok(())
    }

    /// What is to be said when nothing comes any more.
    fn end(mut self, log: &SharedLog, failed: bool) -> Result<ExitCode, Failure> {
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        let report = self.reporting.report(&log, &self.audit, !failed);
        self.out.end(&report)?;
        self.reporting.tell_idle_waivers(&self.audit.findings(&log).list);
        Ok(ExitCode::from(status(self.reporting.args, &report, failed)))
    }
}
