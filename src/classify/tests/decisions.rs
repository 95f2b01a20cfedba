//! Plans and what is searched for in bytes against every rule evaluated in order, and the numbers
//! of decisions.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::producer::producer;
use super::super::record::Known;
use super::*;
use crate::event::{Destination, ReasonId};
use crate::query::Truth;

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(Rules::embedded().unwrap()));

/// The embedded rules behind a person's own, which ask for all that rules may ask for.
static OWN: LazyLock<Arc<Rules>> = LazyLock::new(|| {
    let own = r#"
        [[rule]]
        id = "own.template"
        when = "has:any.who"
        producer = "of.{common.extname}"
        [[rule]]
        id = "own.log"
        when = "log:error or source:other any.\"odd key\"=1"
        producer = "of.errors"
        [[rule]]
        id = "own.not"
        when = "not has:any.unique_id producer:acme.* not any.a.b=1"
        level = "crash"
        by = "rule"
        why = "w"
        [[rule]]
        id = "own.level"
        when = "level:crash has:prop.reason m.durationMs>5"
        destination = "mine"
        by = "rule"
        why = "w"
    "#;
    let (rules, problems) = Rules::with_own(&[("own.toml".to_owned(), own.to_owned())]).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    Arc::new(rules)
});

/// What `rules` decide of `record`, each tried in its order.
fn in_order(rules: &Rules, record: &Record<'_>) -> Class {
    let mut known = Known { record, whole: true, producer: None, level: None };
    let found = rules.producers.iter().find_map(|rule| {
        let holds = rule.condition.eval(&known) == Truth::True;
        let name = holds.then(|| producer(&rule.decision, record)).flatten()?;
        Some((name, rule.reason))
    });
    let (name, producer_reason) = found.map_or_else(Default::default, |(it, id)| (it, Some(id)));
    let mut class = Class {
        producer: name.as_str().into(),
        producer_reason,
        level: record.log_level.and_then(LogLevel::level),
        level_reason: ReasonId::default(),
        destination: Destination::UNKNOWN,
        destination_reason: ReasonId::default(),
    };
    if record.kind != Kind::Event {
        return class;
    }
    known.producer = Some(&name);
    let level = rules.levels.iter().find(|rule| rule.condition.eval(&known) == Truth::True);
    if let Some(rule) = level {
        (class.level, class.level_reason) = (Some(rule.decision), rule.reason);
    }
    known.level = class.level;
    let mut destinations = rules.destinations.iter();
    if let Some(rule) = destinations.find(|rule| rule.condition.eval(&known) == Truth::True) {
        (class.destination, class.destination_reason) = (rule.decision, rule.reason);
    }
    class
}

/// Names of every sender, and of none.
fn names() -> impl Strategy<Value = String> {
    let known = [
        "telemetry/editorOpened",
        "telemetry/UnhandledError",
        "monacoworkbench/x",
        "exception",
        "GitHub.copilot-chat/exception",
        "GitHub.copilot-chat/panel.request",
        "GitHub.copilot-chat/conversation.messageText",
        "GitHub.copilot-chat/wrapped-telemetry-event-name-copilot/ghostText.shown-wrapped-telemetry-event-name",
        "wrapped-telemetry-event-name-copilot/ghostText.shown-wrapped-telemetry-event-name",
        "wrapped-telemetry-event-name-a/b-wrapped-telemetry-event-name",
        "[acme.node] telemetry/run",
        "git/x",
        "acme.x/activationFailed",
        "ms-python.python/x",
        "/x",
        "",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "[a-z./]{0,8}"]
}

