//! A payload in one line, for lists.

use std::fmt::Write as _;

use super::scalar::scalar;
use crate::event::{Payload, Scalar};

/// The longest value shown, in characters.
const VALUE_MAX: usize = 40;

/// `reason=startup durationMs=12.5`: own properties, then measurements, in at most `max_chars`
/// characters. Control characters are left for the caller to escape.
pub fn summary(payload: &Payload, max_chars: usize) -> String {
    let mut line = String::new();
    let mut left = max_chars;
    for property in payload.properties.iter().chain(&payload.measurements) {
        if left == 0 {
            break;
        }
        let space = if line.is_empty() { "" } else { " " };
        let value = match scalar(property.value.get()) {
            Scalar::Text(text) => shortened(&text, VALUE_MAX),
            _ => shortened(property.value.get(), VALUE_MAX),
        };
        let before = line.len();
        // Writing to a String does not fail.
        let _ = write!(line, "{space}{}={value}", property.key);
        let added = shortened(&line[before..], left);
        line.truncate(before);
        line.push_str(&added);
        left -= added.chars().count();
    }
    line
}

/// `text`, or its beginning and `…` where it has more than `max` characters.
fn shortened(text: &str, max: usize) -> String {
    if text.chars().nth(max).is_none() {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max.saturating_sub(1)).collect();
    short.push('…');
    short
}
