//! A corpus of labelled events judges the audit's rules: first whether the corpus itself is sound,
//! then how precise and how complete each rule is.
#![expect(clippy::unwrap_used, reason = "a scene that cannot be read ends its test")]

#[path = "corpus/audit.rs"]
mod audit;
#[path = "corpus/scene.rs"]
mod scene;
#[path = "corpus/score.rs"]
mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};

use serde_json::Value;
use telltail::event::Kind;
use telltail::frame::frame_all;
use telltail::parse::head;

use audit::Finding;
use scene::{Label, Scene, scenes};
use score::{Score, Tally};

/// Every rule that the corpus has to judge.
const RULES: [&str; 24] = [
    "TEL001", "TEL002", "TEL003", "TEL004", "TEL005", "TEL010", "TEL011", "TEL012", "TEL013",
    "TEL014", "TEL020", "TEL021", "TEL022", "TEL023", "TEL030", "TEL031", "TEL032", "TEL033",
    "TEL034", "TEL040", "TEL041", "TEL042", "TEL050", "TEL060",
];

/// Those that look for personal data and secrets.
const PERSONAL: [&str; 4] = ["TEL010", "TEL011", "TEL012", "TEL013"];

#[test]
fn the_corpus_is_large_and_a_third_of_it_are_hard_negatives() {
    let scenes = scenes();
    let events: Vec<_> = scenes.iter().flat_map(|scene| &scene.events).collect();
    let hard = events.iter().filter(|event| event.hard).count();
    assert!(events.len() >= 300, "{} events", events.len());
    assert!(hard * 3 >= events.len(), "{hard} hard negatives of {}", events.len());
    let personal = |rule: &&str| PERSONAL.contains(rule);
    let about = events.iter().filter(|event| event.rules().any(|rule| personal(&rule))).count();
    assert!(about >= 170, "{about} events are about personal data and secrets");
}

#[test]
fn every_event_has_an_id_of_its_own_and_a_hard_one_says_why() {
    let mut seen = BTreeSet::new();
    for scene in scenes() {
        for event in &scene.events {
            assert!(seen.insert(event.id.clone()), "{} stands twice", event.id);
            assert_eq!(event.hard, !event.tempts.is_empty(), "{}: what does it tempt?", event.id);
            assert!(!event.hard || !event.why.is_empty(), "{}: why is it hard?", event.id);
            let fires = |rule: &String| event.fires.iter().any(|label| label.rule == *rule);
            assert!(!event.tempts.iter().any(fires), "{} tempts what fires", event.id);
        }
    }
}

#[test]
fn every_rule_has_to_fire_and_to_be_silent() {
    let mut positive: BTreeMap<String, usize> = BTreeMap::new();
    let mut tempting: BTreeMap<String, usize> = BTreeMap::new();
    for scene in scenes() {
        let wanted = scene.log.iter().filter(|label| !label.optional);
        let labels = scene.events.iter().flat_map(|event| &event.fires).chain(wanted);
        labels.for_each(|label| *positive.entry(label.rule.clone()).or_default() += 1);
        let tempts = scene.events.iter().flat_map(|event| &event.tempts);
        tempts.for_each(|rule| *tempting.entry(rule.clone()).or_default() += 1);
    }
    for (rule, _) in positive.iter().chain(&tempting) {
        assert!(RULES.contains(&rule.as_str()), "{rule} is no rule");
    }
    for rule in RULES {
        assert!(positive.get(rule) >= Some(&3), "{rule} fires {:?} times", positive.get(rule));
        assert!(tempting.get(rule) >= Some(&3), "{rule} is tempted {:?} times", tempting.get(rule));
    }
}

#[test]
fn what_is_personal_in_an_event_is_labelled() {
    let mut labelled = 0;
    for scene in scenes() {
        for event in &scene.events {
            labelled += usize::from(!event.personal.is_empty());
            // The name of the host that everybody's repositories are at names nobody.
            let names_all = event.id == "repo-standard-host";
            let about =
                |label: &Label| PERSONAL.contains(&label.rule.as_str()) && label.rule != "TEL012";
            assert!(
                names_all || !event.fires.iter().any(about) || !event.personal.is_empty(),
                "{}",
                event.id
            );
        }
    }
    assert!(labelled >= 160, "{labelled} events");
}

/// The JSON of a record, which follows its name.
fn payload(record: &str) -> Option<Value> {
    serde_json::from_str(&record[record.find(" {")? + 1..]).ok()
}

