//! The rooms below, run together: the same events come out however the bytes went in.

mod demo;
mod engines;
mod given;
mod ingest;
mod loading;
mod preview;
mod replays;
mod sessions;
mod stopped;
mod taps;
mod zones;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::event::{EventId, Zone};
use crate::source::{Delivery, News, Reason, SourceFacts, SourceKey, is_bearing};
use crate::store::{EventLog, SourceState};

use super::*;

/// Nothing that is waited for takes longer, whatever the machine is doing besides.
const DEADLINE: Duration = Duration::from_secs(30);

fn new_ingest() -> Ingest {
    with_catalog(Catalog::default())
}

fn with_catalog(catalog: Catalog) -> Ingest {
    Ingest::new(Rules::embedded().unwrap(), Arc::new(catalog), Zone::utc())
}

/// Looks into a log.
fn read<T>(log: &SharedLog, look: impl FnOnce(&EventLog) -> T) -> T {
    look(&log.read().unwrap_or_else(PoisonError::into_inner))
}

/// Every event of a log, as JSON and in order of arrival.
fn events(log: &SharedLog) -> Vec<String> {
    read(log, |log| (0..log.len() as u32).map(|id| json(log, EventId(id))).collect())
}

fn json(log: &EventLog, id: EventId) -> String {
    let text = log.text(log.row(id).unwrap());
    serde_json::to_string(&text.whole().event()).unwrap()
}

/// The messages of log records, by id.
fn messages(log: &SharedLog, ids: &[EventId]) -> Vec<String> {
    read(log, |log| {
        let message = |id: &EventId| log.text(log.row(*id)?).whole().event().message;
        ids.iter().filter_map(message).collect()
    })
}

fn state(log: &SharedLog, source: usize) -> SourceState {
    read(log, |log| log.sources().nth(source).unwrap().2.clone())
}

fn facts(path: &str) -> SourceFacts {
    let path = PathBuf::from(path);
    SourceFacts { bearing: is_bearing(&path), path, session: None, product: "unknown" }
}

/// A record as a line.
fn line(second: u32, message: &str) -> String {
    format!("2026-03-14 09:00:{second:02}.000 [info] {message}\n")
}

/// What there is to say of one source, in the words of the feed.
struct Say(SourceKey);

impl Say {
    fn added(&self, path: &str) -> News {
        News::Added(self.0, facts(path))
    }

    fn part(&self, path: &str) -> News {
        let path = Path::new(path).to_owned();
        News::Of(self.0, Delivery::Part { path, offset: 0, reason: Reason::Opened })
    }

    fn bytes(&self, text: &str) -> News {
        News::Of(self.0, Delivery::Bytes(text.into()))
    }

    fn of(&self, delivery: Delivery) -> News {
        News::Of(self.0, delivery)
    }
}
