//! Tests of the filter language from text to answer.

mod completing;
mod errors;
mod meaning;
mod reading;
mod running;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{Context, Field, Fields, Predicate, Probe, Truth, Value};
use crate::event::{Instant, Kind, Level, Zone};

/// Fields with given values; those in `unknown` it cannot tell.
#[derive(Clone, Debug, Default)]
struct Sample {
    values: HashMap<Field, Vec<Value<'static>>>,
    unknown: HashSet<Field>,
}

impl Sample {
    fn with(mut self, field: Field, values: &[Value<'static>]) -> Self {
        self.values.insert(field, values.to_vec());
        self
    }

    fn without_knowing(mut self, field: Field) -> Self {
        self.unknown.insert(field);
        self
    }
}

impl Fields for Sample {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        if self.unknown.contains(field) {
            return Truth::Unknown;
        }
        let values = self.values.get(field).map(Vec::as_slice).unwrap_or_default();
        values.iter().any(|value| probe(*value)).into()
    }
}

/// A context whose `now` is 2026-11-21 14:05:00 on a wall two hours ahead of UTC.
fn context() -> Context {
    Context {
        now: at("2026-11-21T12:05:00Z"),
        zone: Zone::given("+02:00").unwrap(),
        ..Context::default()
    }
}

fn at(text: &str) -> Instant {
    Instant(text.parse::<Timestamp>().unwrap().as_millisecond())
}

/// A time on a wall that is two hours ahead of UTC.
fn time(text: &str) -> Value<'static> {
    Value::Time(at(text), at(text).0 + 7_200_000)
}

/// An event as a log of an extension host would hold it.
fn event() -> Sample {
    let key = |key: &str| Field::Prop(key.to_owned());
    Sample::default()
        .with(Field::Time, &[time("2026-11-21T12:02:30.250Z")])
        .with(Field::Kind, &[Value::Kind(Kind::Event)])
        .with(Field::Level, &[Value::Level(Level::Error, Kind::Event)])
        .with(Field::Log, &[Value::Log(crate::event::LogLevel::Trace)])
        .with(Field::Name, &[Value::Text("GitHub.copilot-chat/request.error")])
        .with(Field::Event, &[Value::Text("request.error")])
        .with(Field::Producer, &[Value::Text("GitHub.copilot-chat")])
        .with(Field::Version, &[Value::Text("0.31.2")])
        .with(Field::Dest, &[Value::Text("github-enhanced")])
        .with(Field::By, &[Value::By(crate::event::Evidence::Rule)])
        .with(
            Field::Purpose,
            &[
                Value::Purpose(crate::event::Purpose::FeatureInsight),
                Value::Purpose(crate::event::Purpose::PerformanceAndHealth),
            ],
        )
        .with(Field::Declared, &[Value::Declared(crate::event::Declared::No)])
        .with(Field::Undeclared, &[Value::Text("gitRepoName"), Value::Text("path")])
        .with(Field::Seq, &[Value::Number(17.0)])
        .with(Field::Size, &[Value::Number(8200.0)])
        .with(Field::Line, &[Value::Number(5.0)])
        .with(Field::On, &[Value::Text("both")])
        .with(Field::Truncated, &[Value::Text("stack")])
        .with(key("languageId"), &[Value::Text("rust")])
        .with(key("path"), &[Value::Text("/home/alice/a.rs")])
        .with(key("count"), &[Value::Text("15")])
        .with(key("retries"), &[Value::Number(3.0)])
        .with(key("id"), &[Value::Text("12345678901234567890")])
        .with(key("trusted"), &[Value::Flag(true)])
        .with(key("parent"), &[Value::Json("null")])
        .with(key("nested"), &[Value::Json(r#"{"a":null,"b":[1,2]}"#)])
        .with(key("any key"), &[Value::Text("x y")])
        .with(key("ratio"), &[Value::Number(0.7)])
        .with(Field::Measurement("timeToFirstToken".to_owned()), &[Value::Number(742.5)])
        .with(Field::Common("common.extname".to_owned()), &[Value::Text("GitHub.copilot-chat")])
        .with(
            Field::Text,
            &[Value::Bytes(
                b"[trace] GitHub.copilot-chat/request.error {\"note\":\"caf\xc3\xa9 \xff\"}",
            )],
        )
}

/// An entry of a log that is no telemetry.
fn log_entry(level: Level, word: crate::event::LogLevel) -> Sample {
    Sample::default()
        .with(Field::Kind, &[Value::Kind(Kind::Log)])
        .with(Field::Level, &[Value::Level(level, Kind::Log)])
        .with(Field::Log, &[Value::Log(word)])
        .with(Field::Message, &[Value::Text("Extension host exited: why?")])
}

fn ask(filter: &str, sample: &Sample) -> Truth {
    let predicate = Predicate::read(filter, &context());
    predicate.unwrap_or_else(|error| panic!("{}", error.caret(filter))).eval(sample)
}
