//! The answer to a question: the events that pass, in merged order, and the facet counts.

mod changes;

use crate::event::{EventId, SourceId};
use crate::query::{Field, Truth};
use crate::store::{ClassId, EventLog, LogId};

use super::bits::Bits;
use super::census::{Census, Of};
use super::chart::{Chart, Share};
use super::counts::Counts;
use super::ids::Ids;
use super::judged::Judged;
use super::pairs::Pairs;
use super::pending::{Pending, Work};
use super::question::Question;
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
        Self { question, thresholds, pairs, ..Self::default() }
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
            predicate: &self.question.predicate,
            judged: &self.judged,
            since: self.question.since,
            thresholds: self.thresholds,
        };
        let found = if works.is_empty() { Found::default() } else { search.run(&works, desks) };
        Sight { works, found }
    }

    /// The last part: adds what the search came to; tells whether that was all.
    pub fn add(&mut self, log: &EventLog, sight: Sight) -> bool {
        self.pending.take(&sight.works);
        self.unread += sight.found.unread;
        self.list_found(log, sight.found.passing);
        if self.pending.events() == 0 {
            self.ids.close();
        }
        self.pending.events() == 0
    }

    /// The sums over its events, counted anew where too much has changed to make up for; `None`
    /// where they are right as they are, and while it is not whole.
    pub fn count_anew(&self, log: &EventLog, desks: &mut Desks) -> Option<Chart> {
        let due = self.chart.is_stale() && self.pending.events() == 0;
        due.then(|| Chart::count(log, self.ids(), desks))
    }

    /// Takes sums that were [counted anew](Self::count_anew) of it as it is.
    pub fn set_chart(&mut self, chart: Chart) {
        self.chart = chart;
    }

    /// The sums over its events; `None` while they are to be counted anew.
    pub fn chart(&self) -> Option<&Chart> {
        (!self.chart.is_stale()).then_some(&self.chart)
    }

    /// Begins again where events have other times than when they were taken in. Where times
    /// decide nothing but the order, only that is to be made anew, which is told.
    fn begin_again(&mut self, log: &EventLog) -> bool {
        if self.retimed == log.retimed() {
            return false;
        }
        let timed = self.question.predicate.fields().any(|(field, _)| *field == Field::Time);
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

    /// Counts in what was appended, and lists what passes by its class.
    fn take_new(&mut self, log: &EventLog) {
        let (from, to) = (self.taken, log.len());
        if from == to {
            return;
        }
        self.taken = to;
        self.census.open(&self.judged);
        let in_place = log.is_in_order_of_arrival();
        let many = to - from >= self.thresholds.many;
        let list_anew = many && !in_place && log.is_settled() && self.question.since.is_none();
        if many {
            self.chart.make_stale();
        }
        let listed = self.ids().len();
        let mut fresh = Vec::new();
        let mut at = from;
        while at < to {
            let (classes, sources) = log.run(EventId(at as u32));
            if self.question.since.is_none() {
                self.census.add_run(&self.judged, classes, sources);
            }
            let end = at + classes.len();
            if self.question.since.is_some() {
                self.take_run(log, at, (classes, sources), &mut fresh);
            } else if in_place {
                self.list_run(at, classes, sources);
            } else if !list_anew {
                let run = (at as u32..).map(EventId).zip(classes.iter().zip(sources));
                let shown =
                    run.filter(|(_, (class, source))| self.judged.shows_all(**class, **source));
                fresh.extend(shown.map(|(id, _)| id));
            }
            at = end;
        }
        self.census.close(log, &self.judged, Of::New, &mut self.counts);
        if list_anew {
            self.list_anew(log);
        } else {
            if !self.chart.is_stale() {
                let shown = self.ids.as_slice()[listed..].iter().chain(&fresh);
                shown.filter_map(|id| log.row(*id)).for_each(|row| self.chart.add(&Share::of(row)));
            }
            self.merge(log, fresh);
        }
        if self.judged.asks_events() {
            self.pending.add(log, from as u32..to as u32, self.thresholds.few);
        }
    }

    /// Takes in a run of which some events may be left out.
    fn take_run(
        &mut self,
        log: &EventLog,
        at: usize,
        (classes, sources): (&[ClassId], &[SourceId]),
        fresh: &mut Vec<EventId>,
    ) {
        for (id, (class, source)) in (at as u32..).map(EventId).zip(classes.iter().zip(sources)) {
            if self.is_left_out(log, id) {
                continue;
            }
            self.census.add(&self.judged, *class, *source, Of::New);
            if self.judged.shows_all(*class, *source) {
                fresh.push(id);
            }
        }
    }

    /// Lists a run whose events come behind all that are listed.
    fn list_run(&mut self, at: usize, classes: &[ClassId], sources: &[SourceId]) {
        let judged = &self.judged;
        self.ids.extend(classes.len(), |ids| {
            let mut listed = 0;
            for (id, (class, source)) in (at as u32..).zip(classes.iter().zip(sources)) {
                ids[listed] = EventId(id);
                listed += usize::from(judged.shows_all(*class, *source));
            }
            listed
        });
    }

    /// Lists all events that were taken in and are known to pass, in the order as it is now.
    fn list_anew(&mut self, log: &EventLog) {
        let shown = |id: &EventId| {
            let Some(row) = log.row(*id).filter(|id| id.id().index() < self.taken) else {
                return false;
            };
            let (class, source) = (row.class_id(), row.source_id());
            self.passes(*id, class) && self.judged.shows(class, source)
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
            self.census.add(&self.judged, class, source, Of::Passing);
            if self.judged.shows(class, source) {
                shown.push(row.id());
                self.chart.add(&Share::of(row));
            }
        }
        self.census.close(log, &self.judged, Of::Passing, &mut self.counts);
        self.merge(log, shown);
    }

    fn is_left_out(&self, log: &EventLog, id: EventId) -> bool {
        self.question.since.is_some_and(|since| log.merge_key(id) < since)
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
