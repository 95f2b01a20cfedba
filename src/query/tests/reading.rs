//! Reading and printing: any text is read or refused at a place inside it, and what is printed
//! is read as the same filter.

use proptest::prelude::*;
use rstest::rstest;

use crate::query::{Context, Expr, FIELDS, Field, Literal, Op, Predicate, Term, Wanted, parse};

#[rstest]
#[case("  level:error   dest:github ", "level:error dest:github")]
#[case("Level:error AND NOT ext:acme.*", "level:error -producer:acme.*")]
#[case("a | b && c", "a or b c")]
#[case("(a or b) (c d)", "(a or b) c d")]
#[case("not (a or (b))", "-(a or b)")]
#[case("!!a", "a")]
#[case("level:( error , crash )", "level:error,crash")]
#[case("\"foo\" \"two words\" text:x", "foo \"two words\" x")]
#[case("\"and\" \"-x\" \"a:b\" \"prop.\"", "\"and\" \"-x\" \"a:b\" \"prop.\"")]
#[case("prop.\"plain\":x prop.\"any key\":x", "prop.plain:x prop.\"any key\":x")]
#[case("has:prop.\"any key\",level", "has:prop.\"any key\" or has:level")]
#[case("name~/a\\/b[/]/i", "name~/a\\/b[\\/]/i")]
#[case("name~(a|b){1,2} c", "name~(a|b){1,2} c")]
#[case("(name~(a|b))", "name~(a|b)")]
#[case("name~\"\\d+ x\"", "name~\"\\\\d+ x\"")]
#[case("name:\"a\\nb\\u{1b}\\u{202e}\"", "name:\"a\\nb\\u{1b}\\u{202e}\"")]
#[case("time:14:02..14:05", "time:14:02..14:05")]
#[case("time:\"14:02\"..", "time:14:02..")]
#[case("time:..\"2026-11-21 14:02\"", "time:..\"2026-11-21 14:02\"")]
#[case("prop.path:/home/alice,/usr", "prop.path:/home/alice,/usr")]
#[case("prop.url:http://x/?a=1", "prop.url:http://x/?a=1")]
#[case("prop.x:a..b", "prop.x:a..b")]
#[case("time>-5m -5m", "time>-5m -5m")]
#[case("prop.x:a\u{200b}b", "prop.x:\"a\\u{200b}b\"")]
fn a_filter_is_printed_canonically(#[case] text: &str, #[case] canonical: &str) {
    let expr = parse(text).unwrap();
    assert_eq!(expr.to_string(), canonical);
    assert_eq!(parse(canonical).unwrap(), expr);
}

#[test]
fn spans_cover_the_terms() {
    let text = "é level:error (prop.\"a b\":x,\"y\" or -has:note) /re/i";
    let predicate = Predicate::read(text, &Context::default()).unwrap();
    let mut spans: Vec<_> = predicate.fields().map(|(_, span)| span).collect();
    spans.sort_by_key(|span| span.start);
    let texts: Vec<_> = spans.iter().map(|span| &text[span.start..span.end]).collect();
    assert_eq!(texts, ["é", "level:error", "prop.\"a b\":x,\"y\"", "has:note", "/re/i"]);
}

#[test]
fn every_field_is_found_by_its_names() {
    for row in &FIELDS {
        for name in row.aliases.iter().chain([&row.name]) {
            let written = if row.keyed { format!("{name}.a b") } else { (*name).to_owned() };
            let field = Field::parse(&written.to_uppercase().replace("A B", "a b")).unwrap();
            assert_eq!(field.name(), row.name);
            assert_eq!(field.key().is_some(), row.keyed);
            assert_eq!(parse(&format!("has:{field}")).unwrap().to_string(), format!("has:{field}"));
        }
        assert!(row.help.len() > 10 && row.spelling().starts_with(row.name));
    }
    assert_eq!(Field::parse("prop"), None);
    assert_eq!(Field::parse("prop."), None);
    assert_eq!(Field::parse("level.x"), None);
}

