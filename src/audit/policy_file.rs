//! A policy as a file: TOML with severities, budgets, rules of one's own and waivers.

use std::collections::BTreeSet;

use crate::config::nearest::{did_you_mean, nearest};
use crate::event::Severity;
use crate::query::Context;

use super::own_rule::OwnRule;
use super::policy::{Budget, Machine, Policy};
use super::rules;
use super::sheet::{FileError, Sheet, parse};
use super::waivers::Waivers;

impl Policy {
    /// Reads a policy; `context` is what the filters of its rules are read with. Also told is what
    /// means nothing in it.
    ///
    /// # Errors
    /// The first thing that is wrong with it: a policy counts whole or not at all.
    pub fn read(text: &str, context: &Context) -> Result<(Self, Vec<FileError>), FileError> {
        let table = parse(text)?;
        let whole = Sheet::new(text, &table);
        let mut policy = Self {
            name: whole.text("name")?,
            enhanced_consent: whole.flag("enhanced-consent")?,
            ..Self::default()
        };
        let mut warnings = Vec::new();
        for sheet in whole.sheets("rule")? {
            let rule = OwnRule::of(&sheet, context)?;
            if policy.own.iter().any(|known| known.id() == rule.id()) {
                return Err(sheet.wrong_at(
                    "id",
                    format!("there are two rules '{}': give one another id", rule.id()),
                ));
            }
            warnings.extend(sheet.unknown("a rule"));
            policy.own.push(rule);
        }
        if let Some(sheet) = whole.sheet("severity")? {
            policy.take_severities(&sheet, &mut warnings)?;
        }
        if let Some(sheet) = whole.sheet("budgets")? {
            policy.take_budgets(&sheet, &mut warnings)?;
        }
        if let Some(sheet) = whole.sheet("machine")? {
            policy.machine = Machine::of(&sheet)?;
            warnings.extend(sheet.unknown("[machine]"));
        }
        policy.waivers = Waivers::within(&whole)?;
        if let Some(wrong) = policy.waivers.broken.first() {
            return Err(wrong.clone());
        }
        warnings.append(&mut policy.waivers.warnings);
        warnings.extend(whole.unknown("a policy"));
        Ok((policy, warnings))
    }

    fn take_severities(
        &mut self,
        sheet: &Sheet<'_>,
        warnings: &mut Vec<FileError>,
    ) -> Result<(), FileError> {
        let all = rules::all();
        let ours = all.iter().map(|rule| rule.about().id.to_string());
        let known: BTreeSet<String> =
            ours.chain(self.own.iter().map(|rule| rule.id().to_owned())).collect();
        for (id, word) in sheet.entries() {
            let severity = match word {
                Some("off") => None,
                Some(word) => Some(word.parse::<Severity>().map_err(|_| wrong(sheet, id))?),
                None => return Err(wrong(sheet, id)),
            };
            if !known.contains(id) {
                let low = known.iter().map(|id| (id.to_lowercase(), id)).collect::<Vec<_>>();
                let near = nearest(id, low.iter().map(|(low, _)| low.as_str()));
                let near = low.iter().find(|(low, _)| Some(low.as_str()) == near);
                let near = did_you_mean(near.map(|(_, id)| id.as_str()));
                let told =
                    format!("there is no rule '{id}'{near}; `telltail audit --rules` lists all");
                warnings.push(sheet.wrong_at(id, told));
            }
            self.severities.insert(id.to_owned(), severity);
        }
        Ok(())
    }

    fn take_budgets(
        &mut self,
        sheet: &Sheet<'_>,
        warnings: &mut Vec<FileError>,
    ) -> Result<(), FileError> {
        self.budgets.each = budget(sheet, Budget::default())?;
        for (producer, own) in sheet.tables() {
            let budget = budget(&own, self.budgets.each)?;
            warnings.extend(own.unknown("a budget"));
            self.budgets.producers.insert(producer.to_owned(), budget);
        }
        // A table is a producer's; of what is none it is said that it means nothing.
        let tables: BTreeSet<&str> = sheet.tables().iter().map(|(name, _)| *name).collect();
        warnings.extend(sheet.unknown_but("[budgets]", &tables));
        Ok(())
    }
}

fn wrong(sheet: &Sheet<'_>, id: &str) -> FileError {
    sheet.wrong_at(id, format!("{id} must be \"note\", \"warning\", \"error\" or \"off\""))
}

fn budget(sheet: &Sheet<'_>, otherwise: Budget) -> Result<Budget, FileError> {
    let (events, bytes) = (sheet.number("events-per-minute"), sheet.number("bytes-per-session"));
    Ok(Budget {
        events_per_minute: events?.unwrap_or(otherwise.events_per_minute),
        bytes_per_session: bytes?.unwrap_or(otherwise.bytes_per_session),
    })
}

impl Machine {
    fn of(sheet: &Sheet<'_>) -> Result<Self, FileError> {
        Ok(Self {
            user: sheet.text("user")?,
            home: sheet.text("home")?,
            host: sheet.text("host")?,
            remotes: sheet.texts("remotes")?,
        })
    }
}

#[cfg(test)]
mod tests;
