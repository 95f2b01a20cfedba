use rstest::rstest;

use super::*;
use crate::config::keymap::{preset, preset_names};
use crate::tui::Bindings;

/// The keys as a person changes them, and what is said about that.
fn changed(own: &str) -> (Bindings, Vec<String>) {
    let (own, shape) = KeyChanges::read(&own.parse().unwrap());
    assert!(shape.is_empty(), "{shape:?}");
    let (bindings, complaints) = Bindings::new(&KeyChanges::default(), &own);
    (bindings, complaints.iter().map(ToString::to_string).collect())
}

fn key(text: &str) -> Chord {
    text.parse().unwrap()
}

#[test]
fn a_person_s_keys_take_the_place_of_the_action_s_own() {
    let (bindings, complaints) = changed("page-down = [\"ctrl-n\", \"pgdn\"]");
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(bindings.keys(Context::List, Action::PageDown), [key("ctrl-n"), key("pgdn")]);
    assert_eq!(bindings.action(Context::Help, key("ctrl-n")), Some(Action::PageDown));
    assert_eq!(bindings.action(Context::List, key("ctrl-f")), None, "it had that before");
}

#[test]
fn what_is_said_of_one_context_changes_no_other() {
    let (bindings, complaints) = changed("[help]\npage-down = \"ctrl-n\"");
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(bindings.keys(Context::Help, Action::PageDown), [key("ctrl-n")]);
    assert_eq!(bindings.action(Context::List, key("ctrl-f")), Some(Action::PageDown));
}

#[rstest]
#[case("folow = \"w\"", "no action 'folow' (did you mean 'follow'?)")]
#[case("[lst]\nfollow = \"w\"", "no context 'lst' (did you mean 'list'?)")]
#[case("[help]\nfollow = \"w\"", "follow does nothing in help; it works in list")]
#[case("follow = [\"contrl-f\", \"F\"]", "follow: 'contrl-f' is no key: write G, ctrl-d")]
#[case("follow = \"\\u202e\"", "follow: '\u{202e}' is no key")]
#[case("follow = \"ctrl-\\u001b\"", "follow: 'ctrl-\u{1b}' is no key")]
#[case("keep-line = [\"x\", \"enter\"]", "x is typed as text in filter line, search line")]
#[case("follow = [\"ctrl-f\"]", "ctrl-f is follow now, page-down has it no longer (list, detail)")]
#[case("follow = \"F6\"\nback = \"f6\"", "'F6' is no key")]
#[case("follow = \"f6\"\nback = \"f6\"", "f6 is given to both back and follow; it is back (list")]
fn what_cannot_be_done_as_it_was_meant_is_said(#[case] own: &str, #[case] said: &str) {
    let (_, complaints) = changed(own);
    assert!(complaints.iter().any(|it| it.contains(said)), "{complaints:#?}");
}

#[rstest]
#[case("quit-now = []", "")]
#[case("quit-now = \"f9\"", "")]
#[case("[filter-line]\nquit-now = []", "")]
#[case("down = \"ctrl-c\"", "keys: ctrl-c always quits: it cannot be down")]
#[case("[list]\ndown = [\"ctrl-c\", \"j\"]", "keys: ctrl-c always quits: it cannot be down")]
fn whatever_the_keys_are_there_is_a_way_out(#[case] own: &str, #[case] said: &str) {
    let (bindings, complaints) = changed(own);
    for context in Context::ALL {
        assert_eq!(bindings.action(context, key("ctrl-c")), Some(Action::QuitNow), "{context:?}");
    }
    assert_eq!(complaints.join("; "), said);
    assert_eq!(bindings.action(Context::List, key("j")), Some(Action::Down));
}

#[test]
fn a_key_goes_to_the_person_s_action_and_the_other_keeps_what_else_it_has() {
    let (bindings, complaints) = changed("follow = [\"ctrl-f\"]");
    assert_eq!(bindings.action(Context::List, key("ctrl-f")), Some(Action::Follow));
    assert_eq!(bindings.keys(Context::List, Action::PageDown), [key("pgdn")]);
    assert_eq!(complaints.len(), 1, "{complaints:?}");
}

