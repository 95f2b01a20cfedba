//! Counts for scripts: one JSON object a group and line.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::event::Zone;
use crate::search::Group;

use super::harmless::json_line;

/// Writes `{"count":…,"bytes":…,"first":…,"last":…,"FIELD":"value",…}` a group, one a line.
/// A field without a value is left out, as in the contract of events.
///
/// # Errors
/// What the writer says.
pub fn stats_json(
    out: &mut impl Write,
    fields: &[String],
    groups: &[Group],
    zone: &Zone,
) -> io::Result<()> {
    for group in groups {
        let mut object = Map::new();
        object.insert("count".to_owned(), group.count.into());
        object.insert("bytes".to_owned(), group.bytes.into());
        for (key, time) in [("first", group.first), ("last", group.last)] {
            if let Some(time) = time {
                object.insert(key.to_owned(), zone.rfc3339(time).into());
            }
        }
        for (field, value) in fields.iter().zip(&group.values).filter(|(_, it)| !it.is_empty()) {
            object.insert(field.clone(), Value::from(value.as_str()));
        }
        json_line(out, &Value::Object(object).to_string())?;
    }
    Ok(())
}
