//! Completing and colouring: right for what is being typed, and total for everything else.

use proptest::prelude::*;
use rstest::rstest;

use crate::query::{
    Class, Completion, Context, Expr, Literal, Seen, Wants, complete, highlight, parse,
};

fn seen(texts: &[&str]) -> Vec<Seen> {
    let seen = |(at, text): (usize, &&str)| Seen { text: (*text).to_owned(), count: 9 - at as u64 };
    texts.iter().enumerate().map(seen).collect()
}

/// The place of `|` in `marked`, and the text without it.
fn at(marked: &str) -> (String, usize) {
    (marked.replacen('|', "", 1), marked.find('|').unwrap())
}

fn at_mark(marked: &str) -> Completion {
    let (text, cursor) = at(marked);
    complete(&text, cursor)
}

fn what(wants: &Wants) -> String {
    match wants {
        Wants::Nothing => "nothing".to_owned(),
        Wants::Fields { has } => format!("fields{}", if *has { " has" } else { "" }),
        Wants::Keys { scope, has } => format!("keys of {scope}{}", if *has { " has" } else { "" }),
        Wants::Values { field, op } => format!("values of {field} {}", op.as_str()),
    }
}

#[rstest]
#[case("|", "fields", "", "")]
#[case("le|", "fields", "le", "le")]
#[case("level:error -le|", "fields", "le", "le")]
#[case("!le|", "fields", "le", "le")]
#[case("(le|", "fields", "le", "le")]
#[case("a o|", "fields", "o", "o")]
#[case("a no|t", "fields", "no", "no")]
#[case("le|vel:error", "fields", "le", "level")]
#[case("pr|op.key:x", "fields", "pr", "prop")]
#[case("level:|", "values of level :", "", "")]
#[case("LEVEL!=er|", "values of level !=", "er", "er")]
#[case("level:error, |", "fields", "", "")]
#[case("level:error,cr|", "values of level :", "cr", "cr")]
#[case("level:(error, cr|", "values of level :", "cr", "cr")]
#[case("level:(error |", "values of level :", "", "")]
#[case("level:(error) |", "fields", "", "")]
#[case("level:er|ror x", "values of level :", "er", "error")]
#[case("level:usage..er|", "values of level :", "er", "er")]
#[case("name:\"git/cl|", "values of name :", "git/cl", "\"git/cl")]
#[case("name:\"a\\\"b|c\" x", "values of name :", "a\"b", "\"a\\\"bc\"")]
#[case("name:\"a| dest:x", "values of name :", "a", "\"a")]
#[case("name~fo|", "nothing", "fo", "fo")]
#[case("name:/fo|o/", "values of name :", "/fo", "/fo")]
#[case("\"phr|", "nothing", "\"phr", "\"phr")]
#[case("/re|", "nothing", "/re", "/re")]
#[case("prop.|", "keys of prop", "", "prop.")]
#[case("Prop.lang|", "keys of prop", "lang", "Prop.lang")]
#[case("prop.\"any k|", "keys of prop", "any k", "prop.\"any k")]
#[case("has:le|", "fields has", "le", "le")]
#[case("has:|", "fields has", "", "")]
#[case("has:level,m.|", "keys of m has", "", "m.")]
#[case("has: |", "fields", "", "")]
#[case("foo.ba|", "nothing", "foo.ba", "foo.ba")]
#[case("nofield:x|", "nothing", "x", "x")]
#[case(":x|", "nothing", "x", "x")]
fn what_is_wanted_is_told_from_what_stands_around(
    #[case] marked: &str,
    #[case] wants: &str,
    #[case] typed: &str,
    #[case] replaced: &str,
) {
    let (text, _) = at(marked);
    let completion = at_mark(marked);
    assert_eq!(what(&completion.wants), wants);
    assert_eq!(completion.typed, typed);
    assert_eq!(&text[completion.replace.start..completion.replace.end], replaced);
}

#[rstest]
#[case("le|", &[], "level:|")]
#[case("le|vel:error", &[], "level|:error")]
#[case("prop|.\"a b\":x", &[], "prop|.\"a b\":x")]
#[case("co|", &[], "common.|")]
#[case("has:pur|", &[], "has:purpose|")]
#[case("level:|", &["error"], "level:error|")]
#[case("level:u| x", &[], "level:usage| x")]
#[case("level:usage..cr|", &[], "level:usage..crash|")]
#[case("dest=git|", &[], "dest=github|")]
#[case("name:cl|", &["git/clone"], "name:git/clone|")]
#[case("name:|", &["two words"], "name:\"two words\"|")]
#[case("name=|", &["a*"], "name=\"a*\"|")]
#[case("prop.x:\"a|b\" y", &["a\"\u{202e}b"], "prop.x:\"a\\\"\\u{202e}b\"| y")]
#[case("prop.|", &["any key"], "prop.\"any key\":|")]
#[case("has:any.|", &["k"], "has:any.k|")]
#[case("time>|", &[], "time>-5m|")]
#[case("time:|", &[], "time:-5m..|")]
fn what_is_chosen_is_put_in_so_that_it_is_read(
    #[case] marked: &str,
    #[case] texts: &[&str],
    #[case] expected: &str,
) {
    let (text, cursor) = at(marked);
    let completion = complete(&text, cursor);
    let candidates = completion.candidates(&Context::default(), &seen(texts));
    let (text, cursor) = completion.accept(&text, candidates.first().unwrap());
    assert_eq!((text, cursor), at(expected));
}

