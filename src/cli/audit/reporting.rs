//! From an audit to a report: which findings count, what is shown of them, and what was covered.

use jiff::civil::Date;

use crate::audit::{Audit, Coverage, Finding, Regard, Told, Waiver, Waivers, scores};
use crate::privacy::Hint;
use crate::report::AuditReport;
use crate::store::EventLog;

use super::super::args;
use super::super::failure::{Failure, say};
use super::super::setup::Setup;
use super::super::waivers;

/// What is needed to tell of an audit.
pub(super) struct Reporting<'a> {
    pub(super) args: &'a args::Audit,
    pub(super) setup: &'a Setup,
    /// The project's waivers, then the policy's; each with what they stand in.
    waivers: Vec<(String, Waivers)>,
    today: Date,
}

impl<'a> Reporting<'a> {
    pub(super) fn new(args: &'a args::Audit, setup: &'a Setup) -> Result<Self, Failure> {
        let (waivers, file) = waivers::waivers(args.by.waivers.as_deref())?;
        let mut waivers = vec![(file, waivers)];
        if let Some(path) = &setup.policy.path {
            waivers.push((path.display().to_string(), setup.policy.policy.waivers.clone()));
        }
        let today = setup.zone.civil(setup.context.now).date();
        Ok(Self { args, setup, waivers, today })
    }

    /// How a finding counts.
    fn regard(&self, finding: &Finding) -> Regard {
        match self.waivers.iter().find_map(|(_, it)| it.of(finding, self.today)) {
            Some(waiver) => {
                Regard::Waived { reason: waiver.reason.clone(), until: waiver.until.to_string() }
            }
            None if self.is_known(finding) => Regard::Known,
            None => Regard::Open,
        }
    }

    /// Whether there is a baseline.
    pub(super) fn is_compared(&self) -> bool {
        self.setup.auditor.context().baseline.is_some()
    }

    /// Whether the baseline has it.
    fn is_known(&self, finding: &Finding) -> bool {
        let baseline = &self.setup.auditor.context().baseline;
        baseline.as_ref().is_some_and(|baseline| baseline.knows(finding))
    }

    /// A finding as it is told.
    pub(super) fn told(&self, log: &EventLog, finding: &Finding) -> Told {
        let told = Told::of(&self.setup.auditor, log, finding, self.args.show_values);
        Told { regard: self.regard(finding), ..told }
    }

    /// The whole report.
    pub(super) fn report(&self, log: &EventLog, audit: &Audit, whole: bool) -> AuditReport<'_> {
        let (findings, observed) = (audit.findings(log), audit.observed(log));
        let regard = |finding| (finding, self.regard(finding) == Regard::Open);
        let mut scores = scores(log, &observed, findings.list.iter().map(regard));
        let mut coverage = Coverage::of(log, &observed);
        let filter = self.setup.filter_text(&self.args.common).unwrap_or_default();
        coverage.filter = Some(filter).filter(|filter| !filter.is_empty());
        coverage.looked_for.clone_from(&self.setup.looked_for);
        for score in &mut scores {
            self.mask(&mut score.producer);
            score.identifiers.iter_mut().for_each(|key| self.mask(key));
        }
        coverage.declared.iter_mut().for_each(|name| self.mask(name));
        coverage.undeclared.iter_mut().for_each(|name| self.mask(name));
        AuditReport {
            findings: findings.list.iter().map(|it| self.told(log, it)).collect(),
            left_out: findings.left_out,
            scores,
            coverage,
            rules: self.setup.auditor.context().asked().collect(),
            whole,
            zone: log.shared_zone().clone(),
            compared: self.is_compared(),
            folder: here(),
        }
    }

    /// Hides what is private in a name.
    fn mask(&self, name: &mut String) {
        if !self.args.show_values {
            *name = self.setup.auditor.context().scanner.mask(name, Hint::of("")).into_owned();
        }
    }

    /// Says on standard error which waivers do nothing.
    pub(super) fn tell_idle_waivers(&self, findings: &[Finding]) {
        // Of a part of a log that says nothing.
        if !self.setup.filter_text(&self.args.common).unwrap_or_default().is_empty() {
            return;
        }
        for (file, waivers) in &self.waivers {
            for (waiver, why) in waivers.idle(findings, self.today) {
                let Waiver { line, rule, .. } = waiver;
                say(&format!("{file}, line {line}: the waiver of {rule} {why}"));
            }
        }
    }
}

/// The current folder, as paths are told from it.
pub(in crate::cli) fn here() -> String {
    std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default()
}
