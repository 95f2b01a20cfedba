//! What a number means that its key names a unit of: `durationMs`, `fileBytes`, `timestamp`.
//!
//! Only ever said beside the number as it was logged, never instead of it.

use crate::event::{Instant, Zone};

use super::super::text::{bytes, thousands};

/// From so many on a count is said with separators.
const GROUPED: f64 = 1000.0;

/// Moments that a log can hold, in seconds since 1970: 2001 to 2096. Other numbers under such a
/// key are something else.
const MOMENTS: std::ops::Range<f64> = 1.0e9..4.0e9;

/// What is to be said after the number `value`, with a blank before it; `None` where the key
/// names no unit, or `value` is no number.
pub(super) fn unit(key: &str, value: &str, zone: &Zone) -> Option<String> {
    let number: f64 = value.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    let word = last_word(key);
    match word.as_str() {
        "ms" | "millis" | "milliseconds" => {
            Some(format!(" ms{}", of_duration(number, number >= 1000.0)))
        }
        "seconds" | "secs" | "sec" => {
            Some(format!(" s{}", of_duration(number * 1000.0, number >= 60.0)))
        }
        "bytes" => {
            let more = (number >= 1024.0).then(|| format!(" ({})", bytes(number as u64)));
            Some(format!(" B{}", more.unwrap_or_default()))
        }
        "count" => {
            let many = number >= GROUPED && number.fract() == 0.0 && number < 1e15;
            many.then(|| format!(" ({})", thousands(number as u64)))
        }
        "timestamp" | "time" | "date" | "at" | "ts" => moment(number, zone),
        _ => None,
    }
}

/// The last word of a key, in lower case: of `common.firstSessionDate` it is `date`, of
/// `elapsed_ms` and `elapsedMS` it is `ms`.
fn last_word(key: &str) -> String {
    let tail = key.rsplit(|c: char| !c.is_alphanumeric()).find(|it| !it.is_empty());
    let tail = tail.unwrap_or_default();
    let mut from = 0;
    let mut before = None;
    for (at, c) in tail.char_indices() {
        if c.is_uppercase() && before.is_some_and(|it: char| !it.is_uppercase()) {
            from = at;
        }
        before = Some(c);
    }
    // Longer words are no units.
    tail[from..].chars().take(16).collect::<String>().to_lowercase()
}

/// ` (1.2 s)`, ` (20 min 34 s)`, ` (2 d 3 h)`, where `large` says that it is worth it.
fn of_duration(millis: f64, large: bool) -> String {
    if !large || millis >= 1e15 {
        return String::new();
    }
    let seconds = (millis / 1000.0) as u64;
    match seconds {
        0..60 => format!(" ({:.1} s)", millis / 1000.0),
        60..3600 => format!(" ({} min {} s)", seconds / 60, seconds % 60),
        3600..86_400 => format!(" ({} h {} min)", seconds / 3600, seconds / 60 % 60),
        _ => format!(" ({} d {} h)", thousands(seconds / 86_400), seconds / 3600 % 24),
    }
}

/// ` (2026-11-21 01:46:40.000)`, of seconds or milliseconds since 1970.
fn moment(number: f64, zone: &Zone) -> Option<String> {
    let seconds = [number, number / 1000.0].into_iter().find(|it| MOMENTS.contains(it))?;
    let at = zone.civil(Instant((seconds * 1000.0).round() as i64));
    Some(format!(" ({})", at.strftime("%Y-%m-%d %H:%M:%S%.3f")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(key: &str, value: &str) -> String {
        unit(key, value, &Zone::utc()).unwrap_or_default()
    }

    #[test]
    fn the_name_tells_the_unit() {
        assert_eq!(said("durationMs", "1234.5"), " ms (1.2 s)");
        assert_eq!(said("elapsed_ms", "12.5"), " ms");
        assert_eq!(said("m.elapsedMS", "1234567"), " ms (20 min 34 s)");
        assert_eq!(said("uptimeSeconds", "7300"), " s (2 h 1 min)");
        assert_eq!(said("fileBytes", "1048576"), " B (1.0 MB)");
        assert_eq!(said("lineCount", "51120"), " (51,120)");
        assert_eq!(
            said("common.firstSessionTimestamp", "1795225600000"),
            " (2026-11-21 01:46:40.000)"
        );
        assert_eq!(said("time", "1795225600"), " (2026-11-21 01:46:40.000)");
    }

    #[test]
    fn nothing_is_said_where_the_name_or_the_value_does_not_tell() {
        for (key, value) in
            [("time", "512"), ("items", "5000"), ("durationMs", "fast"), ("count", "3"), ("", "1")]
        {
            assert_eq!(said(key, value), "", "{key} {value}");
        }
        assert_eq!(said("waitMs", "-1"), " ms");
        assert_eq!(said("waitMs", "1e300"), " ms");
        assert_eq!(said("waitMs", "NaN"), "");
    }
}
