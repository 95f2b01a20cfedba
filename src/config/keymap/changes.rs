//! What a keymap changes about the keys: for an action, everywhere or in one context, the keys it
//! has instead of those it had.
//!
//! As it stands in a file, `down = ["j", "down"]` under `[keys]`, or under `[keys.list]` for one
//! context. Names and keys are texts here: only the shape is read.

use toml::{Table, Value};

/// The keys of one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// Where alone; `None` is wherever the action works.
    pub context: Option<String>,
    /// The action's name.
    pub action: String,
    /// Its keys there, instead of those it had.
    pub keys: Vec<String>,
}

/// Changes of keys, in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChanges(Vec<KeyChange>);

impl KeyChanges {
    /// Reads the table `keys` of a file, and says what in it has not the shape of keys.
    pub fn read(table: &Table) -> (Self, Vec<String>) {
        let mut changes = Self::default();
        let mut complaints = Vec::new();
        for (name, value) in table {
            let Value::Table(context) = value else {
                changes.read_one(None, name, value, &mut complaints);
                continue;
            };
            for (action, value) in context {
                changes.read_one(Some(name), action, value, &mut complaints);
            }
        }
        (changes, complaints)
    }

    fn read_one(
        &mut self,
        context: Option<&str>,
        action: &str,
        value: &Value,
        complaints: &mut Vec<String>,
    ) {
        let texts = match value {
            Value::String(text) => Some(vec![text.clone()]),
            Value::Array(all) => all.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        if let Some(keys) = texts {
            self.set(context, action, keys);
            return;
        }
        let place = context.map_or_else(String::new, |context| format!("{context}."));
        complaints.push(format!(
            "keys.{place}{action} must be a list of keys, such as [\"ctrl-d\", \"pgdn\"]"
        ));
    }

    /// Gives `action` these keys, in the place of what was said before of the same action and
    /// context.
    pub fn set(&mut self, context: Option<&str>, action: &str, keys: Vec<String>) {
        self.0.retain(|it| it.action != action || it.context.as_deref() != context);
        let context = context.map(str::to_owned);
        self.0.push(KeyChange { context, action: action.to_owned(), keys });
    }

    /// The changes. What is said of all contexts stands before what is said of one.
    pub fn iter(&self) -> impl Iterator<Item = &KeyChange> {
        let of =
            |everywhere: bool| self.0.iter().filter(move |it| it.context.is_none() == everywhere);
        of(true).chain(of(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (KeyChanges, Vec<String>) {
        KeyChanges::read(&text.parse().expect("it is TOML"))
    }

    fn lines(changes: &KeyChanges) -> Vec<String> {
        let line = |it: &KeyChange| {
            format!("{} {} {}", it.context.as_deref().unwrap_or("*"), it.action, it.keys.join(" "))
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn keys_are_given_everywhere_or_in_one_context() {
        let (changes, complaints) =
            read("down = [\"j\", \"n\"]\nup = \"k\"\nback = []\n[list]\ndown = [\"down\"]");
        assert_eq!(lines(&changes), ["* back ", "* down j n", "* up k", "list down down"]);
        assert!(complaints.is_empty());
    }

    #[test]
    fn what_is_no_list_of_keys_is_said_and_the_rest_stands() {
        let (changes, complaints) =
            read("down = 1\nup = [\"k\", 2]\ntop = [\"g\"]\n[list]\nup = true");
        assert_eq!(lines(&changes), ["* top g"]);
        assert_eq!(complaints.len(), 3, "{complaints:?}");
        assert!(complaints.iter().any(|it| it.starts_with("keys.list.up must be a list")));
    }

    #[test]
    fn in_one_layer_what_is_said_of_one_context_stands_wherever_it_is_written() {
        let (changes, _) = read("zoom = \"a\"\n[list]\nzoom = \"b\"");
        assert_eq!(lines(&changes), ["* zoom a", "list zoom b"]);
    }
}
