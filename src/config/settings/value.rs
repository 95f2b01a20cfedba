//! A setting's value, and how it is read from TOML and from a variable.

use toml::de::DeValue;

use super::key::Shape;

/// What a setting is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, or one of a few words.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A list of texts.
    Texts(Vec<String>),
}

impl Value {
    /// The value in a file, if it has the shape.
    pub(super) fn of_toml(value: &DeValue<'_>, shape: Shape) -> Option<Self> {
        match shape {
            Shape::Text => value.as_str().map(|text| Self::Text(text.to_owned())),
            Shape::Flag => value.as_bool().map(Self::Flag),
            Shape::Texts => texts(value).map(Self::Texts),
            Shape::Word(words) => value.as_str().and_then(|text| word(text, words)),
        }
    }

    /// The value of a variable, if it has the shape.
    pub(super) fn of_variable(text: &str, shape: Shape) -> Option<Self> {
        match shape {
            Shape::Text => Some(Self::Text(text.to_owned())),
            Shape::Flag => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Some(Self::Flag(true)),
                "false" | "no" | "off" | "0" => Some(Self::Flag(false)),
                _ => None,
            },
            Shape::Texts => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Some(Self::Texts(parts.map(str::to_owned).collect()))
            }
            Shape::Word(words) => word(text, words),
        }
    }

    /// As it stands in a file.
    pub(super) fn toml(&self) -> toml::Value {
        match self {
            Self::Text(text) => toml::Value::String(text.clone()),
            Self::Flag(flag) => toml::Value::Boolean(*flag),
            Self::Texts(texts) => {
                toml::Value::Array(texts.iter().cloned().map(toml::Value::String).collect())
            }
        }
    }
}

/// A list of texts.
pub(super) fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let parts = value.as_array()?.iter();
    parts.map(|part| part.get_ref().as_str().map(str::to_owned)).collect()
}

fn word(text: &str, words: &[&str]) -> Option<Value> {
    words.contains(&text).then(|| Value::Text(text.to_owned()))
}
