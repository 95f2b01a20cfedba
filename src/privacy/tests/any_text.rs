//! What holds for any text: bounds, masks, and how long it takes.

use proptest::prelude::*;

use super::super::run::steps;
use super::*;

/// Texts put together of what recognisers start from, and of anything at all.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => prop::sample::select(vec![
            "/home/", "marta", "jo@contoso.com", "@", "/", "\\", "C:\\Users\\", ":", "::", "=", ".", "%40", "84.23.110.77",
            "fe80::1", "token=", "password: ", "\"", " ", "a8F3kd02LMx9", "ghp_", "eyJhbGciOiJI", "-----BEGIN PRIVATE KEY-----",
            "https://", "git@github.com:o/r.git", "<REDACTED: Email>", "[email:17]", "[path:", "]", "{\"a\":\"", "\\u0040", "\\\\", "é", "😀",
            "kX9sQ2mVb7TzR4wLpY8nD3fHc6", "marta-thinkpad", "--password ", "8Q~", "\\\\srv\\share", "file:///", "\n",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

fn keys() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "token",
            "version",
            "sessionId",
            "route",
            "clientIp",
            "extname"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn finds_are_in_order_apart_and_on_characters(text in texts(), key in keys()) {
        let mut end = 0;
        for found in found(&key, &text) {
            prop_assert!(end <= found.span.start && found.span.start < found.span.end);
            prop_assert!(text.get(found.span.clone()).is_some());
            end = found.span.end;
        }
    }

    #[test]
    fn a_masked_text_holds_nothing_of_what_was_found(text in texts(), key in keys()) {
        let scanner = scanner();
        let hint = Hint::of(&key);
        let masked = scanner.mask(&text, hint);
        prop_assert_eq!(scanner.mask(&masked, hint), masked.clone());
        let left = scanner.mask(&masked, hint).into_owned();
        scanner.scan(&left, hint, &mut |found| panic!("{found:?} is left in {left:?}"));
        for (_, secret) in finds_under(&key, &text) {
            // What is found once may stand elsewhere as a part of something that is harmless.
            let times = text.matches(secret).count();
            let found = found(&key, &text).iter().filter(|it| text[it.span.clone()].contains(secret)).count();
            prop_assert!(secret.chars().count() < 4 || times > found || !masked.contains(secret), "{secret:?} in {masked:?}");
        }
    }

    #[test]
    fn a_text_that_cannot_hold_anything_holds_nothing(text in texts()) {
        let scanner = scanner();
        if !scanner.might_hold(text.as_bytes()) {
            scanner.scan(&text, Hint::NONE, &mut |found| panic!("{found:?}"));
        }
    }
}

#[test]
fn the_work_grows_with_the_text_and_no_faster() {
    for piece in [
        "@",
        "/",
        "\\",
        ":",
        ".",
        "a.a.a.a",
        "1",
        "1.",
        "1.1.1.1",
        "a@",
        "a@a.",
        "://",
        "http://",
        "git@a:",
        "/home/",
        "/home/a ",
        "C:\\",
        "C:\\a ",
        "file:///",
        "file:///usr/a",
        "\\\\a\\",
        "::",
        "a:",
        "token=",
        "token",
        "eyJ",
        "eyJaaaaaaaa.",
        "-----BEGIN PRIVATE KEY-----",
        "8Q~",
        "xoxb-",
        "ghp_",
        "login ",
        "curl ",
        "--password ",
        "<REDACTED: ",
        "[path:",
        "a%40",
        "kX9sQ2mVb7TzR4wLpY8n",
        "kX9s-",
        "marta",
        "/home/marta/",
        "é",
        "/home/é",
        "github.com/contoso-labs/rocket",
        "a:a@",
        "http://a:a@",
        "{\"\\",
        " ",
    ] {
        let scanner = scanner();
        let steps = |count: usize| {
            let text = piece.repeat(count / piece.len());
            steps::of(|| scanner.scan(&text, Hint::NONE, &mut |_| {}))
        };
        let (once, twice) = (steps(1 << 17), steps(1 << 18));
        assert!(twice <= once * 5 / 2 + 1000, "{piece:?}: {once} steps, then {twice}");
        assert!(once <= (1 << 17) * 600, "{piece:?}: {once} steps");
    }
}

#[test]
fn a_mask_says_what_it_was_and_how_long() {
    let scanner = scanner();
    let mask = |text: &str| scanner.mask(text, Hint::NONE).into_owned();
    assert_eq!(mask("to jo@contoso.com!"), "to [email:14]!");
    assert_eq!(mask("/home/marta/ä"), "[home:13]");
    assert_eq!(mask("nothing here"), "nothing here");
    assert_eq!(mask("<REDACTED: Email> is jo@contoso.com"), "<REDACTED: Email> is [email:14]");
    assert_eq!(mask(r#"{"p":"C:\\Users\\jo\\a","q":1}"#), r#"{"p":"[path:16]","q":1}"#);
    assert!(matches!(scanner.mask("nothing here", Hint::NONE), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn a_digest_is_the_beginning_of_the_hash() {
    // The first digits of the SHA-256 of `abc` in FIPS 180-2, B.1.
    assert_eq!(scanner().digest("abc"), "ba7816bf");
}
