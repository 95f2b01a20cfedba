//! Where nothing is shown: which term removed all, and what taking one away would show.
//!
//! What columns tell is asked first, whatever the order in which it was written: so text is read
//! only of events that all the rest lets through, or all of it but one.

use std::ops::Range;

use crate::event::{EventId, SourceId};
use crate::query::{Context, Cost, Expr, Predicate, QueryError, Truth};
use crate::store::{Class, EventLog, Facet, LogId, Row, RowFacets, share, threads};

use super::question::{Question, Selection};
use super::scan::{Desk, Desks, look_at};

/// So many events are one thread's at a time.
const STRETCH: usize = 4096;

/// So many terms at most are told apart; what is behind them counts as one.
const MOST_TERMS: usize = 48;

/// A part of a question that may keep events out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The term of the filter at this place among those that must all hold. The 48th also stands
    /// for those behind it.
    Term(usize),
    /// What is chosen of a facet.
    Facet(Facet),
    /// The span of time.
    Span,
}

/// What one part of a question does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which part.
    pub cause: Cause,
    /// How many events are left by this part and all steps before it.
    pub left: u64,
    /// How many events would be shown if this part alone were taken away.
    pub without: u64,
}

/// What each part of a question does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blamed {
    /// How many events there are.
    pub events: u64,
    /// In the order in which they were asked: terms that columns answer, facets, the span of time,
    /// and terms that take the text.
    pub steps: Vec<Step>,
}

impl Blamed {
    /// The first step that leaves nothing.
    pub fn culprit(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.left == 0)
    }

    /// The part without which the most would be shown; `None` where to take one away shows
    /// nothing.
    pub fn best_without(&self) -> Option<&Step> {
        let some = self.steps.iter().rev().filter(|step| step.without > 0);
        some.max_by_key(|step| step.without)
    }
}

/// The terms of a filter that must all hold, each ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Conjuncts(Vec<Predicate>);

impl Conjuncts {
    /// Those of a filter, in the context in which it was applied.
    ///
    /// # Errors
    /// Those of [`Predicate::compile`].
    pub fn of(expr: &Expr, context: &Context) -> Result<Self, QueryError> {
        let terms: Result<_, _> =
            Self::exprs(expr).iter().map(|term| Predicate::compile(term, context)).collect();
        terms.map(Self)
    }

    /// The same as they are written: the places in [`Cause::Term`] are those in here.
    pub fn exprs(expr: &Expr) -> Vec<Expr> {
        match expr {
            Expr::All => Vec::new(),
            Expr::And(parts) if parts.len() > MOST_TERMS => {
                let (each, rest) = parts.split_at(MOST_TERMS - 1);
                each.iter().cloned().chain([Expr::and(rest.iter().cloned())]).collect()
            }
            Expr::And(parts) => parts.clone(),
            one => vec![one.clone()],
        }
    }
}

/// The search for a culprit, which goes on slice by slice.
#[derive(Debug)]
pub struct Culprit {
    question: Question,
    terms: Vec<Predicate>,
    /// In the order of steps.
    causes: Vec<Cause>,
    /// The causes that columns answer, a bit each.
    of_columns: u64,
    log: Option<LogId>,
    classes: Vec<Known>,
    next: usize,
    end: usize,
    tally: Tally,
}

/// What is known of all events of a class, a bit for each cause.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// These keep it out.
    fails: u64,
    /// Of these, single events tell.
    open: u64,
}

/// Events by what keeps them out.
#[derive(Clone, Debug, Default)]
struct Tally {
    events: u64,
    /// How many each cause is the first to keep out.
    first: Vec<u64>,
    /// How many each cause alone keeps out.
    alone: Vec<u64>,
}

impl Culprit {
    /// Of a question with these terms; its own predicate is not asked.
    pub fn new(question: Question, Conjuncts(terms): Conjuncts) -> Self {
        let cheap = |at: &usize| terms[*at].cost() <= Cost::Name;
        let (of_columns, of_text): (Vec<usize>, Vec<usize>) = (0..terms.len()).partition(cheap);
        let narrowed = |facet: &Facet| *question.selections.of(*facet) != Selection::All;
        let mut causes: Vec<Cause> = of_columns.into_iter().map(Cause::Term).collect();
        causes.extend(Facet::ALL.into_iter().filter(narrowed).map(Cause::Facet));
        causes.extend(question.narrowed_to().map(|_| Cause::Span));
        let of_columns = bits(causes.len());
        causes.extend(of_text.into_iter().map(Cause::Term));
        Self {
            question,
            terms,
            causes,
            of_columns,
            log: None,
            classes: Vec::new(),
            next: 0,
            end: 0,
            tally: Tally::default(),
        }
    }

