//! Two sides held against each other: what each rests on, and what differs. A side is a log, a
//! baseline or a catalog.

use std::collections::BTreeMap;

use crate::privacy::{Hint, Scanner};

use super::baseline::Baseline;
use super::coverage::Coverage;
use super::difference::{Difference, Sign, What};
use super::differing::differences;
use super::told::Told;

/// What a side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Logs, in whatever form.
    Log,
    /// What a log came to, written down earlier.
    Baseline,
    /// What was declared.
    Catalog,
}

/// One side.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What was named.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// What it came to.
    pub baseline: Baseline,
    /// What was found in it; none where it is no log.
    pub findings: Option<Vec<Told>>,
    /// So many files.
    pub files: usize,
    /// So many sessions: folders of an editor's start; files in none count as one.
    pub sessions: usize,
    /// When its first and its last record were logged, as text.
    pub span: Option<(String, String)>,
    /// Whether all of it could be read.
    pub whole: bool,
}

/// Two sides, and what differs.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was there before.
    pub old: Compared,
    /// What is there now.
    pub new: Compared,
    /// What differs, by producer, event and key.
    pub differences: Vec<Difference>,
}

impl Sort {
    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Baseline => "baseline",
            Self::Catalog => "catalog",
        }
    }
}

impl Compared {
    /// A side of which nothing but its sums is known.
    pub fn summed(name: String, sort: Sort, baseline: Baseline) -> Self {
        let (files, sessions, span) = (0, 0, None);
        Self { name, sort, baseline, findings: None, files, sessions, span, whole: true }
    }

    /// A log.
    pub fn log(name: String, baseline: Baseline, findings: Vec<Told>, of: &Coverage) -> Self {
        let mut sessions: Vec<_> = of.files.iter().map(|file| file.session.as_deref()).collect();
        sessions.sort_unstable();
        sessions.dedup();
        let spans = || of.files.iter().filter_map(|file| file.span.as_ref());
        let first = spans().map(|(first, _)| first).min();
        let last = spans().map(|(_, last)| last).max();
        Self {
            files: of.files.len(),
            sessions: sessions.len(),
            span: first.zip(last).map(|(first, last)| (first.clone(), last.clone())),
            findings: Some(findings),
            whole: of.files.iter().all(|file| file.failed.is_none()),
            ..Self::summed(name, Sort::Log, baseline)
        }
    }

    /// How many telemetry events it has.
    pub fn events(&self) -> u64 {
        self.baseline.producers.values().map(super::BaselineProducer::count).sum()
    }

    /// How many producers.
    pub fn producers(&self) -> usize {
        self.baseline.producers.len()
    }
}

impl Comparison {
    /// Holds two sides against each other.
    pub fn of(old: Compared, new: Compared) -> Self {
        let mut list = differences(&old.baseline, &new.baseline);
        list.extend(of_findings(&old, &new));
        list.sort_by(|a, b| a.subject().cmp(&b.subject()));
        Self { old, new, differences: list }
    }

    /// The same as it is shown: with the filters that show the events of differences, where a side
    /// has any, and, unless it is `clear` that is wanted, with what is private in names masked.
    #[must_use]
    pub fn told(mut self, scanner: &Scanner, clear: bool) -> Self {
        let mask = |text: &str| -> String {
            if clear { text.to_owned() } else { scanner.mask(text, Hint::of("")).into_owned() }
        };
        let is_log = [&self.old, &self.new].iter().any(|side| side.sort == Sort::Log);
        for it in &mut self.differences {
            let filter = is_log.then(|| it.events(|name| mask(name) == name));
            it.filter = filter.filter(|filter| !filter.is_empty());
            let words = [&mut it.event, &mut it.key, &mut it.was, &mut it.is];
            words.into_iter().flatten().for_each(|word| *word = mask(word));
            it.producer = mask(&it.producer);
        }
        for side in [&mut self.old, &mut self.new] {
            let producers = std::mem::take(&mut side.baseline.producers).into_iter();
            let masked = producers.map(|(name, mut it)| {
                let versions = it.versions.take();
                it.versions = versions
                    .map(|all| all.into_iter().map(|(name, count)| (mask(&name), count)).collect());
                let keys = it.identifiers.take();
                it.identifiers = keys.map(|keys| keys.iter().map(|key| mask(key)).collect());
                (mask(&name), it)
            });
            side.baseline.producers = masked.collect();
        }
        self
    }

    /// How many differences there are of a sign.
    pub fn count(&self, sign: Sign) -> usize {
        self.differences.iter().filter(|it| it.sign == sign).count()
    }

    /// Whether one side is so much shorter than the other that much of what is missing there may
    /// be chance: the shorter one's name is told with its minutes and the other's.
    pub fn shorter(&self) -> Option<(&'static str, u64, u64)> {
        let (old, new) = (self.old.baseline.minutes, self.new.baseline.minutes);
        match () {
            () if old == 0 || new == 0 => None,
            () if new.saturating_mul(2) <= old => Some(("NEW", new, old)),
            () if old.saturating_mul(2) <= new => Some(("OLD", old, new)),
            () => None,
        }
    }
}

/// What was found on one side alone, or is graver there. That a rule could not decide is nothing
/// that was found.
fn of_findings(old: &Compared, new: &Compared) -> Vec<Difference> {
    let (was, is) = (&old.baseline.findings, &new.baseline.findings);
    let [olds, news] = [old, new].map(by_fingerprint);
    let added = is.difference(was).map(|print| found(Sign::New, print, news.get(print.as_str())));
    let gone = was.difference(is).map(|print| found(Sign::Gone, print, olds.get(print.as_str())));
    let (added, gone) = (added.flatten(), gone.flatten());
    let changed = was.intersection(is).filter_map(|print| {
        let (was, is) = (olds.get(print.as_str())?, news.get(print.as_str())?);
        if was.severity == is.severity {
            return None;
        }
        let mut it = found(Sign::Changed, print, Some(is))?;
        it.was = Some(format!("{} {}", was.rule, was.severity));
        it.is = Some(format!("{}: {}", is.severity, is.sentence()));
        it.counts = [was.count, is.count];
        Some(it)
    });
    added.chain(gone).chain(changed).collect()
}

fn by_fingerprint(side: &Compared) -> BTreeMap<&str, &Told> {
    let found = side.findings.iter().flatten();
    found.map(|told| (told.fingerprint.as_str(), told)).collect()
}

fn found(sign: Sign, fingerprint: &str, told: Option<&&Told>) -> Option<Difference> {
    let Some(told) = told else {
        // A baseline keeps no more of it.
        let mut it = Difference::new(sign, What::Finding, "");
        let words = Some(format!("finding {fingerprint}, of which a baseline keeps no more"));
        (it.was, it.is) = if sign == Sign::New { (None, words) } else { (words, None) };
        return Some(it);
    };
    told.filter.as_ref()?;
    let mut it = Difference::new(sign, What::Finding, &told.producer);
    (it.event, it.key) = (told.event.clone(), told.key.clone());
    let words = Some(format!("{} {}: {}", told.rule, told.severity, told.sentence()));
    (it.was, it.is) = if sign == Sign::Gone { (words, None) } else { (None, words) };
    it.counts = if sign == Sign::Gone { [told.count, 0] } else { [0, told.count] };
    it.finding = Some(Box::new((*told).clone()));
    Some(it)
}
