//! What was declared and never came.

use std::collections::BTreeMap;

use super::model::{context, found, found_by, line, log_with, told};
use crate::audit::Policy;
use crate::event::Severity;

const CATALOG: &str = r#"{"acme.demo-1.0.0":{"commonProperties":{},"events":{
    "opened":{"kind":{"classification":"SystemMetaData","purpose":"FeatureInsight"},
              "ms":{"classification":"SystemMetaData","purpose":"FeatureInsight","isMeasurement":true},
              "${wildcard}":[{"${prefix}":"timeto","${classification}":{"classification":"SystemMetaData","purpose":"FeatureInsight"}}]},
    "closed":{}}},
  "acme.silent-1.0.0":{"commonProperties":{},"events":{"started":{}}}}"#;

fn asking(rule: &str) -> Policy {
    let severities = BTreeMap::from([(rule.to_owned(), Some(Severity::Note))]);
    Policy { severities, ..Policy::default() }
}

#[test]
fn what_never_came_is_told_where_a_policy_asks_and_of_who_logged_anything() {
    let log = log_with(CATALOG, &[line(0, "Opened", r#""Kind":"x""#)]);
    for rule in ["TEL004", "TEL005"] {
        assert_eq!(found(&log, rule), [], "{rule}");
    }
    let told_of = |rule| told(&found_by(&log, rule, context(asking(rule))));
    assert_eq!(told_of("TEL004"), ["note closed - 0"]);
    assert_eq!(told_of("TEL005"), ["note opened ms 0"]);
}

#[test]
fn a_measurement_is_a_number_and_a_property_is_text() {
    let log = log_with(
        CATALOG,
        &[
            line(0, "opened", r#""kind":true,"ms":"12""#),
            line(1, "opened", r#""kind":"","ms":null"#),
            line(2, "opened", r#""kind":"a","ms":1"#),
        ],
    );
    assert_eq!(told(&found(&log, "TEL003")), ["note opened kind 1", "note opened ms 1"]);
}
