//! The reading thread: news into the log, as they come, and word of it to the others.

use std::sync::{Arc, PoisonError, mpsc};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::event::EventId;
use crate::source::Feed;
use crate::store::MergeKey;

use super::answer::SharedView;
#[cfg(debug_assertions)]
use super::guard;
use super::inbox::{Ask, Inbox};
use super::ingest::{Ingest, SharedLog};
use super::intake::{Intake, Taken};
use super::notice::{Notice, Problem, Stage};
use super::progress::{Progress, Stop};

/// While news keep coming, the search thread hears of them this often.
const TELL_EVERY: Duration = Duration::from_millis(10);

/// While much is loaded it hears of it this often: nobody reads along, and all cores are busy.
const TELL_SELDOM: Duration = Duration::from_millis(250);

/// Who hears of what is read.
pub(super) struct Word {
    pub(super) inbox: Inbox,
    pub(super) notices: Sender<Notice>,
    /// Rung when a source was added.
    pub(super) added: Option<mpsc::Sender<()>>,
    /// Whether what is there already is to be read on.
    pub(super) stop: Stop,
}

pub(super) struct Reading {
    intake: Intake,
    word: Word,
    follow: bool,
    stage: Stage,
    sources: usize,
    problems: Vec<Problem>,
    looked: Vec<Problem>,
    tail: Option<usize>,
    progress: Progress,
    /// How far reading had come when it was stopped.
    stopped: Option<(u64, u64)>,
}

impl Reading {
    pub(super) fn new(ingest: Ingest, word: Word, follow: bool) -> Self {
        Self {
            intake: Intake::new(ingest),
            word,
            follow,
            stage: Stage::Loading,
            sources: 0,
            problems: Vec::new(),
            looked: Vec::new(),
            tail: None,
            progress: Progress::default(),
            stopped: None,
        }
    }

    /// What is known before reading begins: problems of opening, to be told at once; where logs
    /// were looked for, to be told should nothing come; and how many events of the start count.
    pub(super) fn expect(
        &mut self,
        problems: Vec<Problem>,
        looked: Vec<Problem>,
        tail: Option<usize>,
    ) {
        (self.problems, self.looked, self.tail) = (problems, looked, tail);
    }

    /// Shows the end of a big file before the file is read.
    pub(super) fn show_ends_in(&mut self, view: &SharedView) {
        self.intake.show_ends_in(Arc::clone(view));
    }

    /// Runs until the feed ends, or nobody listens any more: a stream may go on without end.
    pub(super) fn run(mut self, feed: Feed) {
        if self.read(feed) {
            self.tell();
            self.reach(Stage::Done);
        }
    }

    /// Reads until the feed ends; the log, unless nobody listens any more.
    pub(super) fn load(mut self, feed: Feed) -> Option<SharedLog> {
        self.read(feed).then(|| self.intake.ingest.log())
    }

    /// Reads until the feed ends; false where nobody listens any more.
    fn read(&mut self, mut feed: Feed) -> bool {
        for problem in std::mem::take(&mut self.problems) {
            self.notify(Notice::Problem(problem));
        }
        let mut since = Instant::now();
        loop {
            if self.word.notices.is_closed() {
                return false;
            }
            // Before it waits, the others hear of what there is.
            if !self.intake.is_pending() && feed.is_empty() || since.elapsed() >= self.tell_every()
            {
                self.intake.ingest.show_open();
                self.tell();
                since = Instant::now();
            }
            if !self.go_on(&mut feed) {
                break;
            }
        }
        self.finish();
        true
    }

    fn tell_every(&self) -> Duration {
        if self.intake.is_pending() { TELL_SELDOM } else { TELL_EVERY }
    }