#[test]
fn what_is_said_of_one_context_is_heard_before_what_is_said_of_all() {
    let (bindings, _) = changed("follow = \"f6\"\n[list]\ncycle-time = \"f6\"");
    assert_eq!(bindings.action(Context::List, key("f6")), Some(Action::CycleTime));
    assert_eq!(bindings.action(Context::Detail, key("f6")), Some(Action::Follow));
}

#[test]
fn who_takes_the_last_key_of_an_action_is_told_so() {
    let (_, complaints) = changed("follow = \"t\"");
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert!(complaints[1].contains("cycle-time has no key any more"), "{complaints:?}");
    let (bindings, complaints) = changed("cycle-time = []");
    assert!(bindings.keys_anywhere(Action::CycleTime).is_empty());
    assert!(complaints.is_empty(), "who wants none gets none: {complaints:?}");
}

#[test]
fn where_lines_are_typed_an_action_whose_new_keys_are_text_keeps_the_old_ones() {
    let (bindings, complaints) = changed("redraw = \"0\"");
    assert_eq!(bindings.action(Context::List, key("0")), Some(Action::Redraw));
    assert_eq!(bindings.action(Context::Filter, key("0")), None);
    assert_eq!(bindings.action(Context::Filter, key("ctrl-l")), Some(Action::Redraw));
    assert_eq!(complaints.len(), 1, "{complaints:?}");
}

#[test]
fn no_keymap_within_the_program_needs_an_excuse() {
    for name in preset_names() {
        let (_, complaints) = Bindings::new(&preset(name).unwrap(), &KeyChanges::default());
        assert!(complaints.is_empty(), "{name}: {complaints:#?}");
    }
}

#[test]
fn no_key_does_two_things_in_one_context_of_any_keymap() {
    for name in preset_names() {
        let (bound, _) = build(&preset(name).unwrap(), &KeyChanges::default());
        let mut known = HashMap::new();
        for (context, action, chords) in bound {
            for chord in chords {
                if let Some(other) = known.insert((context, chord), action) {
                    panic!("{name}: {chord} is {other:?} and {action:?} in {context:?}");
                }
                assert!(!(context.is_typed_into() && chord.is_typing()), "{name}: {chord}");
            }
        }
        for row in ACTIONS {
            let has_key = known.values().any(|action| *action == row.action);
            assert!(has_key, "{name}: {} has no key", row.name);
        }
    }
}

#[test]
fn the_keys_of_the_table_are_the_default_keymap_without_any_loss() {
    let (bound, _) = build(&KeyChanges::default(), &KeyChanges::default());
    let of_row = |row: &ActionRow| row.contexts.len() * row.keys.len();
    let all: usize = bound.iter().map(|(_, _, chords)| chords.len()).sum();
    assert_eq!(all, ACTIONS.iter().map(of_row).sum::<usize>());
}

/// Whether a key has a letter on it.
fn is_letter(chord: &Chord) -> bool {
    matches!(chord.key, crate::config::keymap::Key::Char(c) if c.is_alphabetic())
}

#[test]
fn in_the_keymap_of_arrows_no_letter_is_needed() {
    let (bindings, _) = Bindings::new(&preset("arrows").unwrap(), &KeyChanges::default());
    let has = |context, action| bindings.keys(context, action).iter().any(|it| !is_letter(it));
    for row in ACTIONS {
        let reached = row
            .contexts
            .iter()
            .any(|context| has(*context, row.action) || has(*context, Action::ShowPalette));
        assert!(reached, "{} needs a letter", row.name);
    }
    for (context, action) in [
        (Context::Palette, Action::NextChoice),
        (Context::Palette, Action::Choose),
        (Context::Filter, Action::RestoreLine),
        (Context::Help, Action::Close),
    ] {
        assert!(has(context, action), "{action:?} in {context:?}");
    }
    // What is without letters is what is shown.
    assert_eq!(bindings.keys(Context::List, Action::EditFilter)[0], key("f4"));
}
