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
use super::stopper::Stopper;

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
    /// Everything that was there at the start has been read. When its last records have been
    /// given their time to grow, one silence follows in which all of them are shown, or the end.
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
    /// When all that was there at the start has had its time to grow; until then no source is
    /// silent by itself, so that their last records are shown together.
    settles: Option<Instant>,
    /// Who may say that it is enough.
    stopper: Option<Stopper>,
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
        Ok(Self { intake, feed, runtime, ready, heard, settles: None, stopper: None, ended: false })
    }

    /// The same, ending also when that is said.
    #[must_use]
    pub fn until(self, stopper: Stopper) -> Self {
        Self { stopper: Some(stopper), ..self }
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

    /// Takes what is there, or a step of what was put off, or waits.
    fn pull(&mut self) {
        if self.stopper.as_ref().is_some_and(Stopper::is_stopped) {
            return self.stop();
        }
        if self.intake.is_full() {
            return self.work();
        }
        if self.intake.is_pending() {
            return match self.feed.try_recv() {
                Ok(news) => self.take(news),
                Err(_) => self.work(),
            };
        }
        self.wait();
    }

    /// It is enough: what is read stays, what waits to be read is left.
    fn stop(&mut self) {
        self.ended = true;
        let mut taken = Vec::new();
        self.intake.stop(&mut taken);
        self.intake.finish(&mut taken);
        self.tell(taken);
    }

    fn work(&mut self) {
        let mut taken = Vec::new();
        self.intake.step(&mut taken);
        self.tell(taken);
    }

    fn wait(&mut self) {
        // What is shown already has nothing left to wait for but news.
        let due = self.settles.or_else(|| self.heard.values().min().map(|heard| *heard + SILENCE));
        if due.is_some_and(|due| due <= Instant::now()) {
            return self.fall_silent();
        }
        let (feed, stopper) = (&mut self.feed, &self.stopper);
        let said = async {
            match stopper {
                Some(stopper) => stopper.stopped().await,
                None => std::future::pending().await,
            }
        };
        let received = self.runtime.block_on(async {
            let received = async {
                match due {
                    Some(due) => timeout_at(due.into(), feed.recv()).await.ok(),
                    None => Some(feed.recv().await),
                }
            };
            tokio::select! {
                received = received => Some(received),
                () = said => None,
            }
        });
        let Some(received) = received else { return self.stop() };
        match received {
            None => self.fall_silent(),
            Some(None) => {
                self.ended = true;
                let mut taken = Vec::new();
                self.intake.finish(&mut taken);
                self.tell(taken);
            }
            Some(Some(news)) => self.take(news),
        }
    }

    fn take(&mut self, news: News) {
        let caught_up = news == News::CaughtUp;
        let comes = |it: &Delivery| {
            matches!(it, Delivery::Bytes(_) | Delivery::Stretch(_) | Delivery::PartEnded)
        };
        if let News::Of(key, delivery) = &news
            && comes(delivery)
        {
            self.heard.insert(*key, Instant::now());
        }
        let mut taken = Vec::new();
        self.intake.take(news, &mut taken);
        self.tell(taken);
        if caught_up && self.heard.is_empty() {
            // All are silent already.
            self.ready.push_back(Step::Silence(Vec::new()));
        } else if caught_up {
            self.settles = Some(Instant::now() + SILENCE);
        }
    }

    fn tell(&mut self, taken: Vec<Taken>) {
        self.ready.extend(taken.into_iter().filter_map(|taken| match taken {
            Taken::Complete(ids) if ids.is_empty() => None,
            Taken::Complete(ids) => Some(Step::Complete(ids)),
            Taken::Added | Taken::Shown | Taken::Screen(..) => None,
            Taken::Problem(problem) => Some(Step::Problem(problem)),
            Taken::Session { stamp, product } => Some(Step::Session { stamp, product }),
            Taken::CaughtUp => Some(Step::CaughtUp),
        }));
    }

    /// Shows what is open of the sources that have said nothing for a while, however much the
    /// others say; once, of all of them.
    fn fall_silent(&mut self) {
        let now = Instant::now();
        let settles = self.settles.take().is_some();
        let silent = |heard: &Instant| settles || now.duration_since(*heard) >= SILENCE;
        let mut keys: Vec<_> =
            self.heard.iter().filter(|(_, heard)| silent(heard)).map(|(key, _)| *key).collect();
        keys.sort_unstable();
        self.heard.retain(|_, heard| !silent(heard));
        let shown = keys.into_iter().filter_map(|key| self.intake.show_open_of(key)).collect();
        self.ready.push_back(Step::Silence(shown));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalog::Catalog;
    use crate::classify::Rules;
    use crate::event::Zone;
    use crate::source::{Keys, SourceFacts, UNKNOWN, channel};

    #[test]
    fn the_last_records_of_the_start_are_shown_together_whenever_each_was_read() {
        let (_sender, feed) = channel();
        let catalog = Arc::new(Catalog::default());
        let ingest = Ingest::new(Rules::embedded().unwrap(), catalog, Zone::utc());
        let mut tap = Tap::new(ingest, feed).unwrap();
        let keys = Keys::default();
        for path in ["a.log", "b.log"] {
            let key = keys.next();
            let facts =
                SourceFacts { path: path.into(), session: None, product: UNKNOWN, bearing: false };
            tap.take(News::Added(key, facts));
            tap.take(News::Of(key, Delivery::Bytes(b"2026-03-14 09:00:00.000 [info] x\n".into())));
            // Reading the next one takes long.
            tap.heard.values_mut().for_each(|heard| *heard -= SILENCE / 2);
        }
        tap.take(News::CaughtUp);
        assert_eq!(tap.step(), Step::CaughtUp);
        let Step::Silence(shown) = tap.step() else { panic!("no silence") };
        assert_eq!(shown.len(), 2);
    }
}
