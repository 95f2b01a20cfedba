//! From paths to a feed: what each path is, and who reads it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::config::settings::Key;
use crate::pipeline::{Ingest, Problem, SharedLog, Step, Tap};
use crate::source::{
    Feed, Keys, LogsRoot, Looked, Mode, NewsSender, Opened, Options, SessionChoice, Siblings,
    SourceError, SourceFacts, Target, UNKNOWN, Watching, channel, facts, open, product_of, roots,
    stream, survey, watch,
};

use super::args::Common;
use super::failure::{Failure, say};
use super::saved::{self, is_saved};
use super::sessions::{of_this_machine, session_choice, sessions_of};
use super::setup::Setup;

/// What is read, and how opening it went.
pub(super) struct Reading {
    pub(super) ingest: Ingest,
    pub(super) feed: Feed,
    pub(super) watching: Option<Watching>,
    /// Whether something is followed.
    pub(super) follow: bool,
    /// Whether nothing but streams is read.
    pub(super) streams: bool,
    /// The paths that could not be opened, and why.
    pub(super) problems: Vec<Problem>,
    /// The paths at which there is nothing yet.
    pub(super) awaited: Vec<Problem>,
    /// What else is to be said of the paths, nothing being wrong.
    pub(super) notes: Vec<Problem>,
}

/// What is wrong with a path.
fn problem(path: &Path, error: &SourceError) -> Problem {
    let about = path.display().to_string();
    let text = error.to_string();
    let text = text.strip_prefix(&format!("{about}: ")).unwrap_or(&text).to_owned();
    Problem { about, text }
}

/// What the paths of a command line come to.
#[derive(Default)]
struct Inputs {
    targets: Vec<Target>,
    streams: Vec<PathBuf>,
    /// Saved sessions.
    sessions: Vec<PathBuf>,
    problems: Vec<Problem>,
    awaited: Vec<Problem>,
    notes: Vec<Problem>,
    /// Whether something other than archives is watched: only that can grow.
    lasting: bool,
}

impl Reading {
    /// Of what comes by itself.
    pub(super) fn streamed(ingest: Ingest, feed: Feed) -> Self {
        Self {
            ingest,
            feed,
            watching: None,
            follow: true,
            streams: true,
            problems: Vec::new(),
            awaited: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Opens what the arguments name; without a path, the newest session.
    ///
    /// A path that cannot be opened among others is a problem that is told; it ends the run only
    /// where nothing else is left to read.
    pub(super) fn open(
        setup: &Setup,
        common: &Common,
        paths: &[PathBuf],
        follow: bool,
    ) -> Result<Self, Failure> {
        // What is saved is judged by what it says itself.
        let own = if setup.saved.is_none() && paths.iter().any(|it| is_saved(it)) {
            Some(Setup::of(common, paths)?)
        } else {
            None
        };
        let mut ingest = own.as_ref().unwrap_or(setup).ingest(common)?;
        ingest.judged_by(&setup.auditor);
        let choice = session_choice(common)?;
        let mut inputs = if paths.is_empty() {
            let targets = of_this_machine(setup, common, &choice)?;
            Inputs { targets, lasting: true, ..Inputs::default() }
        } else {
            Inputs::of(paths, common.logs.trace, follow)
        };
        if !paths.is_empty() && choice != SessionChoice::Latest {
            inputs.choose(&choice, common)?;
        }
        let follow = follow && (inputs.lasting || !inputs.streams.is_empty());
        if inputs.targets.is_empty() && inputs.streams.is_empty() && inputs.sessions.is_empty() {
            let texts: Vec<_> = inputs.problems.iter().map(Problem::to_string).collect();
            return Err(Failure::Input(texts.join("\n")));
        }
        for session in &inputs.sessions {
            ingest.kept_in(&session.display().to_string());
        }
        let streams = inputs.targets.is_empty() && inputs.sessions.is_empty();
        let (sender, feed) = channel();
        let poll = setup.settings.flag(Key::Poll);
        let watching = inputs.start(common, follow, poll, &sender)?;
        let Inputs { problems, awaited, notes, .. } = inputs;
        Ok(Self { ingest, feed, watching, follow, streams, problems, awaited, notes })
    }
}

impl Inputs {
    fn of(paths: &[PathBuf], trace: bool, follow: bool) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if path == Path::new("-") {
                inputs.streams.push(path.clone());
                continue;
            }
            if is_saved(path) {
                inputs.add_session(path, follow);
                continue;
            }
            match open(path, trace) {
                Ok(Opened::Stream(path)) => inputs.streams.push(path),
                Ok(opened) => inputs.add(path, &opened, follow),
                Err(error @ (SourceError::Missing { .. } | SourceError::NoLogs { .. }))
                    if follow =>
                {
                    inputs.lasting = true;
                    inputs.targets.push(Target::Awaited(path.clone()));
                    inputs.awaited.push(problem(path, &error));
                }
                Err(error) => {
                    inputs.problems.push(problem(path, &error));
                }
            }
        }
        inputs
    }

