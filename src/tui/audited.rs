//! What the audit has found, as the screen knows it: taken over about once a second while the audit
//! goes on, and at once when it is through.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use jiff::civil::Date;

use crate::audit::{Audit, Auditor, Conclusions, Finding, Score, Waiver, Waivers, scores};
use crate::event::{EventId, Instant, Severity};
use crate::pipeline::SharedAudit;
use crate::store::{EventLog, LogId, Row};

/// What is found changes on the screen no more often than this, in milliseconds.
const AGE: i64 = 1000;

/// With many findings no more often than a millisecond for each so many.
const A_MILLISECOND: usize = 20;

/// So many events are known by their gravest finding.
const MOST_KNOWN: usize = 4096;

/// Longer records are not read for a sign, in bytes.
const LARGE: u64 = 1024 * 1024;

/// What was found.
#[derive(Debug)]
pub(super) struct Audited {
    shared: SharedAudit,
    pub(super) auditor: Arc<Auditor>,
    /// What the project says does not count; the policy may say more.
    pub(super) waivers: Waivers,
    /// The day on which that is asked.
    today: Date,
    /// The gravest first, each with the waiver by which it does not count.
    pub(super) list: Vec<(Finding, Option<Waiver>)>,
    /// So many hits are in none of them.
    pub(super) left_out: u64,
    /// Records looked at, and those there are.
    pub(super) progress: (usize, usize),
    /// Another number whenever the list is another.
    pub(super) version: u64,
    made: Option<Made>,
    /// Whether the audit has found more by now.
    late: bool,
    signs: RefCell<Signs>,
}

/// What the list was made of, and when.
#[derive(Clone, Copy, Debug)]
struct Made {
    log: LogId,
    revision: u64,
    at: Instant,
    whole: bool,
    looked: usize,
}

/// The gravest finding of events that were drawn, which hold while the same is concluded.
#[derive(Debug, Default)]
struct Signs {
    log: Option<LogId>,
    concluded: Arc<Conclusions>,
    known: HashMap<EventId, (u64, Option<Severity>)>,
}

impl Audited {
    pub(super) fn new(shared: SharedAudit, waivers: Waivers) -> Self {
        let auditor = Arc::clone(lock(&shared).auditor());
        Self {
            shared,
            auditor,
            waivers,
            today: Date::ZERO,
            list: Vec::new(),
            left_out: 0,
            progress: (0, 0),
            version: 0,
            made: None,
            late: false,
            signs: RefCell::default(),
        }
    }

    /// Takes over what was found, if that is due.
    pub(super) fn refresh(&mut self, log: &EventLog, now: Instant, today: Date) {
        let shared = Arc::clone(&self.shared);
        let audit = lock(&shared);
        self.progress = audit.progress();
        let whole = self.is_whole(log);
        let made = Made {
            log: log.id(),
            revision: audit.revision(),
            at: now,
            whole,
            looked: self.progress.0,
        };
        let limit = AGE.max((self.list.len() / A_MILLISECOND) as i64);
        if std::mem::replace(&mut self.today, today) != today {
            self.made = None;
        }
        let due = self.made.is_none_or(|known| {
            let age = now.0.saturating_sub(known.at.0);
            known.log != made.log
                || (whole && !known.whole)
                || (known.looked == 0 && made.looked > 0)
                || (known.revision != made.revision && !(0..limit).contains(&age))
        });
        self.late = !due && self.made.is_some_and(|known| known.revision != made.revision);
        if !due {
            return;
        }
        let found = audit.findings(log);
        let list = found.list.into_iter().map(|finding| {
            let waiver = self.waiver(&finding).cloned();
            (finding, waiver)
        });
        (self.list, self.left_out) = (list.collect(), found.left_out);
        self.version += 1;
        self.made = Some(made);
    }

    /// What the policy says does not count.
    fn of_policy(&self) -> &Waivers {
        &self.auditor.context().policy.waivers
    }

    /// The waiver by which a finding does not count today: the project's, or else the policy's.
    fn waiver(&self, finding: &Finding) -> Option<&Waiver> {
        let own = self.waivers.of(finding, self.today);
        own.or_else(|| self.of_policy().of(finding, self.today))
    }

    /// Whether there is more by now than is shown.
    pub(super) const fn is_late(&self) -> bool {
        self.late
    }

    /// Whether all of the log was looked at.
    pub(super) fn is_whole(&self, log: &EventLog) -> bool {
        let (looked, taken) = self.progress;
        looked == taken && taken == log.len()
    }

    /// How many findings of this severity count.
    pub(super) fn count(&self, severity: Severity) -> usize {
        let counts = self.list.iter().filter(|(_, waiver)| waiver.is_none());
        counts.filter(|(it, _)| it.severity == severity).count()
    }

    /// How many are waived.
    pub(super) fn waived(&self) -> usize {
        self.list.iter().filter(|(_, waiver)| waiver.is_some()).count()
    }

    /// Other findings do not count from now on.
    pub(super) fn waive_by(&mut self, waivers: Waivers) {
        self.waivers = waivers;
        self.made = None;
        *self.signs.borrow_mut() = Signs::default();
    }

    /// The score cards of the producers.
    pub(super) fn scores(&self, log: &EventLog) -> Vec<Score> {
        let observed = lock(&self.shared).observed(log);
        let findings = self.list.iter().map(|(finding, waiver)| (finding, waiver.is_none()));
        scores(log, &observed, findings)
    }

    /// The gravest of what is found in an event and counts.
    fn gravest(&self, log: &EventLog, row: Row<'_>) -> Option<Severity> {
        let text = log.text(row);
        let whole = text.whole();
        if self.waivers.list.is_empty() && self.of_policy().list.is_empty() {
            return self.auditor.gravest(&whole);
        }
        let found = self.auditor.found_in(&whole);
        let counts = found.iter().filter(|it| self.waiver(it).is_none());
        counts.map(|it| it.severity).max()
    }

    /// A number that is another one whenever events may be judged otherwise.
    pub(super) fn judgement(&self) -> usize {
        Arc::as_ptr(&self.auditor.concluded()) as usize
    }

    /// How grave the gravest finding of an event is. Asked of those that are drawn.
    pub(super) fn sign(&self, log: &EventLog, row: Row<'_>) -> Option<Severity> {
        let mut signs = self.signs.borrow_mut();
        let concluded = self.auditor.concluded();
        if signs.log != Some(log.id())
            || !Arc::ptr_eq(&signs.concluded, &concluded)
            || signs.known.len() >= MOST_KNOWN
        {
            *signs = Signs { log: Some(log.id()), concluded, known: HashMap::new() };
        }
        // The newest record may still grow.
        if let Some((_, known)) = signs.known.get(&row.id()).filter(|(size, _)| *size == row.size())
        {
            return *known;
        }
        let gravest = if row.size() > LARGE { None } else { self.gravest(log, row) };
        signs.known.insert(row.id(), (row.size(), gravest));
        gravest
    }
}

fn lock(shared: &SharedAudit) -> std::sync::RwLockReadGuard<'_, Audit> {
    shared.read().unwrap_or_else(PoisonError::into_inner)
}
