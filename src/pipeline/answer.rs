//! The search thread: keeps the view of the newest question, and looks for needles in it.
//!
//! A newer question replaces an older one between two slices of work; the view that is shown
//! stays until the new one has something to show.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::event::EventId;
use crate::query::Field;
use crate::search::{Course, Desks, Direction, Question, View};
use crate::store::MergeKey;

use super::asides::Asides;
use super::inbox::{Find, Inbox};
use super::ingest::SharedLog;
use super::notice::Notice;
use super::pace::Pace;

/// A view that is shown while it grows.
pub type SharedView = Arc<RwLock<View>>;

/// The sums over so many events are counted before a new view is shown, those over more behind it.
const FEW: usize = 1 << 20;

/// A new view is shown when it is whole, or after this long with what it has.
const SHOW_AFTER: Duration = Duration::from_millis(40);

/// The search thread's work; ends when nobody can ask any more.
pub(super) struct Answerer {
    pub(super) log: SharedLog,
    pub(super) view: SharedView,
    pub(super) inbox: Inbox,
    pub(super) notices: Sender<Notice>,
    pub(super) since: Option<MergeKey>,
    pub(super) asides: Asides,
}

/// A question being answered, not shown yet.
struct Answering {
    generation: u64,
    view: View,
    since: Instant,
}

/// A search inside the view that goes on.
struct Finding {
    find: Find,
    /// The event that was looked at last.
    at: Option<EventId>,
    /// So many events are still to be looked at; `None` before it begins.
    left: Option<usize>,
}

/// What the thread has in hand.
#[derive(Default)]
struct Hand {
    answering: Option<Answering>,
    finding: Option<Finding>,
    unanswered: Option<u64>,
    desks: Desks,
    pace: Pace,
}

impl Answerer {
    pub(super) fn run(mut self) {
        let mut hand = Hand::default();
        let mut behind = true;
        loop {
            if !behind {
                hand.desks = Desks::default();
            }
            let wait = if behind { Duration::ZERO } else { self.asides.rest() };
            let asked = self.inbox.take(wait);
            if asked.closed {
                return;
            }
            if let Some(first) = asked.since {
                self.since = Some(first);
                hand.answering = Some(self.again(hand.answering.take()));
            }
            if let Some((generation, question)) = asked.question {
                self.asides.blame_nothing();
                hand.answering = Some(self.begin(generation, question, hand.answering.take()));
                hand.pace = Pace::default();
            }
            if let Some((generation, question, terms)) = asked.blame {
                let question = Question { since: self.since, ..question };
                self.asides.blame(generation, question, terms);
            }
            if asked.loaded {
                self.asides.begin_audit();
            }
            if let Some(find) = asked.find {
                let at = find.from;
                hand.finding = Some(Finding { find, at, left: None });
            }
            if let Some(finding) = hand.finding.take() {
                hand.finding = self.find(finding, &mut hand);
            }
            behind = match hand.answering.take() {
                Some(asked) => self.go_on(asked, &mut hand),
                None => self.catch_up(&mut hand, asked.grown),
            };
            behind |= hand.finding.is_some();
            if !behind {
                let went = self.asides.go_on(&mut hand.desks);
                behind = went.behind;
                if went.judged_anew && self.asks_judge() {
                    hand.answering = Some(self.judged_anew());
                    behind = true;
                }
            }
        }
    }

    /// Begins a view. Where the question differs from the one before in its span of time alone,
    /// what was found in the text so far still holds.
    fn begin(&self, generation: u64, question: Question, before: Option<Answering>) -> Answering {
        let question = Question { since: self.since, ..question };
        let view = match before.filter(|it| it.view.answers_but_for_span(&question)) {
            Some(mut before) => {
                let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
                before.view.take_in(&log);
                Some(before.view.narrowed(&log, question.span))
            }
            None => self.narrow_shown(&question),
        };
        let view = view.unwrap_or_else(|| View::new(question));
        Answering { generation, view, since: Instant::now() }
    }

    /// The view that is shown, narrowed to another span of time, if that answers the question.
    fn narrow_shown(&self, question: &Question) -> Option<View> {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let shown = || self.view.read().unwrap_or_else(PoisonError::into_inner);
        if !shown().answers_but_for_span(question) {
            return None;
        }
        self.view.write().unwrap_or_else(PoisonError::into_inner).take_in(&log);
        Some(shown().narrowed(&log, question.span))
    }

    /// Begins the newest question again, with what is left out now.
    fn again(&self, answering: Option<Answering>) -> Answering {
        let asked = answering.map(|it| (it.generation, it.view.question().clone()));
        let (generation, question) = asked.unwrap_or_else(|| {
            let shown = self.view.read().unwrap_or_else(PoisonError::into_inner);
            (0, shown.question().clone())
        });
        self.begin(generation, question, None)
    }

