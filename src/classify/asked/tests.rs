//! The pass over bytes, against what a body that was read says.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::parse::Body;

/// Whether `key` may stand in `text`, told among as many others as `more`.
fn held(key: &str, more: usize, text: &str) -> bool {
    let mut asked = Asked::default();
    let set = asked.add(key);
    let others = (0..more).map(|it| asked.add(&format!("other{it}")));
    let among = others.fold(set, KeySet::with);
    asked.held(among, text.as_bytes()).has_any_of(set)
}

#[rstest]
#[case("isError", r#"{"isError":1}"#, true)]
#[case("isError", "{\"isError\"\t\r\n :1}", true)]
#[case("common.extname", r#"{"common.extname":1}"#, true)]
#[case("extname", r#"{"common.extname":1}"#, true)]
#[case("a.b", r#"{"a":{"b":1}}"#, true)]
#[case("isError", r#"{"\u0069sError":1}"#, true)]
#[case("text", r#"{"text_01":"x"}"#, true)]
#[case("no key", "{}", true)]
#[case("x", "{}", true)]
#[case("isError", "", false)]
#[case("isError", r#"{"properties":{"version":"1"}}"#, false)]
#[case("extname", r#"{"common_extname":1}"#, false)]
#[case("prompt", r#"{"promptJson":1,"a":"prompt"}"#, false)]
fn a_key_is_held_where_a_name_ends_in_it(
    #[case] key: &str,
    #[case] text: &str,
    #[case] expected: bool,
    #[values(0, 9)] more: usize,
) {
    // A single key is looked for anywhere, which may find it where no name ends in it.
    if expected || more > 0 {
        assert_eq!(held(key, more, text), expected);
    } else {
        assert!(!held(key, more, text) || text.contains(key));
    }
}

#[test]
fn keys_past_the_most_that_are_told_apart_may_stand_anywhere() {
    let mut asked = Asked::default();
    let sets: Vec<_> = (0..300).map(|it| asked.add(&format!("key{it}"))).collect();
    let all = sets.iter().fold(KeySet::NONE, |all, set| all.with(*set));
    let held = asked.held(all, br#"{"key7":1}"#);
    assert!(held.has_any_of(sets[7]) && held.has_any_of(sets[299]));
    assert!(!held.has_any_of(sets[8]));
}

/// A piece of JSON, or of what only looks like it.
fn pieces() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("isError"),
        Just("common.extname"),
        Just("extname"),
        Just("a"),
        Just("a.bc"),
        Just("bc"),
        Just("repo"),
        Just("x_01"),
        Just(r"\u0069sError"),
        Just(r#"q\"isError"#),
    ];
    let blank = prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("\t\n")];
    let value = prop_oneof![
        Just(r#""isError""#.to_owned()),
        Just("1".to_owned()),
        Just(r#"{"bc":true,"d":{"repo":2}}"#.to_owned()),
        Just(r#"":\"isError\":1""#.to_owned()),
    ];
    let member = (key, blank, value).prop_map(|(key, blank, it)| format!("\"{key}\"{blank}:{it}"));
    let members = prop::collection::vec(member, 0..5).prop_map(|it| it.join(","));
    (members.clone(), members, 0_u8..4).prop_map(|(one, two, shape)| match shape {
        0 => format!("{{{one}}}"),
        1 => format!(r#"{{"properties":{{{one}}},"measurements":{{{two}}}}}"#),
        2 => format!(r#"{{"properties":{{{one}}}"#),
        _ => format!("{one}{two}"),
    })
}

proptest! {
    #[test]
    fn no_key_that_a_body_has_is_missed(text in pieces(), more in 0_usize..6) {
        let asks = ["isError", "common.extname", "extname", "a.bc", "a.d.repo", "bc", "x", "x_01"];
        for key in asks {
            let body = Body::new(text.as_bytes(), false);
            for among in [Among::Own, Among::Measurements, Among::Common, Among::Any] {
                let mut stands = false;
                body.visit(among, key, &mut |_| { stands = true; true });
                prop_assert!(!stands || held(key, more, &text), "{} in {}", key, text);
            }
        }
    }

    #[test]
    fn any_bytes_are_searched(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let mut asked = Asked::default();
        let among = ["ab", "bc", "cd", "de", "ef"].iter().fold(KeySet::NONE, |all, key| all.with(asked.add(key)));
        let held = asked.held(among, &bytes);
        prop_assert!(!held.has_any_of(KeySet::UNSEARCHED));
    }
}