#[test]
fn what_begins_so_comes_first_then_the_more_frequent() {
    let seen = [("a/tool", 9), ("tool/b", 2), ("tool/a", 5)]
        .map(|(text, count)| Seen { text: text.to_owned(), count });
    let candidates = at_mark("name:TOOL|").candidates(&Context::default(), &seen);
    let names: Vec<_> = candidates.iter().map(|it| (it.name.as_str(), it.count)).collect();
    assert_eq!(names, [("tool/a", Some(5)), ("tool/b", Some(2)), ("a/tool", Some(9))]);
}

#[test]
fn words_of_a_list_are_offered_though_none_was_seen() {
    let levels = at_mark("level:|").candidates(&Context::default(), &seen(&["crash"]));
    assert_eq!((levels[0].name.as_str(), levels[0].count), ("crash", Some(9)));
    assert!(levels.len() > 3 && levels[1..].iter().all(|level| level.count == Some(0)));
    let unseen = at_mark("level:|").candidates(&Context::default(), &[]);
    assert_eq!((unseen[0].name.as_str(), unseen[0].count), ("usage", None));
}

#[test]
fn every_part_has_its_class() {
    use Class::{Error, Field, Not, Op, Paren, Quoted, Regex, Value, Word};
    let text =
        "-(level:error,\"x y\" or nofield=3) word prop.\"a b\">2 name~/re/i has:note,on \"open";
    let parts = highlight(text);
    let read: Vec<_> =
        parts.iter().map(|(span, class)| (&text[span.start..span.end], *class)).collect();
    assert_eq!(
        read,
        [
            ("-", Not),
            ("(", Paren),
            ("level", Field),
            (":", Op),
            ("error", Value),
            (",", Op),
            ("\"x y\"", Quoted),
            ("or", Op),
            ("nofield", Error),
            ("=", Op),
            ("3", Value),
            (")", Paren),
            ("word", Word),
            ("prop.\"a b\"", Field),
            (">", Op),
            ("2", Value),
            ("name", Field),
            ("~", Op),
            ("/re/i", Regex),
            ("has", Field),
            (":", Op),
            ("note", Field),
            (",", Op),
            ("on", Field),
            ("\"open", Quoted),
        ]
    );
}

/// Behind a blank a filter begins anew, so that no choice could mend what stands before it.
#[rstest]
#[case("prop.has: ")]
#[case("has: ")]
#[case("level:error, ")]
fn a_value_left_out_before_a_blank_cannot_be_made_right(#[case] text: &str) {
    assert!(!parse(text).unwrap_err().incomplete);
    for candidate in complete(text, text.len()).candidates(&Context::default(), &[]) {
        let (new, _) = complete(text, text.len()).accept(text, &candidate);
        assert!(parse(&new).is_err(), "{new:?}");
    }
}

/// Text with much of the language's signs in it, of letters also such that take several bytes.
fn filterish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("level".to_owned()),
        Just("prop.".to_owned()),
        Just("has:".to_owned()),
        Just(" or ".to_owned()),
        Just("\\".to_owned()),
        "[-:=!~<>,()|&\"/ .*?a-e日\u{301}\u{202e}0-9]{0,4}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn parts_lie_in_order_and_apart_in_any_text(text in filterish()) {
        let mut end = 0;
        for (span, _) in highlight(&text) {
            prop_assert!(end <= span.start && span.start < span.end, "{span:?} in {text:?}");
            prop_assert!(text[end..span.start].trim().is_empty());
            end = span.end;
        }
        prop_assert!(text[end..].trim().is_empty());
    }

    #[test]
    fn any_place_of_any_text_can_be_completed(text in filterish(), cursor in 0..60_usize) {
        let completion = complete(&text, cursor);
        let span = completion.replace;
        prop_assert!(span.start <= span.end && text.get(span.start..span.end).is_some());
        prop_assert!(span.start <= cursor);
        let seen = seen(&["a b", "日\u{202e}", "x:y", "\"", "\\", "/a/", "-5m.."]);
        for candidate in completion.candidates(&Context::default(), &seen) {
            let (new, cursor) = completion.accept(&text, &candidate);
            prop_assert!(new.get(..cursor).is_some());
        }
    }

    /// What is right so far stays right, or can still become so, whatever is chosen.
    #[test]
    fn what_is_chosen_at_the_end_is_a_filter_or_on_its_way(
        text in filterish(),
        value in any::<String>(),
    ) {
        let right = |text: &str| parse(text).map_or_else(|error| error.incomplete, |_| true);
        let completion = complete(&text, text.len());
        let before = &text[..completion.replace.start];
        prop_assume!(right(&text) && right(before));
        let seen = [Seen { text: value, count: 1 }];
        for candidate in completion.candidates(&Context::default(), &seen) {
            let (new, _) = completion.accept(&text, &candidate);
            prop_assert!(right(&new), "{:?} becomes {:?}: {:?}", text, new, parse(&new));
        }
    }

    /// A value that was seen is found again by what completing it writes.
    #[test]
    fn a_chosen_value_is_read_as_itself(value in any::<String>()) {
        prop_assume!(!value.is_empty());
        let seen = [Seen { text: value.clone(), count: 1 }];
        let candidates = complete("name=", 5).candidates(&Context::default(), &seen);
        let written = format!("name={}", candidates[0].insert);
        let Expr::Term(term) = parse(&written).unwrap() else {
            return Err(TestCaseError::fail("it is one term"));
        };
        let (Literal::Word(read) | Literal::Quoted(read)) = &term.wanted[0].literal else {
            return Err(TestCaseError::fail("it is a value"));
        };
        prop_assert_eq!(read, &value);
    }
}
