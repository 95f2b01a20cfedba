//! Traces that cleaning and cutting left in a payload.
//!
//! Source: VS Code's cleaner writes `<REDACTED: LABEL>` for what looks personal; the core cuts
//! values at 8192 characters (keeping 8191; in its early years 1023) and keys at 150 (keeping the
//! last 149); Copilot spreads texts over pieces of 8192. Lengths count 16-bit units, as JavaScript
//! does.

use memchr::memmem;

use super::body::Entry;
use super::scalar::text;

const MARK: &str = "<REDACTED: ";

/// The longest label taken for one: a mark without its end must not swallow a value.
const LABEL_MAX: usize = 64;

/// More distinct labels than any cleaner has are somebody's joke.
const LABELS_MAX: usize = 64;

/// Lengths of values that were cut.
const VALUE_CUT: [usize; 2] = [8191, 8192];

/// Length of a value that an older core cut. An extension's value of this length is whole.
const CORE_VALUE_CUT: usize = 1023;

/// Length of a key that was cut.
const KEY_CUT: usize = 149;

/// The distinct labels in the order in which they come, in lower case, spaces as dashes.
pub fn redacted(text: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), MARK) {
        let Some(label) = label(&text[at + MARK.len()..]) else { continue };
        if !labels.contains(&label) && labels.len() < LABELS_MAX {
            labels.push(label);
        }
    }
    labels
}

fn label(rest: &str) -> Option<String> {
    let within = rest.bytes().take(LABEL_MAX + 1);
    let end =
        within.take_while(|byte| !matches!(byte, b'<' | b'"' | b'\\')).position(|b| b == b'>')?;
    let label = rest[..end].trim();
    (!label.is_empty()).then(|| label.to_lowercase().replace(' ', "-"))
}

/// Whether the key, or a text value, has the length of one that was cut.
pub(super) fn is_cut(entry: &Entry<'_>, is_core: bool) -> bool {
    // A unit takes at least one byte, so most are too short to need counting.
    let long = entry.json.len() > if is_core { CORE_VALUE_CUT } else { VALUE_CUT[0] };
    let cut = |units| VALUE_CUT.contains(&units) || is_core && units == CORE_VALUE_CUT;
    let value = || text(entry.json).is_some_and(|text| cut(units(&text)));
    entry.key.len() >= KEY_CUT && units(entry.key) == KEY_CUT || long && value()
}

/// The length of a text as JavaScript counts it.
pub(super) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
