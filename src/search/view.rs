//! The answer to a question: the events that pass, in merged order, and the facet counts.

use std::collections::{HashMap, HashSet};

use crate::event::{EventId, SourceId};
use crate::store::{EventLog, Row, RowFacets};

use super::counts::Counts;
use super::matching::matches;
use super::pairs::Pairs;
use super::question::{Question, Verdict};

/// What an event contributed when it was scanned. Kept for the newest event of each source, the
/// only one that may still be amended.
#[derive(Clone, Copy, Debug)]
struct Contribution {
    id: EventId,
    facets: RowFacets,
    passes_filter: bool,
    verdict: Verdict,
}

/// The events that pass a question. Grows with the log.
#[derive(Debug, Default)]
pub struct View {
    question: Question,
    ids: Vec<EventId>,
    counts: Counts,
    scanned: usize,
    amendments: usize,
    /// How often the log's events had been timed anew when they were scanned.
    retimed: u32,
    newest: HashMap<SourceId, Contribution>,
    pairs: Pairs,
}

impl View {
    /// A view that has scanned nothing yet.
    pub fn new(question: Question) -> Self {
        let pairs = Pairs::new(&question.predicate);
        Self { question, pairs, ..Self::default() }
    }

    /// The question that it answers.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The events that pass, in merged order.
    pub fn ids(&self) -> &[EventId] {
        &self.ids
    }

    /// The facet counts.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// How many events were scanned.
    pub fn scanned(&self) -> usize {
        self.scanned
    }

    /// How much of what is asked is answered, and how much there is.
    pub fn progress(&self) -> (u64, u64) {
        (self.scanned as u64, self.scanned as u64)
    }

    /// Where an event stands in [`Self::ids`], or where it would.
    ///
    /// # Errors
    /// The place where it would stand, if it does not pass.
    pub fn position(&self, log: &EventLog, id: EventId) -> Result<usize, usize> {
        let key = log.merge_key(id);
        self.ids.binary_search_by_key(&key, |id| log.merge_key(*id))
    }

    /// Goes over to a log that has taken the place of the one it saw so far.
    pub fn go_over(&mut self, log: &EventLog) {
        *self = Self::new(std::mem::take(&mut self.question));
        self.advance(log, usize::MAX);
    }

    /// Scans at most `budget` events that are new or were amended; tells whether that was all.
    ///
    /// When events were timed anew it begins again, and gets at least as far as it was.
    pub fn advance(&mut self, log: &EventLog, budget: usize) -> bool {
        let again = self.begin_again(log);
        self.take_amendments(log);
        self.take_pairs(log);
        let end = log.len().min(self.scanned.saturating_add(budget.max(again)));
        let mut passed = Vec::new();
        for at in self.scanned..end {
            let id = EventId(at as u32);
            if self.scan(log, id) {
                passed.push(id);
            }
        }
        self.scanned = end;
        self.merge(log, passed);
        self.scanned == log.len()
    }

    /// Forgets everything if events have other times than when they were scanned; how many had
    /// been scanned, then.
    fn begin_again(&mut self, log: &EventLog) -> usize {
        if self.retimed == log.retimed() {
            return 0;
        }
        let mut question = std::mem::take(&mut self.question);
        question.since = question.since.map(|since| log.key_now(since));
        let (amendments, retimed) = (log.amended().len(), log.retimed());
        let before = std::mem::replace(self, Self { amendments, retimed, ..Self::new(question) });
        before.scanned
    }

    /// Evaluates one event and counts it in; tells whether it is shown.
    fn scan(&mut self, log: &EventLog, id: EventId) -> bool {
        let Some(row) = log.row(id) else { return false };
        if self.question.since.is_some_and(|since| log.merge_key(id) < since) {
            return false;
        }
        let facets = row.facets();
        let passes_filter = self.judge(log, row);
        let verdict = self.question.selections.judge(&facets);
        let contribution = Contribution { id, facets, passes_filter, verdict };
        self.weigh(&contribution, 1);
        self.newest.insert(row.source_id(), contribution);
        self.pairs.set(id, passes_filter);
        passes_filter && verdict == Verdict::Passes
    }

