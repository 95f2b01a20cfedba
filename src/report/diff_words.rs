//! A difference in words, the same in every form of the report.

use crate::audit::{Compared, Comparison, Difference, Sign, Sort, What};

/// What is different, from what to what.
pub(super) fn words(it: &Difference) -> String {
    if let Some((was, is)) = it.rates {
        return format!("{was} → {is}");
    }
    match (&it.was, &it.is) {
        (Some(was), Some(is)) => format!("{was} → {is}"),
        (Some(word), None) | (None, Some(word)) => word.clone(),
        (None, None) => String::new(),
    }
}

/// What kind of difference it is: `new event`, `changed volume`.
pub fn heading_of(it: &Difference) -> String {
    format!("{} {}", it.sign.as_str(), it.what.as_str())
}

/// The event and the key that it is about, as far as it is about one.
pub(super) fn place(it: &Difference) -> String {
    let words = [it.event.as_deref(), it.key.as_deref()];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What is to be known of it: what comes with it, what it rests on, that it may be chance.
pub fn remarks_of(it: &Difference) -> Vec<String> {
    let mut remarks = Vec::new();
    if !it.also.is_empty() {
        let also: Vec<&str> = it.also.iter().map(|what| what.as_str()).collect();
        remarks.push(format!("{} {}", it.sign.as_str(), also.join(", ")));
    }
    let [old, new] = it.counts;
    match it.sign {
        Sign::New if new > 0 => remarks.push(in_events(new)),
        Sign::Gone if old > 0 => remarks.push(in_events(old)),
        _ => {}
    }
    if it.may_be_chance() {
        let side = if it.sign == Sign::New { "OLD" } else { "NEW" };
        let expected = it.expected.unwrap_or_default();
        remarks.push(format!("may be chance: {expected:.1} would be expected in {side}"));
    }
    if it.is_small() {
        remarks.push("few events".to_owned());
    }
    if it.is_waived() {
        remarks.push("waived".to_owned());
    }
    remarks
}

fn in_events(count: u64) -> String {
    if count == 1 { "in one event".to_owned() } else { format!("in {count} events") }
}

/// What a side is, in one line.
pub(super) fn side(it: &Compared) -> String {
    let plural =
        |count: u64, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let producers = plural(it.producers() as u64, "producer");
    let events = || plural(it.events(), "event");
    match it.sort {
        Sort::Catalog => {
            let events: usize = it.baseline.producers.values().map(|it| it.events.len()).sum();
            format!("{}: a catalog of {}, {producers}", it.name, plural(events as u64, "event"))
        }
        Sort::Baseline => format!(
            "{}: a baseline of {} of {producers} in {}",
            it.name,
            events(),
            plural(it.baseline.minutes, "minute")
        ),
        Sort::Log => {
            let span = it.span.as_ref().map(|(first, last)| format!(", {first} to {last}"));
            format!(
                "{}: {} of {producers} in {} of {}{}{}",
                it.name,
                events(),
                plural(it.baseline.minutes, "minute"),
                plural(it.sessions as u64, "session"),
                span.unwrap_or_default(),
                if it.whole { "" } else { "; not all of it could be read" }
            )
        }
    }
}

/// What has to be known of both before anything is made of what differs.
pub(super) fn caution(comparison: &Comparison) -> Option<String> {
    let (side, minutes, other) = comparison.shorter()?;
    let plural = if minutes == 1 { "" } else { "s" };
    let chance = comparison.differences.iter().filter(|it| it.may_be_chance()).count();
    let differences = comparison.differences.len();
    Some(format!(
        "{side} is shorter: {minutes} minute{plural} with telemetry to {other}; {chance} of \
         {differences} differences may be chance"
    ))
}

/// How many there are of each sign.
pub(super) fn sum(comparison: &Comparison) -> String {
    if comparison.differences.is_empty() {
        return "Nothing differs".to_owned();
    }
    let count = |sign: Sign| format!("{} {}", comparison.count(sign), sign.as_str());
    Sign::ALL.map(count).join(", ")
}

/// The versions of a producer and how much each logged, old and new: `1.0.0 → 1.1.0`.
pub(super) fn producer(comparison: &Comparison, name: &str) -> String {
    let told = |side: &Compared| -> Option<String> {
        let it = side.baseline.producers.get(name)?;
        let versions: Vec<&str> =
            it.versions.iter().flat_map(|it| it.keys()).map(String::as_str).collect();
        let minutes = side.baseline.minutes.max(1);
        let events = match side.sort {
            Sort::Catalog => format!("{} declared", it.events.len()),
            Sort::Log | Sort::Baseline => {
                let rate = it.count() as f64 / minutes as f64;
                format!("{} in {minutes} min, {rate:.1}/min", it.count())
            }
        };
        Some(if versions.is_empty() {
            events
        } else {
            format!("{}: {events}", versions.join(", "))
        })
    };
    match (told(&comparison.old), told(&comparison.new)) {
        (Some(old), Some(new)) if old == new => old,
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(old), None) => format!("{old} → none"),
        (None, Some(new)) => format!("none → {new}"),
        (None, None) => String::new(),
    }
}

/// The differences of each producer together, in their order.
pub(super) fn by_producer(comparison: &Comparison) -> impl Iterator<Item = &[Difference]> {
    comparison.differences.chunk_by(|a, b| a.producer == b.producer)
}

/// How a producer is called.
pub(super) fn name_of(producer: &str) -> &str {
    if producer.is_empty() { "(producer unknown)" } else { producer }
}

/// Whether a difference is one that a person looks at first.
pub(super) fn is_grave(it: &Difference) -> bool {
    matches!(it.what, What::Identifier | What::Finding) || it.also.contains(&What::Identifier)
}
