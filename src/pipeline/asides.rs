//! What the search thread does while no question waits: it tells which term of a filter removed
//! all, and surveys the whole log. Both go slice by slice, so that a question always goes first.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::search::{Conjuncts, Culprit, Desks, Question, Survey};

use super::ingest::SharedLog;
use super::notice::Notice;
use super::pace::Pace;

/// A survey that is shown while it grows.
pub type SharedSurvey = Arc<RwLock<Survey>>;

/// How often whoever watches is told that a survey goes on.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// What is done beside answering.
pub(super) struct Asides {
    log: SharedLog,
    survey: SharedSurvey,
    notices: Sender<Notice>,
    blaming: Option<(u64, Culprit)>,
    blame_pace: Pace,
    /// Whether anybody looks at the survey.
    surveying: bool,
    survey_pace: Pace,
    told: Option<Instant>,
}

impl Asides {
    pub(super) fn new(log: SharedLog, survey: SharedSurvey, notices: Sender<Notice>) -> Self {
        Self {
            log,
            survey,
            notices,
            blaming: None,
            blame_pace: Pace::default(),
            surveying: false,
            survey_pace: Pace::default(),
            told: None,
        }
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

    /// Begins or pauses the survey.
    pub(super) fn set_surveying(&mut self, on: bool) {
        self.surveying = on;
    }

    /// A slice of what there is to do; tells whether there is more.
    pub(super) fn go_on(&mut self, desks: &mut Desks) -> bool {
        match self.blaming.take() {
            Some((generation, culprit)) => self.go_on_blaming(generation, culprit, desks),
            None if self.surveying => self.go_on_surveying(desks),
            None => false,
        }
    }

    fn go_on_blaming(&mut self, generation: u64, mut culprit: Culprit, desks: &mut Desks) -> bool {
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
        !whole || self.surveying
    }

    fn go_on_surveying(&mut self, desks: &mut Desks) -> bool {
        let (changed, whole) = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            let before = self.read().revision();
            self.write().take_in(&log);
            let survey = Arc::clone(&self.survey);
            let looked = self.survey_pace.keep(
                |events| {
                    let survey = survey.read().unwrap_or_else(PoisonError::into_inner);
                    survey.search(&log, events, desks)
                },
                |_| true,
            );
            let mut survey = self.write();
            let whole = survey.add(&log, looked);
            (survey.revision() != before, whole)
        };
        let due = whole || self.told.is_none_or(|told| told.elapsed() >= TOLD_EVERY);
        if changed && due {
            self.told = Some(Instant::now());
            // When the channel is full the watcher has something to take, and looks again anyway.
            let _ = self.notices.try_send(Notice::Changed);
        }
        !whole
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Survey> {
        self.survey.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Survey> {
        self.survey.write().unwrap_or_else(PoisonError::into_inner)
    }
}
