//! Everything running at once, for the screen: reading, ingest, and the search thread.

use std::io;
use std::sync::{Arc, PoisonError, RwLock, mpsc};

use tokio::sync::mpsc::{Receiver, WeakSender, channel};

use crate::audit::Audit;
use crate::consent::Probes;
use crate::query::Predicate;
use crate::search::{Question, View};
use crate::source::{Feed, Watching};
use crate::store::EventLog;

use super::answer::{Answerer, SharedView};
use super::asides::{Asides, SharedAudit};
use super::consents::Consents;
use super::guard;
use super::inbox::{Ask, Inbox};
use super::ingest::{Ingest, SharedLog};
use super::notice::{Notice, Problem};
use super::progress::Stop;
use super::reading::{Reading, Word};
use super::recorder::{OnAir, Recorder, run as record};
use super::replay::{Hearers, Play, Player, Playing, Remote, Shown};

/// Notices that may wait for the screen.
const NOTICES: usize = 256;

/// What an engine keeps and whoever shows it looks at. Locked for reading only, the log first.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The log that is filled.
    pub log: SharedLog,
    /// The view that is kept.
    pub view: SharedView,
    /// What is found in the whole log, as far as it was looked at.
    pub audit: SharedAudit,
}

/// What an engine says, in the order in which it said it.
pub type Notices = Receiver<Notice>;

/// What an engine reads, and with what.
#[derive(Debug)]
pub struct Plan {
    /// Where bytes become events.
    pub ingest: Ingest,
    /// Where bytes arrive.
    pub feed: Feed,
    /// Who watches the files that feed it; none behind a pipe or the demo.
    pub watching: Option<Watching>,
    /// Whether what is read is followed.
    pub follow: bool,
    /// Of what is there at the start, only the last so many events.
    pub tail: Option<usize>,
    /// The filter to begin with.
    pub predicate: Predicate,
    /// What could not be opened, and why.
    pub problems: Vec<Problem>,
    /// Where logs were looked for, should nothing come.
    pub looked: Vec<Problem>,
    /// Who looks up what the settings allow; nobody for what no editor on this machine wrote.
    pub consent: Option<Probes>,
    /// How what is read is played; `None`: it is shown as it is read.
    pub replay: Option<Playing>,
}

/// A running engine. Dropping it ends its threads.
#[derive(Debug)]
pub struct Engine {
    log: SharedLog,
    view: SharedView,
    audit: SharedAudit,
    inbox: Inbox,
    watching: Option<Watching>,
    stop: Stop,
    player: Remote,
    notices: WeakSender<Notice>,
    /// Hangs up when the engine ends.
    recording: Option<mpsc::Sender<()>>,
}

