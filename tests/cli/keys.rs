//! `telltail keys`, and the keys in a person's settings.

use serde_json::Value;

use super::support::Home;

const SETTINGS: &str = ".config/telltail/config.toml";

#[test]
fn the_keys_are_told_with_the_names_that_settings_use() {
    let text = Home::new().run(&["keys"]).text();
    for part in ["edit-filter", "ctrl-d", "Typing and choosing", "(filter line)"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn as_markdown_they_are_what_the_readme_has() {
    let table = Home::new().run(&["keys", "--format", "markdown"]).text();
    let readme = include_str!("../../README.md").replace("\r\n", "\n");
    assert!(readme.contains(table.trim()), "{table}");
}

#[test]
fn a_keymap_is_chosen_by_name_and_told_as_json() {
    let home = Home::new();
    let first_key = |args: &[&str]| {
        let rows: Vec<Value> = serde_json::from_str(&home.run(args).text()).unwrap();
        let row = rows.iter().find(|row| row["action"] == "edit-filter").unwrap();
        row["keys"][0].as_str().unwrap().to_owned()
    };
    assert_eq!(first_key(&["keys", "--format", "json"]), "f");
    assert_eq!(first_key(&["keys", "--format", "json", "--keymap", "arrows"]), "f4");
    home.file(SETTINGS, "keymap = \"less\"\n");
    assert_eq!(first_key(&["keys", "--format", "json"]), "&");
    assert_eq!(first_key(&["keys", "--format", "json", "--keymap", "default"]), "f");
}

#[test]
fn a_keymap_that_is_none_is_refused_with_the_one_that_was_meant() {
    let complaint = Home::new().run(&["keys", "--keymap", "vin"]).complaint(2);
    assert!(complaint.contains("did you mean 'vim'?"), "{complaint}");
}

#[test]
fn a_person_s_keys_count_and_what_they_cost_is_said_with_its_line() {
    let home = Home::new();
    home.file(SETTINGS, "[keys]\nfollow = \"ctrl-t\"\n[keys.list]\nmark = [\"ctrl-f\", \"m\"]\n");
    let ran = home.run(&["keys"]);
    let text = String::from_utf8(ran.out).unwrap();
    assert!(text.contains("ctrl-t") && text.contains("ctrl-f  m"), "{text}");
    assert!(
        ran.err.contains("ctrl-f is mark now, page-down has it no longer (list)"),
        "{}",
        ran.err
    );
    let ran = home.run(&["config", "check"]);
    let said = String::from_utf8(ran.out).unwrap();
    assert_eq!(ran.status, Some(2));
    assert!(said.contains("config.toml:4: ") && said.contains("ctrl-f is mark now"), "{said}");
}

#[test]
fn names_and_keys_that_are_none_are_told_with_what_was_meant() {
    let home = Home::new();
    home.file(SETTINGS, "[keys]\nfolow = \"a\"\nfollow = \"contrl-a\"\n[keys.lst]\nmark = \"a\"\n");
    let said = String::from_utf8(home.run(&["config", "check"]).out).unwrap();
    for part in [
        "there is no action 'folow' (did you mean 'follow'?)",
        "follow: 'contrl-a' is no key",
        "there is no context 'lst' (did you mean 'list'?)",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
