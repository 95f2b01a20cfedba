use std::collections::HashMap;
use std::collections::HashSet;

use super::*;
use crate::config::keymap::Chord;
use crate::tui::Bindings;

#[test]
fn no_key_does_two_things_in_one_context() {
    let mut known: HashMap<(Context, Chord), &str> = HashMap::new();
    for row in ACTIONS {
        for (context, key) in
            row.contexts.iter().flat_map(|it| row.keys.iter().map(move |key| (*it, *key)))
        {
            let chord: Chord = key.parse().unwrap();
            if let Some(other) = known.insert((context, chord), row.name) {
                panic!("{key} is both {other} and {} in {context:?}", row.name);
            }
        }
    }
}

#[test]
fn every_key_is_written_as_it_is_shown() {
    for key in ACTIONS.iter().flat_map(|row| row.keys) {
        assert_eq!(key.parse::<Chord>().unwrap().to_string(), *key);
    }
}

#[test]
fn names_are_kebab_case_and_unique() {
    let mut seen = HashSet::new();
    for row in ACTIONS {
        assert!(seen.insert(row.name), "{} stands twice", row.name);
        assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", row.name);
        assert!(!row.keys.is_empty() && !row.contexts.is_empty(), "{} has no key", row.name);
    }
}

#[test]
fn the_views_keep_the_digits_for_themselves() {
    for row in ACTIONS {
        let digit = row.keys.iter().any(|key| key.starts_with(|c: char| c.is_ascii_digit()));
        assert_eq!(digit, row.name.starts_with("view-"), "{}", row.name);
    }
}

#[test]
fn every_key_does_its_action_wherever_it_works() {
    let bindings = Bindings::default();
    for row in ACTIONS {
        for (context, key) in
            row.contexts.iter().flat_map(|it| row.keys.iter().map(move |key| (*it, *key)))
        {
            let done = bindings.action(context, key.parse().unwrap());
            assert_eq!(done, Some(row.action), "{key} in {context:?}");
        }
    }
}

#[test]
fn every_place_can_be_left_and_leads_to_the_help() {
    let bindings = Bindings::default();
    let has = |context, actions: &[Action]| {
        actions.iter().any(|action| !bindings.keys(context, *action).is_empty())
    };
    for context in Context::ALL {
        let leave = [Action::Close, Action::RestoreLine, Action::LeaveChoices];
        assert!(has(context, &leave), "{context:?} cannot be left");
        let help = [Action::ShowHelp, Action::HelpInLine, Action::LeaveHelp];
        assert!(has(context, &help), "{context:?} has no help");
    }
}

#[test]
fn the_readme_has_the_key_table_of_this_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let (_, rest) = readme.split_once("<!-- keys -->").expect("<!-- keys --> begins the table");
    let (table, _) = rest.split_once("<!-- /keys -->").expect("<!-- /keys --> ends the key table");
    let keys = crate::tui::key_markdown(&Bindings::default());
    assert_eq!(table.trim(), keys, "put the output of `telltail keys --format markdown` there");
    for row in ACTIONS {
        assert!(table.contains(&format!(" | {}", row.help)), "{} is not told", row.name);
    }
}
