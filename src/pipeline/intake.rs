//! News of sources taken into the log: which source is which, and what else there is to tell.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use crate::config::saved_screen::SavedScreen;
use crate::event::{EventId, SourceId};
use crate::source::{self, Delivery, Labels, News, SourceKey};
use crate::store::{GivenSource, SourceFacts, SourceState};

use super::answer::SharedView;
use super::dating::Anchor;
use super::ingest::Ingest;
use super::load::{Loaded, Loader};
use super::notice::Problem;
use super::preview::Preview;

/// What came of one piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// These events are complete now.
    Complete(Vec<EventId>),
    /// A source was added.
    Added,
    /// Something went wrong without ending the run.
    Problem(Problem),
    /// Reading has moved over to this session.
    Session { stamp: String, product: String },
    /// The end of a big file is there, before the rest.
    Shown,
    /// What comes was saved from a screen that showed it so, with this event selected.
    Screen(SavedScreen, Option<EventId>),
    /// Everything that was there at the start has been taken.
    CaughtUp,
}

/// Takes news into the log.
#[derive(Debug)]
pub(super) struct Intake {
    pub(super) ingest: Ingest,
    loader: Loader,
    /// Shows the end of big files to whoever has this view.
    view: Option<SharedView>,
    preview: Option<Preview>,
    sources: HashMap<SourceKey, SourceId>,
    paths: Vec<PathBuf>,
    labels: Labels,
    /// The sources that are as another log had them, labels and all.
    given: HashSet<SourceId>,
    /// How another screen showed what comes, until all of it is there.
    screen: Option<(SavedScreen, Option<(SourceKey, u64)>)>,
}

impl Intake {
    pub(super) fn new(ingest: Ingest) -> Self {
        Self {
            loader: ingest.loader(),
            ingest,
            view: None,
            preview: None,
            sources: HashMap::new(),
            paths: Vec::new(),
            labels: Labels::default(),
            given: HashSet::new(),
            screen: None,
        }
    }

    /// Shows the end of a big file before the file is read, in `view`.
    pub(super) fn show_ends_in(&mut self, view: SharedView) {
        self.view = Some(view);
    }

    /// Takes one piece of news. What comes of it may take some [steps](Self::step) more.
    pub(super) fn take(&mut self, news: News, taken: &mut Vec<Taken>) {
        match news {
            News::Added(key, facts) => taken.push(self.add(key, facts)),
            News::Told(key, given) => taken.extend(self.told(key, &given)),
            News::Marked { key, record, note } => self.mark(key, record, note),
            News::Screen(screen, selected) => self.screen = Some((*screen, selected)),
            News::Of(key, delivery) => {
                if let Some(source) = self.sources.get(&key) {
                    self.load(*source, delivery, taken);
                }
            }
            News::Session { stamp, product, .. } => {
                taken.push(Taken::Session { stamp, product: product.to_owned() });
            }
            News::CaughtUp => {
                self.drain(taken);
                self.loader.start_again();
                self.ingest.caught_up();
                taken.extend(self.screen());
                taken.push(Taken::CaughtUp);
            }
            News::Trouble { about, text } => taken.push(Taken::Problem(Problem { about, text })),
            News::Problem(text) => {
                taken.push(Taken::Problem(Problem { about: "watching".to_owned(), text }));
            }
        }
    }

    /// Whether steps are to be taken before more news can be.
    pub(super) fn is_full(&self) -> bool {
        self.loader.is_full()
    }

    /// Whether there are steps to take.
    pub(super) fn is_pending(&self) -> bool {
        self.loader.is_pending()
    }

    /// How many bytes of what is there already were read, and of how many.
    pub(super) fn progress(&self) -> (u64, u64) {
        self.loader.progress()
    }

    /// Does a little of what was put off.
    pub(super) fn step(&mut self, taken: &mut Vec<Taken>) {
        let mut loaded = Loaded::default();
        self.loader.step(&mut self.ingest, &mut loaded);
        self.take_loaded(loaded, taken);
    }