    /// Looks at the next so many events; tells whether those were the last. What comes to the log
    /// after it began is not looked at.
    pub fn advance(&mut self, log: &EventLog, events: usize, desks: &mut Desks) -> bool {
        if self.log.replace(log.id()) != Some(log.id()) {
            (self.next, self.end, self.tally) = (0, log.len(), Tally::default());
            self.classes.clear();
        }
        for (_, class) in log.classes_from(self.classes.len()) {
            let known = self.know(&class, &class.facets(SourceId(0)));
            self.classes.push(known);
        }
        let to = self.end.min(self.next.saturating_add(events));
        let starts = (self.next..to).step_by(STRETCH);
        let stretches: Vec<Range<usize>> = starts.map(|at| at..to.min(at + STRETCH)).collect();
        let tallies = share(&stretches, threads(), &mut desks.0, |ids, desk, tally: &mut Tally| {
            self.count(log, ids.clone(), desk, tally);
        });
        for tally in tallies {
            self.tally.join(&tally);
        }
        self.next = to;
        to == self.end
    }

    /// What was found so far.
    pub fn blamed(&self) -> Blamed {
        let mut left = self.tally.events;
        let of = |counts: &[u64], at: usize| counts.get(at).copied().unwrap_or(0);
        let steps = self.causes.iter().enumerate().map(|(at, cause)| {
            left -= of(&self.tally.first, at).min(left);
            Step { cause: *cause, left, without: of(&self.tally.alone, at) }
        });
        let steps = steps.collect();
        Blamed { events: self.tally.events, steps }
    }

    /// What a class tells of all of its events.
    fn know(&self, class: &Class<'_>, values: &RowFacets) -> Known {
        let mut known = Known::default();
        for (at, cause) in self.causes.iter().enumerate() {
            let truth = match cause {
                Cause::Term(term) => self.terms[*term].eval(class),
                Cause::Facet(Facet::Source) | Cause::Span => Truth::Unknown,
                Cause::Facet(facet) => {
                    self.question.selections.of(*facet).passes(*facet, values).into()
                }
            };
            match truth {
                Truth::True => {}
                Truth::False => known.fails |= 1 << at,
                Truth::Unknown => known.open |= 1 << at,
            }
        }
        known
    }

    fn count(&self, log: &EventLog, ids: Range<usize>, desk: &mut Desk, tally: &mut Tally) {
        let mut asked: Vec<(EventId, Known)> = Vec::new();
        for row in ids.filter_map(|at| log.row(EventId(at as u32))) {
            if self.question.since.is_some_and(|since| log.merge_key(row.id()) < since) {
                continue;
            }
            let mut known = self.classes[row.class_id().index()];
            if known.open != 0 {
                known = self.look_at_columns(row, known);
            }
            let settled = known.fails & self.of_columns != 0 && known.fails.count_ones() > 1;
            if known.open == 0 || settled {
                tally.add(known.fails);
            } else {
                asked.push((row.id(), known));
            }
        }
        let ids: Vec<EventId> = asked.iter().map(|(id, _)| *id).collect();
        let mut asked = asked.into_iter();
        desk.reader.read(log, &ids, |row, text| {
            if let Some((_, known)) = asked.next() {
                let fails = self.each_open(known, |term| look_at(row, &text, term));
                // What cannot be told is not shown.
                tally.add(fails.fails | fails.open);
            }
            false
        });
    }

    fn look_at_columns(&self, row: Row<'_>, known: Known) -> Known {
        let mut known = self.each_open(known, |term| term.eval(&row));
        for (at, cause) in self.open(known.open) {
            let passes = match cause {
                Cause::Term(_) => continue,
                Cause::Facet(_) => self.question.selections.takes(row.source_id()),
                Cause::Span => self.question.spans(row.time()),
            };
            known.open &= !(1 << at);
            known.fails |= u64::from(!passes) << at;
        }
        known
    }

    /// The causes whose bits are set.
    fn open(&self, bits: u64) -> impl Iterator<Item = (usize, &Cause)> {
        self.causes.iter().enumerate().filter(move |(at, _)| bits & 1 << at != 0)
    }

    /// What is known once the open terms were asked.
    fn each_open(&self, mut known: Known, ask: impl Fn(&Predicate) -> Truth) -> Known {
        for (at, cause) in self.open(known.open) {
            let Cause::Term(term) = cause else { continue };
            let truth = ask(&self.terms[*term]);
            if truth != Truth::Unknown {
                known.open &= !(1 << at);
                known.fails |= u64::from(truth == Truth::False) << at;
            }
        }
        known
    }
}

impl Tally {
    fn add(&mut self, fails: u64) {
        self.events += 1;
        if fails == 0 {
            return;
        }
        let at = fails.trailing_zeros() as usize;
        if self.first.len() <= at {
            self.first.resize(at + 1, 0);
            self.alone.resize(at + 1, 0);
        }
        self.first[at] += 1;
        self.alone[at] += u64::from(fails.is_power_of_two());
    }

    fn join(&mut self, other: &Self) {
        self.events += other.events;
        for (sums, counts) in [(&mut self.first, &other.first), (&mut self.alone, &other.alone)] {
            sums.resize(sums.len().max(counts.len()), 0);
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
}

/// So many bits.
fn bits(count: usize) -> u64 {
    (1 << count) - 1
}
