//! What is said of filters that cannot be read: where, what, and what to write instead.

use rstest::rstest;

use super::context;
use crate::query::{Predicate, QueryError, parse};

fn error(filter: &str) -> QueryError {
    Predicate::read(filter, &context()).expect_err(filter)
}

/// The place of an error as the text it covers.
fn place<'t>(filter: &'t str, error: &QueryError) -> &'t str {
    &filter[error.span.start..error.span.end]
}

#[rstest]
#[case("level:eror", "eror", "'eror' is no level; did you mean level:error?")]
#[case("level=err", "err", "'err' is no level; did you mean level=error?")]
#[case(
    "level:\"\"",
    "\"\"",
    "'' is no level; use one of usage, error, crash, trace, debug, info, warning, critical"
)]
#[case("level>=c", "c", "'c' begins more than one level; write level>=crash or level>=critical")]
#[case(
    "dest:github-enhnced",
    "github-enhnced",
    "'github-enhnced' is no destination; did you mean dest:github-enhanced?"
)]
#[case("dest=gihub", "gihub", "'gihub' is no destination; did you mean dest=github?")]
#[case(
    "dest:a,xyz",
    "xyz",
    "'xyz' is no destination; use one of unknown, microsoft, microsoft-internal, github, github-enhanced, posthog, app-insights, not-sent"
)]
#[case(
    "dest:enhanced",
    "enhanced",
    "'enhanced' is no destination; did you mean dest:github-enhanced?"
)]
#[case("declared:maybe", "maybe", "'maybe' is no word for declared; use one of yes, no, unknown")]
#[case("kind>log", "log", "kind has no order, so > says nothing of it; write kind:… or kind~/…/")]
#[case("name>b", "b", "name has no order, so > says nothing of it; write name:… or name~/…/")]
#[case("size>abc", "abc", "'abc' is no number; write 512, 8KB or 2MB")]
#[case("size>1,000", "1,000", "'1,000' is no number; write 1000")]
#[case("size>5m", "5m", "size has no such unit as in '5m'; write 512, 8KB or 2MB")]
#[case("line:abc", "abc", "'abc' is no number; write a plain number such as 42")]
#[case("seq>x", "x", "'x' is no number; write a plain number such as 42")]
#[case(
    "time>abc",
    "abc",
    "'abc' is no time; write a time as 2026-11-21, 2026-11-21T01:43, 14:02, -5m or now"
)]
#[case(
    "time:14:02..abc",
    "14:02..abc",
    "'abc' is no time; write a time as 2026-11-21, 2026-11-21T01:43, 14:02, -5m or now"
)]
#[case(
    "time>5m",
    "5m",
    "'5m' is no time; write a time as 2026-11-21, 2026-11-21T01:43, 14:02, -5m or now"
)]
#[case("name~/(a/", "/(a/", "this cannot be searched for: unclosed group")]
#[case("name~a{9999999}", "a{9999999}", "this cannot be searched for: it is too big")]
#[case("truncated:no", "no", "truncated holds a list, which may be empty; write -has:truncated")]
fn a_value_that_the_field_does_not_take(
    #[case] filter: &str,
    #[case] at: &str,
    #[case] says: &str,
) {
    let error = error(filter);
    assert_eq!((place(filter, &error), error.to_string().as_str()), (at, says));
    assert!(!error.incomplete);
}