    /// Leaves out what is there already and was not read yet.
    ///
    /// Of a file whose end is shown that is what stays, and not its beginning.
    pub(super) fn stop(&mut self, taken: &mut Vec<Taken>) {
        let mut loaded = Loaded::default();
        let ingest = &self.ingest;
        if let Some(preview) = self.preview.take_if(|it| ingest.has_only(it.source)) {
            let left_out = (preview.source, preview.before);
            self.ingest = preview.keep();
            loaded = self.loader.give_up(&self.ingest, left_out);
        } else {
            self.loader.stop(&mut self.ingest, &mut loaded);
        }
        self.take_loaded(loaded, taken);
    }

    /// What was left out: sources, and the bytes that each of them lacks.
    pub(super) fn unread(&self) -> Vec<(SourceId, u64)> {
        self.loader.unread()
    }

    /// Does all of it.
    pub(super) fn drain(&mut self, taken: &mut Vec<Taken>) {
        while self.is_pending() {
            self.step(taken);
        }
    }

    /// Puts the open record of a source into the log as far as it has come.
    pub(super) fn show_open_of(&mut self, key: SourceKey) -> Option<EventId> {
        let source = self.sources.get(&key)?;
        self.ingest.show_open_of(*source)
    }

    /// The feed has ended: what is open is complete as it is.
    pub(super) fn finish(&mut self, taken: &mut Vec<Taken>) {
        self.drain(taken);
        let mut sources: Vec<_> = self.sources.values().copied().collect();
        sources.sort_unstable();
        let parts = sources.into_iter().flat_map(|source| self.ingest.finish_part(source));
        let complete = parts.collect();
        self.ingest.settle();
        taken.push(Taken::Complete(complete));
    }

    /// Takes a delivery, at once or in chunks.
    fn load(&mut self, source: SourceId, delivery: Delivery, taken: &mut Vec<Taken>) {
        if let (Some(_), None, Delivery::Stretch(stretch)) = (&self.view, &self.preview, &delivery)
        {
            self.preview = Preview::begin(&mut self.ingest, source, stretch);
            if self.preview.is_some() {
                taken.push(Taken::Shown);
            }
        }
        let mut loaded = Loaded::default();
        let left = self.loader.take(&mut self.ingest, source, delivery, &mut loaded);
        self.take_loaded(loaded, taken);
        if let Some(delivery) = left {
            taken.push(self.deliver(source, delivery));
        }
    }

    /// What came of loading, and what has waited for it.
    fn take_loaded(&mut self, loaded: Loaded, taken: &mut Vec<Taken>) {
        if !loaded.complete.is_empty() {
            taken.push(Taken::Complete(loaded.complete));
        }
        for (source, waiting) in loaded.free {
            if let (Some(view), Some(preview)) =
                (&self.view, self.preview.take_if(|it| it.source == source))
            {
                preview.end(&mut self.ingest, view);
            }
            for delivery in waiting {
                self.load(source, delivery, taken);
            }
        }
    }

    /// Sources that others told of have a place in the order of sources, too.
    fn know_told(&mut self) {
        let log = self.ingest.log();
        loop {
            let log = log.read().unwrap_or_else(PoisonError::into_inner);
            let next = log.sources().nth(self.paths.len()).map(|(_, facts, _)| facts.path.clone());
            drop(log);
            let Some(path) = next.map(PathBuf::from) else { return };
            // They are called as they were.
            self.labels.add(&path);
            self.paths.push(path);
        }
    }

    fn add(&mut self, key: SourceKey, facts: source::SourceFacts) -> Taken {
        self.know_told();
        let folder = publisher_folder(&facts.path);
        let path = facts.path.display().to_string();
        let stream = path == "-";
        let added = self.ingest.add_source(SourceFacts {
            label: path.clone(),
            path: if stream { String::new() } else { path.clone() },
            product: facts.product.to_owned(),
            session: facts.session,
            folder,
            bearing: facts.bearing,
            format: None,
        });
        let Some(id) = added else { return too_many(Path::new(&path)) };
        let anchor = if stream { Anchor::now() } else { Anchor::of_file(&facts.path) };
        self.ingest.anchor(id, anchor);
        self.sources.insert(key, id);
        self.label(&facts.path);
        self.paths.push(facts.path);
        Taken::Added
    }

