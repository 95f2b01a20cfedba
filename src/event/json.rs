//! The JSON contract: one event as one object. Scripts build on it, so a key never changes its
//! meaning; `telltail-event.schema.json` in the repository says it for machines.
//!
//! Keys without a value are left out. Values are the logged JSON text, byte for byte; of a key
//! that was logged twice the last value counts, as in JSON itself.

use std::collections::HashMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Event, Property, Telemetry};

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put(&mut map, "time", self.time.map(|time| self.zone.rfc3339(time)))?;
        map.serialize_entry("kind", self.kind.as_str())?;
        put(&mut map, "level", self.level.map(super::Level::as_str))?;
        if let Some(telemetry) = &self.telemetry {
            map.serialize_entry("level_by", telemetry.level_by.as_str())?;
            map.serialize_entry("level_why", &telemetry.level_why)?;
        }
        put(&mut map, "log_level", self.log_level.map(super::LogLevel::as_str))?;
        put(&mut map, "message", self.message.as_deref())?;
        if let Some(telemetry) = &self.telemetry {
            map.serialize_entry("name", &telemetry.name)?;
            map.serialize_entry("event", &telemetry.event)?;
        }
        put(&mut map, "producer", self.producer.as_deref())?;
        put(&mut map, "version", self.telemetry.as_ref().and_then(|t| t.version.as_deref()))?;
        map.serialize_entry("product", &self.product)?;
        if let Some(telemetry) = &self.telemetry {
            telemetry_keys(&mut map, telemetry)?;
        }
        put(&mut map, "session", self.session.as_deref())?;
        if let Some(telemetry) = &self.telemetry {
            sighting_keys(&mut map, telemetry)?;
        }
        list(&mut map, "notes", &self.notes)?;
        map.serialize_entry("source", &self.at.source)?;
        put(&mut map, "path", Some(&self.at.path).filter(|path| !path.is_empty()))?;
        map.serialize_entry("line", &self.at.line)?;
        map.serialize_entry("offset", &self.at.offset)?;
        map.serialize_entry("length", &self.at.length)?;
        map.end()
    }
}

/// Destination, purposes, declaration and the payload.
fn telemetry_keys<M: SerializeMap>(map: &mut M, telemetry: &Telemetry) -> Result<(), M::Error> {
    map.serialize_entry("destination", &telemetry.destination.value)?;
    map.serialize_entry("destination_by", telemetry.destination.by.as_str())?;
    map.serialize_entry("destination_why", &telemetry.destination.why)?;
    let purposes: Vec<_> = telemetry.purposes.iter().map(super::Purpose::as_str).collect();
    map.serialize_entry("purposes", &purposes)?;
    map.serialize_entry("declared", telemetry.declared.as_str())?;
    list(map, "undeclared", &telemetry.undeclared)?;
    properties(map, "properties", &telemetry.payload.properties)?;
    properties(map, "measurements", &telemetry.payload.measurements)?;
    properties(map, "common", &telemetry.payload.common)?;
    properties(map, "extra", &telemetry.payload.extra)
}

/// Who and which one it was, what was done to its values, and where it was seen.
fn sighting_keys<M: SerializeMap>(map: &mut M, telemetry: &Telemetry) -> Result<(), M::Error> {
    put(map, "session_id", telemetry.session_id.as_deref())?;
    put(map, "machine", telemetry.machine.as_deref())?;
    put(map, "seq", telemetry.seq)?;
    list(map, "redacted", &telemetry.redacted)?;
    list(map, "truncated", &telemetry.truncated)?;
    map.serialize_entry("on", telemetry.on)
}

fn put<M: SerializeMap>(
    map: &mut M,
    key: &str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, &value))
}

fn list<M: SerializeMap>(map: &mut M, key: &str, values: &[String]) -> Result<(), M::Error> {
    if values.is_empty() { Ok(()) } else { map.serialize_entry(key, values) }
}

fn properties<M: SerializeMap>(
    map: &mut M,
    key: &str,
    values: &[Property],
) -> Result<(), M::Error> {
    if values.is_empty() { Ok(()) } else { map.serialize_entry(key, &Properties(values)) }
}

/// Properties as one JSON object.
struct Properties<'a>(&'a [Property]);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let last: HashMap<&str, usize> =
            self.0.iter().enumerate().map(|(at, property)| (property.key.as_str(), at)).collect();
        let mut map = serializer.serialize_map(None)?;
        for (at, property) in self.0.iter().enumerate() {
            if last.get(property.key.as_str()) == Some(&at) {
                map.serialize_entry(&property.key, &property.value)?;
            }
        }
        map.end()
    }
}