/// Bodies with the keys that rules ask for, some of them escaped, in every shape.
fn bodies() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "isError",
        r"isErro\u0072",
        "common.extname",
        "common.common_extname",
        "common_extname",
        "unique_id",
        "sku",
        "common.tid",
        "common.sku",
        "common.userName",
        "issuedTime",
        "reason",
        "messageText",
        "gitRepoName",
        "common.telemetryclientversion",
        "common.os",
        "common.platformversion",
        "common.extversion",
        "distinct_id",
        "$lib",
        "a",
        "a.b",
        "who",
        r"wh\u006f",
        "odd key",
        r"odd\tkey",
        "durationMs",
        "x",
    ]);
    let values = prop::sample::select(vec![
        "1",
        "true",
        r#""acme.x""#,
        r#""copilot-chat""#,
        r#""isError\":1""#,
        r#"{"b":1}"#,
        "10",
        r#""posthog-js""#,
        r#""""#,
    ]);
    let members = prop::collection::vec((keys, values), 0..7);
    let text = |members: Vec<(&str, &str)>| {
        members
            .iter()
            .map(|(key, value)| format!("\"{key}\":{value}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    (members.clone(), members, 0_u8..6).prop_map(move |(one, two, shape)| {
        match (text(one), text(two), shape) {
            (one, _, 0) => format!("{{{one}}}"),
            (one, two, 1..=3) => format!(r#"{{"properties":{{{one}}},"measurements":{{{two}}}}}"#),
            (one, two, 4) => format!("{{\"properties\" : {{{one}}}, {two}}}"),
            (one, ..) => format!(r#"{{"properties":{{{one}}}"#),
        }
    })
}

/// Records of every kind, though not every combination is ever logged.
fn kinds() -> impl Strategy<Value = (Kind, Option<LogLevel>)> {
    prop_oneof![
        6 => Just((Kind::Event, Some(LogLevel::Trace))),
        1 => Just((Kind::Event, Some(LogLevel::Error))),
        1 => Just((Kind::Log, Some(LogLevel::Warning))),
        1 => Just((Kind::Raw, None)),
    ]
}

type Sample = (String, String, (Kind, Option<LogLevel>), &'static str, bool);

fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let source = prop::sample::select(vec!["telemetry.log", "other.log"]);
    prop::collection::vec((names(), bodies(), kinds(), source, any::<bool>()), 1..12)
}

proptest! {
    #[test]
    fn what_is_decided_is_what_every_rule_in_order_decides(
        samples in samples(), own in any::<bool>(), product in prop::sample::select(vec!["code", "unknown"]),
    ) {
        let rules = if own { &*OWN } else { &*RULES };
        let mut classifier = Classifier::new(Arc::clone(rules));
        // Twice: the second time every plan is there.
        for (name, text, (kind, log_level), source, posted) in samples.iter().chain(&samples) {
            let is_event = *kind == Kind::Event;
            let name = if is_event { name.as_str() } else { "" };
            let post = Post::new(Format::AppInsights);
            let bytes = if is_event { text.as_bytes() } else { &[] };
            let body = if *posted { Body::wire(bytes, &post) } else { Body::new(bytes, is_core(name)) };
            let record = Record {
                kind: *kind, log_level: *log_level, name, event: event_name(name), product, source,
                folder: (!is_event).then_some("acme.folder"), body: &body,
            };
            let expected = in_order(rules, &record);
            let id = classifier.decide(&record, Some(bytes));
            let decided = classifier.decision(id);
            prop_assert_eq!(&decided.class, &expected, "{} {}", name, text);
            prop_assert_eq!((decided.kind, decided.log_level, &*decided.name), (*kind, *log_level, name));
            prop_assert_eq!(decided.on_wire, *posted);
            prop_assert_eq!(classifier.decide(&record, None), id);
            prop_assert_eq!(&classifier.classify(&record), &expected);
        }
    }
}

fn event<'a>(name: &'a str, body: &'a Body<'_>) -> Record<'a> {
    Record {
        kind: Kind::Event,
        log_level: Some(LogLevel::Trace),
        name,
        event: event_name(name),
        product: "code",
        source: "telemetry.log",
        folder: None,
        body,
    }
}

#[test]
fn equal_decisions_have_one_number_and_numbers_have_no_gaps() {
    let mut classifier = Classifier::new(Arc::clone(&RULES));
    let texts = [r#"{"properties":{"isError":1}}"#, "{}", r#"{"properties":{"x":"isError"}}"#];
    let mut ids = Vec::new();
    for round in 0..2 {
        for name in ["telemetry/a", "telemetry/b"] {
            for text in texts {
                let body = Body::new(text.as_bytes(), true);
                ids.push(classifier.decide(&event(name, &body), Some(text.as_bytes())).index());
            }
        }
        assert_eq!(classifier.decisions().len(), 4, "round {round}");
    }
    assert_eq!(ids, [0, 1, 1, 2, 3, 3, 0, 1, 1, 2, 3, 3]);
}

#[test]
fn a_log_that_names_every_event_differently_is_decided_as_any_other() {
    let mut classifier = Classifier::new(Arc::clone(&RULES));
    let body = Body::new(b"{}", true);
    for round in 0..2 {
        for number in 0..20_000_usize {
            let name = format!("telemetry/e{number}");
            let id = classifier.decide(&event(&name, &body), Some(b"{}"));
            assert_eq!(id.index(), number, "round {round}");
        }
    }
    assert!(classifier.decisions().iter().all(|it| &*it.class.producer == "vscode"));
}

/// A body that must not be asked.
struct Sealed;

impl crate::event::Keys for Sealed {
    fn visit(
        &self,
        _: crate::event::Among,
        key: &str,
        _: &mut dyn FnMut(crate::event::Scalar<'_>) -> bool,
    ) -> bool {
        unreachable!("asked for {key}")
    }
}

#[rstest]
#[case("telemetry/editorOpened", r#"{"properties":{"isErrorneous":"isError","version":"1"}}"#)]
#[case("acme.x/y", r#"{"properties":{"sku":"os","macos":"x","extname2":1}}"#)]
#[case(
    "GitHub.copilot-chat/panel.request",
    r#"{"properties":{"a":"unique_id"},"measurements":{}}"#
)]
fn a_body_is_not_asked_for_what_its_bytes_do_not_hold(#[case] name: &str, #[case] text: &str) {
    let mut classifier = Classifier::new(Arc::clone(&RULES));
    let unread = Body::new(b"", false);
    let record = Record { body: &Sealed, ..event(name, &unread) };
    let first = classifier.decide(&record, Some(text.as_bytes()));
    assert_eq!(classifier.decide(&record, Some(text.as_bytes())), first);
}
