//! `PostHog` captures: one object, or many in a `batch`.
//!
//! Source: the posts of posthog-node and posthog-js, and the capture service's own handler. What
//! `PostHog`'s libraries add begins with `$` and is common, but for what the event itself is
//! about: `$exception…`, `$set…` and `$unset`. A measurement is a property that is a number.

use std::iter::once;
use std::ops::Range;

use super::super::scalar;
use super::super::split::{Member, members, span};
use super::draft::{Draft, Object};
use super::post::{Post, shortened};
use super::{stack, time};
use crate::event::Scope;

/// Whether an object is a capture, or a batch of them.
pub(super) fn is(object: &Object<'_>) -> bool {
    let around = ["api_key", "token", "distinct_id", "properties", "$token"];
    object.has("batch") && (object.has("api_key") || object.has("token"))
        || object.get("event").is_some_and(|json| json.starts_with('"'))
            && around.iter().any(|key| object.has(key))
}

/// Finds the captures of one document, and what stands around them.
pub(super) fn events(text: &str, object: &Object<'_>, mut post: Post) -> (Post, Vec<Range<usize>>) {
    if !object.has("batch") {
        return (post, once(0..text.len()).collect());
    }
    for member in &object.0 {
        match &*member.key {
            "batch" => {}
            "api_key" | "token" => {
                post.key = scalar::text(member.json).map(|key| shortened(key.into()));
            }
            "sent_at" => {
                post.time = scalar::text(member.json).and_then(|it| time::iso(&it)).or(post.time);
                post.says(Scope::Extra, "sent_at", member.json);
            }
            key => post.says(Scope::Extra, key, member.json),
        }
    }
    let captures = object.list("batch");
    (post, captures.into_iter().map(|capture| span(text, capture)).collect())
}

/// Reads one capture.
pub(super) fn draft<'t>(text: &'t str, post: &Post, draft: &mut Draft<'t>) -> Option<()> {
    let capture = Object::read(text)?;
    draft.sight.name = capture.text("event")?.into_owned();
    draft.sight.time = capture.time("timestamp").or_else(|| capture.time("sent_at")).or(post.time);
    draft.sight.machine = capture.text("distinct_id").map(Into::into);
    draft.flat = true;
    draft.sight.unprefixed = true;
    let mut key = None;
    for member in capture.0 {
        match &*member.key {
            "event" => {}
            "properties" => {
                for member in members(member.json).ok()?.list {
                    key = property(member, draft).or(key);
                }
            }
            "api_key" | "token" => key = Some(member.json),
            "distinct_id" => draft.put(Scope::Common, member.key, member.json),
            _ => draft.put(Scope::Extra, member.key, member.json),
        }
    }
    if post.key.is_none() {
        draft.call_any(Scope::Extra, "key", key);
    }
    Some(())
}

/// Takes one property; the project's key, where this is it.
fn property<'t>(member: Member<'t>, draft: &mut Draft<'t>) -> Option<&'t str> {
    let Member { key, json, .. } = member;
    let text = || scalar::text(json).map(Into::into);
    match &*key {
        "token" if json.starts_with("\"phc_") => {
            draft.put(Scope::Common, key, json);
            return Some(json);
        }
        "distinct_id" => {
            draft.sight.machine = draft.sight.machine.take().or_else(text);
            draft.put(Scope::Common, key, json);
        }
        "$session_id" => {
            draft.sight.session = text();
            draft.put(Scope::Common, key, json);
        }
        "extension_version" | "extensionVersion" => {
            draft.sight.version = text();
            draft.put(Scope::Properties, key, json);
        }
        "$exception_list" => {
            draft.put(Scope::Properties, key, json);
            stack::exceptions(json, ["type", "value"], lines, draft);
        }
        name => {
            let own = ["$exception", "$set", "$unset"].iter().any(|it| name.starts_with(it));
            let scope =
                if name.starts_with('$') && !own { Scope::Common } else { Scope::Properties };
            draft.put(scope, key, json);
        }
    }
    None
}

/// An exception's stack, a frame a line.
fn lines(exception: &Object<'_>) -> String {
    let frames = exception.object("stacktrace").map(|it| it.list("frames"));
    frames.unwrap_or_default().into_iter().filter_map(Object::read).map(|it| line(&it)).collect()
}

/// `at function (file:line:column)` and a line end.
fn line(frame: &Object<'_>) -> String {
    let text = |key: &str| frame.text(key).unwrap_or_default();
    let mut place = text("filename").into_owned();
    for key in ["lineno", "colno"] {
        if let Some(number) = frame.get(key).filter(|number| *number != "null") {
            place = format!("{place}:{number}");
        }
    }
    match &*text("function") {
        "" => format!("at {place}\n"),
        function => format!("at {function} ({place})\n"),
    }
}
