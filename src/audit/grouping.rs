//! From hits, which are counted by class, to findings, which are what a person sees of them.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::event::{Evidence, Pii, Scope, Severity};
use crate::store::EventLog;

use super::conclusion::{Conclusion, Weight};
use super::context::Context;
use super::finding::Finding;
use super::tally::{At, HitKey, Seen, Tally};

/// So many findings at most are told apart.
pub(super) const MOST_FINDINGS: usize = 10_000;

/// What hits of several classes are one finding by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group<'a> {
    severity: std::cmp::Reverse<Severity>,
    rule: u16,
    producer: &'a str,
    event: &'a str,
    key: Option<(Scope, &'a str)>,
    in_name: bool,
    pii: Option<Pii>,
    by: Evidence,
    /// What is odd about a record: each is a finding of its own.
    note: Option<&'a str>,
}

/// The findings of hits, and how many hits are in none.
pub(super) fn group(
    log: &EventLog,
    context: &Context,
    tally: &Tally,
    weights: &[Weight],
) -> (Vec<Finding>, u64) {
    let mut groups: BTreeMap<Group<'_>, (Seen, &HitKey, BTreeSet<&str>)> = BTreeMap::new();
    for (hit, seen) in &tally.hits {
        let to = log.class(hit.class).destination_name();
        let known = groups.entry(Group::of(log, context, hit, weights));
        let known = known
            .and_modify(|(known, ..)| known.join(log, seen))
            .or_insert_with(|| (seen.clone(), hit, BTreeSet::new()));
        // Which of several sentences is told does not depend on the order of hits.
        if hit.hit.message < known.1.hit.message {
            known.1 = hit;
        }
        known.2.insert(to);
    }
    let mut left_out = tally.left_out;
    let mut findings = Vec::with_capacity(groups.len().min(MOST_FINDINGS));
    for (group, (seen, hit, destinations)) in groups {
        if findings.len() == MOST_FINDINGS {
            left_out += seen.count;
            continue;
        }
        findings.extend(group.finding(context, Some(seen), hit, &destinations));
    }
    (findings, left_out)
}

/// What one hit on an event is.
pub(super) fn one(
    log: &EventLog,
    context: &Context,
    hit: &HitKey,
    weights: &[Weight],
) -> Option<Finding> {
    let to = BTreeSet::from([log.class(hit.class).destination_name()]);
    Group::of(log, context, hit, weights).finding(context, None, hit, &to)
}

impl<'a> Group<'a> {
    fn of(log: &'a EventLog, context: &Context, hit: &'a HitKey, weights: &[Weight]) -> Self {
        let class = log.class(hit.class);
        let (key, in_name) = match &hit.at {
            At::Event | At::Record => (None, false),
            At::Name => (None, true),
            At::Key(scope, key) => (Some((*scope, &**key)), hit.hit.pii.is_some()),
            At::Value(scope, key) => (Some((*scope, &**key)), false),
        };
        let rule = context.rule(hit.hit.rule).map(|rule| &rule.about().id);
        let weight = weights.iter().find(|weight| {
            Some(&weight.rule) == rule
                && weight.about.fits_class(class)
                && weight.about.key.as_deref() == key.map(|(_, key)| key)
        });
        Self {
            severity: std::cmp::Reverse(weight.map_or(hit.hit.severity, |it| it.severity)),
            rule: hit.hit.rule,
            producer: class.producer(),
            event: class.event(),
            key,
            in_name,
            pii: hit.hit.pii,
            by: hit.hit.by,
            note: (hit.at == At::Record).then_some(&*hit.hit.message),
        }
    }

    fn finding(
        self,
        context: &Context,
        seen: Option<Seen>,
        hit: &HitKey,
        destinations: &BTreeSet<&str>,
    ) -> Option<Finding> {
        let about = context.rule(self.rule)?.about();
        Some(Finding {
            rule: about.id.clone(),
            title: about.title.clone(),
            severity: self.severity.0,
            by: self.by,
            producer: self.producer.to_owned(),
            event: Some(self.event.to_owned()),
            key: self.key.map(|(scope, key)| (scope, key.to_owned())),
            in_name: self.in_name,
            pii: self.pii,
            destinations: destinations.iter().map(ToString::to_string).collect(),
            message: hit.hit.message.clone(),
            seen,
            selection: None,
            selects: true,
        })
    }
}

/// The finding that a conclusion is.
pub(super) fn concluded(context: &Context, conclusion: &Conclusion) -> Option<Finding> {
    let about = context.rules().map(|(_, rule)| rule.about());
    let about = about.into_iter().find(|about| about.id == conclusion.rule)?;
    let selection = &conclusion.about;
    Some(Finding {
        rule: about.id.clone(),
        title: about.title.clone(),
        severity: conclusion.severity,
        by: conclusion.by,
        producer: selection.producer.clone(),
        event: selection.event.clone(),
        key: selection.key.clone().map(|key| (Scope::Properties, key)),
        in_name: false,
        pii: conclusion.pii,
        destinations: Vec::new(),
        message: conclusion.message.clone(),
        seen: conclusion.seen.clone(),
        selection: conclusion.selects.then(|| selection.clone()),
        selects: conclusion.selects,
    })
}

/// A number for some words that is the same everywhere and always.
pub(super) fn stable_hash(words: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let hash = hash.finalize();
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