#[test]
fn every_record_is_one_telemetry_event() {
    for scene in scenes() {
        for event in &scene.events {
            let alone = Scene { events: vec![event.clone()], ..scene.clone() };
            let log = alone.written();
            let records: Vec<_> = frame_all(log.text.as_bytes()).collect();
            assert_eq!(records.len(), event.times, "{}", event.id);
            for record in records {
                let kind = head(record.bytes, record.opening.as_ref(), true).kind;
                assert_eq!(kind, Kind::Event, "{}", event.id);
            }
            let json = payload(log.text.lines().next().unwrap());
            assert!(json.is_some_and(|json| json.is_object()), "{}: no JSON", event.id);
        }
    }
}

#[test]
fn no_placeholder_is_left_in_a_log() {
    for scene in scenes() {
        let log = scene.written();
        for name in ["common", "reporter", "core", "sequence", "github", "microsoft", "internal"] {
            assert!(!log.text.contains(&format!("{{{{{name}")), "{}: {name}", scene.name);
        }
        assert!(!log.text.contains("{{text") && !log.text.contains("{{n}}"), "{}", scene.name);
        assert_eq!(log.lines.len(), log.text.lines().count(), "{}", scene.name);
    }
}

/// What a rule has to reach.
const PRECISION: f64 = 0.95;
const RECALL: f64 = 0.90;

fn good(tally: Tally) -> bool {
    tally.precision() >= PRECISION && tally.recall() >= RECALL
}

/// What an audit would say that finds all that is labelled, and nothing else.
fn ideal(scene: &Scene) -> Vec<Finding> {
    let of = |label: &Label, lines: Vec<usize>| Finding {
        rule: label.rule.clone(),
        severity: label.severity.clone().unwrap_or_else(|| "warning".to_owned()),
        producer: label.producer.clone(),
        event: label.event.clone(),
        key: label.key.clone(),
        pii: label.pii.clone(),
        lines,
        elsewhere: false,
    };
    let written = scene.written();
    let line = |index: usize| written.lines.iter().position(|at| *at == index).unwrap();
    let events = scene.events.iter().enumerate();
    let on_events = events.flat_map(|(index, event)| {
        event.fires.iter().map(move |label| of(label, vec![line(index)]))
    });
    scene.log.iter().map(|label| of(label, Vec::new())).chain(on_events).collect()
}

#[test]
fn the_ideal_audit_reaches_all_and_a_silent_one_nothing() {
    let (mut ideal_score, mut silent) = (Score::default(), Score::default());
    for scene in scenes() {
        ideal_score.judge(&scene, &ideal(&scene));
        silent.judge(&scene, &[]);
    }
    let of = |score: &Score| {
        let tally = score.together(&RULES);
        (tally.precision(), tally.recall())
    };
    assert_eq!(of(&ideal_score), (1.0, 1.0), "{:?}", ideal_score.wrong);
    assert_eq!(of(&silent), (1.0, 0.0));
    assert!(ideal_score.differing.is_empty() && ideal_score.errors_on_hard.is_empty());
}

#[test]
fn a_finding_without_a_label_is_a_false_alarm_by_name() {
    for scene in scenes() {
        let hard = scene.events.iter().position(|event| event.hard);
        let Some(index) = hard.filter(|_| scene.log.is_empty()) else { continue };
        let event = &scene.events[index];
        let line = scene.written().lines.iter().position(|at| *at == index).unwrap();
        let finding = Finding {
            rule: event.tempts[0].clone(),
            severity: "error".to_owned(),
            producer: None,
            event: None,
            key: None,
            pii: None,
            lines: vec![line],
            elsewhere: false,
        };
        let mut score = Score::default();
        score.judge(&scene, &[finding]);
        assert_eq!(score.rules[&event.tempts[0]].alarms, 1, "{}", event.id);
        assert_eq!(score.errors_on_hard.len(), 1, "{}", event.id);
        assert!(score.wrong.iter().any(|line| line.contains(&event.id)), "{}", event.id);
    }
}

#[test]
fn the_rules_are_precise_and_miss_little() {
    let mut score = Score::default();
    for scene in scenes() {
        score.judge(&scene, &audit::audit(&scene));
    }
    let table = score.table(("personal data and secrets", &PERSONAL));
    // Not by a macro: what those print is shown for a failing test only.
    io::stderr().write_all(table.as_bytes()).unwrap();
    assert!(good(score.together(&PERSONAL)), "personal data and secrets: see the table above");
    let bad = |(rule, tally): (&String, &Tally)| (!good(*tally)).then(|| rule.clone());
    let bad: Vec<_> = score.rules.iter().filter_map(bad).collect();
    assert!(bad.is_empty(), "see the table above for {}", bad.join(", "));
    assert!(score.errors_on_hard.is_empty(), "errors on hard negatives: see above");
    assert!(score.differing.is_empty(), "found, but not as labelled: see above");
}
