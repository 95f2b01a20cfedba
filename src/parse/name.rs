//! The name of an event: `prefix/event`, where the event may be wrapped.
//!
//! Source: the core logs `telemetry/x` (and sends `monacoworkbench/x`); an extension's logger
//! puts `publisher.name/` in front, a built-in one only `name/`. A name that the sender wants to
//! reach the wire without that prefix is wrapped in a marker on both sides. What the editor logs
//! for a debug adapter that brought an endpoint of its own is `[endpoint] telemetry/x`.

use memchr::memchr;

/// Stands before and, with its dash in front, behind a wrapped event.
const WRAP: &str = "wrapped-telemetry-event-name";

/// The event of `name`: without prefix (all up to the first `/`), unwrapped.
pub fn event_name(name: &str) -> &str {
    if let Some((_, event)) = for_endpoint(name) {
        return event;
    }
    if let Some(event) = unwrapped(name) {
        return event;
    }
    let event = memchr(b'/', name.as_bytes()).map_or(name, |at| &name[at + 1..]);
    unwrapped(event).unwrap_or(event)
}

/// The name under which an event is one and the same in a log and on the wire: without the
/// prefix of the core, which is another there, and unwrapped; an extension's with its prefix.
pub fn sent_name(name: &str) -> &str {
    if is_core(name) {
        return event_name(name);
    }
    let behind = name.split_once('/').and_then(|(_, event)| unwrapped(event));
    behind.or_else(|| unwrapped(name)).unwrap_or(name)
}

/// The prefix of `name`: what stands before the first `/`, or the endpoint's id of
/// `[endpoint] telemetry/x`. A bare name (`exception`) and a bare wrapped one have none.
pub fn prefix(name: &str) -> Option<&str> {
    if let Some((endpoint, _)) = for_endpoint(name) {
        return Some(endpoint);
    }
    if unwrapped(name).is_some() {
        return None;
    }
    name.split_once('/').map(|(prefix, _)| prefix)
}

/// Endpoint and event of `[endpoint] telemetry/event`.
fn for_endpoint(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix('[')?.split_once("] telemetry/").filter(|(id, _)| !id.is_empty())
}

fn unwrapped(event: &str) -> Option<&str> {
    event.strip_prefix(WRAP)?.strip_prefix('-')?.strip_suffix(WRAP)?.strip_suffix('-')
}

/// Whether the editor itself emitted an event of this name, as it is logged or on the wire.
pub fn is_core(name: &str) -> bool {
    ["telemetry/", "monacoworkbench/"].iter().any(|prefix| name.starts_with(prefix))
}
