//! Running predicates: Kleene's logic, the order of evaluation, and what is told of them.

use std::cell::RefCell;

use proptest::prelude::*;
use rstest::rstest;

use super::{ask, context, event};
use crate::query::{
    Context, Cost, Field, Fields, Predicate, Probe, Stratum, Truth, explain, parse,
};

#[rstest]
#[case("level:error prop.x:1", Truth::Unknown)]
#[case("level:usage prop.x:1", Truth::False)]
#[case("prop.x:1 level:usage", Truth::False)]
#[case("prop.x:1 or level:error", Truth::True)]
#[case("prop.x:1 or level:usage", Truth::Unknown)]
#[case("-prop.x:1", Truth::Unknown)]
#[case("prop.x!=1", Truth::Unknown)]
#[case("-(level:usage prop.x:1)", Truth::True)]
fn what_is_not_known_matters_only_where_it_decides(#[case] filter: &str, #[case] answer: Truth) {
    let sample = event().without_knowing(Field::Prop("x".to_owned()));
    assert_eq!(ask(filter, &sample), answer);
}

/// Says no to everything, and notes what it was asked.
#[derive(Default)]
struct Asked(RefCell<Vec<String>>);

impl Fields for Asked {
    fn probe(&self, field: &Field, _: &mut Probe<'_>) -> Truth {
        self.0.borrow_mut().push(field.to_string());
        Truth::from(*field == Field::Level)
    }
}

#[rstest]
#[case("prop.a:1 -message:x -name:x -seq:1 level:error", &["level", "name", "message", "prop.a"])]
#[case("prop.a:1 message:x name:x kind:log", &["kind"])]
#[case("message:x or prop.a:1 or level:error", &["level"])]
#[case("(message:x or level:error) name:x", &["name"])]
#[case("-size:1 -kind:log", &["size", "kind"])]
fn cheap_terms_are_asked_first_and_only_as_far_as_needed(
    #[case] filter: &str,
    #[case] asked: &[&str],
) {
    let fields = Asked::default();
    let dynamic: &dyn Fields = &fields;
    Predicate::read(filter, &context()).unwrap().eval(dynamic);
    assert_eq!(*fields.0.borrow(), asked);
}

#[rstest]
#[case("", Cost::Column, Stratum::Logged)]
#[case("level:error", Cost::Column, Stratum::Level)]
#[case("name:x or ext:x", Cost::Name, Stratum::Producer)]
#[case("foo level:error", Cost::Literal, Stratum::Level)]
#[case("-(dest:gh or prop.x:1)", Cost::Key, Stratum::Destination)]
#[case("/Foobar/ copilot", Cost::Regex, Stratum::Logged)]
#[case("/[0-9]/ prop.x:1", Cost::Text, Stratum::Logged)]
#[case("prop.\"a/b\":1", Cost::Body, Stratum::Logged)]
#[case("has:undeclared", Cost::Body, Stratum::Catalog)]
fn cost_and_stratum_are_those_of_the_farthest_field(
    #[case] filter: &str,
    #[case] cost: Cost,
    #[case] stratum: Stratum,
) {
    let predicate = Predicate::read(filter, &context()).unwrap();
    assert_eq!((predicate.cost(), predicate.strata()), (cost, stratum));
    assert_eq!(predicate.is_all(), filter.is_empty());
}

#[test]
fn destinations_that_rules_name_are_known_through_the_context() {
    let mut context = Context::default();
    assert!(Predicate::read("dest:coder", &context).is_err());
    context.destinations.push("coder".to_owned());
    assert!(Predicate::read("dest:coder", &context).is_ok());
}

#[test]
fn a_predicate_can_go_to_another_thread() {
    fn goes<T: Clone + Send + Sync + std::fmt::Debug>(_: &T) {}
    goes(&Predicate::read("level:error", &context()).unwrap());
}

