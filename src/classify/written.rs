//! A rule as it is written in a TOML file. A file is read rule by rule, so that one that is wrong
//! does not take the others with it.

use serde::Deserialize;
use toml::{Table, Value};

use crate::event::Evidence;
use crate::query::{QueryError, Stratum};

use super::rules::RuleError;

/// The longest name of a destination; a column of the screen shows some twenty of it.
const NAME: usize = 40;

/// A rule as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) id: String,
    pub(super) when: String,
    pub(super) producer: Option<String>,
    pub(super) level: Option<String>,
    pub(super) destination: Option<String>,
    pub(super) by: Option<By>,
    #[serde(default)]
    pub(super) why: String,
}

/// Evidence as a rule may claim it. The wire proves only what asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum By {
    Wire,
    Rule,
    Guess,
}

impl From<By> for Evidence {
    fn from(by: By) -> Self {
        match by {
            By::Wire => Self::Wire,
            By::Rule => Self::Rule,
            By::Guess => Self::Guess,
        }
    }
}

impl Written {
    /// What the rule decides.
    pub(super) fn stratum(&self) -> Result<Stratum, String> {
        match (&self.producer, &self.level, &self.destination) {
            (Some(_), None, None) => Ok(Stratum::Producer),
            (None, Some(_), None) => Ok(Stratum::Level),
            (None, None, Some(name)) if is_name(name) => Ok(Stratum::Destination),
            (None, None, Some(_)) => Err(format!(
                "a destination is a word of at most {NAME} letters, digits, '-', '_' and '.'"
            )),
            _ => Err("it must decide exactly one of producer, level and destination".to_owned()),
        }
    }
}

/// Whether `name` can name a destination: a word that a filter takes without quotes.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !name.is_empty() && name.len() <= NAME && name.chars().all(fits)
}

/// A rule with the file it stands in.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The name of an embedded file, the path of a person's own.
    pub(super) file: String,
    /// Whether it is a person's own.
    pub(super) own: bool,
    /// Whether a test has compiled its regexes.
    pub(super) tested: bool,
    pub(super) written: Written,
}

impl Placed {
    pub(super) fn wrong(&self, wrong: String) -> RuleError {
        RuleError::Rule { file: self.file.clone(), rule: self.written.id.clone(), wrong }
    }

    pub(super) fn no_condition(&self, source: QueryError) -> RuleError {
        RuleError::Condition {
            file: self.file.clone(),
            rule: self.written.id.clone(),
            source: Box::new(source),
        }
    }
}

/// The rules of one file in its order, each for itself.
///
/// # Errors
/// When the file as a whole is no TOML, or holds something else than rules.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Result<Placed, RuleError>>, RuleError> {
    let broken = |source| RuleError::Toml { file: file.to_owned(), source: Box::new(source) };
    let table: Table = toml::from_str(text).map_err(broken)?;
    if let Some(key) = table.keys().find(|key| *key != "rule") {
        return Err(RuleError::File {
            file: file.to_owned(),
            wrong: format!("'{key}' is unknown: a rule file holds [[rule]] tables only"),
        });
    }
    let rows = match table.get("rule") {
        None => &[][..],
        Some(Value::Array(rows)) => rows,
        Some(_) => {
            let wrong = "'rule' is no list: each rule begins with [[rule]]".to_owned();
            return Err(RuleError::File { file: file.to_owned(), wrong });
        }
    };
    Ok(rows.iter().enumerate().map(|(at, row)| one(file, at, row)).collect())
}

fn one(file: &str, at: usize, row: &Value) -> Result<Placed, RuleError> {
    let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
    let id = if id.is_empty() { format!("number {}", at + 1) } else { id.to_owned() };
    let wrong = |wrong: &str| RuleError::Rule {
        file: file.to_owned(),
        rule: id.clone(),
        wrong: wrong.trim().to_owned(),
    };
    let written: Written =
        row.clone().try_into().map_err(|error: toml::de::Error| wrong(error.message()))?;
    if written.id.trim().is_empty() {
        return Err(wrong("its id is empty"));
    }
    Ok(Placed { file: file.to_owned(), own: false, tested: false, written })
}
