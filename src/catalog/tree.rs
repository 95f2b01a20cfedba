//! JSON text → a tree of bounded size.
//!
//! A value takes up to a hundred times the bytes it is written in (`{},` is three), so that a
//! limit on the file alone would let a small hostile one fill the memory.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// At most so many values are read. The largest real catalogs, all extensions of an editor in
/// one, have some hundred thousand.
pub(super) const MOST: usize = 300_000;

/// Why there is no tree.
#[derive(Debug)]
pub(super) enum Broken {
    /// More values than are read.
    TooMuch,
    /// No JSON.
    Json(serde_json::Error),
}

/// The value that `text` is, of at most `most` values.
pub(super) fn parse(text: &[u8], most: usize) -> Result<Value, Broken> {
    let left = Cell::new(Some(most));
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = Node(&left)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| if left.get().is_none() { Broken::TooMuch } else { Broken::Json(error) })
}

/// One value; how many more there may be, `None` when there were too many.
#[derive(Clone, Copy)]
struct Node<'a>(&'a Cell<Option<usize>>);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.0.set(self.0.get().and_then(|left| left.checked_sub(1)));
        if self.0.get().is_none() {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            members.insert(key, map.next_value_seed(self)?);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    proptest! {
        #[test]
        fn it_reads_what_a_plain_parser_reads(text in "[\\[\\]{}\":,0-9.e truefalsn\\\\ué-]{0,40}") {
            let wanted = serde_json::from_str::<Value>(&text).ok();
            prop_assert_eq!(parse(text.as_bytes(), MOST).ok(), wanted);
        }
    }

    #[rstest]
    #[case::list("[1,2,{}]", 4)]
    #[case::map(r#"{"a":{"b":null},"a":true}"#, 4)]
    fn a_tree_has_no_more_values_than_it_may(#[case] text: &str, #[case] values: usize) {
        assert_eq!(parse(text.as_bytes(), values).ok(), serde_json::from_str(text).ok());
        assert!(matches!(parse(text.as_bytes(), values - 1), Err(Broken::TooMuch)));
    }
}