    fn add_session(&mut self, path: &Path, follow: bool) {
        if follow {
            let text = "a saved session does not grow: it is read once".to_owned();
            self.notes.push(Problem { about: path.display().to_string(), text });
        }
        match saved::check(path) {
            Ok(()) => self.sessions.push(path.to_owned()),
            Err(wrong) => {
                let about = path.display().to_string();
                self.problems.push(Problem { about, text: wrong.to_string() });
            }
        }
    }

    fn add(&mut self, path: &Path, opened: &Opened, follow: bool) {
        let archive = matches!(opened, Opened::Archive(_));
        self.lasting |= !archive;
        if archive && follow {
            let text = "an archive does not grow: it is read once".to_owned();
            self.notes.push(Problem { about: path.display().to_string(), text });
        }
        self.targets.extend(Target::of(opened));
    }

    /// Of each logs root among the targets, the sessions that were asked for.
    fn choose(&mut self, choice: &SessionChoice, common: &Common) -> Result<(), Failure> {
        let no_root = || {
            let text =
                "--session chooses among the sessions of a logs root: name one as PATH, or none";
            Failure::Usage(text.to_owned())
        };
        if !self.streams.is_empty() {
            return Err(no_root());
        }
        let mut targets = Vec::new();
        for target in std::mem::take(&mut self.targets) {
            let Target::Root { path, .. } = target else { return Err(no_root()) };
            let product = product_of(&path);
            let root = LogsRoot { product, name: product, path, why: String::new() };
            targets.extend(sessions_of(&[root], choice, common.logs.trace)?);
        }
        self.targets = targets;
        Ok(())
    }

    fn start(
        &self,
        common: &Common,
        follow: bool,
        poll: bool,
        sender: &NewsSender,
    ) -> io::Result<Option<Watching>> {
        let keys = Keys::default();
        let mut sender = sender.clone();
        if !self.sessions.is_empty() {
            // What else there is comes behind what is saved.
            let (inner, rest) = channel();
            let more = !self.targets.is_empty() || !self.streams.is_empty();
            let outer = std::mem::replace(&mut sender, inner);
            saved::start(self.sessions.clone(), more.then_some(rest), keys.clone(), outer)?;
        }
        for path in &self.streams {
            start_stream(path, &keys, &sender)?;
        }
        if self.targets.is_empty() {
            return Ok(None);
        }
        let options = Options {
            mode: match (follow, poll) {
                (false, _) => Mode::Once,
                (true, false) => Mode::Follow,
                (true, true) => Mode::Poll,
            },
            trace: common.logs.trace,
            // A file that is read once is that file; one that is followed is its past too.
            siblings: if follow { Siblings::Read } else { Siblings::Skip },
        };
        watch(self.targets.clone(), options, keys, sender).map(Some)
    }
}

