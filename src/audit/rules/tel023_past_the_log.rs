//! TEL023: an event that was sent and not logged.

use std::borrow::Cow::Borrowed;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::Verdict;
use crate::audit::rule::Rule;
use crate::audit::tally::Seen;
use crate::event::{Instant, Kind, On, Severity};
use crate::store::{Class, Row};

static ABOUT: About = About {
    id: Borrowed("TEL023"),
    title: Borrowed("sent past the log"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "The event was seen on the wire, and no log has it, though the producer's other events were \
         logged. Its sender goes past the editor's logger: who reads the log does not see what is \
         sent, and the telemetry level is not asked by the editor.",
    ),
    certainty: Borrowed(
        "As certain as the pairing of logs and posts, which goes by names, values and times. Only \
         posts in the time of the logs are judged, and only of producers that the logs know; of \
         others it is said that nothing can be told. What goes to a collector that the person set \
         up (OTLP) is not telemetry to others.",
    ),
    advice: Borrowed(
        "Send through env.createTelemetryLogger, and not with sendDangerousTelemetryEvent or a \
         client of your own.",
    ),
};

/// A log that ends so long before a post may have its event, in milliseconds.
const SLACK: i64 = 60_000;

/// The rule.
#[derive(Debug)]
pub(super) struct PastTheLog;

impl Rule for PastTheLog {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        let logged = Logged::of(seen);
        let mut past: BTreeMap<(&str, &str), Seen> = BTreeMap::new();
        let mut unknown: BTreeMap<&str, u64> = BTreeMap::new();
        for row in seen.events_of(is_to_others).filter(|row| row.on() == On::Wire) {
            if !logged.producers.contains(row.producer()) {
                *unknown.entry(row.producer()).or_default() += 1;
            } else if logged.was_on(row) {
                past.entry((row.producer(), row.event()))
                    .and_modify(|events| events.add(seen.log, row.id()))
                    .or_insert_with(|| Seen::one(row.id()));
            }
        }
        for ((producer, event), events) in past {
            let about = Selection {
                producer: producer.to_owned(),
                event: Some(event.to_owned()),
                time: logged.time.clone(),
                on: Some(On::Wire),
                ..Selection::default()
            };
            let verdict = Verdict::sure("seen on the wire, and in no log");
            conclusions.hit(about, Some(events), verdict);
        }
        for (producer, count) in unknown {
            let events = if count == 1 { "event was" } else { "events were" };
            let why = format!(
                "no log with events of this producer was read: whether its {count} {events} logged \
                 before being sent is not known"
            );
            conclusions.undecided(producer, None, why);
        }
    }
}

/// What was logged, and when.
struct Logged<'a> {
    producers: BTreeSet<&'a str>,
    /// From the first event to the last, and some more.
    time: Option<Range<Instant>>,
}

impl<'a> Logged<'a> {
    fn of(seen: &LogSeen<'a>) -> Self {
        let mut logged = Self { producers: BTreeSet::new(), time: None };
        for (id, observed) in &seen.observed.classes {
            let class = seen.log.class(*id);
            if class.is_wire() {
                continue;
            }
            logged.producers.insert(class.producer());
            let ends = [observed.seen.first, observed.seen.last];
            for time in ends.into_iter().filter_map(|id| seen.log.row(id)?.time()) {
                logged.take_in(time);
            }
        }
        logged
    }

    /// Whether something was logged at the time of an event.
    fn was_on(&self, row: Row<'_>) -> bool {
        let on = |at: Instant| self.time.as_ref().is_some_and(|time| time.contains(&at));
        row.time().is_some_and(on)
    }

    fn take_in(&mut self, time: Instant) {
        let (from, to) = (time.0.saturating_sub(SLACK), time.0.saturating_add(SLACK));
        let known = self.time.get_or_insert(Instant(from)..Instant(to));
        known.start = known.start.min(Instant(from));
        known.end = known.end.max(Instant(to));
    }
}

/// Whether events were seen on the wire, bound for somebody else's collector.
fn is_to_others(class: Class<'_>) -> bool {
    class.is_wire()
        && class.kind() == Kind::Event
        && !class.producer().is_empty()
        && class.destination_name() != "otlp"
}
