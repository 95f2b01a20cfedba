//! The answer to a question: the events that pass, in merged order, and the facet counts.

mod changes;
mod growth;
mod narrowing;
mod sums;

use crate::event::EventId;
use crate::query::{Field, Truth};
use crate::store::{ClassId, EventLog, LogId, Pending, Row, Work};

use super::bits::Bits;
use super::census::{Census, Of};
use super::chart::{Chart, Share};
use super::counts::Counts;
use super::ids::Ids;
use super::judged::Judged;
use super::pairs::Pairs;
use super::question::Question;
use super::revision::Revision;
use super::scan::{Desks, Found, Search};
use super::thresholds::Thresholds;

/// The events that pass a question. Grows with the log: by what is new at once where classes of
/// events tell, and where they do not by what a search through older and older text finds.
#[derive(Debug, Default)]
pub struct View {
    question: Question,
    thresholds: Thresholds,
    /// The log whose events were taken in.
    log: Option<LogId>,
    judged: Judged,
    census: Census,
    ids: Ids,
    counts: Counts,
    /// How many events were taken in, of which those that are pending are not decided.
    taken: usize,
    pending: Pending,
    /// Of the events that classes do not tell of, those that pass the filter text.
    passing: Bits,
    unread: u64,
    desks: Desks,
    amendments: usize,
    /// How often the log's events had been timed anew when they were taken in.
    retimed: u32,
    /// The newest event of each source, the only one that may still be amended, and what it was
    /// when it was counted.
    newest: Vec<Option<(EventId, Share)>>,
    pairs: Pairs,
    chart: Chart,
    revision: Revision,
}

/// What a search through the text of some events came to, to be added to the view that asked.
#[derive(Debug)]
pub struct Sight {
    works: Vec<Work>,
    found: Found,
}

impl View {
    /// A view that has scanned nothing yet.
    pub fn new(question: Question) -> Self {
        Self::with(Thresholds::default(), question)
    }

    pub(super) fn with(thresholds: Thresholds, question: Question) -> Self {
        let pairs = Pairs::new(&question.predicate);
        let chart = Chart::new(question.narrowed_to().unwrap_or_default());
        Self { question, thresholds, pairs, chart, ..Self::default() }
    }

    /// The question that it answers.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The events that pass, in merged order.
    pub fn ids(&self) -> &[EventId] {
        self.ids.as_slice()
    }

    /// The facet counts.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// How many events are decided.
    pub fn scanned(&self) -> usize {
        self.taken - self.pending.events().min(self.taken)
    }

    /// How far it is: so many events are decided, of so many.
    pub fn progress(&self) -> (usize, usize) {
        (self.scanned(), self.taken)
    }

    /// How many events could not be decided because their text is lost. They are not shown.
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// A number that is another one whenever what it shows, counts or has decided may be, among
    /// all views: what was made of a view may be kept as long as this stays.
    pub fn revision(&self) -> u64 {
        self.revision.number()
    }

    /// Where an event stands in [`Self::ids`], or where it would.
    ///
    /// # Errors
    /// The place where it would stand, if it does not pass.
    pub fn position(&self, log: &EventLog, id: EventId) -> Result<usize, usize> {
        let key = log.merge_key(id);
        self.ids().binary_search_by_key(&key, |id| log.merge_key(*id))
    }

    /// Takes in what is new or was amended, and searches the text of at most `budget` events of
    /// which columns cannot tell; tells whether that was all.
    pub fn advance(&mut self, log: &EventLog, budget: usize) -> bool {
        self.take_in(log);
        let mut desks = std::mem::take(&mut self.desks);
        let sight = self.search(log, budget, &mut desks);
        let whole = self.add(log, sight);
        if whole && let Some(chart) = self.count_anew(log, &mut desks) {
            self.set_chart(chart);
        }
        self.desks = if whole { Desks::default() } else { desks };
        whole
    }

    /// The first part of [`advance`](Self::advance), which reads no text: takes in what is new or
    /// was amended.
    ///
    /// Of a log that has taken the place of the one it saw so far everything is new.
    pub fn take_in(&mut self, log: &EventLog) {
        if self.log.replace(log.id()).is_some_and(|before| before != log.id()) {
            let question = std::mem::take(&mut self.question);
            let anew = Self::with(self.thresholds, question);
            *self = Self { log: Some(log.id()), ..anew };
        }
        if self.is_behind(log) {
            self.revision.change();
        }
        let moved = self.begin_again(log);
        self.judged.learn(log, &self.question);
        self.take_amendments(log);
        self.take_pairs(log);
        if moved {
            self.list_anew(log);
        }
        self.take_new(log);
        self.remember_newest(log);
    }

