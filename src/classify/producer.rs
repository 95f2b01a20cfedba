//! The producer templates of `rules/producers.toml`: a fixed name, or one with a placeholder.

use crate::event::{Among, Scalar};
use crate::parse::prefix;

use super::record::Record;

/// The producer that `template` names for `record`; `None` where its placeholder is empty, so
/// that the next rule is tried.
///
/// Placeholders: `{prefix}` (of the name), `{folder}` (the `publisher.name` folder of the file),
/// `{common.KEY}` (of the body).
pub(super) fn producer(template: &str, record: &Record<'_>) -> Option<String> {
    let Some((before, rest)) = template.split_once('{') else { return Some(template.to_owned()) };
    let (placeholder, after) = rest.split_once('}')?;
    let value = match placeholder {
        "prefix" => prefix(record.name).map(str::to_owned),
        "folder" => record.folder.map(str::to_owned),
        _ => common(placeholder.strip_prefix("common.")?, record),
    };
    value.filter(|value| !value.is_empty()).map(|value| format!("{before}{value}{after}"))
}

fn common(key: &str, record: &Record<'_>) -> Option<String> {
    let mut found = None;
    record.body.visit(Among::Common, key, &mut |scalar| match scalar {
        Scalar::Text(text) => {
            found = Some(text.into_owned());
            true
        }
        _ => false,
    });
    found
}
