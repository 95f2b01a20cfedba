//! What a report on an audit is made of, whatever its form.

use crate::audit::{About, Coverage, Covered, Place, Regard, Score, Told};
use crate::event::{Severity, Zone};

/// Everything that a report on an audit tells. What is private in it is masked already.
#[derive(Clone, Debug)]
pub struct AuditReport<'a> {
    /// The findings, the gravest first.
    pub findings: Vec<Told>,
    /// So many hits are in no finding, because there are too many.
    pub left_out: u64,
    /// The score cards, the producer with most events first.
    pub scores: Vec<Score>,
    /// What the audit covers.
    pub coverage: Coverage,
    /// The rules that were asked, in the order of their ids.
    pub rules: Vec<&'a About>,
    /// Whether everything could be read.
    pub whole: bool,
    /// The zone that times of no file are told in.
    pub zone: Zone,
    /// Whether there was a baseline.
    pub compared: bool,
    /// The folder that paths are told from, where they lie below it.
    pub folder: String,
}

impl AuditReport<'_> {
    /// How many findings of a severity count.
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|told| told.severity == severity).count()
    }

    /// The findings that count.
    pub fn open(&self) -> impl Iterator<Item = &Told> {
        self.findings.iter().filter(|told| told.counts())
    }

    /// The findings that are waived.
    pub fn waived(&self) -> impl Iterator<Item = &Told> {
        self.findings.iter().filter(|told| matches!(told.regard, Regard::Waived { .. }))
    }

    /// How many findings the baseline has.
    pub fn known(&self) -> usize {
        self.findings.iter().filter(|told| told.regard == Regard::Known).count()
    }
}

/// A path as it is told: from the folder that the report is made in, where it lies below it.
pub(super) fn path_of<'p>(folder: &str, place: &'p Place) -> &'p str {
    if place.at.path.is_empty() {
        return &place.at.source;
    }
    below(folder, &place.at.path).unwrap_or(&place.at.path)
}

/// A file's path, from the report's folder where it lies below it: what stands above is nobody's
/// matter who reads the report.
pub(super) fn path_covered<'p>(report: &AuditReport<'_>, file: &'p Covered) -> &'p str {
    let path = if file.path.is_empty() { &file.label } else { &file.path };
    below(&report.folder, path).unwrap_or(path)
}

/// The rest of a path below a folder.
pub(super) fn below<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder.trim_end_matches(['/', '\\']))?;
    let inner = rest.strip_prefix(['/', '\\'])?;
    Some(inner).filter(|inner| !folder.is_empty() && !inner.is_empty())
}