#[rstest]
#[case("lvel:error", "lvel", "'lvel' is no field; did you mean level:error?")]
#[case("(kind:log lvel>error)", "lvel", "'lvel' is no field; did you mean level>error?")]
#[case("porp.x:1", "porp.x", "'porp.x' is no field; did you mean prop.x:1?")]
#[case("has:levle", "levle", "'levle' is no field; did you mean level?")]
#[case("foo:bar", "foo", "'foo' is no field; to search for this text, quote it: \"foo:bar\"")]
#[case("a http://x", "http", "'http' is no field; to search for this text, quote it: \"http://x\"")]
#[case("prop:x", "prop", "a key is missing after prop.; write prop.KEY")]
#[case("prop.:x", "prop.", "a key is missing after prop.; write prop.KEY")]
#[case("level: error", "", "a value is missing here; write level:error")]
#[case("level:error, crash", "", "a value is missing here; write level:(…, crash)")]
#[case("level: ", "", "a value is missing here")]
#[case("prop.has: ", "", "a value is missing here")]
#[case("(level:error, ", "", "a value is missing here")]
#[case("has: ", "", "a field is missing after has:")]
#[case("has:level, ", "", "a field is missing after has:")]
#[case("prop.\"a b\" ", "", "an operator is missing after the field; write prop.\"a b\":value")]
#[case(
    "a - ",
    "-",
    "a minus stands directly before the term that it excludes; to search for this text, quote it: \"-\""
)]
#[case(
    "size > 8KB",
    ">",
    "a field stands directly before its operator; write it without spaces: size>8KB"
)]
#[case(
    ":x",
    ":",
    "a field stands directly before its operator; to search for this text, quote it: \":x\""
)]
#[case("level==error", "=", "one operator is enough; write level=error, or quote the value")]
#[case("size:>8KB", ">", "one operator is enough; write size>8KB, or quote the value")]
#[case(
    "level:error|crash",
    "|crash",
    "'crash' would be searched in the whole record; for several values write error,crash, else put spaces around the bar"
)]
#[case(
    "--inspect",
    "-",
    "a minus stands directly before the term that it excludes; to search for this text, quote it: \"--inspect\""
)]
#[case(
    "a - b",
    "-",
    "a minus stands directly before the term that it excludes; to search for this text, quote it: \"-\""
)]
#[case(
    "foo(bar)",
    "(",
    "a space is missing before '('; to search for this text, quote it: \"foo(bar)\""
)]
#[case(
    "\"a\"b",
    "b",
    "a space is missing before 'b'; to search for this text, quote it: \"\\\"a\\\"b\""
)]
#[case(
    "/home/alice",
    "alice",
    "'a' is no flag of a regex; a slash inside a regex is written \\/; to search for this text, quote it: \"/home/alice\""
)]
#[case("()", "()", "there is nothing in these parentheses; to search for this text, quote it")]
#[case("a)", ")", "this parenthesis closes nothing; to search for it, quote it: \")\"")]
#[case("or a", "or", "a term is missing before 'or'")]
#[case("a and or b", "or", "a term is missing before 'or'")]
#[case("(a or)", ")", "a term is missing before ')'")]
#[case("name:(a b)", "", "a comma is missing between the values")]
#[case("size>(1)", "(", "> takes one value, not a list")]
#[case(
    "name:\"a\"..b",
    "\"a\"..b",
    "name takes no such range; ranges are of times, levels and numbers"
)]
#[case(
    "size:..",
    "..",
    "a range needs at least one end; write size:from.., size:..to or size:from..to"
)]
#[case(
    "has:level=x",
    "=",
    "has: asks only whether the field is there; write has:level or level=value"
)]
#[case("has=level", "has", "has takes a field after a colon; such as has:level")]
#[case("//", "//", "this regex is empty; to search for this text, quote it: \"//\"")]
fn text_that_is_no_filter(#[case] filter: &str, #[case] at: &str, #[case] says: &str) {
    let error = error(filter);
    assert!(error.to_string().starts_with(says), "{error}");
    assert_eq!(place(filter, &error), at);
    assert!(!error.incomplete);
    assert_eq!(parse(filter), Err(error));
}

#[rstest]
#[case("prop.")]
#[case("level:error prop.")]
#[case("has:prop.")]
#[case("prop.\"a")]
#[case("prop.\"a\"")]
#[case("has:")]
#[case("has:level,")]
#[case("level:")]
#[case("level>=")]
#[case("level:error,")]
#[case("level:(")]
#[case("level:(error,")]
#[case("level:( ")]
#[case("level:(error, ")]
#[case("(level:error ")]
#[case("level:error|prop.")]
#[case("level:(error")]
#[case("name~/cop")]
#[case("/cop")]
#[case("\"two wor")]
#[case("name:\"x")]
#[case("(")]
#[case("(a or b")]
#[case("a or")]
#[case("a and ")]
#[case("not")]
#[case("!")]
#[case("a -")]
fn text_that_ends_too_early_is_incomplete_and_not_wrong(#[case] filter: &str) {
    assert!(parse(filter).unwrap_err().incomplete, "{filter}");
}

#[test]
fn the_caret_stands_under_the_place() {
    let filter = "level:eror";
    let shown = error(filter).caret(filter);
    assert_eq!(shown, "level:eror\n      ^^^^\n'eror' is no level; did you mean level:error?");
    let filter = "name:日本 level:";
    let lines = error(filter).caret(filter);
    assert_eq!(lines.lines().nth(1), Some("                ^"));
}

#[test]
fn the_caret_of_a_long_filter_shows_its_surroundings() {
    let filter = format!("{} level:eror {}", "word ".repeat(1000), "\u{1b}[31m word ".repeat(1000));
    let shown = error(&filter).caret(&filter);
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with('…') && lines[0].ends_with('…'), "{}", lines[0]);
    assert!(lines[0].chars().count() < 80);
    let column = lines[1].find('^').unwrap();
    assert_eq!(lines[0].chars().skip(column).take(4).collect::<String>(), "eror");
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn nesting_too_deep_is_an_error_and_no_overflow() {
    for opening in ["(", "!", "not ", "-(", "((((a) "] {
        let filter = format!("{}a", opening.repeat(100_000 / opening.len()));
        let error = parse(&filter).unwrap_err();
        assert!(error.message.contains("nested deeper"), "{error}");
    }
    let nested = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert!(parse(&nested).is_ok());
}

#[test]
fn too_many_patterns_are_refused_and_long_lists_of_values_are_not() {
    let filter = format!("name:{}", "a*,".repeat(1001).trim_end_matches(','));
    assert!(error(&filter).message.contains("more than 1000 patterns"));
    assert!(error(&"word ".repeat(1001)).message.contains("more than 1000 patterns"));
    let list = format!("prop.id:{}", "a,".repeat(20_000).trim_end_matches(','));
    assert!(Predicate::read(&list, &context()).is_ok());
}
