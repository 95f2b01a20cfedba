//! Values that were redacted, cut, or are somebody's words.

use std::collections::BTreeMap;

use rstest::rstest;

use super::model::{Line, audited, context, found, found_by, line, log_of, selected, told};
use crate::audit::Policy;
use crate::audit::prose::{is_code, is_free_text};
use crate::event::{Destination, Severity};

const MARK: &str = r#""folder":"<REDACTED: user-file-path>""#;

fn marked(times: i64) -> Vec<Line> {
    (0..times).map(|at| line(at * 1000, "scanned", MARK)).collect()
}

#[test]
fn the_third_mark_makes_all_of_them_a_warning_for_filters_too() {
    let mut lines = marked(3);
    lines.push(line(9000, "listed", MARK));
    let log = log_of(&lines);
    let expected = ["warning scanned folder 3", "note listed folder 1"];
    assert_eq!(told(&found(&log, "TEL012")), expected);
    let audit = audited(&log, context(Policy::default()));
    let warning = |id| (id, Severity::Warning);
    let hits = [warning(0), warning(1), warning(2), (3, Severity::Note)];
    assert_eq!(selected(&log, &audit, "TEL012"), hits);
    assert_eq!(told(&found(&log_of(&marked(2)), "TEL012")), ["note scanned folder 2"]);
}

#[test]
fn a_policy_has_the_last_word_on_marks() {
    let severities = BTreeMap::from([("TEL012".to_owned(), Some(Severity::Note))]);
    let policy = Policy { severities, ..Policy::default() };
    let found = found_by(&log_of(&marked(3)), "TEL012", context(policy));
    assert_eq!(told(&found), ["note scanned folder 3"]);
}

#[test]
fn values_and_keys_of_the_length_at_which_they_are_cut_are_not_whole() {
    let key = "k".repeat(149);
    let body = |value: usize| format!(r#""text":"{}","{key}":"x""#, "é".repeat(value));
    let core = |at, value| Line { name: "telemetry/x".to_owned(), ..line(at, "x", &body(value)) };
    let log = log_of(&[core(0, 8191), core(1000, 8190), core(2000, 1023)]);
    let expected = [format!("note x {key} 3"), "note x text 2".to_owned()];
    assert_eq!(told(&found(&log, "TEL040")), expected);
}

#[test]
fn a_dotted_key_is_told_of_what_goes_to_github() {
    let dotted = |at| line(at, "shown", r#""model.id":"x","abexp.queried":"y""#);
    let log = log_of(&[dotted(0), dotted(100).to(Destination::GITHUB)]);
    assert_eq!(told(&found(&log, "TEL041")), ["note shown model.id 1"]);
}

#[rstest]
#[case("I clicked here because the other button did nothing")]
#[case("please rename the variable and explain what it is for")]
#[case("Why does this not work when the file is empty?")]
#[case("この関数を並べ替えてからテストを書いてください")]
fn somebodys_words_are_free_text(#[case] text: &str) {
    assert!(is_free_text(text), "{text}");
}

#[rstest]
#[case("fn main() {\n    println!(\"plum\");\n}")]
#[case("const total = xs.map(x => x.price);")]
#[case("select * from customers where name = 'Otto'")]
#[case("def f(x):\n    return x + 1")]
fn code_is_code(#[case] text: &str) {
    assert!(is_code(text), "{text}");
}

#[rstest]
#[case("")]
#[case("not found")]
#[case("userGestureFromContextMenu")]
#[case("text,regex,case-sensitive,whole-word")]
#[case("rust go python java ruby perl lua scala swift kotlin")]
#[case("Mon, 02 Mar 2026 07:00:01 GMT")]
#[case(
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Code/1.100.3 Chrome/132.0 Safari/537.36"
)]
#[case("ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00005917) Direct3D11 vs_5_0 ps_5_0, D3D11)")]
#[case("Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz (8 x 2112)")]
#[case(r#"{"a":[1,2,{"b":"if x == 3 && y"}],"c":"() => {}"}"#)]
#[case("Request failed with status code 404")]
#[case("--inspect=0 --no-sandbox --user-data-dir=x")]
fn words_of_a_fixed_set_are_neither(#[case] text: &str) {
    assert!(!is_free_text(text) && !is_code(text), "{text}");
}

#[test]
fn long_data_that_was_cut_is_no_code() {
    let data = format!(r#"[ {{"if": "a == b", "then": "() => {{}}"}}, {}"#, "\"x\", ".repeat(2000));
    assert!(!is_code(&data));
    assert!(is_code("{ let a = b == c; return a; }"));
}
