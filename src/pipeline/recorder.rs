//! A recording on its way into its file, while the log that it records is filled.
//!
//! The file is written in place, and whole up to the last second: what is killed, and what finds
//! the disk full, leaves a session that opens.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::config::saved_screen::SavedScreen;
use crate::event::EventId;
use crate::privacy::Redactor;
use crate::query::{Predicate, Truth};
use crate::search::judge;
use crate::session::{Head, Recording, Saved, Writer, Written};

use super::ingest::SharedLog;
use super::notice::{Notice, Problem};

/// What comes is in the file after this long, at most twice as long.
const EVERY: Duration = Duration::from_millis(250);

/// So many events are written while nothing new can come in: some milliseconds.
const SLICE: usize = 2048;

/// What a recording is made with.
#[derive(Debug)]
pub struct Recorded {
    /// Who records, and when.
    pub head: Head,
    /// By what events are judged.
    pub saved: Saved,
    /// What replaces what is personal, if anything does.
    pub redactor: Option<Redactor>,
    /// Which events are recorded; `None` for all.
    pub predicate: Option<Predicate>,
}

/// A recording on its way.
#[derive(Debug)]
pub struct Recorder {
    log: SharedLog,
    recording: Recording<Place>,
    predicate: Option<Predicate>,
    due: Instant,
}

/// The file, and up to where it is whole.
#[derive(Debug)]
pub struct Place {
    file: File,
    path: PathBuf,
    written: u64,
    whole: u64,
}

impl Place {
    /// Makes the file; one that is there only with `replace`.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(path: &Path, replace: bool) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true);
        let file = match replace {
            true => options.create(true).truncate(true).open(path)?,
            false => options.create_new(true).open(path)?,
        };
        Ok(Self { file, path: path.to_owned(), written: 0, whole: 0 })
    }

    /// Its name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes away what is not whole.
    fn mend(&mut self) {
        // Where it cannot be, its reader will do without.
        let _ = self.file.set_len(self.whole);
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.whole = self.written;
        self.file.flush()
    }
}

impl Recorder {
    /// Begins to record `log` into a file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(place: Place, log: SharedLog, recorded: Recorded) -> io::Result<Self> {
        let Recorded { head, saved, redactor, predicate } = recorded;
        let writer = Writer::new(place, &head, redactor)?;
        let recording = {
            let log = log.read().unwrap_or_else(PoisonError::into_inner);
            Recording::new(writer, &log, &saved)?
        };
        Ok(Self { log, recording, predicate, due: Instant::now() + EVERY })
    }

    /// Writes what has come, if it is time to; `silent` says that nothing more comes for a while.
    ///
    /// # Errors
    /// The file cannot be written any more: up to there it is whole.
    pub fn keep_up(&mut self, silent: bool) -> io::Result<()> {
        if !silent && Instant::now() < self.due {
            return Ok(());
        }
        let written = self.write();
        if written.is_err() {
            self.recording.out_mut().mend();
        }
        self.due = Instant::now() + EVERY;
        written
    }

    /// Writes all that has come, and says that this is all.
    ///
    /// # Errors
    /// The file cannot be written any more: up to there it is whole.
    pub fn end(mut self) -> io::Result<Written> {
        self.keep_up(true)?;
        self.recording.end().map(|(_, written)| written)
    }

    fn write(&mut self) -> io::Result<()> {
        let Self { log, recording, predicate, .. } = self;
        let mut passes = |text: &crate::store::Text<'_>| {
            let row = text.row();
            predicate.as_ref().is_none_or(|it| judge(row.log(), row, it) == Truth::True)
        };
        loop {
            let log = log.read().unwrap_or_else(PoisonError::into_inner);
            if !recording.advance(&log, SLICE, &mut passes)? {
                break;
            }
        }
        recording.flush()
    }

    fn screen(&mut self, (screen, selected): &(SavedScreen, Option<EventId>)) -> io::Result<()> {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        self.recording.screen(&log, screen, *selected)
    }
}

/// What of a recording is told while there is a screen, and what the screen tells it.
#[derive(Clone, Debug)]
pub struct OnAir(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    path: String,
    log: SharedLog,
    now: Mutex<Now>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct Now {
    shown: Option<(SavedScreen, Option<EventId>)>,
    /// What came of it, once that is known.
    outcome: Option<Result<Written, String>>,
}

impl OnAir {
    /// A recording that goes into `path`.
    pub fn new(path: &Path, log: SharedLog) -> Self {
        let (now, ended) = (Mutex::default(), Condvar::new());
        Self(Arc::new(Shared { path: path.display().to_string(), log, now, ended }))
    }

    /// Where it goes.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Whether this log is being recorded.
    pub fn is_of(&self, log: &SharedLog) -> bool {
        Arc::ptr_eq(&self.0.log, log) && self.now().outcome.is_none()
    }

    /// How the log is shown by now, and which event is selected.
    pub fn show(&self, screen: SavedScreen, selected: Option<EventId>) {
        self.now().shown = Some((screen, selected));
    }

    /// Waits for its end; what was written, or why not all was.
    ///
    /// # Errors
    /// Why not all was written, as a clause.
    pub fn outcome(&self) -> Result<Written, String> {
        let mut now = self.now();
        loop {
            if let Some(outcome) = now.outcome.clone() {
                return outcome;
            }
            now = self.0.ended.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, outcome: Result<Written, String>) {
        self.now().outcome.get_or_insert(outcome);
        self.0.ended.notify_all();
    }
}

/// A recording that ends without a word is told, too.
struct Ending(OnAir);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.end(Err("it ended without a word".to_owned()));
    }
}

/// Records until `stop` hangs up: the work of a thread.
pub(super) fn run(
    mut recorder: Recorder,
    on_air: OnAir,
    stop: &Receiver<()>,
    notices: &Sender<Notice>,
) {
    let ending = Ending(on_air);
    let on_air = &ending.0;
    let written = loop {
        let ended = !matches!(stop.recv_timeout(EVERY), Err(RecvTimeoutError::Timeout));
        let shown = on_air.now().shown.take();
        let written = shown.map_or(Ok(()), |shown| recorder.screen(&shown));
        match written.and_then(|()| recorder.keep_up(true)) {
            Ok(()) if ended => break recorder.end(),
            Ok(()) => {}
            Err(error) => break Err(error),
        }
    };
    let outcome = written.map_err(|error| error.to_string());
    if let Err(why) = &outcome {
        let text = format!("cannot be written any more: {why}; what it holds by now stays whole");
        let problem = Problem { about: on_air.path().to_owned(), text };
        // Nobody may listen any more.
        let _ = notices.try_send(Notice::Problem(problem));
    }
    on_air.end(outcome);
}
