//! What was seen of a producer: its events, and the keys of their own with what they hold.

use std::collections::BTreeMap;

use crate::event::{Kind, Property, Scope};
use crate::store::EventLog;

use super::view::View;

/// So many events and, of each, so many properties are told apart. A hostile log could name each
/// differently.
const MOST_EVENTS: usize = 10_000;
const MOST_PROPERTIES: usize = 2_000;

/// The events of one producer by name, each with its properties by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Without prefix, as the filter language knows them.
    pub events: BTreeMap<String, BTreeMap<String, SeenProperty>>,
    /// How often a name was met that is left out because there are too many.
    pub left_out: u64,
}

/// What was seen of one property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenProperty {
    /// Whether it is a number wherever it stands, or a measurement.
    pub is_measurement: bool,
}

/// What the events of `producer` (in any case) in `view` hold. Common properties are left out.
pub fn seen(log: &EventLog, view: &View, producer: &str) -> Seen {
    let mut seen = Seen::default();
    let rows = view.ids().iter().filter_map(|id| log.row(*id));
    let own = rows
        .filter(|row| row.kind() == Kind::Event)
        .filter(|row| row.producer().eq_ignore_ascii_case(producer));
    for row in own {
        let known = seen.events.len() < MOST_EVENTS || seen.events.contains_key(row.event());
        if !known {
            seen.left_out += 1;
            continue;
        }
        let properties = seen.events.entry(row.event().to_owned()).or_default();
        let Some(telemetry) = log.text(row).whole().event().telemetry else { continue };
        for scope in [Scope::Properties, Scope::Measurements] {
            for property in telemetry.payload.scope(scope) {
                if !note(properties, property, scope) {
                    seen.left_out += 1;
                }
            }
        }
    }
    seen
}

/// Adds one sight of a property; whether there was room for it.
fn note(
    properties: &mut BTreeMap<String, SeenProperty>,
    property: &Property,
    scope: Scope,
) -> bool {
    let is_number = scope == Scope::Measurements || property.number().is_some();
    if let Some(known) = properties.get_mut(&property.key) {
        known.is_measurement &= is_number;
        return true;
    }
    let has_room = properties.len() < MOST_PROPERTIES;
    if has_room {
        properties.insert(property.key.clone(), SeenProperty { is_measurement: is_number });
    }
    has_room
}
