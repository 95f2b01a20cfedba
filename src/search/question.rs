//! What is asked of the log: the filter text's predicate, and the facets chosen beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::event::{EventId, Instant, Purpose, SourceId};
use crate::query::{Expr, Op, Predicate, Term, Wanted};
use crate::store::{EventLog, Facet, FacetKey, MergeKey, RowFacets};

use super::span::Span;

/// A filter and the facet selections, which are a conjunction of their own.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The filter text, compiled.
    pub predicate: Predicate,
    /// What is chosen in the facet column.
    pub selections: Selections,
    /// What the timeline is narrowed to, as one more choice beside the facets.
    pub span: Option<Span>,
    /// The first event that counts at all; what was logged before it is left out.
    pub since: Option<MergeKey>,
    /// The only events that count at all, where not all do.
    pub only: Option<Arc<BTreeSet<EventId>>>,
}

impl Question {
    /// The span that narrows it; one without bounds does not.
    pub(super) fn narrowed_to(&self) -> Option<Span> {
        self.span.filter(|span| !span.is_all())
    }

    /// Whether an event of that time lies in its span.
    pub(super) fn spans(&self, time: Option<Instant>) -> bool {
        self.span.is_none_or(|span| span.contains(time))
    }

    /// Whether it asks the same of each event as `other`, but for the span of time.
    pub(super) fn differs_in_span_alone(&self, other: &Self) -> bool {
        self.predicate.is_same(&other.predicate)
            && self.selections == other.selections
            && self.since == other.since
            && self.only == other.only
    }

    /// Whether some events are left out, whatever they are.
    pub(super) fn leaves_out(&self) -> bool {
        self.since.is_some() || self.only.is_some()
    }

    /// Whether this event is one of those.
    pub(super) fn leaves_out_event(&self, log: &EventLog, id: EventId) -> bool {
        self.since.is_some_and(|since| log.merge_key(id) < since)
            || self.only.as_ref().is_some_and(|only| !only.contains(&id))
    }
}

/// What is chosen in one dimension.
///
/// Values that appear later fall under `Except` (they are shown) and not under `Only`, as a
/// person who hid one noisy producer, or asked for a single one, would expect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Everything.
    #[default]
    All,
    /// These values only.
    Only(BTreeSet<FacetKey>),
    /// Everything but these values.
    Except(BTreeSet<FacetKey>),
}

impl Selection {
    /// Whether the value is chosen.
    pub fn contains(&self, key: FacetKey) -> bool {
        match self {
            Self::All => true,
            Self::Only(keys) => keys.contains(&key),
            Self::Except(keys) => !keys.contains(&key),
        }
    }

    /// Chooses the value if it was not chosen, and the other way round.
    pub fn toggle(&mut self, key: FacetKey) {
        match self {
            Self::All => *self = Self::Except(BTreeSet::from([key])),
            Self::Only(keys) | Self::Except(keys) => {
                if !keys.remove(&key) {
                    keys.insert(key);
                }
            }
        }
        if matches!(self, Self::Except(keys) if keys.is_empty()) {
            *self = Self::All;
        }
    }

    /// Chooses what was not chosen, and the other way round.
    pub fn invert(&mut self) {
        *self = match std::mem::take(self) {
            Self::All => Self::Only(BTreeSet::new()),
            Self::Only(keys) if keys.is_empty() => Self::All,
            Self::Only(keys) => Self::Except(keys),
            Self::Except(keys) => Self::Only(keys),
        };
    }

    /// Whether an event with these values passes: one chosen value suffices. An event without
    /// any value passes unless particular ones are asked for.
    pub(super) fn passes(&self, facet: Facet, row: &RowFacets) -> bool {
        if *self == Self::All {
            return true;
        }
        let (mut any, mut chosen) = (false, false);
        row.each(facet, |key| {
            any = true;
            chosen |= self.contains(key);
        });
        chosen || (!any && matches!(self, Self::Except(_)))
    }
}

/// The selections of all dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selections([Selection; Facet::ALL.len()]);

/// How an event fares with the selections of all dimensions but its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It passes all.
    Passes,
    /// One dimension alone keeps it out: it still counts there.
    FailsOne(Facet),
    /// Several dimensions keep it out.
    Fails,
}

impl Verdict {
    /// Whether such an event counts in a dimension, which applies every choice but its own.
    pub(super) fn counts_in(self, facet: Facet) -> bool {
        match self {
            Self::Passes => true,
            Self::FailsOne(failed) => failed == facet,
            Self::Fails => false,
        }
    }
}

impl Selections {
    /// The selection of one dimension.
    pub fn of(&self, facet: Facet) -> &Selection {
        &self.0[facet as usize]
    }

    /// The selection of one dimension, to change.
    pub fn of_mut(&mut self, facet: Facet) -> &mut Selection {
        &mut self.0[facet as usize]
    }

    /// Whether everything is chosen.
    pub fn is_all(&self) -> bool {
        self.0.iter().all(|selection| *selection == Selection::All)
    }

    /// The selections as filter text, one term a dimension that is narrowed: the chips of the
    /// filter line, and a part of the equivalent command.
    pub fn terms(&self, log: &EventLog) -> Vec<(Facet, String)> {
        let narrowed = Facet::ALL.into_iter().filter(|it| *self.of(*it) != Selection::All);
        narrowed.map(|facet| (facet, self.term(facet, log))).collect()
    }

    fn term(&self, facet: Facet, log: &EventLog) -> String {
        let field = facet.field();
        let one_of = |keys: &BTreeSet<FacetKey>| {
            let wanted = keys.iter().map(|key| wanted(log.facet_name(facet, *key)));
            Expr::Term(Term::new(field.clone(), Op::Equal, wanted.collect()))
        };
        let expr = match self.of(facet) {
            Selection::All => Expr::All,
            // No value is chosen: nothing can pass.
            Selection::Only(keys) if keys.is_empty() => Expr::not(Expr::All),
            Selection::Only(keys) => one_of(keys),
            // Of several purposes one that is chosen suffices, so those are named.
            Selection::Except(keys) if facet == Facet::Purpose => {
                let all = (0..Purpose::ALL.len() as u32).map(FacetKey);
                let chosen: BTreeSet<_> = all.filter(|key| !keys.contains(key)).collect();
                let some = (!chosen.is_empty()).then(|| one_of(&chosen));
                let none = Expr::not(Expr::Term(Term::new(field.clone(), Op::Has, Vec::new())));
                Expr::or(some.into_iter().chain([none]))
            }
            Selection::Except(keys) => Expr::not(one_of(keys)),
        };
        // Terms stand beside others.
        if matches!(expr, Expr::Or(_)) { format!("({expr})") } else { expr.to_string() }
    }

    /// How an event fares, whatever its source is.
    pub(super) fn judge(&self, row: &RowFacets) -> Verdict {
        let mut verdict = Verdict::Passes;
        for facet in Facet::ALL.into_iter().filter(|facet| *facet != Facet::Source) {
            if !self.of(facet).passes(facet, row) {
                if verdict != Verdict::Passes {
                    return Verdict::Fails;
                }
                verdict = Verdict::FailsOne(facet);
            }
        }
        verdict
    }

    /// Whether events of a source are chosen, whatever else they are.
    pub(super) fn takes(&self, source: SourceId) -> bool {
        self.of(Facet::Source).contains(FacetKey(u32::from(source.0)))
    }
}

/// A value as the filter language wants it: quoted where it holds more than plain characters.
fn wanted(value: &str) -> Wanted {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '$');
    if !value.is_empty() && value.chars().all(plain) {
        Wanted::word(value)
    } else {
        Wanted::text(value)
    }
}