fn start_stream(path: &Path, keys: &Keys, sender: &NewsSender) -> io::Result<()> {
    let sender = sender.clone();
    if path == Path::new("-") {
        let facts =
            SourceFacts { path: path.to_owned(), session: None, product: UNKNOWN, bearing: false };
        stream(facts, || Ok(io::stdin()), keys, sender)?;
    } else {
        let pipe = path.to_owned();
        stream(facts(path), move || std::fs::File::open(pipe), keys, sender)?;
    }
    Ok(())
}

/// Where the logs of this machine's editors may be.
pub(super) fn logs_roots(setup: &Setup, common: &Common) -> Vec<LogsRoot> {
    roots(
        &setup.environment,
        common.editors.user_data_dir.as_deref(),
        common.editors.product.as_deref(),
    )
}

/// Where logs were looked for in vain, and why each place has none.
pub(super) fn looked(setup: &Setup, common: &Common) -> Vec<Problem> {
    let surveyed = survey(&logs_roots(setup, common)).into_iter();
    surveyed
        .map(|it| Problem {
            about: it.root.path.display().to_string(),
            text: outcome(it.looked).to_owned(),
        })
        .collect()
}

/// How looking at a place went, in a few words.
pub(super) fn outcome(looked: Looked) -> &'static str {
    match looked {
        Looked::Missing => "not there",
        Looked::NoPermission => "no permission to list it",
        Looked::Unreadable => "cannot be listed",
        Looked::Empty => "no session in it",
        Looked::NoTelemetry => "sessions, but no telemetry log in them",
        Looked::Found => "telemetry logs",
    }
}

/// Reads everything to its end; the log, and the exit status so far.
pub(super) fn read_all(
    reading: Reading,
    setup: &Setup,
    common: &Common,
    paths: &[PathBuf],
) -> Result<(SharedLog, ExitCode), Failure> {
    let (log, failed) = read_whole(reading, setup, common, paths)?;
    Ok((log, status(failed)))
}

/// Reads everything to its end; the log, and whether something of it could not be read.
pub(super) fn read_whole(
    reading: Reading,
    setup: &Setup,
    common: &Common,
    paths: &[PathBuf],
) -> Result<(SharedLog, bool), Failure> {
    let mut failed = tell(&reading.problems);
    let mut tap = Tap::new(reading.ingest, reading.feed)?;
    loop {
        match tap.step() {
            Step::Problem(problem) => failed |= tell(&[problem]),
            Step::Ended => break,
            _ => {}
        }
    }
    let log = tap.log();
    nothing_found(&log, setup, common, paths)?;
    Ok((log, failed))
}

/// Says problems on standard error; whether there were any.
pub(super) fn tell(problems: &[Problem]) -> bool {
    for problem in problems {
        say(&problem.to_string());
    }
    !problems.is_empty()
}

/// The exit status of a run that did what it could.
pub(super) fn status(failed: bool) -> ExitCode {
    ExitCode::from(if failed { 3 } else { 0 })
}

/// A failure where a run that has ended met no source at all.
pub(super) fn nothing_found(
    log: &SharedLog,
    setup: &Setup,
    common: &Common,
    paths: &[PathBuf],
) -> Result<(), Failure> {
    if log.read().unwrap_or_else(std::sync::PoisonError::into_inner).source_count() > 0 {
        return Ok(());
    }
    if !paths.is_empty() && paths.iter().all(|path| is_saved(path)) {
        // What was wrong with it was told.
        return Ok(());
    }
    if !paths.is_empty() {
        let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Input(format!(
            "{}: but no telemetry log in them; --trace opens their other logs",
            paths.join(", ")
        )));
    }
    let places = match logs_roots(setup, common).len() {
        1 => "1 place".to_owned(),
        places => format!("{places} places"),
    };
    Err(Failure::Input(format!(
        "no telemetry log found in {places}; `telltail sources` lists them\n\
         start the editor, name a PATH (- is what is piped in), or see `telltail demo`"
    )))
}
