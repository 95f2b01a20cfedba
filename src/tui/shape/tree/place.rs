//! Where a value stands: its path for a person, and its field in the filter language.

use std::fmt::Write as _;

use crate::query::Field;

use super::{Node, Section, Step, Tree};

impl Tree {
    /// The nodes from the section down to this one.
    fn way(&self, at: usize) -> Vec<&Node> {
        let mut way: Vec<&Node> = Vec::new();
        let mut at = Some(at);
        while let Some(node) = at.and_then(|at| self.nodes.get(at)) {
            way.push(node);
            at = node.parent;
        }
        way.reverse();
        way
    }

    /// Its path for a person: `prop.a.b[0]`.
    pub(in crate::tui) fn path(&self, at: usize) -> Option<String> {
        let way = self.way(at);
        let (section, steps) = way.split_first()?;
        let scope = match section.step {
            Step::Section(Section::Properties) => "prop",
            Step::Section(Section::Measurements) => "m",
            Step::Section(Section::Common) => "common",
            _ => "any",
        };
        let mut path = scope.to_owned();
        for node in steps {
            match &node.step {
                Step::Key(key) => {
                    path.push('.');
                    path.push_str(key);
                }
                Step::Index(index) => {
                    let _ = write!(path, "[{index}]");
                }
                Step::Section(_) => {}
            }
        }
        (!steps.is_empty()).then_some(path)
    }

    /// The field of the filter language that has this value, or why there is none.
    pub(in crate::tui) fn field(&self, at: usize) -> Result<Field, &'static str> {
        let way = self.way(at);
        let Some(([section], steps)) = way.split_at_checked(1) else {
            return Err("there is no value under the cursor");
        };
        let Some((last, above)) = steps.split_last() else {
            return Err("there is no value under the cursor, only a heading");
        };
        let Step::Section(section) = section.step else {
            return Err("there is no value under the cursor");
        };
        if section == Section::Readable {
            return Err(
                "this payload is broken, so no filter sees its values; / searches its text",
            );
        }
        if above.iter().any(|node| node.held) {
            return Err("filters do not look into JSON that was logged as a string; / searches it");
        }
        let mut keys = Vec::new();
        for node in above.iter().chain([last]) {
            match &node.step {
                Step::Key(key) => keys.push(key.as_str()),
                _ => return Err("filters have no paths into arrays; / searches for the value"),
            }
        }
        let key = keys.join(".");
        match section {
            Section::Properties => Ok(Field::Prop(key)),
            _ if keys.len() > 1 => {
                Err("filters have paths into the event's own properties only; / searches")
            }
            Section::Measurements => Ok(Field::Measurement(key)),
            Section::Common => Ok(Field::Common(key)),
            Section::Extra | Section::Readable => Ok(Field::Any(key)),
        }
    }
}
