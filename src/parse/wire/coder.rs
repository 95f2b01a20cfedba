//! What code-server posts to Coder: one object with the name, properties and measurements of one
//! event of the editor, more common properties than its log shows, and facts of the machine.

use super::super::shape::scope_of;
use super::super::split::payload_members;
use super::draft::{Draft, Object};
use super::time;
use crate::event::Scope;

/// Whether an object is such a post.
pub(super) fn is(object: &Object<'_>) -> bool {
    let is_object = |key: &str| object.get(key).is_some_and(|json| json.starts_with('{'));
    object.text("name").is_some_and(|name| name.contains('/'))
        && is_object("properties")
        && is_object("measurements")
        && !object.has("data")
}

/// Reads one post. It says its time among its properties only.
pub(super) fn draft<'t>(text: &'t str, draft: &mut Draft<'t>) -> Option<()> {
    let post = Object::read(text)?;
    draft.sight.name = post.text("name")?.into_owned();
    draft.sight.time = post.object("properties").and_then(|it| time::iso(&it.text("timestamp")?));
    let members = payload_members(text).ok()?.list;
    let scopes = scope_of(&members, draft.sight.name.starts_with("monacoworkbench/"));
    for member in members {
        match (member.inside, &*member.key) {
            (None, "name") => {}
            (None, _) => draft.put(Scope::Extra, member.key, member.json),
            (Some(_), _) => draft.put(scopes(&member), member.key, member.json),
        }
    }
    Some(())
}
