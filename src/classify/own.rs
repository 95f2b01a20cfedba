//! A person's own rules among the embedded ones: which takes whose place, and which comes first.

use std::collections::HashSet;

use super::rules::{RuleError, Rules};
use super::written::{Placed, read};

/// `embedded` with the rules of `files`, a person's own, in the order in which all are tried; and
/// what of theirs cannot be used.
pub(super) fn place(
    embedded: Vec<Placed>,
    files: &[(String, String)],
) -> (Vec<Placed>, Vec<RuleError>) {
    let mut order = Order { placed: embedded, first: 0, problems: Vec::new() };
    for (name, text) in files {
        match read(name, text) {
            Ok(rules) => order.file(rules),
            Err(problem) => order.problems.push(problem),
        }
    }
    (order.placed, order.problems)
}

/// The rules as far as they are placed. Those of a person that replace nothing come first.
struct Order {
    placed: Vec<Placed>,
    first: usize,
    problems: Vec<RuleError>,
}

impl Order {
    /// Places the rules of one file.
    fn file(&mut self, rules: Vec<Result<Placed, RuleError>>) {
        let mut seen = HashSet::new();
        for rule in rules {
            let placed = rule.and_then(|rule| {
                let rule = Placed { own: true, ..rule };
                // Before it takes a place: a rule that cannot be used must not drive out one that
                // can.
                Rules::default().add(&rule)?;
                if !seen.insert(rule.written.id.clone()) {
                    let twice = "another rule above it in this file has the same id".to_owned();
                    return Err(rule.wrong(twice));
                }
                self.rule(rule)
            });
            self.problems.extend(placed.err());
        }
    }

    fn rule(&mut self, rule: Placed) -> Result<(), RuleError> {
        let same = self.placed.iter_mut().find(|it| it.written.id == rule.written.id);
        match same {
            Some(known) if known.written.stratum() == rule.written.stratum() => *known = rule,
            Some(known) => {
                let wrong = format!(
                    "it decides something else than the rule of the same id in {}; give it \
                     another id",
                    known.file
                );
                return Err(rule.wrong(wrong));
            }
            None => {
                self.placed.insert(self.first, rule);
                self.first += 1;
            }
        }
        Ok(())
    }
}
