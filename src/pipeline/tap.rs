//! Reading without a screen: the news pulled one step at a time by whoever prints them.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout_at;

use crate::event::EventId;
use crate::source::{Delivery, Feed, News, SourceKey};

use super::ingest::{Ingest, SharedLog};
use super::intake::{Intake, Taken};
use super::notice::Problem;

/// A record that may still grow counts as complete after this much silence.
const SILENCE: Duration = Duration::from_millis(200);

/// One step of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// These events are complete now, in order of arrival.
    Complete(Vec<EventId>),
    /// From some sources nothing came for a while: these events of theirs may still grow, and
    /// are good enough to show.
    Silence(Vec<EventId>),
    /// Everything that was there at the start has been read. A silence, a completion or the end
    /// follows when its last records have been given their time to grow.
    CaughtUp,
    /// Something went wrong without ending the run.
    Problem(Problem),
    /// Reading has moved over to a session.
    Session {
        /// The session folder's stamp.
        stamp: String,
        /// Which editor.
        product: String,
    },
    /// Nothing more will come.
    Ended,
}

/// Pulls news into the log, step by step, on the thread that asks.
#[derive(Debug)]
pub struct Tap {
    intake: Intake,
    feed: Feed,
    runtime: Runtime,
    ready: VecDeque<Step>,
    /// The sources whose open records were not shown since bytes came, and when those came.
    heard: HashMap<SourceKey, Instant>,
    ended: bool,
}

impl Tap {
    /// A tap on a feed.
    ///
    /// # Errors
    /// The system has no timer left.
    pub fn new(ingest: Ingest, feed: Feed) -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let intake = Intake::new(ingest);
        let (ready, heard) = (VecDeque::new(), HashMap::new());
        Ok(Self { intake, feed, runtime, ready, heard, ended: false })
    }

    /// The log that is filled.
    pub fn log(&self) -> SharedLog {
        self.intake.ingest.log()
    }

    /// Waits for the next step. After [`Step::Ended`] there is none but that.
    pub fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.ready.pop_front() {
                return step;
            }
            if self.ended {
                return Step::Ended;
            }
            self.pull();
        }
    }

    fn pull(&mut self) {
        // What is shown already has nothing left to wait for but news.
        let due = self.heard.values().min().map(|heard| *heard + SILENCE);
        if due.is_some_and(|due| due <= Instant::now()) {
            return self.fall_silent();
        }
        let feed = &mut self.feed;
        let received = self.runtime.block_on(async {
            match due {
                Some(due) => timeout_at(due.into(), feed.recv()).await.ok(),
                None => Some(feed.recv().await),
            }
        });
        match received {
            None => self.fall_silent(),
            Some(None) => {
                self.ended = true;
                self.ready.push_back(Step::Complete(self.intake.finish()));
            }
            Some(Some(news)) => self.take(news),
        }
    }

    fn take(&mut self, news: News) {
        let caught_up = news == News::CaughtUp;
        if let News::Of(key, Delivery::Bytes(_)) = &news {
            self.heard.insert(*key, Instant::now());
        }
        self.ready.extend(match self.intake.take(news) {
            Taken::Complete(ids) if ids.is_empty() => None,
            Taken::Complete(ids) => Some(Step::Complete(ids)),
            Taken::Added => None,
            Taken::Problem(problem) => Some(Step::Problem(problem)),
            Taken::Session { stamp, product } => Some(Step::Session { stamp, product }),
            Taken::CaughtUp => Some(Step::CaughtUp),
        });
        if caught_up && self.heard.is_empty() {
            // All are silent already.
            self.ready.push_back(Step::Silence(Vec::new()));
        }
    }

    /// Shows what is open of the sources that have said nothing for a while, however much the
    /// others say.
    fn fall_silent(&mut self) {
        let now = Instant::now();
        let silent = |heard: &Instant| now.duration_since(*heard) >= SILENCE;
        let mut keys: Vec<_> =
            self.heard.iter().filter(|(_, heard)| silent(heard)).map(|(key, _)| *key).collect();
        keys.sort_unstable();
        self.heard.retain(|_, heard| !silent(heard));
        let shown = keys.into_iter().filter_map(|key| self.intake.show_open_of(key)).collect();
        self.ready.push_back(Step::Silence(shown));
    }
}
