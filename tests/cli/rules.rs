//! A person's own rules, from their files to what is printed, and who is named as the one that
//! decided.

use insta::assert_snapshot;
use serde_json::Value;

use super::support::{Home, arg};

const LINE: &str = "2026-03-14 09:00:00.000 [trace] acme.demo/run {\"a\":1}\n";

fn rules(home: &Home, file: &str, text: &str) -> String {
    arg(&home.file(&format!(".config/telltail/rules/{file}"), text)).to_owned()
}

/// Level, destination and the sentence why of the one event of [`LINE`].
fn printed(home: &Home) -> (Value, Value, Value, String) {
    let log = home.file("telemetry.log", LINE);
    let ran = home.run(&["print", "--format", "json", arg(&log)]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let event: Value = serde_json::from_slice(&ran.out).unwrap();
    let of = |key: &str| event[key].clone();
    (of("level"), of("destination"), of("destination_why"), ran.err)
}

const ACME: &str = r#"
[[rule]]
id = "mine.acme"
when = 'producer:acme.*'
destination = "acme-collector"
by = "rule"
why = "Acme has a collector of its own."
"#;

#[test]
fn a_rule_of_ones_own_is_tried_before_the_embedded_ones() {
    let home = Home::new();
    rules(&home, "acme.toml", ACME);
    let (level, destination, why, err) = printed(&home);
    assert_eq!((level, destination), ("usage".into(), "acme-collector".into()));
    assert_eq!(why, "Acme has a collector of its own.");
    assert_eq!(err, "");
    let log = home.at("telemetry.log");
    let found = home.run(&["print", "--filter", "dest:acme-collector", arg(&log)]).lines();
    assert_eq!(found.len(), 1, "a filter knows the destination: {found:?}");
}

#[test]
fn a_rule_with_the_id_of_an_embedded_one_takes_its_place() {
    let home = Home::new();
    let file = rules(
        &home,
        "levels.toml",
        "[[rule]]\nid = \"level.usage\"\nwhen = ''\nlevel = \"crash\"\nby = \"rule\"\nwhy = \"All is lost.\"\n",
    );
    assert_eq!(printed(&home).0, "crash");
    let listed = home.run(&["explain", "--rules"]).lines();
    let levels: Vec<_> = listed.iter().filter(|line| line.starts_with("  level.")).collect();
    assert_eq!(levels.last().unwrap().trim(), format!("level.usage in {file}"));
    assert_eq!(levels.iter().filter(|line| line.contains("level.usage")).count(), 1);
    // A name that an earlier rule knows is still decided by that one.
    let said = home.run(&["explain", "--line", "exception {\"common.extname\":\"acme.demo\"}"]);
    assert!(said.text().contains("level.exception in levels.toml"));
}

#[test]
fn a_condition_over_several_lines_is_listed_on_one() {
    let home = Home::new();
    rules(
        &home,
        "a.toml",
        &ACME.replace("'producer:acme.*'", "'''\n  producer:acme.*\n  name:x'''"),
    );
    let listed = home.run(&["explain", "--rules"]).lines();
    assert!(listed.iter().any(|line| line == "    when producer:acme.* name:x"), "{listed:#?}");
    assert!(listed.iter().all(|line| line.trim_end() != "    then"), "{listed:#?}");
}

#[test]
fn of_two_files_the_later_by_name_overrides_and_the_earlier_is_tried_first() {
    let home = Home::new();
    rules(&home, "10.toml", ACME);
    rules(&home, "20.toml", &ACME.replace("acme-collector", "later"));
    rules(
        &home,
        "30.toml",
        &ACME.replace("mine.acme", "mine.other").replace("acme-collector", "never"),
    );
    assert_eq!(printed(&home).1, "later");
}

#[test]
fn what_is_broken_is_a_warning_that_names_it_and_the_rest_is_used() {
    let home = Home::new();
    let broken = rules(&home, "a.toml", "[[rule]\nid = 3");
    let other = rules(&home, "b.toml", "[theme]\nname = \"dark\"\n");
    let mixed = format!(
        "{ACME}{}{}{}{}",
        ACME.replace("mine.acme", "mine.typo").replace("when", "whne"),
        ACME.replace("mine.acme", "mine.filter").replace("producer:", "prodcer:"),
        ACME.replace("mine.acme", "core.coder")
            .replace("destination = \"acme-collector\"", "level = \"error\""),
        ACME,
    );
    let mixed = rules(&home, "c.toml", &mixed);
    let (_, destination, _, err) = printed(&home);
    assert_eq!(destination, "acme-collector", "what is right is used");
    for (file, says) in [
        (&broken, "TOML parse error at line 1, column 8"),
        (&other, "'theme' is unknown"),
        (&mixed, "rule mine.typo: unknown field `whne`"),
        (&mixed, "rule mine.filter: "),
        (&mixed, "rule core.coder: it decides something else"),
        (&mixed, "rule mine.acme: another rule above it"),
    ] {
        let line = err.lines().find(|line| line.contains(file.as_str()) && line.contains(says));
        assert!(line.is_some(), "{file}: {says}\n{err}");
    }
    let last = err.lines().last().unwrap();
    assert_eq!(last, "telltail: these rules of your own are not used; all others are");
}

#[test]
fn a_rule_that_is_refused_does_not_drive_out_the_embedded_one() {
    let home = Home::new();
    rules(
        &home,
        "a.toml",
        "[[rule]]\nid = \"level.usage\"\nwhen = 'dest:github'\nlevel = \"crash\"\nby = \"rule\"\nwhy = \"w\"\n",
    );
    let (level, _, _, err) = printed(&home);
    assert_eq!(level, "usage");
    assert!(err.contains("rule level.usage") && err.contains("decided later"), "{err}");
}

#[test]
fn a_destination_must_be_a_word_that_a_filter_takes() {
    for name in ["", "two words", "\u{1b}[2J", &"x".repeat(41)] {
        let home = Home::new();
        let name = Value::from(name).to_string();
        rules(&home, "a.toml", &ACME.replace("\"acme-collector\"", &name));
        let (_, destination, _, err) = printed(&home);
        assert_eq!(destination, "unknown");
        assert!(err.contains("a destination is a word") && !err.contains('\u{1b}'), "{err}");
    }
}

#[test]
fn explain_names_the_rule_and_the_file_that_decided() {
    let home = Home::new();
    let file = rules(&home, "acme.toml", ACME);
    let said = home.run(&["explain", "--line", LINE.trim()]).text();
    assert_eq!(said, home.run(&["explain", "--line", "acme.demo/run {\"a\":1}"]).text());
    assert_snapshot!(said.replace(&file, "[mine]"), @r"
    producer     acme.demo
                 by a rule: producer.extension in producers.toml
    level        usage ?
                 a guess: level.usage in levels.toml
                 Nothing in the line marks an error; usage is the default.
    destination  acme-collector
                 by a rule: mine.acme in [mine]
                 Acme has a collector of its own.
    ");
    let core = ["explain", "--product", "code", "--line", "telemetry/editorOpened {}"];
    assert_snapshot!(home.run(&core).text(), @r"
    producer     vscode
                 by a rule: producer.core in producers.toml
    level        usage
                 by a rule: level.core in levels.toml
                 An event of the editor itself whose name and payload have no mark of an error.
    destination  microsoft
                 by a rule: core.microsoft in destinations.toml
                 Microsoft's build of VS Code sends its own events to Microsoft.
    ");
    let none = home.run(&["explain", "--line", "hello"]).complaint(2);
    assert!(none.contains("--line holds no event"), "{none}");
}

#[test]
fn explain_lists_all_rules_in_the_order_they_are_tried() {
    let home = Home::new();
    let file = rules(&home, "acme.toml", ACME);
    let listed = home.run(&["explain", "--rules"]).text();
    let at = |text: &str| listed.find(text).unwrap_or_else(|| unreachable!("{text}\n{listed}"));
    let order = [
        "producer: the first that holds decides",
        "  producer.core in producers.toml\n    when kind:event name:telemetry/*\n    then vscode\n",
        "level: the first that holds decides",
        "  level.usage in levels.toml\n    when always\n    then usage ?\n    why  Nothing in",
        "destination: the first that holds decides",
        &format!(
            "  mine.acme in {file}\n    when producer:acme.*\n    then acme-collector\n    why  Acme"
        ),
        "  core.coder in destinations.toml",
    ];
    let places: Vec<_> = order.iter().map(|text| at(text)).collect();
    assert!(places.is_sorted(), "{places:?}\n{listed}");
}
