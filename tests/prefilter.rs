//! What a filter tells of a record by its raw bytes alone is what it says once the record is
//! read: a record that is ruled out fails, and one that passes is among the candidates.

use std::borrow::Cow;

use proptest::prelude::*;
use rstest::rstest;
use telltail::event::{Kind, Level};
use telltail::parse::Body;
use telltail::query::{Context, Field, Fields, Predicate, Probe, Truth, Value, probe_keys};

/// An event as its columns tell it: its level, and no more.
struct Columns(Level);

impl Fields for Columns {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        match field {
            Field::Level => probe(Value::Level(self.0, Kind::Event)).into(),
            _ => Truth::Unknown,
        }
    }
}

/// The same event, read.
struct Whole<'a> {
    columns: Columns,
    record: &'a [u8],
    body: Body<'a>,
}

impl<'a> Whole<'a> {
    fn new(record: &'a [u8], level: Level) -> Self {
        let from = record.iter().position(|byte| *byte == b'{').unwrap_or(record.len());
        let to = record.iter().rposition(|byte| *byte == b'}').map_or(from, |at| at + 1);
        let body = Body::new(record.get(from..to).unwrap_or_default(), false);
        Self { columns: Columns(level), record, body }
    }

    fn text(text: Option<Cow<'_, str>>, probe: &mut Probe<'_>) -> Truth {
        text.is_some_and(|text| probe(Value::Text(&text))).into()
    }
}

impl Fields for Whole<'_> {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        match field {
            Field::Text => probe(Value::Bytes(self.record)).into(),
            Field::Message => Self::text(Some(String::from_utf8_lossy(self.record)), probe),
            Field::Version => Self::text(self.body.version(), probe),
            Field::SessionId => Self::text(self.body.session_id(), probe),
            Field::Machine => Self::text(self.body.machine(), probe),
            Field::Redacted => {
                self.body.redacted().iter().any(|label| probe(Value::Text(label))).into()
            }
            _ => probe_keys(&self.body, field, probe)
                .unwrap_or_else(|| self.columns.probe(field, probe)),
        }
    }
}

/// Nothing is known.
struct Unknown;

impl Fields for Unknown {
    fn probe(&self, _: &Field, _: &mut Probe<'_>) -> Truth {
        Truth::Unknown
    }
}

/// Whether a record fails by its bytes alone, whatever columns hold.
fn rules_out(predicate: &Predicate, record: &[u8]) -> bool {
    predicate.glance(&Unknown, record) == Truth::False
}

fn read(filter: &str) -> Predicate {
    Predicate::read(filter, &Context::default()).expect("a filter")
}

/// Every promise about one filter and one record.
fn check(filter: &str, record: &[u8], level: Level) {
    let predicate = read(filter);
    let said = format!("{filter}\n{}", String::from_utf8_lossy(record));
    let passes = predicate.eval(&Whole::new(record, level));
    assert_ne!(passes, Truth::Unknown, "{said}");
    let glance = predicate.glance(&Columns(level), record);
    assert!(glance == Truth::Unknown || glance == passes, "{glance:?} {said}");
    assert!(!rules_out(&predicate, record) || passes == Truth::False, "{said}");
    if predicate.eval(&Columns(level)) != Truth::Unknown {
        return;
    }
    if let Some(finder) = predicate.prefilter() {
        let found = finder.is_in(record);
        assert_eq!(found, finder.within(record).next_from(0).is_some(), "{said}");
        assert!(found || passes == Truth::False, "not among the candidates: {said}");
        assert!(!found || !finder.is_exact() || passes == Truth::True, "not exact: {said}");
    }
}

const TERMS: [&str; 50] = [
    "level:error",
    "level:usage",
    "k",
    r#"text:"\"k\":1""#,
    "K",
    "Kick",
    "über",
    "\"\"",
    "/k/",
    "/ask/",
    "/K/",
    r#"/"k":[0-9]/"#,
    r#"/^\{.*"k"/"#,
    "/(kick|bask)/",
    "/(kick|k*)/",
    "/ki(ck)+s?/",
    "/(?-i:K)ick/",
    "text~k$",
    "text=k",
    "prop.k:1",
    "prop.k=1",
    "prop.k>0",
    "prop.k<1.5",
    "prop.k!=1",
    "has:prop.k",
    "prop.k:null",
    "prop.k:true",
    "prop.k:ask",
    "prop.k:1,2",
    "prop.k=kick",
    "prop.k~^k",
    "prop.k:0..1",
    "prop.a.k=1",
    "prop.k.a=1",
    "m.k>=1",
    "common.k=1",
    "any.k>0",
    "any.\"b k\"=1",
    "any.a.b.k:1",
    "message:kick",
    "message~/k[0-9]ck/",
    "version:1.k",
    "session_id:kick",
    "session_id~k..k",
    "machine=kick",
    "corr:kick",
    "corr=kick",
    "-corr~ick",
    "has:redacted",
    "redacted:k*",
];

fn filter() -> impl Strategy<Value = String> {
    let term = prop::sample::select(&TERMS[..]).prop_map(str::to_owned);
    term.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not {a}")),
        ]
    })
}

