//! Rules as data: reading `rules/*.toml`, and refusing what could not be decided in order.

use serde::Deserialize;

use crate::event::{Destination, Destinations, Evidence, Level, Reason, ReasonId};
use crate::query::{Context, Predicate, QueryError, Stratum, parse};

use super::proof::asks_the_wire;

/// The rules that come with telltail, in the order in which they are tried.
const EMBEDDED: [(&str, &str); 5] = [
    ("wire.toml", include_str!("../../rules/wire.toml")),
    ("producers.toml", include_str!("../../rules/producers.toml")),
    ("levels.toml", include_str!("../../rules/levels.toml")),
    ("copilot.toml", include_str!("../../rules/copilot.toml")),
    ("destinations.toml", include_str!("../../rules/destinations.toml")),
];

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

/// A rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    when: String,
    producer: Option<String>,
    level: Option<String>,
    destination: Option<String>,
    by: Option<By>,
    #[serde(default)]
    why: String,
}

/// Evidence as a rule may claim it. The wire proves only what asks for it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum By {
    Wire,
    Rule,
    Guess,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Written>,
}

/// A rule of one stratum: when `condition` holds, `decision` is made.
#[derive(Clone, Debug)]
pub(super) struct Rule<D> {
    pub(super) condition: Predicate,
    pub(super) decision: D,
    pub(super) reason: ReasonId,
}

/// Every rule, by stratum and in order, with the words and reasons they use.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub(super) producers: Vec<Rule<String>>,
    pub(super) levels: Vec<Rule<Level>>,
    pub(super) destinations: Vec<Rule<Destination>>,
    names: Destinations,
    reasons: Vec<Reason>,
}

impl Rules {
    /// The rules that come with telltail.
    ///
    /// # Errors
    /// A rule file that cannot be used; a test loads them, so a release has none.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::from_files(&EMBEDDED)
    }

    /// Rules from `(file name, TOML text)`, tried in this order.
    ///
    /// # Errors
    /// The first file or rule that cannot be used.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut rules = Self::default();
        for (name, text) in files {
            let file: File = toml::from_str(text).map_err(|source| RuleError::Toml {
                file: (*name).to_owned(),
                source: Box::new(source),
            })?;
            for written in file.rule {
                rules.add(name, &written)?;
            }
        }
        Ok(rules)
    }

    /// Why a level or destination was decided so, by [`ReasonId`].
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Every destination in use.
    pub fn destinations(&self) -> &Destinations {
        &self.names
    }

    fn add(&mut self, file: &str, written: &Written) -> Result<(), RuleError> {
        let wrong = |wrong: String| RuleError::Rule {
            file: file.to_owned(),
            rule: written.id.clone(),
            wrong,
        };
        let decides = (&written.producer, &written.level, &written.destination);
        let stratum = match decides {
            (Some(_), None, None) => Stratum::Producer,
            (None, Some(_), None) => Stratum::Level,
            (None, None, Some(_)) => Stratum::Destination,
            _ => {
                let one = "it must decide exactly one of producer, level and destination";
                return Err(wrong(one.to_owned()));
            }
        };
        let condition = self.condition(file, written)?;
        let late = condition.fields().map(|(field, _)| field).find(|it| it.stratum() >= stratum);
        if let Some(field) = late {
            return Err(wrong(format!(
                "its condition uses '{field}', which is decided later than what the rule decides"
            )));
        }
        if matches!(written.by, Some(By::Wire)) {
            asks_the_wire(&condition, stratum).map_err(|text| wrong(text.to_owned()))?;
        }
        let reason = self.reason(written).map_err(wrong)?;
        match decides {
            (Some(producer), ..) => {
                self.producers.push(Rule { condition, decision: producer.clone(), reason });
            }
            (_, Some(level), _) => {
                let decision = level.parse().map_err(|error| wrong(format!("{error}")))?;
                self.levels.push(Rule { condition, decision, reason });
            }
            (.., destination) => {
                let name = destination.as_deref().unwrap_or_default();
                let full = || wrong("more than 256 destinations are in use".to_owned());
                let decision = self.names.intern(name).ok_or_else(full)?;
                self.destinations.push(Rule { condition, decision, reason });
            }
        }
        Ok(())
    }

    fn condition(&self, file: &str, written: &Written) -> Result<Predicate, RuleError> {
        let context = Context { destinations: self.names.names().to_vec(), ..Context::default() };
        parse(&written.when).and_then(|expr| Predicate::compile(&expr, &context)).map_err(
            |source| RuleError::Condition {
                file: file.to_owned(),
                rule: written.id.clone(),
                source: Box::new(source),
            },
        )
    }

    fn reason(&mut self, written: &Written) -> Result<ReasonId, String> {
        let id = u16::try_from(self.reasons.len()).map_err(|_| "too many rules".to_owned())?;
        if written.producer.is_none() && (written.why.is_empty() || written.by.is_none()) {
            return Err(
                "it must say 'by' (rule, guess or wire) and 'why', in one sentence".to_owned()
            );
        }
        self.reasons.push(Reason {
            rule: written.id.clone(),
            by: match written.by {
                Some(By::Wire) => Evidence::Wire,
                Some(By::Rule) => Evidence::Rule,
                Some(By::Guess) | None => Evidence::Guess,
            },
            why: written.why.clone(),
        });
        Ok(ReasonId(id))
    }
}
