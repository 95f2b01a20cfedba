//! What each form is called, and what becomes of a text in a table.

use std::path::Path;

use proptest::prelude::*;
use rstest::rstest;

use super::cell::is_formula;
use super::*;

#[rstest]
#[case("events.ndjson", Some(ExportFormat::Ndjson))]
#[case("events.jsonl", Some(ExportFormat::Ndjson))]
#[case("a.b/events.JSON", Some(ExportFormat::Ndjson))]
#[case("events.csv", Some(ExportFormat::Csv))]
#[case("telemetry.log", Some(ExportFormat::Raw))]
#[case("report.md", Some(ExportFormat::Markdown))]
#[case("report", None)]
#[case(".csv", None)]
#[case("-", None)]
fn a_name_says_the_form_by_its_end(#[case] name: &str, #[case] format: Option<ExportFormat>) {
    assert_eq!(ExportFormat::of_path(Path::new(name)), format);
}

#[test]
fn a_form_is_known_by_its_word_and_json_is_one_of_them() {
    for format in ExportFormat::ALL {
        assert_eq!(format.as_str().parse(), Ok(format));
        let name = format!("x.{}", format.extensions()[0]);
        assert_eq!(ExportFormat::of_path(Path::new(&name)), Some(format));
    }
    assert_eq!("json".parse(), Ok(ExportFormat::Ndjson));
    let unknown = "xml".parse::<ExportFormat>().unwrap_err().to_string();
    assert!(unknown.starts_with("'xml' is no form of events: it is one of ndjson, csv, raw"));
}

#[test]
fn all_usual_columns_are_fields() {
    assert_eq!(default_columns().len(), 17);
}

#[rstest]
#[case("=1+1")]
#[case("@SUM(A1)")]
#[case("+a")]
#[case("-a")]
#[case("-1+1|cmd")]
#[case("\t=1")]
#[case("\r=1")]
fn what_a_spreadsheet_would_run_is_a_formula(#[case] text: &str) {
    assert!(is_formula(text));
}

#[rstest]
#[case("")]
#[case("a=1")]
#[case("-12.5")]
#[case("+3")]
#[case("-1e3")]
#[case("'=1")]
fn a_number_and_any_other_text_is_none(#[case] text: &str) {
    assert!(!is_formula(text));
}

proptest! {
    #[test]
    fn what_begins_like_a_formula_and_is_none_is_a_number(text in "[=+@\\-\t\r][ -~]{0,12}") {
        prop_assert!(is_formula(&text) || text.parse::<f64>().is_ok());
    }
}
