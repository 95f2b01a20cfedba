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
         client of its own.",
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
        let mut past: BTreeMap<(&str, &str), Vec<Row<'_>>> = BTreeMap::new();
        for row in seen.events_of(is_to_others).filter(|row| row.on() == On::Wire) {
            past.entry((row.producer(), row.event())).or_default().push(row);
        }
        if past.is_empty() {
            return;
        }
        let logged = Logged::of(seen);
        let mut unknown: BTreeMap<&str, Seen> = BTreeMap::new();
        for ((producer, event), rows) in past {
            match &logged.time {
                Some(time) if logged.producers.contains(producer) => {
                    let rows = rows.into_iter().filter(|row| within(*row, time));
                    if let Some(events) = Seen::of(seen.log, rows.map(|row| row.id())) {
                        let about = Selection {
                            producer: producer.to_owned(),
                            event: Some(event.to_owned()),
                            time: Some(time.clone()),
                            on: Some(On::Wire),
                            ..Selection::default()
                        };
                        let verdict = Verdict::sure("seen on the wire, and in no log");
                        conclusions.hit(about, Some(events), verdict);
                    }
                }
                _ => {
                    let events = Seen::of(seen.log, rows.iter().map(Row::id));
                    join(&mut unknown, seen, producer, events);
                }
            }
        }
        for (producer, events) in unknown {
            conclusions.undecided(
                producer,
                Some(events),
                "sent, and no log with events of this producer was read: whether they were logged \
                 is not known",
            );
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

fn within(row: Row<'_>, time: &Range<Instant>) -> bool {
    row.time().is_some_and(|at| time.contains(&at))
}

fn join<'a>(
    unknown: &mut BTreeMap<&'a str, Seen>,
    seen: &LogSeen<'_>,
    producer: &'a str,
    events: Option<Seen>,
) {
    let Some(events) = events else { return };
    let known = unknown.entry(producer);
    known.and_modify(|known| known.join(seen.log, &events)).or_insert(events);
}
