//! A list of declared properties, with the look-up of a logged key in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::declaration::{NameMatch, PropertyDeclaration};
use super::names::fold;

/// Declared properties in the order of their file, each name once.
#[derive(Clone, Debug, Default)]
pub struct PropertyList {
    list: Vec<PropertyDeclaration>,
    exact: HashMap<String, usize>,
    prefixes: HashMap<String, usize>,
    longest_prefix: usize,
    /// By [`without_digits`] of the name.
    numbered: HashMap<String, Vec<usize>>,
}

/// At most this many names that differ only in digits take part in a look-up; real ones are one
/// or two, and a hostile file must not make each look-up slow.
const SAME_SHAPE: usize = 64;

/// A wildcard's prefix longer than this, in bytes, matches nothing: the editor cuts the names it
/// logs far below, and each byte costs a look-up.
const PREFIX: usize = 256;

impl PropertyList {
    /// Adds `property`, unless its name is declared already: the extractor keeps the first
    /// declaration too.
    pub(super) fn add(&mut self, property: PropertyDeclaration) {
        let name = fold(&property.name).into_owned();
        let names = match property.matching {
            NameMatch::Exact | NameMatch::Number => &mut self.exact,
            NameMatch::Prefix => &mut self.prefixes,
        };
        let Entry::Vacant(free) = names.entry(name) else { return };
        let (at, name) = (self.list.len(), free.key().clone());
        free.insert(at);
        match property.matching {
            NameMatch::Exact => {}
            NameMatch::Prefix => {
                self.longest_prefix = self.longest_prefix.max(name.len()).min(PREFIX);
            }
            NameMatch::Number => {
                let same = self.numbered.entry(without_digits(&name)).or_default();
                if same.len() < SAME_SHAPE {
                    same.push(at);
                }
            }
        }
        self.list.push(property);
    }

    /// Adds every property of `other` that is not declared here.
    pub(super) fn extend(&mut self, other: Self) {
        other.list.into_iter().for_each(|property| self.add(property));
    }

    /// What `key` was declared as: by its name in any case, else with its digits as `<NUMBER>`,
    /// else by the longest wildcard prefix.
    pub fn get(&self, key: &str) -> Option<&PropertyDeclaration> {
        let key = fold(key);
        self.exact
            .get(key.as_ref())
            .map(|at| &self.list[*at])
            .or_else(|| self.same_number(&key).find(|known| number_fits(&fold(&known.name), &key)))
            .or_else(|| self.longest_prefix_of(&key))
    }

    /// The declaration here of the very name that `other` declares, and in the same way.
    pub(super) fn declared(&self, other: &PropertyDeclaration) -> Option<&PropertyDeclaration> {
        let names = match other.matching {
            NameMatch::Exact | NameMatch::Number => &self.exact,
            NameMatch::Prefix => &self.prefixes,
        };
        names.get(fold(&other.name).as_ref()).map(|at| &self.list[*at])
    }

    /// The properties, in the order of their file.
    pub fn iter(&self) -> impl Iterator<Item = &PropertyDeclaration> {
        self.list.iter()
    }

    /// How many properties are declared.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Those with a `<NUMBER>` whose names are like `key` but for the digits.
    fn same_number(&self, key: &str) -> impl Iterator<Item = &PropertyDeclaration> {
        // Most catalogs have none: then the key is not rewritten for nothing.
        let found =
            if self.numbered.is_empty() { None } else { self.numbered.get(&without_digits(key)) };
        found.into_iter().flatten().map(|at| &self.list[*at])
    }

    fn longest_prefix_of(&self, key: &str) -> Option<&PropertyDeclaration> {
        if self.prefixes.is_empty() {
            return None;
        }
        (0..=key.len().min(self.longest_prefix))
            .rev()
            .filter(|end| key.is_char_boundary(*end))
            .find_map(|end| self.prefixes.get(&key[..end]))
            .map(|at| &self.list[*at])
    }
}

/// How an extractor writes a number inside a name, folded.
pub(super) const NUMBER: &str = "<number>";

/// `name` with each run of digits, and each `<number>`, as one `#`.
fn without_digits(name: &str) -> String {
    let mut shape = String::with_capacity(name.len());
    for c in name.replace(NUMBER, "#").chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !shape.ends_with('#') {
            shape.push(c);
        }
    }
    shape
}

/// Whether `key` is `name` with digits where `name` has `<number>`.
fn number_fits(name: &str, key: &str) -> bool {
    let mut parts = name.split(NUMBER);
    let Some(mut rest) = parts.next().and_then(|first| key.strip_prefix(first)) else {
        return false;
    };
    for part in parts {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        // Digits that the name itself has after the number belong to the name.
        let own = part.bytes().take_while(u8::is_ascii_digit).count();
        if digits <= own {
            return false;
        }
        match rest[digits - own..].strip_prefix(part) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn list(names: &[(&str, NameMatch)]) -> PropertyList {
        let mut list = PropertyList::default();
        for (name, matching) in names {
            list.add(PropertyDeclaration {
                name: (*name).to_owned(),
                matching: *matching,
                ..PropertyDeclaration::default()
            });
        }
        list
    }

    #[rstest]
    #[case("exectime", Some("execTime"))]
    #[case("ExecTime", Some("execTime"))]
    #[case("useApiV2", Some("useApiV<NUMBER>"))]
    #[case("useApiV1234", Some("useApiV<NUMBER>"))]
    #[case("useApiV", None)]
    #[case("useApiV2x", None)]
    #[case("e1m7", Some("e1m<NUMBER>"))]
    #[case("e2m7", None)]
    #[case("timer.total", Some("timer."))]
    #[case("TIMER.tick.one", Some("timer.tick"))]
    #[case("timer", None)]
    #[case("", None)]
    fn a_key_finds_its_declaration(#[case] key: &str, #[case] wanted: Option<&str>) {
        let list = list(&[
            ("execTime", NameMatch::Exact),
            ("useApiV<NUMBER>", NameMatch::Number),
            ("e1m<NUMBER>", NameMatch::Number),
            ("timer.", NameMatch::Prefix),
            ("timer.tick", NameMatch::Prefix),
        ]);
        assert_eq!(list.get(key).map(|found| found.name.as_str()), wanted);
    }

    #[test]
    fn the_first_of_two_spellings_is_kept() {
        let names = [("a", NameMatch::Exact), ("A", NameMatch::Exact), ("a", NameMatch::Prefix)];
        let list = list(&names);
        assert_eq!(list.len(), 2);
        assert_eq!(list.get("A").map(|found| found.name.as_str()), Some("a"));
    }

    #[test]
    fn prefixes_are_cut_between_characters_only() {
        let list = list(&[("é", NameMatch::Prefix), ("", NameMatch::Prefix)]);
        assert_eq!(list.get("éa").map(|found| found.name.as_str()), Some("é"));
        assert_eq!(list.get("ü").map(|found| found.name.as_str()), Some(""));
    }
}