/// The text of a JSON key, quotes included.
fn key() -> impl Strategy<Value = String> {
    prop::sample::select(
        &[
            "k",
            "K",
            "a",
            "a.k",
            "a.b",
            "b k",
            "k_01",
            "k_02",
            "common.k",
            "common.",
            "kk",
            r"\u006b",
            r#"\"k"#,
            "properties",
            "measurements",
            "version",
            "sessionID",
            "common.machineId",
            "common_extname",
            "unique_id",
            "requestId",
        ][..],
    )
    .prop_map(|key| format!("\"{key}\""))
}

/// The text of a JSON value, or of what is nearly one.
fn value() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(
        &[
            "0",
            "1",
            "1.0",
            "10e-1",
            "-3",
            "1e999",
            "2",
            "true",
            "false",
            "null",
            "[1]",
            "01",
            "\"\"",
            "\"1\"",
            "\"1.5\"",
            "\"kick\"",
            "\"Kick\"",
            "\"1.k\"",
            "\"k\"",
            "\":k\"",
            r#""\u006b""#,
            r#""ki\u0063k""#,
            r#""a\"k\":1""#,
            r#""{\"k\":1}""#,
            "\"a\\/b\"",
            "\"\u{212a}ick\"",
            "\"a\u{17f}k\"",
            "\"über\"",
            "\"<REDACTED: k>\"",
            "\"x",
            "kick",
        ][..],
    );
    let plain = prop_oneof![
        20 => plain.prop_map(str::to_owned),
        1 => (8190..8194_usize, "[k1]{0,3}").prop_map(|(n, tail)| format!("\"{}{tail}\"", "k".repeat(n))),
    ];
    plain.prop_recursive(3, 12, 3, object)
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let space = prop::sample::select(&["", "", "", " ", "\n\t"][..]);
    let member = (key(), space.clone(), space, value)
        .prop_map(|(key, a, b, it)| format!("{key}{a}:{b}{it}"));
    prop::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(",")))
}

/// What may stand behind a payload.
const TAILS: [&[u8]; 5] = [b"", b"\n", b"\xff", b" \"k\":1", b"\xc5\xbf"];

fn record() -> impl Strategy<Value = Vec<u8>> {
    let head = "(\\[trace\\] acme.x/(k|kick) )?";
    let tail = prop::sample::select(&TAILS[..]);
    (head, object(value()), tail, any::<Option<prop::sample::Index>>()).prop_map(
        |(head, body, tail, broken)| {
            let mut record = [head.as_bytes(), body.as_bytes(), tail].concat();
            // Now and then a byte is not what it was.
            if let Some(at) = broken.filter(|at| at.index(4) == 0) {
                let at = at.index(record.len());
                record[at] = 0xff;
            }
            record
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn raw_bytes_tell_nothing_that_reading_does_not(
        filter in filter(),
        record in record(),
        is_error in any::<bool>(),
    ) {
        check(&filter, &record, if is_error { Level::Error } else { Level::Usage });
    }
}

#[test]
fn a_value_in_pieces_is_not_ruled_out_by_its_first() {
    let (full, rest) = ("a".repeat(8192), "kick");
    for first in ["k", "k_01"] {
        let record = format!(r#"{{"{first}":"{full}","k_02":"{rest}"}}"#);
        assert_eq!(
            read("prop.k:kick").eval(&Whole::new(record.as_bytes(), Level::Usage)),
            Truth::True
        );
        check("prop.k:kick", record.as_bytes(), Level::Usage);
    }
}

#[rstest]
#[case("m.durationMs>500", r#"{"measurements":{"durationMs":12.5}}"#)]
#[case("m.durationMs>500", r#"{"measurements": {"durationMs" : 12}}"#)]
#[case("m.durationMs>500", r#"{"properties":{"x":"durationMs"}}"#)]
#[case("prop.reason=startup", r#"{"properties":{"reason":"reload"}}"#)]
#[case("prop.reason=startup", r#"{"properties":{"reason":null,"startup":1}}"#)]
#[case("prop.reason=startup prop.x=1", r#"{"properties":{"reason":"startup"}}"#)]
#[case("any.a.b=1 or copilot", r#"{"properties":{"b":2}}"#)]
#[case("-copilot", "GitHub.Copilot")]
#[case("/[0-9]{5}/", "1234")]
#[case("has:redacted", "<redacted>")]
fn what_fails_plainly_is_ruled_out(#[case] filter: &str, #[case] record: &str) {
    assert!(rules_out(&read(filter), record.as_bytes()));
}

#[rstest]
#[case("m.durationMs>500", r#"{"measurements":{"durationMs":500.5}}"#)]
#[case("m.durationMs>500", r#"{"measurements":{"duration\u004ds":501}}"#)]
#[case("m.durationMs>500", r#"{"measurements":{"durationMs":1,"durationMs":501}}"#)]
#[case("prop.reason=startup", r#"{"properties":{"reason":"start\u0075p"}}"#)]
#[case("common.extname:acme", r#"{"properties":{"common.extname":"acme"}}"#)]
#[case("prop.a.b=1", r#"{"properties":{"a":{"b":1}}}"#)]
fn what_passes_or_takes_parsing_is_not(#[case] filter: &str, #[case] record: &str) {
    assert!(!rules_out(&read(filter), record.as_bytes()));
    check(filter, record.as_bytes(), Level::Usage);
}