#[test]
fn an_explanation_says_how_each_term_is_read_in_the_order_it_is_asked() {
    let filter = "prop.count:15 (Level:err or -name:git/*) time>=14:02 size:8KB.. dest:gh /Re/";
    let expr = parse(filter).unwrap();
    let predicate = Predicate::compile(&expr, &context()).unwrap();
    let expected = "\
filter  prop.count:15 (level:err or -name:git/*) time>=14:02 size:8KB.. dest:gh /Re/
  all of:
    time>=14:02
        time is from 2026-11-21T14:02:00.000 by the log's clock
        from a column, once per event
    size:8KB..
        size as a number is at least 8192
        from a column, once per event
    dest:gh
        dest is one of github, github-enhanced
        once per distinct event
    any of:
      level:err
          level is error
          once per distinct event
      not:
        name:git/*
            name fits git/* as a whole, in any case
            once per distinct event
    prop.count:15
        prop.count is the number 15; where it is no number, it holds \"15\", in any case
        looks behind \"count\" in records that hold it, and parses those where that cannot tell
    /Re/
        text matches the regex Re
        tries every record's text
1. decided once per distinct event: dest:gh, level:err, name:git/*
2. decided from columns, event by event: time>=14:02, size:8KB..
3. of what is left, only records are read that hold \"count\" or an escape \"\\u\", which could hide it
4. those are parsed of which their bytes cannot tell
";
    assert_eq!(explain(&expr, &predicate).to_string(), expected);
    let everything = explain(&parse("").unwrap(), &Predicate::read("", &context()).unwrap());
    assert_eq!(everything.to_string(), "filter  (empty)\n  everything passes\n");
}

#[rstest]
#[case("copilot", &["what holds \"copilot\" passes; no record is parsed"])]
#[case("kind:event (Foo or bar)", &[
    "decided once per distinct event: kind:event",
    "of what is left, what holds \"Foo\" or \"bar\" passes; no record is parsed",
])]
#[case("/\"durationMs\":[0-9]{5}\\./", &[
    "only records are read that hold \"\"durationMs\":\"",
    "those are decided by their bytes; no record is parsed",
])]
#[case("/[0-9]{5}/", &["every record is read, for no text is in all that pass; none is parsed"])]
#[case("-prop.x:1", &[
    "every record is read, for no text is in all that pass",
    "those are parsed of which their bytes cannot tell",
])]
#[case("copilot (level:error or prop.frequency>1)", &[
    "decided once per distinct event: level:error",
    "of what is left, only records are read that hold \"copilot\"",
    "those are parsed of which their bytes cannot tell",
])]
fn the_plan_says_what_is_read_of_what_is_left(#[case] filter: &str, #[case] plan: &[&str]) {
    let expr = parse(filter).unwrap();
    let predicate = Predicate::compile(&expr, &context()).unwrap();
    assert_eq!(explain(&expr, &predicate).plan, plan);
}

/// Terms over the sample event, of which a test can hide some.
const TERMS: [(&str, Field); 6] = [
    ("level:error", Field::Level),
    ("kind:log", Field::Kind),
    ("name:copilot", Field::Name),
    ("request", Field::Text),
    ("seq>20", Field::Seq),
    ("has:truncated", Field::Truncated),
];

fn filter() -> impl Strategy<Value = String> {
    let term = proptest::sample::select(&TERMS[..]).prop_map(|(text, _)| text.to_owned());
    term.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not {a}")),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_answered_with_less_knowledge_stays_true_with_more(
        filter in filter(),
        hidden in proptest::collection::vec(proptest::sample::select(&TERMS[..]), 0..4),
    ) {
        let partial = hidden.into_iter().fold(event(), |s, (_, field)| s.without_knowing(field));
        let full = ask(&filter, &event());
        prop_assert_ne!(full, Truth::Unknown);
        let answer = ask(&filter, &partial);
        prop_assert!(answer == full || answer == Truth::Unknown, "{}", filter);
    }
}