#[test]
fn a_long_filter_is_read_in_time_that_grows_with_it() {
    let patterns = [
        "a ",
        "name:a or ",
        "/a[,",
        "\"\\u{",
        "name:/a[,/a[",
        "prop.x:a,b,",
        "\"a\" ",
        "a|",
        "- ",
        "has:level,",
        "x\"",
        "time:..\"",
        "\u{301}",
        "(a) ",
        "level:eror",
    ];
    let start = std::time::Instant::now();
    for pattern in patterns {
        let text = pattern.repeat(100_000 / pattern.len());
        for text in [text.clone(), format!("name:{text}"), format!("name~/{text}/ {text}")] {
            if let Err(error) = Predicate::read(&text, &Context::default()) {
                error.caret(&text);
            }
        }
    }
    // A quadratic reader takes minutes for these.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

/// Text with the characters that mean something.
fn syntax() -> impl Strategy<Value = String> {
    let pieces = [
        "level", "prop.", "prop.x", "m.", "has:", "name", "time", "size", "text", "and", "or",
        "not", "-", "!", "(", ")", ",", ":", "=", "!=", ">", ">=", "<", "~", "!~", "\"", "\\", "/",
        "|", "||", "&", "..", ".", "*", "?", " ", "\n", "error", "5m", "8KB", "14:02", "a", "é",
        "\u{200b}", "[", "]", "{", "}", "i", "\\u{", "1", "log", "dest", "github",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14)
        .prop_map(|pieces| pieces.concat())
}

fn field() -> impl Strategy<Value = Field> {
    (proptest::sample::select(&FIELDS[..]), "[a-zA-Z. \"\\\\é:,/!\u{200b}-]{1,6}").prop_map(
        |(row, key)| {
            if row.keyed { Field::with_key(row.name, &key) } else { Field::parse(row.name) }
                .unwrap()
        },
    )
}

fn term() -> impl Strategy<Value = Term> {
    let ops = [
        Op::Match,
        Op::Equal,
        Op::NotEqual,
        Op::Greater,
        Op::LessEqual,
        Op::Regex,
        Op::NotRegex,
        Op::Has,
    ];
    let quoted = proptest::collection::vec(any::<String>().prop_map(Wanted::text), 1..3);
    (field(), proptest::sample::select(ops.to_vec()), quoted).prop_map(|(field, op, mut wanted)| {
        match op {
            Op::Has => wanted.clear(),
            Op::Match | Op::Equal | Op::NotEqual => {}
            _ => wanted.truncate(1),
        }
        Term::new(field, op, wanted)
    })
}

fn expr() -> impl Strategy<Value = Expr> {
    term().prop_map(Expr::Term).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Expr::and),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Expr::or),
            inner.prop_map(Expr::not),
        ]
    })
}

/// `expr` with the record's text in the form in which the parser keeps it.
fn as_read(expr: Expr) -> Expr {
    match expr {
        Expr::Term(term) if term.field == Field::Text && term.op == Op::Match => {
            let words = term.wanted.iter().map(|wanted| match &wanted.literal {
                Literal::Quoted(text) => parse(
                    &Term::new(Field::Text, Op::Match, vec![Wanted::text(text.clone())])
                        .to_string(),
                ),
                other => panic!("{other:?}"),
            });
            let wanted = words.map(|word| match word {
                Ok(Expr::Term(mut term)) => term.wanted.remove(0),
                other => panic!("{other:?}"),
            });
            Expr::Term(Term::new(Field::Text, Op::Match, wanted.collect()))
        }
        Expr::And(parts) => Expr::And(parts.into_iter().map(as_read).collect()),
        Expr::Or(parts) => Expr::Or(parts.into_iter().map(as_read).collect()),
        Expr::Not(part) => Expr::Not(Box::new(as_read(*part))),
        other => other,
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(expr) => {
            let printed = expr.to_string();
            let again = parse(&printed);
            prop_assert_eq!(again.as_ref(), Ok(&expr), "{:?} printed {:?}", text, &printed);
            prop_assert_eq!(again.unwrap().to_string(), printed);
            if let Err(error) = Predicate::compile(&expr, &Context::default()) {
                prop_assert!(text.get(error.span.start..error.span.end).is_some());
            }
        }
        Err(error) => {
            prop_assert!(text.get(error.span.start..error.span.end).is_some(), "{:?}", error);
            prop_assert!(error.caret(text).lines().count() == 3, "{}", error.caret(text));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_or_refused_inside_itself(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_syntax_is_read_or_refused_inside_itself(text in syntax()) {
        check(&text)?;
    }

    #[test]
    fn a_filter_made_by_hand_prints_as_itself(expr in expr()) {
        let printed = expr.to_string();
        prop_assert_eq!(parse(&printed), Ok(as_read(expr)), "{}", printed);
    }
}
