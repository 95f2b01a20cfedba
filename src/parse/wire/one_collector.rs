//! 1DS records as OneCollector takes them: Common Schema 4.0, one a line.
//!
//! Source: the 1DS SDK's own posts. The name stands at the top and again in `data.baseData`;
//! `iKey` is `o:` and the first 32 digits of the key.

use super::super::shape::scope_of;
use super::super::split::{Member, payload_members};
use super::draft::{Draft, Object};
use crate::event::Scope;

/// Whether an object is a record.
pub(super) fn is(object: &Object<'_>) -> bool {
    let key = || object.text("iKey").is_some_and(|key| key.starts_with("o:"));
    object.has("name") && object.has("data") && (object.get("ver") == Some("\"4.0\"") || key())
}

/// Reads one record.
pub(super) fn draft<'t>(text: &'t str, draft: &mut Draft<'t>) -> Option<()> {
    let record = Object::read(text)?;
    let data = record.get("data")?;
    let part = Object::read(data)?;
    let base = part.get("baseData").and_then(|base| payload_members(base).ok());
    let inner = part.object("baseData").and_then(|base| base.text("name"));
    let name = record.text("name").or(inner)?;
    draft.sight.time = record.time("time");
    draft.sight.name = name.into_owned();
    if let Some(base) = base {
        payload(base.list, draft);
    } else {
        // What is sent without `baseData` stands in `data` as it is.
        let members = payload_members(data).ok()?;
        draft.flat = members.parts.is_empty();
        payload(members.list, draft);
    }
    for member in record.0 {
        match &*member.key {
            "data" | "time" | "name" => {}
            "iKey" => draft.call(Scope::Extra, "key", member.json),
            _ => draft.put(Scope::Extra, member.key, member.json),
        }
    }
    Some(())
}

fn payload<'t>(base: Vec<Member<'t>>, draft: &mut Draft<'t>) {
    let scopes = scope_of(&base, draft.sight.name.starts_with("monacoworkbench/"));
    for member in base {
        match (member.inside, &*member.key) {
            (None, "name" | "ver" | "baseType" | "properties" | "measurements") => {}
            _ => draft.put(scopes(&member), member.key, member.json),
        }
    }
}
