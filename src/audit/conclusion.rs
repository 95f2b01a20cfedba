//! What rules say of a log as a whole: of how much came, of what never came, of what could not be
//! decided, and which hits are graver because there are many.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::event::{Destination, EventId, Evidence, Instant, On, Pii, Severity};
use crate::store::{Class, ClassId, EventLog, Row, Whole};

use super::context::Context;
use super::finding::Finding;
use super::hits::Verdict;
use super::observed::Observed;
use super::tally::Seen;

/// So much at most a rule says of a log, and so much it weighs: each event that a filter on findings
/// asks of is held against all of it.
const MOST_OF_A_RULE: usize = 2000;

/// A log, as far as it was audited.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogSeen<'a> {
    /// The log.
    pub log: &'a EventLog,
    /// What was observed in it.
    pub observed: &'a Observed,
    /// What was found in its events.
    pub findings: &'a [Finding],
    /// What it is judged by.
    pub context: &'a Context,
}

impl<'a> LogSeen<'a> {
    /// The events of all classes that are `wanted`, in order of arrival. Where no class is, no
    /// event is looked at.
    pub(super) fn events_of(
        &self,
        wanted: impl Fn(Class<'a>) -> bool,
    ) -> impl Iterator<Item = Row<'a>> {
        let log = self.log;
        let classes = self.observed.classes.keys();
        let classes: HashSet<ClassId> =
            classes.copied().filter(|id| wanted(log.class(*id))).collect();
        let end = if classes.is_empty() { 0 } else { log.len() as u32 };
        let rows = (0..end).filter_map(move |id| log.row(EventId(id)));
        rows.filter(move |row| classes.contains(&row.class_id()))
    }
}

/// Which events a conclusion is about: those that fit all that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Of this producer.
    pub producer: String,
    /// Of this name; of any, where there is none.
    pub event: Option<String>,
    /// With this key of their own.
    pub key: Option<String>,
    /// Logged in this time.
    pub time: Option<Range<Instant>>,
    /// Seen there, as far as is known now.
    pub on: Option<On>,
    /// Bound for there.
    pub to: Option<Destination>,
    /// Of the session with this stamp.
    pub session: Option<String>,
}

/// What a rule says of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The rule.
    pub rule: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// How certain it is.
    pub by: Evidence,
    /// What personal data or secret it is about.
    pub pii: Option<Pii>,
    /// What is wrong, in one sentence.
    pub message: Cow<'static, str>,
    /// What it is about.
    pub about: Selection,
    /// Whether the events of `about` are hits. They are none where a rule could not decide, and
    /// where something is missing.
    pub selects: bool,
    /// How many events those are, and which, where that is known.
    pub seen: Option<Seen>,
}

/// Hits that are graver, or not as grave, than they are each for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The rule whose hits they are.
    pub rule: Cow<'static, str>,
    /// Of which events.
    pub about: Selection,
    /// How grave they are.
    pub severity: Severity,
}

/// Collects what one rule after another concludes.
#[derive(Clone, Debug, Default)]
pub struct Conclusions {
    rule: Cow<'static, str>,
    severity: Option<Severity>,
    /// How much the rule that is asked has said, and how much it has weighed.
    told: [usize; 2],
    /// So many events are in no conclusion, because there are too many.
    pub left_out: u64,
    /// What rules say of the log.
    pub list: Vec<Conclusion>,
    /// Which hits weigh more or less.
    pub weights: Vec<Weight>,
}

impl Conclusions {
    /// What all rules conclude.
    pub(super) fn of(seen: &LogSeen<'_>) -> Self {
        let mut conclusions = Self::default();
        for (number, rule) in seen.context.rules() {
            conclusions.rule.clone_from(&rule.about().id);
            conclusions.severity = seen.context.severity(number);
            conclusions.told = [0, 0];
            if conclusions.severity.is_some() {
                rule.conclude(seen, &mut conclusions);
            }
        }
        conclusions
    }

    /// The events of `about` are hits.
    pub fn hit(&mut self, about: Selection, seen: Option<Seen>, verdict: Verdict) {
        self.add(about, seen, verdict, true);
    }

    /// Something is missing, or to be known; no event is a hit.
    pub fn say(&mut self, about: Selection, seen: Option<Seen>, verdict: Verdict) {
        self.add(about, seen, verdict, false);
    }

    /// The rule could not decide.
    pub fn undecided(
        &mut self,
        producer: &str,
        seen: Option<Seen>,
        why: impl Into<Cow<'static, str>>,
    ) {
        let about = Selection { producer: producer.to_owned(), ..Selection::default() };
        self.say(about, seen, Verdict::guess(why));
    }

    /// The rule's hits on `about` are as grave as this.
    pub fn weigh(&mut self, about: Selection, severity: Severity) {
        self.told[1] += 1;
        if self.told[1] > MOST_OF_A_RULE {
            return;
        }
        self.weights.push(Weight { rule: self.rule.clone(), about, severity });
    }

    /// Whether these select the same events as others, and judge them alike.
    pub(super) fn judges_as(&self, other: &Self) -> bool {
        fn judged(of: &Conclusions) -> impl Iterator<Item = impl PartialEq + '_> {
            let selecting = of.list.iter().filter(|it| it.selects);
            selecting.map(|it| (&it.rule, it.severity, it.pii, &it.about))
        }
        judged(self).eq(judged(other))
    }

    fn add(&mut self, about: Selection, seen: Option<Seen>, verdict: Verdict, selects: bool) {
        let Some(own) = self.severity else { return };
        self.told[0] += 1;
        if self.told[0] > MOST_OF_A_RULE {
            self.left_out += seen.map_or(1, |seen| seen.count);
            return;
        }
        let Verdict { severity, by, pii, message } = verdict;
        let (rule, severity) = (self.rule.clone(), severity.unwrap_or(own));
        self.list.push(Conclusion { rule, severity, by, pii, message, about, selects, seen });
    }
}

impl Selection {
    /// Whether events of a class may be among it.
    pub(super) fn fits_class(&self, class: Class<'_>) -> bool {
        class.producer() == self.producer
            && self.event.as_deref().is_none_or(|event| event == class.event())
            && self.to.is_none_or(|to| class.destination() == Some(to))
    }

    /// Whether an event is among it.
    pub(super) fn fits(&self, whole: &Whole<'_>) -> bool {
        let row = whole.row();
        let in_time =
            |time: &Range<Instant>| row.time().is_some_and(|at| time.start <= at && at < time.end);
        self.fits_class(row.class())
            && self.time.as_ref().is_none_or(in_time)
            && self.on.is_none_or(|on| row.on() == on)
            && (self.session.is_none() || self.session == row.source().session)
            && self.key.as_deref().is_none_or(|key| whole.own().any(|entry| entry.key == key))
    }
}