    /// Takes what is there, or a step of what was put off, or waits; false where the feed ends.
    fn go_on(&mut self, feed: &mut Feed) -> bool {
        let news = if self.intake.is_full() {
            None
        } else if self.intake.is_pending() {
            feed.try_recv().ok()
        } else {
            let Some(news) = feed.blocking_recv() else { return false };
            Some(news)
        };
        let mut taken = Vec::new();
        match news {
            Some(news) => self.intake.take(news, &mut taken),
            None => self.intake.step(&mut taken),
        }
        self.look_at_progress(&mut taken);
        self.take_all(taken);
        true
    }

    /// Stops loading where that was asked for, or tells how far it has come.
    fn look_at_progress(&mut self, taken: &mut Vec<Taken>) {
        let (done, total) = self.intake.progress();
        if done < total && self.word.stop.take() {
            self.intake.stop(taken);
            self.stopped = Some((done, total));
            self.tell_unread();
        }
        let progress = self.progress.tell(Instant::now(), self.intake.progress());
        if let Some((done, total)) = progress {
            self.notify(Notice::Loading { done, total });
        }
    }

    /// Says what was left out; more of it may have come since.
    fn tell_unread(&self) {
        if let Some((done, total)) = self.stopped {
            let unread = self.intake.unread();
            self.notify(Notice::Stopped { done, total, unread });
        }
    }

    fn finish(&mut self) {
        let mut taken = Vec::new();
        self.intake.finish(&mut taken);
        self.take_all(taken);
    }

    fn take_all(&mut self, taken: Vec<Taken>) {
        for taken in taken {
            self.take(taken);
        }
    }

    fn take(&mut self, taken: Taken) {
        #[cfg(debug_assertions)]
        guard::planted_panic("task");
        match taken {
            Taken::Complete(_) => {}
            Taken::Shown => self.tell(),
            Taken::Added => {
                self.sources += 1;
                if let Some(added) = &self.word.added {
                    // Who hears of it may have ended.
                    let _ = added.send(());
                }
                if self.stage == Stage::Waiting {
                    self.reach(Stage::Live);
                }
            }
            Taken::Problem(problem) => self.notify(Notice::Problem(problem)),
            // The session that reading begins with is no new one.
            Taken::Session { .. } if self.stage == Stage::Loading => {}
            Taken::Session { stamp, product } => {
                self.notify(Notice::NewSession { stamp, product });
            }
            Taken::Screen(screen, selected) => {
                self.notify(Notice::Saved { screen: Box::new(screen), selected });
            }
            Taken::CaughtUp => {
                self.tell_unread();
                self.catch_up();
            }
        }
    }

    /// Everything that was there at the start is read.
    fn catch_up(&mut self) {
        self.intake.ingest.show_open();
        if let Some(first) = self.tail.take().and_then(|count| self.last(count)) {
            self.word.inbox.put(Ask::Since(first));
        }
        if !self.follow {
            return;
        }
        if self.sources == 0 {
            let looked = std::mem::take(&mut self.looked);
            self.notify(Notice::Looked(looked));
            return self.reach(Stage::Waiting);
        }
        self.reach(Stage::Live);
    }

    /// The first of the last `count` events in merged order, where there are more than that.
    fn last(&self, count: usize) -> Option<MergeKey> {
        let log = self.intake.ingest.log();
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        let ids = (0..log.len()).map(|at| EventId(at as u32));
        let mut keys: Vec<MergeKey> = ids.map(|id| log.merge_key(id)).collect();
        let left_out = keys.len().checked_sub(count)?;
        keys.sort_unstable();
        match keys.get(left_out) {
            Some(first) => Some(*first),
            None => keys.last().map(|last| last.next()),
        }
    }

    /// The log has changed: the search thread looks at it.
    fn tell(&self) {
        self.word.inbox.put(Ask::Grown);
    }

    fn reach(&mut self, stage: Stage) {
        self.stage = stage.clone();
        if matches!(stage, Stage::Live | Stage::Done) {
            self.word.inbox.put(Ask::Loaded);
        }
        self.notify(Notice::Stage(stage));
    }

    fn notify(&self, notice: Notice) {
        // A watcher that is gone needs no notice.
        let _ = self.word.notices.blocking_send(notice);
    }
}