    fn weigh(&mut self, contribution: &Contribution, weight: i64) {
        self.counts.see(&contribution.facets, weight);
        if contribution.passes_filter {
            self.counts.count(&contribution.facets, contribution.verdict, weight);
        }
    }

    /// Evaluates anew what was amended since the last time and was already scanned.
    fn take_amendments(&mut self, log: &EventLog) {
        let amended = log.amended();
        let mut again: Vec<EventId> = amended[self.amendments.min(amended.len())..].to_vec();
        self.amendments = amended.len();
        again.sort_unstable();
        again.dedup();
        again.retain(|id| id.index() < self.scanned);
        let mut passed = Vec::new();
        for id in again {
            self.forget(log, id);
            if self.scan(log, id) {
                passed.push(id);
            }
        }
        passed.sort_unstable_by_key(|id| log.merge_key(*id));
        self.merge(log, passed);
    }

    /// Judges anew what became one of a pair since the last time and was already scanned. Nothing
    /// else of such an event has changed, not even its place in the order.
    fn take_pairs(&mut self, log: &EventLog) {
        let (mut gone, mut passed) = (HashSet::new(), Vec::new());
        for id in self.pairs.take(log).iter().filter(|id| id.index() < self.scanned) {
            let Some(row) = log.row(*id) else { continue };
            let (did, does) = (self.pairs.passes(*id), self.judge(log, row));
            let left_out = self.question.since.is_some_and(|since| log.merge_key(*id) < since);
            if did == does || left_out {
                continue;
            }
            self.pairs.set(*id, does);
            let facets = row.facets();
            let verdict = self.question.selections.judge(&facets);
            self.counts.count(&facets, verdict, if does { 1 } else { -1 });
            if let Some(newest) = self.newest.get_mut(&row.source_id()).filter(|it| it.id == *id) {
                newest.passes_filter = does;
            }
            match (verdict == Verdict::Passes, does) {
                (true, true) => passed.push(*id),
                (true, false) => drop(gone.insert(*id)),
                (false, _) => {}
            }
        }
        if !gone.is_empty() {
            self.ids.retain(|id| !gone.contains(id));
        }
        self.merge(log, passed);
    }

    fn judge(&self, log: &EventLog, row: Row<'_>) -> bool {
        matches(log, row, &self.question.predicate)
    }

    /// Takes an event out again. Only the newest of a source is ever amended, and amendments are
    /// taken before newer events are scanned, so what it contributed is known.
    fn forget(&mut self, log: &EventLog, id: EventId) {
        let Some(row) = log.row(id) else { return };
        let known = self.newest.get(&row.source_id()).copied().filter(|it| it.id == id);
        let Some(known) = known else { return };
        self.weigh(&known, -1);
        if !known.passes_filter || known.verdict != Verdict::Passes {
            return;
        }
        // The amended record may have moved in the order, so it is looked for by its id.
        if let Some(at) = self.ids.iter().rposition(|known| *known == id) {
            self.ids.remove(at);
        }
    }

    /// Merges events that pass into the order. They usually belong at the end.
    fn merge(&mut self, log: &EventLog, mut passed: Vec<EventId>) {
        passed.sort_by_key(|id| log.merge_key(*id));
        let Some(first) = passed.first().map(|id| log.merge_key(*id)) else { return };
        let from = self.ids.partition_point(|id| log.merge_key(*id) < first);
        let tail = self.ids.split_off(from);
        let (mut old, mut new) = (tail.into_iter().peekable(), passed.into_iter().peekable());
        while let (Some(a), Some(b)) = (old.peek(), new.peek()) {
            let next = if log.merge_key(*a) < log.merge_key(*b) { &mut old } else { &mut new };
            self.ids.extend(next.next());
        }
        self.ids.extend(old);
        self.ids.extend(new);
    }
}
