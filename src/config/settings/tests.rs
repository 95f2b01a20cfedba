use std::fs;

use rstest::rstest;

use super::super::environment::System;
use super::*;

fn environment(variables: &[(&str, &str)]) -> (tempfile::TempDir, Environment) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_owned();
    let variables = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    (folder, Environment { system: System::Linux, variables, home })
}

/// The settings of a person with this file and these variables.
fn with(text: &str, variables: &[(&str, &str)]) -> Settings {
    let (_folder, environment) = environment(variables);
    write(&environment, text);
    Settings::load(&environment, None).unwrap()
}

fn write(environment: &Environment, text: &str) -> PathBuf {
    let path = file_of(environment);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// Warnings without the folder of the file.
fn said(settings: &Settings) -> Vec<String> {
    let name = |it: &Warning| it.to_string().rsplit("/telltail/").next().unwrap().to_owned();
    settings.warnings.iter().map(name).collect()
}

#[test]
fn the_default_file_sets_everything_and_nothing_else() {
    let settings = Settings::default();
    assert_eq!(settings.warnings, []);
    let set: Vec<Key> = settings.values.keys().copied().collect();
    assert_eq!(set, Key::all().collect::<Vec<_>>());
    assert!(Key::all().all(|key| !settings.is_set(key)));
}

#[test]
fn every_setting_stands_in_the_default_file_with_a_comment_above_it() {
    for key in Key::all() {
        let at = DEFAULT.find(&format!("\n{} = ", key.as_str()));
        assert!(at.is_some(), "{}", key.as_str());
    }
    assert!(DEFAULT.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn later_layers_count_for_more_and_each_value_knows_its_own() {
    let mut settings = with(
        "theme = \"light\"\n\nwrap = true\ntime = \"date\"\n",
        &[("TELLTAIL_TIME", "delta"), ("TELLTAIL_MAX_MEMORY", "1G"), ("TELLTAIL_MOUSE", "off")],
    );
    settings.set(Key::MaxMemory, Value::Text("2G".to_owned()), "--max-memory");
    assert_eq!(settings.warnings, []);
    assert_eq!(settings.text(Key::Theme), "light");
    assert!(settings.flag(Key::Wrap) && !settings.flag(Key::Mouse));
    assert_eq!(settings.time(), TimeStyle::Delta);
    assert_eq!(settings.chosen(Key::MaxMemory), Some("2G"));
    assert_eq!(settings.chosen(Key::Tz), None);
    let line = |key| match settings.origin(key) {
        Origin::File(_, line) => line,
        other => unreachable!("{other}"),
    };
    assert_eq!((line(Key::Theme), line(Key::Wrap)), (1, 3));
    assert_eq!(settings.origin(Key::Time).to_string(), "TELLTAIL_TIME");
    assert_eq!(settings.origin(Key::MaxMemory).to_string(), "--max-memory");
    assert_eq!(settings.origin(Key::Poll), Origin::Default);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_was_there_stays() {
    let text = "teme = \"light\"\nwrap = \"yes\"\ncolumns = \"time\"\ntime = \"soon\"\n\
                zzz = 1\nkeys = 7\n[filters]\nbad = 3\ngood = \"level:error\"\n";
    let settings = with(text, &[("TELLTAIL_WRAP", "maybe"), ("TELLTAIL_THEMES", "x")]);
    insta::assert_snapshot!(said(&settings).join("\n"), @r#"
    config.toml:1: there is no setting 'teme' (did you mean 'theme'?); `telltail config print --default` lists all
    config.toml:2: wrap must be true or false; what is set here is not used
    config.toml:3: columns must be a list of texts: ["a", "b"]; what is set here is not used
    config.toml:4: time must be one of "clock", "date", "relative", "delta"; what is set here is not used
    config.toml:5: there is no setting 'zzz'; `telltail config print --default` lists all
    config.toml:6: keys must be a table: [keys]; what is set here is not used
    config.toml:8: filters.bad must be a filter in quotes; what is set here is not used
    TELLTAIL_THEMES: there is no setting 'themes' (did you mean 'theme'?)
    TELLTAIL_WRAP: must be true or false; it is not used
    "#);
    assert!(!settings.flag(Key::Wrap));
    assert_eq!(settings.time(), TimeStyle::Clock);
    assert_eq!(settings.own_filters(), [("good".to_owned(), "level:error".to_owned())].into());
}

#[test]
fn keys_are_kept_as_they_are_written() {
    let text = "[keys]\ndown = \"J\"\ntop = [\"g\", \"home\"]\nquit = []\nup = 1\n\
                [keys.list]\nup = [\"K\"]\n";
    let settings = with(text, &[]);
    let own = settings.key_changes();
    let chords = |name: &str| {
        let own = own.iter().find(|it| it.action == name && it.context.is_none());
        own.map(|it| it.keys.join(" "))
    };
    let up =
        own.iter().find(|it| it.action == "up").map(|it| (it.context.clone(), it.keys.clone()));
    assert_eq!(up, Some((Some("list".to_owned()), vec!["K".to_owned()])));
    assert_eq!(chords("down").as_deref(), Some("J"));
    assert_eq!(chords("top").as_deref(), Some("g home"));
    assert_eq!(chords("quit").as_deref(), Some(""));
    assert_eq!(chords("up"), None);
    assert_eq!(settings.warnings.len(), 1);
}

#[test]
fn a_broken_file_that_was_found_is_a_warning_and_one_that_was_named_an_error() {
    let (_folder, environment) = environment(&[]);
    let path = write(&environment, "wrap = true\nthis is no TOML\n");
    let settings = Settings::load(&environment, None).unwrap();
    assert!(!settings.flag(Key::Wrap), "nothing of it is used");
    let said = said(&settings);
    assert!(said.len() == 1 && said[0].starts_with("config.toml:2: broken TOML: "), "{said:?}");
    let error = Settings::load(&environment, Some(&path)).unwrap_err().to_string();
    assert!(error.contains(":2: broken TOML"), "{error}");
    let gone = environment.home.join("gone.toml");
    let error = Settings::load(&environment, Some(&gone)).unwrap_err().to_string();
    assert!(error.contains("cannot read the settings") && error.contains("gone.toml"), "{error}");
}

#[test]
fn a_named_file_takes_the_place_of_the_one_that_is_found() {
    let (_folder, environment) = environment(&[]);
    write(&environment, "wrap = true\n");
    let other = environment.home.join("other.toml");
    fs::write(&other, "poll = true\n").unwrap();
    let settings = Settings::load(&environment, Some(&other)).unwrap();
    assert!(settings.flag(Key::Poll) && !settings.flag(Key::Wrap));
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let (_folder, environment) = environment(&[]);
    fs::create_dir_all(file_of(&environment)).unwrap();
    let settings = Settings::load(&environment, None).unwrap();
    assert_eq!(settings.warnings.len(), 1);
}

#[rstest]
#[case("telemetry.json", "CONFIG/telemetry.json")]
#[case("~/x/telemetry.json", "HOME/x/telemetry.json")]
#[case("acme.demo=~/t.json", "acme.demo=HOME/t.json")]
#[case("acme.demo=t.json", "acme.demo=CONFIG/t.json")]
fn catalogs_are_found_from_the_file_that_names_them(#[case] written: &str, #[case] meant: &str) {
    let (_folder, environment) = environment(&[]);
    let path = write(&environment, &format!("catalog = [\"{written}\"]"));
    let settings = Settings::load(&environment, None).unwrap();
    let meant = meant
        .replace("CONFIG", &path.parent().unwrap().display().to_string())
        .replace("HOME", &environment.home.display().to_string());
    assert_eq!(settings.catalogs(&environment.home), [OsString::from(meant)]);
}

#[test]
fn what_is_printed_is_toml_that_means_the_same() {
    let text = "columns = [\"time\", \"prop.a\"]\ntheme = \"my \\\"own\\\"\"\n\
                [keys]\ndown = [\"J\"]\nlist.up = \"K\"\n[filters]\n\"two words\" = \"level:error\"\n";
    let settings = with(text, &[]);
    let printed = settings.to_toml();
    assert!(printed.contains("mouse = true                             # default\n"), "{printed}");
    assert!(printed.contains("config.toml:2\n"), "{printed}");
    let again = with(&printed, &[]);
    assert_eq!(again.warnings, []);
    assert_eq!(again.texts(Key::Columns), settings.texts(Key::Columns));
    assert_eq!(again.text(Key::Theme), "my \"own\"");
    assert_eq!(again.key_changes(), settings.key_changes());
    assert_eq!(again.own_filters(), settings.own_filters());
}

#[test]
fn a_variable_is_named_by_one_rule() {
    assert_eq!(Key::ThemeDark.variable(), "TELLTAIL_THEME_DARK");
    let settings = with("", &[("TELLTAIL_COLUMNS", "time, level,,prop.a"), ("TELLTAIL_THEME", "")]);
    assert_eq!(settings.texts(Key::Columns), ["time", "level", "prop.a"]);
    assert!(!settings.is_set(Key::Theme));
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd_for_a_file(text in "(.|\n|\\[keys\\]|theme = |\"|=|\\{|\\[){0,60}") {
        if let Ok(layer) = file::read(Path::new("config.toml"), &text) {
            for warning in layer.warnings {
                proptest::prop_assert!(matches!(warning.origin, Origin::File(_, 1..)));
            }
        }
    }
}
