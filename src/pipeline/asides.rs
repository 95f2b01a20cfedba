//! What the search thread does while no question waits: it tells which term of a filter removed
//! all, and audits the whole log. Both go slice by slice, so that a question always goes first.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::audit::{self, Audit, News};
use crate::search::{Conjuncts, Culprit, Desks, Question};
use crate::store::EventLog;

use super::hush::Hush;
use super::ingest::SharedLog;
use super::notice::Notice;
use super::pace::Pace;

/// An audit that is shown while it grows.
pub type SharedAudit = Arc<RwLock<Audit>>;

/// How often whoever watches is told that the audit goes on.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// The least time from one conclusion to the next, while a log grows.
const CONCLUDED_EVERY: Duration = Duration::from_millis(250);

/// To conclude takes no more than one part in so many of all time.
const CONCLUDES: u32 = 20;

/// What is done beside answering.
pub(super) struct Asides {
    log: SharedLog,
    audit: SharedAudit,
    notices: Sender<Notice>,
    blaming: Option<(u64, Culprit)>,
    blame_pace: Pace,
    /// Whether what was there at the start is read: before that all cores have that to do.
    loaded: bool,
    audit_pace: Pace,
    desks: audit::Desks,
    told: Option<Instant>,
    /// Not before this there is another conclusion.
    concludes: Option<Instant>,
    /// Whether something was found of which nothing was concluded yet.
    open: bool,
    /// While it lasts, nothing is audited.
    hush: Hush,
    /// Whether it kept this from going on.
    hushed: bool,
}

/// What a slice came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Went {
    /// Whether there is more to do at once.
    pub(super) behind: bool,
    /// Whether events are judged otherwise than before.
    pub(super) judged_anew: bool,
}

impl Asides {
    pub(super) fn new(log: SharedLog, audit: SharedAudit, notices: Sender<Notice>) -> Self {
        Self {
            log,
            audit,
            notices,
            blaming: None,
            blame_pace: Pace::default(),
            loaded: false,
            audit_pace: Pace::default(),
            desks: audit::Desks::default(),
            told: None,
            concludes: None,
            open: false,
            hush: Hush::default(),
            hushed: false,
        }
    }

    /// By what it is asked to keep still.
    pub(super) fn hush(&self) -> Hush {
        self.hush.clone()
    }

    /// Begins to look for what leaves nothing of a question.
    pub(super) fn blame(&mut self, generation: u64, question: Question, terms: Conjuncts) {
        self.blaming = Some((generation, Culprit::new(question, terms)));
        self.blame_pace = Pace::default();
    }

    /// Nobody wants to know that any more.
    pub(super) fn blame_nothing(&mut self) {
        self.blaming = None;
    }

    /// What was there at the start is read.
    pub(super) fn begin_audit(&mut self) {
        self.loaded = true;
    }

    /// How long there is nothing to do, unless something is asked.
    pub(super) fn rest(&self) -> Duration {
        if self.hushed {
            return self.hush.left().unwrap_or_default();
        }
        match self.concludes.filter(|_| self.open) {
            Some(due) => due.saturating_duration_since(Instant::now()),
            None => Duration::MAX,
        }
    }

    /// A slice of what there is to do.
    pub(super) fn go_on(&mut self, desks: &mut Desks) -> Went {
        match self.blaming.take() {
            Some((generation, culprit)) => self.go_on_blaming(generation, culprit, desks),
            None if self.loaded => {
                self.hushed = self.hush.left().is_some();
                if self.hushed { Went::default() } else { self.go_on_auditing() }
            }
            None => Went::default(),
        }
    }

    fn go_on_blaming(&mut self, generation: u64, mut culprit: Culprit, desks: &mut Desks) -> Went {
        let whole = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            self.blame_pace.keep(|events| culprit.advance(&log, events, desks), |whole| !whole)
        };
        if whole {
            let blamed = culprit.blamed();
            let _ = self.notices.blocking_send(Notice::Blamed { generation, blamed });
        } else {
            self.blaming = Some((generation, culprit));
        }
        Went { behind: !whole || self.loaded, judged_anew: false }
    }

    fn go_on_auditing(&mut self) -> Went {
        let shared = Arc::clone(&self.log);
        let log = shared.read().unwrap_or_else(PoisonError::into_inner);
        let before = self.read().revision();
        self.write().take_in(&log);
        let (audit, desks) = (Arc::clone(&self.audit), &mut self.desks);
        let looked = self.audit_pace.keep(
            |events| {
                let audit = audit.read().unwrap_or_else(PoisonError::into_inner);
                audit.search(&log, events, desks)
            },
            |_| true,
        );
        let whole = self.write().add(&log, looked);
        let found = self.read().revision() != before;
        self.open |= found;
        let judged_anew = whole && self.open && self.conclude(&log);
        drop(log);
        let changed = self.read().revision() != before;
        let due = whole || self.told.is_none_or(|told| told.elapsed() >= TOLD_EVERY);
        if changed && due {
            self.told = Some(Instant::now());
            // When the channel is full the watcher has something to take, and looks again anyway.
            let _ = self.notices.try_send(Notice::Changed);
        }
        if whole {
            self.desks.rest();
        }
        Went { behind: !whole, judged_anew }
    }

    /// Lets rules conclude, if that is due; tells whether events are judged otherwise then.
    fn conclude(&mut self, log: &EventLog) -> bool {
        let begun = Instant::now();
        if self.concludes.is_some_and(|due| begun < due) {
            return false;
        }
        let news = self.read().consider(log);
        self.write().take_news(news);
        let took = begun.elapsed();
        self.open = false;
        self.concludes = Some(Instant::now() + CONCLUDED_EVERY.max(took * CONCLUDES));
        news == News::Judgement
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Audit> {
        self.audit.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Audit> {
        self.audit.write().unwrap_or_else(PoisonError::into_inner)
    }
}
