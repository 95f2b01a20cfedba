//! TEL050: more than a producer may send, and events that were logged twice.

use std::borrow::Cow::Borrowed;
use std::collections::BTreeMap;

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::{Hits, Verdict};
use crate::audit::observed::Volume;
use crate::audit::policy::Budget;
use crate::audit::rule::Rule;
use crate::audit::seen::EventSeen;
use crate::audit::tally::Seen;
use crate::event::{Destination, EventId, Instant, NameId, Severity};
use crate::store::Row;

/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;

/// An event that is logged again within so many milliseconds is a twin.
const AT_ONCE: i64 = 50;

/// So many records before an event are looked at for its twin, of whatever sources.
const LOOKED_BACK: u32 = 64;

/// So many of them are read.
const COMPARED: usize = 4;

/// So many times of too many events are told of a producer.
const MOST_FLOODS: usize = 20;

static ABOUT: About = About {
    id: Borrowed("TEL050"),
    title: Borrowed("too much telemetry"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "A producer logged more events within a minute, or more bytes within a session, than its \
         budget allows; or an event was logged again byte for byte within 50 ms, as a listener that \
         is registered twice does.",
    ),
    certainty: Borrowed(
        "Counts and bytes are certain; budgets are a policy's to set (1,000 events a minute and \
         8 MiB a session if it does not). What Copilot sends a second time on purpose, as \
         Microsoft's internal telemetry, is left out.",
    ),
    advice: Borrowed(
        "Sample, or add up and send a sum at times; look for a listener that is registered twice.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct TooMuch;

impl Rule for TooMuch {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        let exempt = event.of.class.is_wire() || event.of.goes_to(Destination::MICROSOFT_INTERNAL);
        if !exempt && is_twin(event) {
            hits.add(Verdict::sure("logged again, byte for byte, within 50 ms"));
        }
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        floods(seen, conclusions);
        sessions(seen, conclusions);
    }
}

/// Whether the same was logged just before. Told by columns, mostly: text is read only where they
/// agree.
fn is_twin(event: &EventSeen<'_, '_>) -> bool {
    let (row, log) = (event.row, event.of.log);
    let Some(time) = row.time() else { return false };
    let first = row.id().0.saturating_sub(LOOKED_BACK);
    let before = (first..row.id().0).rev().filter_map(|id| log.row(EventId(id)));
    let before = before.take_while(|it| it.time().is_none_or(|it| time.0 - it.0 <= AT_ONCE));
    let like = |it: &Row<'_>| {
        it.class_id() == row.class_id()
            && it.size() == row.size()
            && it.source_id() == row.source_id()
            && it.time().is_some_and(|it| (0..=AT_ONCE).contains(&(time.0 - it.0)))
    };
    let payload = event.whole.payload_text();
    payload.is_some()
        && before
            .filter(like)
            .take(COMPARED)
            .any(|it| log.text(it).whole().payload_text() == payload)
}

/// Minutes in which a producer logged more than it may; those that follow each other are one.
fn floods(seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
    let budget = |producer: NameId| budget(seen, producer);
    let over = seen.observed.minutes.iter();
    let over = over.filter(|((of, _), volume)| volume.count > budget(*of).events_per_minute);
    let mut over: Vec<(NameId, i64, Volume)> =
        over.map(|((of, minute), volume)| (*of, *minute, *volume)).collect();
    over.sort_unstable_by_key(|(of, minute, _)| (*of, *minute));
    let mut told = BTreeMap::<NameId, usize>::new();
    for flood in over.chunk_by(|a, b| a.0 == b.0 && a.1 + 1 == b.1) {
        let (Some((producer, from, _)), Some((_, to, _))) = (flood.first(), flood.last()) else {
            continue;
        };
        let told = told.entry(*producer).or_default();
        *told += 1;
        if *told > MOST_FLOODS {
            continue;
        }
        let time = Instant(from * MINUTE)..Instant((to + 1) * MINUTE);
        let most = flood.iter().map(|(_, _, volume)| volume.count).max().unwrap_or_default();
        let allowed = budget(*producer).events_per_minute;
        let verdict = Verdict::sure(format!("{most} events in a minute; {allowed} are allowed"));
        let volumes = flood.iter().map(|(_, _, volume)| *volume);
        conclusions.hit(about(seen, *producer, Some(time)), together(volumes), verdict);
    }
}

/// Sessions in which a producer logged more bytes than it may.
fn sessions(seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
    let mut sessions: BTreeMap<(NameId, String), Vec<Volume>> = BTreeMap::new();
    for ((producer, source), volume) in &seen.observed.volumes {
        let Some(source) = seen.log.source(*source) else { continue };
        let session = source.session.as_deref().map(|session| format!("session {session}"));
        let session = session.unwrap_or_else(|| source.label.clone());
        sessions.entry((*producer, session)).or_default().push(*volume);
    }
    for ((producer, session), volumes) in sessions {
        let bytes: u64 = volumes.iter().map(|volume| volume.bytes).sum();
        let allowed = budget(seen, producer).bytes_per_session;
        if bytes <= allowed {
            continue;
        }
        let message = format!(
            "{} MiB in {session}; {} MiB are allowed",
            mebibytes(bytes),
            mebibytes(allowed)
        );
        let time = times(seen, &volumes);
        conclusions.hit(about(seen, producer, time), together(volumes), Verdict::sure(message));
    }
}

fn budget(seen: &LogSeen<'_>, producer: NameId) -> Budget {
    seen.context.policy.budgets.of(seen.log.producers().name(producer))
}

fn about(
    seen: &LogSeen<'_>,
    producer: NameId,
    time: Option<std::ops::Range<Instant>>,
) -> Selection {
    let producer = seen.log.producers().name(producer).to_owned();
    Selection { producer, time, ..Selection::default() }
}

fn together(volumes: impl IntoIterator<Item = Volume>) -> Option<Seen> {
    let all = volumes.into_iter().reduce(|mut all, volume| {
        all.join(volume);
        all
    })?;
    Some(Seen::between(all.count, all.first, all.last))
}

/// From the first to the last event of some.
fn times(seen: &LogSeen<'_>, volumes: &[Volume]) -> Option<std::ops::Range<Instant>> {
    let ends = volumes.iter().flat_map(|volume| [volume.first, volume.last]);
    let times = ends.filter_map(|id| seen.log.row(id)?.time());
    let (first, last) = times.fold(None, |ends: Option<(Instant, Instant)>, time| {
        Some(ends.map_or((time, time), |(first, last)| (first.min(time), last.max(time))))
    })?;
    Some(first..Instant(last.0.saturating_add(1)))
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / f64::from(1 << 20))
}
