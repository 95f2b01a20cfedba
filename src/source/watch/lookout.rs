//! The watching thread: evaluates the targets, looks at the followers, delivers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::bell::{Asked, Bell};
use super::ears::Ears;
use super::files;
use super::folders::Folders;
use super::target::{Aim, Sighting, Target};
use super::{Mode, Options};
use crate::source::archive;
use crate::source::discover::{Session, UNKNOWN, facts};
use crate::source::follow::{Follower, Pace, Siblings};
use crate::source::names::live_of;
use crate::source::news::{Delivery, Keys, News, NewsSender, SourceFacts, SourceKey};
use crate::source::saved::Handles;

/// How often everything is looked at although the system tells of changes.
const SWEEP: Duration = Duration::from_secs(2);
/// How often when it does not.
const POLL: Duration = Duration::from_millis(250);
/// How often folders are listed although their times say that nothing came.
const LISTING: Duration = Duration::from_secs(10);
/// The shortest time from one look to the next: a busy writer is worth a few hundred looks a
/// second, not one for each of its lines.
const BREATH: Duration = Duration::from_millis(2);

/// One followed source.
struct Source {
    key: SourceKey,
    follower: Follower,
    aim: usize,
    /// Whether it is only wanted together with trace output.
    trace: bool,
}

impl Source {
    /// Ends it as far as it was read.
    fn end(&mut self, outlet: &mut Outlet) {
        let key = self.key;
        self.follower.end(&mut |delivery| outlet.tell(News::Of(key, delivery)));
        outlet.tell(News::Of(key, Delivery::Ended));
    }
}

/// The way out. Once nobody listens, nothing is delivered any more.
struct Outlet {
    sender: NewsSender,
    closed: bool,
}

impl Outlet {
    fn tell(&mut self, news: News) {
        if !self.closed {
            self.closed = self.sender.blocking_send(news).is_err();
        }
    }
}

/// All that the thread owns.
pub(super) struct Lookout {
    aims: Vec<Aim>,
    sources: BTreeMap<PathBuf, Source>,
    /// The archives that were read, and whether with trace output.
    archives: BTreeMap<PathBuf, bool>,
    options: Options,
    keys: Keys,
    outlet: Outlet,
    bell: Arc<Bell>,
    ears: Ears,
    folders: Folders,
    listed: Instant,
    told: BTreeSet<String>,
    /// What the files that are read once are read again by.
    handles: Arc<Handles>,
}

impl Lookout {
    pub(super) fn new(
        targets: Vec<Target>,
        options: Options,
        keys: Keys,
        sender: NewsSender,
        bell: Arc<Bell>,
    ) -> Self {
        Self {
            aims: targets.into_iter().map(Aim::new).collect(),
            sources: BTreeMap::new(),
            archives: BTreeMap::new(),
            options,
            keys,
            outlet: Outlet { sender, closed: false },
            bell,
            ears: Ears::deaf(),
            folders: Folders::default(),
            listed: Instant::now(),
            told: BTreeSet::new(),
            handles: Arc::default(),
        }
    }

    /// Runs until it is stopped, until nobody listens, or until everything was read once.
    pub(super) fn run(mut self) {
        if self.options.mode == Mode::Follow {
            let (ears, problem) = Ears::open(Arc::clone(&self.bell));
            self.ears = ears;
            self.problems(problem);
        }
        self.evaluate();
        self.outlet.tell(News::CaughtUp);
        if self.options.mode != Mode::Once {
            self.keep_looking();
        }
    }

    fn keep_looking(&mut self) {
        let mut pace = Pace::Done;
        let mut sweep = Instant::now() + self.interval();
        loop {
            let asked = self.bell.wait(if pace == Pace::More { Instant::now() } else { sweep });
            if self.is_over() || self.outlet.sender.is_closed() {
                return;
            }
            let begun = Instant::now();
            let due = begun >= sweep;
            self.answer(asked, due);
            pace = self.look();
            if due {
                sweep = begun + self.interval();
            }
            // What rings meanwhile is not lost, only taken together.
            thread::sleep(BREATH.saturating_sub(begun.elapsed()));
        }
    }

    fn interval(&self) -> Duration {
        if self.ears.hear_all() { SWEEP } else { POLL }
    }

    fn is_over(&self) -> bool {
        self.outlet.closed || self.bell.is_stopped()
    }

    /// Evaluates the targets anew if what was asked, or the sweep that is due, gives a reason.
    fn answer(&mut self, asked: Asked, due: bool) {
        self.ears.forget(&asked);
        let structure = asked.structure || asked.trace.is_some();
        self.options.trace = asked.trace.unwrap_or(self.options.trace);
        if !asked.problems.is_empty() {
            self.ears.doubt();
            self.problems(asked.problems);
        }
        if structure || due && (self.listed.elapsed() >= LISTING || self.folders.changed()) {
            self.evaluate();
        }
    }

