//! Rules as data: the embedded files and those of a person, in the order in which they are tried,
//! refusing what could not be decided in that order.

use crate::event::{Destination, Destinations, Evidence, Level, Reason, ReasonId};
use crate::query::{Context, Field, Predicate, QueryError, parse};

use super::asked::{Asked, KeySet};
use super::own;
use super::producer;
use super::proof::asks_the_wire;
use super::written::{By, Placed, read};

/// The rules that come with telltail, in the order in which they are tried.
const EMBEDDED: [(&str, &str); 5] = [
    ("wire.toml", include_str!("../../rules/wire.toml")),
    ("producers.toml", include_str!("../../rules/producers.toml")),
    ("levels.toml", include_str!("../../rules/levels.toml")),
    ("copilot.toml", include_str!("../../rules/copilot.toml")),
    ("destinations.toml", include_str!("../../rules/destinations.toml")),
];

/// Whether a rule says so that comes with telltail: what a person's own one says is theirs.
pub fn is_embedded(reason: &Reason) -> bool {
    let says = |(name, text): &(&str, &str)| *name == reason.file && text.contains(&reason.why);
    EMBEDDED.iter().any(says)
}

/// A rule file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The file is no TOML of the expected shape.
    #[error("{file}: {source}")]
    Toml {
        /// The file's name.
        file: String,
        /// What TOML says.
        source: Box<toml::de::Error>,
    },
    /// The file holds something else than rules.
    #[error("{file}: {wrong}")]
    File {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        wrong: String,
    },
    /// A condition is no filter.
    #[error("{file}: rule {rule}: {source}")]
    Condition {
        /// The file's name.
        file: String,
        /// The rule's id.
        rule: String,
        /// What is wrong with it.
        source: Box<QueryError>,
    },
    /// A rule decides nothing, more than one thing, or an unknown word.
    #[error("{file}: rule {rule}: {wrong}")]
    Rule {
        /// The file's name.
        file: String,
        /// The rule's id.
        rule: String,
        /// What is wrong with it.
        wrong: String,
    },
}

/// A rule of one stratum: when `condition` holds, `decision` is made.
#[derive(Clone, Debug)]
pub(super) struct Rule<D> {
    pub(super) when: String,
    pub(super) condition: Predicate,
    pub(super) decision: D,
    pub(super) reason: ReasonId,
    /// The keys that it asks a body for.
    pub(super) asks: KeySet,
}

/// One rule for a person who asks what there is.
#[derive(Clone, Copy, Debug)]
pub struct RuleLine<'a> {
    /// What it decides: `producer`, `level` or `destination`.
    pub stratum: &'static str,
    /// Its condition, a filter.
    pub when: &'a str,
    /// What it decides on.
    pub decision: &'a str,
    /// Its id, its file, and why.
    pub reason: &'a Reason,
}

/// Every rule, by stratum and in order, with the words and reasons they use.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub(super) producers: Vec<Rule<String>>,
    pub(super) levels: Vec<Rule<Level>>,
    pub(super) destinations: Vec<Rule<Destination>>,
    /// The keys that any of them asks a body for.
    pub(super) asked: Asked,
    /// Whether any asks for the name of a source.
    pub(super) asks_source: bool,
    names: Destinations,
    reasons: Vec<Reason>,
}

impl Rules {
    /// The rules that come with telltail.
    ///
    /// # Errors
    /// A rule file that cannot be used; a test loads them, so a release has none.
    pub fn embedded() -> Result<Self, RuleError> {
        let mut rules = Self::default();
        embedded()?.iter().try_for_each(|rule| rules.add(rule))?;
        Ok(rules)
    }

