//! The producer templates of `rules/producers.toml`: a fixed name, or one with a placeholder.

use crate::event::{Among, Scalar};
use crate::parse::prefix;

use super::record::Record;

/// What a template comes to where only a record's name and folder are known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// This producer.
    Name(String),
    /// No producer: its placeholder is empty.
    Nothing,
    /// That depends on the body.
    ByBody,
}

impl Named {
    /// Placeholders: `{prefix}` (of the name), `{folder}` (the `publisher.name` folder of the
    /// file), `{common.KEY}` (of the body).
    pub(super) fn of(template: &str, record: &Record<'_>) -> Self {
        let Some((before, placeholder, after)) = parts(template) else {
            return Self::Name(template.to_owned());
        };
        let value = match placeholder {
            "prefix" => prefix(record.name),
            "folder" => record.folder,
            _ if asks(template).is_some() => return Self::ByBody,
            _ => None,
        };
        let value = value.filter(|value| !value.is_empty());
        value.map_or(Self::Nothing, |value| Self::Name(format!("{before}{value}{after}")))
    }
}

/// The producer that `template` names for `record`; `None` where its placeholder is empty, so
/// that the next rule is tried.
pub(super) fn producer(template: &str, record: &Record<'_>) -> Option<String> {
    match Named::of(template, record) {
        Named::Name(name) => Some(name),
        Named::Nothing => None,
        Named::ByBody => {
            let (before, _, after) = parts(template)?;
            let value = common(asks(template)?, record).filter(|value| !value.is_empty())?;
            Some(format!("{before}{value}{after}"))
        }
    }
}

/// The common key that `template` asks a body for.
pub(super) fn asks(template: &str) -> Option<&str> {
    parts(template)?.1.strip_prefix("common.")
}

/// What stands before, in and behind the placeholder; one that does not end is empty.
fn parts(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (placeholder, after) = rest.split_once('}').unwrap_or_default();
    Some((before, placeholder, after))
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
