use rstest::rstest;

use super::*;
use crate::event::{Evidence, Scope, Severity};

fn finding() -> Finding {
    Finding {
        rule: "TEL013".into(),
        title: "a raw path".into(),
        severity: Severity::Error,
        by: Evidence::Rule,
        producer: "acme.demo".to_owned(),
        event: Some("run".to_owned()),
        key: Some((Scope::Properties, "path".to_owned())),
        in_name: false,
        pii: None,
        destinations: Vec::new(),
        message: "a path".into(),
        seen: None,
        selection: None,
        selects: true,
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

const WHY: &str = "reason = 'known'\nuntil = 2027-01-31\n";

#[rstest]
#[case("rule = 'TEL013'", true)]
#[case("rule = 'TEL0*'", true)]
#[case("rule = 'TEL?1?'\nproducer = 'acme.*'", true)]
#[case("rule = 'TEL013'\nevent = 'run'\nkey = 'path'", true)]
#[case("rule = 'TEL012'", false)]
#[case("rule = 'TEL013'\nevent = 'ran'", false)]
#[case("rule = 'TEL013'\nproducer = 'acme'", false)]
#[case("rule = '*'\nfingerprint = '0000000000000000'", false)]
fn a_waiver_fits_what_everything_it_names_fits(#[case] names: &str, #[case] fits: bool) {
    let waivers = Waivers::read(&format!("[[waiver]]\n{names}\n{WHY}")).expect("a file");
    assert_eq!((&waivers.broken, &waivers.warnings), (&Vec::new(), &Vec::new()));
    let found = waivers.of(&finding(), day("2027-01-31"));
    assert_eq!(found.is_some(), fits);
    assert!(waivers.of(&finding(), day("2027-02-01")).is_none(), "its last day is over");
}

#[rstest]
#[case("rule = 'TEL013'\nuntil = 2027-01-31", 1, "needs 'reason'")]
#[case("rule = 'TEL013'\nreason = 'x'", 1, "needs 'until'")]
#[case("reason = 'x'\nuntil = 2027-01-31", 1, "needs 'rule'")]
#[case("rule = 'TEL013'\nreason = ' '\nuntil = 2027-01-31", 3, "'reason' must be text")]
#[case("rule = 'TEL013'\nreason = 'x'\nuntil = 'soon'", 4, "'until' must be a day")]
#[case("rule = 'TEL013'\nreason = 'x'\nuntil = 2027-02-30T", 4, "broken TOML")]
fn what_is_wrong_with_a_waiver_is_told_with_its_line(
    #[case] names: &str,
    #[case] line: usize,
    #[case] wrong: &str,
) {
    let error = match Waivers::read(&format!("[[waiver]]\n{names}\n")) {
        Ok(waivers) => waivers.broken.into_iter().next().expect("a broken one"),
        Err(error) => error,
    };
    assert_eq!(error.line, line, "{error}");
    assert!(error.wrong.contains(wrong), "{error}");
}

#[test]
fn what_does_nothing_is_told() {
    let text = format!("[[waiver]]\nrule = 'TEL050'\n{WHY}[[waiver]]\nrule = 'TEL013'\n{WHY}");
    let waivers = Waivers::read(&text).expect("a file");
    let idle = |today| {
        let idle = waivers.idle(&[finding()], day(today));
        idle.iter().map(|(waiver, _)| waiver.rule.clone()).collect::<Vec<_>>()
    };
    assert_eq!(idle("2027-01-31"), ["TEL050"]);
    assert_eq!(idle("2027-02-01"), ["TEL050", "TEL013"]);
}

#[rstest]
#[case("")]
#[case("# ours\n[[waiver]] # first\nrule = 'TEL001'\nreason = 'a'\nuntil = 2027-01-01")]
#[case("[[waiver]]\nrule = 'TEL001'\nreason = 'a'\nuntil = 2027-01-01\n\n# the end\n")]
fn a_waiver_is_added_and_what_was_there_stays(#[case] text: &str) {
    let mut found = finding();
    found.event = Some("a \"name\"\nof\u{7} two lines".to_owned());
    let waiver = Waiver::exactly(&found, "we \\ know", day("2027-01-31"));
    let more = append(text, &waiver).expect("a file of waivers");
    assert!(more.starts_with(text));
    let read = Waivers::read(&more).expect("a file of waivers");
    let last = read.list.last().expect("the new one");
    assert_eq!(Waiver { line: 0, ..last.clone() }, waiver);
    assert!(read.of(&found, day("2027-01-31")).is_some());
}

#[test]
fn a_waiver_with_a_word_that_is_not_known_waives_nothing() {
    let text =
        "[[waiver]]\nrule = \"*\"\nprodcer = \"acme.*\"\nreason = \"known\"\nuntil = 2027-01-31\n";
    let waivers = Waivers::read(text).unwrap();
    assert!(waivers.of(&finding(), day("2026-12-01")).is_none());
    assert!(waivers.broken[0].to_string().contains("'prodcer' (did you mean 'producer'?)"));
}

#[test]
fn nothing_is_added_to_what_is_no_file_of_waivers() {
    let waiver = Waiver::exactly(&finding(), "known", day("2027-01-31"));
    assert!(append("[[waiver", &waiver).is_err());
    assert!(append("waiver = []\n", &waiver).is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "[\\[\\]a-z='\"\n0-9#.-]{0,80}") {
        let _ = Waivers::read(&text);
    }

    #[test]
    fn a_star_is_any_text(before in "[a-c]{0,4}", any in "[a-c*?]{0,6}", after in "[a-c]{0,4}") {
        let (like, text) = (format!("{before}*{after}"), format!("{before}{any}{after}"));
        proptest::prop_assert!(is_like(&like, &text));
    }
}
