//! What the audit has found, as the screen knows it: taken over about once a second while the audit
//! goes on, and at once when it is through.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use crate::audit::{Audit, Auditor, Conclusions, Finding};
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
    /// The gravest first.
    pub(super) list: Vec<Finding>,
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
}

/// The gravest finding of events that were drawn, which hold while the same is concluded.
#[derive(Debug, Default)]
struct Signs {
    log: Option<LogId>,
    concluded: Arc<Conclusions>,
    known: HashMap<EventId, (u64, Option<Severity>)>,
}

impl Audited {
    pub(super) fn new(shared: SharedAudit) -> Self {
        let auditor = Arc::clone(lock(&shared).auditor());
        Self {
            shared,
            auditor,
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
    pub(super) fn refresh(&mut self, log: &EventLog, now: Instant) {
        let shared = Arc::clone(&self.shared);
        let audit = lock(&shared);
        self.progress = audit.progress();
        let whole = self.is_whole(log);
        let made = Made { log: log.id(), revision: audit.revision(), at: now, whole };
        let limit = AGE.max((self.list.len() / A_MILLISECOND) as i64);
        let due = self.made.is_none_or(|known| {
            let age = now.0.saturating_sub(known.at.0);
            known.log != made.log
                || (whole && !known.whole)
                || (known.revision != made.revision && !(0..limit).contains(&age))
        });
        self.late = !due && self.made.is_some_and(|known| known.revision != made.revision);
        if !due {
            return;
        }
        let found = audit.findings(log);
        (self.list, self.left_out) = (found.list, found.left_out);
        self.version += 1;
        self.made = Some(made);
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

    /// How many findings there are of this severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|it| it.severity == severity).count()
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
        let gravest =
            if row.size() > LARGE { None } else { self.auditor.gravest(&log.text(row).whole()) };
        signs.known.insert(row.id(), (row.size(), gravest));
        gravest
    }
}

fn lock(shared: &SharedAudit) -> std::sync::RwLockReadGuard<'_, Audit> {
    shared.read().unwrap_or_else(PoisonError::into_inner)
}
