//! Application Insights: envelopes, one a line from Node's SDK, in an array from the browser's.
//!
//! Source: the SDKs' own posts. `data.baseType` says what `data.baseData` is. The key of the
//! resource stands in each envelope, so nothing stands around them.

use super::super::scalar;
use super::super::shape::scope_of;
use super::super::split::{Member, payload_members};
use super::draft::{Draft, Object, list, quoted};
use super::stack;
use crate::event::Scope;

/// Whether an object is an envelope.
pub(super) fn is(object: &Object<'_>) -> bool {
    object.has("iKey") && object.object("data").is_some_and(|data| data.has("baseType"))
        || object.text("name").is_some_and(|name| name.starts_with("Microsoft.ApplicationInsights"))
            && object.has("data")
}

/// Reads one envelope.
pub(super) fn draft<'t>(text: &'t str, draft: &mut Draft<'t>) -> Option<()> {
    let envelope = Object::read(text)?;
    let data = envelope.object("data")?;
    let sort = data.text("baseType").unwrap_or_else(|| "EventData".into());
    let base = payload_members(data.get("baseData")?).ok()?.list;
    draft.sight.time = envelope.time("time");
    draft.sight.name = name(&sort, &base);
    draft.sight.unprefixed = sort != "EventData";
    payload(&sort, base, draft);
    draft.call_any(Scope::Extra, "baseType", data.get("baseType"));
    if let Some(tags) = envelope.object("tags") {
        let tag = |key: &str| tags.text(key).filter(|it| !it.is_empty()).map(Into::into);
        draft.sight.session = tag("ai.session.id");
        draft.sight.machine = tag("ai.user.id");
        draft.sight.version = tag("ai.application.ver");
    }
    for member in envelope.0 {
        match &*member.key {
            "data" | "time" | "name" => {}
            "iKey" => draft.call(Scope::Extra, "key", member.json),
            _ => draft.put(Scope::Extra, member.key, member.json),
        }
    }
    Some(())
}

/// The name that `baseData` gives; of what has none, what it is.
fn name(sort: &str, base: &[Member<'_>]) -> String {
    let at_top =
        |key: &str| base.iter().rfind(|member| member.inside.is_none() && member.key == key);
    let given = || {
        let name = at_top("name").and_then(|it| scalar::text(it.json));
        name.filter(|name| !name.is_empty()).map(Into::into)
    };
    match sort {
        "ExceptionData" => "exception".to_owned(),
        "MessageData" => "message".to_owned(),
        "MetricData" => {
            let first = at_top("metrics").map(|it| list(it.json)).unwrap_or_default();
            let metric = first.first().copied().and_then(Object::read);
            let name = metric.and_then(|it| it.text("name")).filter(|name| !name.is_empty());
            name.map_or_else(|| "metric".to_owned(), Into::into)
        }
        "RequestData" => given().unwrap_or_else(|| "request".to_owned()),
        "RemoteDependencyData" => given().unwrap_or_else(|| "dependency".to_owned()),
        "PageViewData" => given().unwrap_or_else(|| "pageView".to_owned()),
        _ => given().unwrap_or_else(|| "event".to_owned()),
    }
}

fn payload<'t>(sort: &str, base: Vec<Member<'t>>, draft: &mut Draft<'t>) {
    let scopes = scope_of(&base, draft.sight.name.starts_with("monacoworkbench/"));
    let (mut exceptions, mut metrics) = (None, None);
    let tells_itself = matches!(sort, "RequestData" | "RemoteDependencyData" | "PageViewData");
    for member in base {
        match (member.inside, &*member.key) {
            (Some(_), _) => draft.put(scopes(&member), member.key, member.json),
            (None, "ver" | "properties" | "measurements") => {}
            (None, "name") if !tells_itself => {}
            (None, "exceptions") => exceptions = Some(member.json),
            (None, "metrics") => metrics = Some(member.json),
            (None, "message") => draft.put(Scope::Properties, member.key, member.json),
            (None, _) if tells_itself => draft.put(Scope::Properties, member.key, member.json),
            (None, _) => draft.put(Scope::Extra, member.key, member.json),
        }
    }
    stack::exceptions(exceptions.unwrap_or_default(), ["typeName", "message"], lines, draft);
    self::metrics(metrics.unwrap_or_default(), draft);
}

/// An exception's stack: as the runtime wrote it, or put together from its frames.
fn lines(exception: &Object<'_>) -> String {
    match exception.text("stack").filter(|stack| !stack.is_empty()) {
        Some(given) => given.into_owned(),
        None => frames(exception),
    }
}

/// A parsed stack as lines: as the runtime wrote them where that was kept.
fn frames(exception: &Object<'_>) -> String {
    let frames = exception.list("parsedStack").into_iter().filter_map(Object::read);
    let lines = frames.map(|frame| {
        let text = |key: &str| frame.text(key).unwrap_or_default();
        if text("assembly").starts_with("at ") {
            return text("assembly").into_owned();
        }
        let line = frame.get("line").filter(|line| *line != "0").unwrap_or_default();
        let colon = if line.is_empty() { "" } else { ":" };
        match &*text("method") {
            "" | "<no_method>" => format!("at {}{colon}{line}", text("fileName")),
            method => format!("at {method} ({}{colon}{line})", text("fileName")),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Each metric as a measurement of its own name; a sum of several with how many, and between
/// which bounds.
fn metrics<'t>(json: &'t str, draft: &mut Draft<'t>) {
    for metric in list(json).into_iter().filter_map(Object::read) {
        let (Some(name), Some(value)) = (metric.text("name"), metric.get("value")) else {
            continue;
        };
        draft.call(Scope::Measurements, &name, value);
        for key in ["count", "min", "max", "stdDev"] {
            if let Some(value) = metric.get(key).filter(|value| *value != "null") {
                draft.call(Scope::Measurements, &format!("{name}.{key}"), value);
            }
        }
        if let Some(namespace) = metric.text("ns") {
            draft.made(Scope::Extra, "namespace", quoted(&namespace));
        }
    }
}
