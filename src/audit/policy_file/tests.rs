use rstest::rstest;

use super::*;
use crate::event::{Instant, Zone};

fn context() -> Context {
    Context { now: Instant(0), zone: Zone::utc(), destinations: vec!["github".to_owned()] }
}

fn read(text: &str) -> Result<(Policy, Vec<FileError>), FileError> {
    Policy::read(text, &context())
}

const WHOLE: &str = r#"
name = "acme"
enhanced-consent = "no"

[severity]
TEL004 = "warning"
TEL041 = "off"
ACME001 = "error"

[budgets]
events-per-minute = 60
[budgets."acme.demo"]
bytes-per-session = 1_000

[machine]
user = "robin"
remotes = ["git@example.com:a/b.git"]

[[rule]]
id = "ACME001"
when = "dest:github prop.branch:*"
severity = "note"
message = "branches stay here"

[[waiver]]
rule = "ACME001"
reason = "until the next release"
until = 2027-01-31
"#;

#[test]
fn a_policy_says_what_counts_and_how_much() {
    let (policy, warnings) = read(WHOLE).expect("a policy");
    assert_eq!(warnings, []);
    assert_eq!(policy.name.as_deref(), Some("acme"));
    assert_eq!(policy.enhanced_consent, Some(false));
    assert_eq!(policy.severities.get("TEL004"), Some(&Some(Severity::Warning)));
    assert_eq!(policy.severities.get("TEL041"), Some(&None));
    assert_eq!(policy.budgets.of("other").events_per_minute, 60);
    let own = policy.budgets.of("Acme.Demo");
    assert_eq!((own.events_per_minute, own.bytes_per_session), (60, 1000));
    assert_eq!(policy.machine.user.as_deref(), Some("robin"));
    assert_eq!(policy.machine.home, None);
    assert_eq!(policy.own.len(), 1);
    assert_eq!(policy.waivers.list.len(), 1);
}

#[rstest]
#[case("[severity", 1, "broken TOML")]
#[case("[severity]\nTEL001 = \"fatal\"", 2, "must be \"note\", \"warning\", \"error\" or \"off\"")]
#[case("[severity]\nTEL001 = 3", 2, "must be")]
#[case("[budgets]\nevents-per-minute = 0", 2, "a whole number above 0")]
#[case("[budgets]\nevents-per-minute = -5", 2, "a whole number above 0")]
#[case("[[waiver]]\nrule = 'TEL001'", 1, "needs")]
#[case("[[rule]]\nid = 'A'\nwhen = 'x'", 1, "needs 'message'")]
#[case("[[rule]]\nid = 'TEL999'\nwhen = 'x'\nmessage = 'm'", 2, "telltail's own")]
#[case("[[rule]]\nid = 'tel013'\nwhen = 'x'\nmessage = 'm'", 2, "telltail's own")]
#[case("[[rule]]\nid = 'A B'\nwhen = 'x'\nmessage = 'm'", 2, "letters, digits")]
#[case("[[rule]]\nid = 'A'\nwhen = 'level:eror'\nmessage = 'm'", 3, "'when' of A")]
#[case("[[rule]]\nid = 'A'\nwhen = 'a pii:email'\nmessage = 'm'", 3, "what rules find")]
#[case("[[rule]]\nid = 'A'\nwhen = 'x'\nseverity = 'bad'\nmessage = 'm'", 4, "no severity")]
#[case("rule = 3", 1, "no list")]
#[case("machine = 3", 1, "must be a table")]
fn what_is_wrong_with_a_policy_is_told_with_its_line(
    #[case] text: &str,
    #[case] line: usize,
    #[case] wrong: &str,
) {
    let error = read(text).expect_err("it is wrong");
    assert_eq!(error.line, line, "{error}");
    assert!(error.wrong.contains(wrong), "{error}");
}

#[rstest]
#[case("nme = 'a'", "did you mean 'name'?")]
#[case("[severity]\nTEL0013 = 'note'", "did you mean 'TEL0")]
#[case("[budgets]\nevents-per-minutes = 3", "did you mean 'events-per-minute'?")]
#[case("[budgets.'a.b']\nbytes = 3", "a budget has no key 'bytes'")]
#[case("[machine]\nusr = 'a'", "did you mean 'user'?")]
#[case("[[rule]]\nid = 'A'\nwhen = 'x'\nmesage = 'm'\nmessage = 'm'", "did you mean 'message'?")]
fn what_means_nothing_is_told_with_what_it_is_like(#[case] text: &str, #[case] said: &str) {
    let (_, warnings) = read(text).expect("a policy");
    let [warning] = warnings.as_slice() else { panic!("{warnings:?}") };
    assert!(warning.to_string().contains(said), "{warning}");
}

#[test]
fn two_rules_of_one_name_are_refused() {
    let rule = "[[rule]]\nid = 'A'\nwhen = 'x'\nmessage = 'm'\n";
    let error = read(&rule.repeat(2)).expect_err("two");
    assert!(error.to_string().contains("two rules 'A'"), "{error}");
}