    /// Rules from `(file name, TOML text)`, tried in this order.
    ///
    /// # Errors
    /// The first file or rule that cannot be used.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut rules = Self::default();
        for (name, text) in files {
            read(name, text)?.into_iter().try_for_each(|rule| rules.add(&rule?))?;
        }
        Ok(rules)
    }

    /// The rules that come with telltail, extended and overridden by a person's own, given as
    /// `(file, TOML text)`; and what of their own could not be used.
    ///
    /// A rule with the id of an embedded one takes its place. Any other is tried before the
    /// embedded ones of its stratum: these end in rules that always hold, so that behind them
    /// nothing would ever be tried.
    ///
    /// # Errors
    /// An embedded file that cannot be used; nothing in a person's own files is an error.
    pub fn with_own(files: &[(String, String)]) -> Result<(Self, Vec<RuleError>), RuleError> {
        let (placed, mut problems) = own::place(embedded()?, files);
        let mut rules = Self::default();
        for rule in &placed {
            // Of their own, only the number of destinations can still be too much here.
            match rules.add(rule) {
                Err(problem) if rule.own => problems.push(problem),
                done => done?,
            }
        }
        Ok((rules, problems))
    }

    /// Why a level or destination was decided so, by [`ReasonId`].
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Every destination in use.
    pub fn destinations(&self) -> &Destinations {
        &self.names
    }

    /// Every rule in the order in which it is tried, stratum by stratum.
    pub fn lines(&self) -> impl Iterator<Item = RuleLine<'_>> {
        let producers = self.producers.iter().map(|it| self.line("producer", it, &it.decision));
        let levels = self.levels.iter().map(|it| self.line("level", it, it.decision.as_str()));
        let name = |it: &Rule<Destination>| self.names.name(it.decision);
        let destinations =
            self.destinations.iter().map(move |it| self.line("destination", it, name(it)));
        producers.chain(levels).chain(destinations)
    }

    fn line<'a, D>(
        &'a self,
        stratum: &'static str,
        rule: &'a Rule<D>,
        decision: &'a str,
    ) -> RuleLine<'a> {
        let reason = &self.reasons[usize::from(rule.reason.0)];
        RuleLine { stratum, when: &rule.when, decision, reason }
    }

    /// Adds a rule behind those of its stratum.
    pub(super) fn add(&mut self, placed: &Placed) -> Result<(), RuleError> {
        let written = &placed.written;
        let wrong = |wrong: String| placed.wrong(wrong);
        let stratum = written.stratum().map_err(wrong)?;
        let decides = (&written.producer, &written.level, &written.destination);
        let condition = self.condition(placed)?;
        let late = condition.fields().map(|(field, _)| field).find(|it| it.stratum() >= stratum);
        if let Some(field) = late {
            return Err(wrong(format!(
                "its condition uses '{field}', which is decided later than what the rule decides"
            )));
        }
        if matches!(written.by, Some(By::Wire)) {
            asks_the_wire(&condition, stratum).map_err(|text| wrong(text.to_owned()))?;
        }
        let reason = self.reason(placed).map_err(wrong)?;
        let when = written.when.clone();
        let asks = self.asks(&condition, written.producer.as_deref());
        match decides {
            (Some(producer), ..) => {
                let decision = producer.clone();
                self.producers.push(Rule { when, condition, decision, reason, asks });
            }
            (_, Some(level), _) => {
                let decision = level.parse().map_err(|error| wrong(format!("{error}")))?;
                self.levels.push(Rule { when, condition, decision, reason, asks });
            }
            (.., destination) => {
                let name = destination.as_deref().unwrap_or_default();
                let full = || wrong("more than 256 destinations are in use".to_owned());
                let decision = self.names.intern(name).ok_or_else(full)?;
                self.destinations.push(Rule { when, condition, decision, reason, asks });
            }
        }
        Ok(())
    }

    /// The keys that a rule of this condition and producer asks a body for.
    fn asks(&mut self, condition: &Predicate, template: Option<&str>) -> KeySet {
        let mut asks = KeySet::NONE;
        for (field, _) in condition.fields() {
            self.asks_source |= *field == Field::Source;
            asks = field.key().map_or(asks, |key| asks.with(self.asked.add(key)));
        }
        let template = template.and_then(producer::asks);
        template.map_or(asks, |key| asks.with(self.asked.add(key)))
    }

    fn condition(&self, placed: &Placed) -> Result<Predicate, RuleError> {
        let context = Context { destinations: self.names.names().to_vec(), ..Context::default() };
        let compile = if placed.tested { Predicate::compile_lazily } else { Predicate::compile };
        parse(&placed.written.when)
            .and_then(|expr| compile(&expr, &context))
            .map_err(|source| placed.no_condition(source))
    }

    fn reason(&mut self, placed: &Placed) -> Result<ReasonId, String> {
        let id = u16::try_from(self.reasons.len()).map_err(|_| "too many rules".to_owned())?;
        let written = &placed.written;
        if written.producer.is_none() && (written.why.is_empty() || written.by.is_none()) {
            return Err(
                "it must say 'by' (rule, guess or wire) and 'why', in one sentence".to_owned()
            );
        }
        self.reasons.push(Reason {
            rule: written.id.clone(),
            file: placed.file.clone(),
            by: written.by.map_or(Evidence::Guess, Evidence::from),
            why: written.why.clone(),
        });
        Ok(ReasonId(id))
    }
}

/// The embedded rules. A test compiles every regex of theirs, so that here none is that is not
/// tried: in most logs nothing was seen on the wire.
fn embedded() -> Result<Vec<Placed>, RuleError> {
    let mut embedded = Vec::new();
    for (name, text) in EMBEDDED {
        for rule in read(name, text)? {
            embedded.push(Placed { tested: true, ..rule? });
        }
    }
    Ok(embedded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_embedded_where_a_rule_that_comes_with_telltail_says_it() {
        let rules = Rules::embedded().unwrap();
        assert!(rules.reasons().iter().all(is_embedded));
        let theirs = |reason: &Reason| Reason { why: "ask Jo".to_owned(), ..reason.clone() };
        assert!(!rules.reasons().iter().map(theirs).any(|it| is_embedded(&it)));
    }

    #[test]
    fn every_regex_of_the_embedded_rules_can_be_compiled() {
        let count = Rules::from_files(&EMBEDDED).unwrap().lines().count();
        assert_eq!(count, Rules::embedded().unwrap().lines().count());
    }
}
