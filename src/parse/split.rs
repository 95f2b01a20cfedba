//! A JSON object split into its keys and the raw text of their values, one level deep.
//!
//! Values are found, not read: no tree is built, nothing is copied, and nesting of any depth
//! costs no stack.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::scalar::Lossy;

/// The members of an object in the order in which they were logged.
#[derive(Default)]
pub(super) struct Members<'a> {
    pub(super) list: Vec<Member<'a>>,
    /// The objects among them that were opened.
    pub(super) parts: Vec<Part>,
}

/// One key and the text of its value.
pub(super) struct Member<'a> {
    /// The object it stands in, where that is not the top.
    pub(super) inside: Option<Part>,
    pub(super) key: Cow<'a, str>,
    pub(super) json: &'a str,
}

/// The objects of a payload that are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Properties,
    Measurements,
}

impl Part {
    fn named(key: &str) -> Option<Self> {
        match key {
            "properties" => Some(Self::Properties),
            "measurements" => Some(Self::Measurements),
            _ => None,
        }
    }
}

/// Splits the text of one JSON object.
pub(super) fn members(json: &str) -> Result<Members<'_>, serde_json::Error> {
    read(json, Opened::Nothing)
}

/// Splits the text of a payload, and its `properties` and `measurements` where they are objects.
pub(super) fn payload_members(json: &str) -> Result<Members<'_>, serde_json::Error> {
    // One reading does where both are objects or missing, as they are but for oddities.
    read(json, Opened::Parts).or_else(|_| in_two_readings(json))
}

fn in_two_readings(json: &str) -> Result<Members<'_>, serde_json::Error> {
    let mut found = Members::default();
    for member in members(json)?.list {
        match Part::named(&member.key).filter(|_| is_object(member.json)) {
            None => found.list.push(member),
            Some(part) => {
                found.parts.push(part);
                let inner = members(member.json)?.list.into_iter();
                found.list.extend(inner.map(|it| Member { inside: Some(part), ..it }));
            }
        }
    }
    Ok(found)
}

/// Whether a JSON text is an object's.
pub(super) fn is_object(json: &str) -> bool {
    json.starts_with('{')
}

/// Where `part`, a piece of `whole`, stands in it.
pub(super) fn span(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    start..start + part.len()
}

fn read(json: &str, opened: Opened) -> Result<Members<'_>, serde_json::Error> {
    let mut found = Members { list: Vec::with_capacity(32), parts: Vec::new() };
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Object { found: &mut found, opened }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

/// Which values of an object are split as well.
#[derive(Clone, Copy)]
enum Opened {
    /// None: the object stands at the top, or inside a part.
    Nothing,
    /// The parts of a payload.
    Parts,
    /// None: the object is this part.
    In(Part),
}

/// Reads one object into the list.
struct Object<'l, 'de> {
    found: &'l mut Members<'de>,
    opened: Opened,
}

impl<'de> DeserializeSeed<'de> for Object<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inside = match self.opened {
            Opened::In(part) => Some(part),
            Opened::Nothing | Opened::Parts => None,
        };
        while let Some(Lossy(key)) = map.next_key()? {
            let part = match self.opened {
                Opened::Parts => Part::named(&key),
                Opened::Nothing | Opened::In(_) => None,
            };
            if let Some(part) = part {
                self.found.parts.push(part);
                map.next_value_seed(Object { found: self.found, opened: Opened::In(part) })?;
            } else {
                let json = map.next_value::<&'de RawValue>()?.get();
                self.found.list.push(Member { inside, key, json });
            }
        }
        Ok(())
    }
}