    /// Finds out which files the targets mean now, and begins to follow the new ones.
    fn evaluate(&mut self) {
        let (ears, trace) = (&mut self.ears, self.options.trace);
        let mut folders = Folders::default();
        let mut refusals = Vec::new();
        let mut enter = |folder: &Path, reach| {
            refusals.extend(ears.listen(folder, reach));
            folders.note(folder);
        };
        let sightings: Vec<Sighting> =
            self.aims.iter_mut().map(|aim| aim.sight(trace, &mut enter)).collect();
        ears.keep(&folders.paths());
        self.folders = folders;
        self.listed = Instant::now();
        self.problems(refusals);
        let mut found = BTreeMap::new();
        for (aim, sighting) in sightings.into_iter().enumerate() {
            self.problems(sighting.problems);
            if let Some(session) = sighting.session {
                self.move_to(aim, session);
            }
            for file in sighting.files {
                found.entry(file).or_insert(aim);
            }
        }
        self.add(&found);
    }

    /// Leaves the session that the aim has followed for a newer one.
    fn move_to(&mut self, aim: usize, session: Session) {
        self.end(|source| source.aim == aim);
        let Session { stamp, product, path, .. } = session;
        self.outlet.tell(News::Session { stamp, product, path });
    }

    /// Gives sources a last look, unless they rest, and lets them go.
    fn end(&mut self, which: impl Fn(&Source) -> bool) {
        for (path, mut source) in std::mem::take(&mut self.sources) {
            if !which(&source) {
                self.sources.insert(path, source);
                continue;
            }
            if self.options.trace || !source.trace {
                drain(&mut source.follower, source.key, &mut self.outlet, &self.bell);
            }
            source.end(&mut self.outlet);
        }
    }

    fn add(&mut self, found: &BTreeMap<PathBuf, usize>) {
        if self.options.mode != Mode::Once {
            files::allow(found.len() + self.sources.len());
        }
        for (path, &aim) in found {
            let known = |live: &Path| found.contains_key(live) || self.sources.contains_key(live);
            let named = self.aims.get(aim).is_some_and(Aim::is_named);
            let siblings = if named { self.options.siblings } else { Siblings::Read };
            let claimed =
                siblings == Siblings::Read && live_of(path).is_some_and(|(live, _)| known(&live));
            if claimed || self.sources.contains_key(path) || self.is_over() {
                continue;
            }
            if self.read_archive(path, aim) {
                continue;
            }
            let mut facts = facts(path);
            if facts.product == UNKNOWN {
                facts.product = self.aims.get(aim).and_then(Aim::product).unwrap_or(UNKNOWN);
            }
            let trace = !named && !facts.bearing;
            let key = self.keys.next();
            self.outlet.tell(News::Added(key, facts));
            let mut follower = Follower::new(path.clone(), siblings);
            if self.options.mode == Mode::Once {
                follower = follower.saved(&self.handles);
            }
            drain(&mut follower, key, &mut self.outlet, &self.bell);
            let mut source = Source { key, follower, aim, trace };
            if self.options.mode == Mode::Once {
                // Not all together at the end: thousands of files would be held open until then.
                source.end(&mut self.outlet);
            } else {
                self.sources.insert(path.clone(), source);
            }
        }
    }

    /// Reads an archive, unless that was done; whether it is one. An archive does not grow.
    fn read_archive(&mut self, path: &Path, aim: usize) -> bool {
        let trace = self.options.trace;
        let before = self.archives.get(path).copied();
        if before.is_some_and(|before| before || !trace) {
            return true;
        }
        let Some(found) = archive::sniff(path) else { return before.is_some() };
        let aimed = self.aims.get(aim);
        let named = aimed.is_some_and(Aim::is_named);
        if !named && archive::is_copy(path, found) {
            self.archives.insert(path.to_owned(), true);
            return true;
        }
        let product = aimed.and_then(Aim::product);
        self.archives.insert(path.to_owned(), trace || !found.is_zip());
        let wanted = |facts: &SourceFacts| match before {
            // What holds telemetry was read before.
            Some(_) => !facts.bearing,
            None => trace || facts.bearing,
        };
        let (outlet, bell) = (&mut self.outlet, &self.bell);
        let mut tell = |news| {
            outlet.tell(news);
            !outlet.closed && !bell.is_stopped()
        };
        let mut outflow = archive::Outflow { tell: &mut tell, keys: &self.keys, product };
        archive::read(path, found, &wanted, &mut outflow);
        true
    }

    /// Looks at every source that is awake, once.
    fn look(&mut self) -> Pace {
        let mut pace = Pace::Done;
        for source in self.sources.values_mut() {
            if source.trace && !self.options.trace {
                continue;
            }
            let (key, outlet) = (source.key, &mut self.outlet);
            let looked = source.follower.look(&mut |delivery| outlet.tell(News::Of(key, delivery)));
            if looked == Pace::More {
                pace = Pace::More;
            }
            if self.outlet.closed || self.bell.is_stopped() {
                break;
            }
        }
        pace
    }

    /// Tells problems of the watching, each once.
    fn problems(&mut self, problems: impl IntoIterator<Item = String>) {
        for problem in problems {
            if self.told.len() < 64 && self.told.insert(problem.clone()) {
                self.outlet.tell(News::Problem(problem));
            }
        }
    }
}

/// Looks at one source until there is nothing new.
fn drain(follower: &mut Follower, key: SourceKey, outlet: &mut Outlet, bell: &Bell) {
    loop {
        let pace = follower.look(&mut |delivery| outlet.tell(News::Of(key, delivery)));
        if pace == Pace::Done || outlet.closed || bell.is_stopped() {
            return;
        }
    }
}
