use std::fs;

use proptest::prelude::*;

use super::super::environment::System;
use super::*;

fn environment() -> (tempfile::TempDir, Environment) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_owned();
    (folder, Environment { system: System::Linux, variables: BTreeMap::new(), home })
}

fn some() -> State {
    State {
        time: Some("delta".to_owned()),
        wrap: Some(true),
        filter_history: vec!["level:error".to_owned(), "dest:\"a b\"".to_owned()],
        columns: Some(vec!["time".to_owned(), "prop.a.b:12".to_owned()]),
        filters: [("my own".to_owned(), "level:crash".to_owned())].into(),
        ..State::default()
    }
}

#[test]
fn what_is_kept_is_what_is_remembered() {
    let (_folder, environment) = environment();
    assert_eq!(State::load(&environment), (State::default(), None));
    some().save(&State::default(), &environment).unwrap();
    assert_eq!(State::load(&environment), (some(), None));
    let written: Vec<_> =
        fs::read_dir(own::state_folder(&environment)).unwrap().flatten().collect();
    assert_eq!(written.len(), 1, "nothing is left beside it: {written:?}");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let (_folder, environment) = environment();
    some().save(&State::default(), &environment).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(file_of(&environment)), 0o600);
    assert_eq!(mode(own::state_folder(&environment)), 0o700);
}

#[test]
fn a_broken_file_is_told_and_begun_anew() {
    let (_folder, environment) = environment();
    some().save(&State::default(), &environment).unwrap();
    for broken in [&b"wrap = 7"[..], b"= x", b"\xff", b"columns = 7"] {
        fs::write(file_of(&environment), broken).unwrap();
        let (state, said) = State::load(&environment);
        assert_eq!(state, State::default());
        assert!(said.unwrap().contains("state.toml: is "));
    }
    some().save(&State::default(), &environment).unwrap();
    assert_eq!(State::load(&environment), (some(), None));
}

#[test]
fn what_a_later_telltail_remembers_is_no_fault() {
    let (_folder, environment) = environment();
    some().save(&State::default(), &environment).unwrap();
    fs::write(file_of(&environment), "wrap = true\nfrom-the-future = { a = 1 }\n").unwrap();
    let wanted = State { wrap: Some(true), ..State::default() };
    assert_eq!(State::load(&environment), (wanted, None));
}

#[test]
fn a_history_keeps_its_newest_lines_and_none_that_is_too_long() {
    let mut lines: Vec<String> = (0..MOST + 5).map(|at| format!("line {at}")).collect();
    lines.push("x".repeat(LONGEST + 1));
    lines.push("two\nlines".to_owned());
    let kept = State { filter_history: lines, ..State::default() }.bounded().filter_history;
    assert_eq!(kept.len(), MOST);
    assert_eq!((kept[0].as_str(), kept[MOST - 1].as_str()), ("line 5", "line 204"));
}

#[test]
fn two_runs_at_once_keep_the_lines_of_both() {
    let (_folder, environment) = environment();
    let with = |lines: &[&str]| State {
        search_history: lines.iter().map(|line| (*line).to_owned()).collect(),
        ..State::default()
    };
    with(&["a", "b"]).save(&State::default(), &environment).unwrap();
    with(&["a", "c"]).save(&State::default(), &environment).unwrap();
    assert_eq!(State::load(&environment).0, with(&["b", "a", "c"]));
}

#[test]
fn what_one_run_changed_stays_when_another_that_began_before_ends() {
    let (_folder, environment) = environment();
    let begun = some();
    begun.save(&State::default(), &environment).unwrap();
    let named = |name: &str| {
        let mut state = some();
        state.filters.insert(name.to_owned(), "level:error".to_owned());
        state
    };
    let one = State { theme: Some("light".to_owned()), ..named("one") };
    let two = State { wrap: Some(false), columns: None, ..named("two") };
    one.save(&begun, &environment).unwrap();
    two.save(&begun, &environment).unwrap();
    let mut wanted = State { theme: Some("light".to_owned()), ..two };
    wanted.filters.extend(one.filters);
    assert_eq!(State::load(&environment).0, wanted);
}

#[test]
fn where_nothing_can_be_written_it_is_an_error_and_no_more() {
    let (_folder, environment) = environment();
    fs::write(environment.home.join(".local"), "a file").unwrap();
    assert!(some().save(&State::default(), &environment).is_err());
    assert_eq!(State::load(&environment), (State::default(), None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_of_a_history_comes_back_or_is_left_out(lines in prop::collection::vec(".{0,80}", 0..8)) {
        let (_folder, environment) = environment();
        let state = State { filter_history: lines, ..State::default() };
        state.save(&State::default(), &environment).unwrap();
        prop_assert_eq!(State::load(&environment), (state.bounded(), None));
    }
}