    /// The second part, which changes nothing, so that who shows the view need not wait for it:
    /// searches the text of at most `budget` events. In `log` nothing may change from the first
    /// part to the last.
    pub fn search(&self, log: &EventLog, budget: usize, desks: &mut Desks) -> Sight {
        let works = self.pending.next(log, budget);
        let search = Search {
            log,
            judged: &self.judged,
            question: &self.question,
            thresholds: self.thresholds,
        };
        let found = if works.is_empty() { Found::default() } else { search.run(&works, desks) };
        Sight { works, found }
    }

    /// The last part: adds what the search came to; tells whether that was all.
    pub fn add(&mut self, log: &EventLog, sight: Sight) -> bool {
        if !sight.works.is_empty() {
            self.revision.change();
        }
        self.pending.take(&sight.works);
        self.unread += sight.found.unread;
        self.list_found(log, sight.found.passing);
        if self.pending.events() == 0 {
            self.ids.close();
        }
        self.pending.events() == 0
    }

    /// Begins again where events have other times than when they were taken in. Where times
    /// decide nothing but the order, only that is to be made anew, which is told.
    fn begin_again(&mut self, log: &EventLog) -> bool {
        if self.retimed == log.retimed() {
            return false;
        }
        let timed = self.question.predicate.fields().any(|(field, _)| *field == Field::Time)
            || self.question.narrowed_to().is_some();
        if !timed && self.question.since.is_none() {
            self.retimed = log.retimed();
            return true;
        }
        let mut question = std::mem::take(&mut self.question);
        question.since = question.since.map(|since| log.key_now(since));
        let (amendments, retimed) = (log.amended().len(), log.retimed());
        let log = Some(log.id());
        *self = Self { log, amendments, retimed, ..Self::with(self.thresholds, question) };
        false
    }

    /// Lists all events that were taken in and are known to pass, in the order as it is now.
    fn list_anew(&mut self, log: &EventLog) {
        let shown = |id: &EventId| {
            let Some(row) = log.row(*id).filter(|row| row.id().index() < self.taken) else {
                return false;
            };
            let (class, source) = (row.class_id(), row.source_id());
            let shown = self.passes(*id, class) && self.judged.shows(class, source);
            shown && self.spans(row) && !self.is_left_out(log, *id)
        };
        let list = if log.is_settled() {
            log.in_order().filter(shown).collect()
        } else {
            let mut list: Vec<_> = (0..self.taken as u32).map(EventId).filter(shown).collect();
            list.sort_by_cached_key(|id| log.merge_key(*id));
            list
        };
        self.ids.replace(list);
        self.chart.make_stale();
    }

    /// Lists what a search has found.
    fn list_found(&mut self, log: &EventLog, passing: Vec<EventId>) {
        if passing.is_empty() {
            return;
        }
        self.census.open(&self.judged);
        let mut shown = Vec::new();
        for row in passing.into_iter().filter_map(|id| log.row(id)) {
            // One that was amended or became one of a pair meanwhile is counted already.
            if self.passing.has(row.id()) {
                continue;
            }
            self.passing.set(row.id(), true);
            let (class, source) = (row.class_id(), row.source_id());
            let within = self.spans(row);
            self.census.add(&self.judged, (class, source), Of::Passing, within);
            if self.judged.shows(class, source) {
                shown.extend(within.then_some(row.id()));
                self.chart.add(&Share::of(row));
            }
        }
        self.census.close(log, &self.judged, Of::Passing, &mut self.counts);
        self.merge(log, shown);
    }

    /// Whether an event lies in the span of time that is asked for.
    fn spans(&self, row: Row<'_>) -> bool {
        self.question.narrowed_to().is_none_or(|span| span.contains(row.time()))
    }

    fn is_left_out(&self, log: &EventLog, id: EventId) -> bool {
        self.question.leaves_out_event(log, id)
    }

    /// Whether an event of a class is known to pass the filter text.
    fn passes(&self, id: EventId, class: ClassId) -> bool {
        match self.judged.of(class).truth {
            Truth::Unknown => self.passing.has(id),
            known => known == Truth::True,
        }
    }

    /// Puts events that pass where they belong in the order.
    fn merge(&mut self, log: &EventLog, mut shown: Vec<EventId>) {
        let room = self.pending.events().min(self.ids().len().max(self.thresholds.room));
        if log.is_in_order_of_arrival() {
            shown.sort_unstable();
            self.ids.take_in(&shown, room, |id| id);
        } else {
            shown.sort_by_cached_key(|id| log.merge_key(*id));
            self.ids.take_in(&shown, room, |id| log.merge_key(id));
        }
    }
}