    /// Whether what is shown depends on how events are judged.
    fn asks_judge(&self) -> bool {
        let shown = self.view.read().unwrap_or_else(PoisonError::into_inner);
        let mut fields = shown.question().predicate.fields();
        fields.any(|(field, _)| matches!(field, Field::Rule | Field::Severity | Field::Pii))
    }

    /// Begins the question that is shown again, because other events may pass by now.
    fn judged_anew(&self) -> Answering {
        let question = {
            let shown = self.view.read().unwrap_or_else(PoisonError::into_inner);
            shown.question().clone()
        };
        Answering { generation: 0, view: View::new(question), since: Instant::now() }
    }

    /// A slice of a view that is not shown yet; tells whether there is more to do.
    fn go_on(&self, mut asked: Answering, hand: &mut Hand) -> bool {
        let whole = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            asked.view.take_in(&log);
            let begun = Instant::now();
            let sight = asked.view.search(&log, hand.pace.events(), &mut hand.desks);
            let whole = asked.view.add(&log, sight);
            if !whole {
                hand.pace.learn(begun.elapsed());
            }
            // Where that takes no time to speak of, the timeline need not go out for a moment.
            if asked.view.ids().len() <= FEW
                && let Some(chart) = asked.view.count_anew(&log, &mut hand.desks)
            {
                asked.view.set_chart(chart);
            }
            whole
        };
        if !whole && asked.since.elapsed() < SHOW_AFTER {
            hand.answering = Some(asked);
            return true;
        }
        // Its sums may be left to count, for which nobody waits.
        let more = !whole || asked.view.chart().is_none();
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = asked.view;
        hand.unanswered = Some(asked.generation);
        self.tell(whole, &mut hand.unanswered);
        more
    }

    /// A slice of the view that is shown; tells whether there is more to do. While text is
    /// searched the view is locked for reading only: the screen may look at it.
    fn catch_up(&self, hand: &mut Hand, grown: bool) -> bool {
        let revision = || self.view.read().unwrap_or_else(PoisonError::into_inner).revision();
        let before = revision();
        let whole = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            self.view.write().unwrap_or_else(PoisonError::into_inner).take_in(&log);
            let begun = Instant::now();
            let sight = {
                let view = self.view.read().unwrap_or_else(PoisonError::into_inner);
                view.search(&log, hand.pace.events(), &mut hand.desks)
            };
            let whole = {
                let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
                view.add(&log, sight)
            };
            if !whole {
                hand.pace.learn(begun.elapsed());
            }
            let chart = {
                let view = self.view.read().unwrap_or_else(PoisonError::into_inner);
                view.count_anew(&log, &mut hand.desks)
            };
            if let Some(chart) = chart {
                self.view.write().unwrap_or_else(PoisonError::into_inner).set_chart(chart);
            }
            whole
        };
        if grown || revision() != before || hand.unanswered.is_some() {
            self.tell(whole, &mut hand.unanswered);
        }
        !whole
    }

    fn tell(&self, whole: bool, unanswered: &mut Option<u64>) {
        // When the channel is full the watcher has something to take, and looks again anyway.
        let _ = self.notices.try_send(Notice::Changed);
        if whole && let Some(generation) = unanswered.take() {
            let _ = self.notices.blocking_send(Notice::Answered { generation });
        }
    }

    /// A slice of a search inside the view; what is left of it.
    fn find(&self, finding: Finding, hand: &mut Hand) -> Option<Finding> {
        let Finding { find, at, left } = finding;
        let (id, more) = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            let view = self.view.read().unwrap_or_else(PoisonError::into_inner);
            let ids = view.ids();
            let at = at.map_or(Err(0), |id| view.position(&log, id));
            let from = begin(at, ids.len(), find.direction);
            let course = Course { ids, from, direction: find.direction };
            let left = left.unwrap_or(ids.len()).min(ids.len());
            let events = left.min(hand.pace.events());
            let begun = Instant::now();
            let hit = find.target.find_within(&log, course, events, &mut hand.desks);
            hand.pace.learn(begun.elapsed());
            let more = hit.is_none() && left > events;
            let last = more.then(|| (ids.get(course.at(events)).copied(), left - events));
            (hit.and_then(|at| ids.get(at)).copied(), last)
        };
        if let Some((at, left)) = more {
            return Some(Finding { find, at, left: Some(left) });
        }
        let _ = self.notices.blocking_send(Notice::Found { generation: find.generation, id });
        None
    }
}

/// The event behind which a search begins. One that is not in the view (any more) is between
/// two that are: the first that is looked at is its neighbour.
fn begin(at: Result<usize, usize>, len: usize, way: Direction) -> usize {
    match (at, way) {
        (Ok(at), _) => at,
        (Err(at), Direction::Forward) => at.checked_sub(1).unwrap_or(len.saturating_sub(1)),
        (Err(at), Direction::Backward) => at % len.max(1),
    }
}
