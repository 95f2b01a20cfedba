//! One reading for one key says what the split payload says, of any text whatever.

use proptest::prelude::*;
use rstest::rstest;

use super::super::Body;
use super::*;

/// Keys that payloads of these tests have, and that are asked for.
const KEYS: [&str; 15] = [
    "a",
    "b",
    "a.b",
    "common.a",
    "common.common.a",
    "properties",
    "measurements",
    "unique_id",
    "common_extname",
    "sessionID",
    "issuedTime",
    "timestamp",
    "",
    "common.",
    "\u{fffd}",
];

/// What each question is answered, in words.
fn answers(body: &Body<'_>, key: &str) -> Vec<String> {
    let scopes = [Scope::Properties, Scope::Measurements, Scope::Common, Scope::Extra];
    let mut all: Vec<_> =
        scopes.iter().map(|scope| format!("{:?}", body.get(*scope, key))).collect();
    all.push(format!("{:?}", body.own(key)));
    all.push(format!("{:?}", body.measurement(key)));
    all.push(format!("{:?}", body.common(key)));
    all.push(format!("{:?}", body.any(key).collect::<Vec<_>>()));
    all
}

/// The same, each of a payload that nothing was asked before.
fn fresh(json: &[u8], is_core: bool, key: &str) -> Vec<String> {
    let scopes = [Scope::Properties, Scope::Measurements, Scope::Common, Scope::Extra];
    let new = || Body::new(json, is_core);
    let mut all: Vec<_> =
        scopes.iter().map(|scope| format!("{:?}", new().get(*scope, key))).collect();
    all.push(format!("{:?}", new().own(key)));
    all.push(format!("{:?}", new().measurement(key)));
    all.push(format!("{:?}", new().common(key)));
    all.push(format!("{:?}", new().any(key).collect::<Vec<_>>()));
    all
}

/// That all questions for all keys have one answer, whichever way it is come by.
fn assert_alike(json: &[u8]) {
    for is_core in [false, true] {
        let split = Body::new(json, is_core);
        let _ = split.entries().count();
        for key in KEYS {
            let text = String::from_utf8_lossy(json);
            assert_eq!(fresh(json, is_core, key), answers(&split, key), "{key:?} in {text}");
        }
    }
}

#[rstest]
#[case(r#"{"properties":{"a":"1","common.a":"2"},"measurements":{"b":1.5e3}}"#)]
#[case(r#"{"a":1,"a":{"b":[{},[]]},"common.a":null,"issuedTime":-0.5}"#)]
#[case(r#"{"a":"\"\\\u00e9","unique_id":true,"common_extname":false}"#)]
#[case("{}")]
#[case(r#"{"properties":{},"properties":{"a":1},"a":2}"#)]
fn what_an_editor_writes_is_read_without_splitting(#[case] json: &str) {
    assert!(find(json.as_bytes(), "a", false).is_some());
    assert_alike(json.as_bytes());
}

#[rstest]
#[case(r#"{"a":1"#)]
#[case(r#"{"a":1}}"#)]
#[case(r#"{"a":1} "#)]
#[case(r#"{"a": 1}"#)]
#[case(r#"{"a":01}"#)]
#[case(r#"{"a":1.}"#)]
#[case(r#"{"a":+1}"#)]
#[case(r#"{"a":"\x"}"#)]
#[case(r#"{"a":"\u12g4"}"#)]
#[case(r#"{"a":[1}}"#)]
#[case(r#"{"a":[1,]}"#)]
#[case(r#"{"a":1,}"#)]
#[case(r#"{"a":{"b":1,}}"#)]
#[case(r#"{"a":{,"b":1}}"#)]
#[case(r#"{"a":nul}"#)]
#[case(r#"{"\u0061":1}"#)]
#[case("{\"a\":\"\t\"}")]
#[case(r#"{"properties":1,"a":1}"#)]
#[case("[1]")]
#[case("")]
fn anything_else_is_left_to_splitting(#[case] json: &str) {
    assert!(find(json.as_bytes(), "a", false).is_none());
    assert_alike(json.as_bytes());
}

#[rstest]
#[case(b"{\"a\":\"\xff\"}")]
#[case(b"{\"\xff\":1,\"a\":2}")]
#[case(b"{\"common.a\":\"\xf0\x9f\",\"a\":1,\"b\":\"\xff\xfe\"}")]
fn a_broken_character_is_the_same_in_the_bytes_and_in_the_text(#[case] json: &[u8]) {
    assert_alike(json);
}

#[test]
fn nesting_beyond_all_measure_and_long_values_are_left_to_splitting() {
    let nest = |depth| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    let found = |json: &str| find(json.as_bytes(), "a", false).is_some();
    assert!(found(&nest(64)) && !found(&nest(65)));
    let long = |len| format!("{{\"a\":\"{}\",\"a_02\":\"y\"}}", "x".repeat(len));
    assert!(found(&long(8191)) && !found(&long(8192)));
    assert_alike(nest(70).as_bytes());
    assert_alike(long(8192).as_bytes());
}

/// JSON texts, most of them as they are written by `JSON.stringify`.
fn json() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        any::<i32>().prop_map(|it| it.to_string()),
        any::<f64>().prop_map(|it| serde_json::json!(it).to_string()),
        ".{0,6}".prop_map(|it| serde_json::json!(it).to_string()),
        Just(r#""\ud83d""#.to_owned()),
    ];
    plain.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4)
                .prop_map(|list| format!("[{}]", list.join(","))),
            object(inner),
        ]
    })
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let key = prop_oneof![
        8 => prop::sample::select(&KEYS[..]).prop_map(|key| format!("\"{key}\"")),
        1 => Just(r#""\u0061""#.to_owned()),
        1 => ".{0,3}".prop_map(|it| serde_json::json!(it).to_string()),
    ];
    proptest::collection::vec((key, value), 0..6).prop_map(|members| {
        let members: Vec<_> = members.iter().map(|(key, value)| format!("{key}:{value}")).collect();
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #[test]
    fn of_any_object_it_says_what_splitting_says(json in object(json())) {
        assert_alike(json.as_bytes());
    }

    #[test]
    fn of_any_nested_payload_it_says_what_splitting_says(
        properties in object(json()), measurements in object(json()), beside in object(json()),
    ) {
        let beside = beside.trim_start_matches('{');
        let comma = if beside == "}" { "" } else { "," };
        let json = format!(
            "{{\"properties\":{properties},\"measurements\":{measurements}{comma}{beside}"
        );
        assert_alike(json.as_bytes());
    }

    #[test]
    fn of_anything_broken_it_says_what_splitting_says(
        json in object(json()),
        at in any::<prop::sample::Index>(),
        len in 0_usize..3,
        with in prop_oneof![
            prop::sample::select(&b"{}[]\",:\\ \t0-.eEtnu\x80"[..]).prop_map(|byte| vec![byte]),
            proptest::collection::vec(any::<u8>(), 0..3),
        ],
    ) {
        let mut bytes = json.into_bytes();
        let start = at.index(bytes.len());
        let end = (start + len).min(bytes.len());
        bytes.splice(start..end, with);
        assert_alike(&bytes);
    }
}
