//! Numbers as people write them in filters, with units, and as logs hold them, without.

use std::time::Duration;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// No unit.
    Plain,
    /// `ms s m h d`, in milliseconds.
    Time,
    /// `B KB MB GB`, in bytes, 1024 to the next.
    Bytes,
    /// `%`, in hundredths: 50% is 0.5.
    Percent,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quantity {
    /// In the unit's base.
    pub(super) value: f64,
    pub(super) unit: Unit,
}

/// Longer texts are no numbers that anybody means.
const LONGEST: usize = 64;

const SECOND: f64 = 1000.0;
const DURATIONS: [(&str, f64); 5] = [
    ("ms", 1.0),
    ("s", SECOND),
    ("m", 60.0 * SECOND),
    ("h", 3600.0 * SECOND),
    ("d", 86_400.0 * SECOND),
];
const SIZES: [(&str, f64); 4] =
    [("b", 1.0), ("kb", 1024.0), ("mb", 1_048_576.0), ("gb", 1_073_741_824.0)];

/// A number without a unit, as logs hold them: `12`, `-0.5`, `1e6`. Never infinite.
pub(super) fn plain(text: &str) -> Option<f64> {
    let digits = |b: u8| b.is_ascii_digit();
    let number = text.len() <= LONGEST
        && text.bytes().any(digits)
        && text.bytes().all(|b| digits(b) || b"+-.eE".contains(&b));
    text.parse().ok().filter(|value: &f64| number && value.is_finite())
}

/// A number as a filter may write it: `12`, `8KB`, `-1h30m`, `50%`.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    if let Some(value) = plain(text) {
        return Some(Quantity { value, unit: Unit::Plain });
    }
    if let Some(value) = text.strip_suffix('%').and_then(plain) {
        return Some(Quantity { value: value / 100.0, unit: Unit::Percent });
    }
    if let Some(value) = size(text) {
        return Some(Quantity { value, unit: Unit::Bytes });
    }
    duration(text).map(|value| Quantity { value, unit: Unit::Time })
}

/// `8KB` or `8 kb` in bytes.
fn size(text: &str) -> Option<f64> {
    let (number, unit) = split_unit(text)?;
    let scale = SIZES.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?.1;
    Some(number * scale)
}

/// A length of time as people write it: `500ms`, `90s`, `1h30m`. None that is below zero, or longer
/// than can be counted.
pub fn parse_duration(text: &str) -> Option<Duration> {
    duration(text.trim()).and_then(|millis| Duration::try_from_secs_f64(millis / SECOND).ok())
}

/// `90s`, `1h30m`, `-5m` in milliseconds; a sign counts for the whole.
pub(super) fn duration(text: &str) -> Option<f64> {
    if text.len() > LONGEST {
        return None;
    }
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest.is_empty() {
        return None;
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let part = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let unit = &rest[part..];
        let end = unit.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(unit.len());
        let scale = DURATIONS.iter().find(|(name, _)| *name == &unit[..end])?.1;
        let number = rest[..part].trim();
        if number.starts_with(['+', '-']) {
            return None;
        }
        total += plain(number)? * scale;
        rest = unit[end..].trim_start();
    }
    total.is_finite().then_some(sign * total)
}

/// A number and the letters after it.
fn split_unit(text: &str) -> Option<(f64, &str)> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    Some((plain(text[..unit].trim_end())?, &text[unit..]))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("12", 12.0, Unit::Plain)]
    #[case("-0.5", -0.5, Unit::Plain)]
    #[case("1e3", 1000.0, Unit::Plain)]
    #[case("8KB", 8192.0, Unit::Bytes)]
    #[case("1.5 mb", 1_572_864.0, Unit::Bytes)]
    #[case("7B", 7.0, Unit::Bytes)]
    #[case("250ms", 250.0, Unit::Time)]
    #[case("1.5s", 1500.0, Unit::Time)]
    #[case("1h30m", 5_400_000.0, Unit::Time)]
    #[case("-2d", -172_800_000.0, Unit::Time)]
    #[case("50%", 0.5, Unit::Percent)]
    fn units_scale_to_their_base(#[case] text: &str, #[case] value: f64, #[case] unit: Unit) {
        assert_eq!(quantity(text), Some(Quantity { value, unit }));
    }

    #[rstest]
    #[case("")]
    #[case("-")]
    #[case("inf")]
    #[case("NaN")]
    #[case("1e999")]
    #[case("5x")]
    #[case("h")]
    #[case("1h-30m")]
    #[case("1_000")]
    #[case("0x10")]
    #[case("ms5")]
    fn what_is_no_number_is_none(#[case] text: &str) {
        assert_eq!(quantity(text), None);
    }
}