impl Engine {
    /// Starts reading what the plan says, and answering its question.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(plan: Plan) -> io::Result<(Self, Notices)> {
        let (notices, received) = channel(NOTICES);
        let inbox = Inbox::default();
        let log = match plan.replay {
            // What is read is another one, of which everybody sees what is played.
            Some(_) => Arc::new(RwLock::new(emptied(&plan.ingest.log()))),
            None => plan.ingest.log(),
        };
        let question = Question { predicate: plan.predicate, ..Question::default() };
        let view: SharedView = Arc::new(RwLock::new(View::new(question)));
        let audit: SharedAudit = Arc::new(RwLock::new(Audit::new(plan.ingest.auditor())));
        let asides = Asides::new(Arc::clone(&log), Arc::clone(&audit), notices.clone());
        let hush = asides.hush();
        let answerer = Answerer {
            log: Arc::clone(&log),
            view: Arc::clone(&view),
            inbox: inbox.clone(),
            notices: notices.clone(),
            since: None,
            asides,
        };
        guard::spawn("search", notices.clone(), move || answerer.run())?;
        let (stop, player) = (Stop::default(), Remote::default());
        let mut word = Word {
            inbox: inbox.clone(),
            notices: notices.clone(),
            added: None,
            stop: stop.clone(),
        };
        if let Some(probes) = plan.consent {
            let (added, heard) = mpsc::channel();
            word.added = Some(added);
            let (log, notices, inbox) = (Arc::clone(&log), notices.clone(), inbox.clone());
            let (told, auditor) = (notices.clone(), plan.ingest.auditor());
            let consents = Consents { log, notices, added: heard, probes, auditor, inbox };
            guard::spawn("consent", told, move || consents.run())?;
        }
        let told = notices.downgrade();
        if let Some(playing) = plan.replay {
            // Of what is read nobody sees anything before it is played.
            word.inbox = Inbox::default();
            let (log, view) = (Arc::clone(&log), Arc::clone(&view));
            let shown = Shown { log, view, inbox: inbox.clone(), hush };
            let (remote, added) = (player.clone(), word.added.take());
            let hearers = Hearers { shown, notices, remote, added };
            let mut reading = Reading::new(plan.ingest, word, false);
            reading.expect(plan.problems, plan.looked, None);
            play(reading, plan.feed, playing, hearers)?;
        } else {
            let mut reading = Reading::new(plan.ingest, word, plan.follow);
            reading.show_ends_in(&view);
            reading.expect(plan.problems, plan.looked, plan.tail);
            guard::spawn("reading", notices, move || reading.run(plan.feed))?;
        }
        let watching = plan.watching;
        let (notices, recording) = (told, None);
        let engine = Self { log, view, audit, inbox, watching, stop, player, notices, recording };
        Ok((engine, received))
    }

    /// Records what is read, until the engine ends.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn record(&mut self, recorder: Recorder, on_air: OnAir) -> io::Result<()> {
        let Some(notices) = self.notices.upgrade() else { return Ok(()) };
        let (stop, stopped) = mpsc::channel();
        let told = notices.clone();
        guard::spawn("recording", notices, move || record(recorder, on_air, &stopped, &told))?;
        self.recording = Some(stop);
        Ok(())
    }

    /// The log that is filled.
    pub fn log(&self) -> SharedLog {
        Arc::clone(&self.log)
    }

    /// The view that is kept.
    pub fn view(&self) -> SharedView {
        Arc::clone(&self.view)
    }

    /// All that it keeps and others look at.
    pub fn watched(&self) -> Watched {
        Watched {
            log: Arc::clone(&self.log),
            view: Arc::clone(&self.view),
            audit: Arc::clone(&self.audit),
        }
    }

    /// Asks the search thread, in the place of what was asked of it before.
    pub fn ask(&self, ask: Ask) {
        self.inbox.put(ask);
    }

    /// Leaves out what is there already and was not read yet; [`Notice::Stopped`] says what.
    pub fn stop_loading(&self) {
        self.stop.ask();
    }

    /// Asks something of the player; nothing where none plays.
    pub fn play(&self, play: Play) {
        self.player.ask(play);
    }

    /// Adds or drops the session's other logs, which may hold secrets.
    pub fn set_trace(&self, on: bool) {
        if let Some(watching) = &self.watching {
            watching.set_trace(on);
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.inbox.close();
        self.player.close();
    }
}

/// Reads all there is, and plays it.
fn play(reading: Reading, feed: Feed, playing: Playing, hearers: Hearers) -> io::Result<()> {
    guard::spawn("player", hearers.notices.clone(), move || {
        if let Some(whole) = reading.load(feed) {
            Player::new(taken(&whole), &playing, hearers).run();
        }
    })?;
    Ok(())
}

/// A log with the same sources and no events.
fn emptied(log: &SharedLog) -> EventLog {
    log.read().unwrap_or_else(PoisonError::into_inner).emptied()
}

/// A log of which nobody else will see any more.
fn taken(log: &SharedLog) -> EventLog {
    let emptied = emptied(log);
    std::mem::replace(&mut *log.write().unwrap_or_else(PoisonError::into_inner), emptied)
}
