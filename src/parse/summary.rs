//! A payload in one line, for lists.

use super::scalar::scalar;
use crate::event::{Payload, Scalar};

/// The longest value shown, in characters.
const VALUE_MAX: usize = 40;

/// `reason=startup durationMs=12.5`: own properties, then measurements, in at most `max_chars`
/// characters. Control characters are left for the caller to escape.
pub fn summary(payload: &Payload, max_chars: usize) -> String {
    let own = payload.properties.iter().chain(&payload.measurements);
    summary_of(own.map(|property| (property.key.as_str(), property.value.get())), max_chars)
}

/// The same of keys and the JSON texts of their values, in the order in which they come.
pub fn summary_of<'a>(
    own: impl IntoIterator<Item = (&'a str, &'a str)>,
    max_chars: usize,
) -> String {
    let mut line = String::new();
    let mut left = max_chars;
    for (key, json) in own {
        if left == 0 {
            break;
        }
        let before = line.len();
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(key);
        line.push('=');
        let value = line.len();
        match scalar(json) {
            Scalar::Text(text) => line.push_str(&text),
            _ => line.push_str(json),
        }
        shorten(&mut line, value, VALUE_MAX);
        left -= shorten(&mut line, before, left);
    }
    line
}

/// Leaves of what `line` has from `start` on no more than the beginning and `…` where it has more
/// than `max` characters; how many it has then.
fn shorten(line: &mut String, start: usize, max: usize) -> usize {
    let text = &line[start..];
    // A character takes at least one byte.
    if text.len() <= max || text.chars().nth(max).is_none() {
        return text.chars().count();
    }
    let kept = max.saturating_sub(1);
    let end = text.char_indices().nth(kept).map_or(text.len(), |(at, _)| at);
    line.truncate(start + end);
    line.push('…');
    kept + 1
}