    /// A source as another log had it, whose label is what it was there.
    fn told(&mut self, key: SourceKey, given: &GivenSource) -> Option<Taken> {
        if let Some(source) = self.sources.get(&key) {
            self.ingest.tell_given(*source, given);
            return None;
        }
        self.know_told();
        let path = PathBuf::from(&given.facts.path);
        let Some(id) = self.ingest.add_given(given) else { return Some(too_many(&path)) };
        self.sources.insert(key, id);
        self.given.insert(id);
        self.label(&path);
        self.paths.push(path);
        Some(Taken::Added)
    }

    /// Labels the next source, and others anew: a name that was unique may not be any more.
    fn label(&mut self, path: &Path) {
        let labels = self.labels.add(path).into_iter();
        let labels = labels.filter_map(|(at, label)| Some((SourceId(at.try_into().ok()?), label)));
        let labels = labels.filter(|(id, _)| !self.given.contains(id)).collect();
        self.ingest.relabel(labels);
    }

    fn mark(&self, key: SourceKey, record: u64, note: Option<String>) {
        let source = self.sources.get(&key);
        let Some(id) = source.and_then(|source| self.ingest.given_at(*source, record)) else {
            return;
        };
        let log = self.ingest.log();
        let log = log.read().unwrap_or_else(PoisonError::into_inner);
        match note {
            Some(note) => log.marks().set(id, note),
            None if log.marks().is_marked(id) => drop(log.marks().toggle(id)),
            None => {}
        }
    }

    /// How what has come was shown before.
    fn screen(&mut self) -> Option<Taken> {
        let (screen, selected) = self.screen.take()?;
        let at = |(key, record): (SourceKey, u64)| {
            self.ingest.given_at(*self.sources.get(&key)?, record)
        };
        Some(Taken::Screen(screen, selected.and_then(at)))
    }

    fn deliver(&mut self, source: SourceId, delivery: Delivery) -> Taken {
        match delivery {
            Delivery::Part { path, offset: _, reason: _ } => {
                self.ingest.set_state(source, SourceState::Open);
                Taken::Complete(self.ingest.begin_part(source, &path.display().to_string()))
            }
            Delivery::Bytes(bytes) => Taken::Complete(self.ingest.bytes(source, &bytes)),
            Delivery::Given(records) => Taken::Complete(self.ingest.given(source, &records)),
            // The loader takes it.
            Delivery::Stretch(_) => Taken::Complete(Vec::new()),
            Delivery::PartEnded => Taken::Complete(self.ingest.finish_part(source)),
            Delivery::Gone => {
                self.ingest.set_state(source, SourceState::Gone);
                Taken::Complete(Vec::new())
            }
            Delivery::Appeared => {
                self.ingest.set_state(source, SourceState::Open);
                Taken::Complete(Vec::new())
            }
            Delivery::Problem(text) => {
                self.ingest.set_state(source, SourceState::Failed(text.clone()));
                let about = self.paths.get(source.index()).map(|it| it.display().to_string());
                Taken::Problem(Problem { about: about.unwrap_or_default(), text })
            }
            Delivery::Ended => {
                let complete = self.ingest.finish_part(source);
                self.ingest.set_state(source, SourceState::Done);
                Taken::Complete(complete)
            }
        }
    }
}

fn too_many(path: &Path) -> Taken {
    let text = "too many sources are open: this one is left out".to_owned();
    Taken::Problem(Problem { about: path.display().to_string(), text })
}

/// The `publisher.name` folder that a channel's file lies in, if it does.
pub(super) fn publisher_folder(path: &Path) -> Option<String> {
    let folder = path.parent()?.file_name()?.to_str()?;
    let (publisher, name) = folder.split_once('.')?;
    (!publisher.is_empty() && !name.is_empty()).then(|| folder.to_owned())
}
