//! News of sources taken into the log: which source is which, and what else there is to tell.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::event::{EventId, SourceId};
use crate::source::{self, Delivery, Labels, News, SourceKey, Stretch};
use crate::store::{SourceFacts, SourceState};

use super::dating::Anchor;
use super::ingest::Ingest;
use super::notice::Problem;

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
    /// Everything that was there at the start has been taken.
    CaughtUp,
}

/// Takes news into the log.
#[derive(Debug)]
pub(super) struct Intake {
    pub(super) ingest: Ingest,
    sources: HashMap<SourceKey, SourceId>,
    paths: Vec<PathBuf>,
    labels: Labels,
}

impl Intake {
    pub(super) fn new(ingest: Ingest) -> Self {
        Self { ingest, sources: HashMap::new(), paths: Vec::new(), labels: Labels::default() }
    }

    pub(super) fn take(&mut self, news: News) -> Taken {
        match news {
            News::Added(key, facts) => self.add(key, facts),
            News::Of(key, delivery) => match self.sources.get(&key) {
                Some(source) => self.deliver(*source, delivery),
                None => Taken::Complete(Vec::new()),
            },
            News::Session { stamp, product, .. } => {
                Taken::Session { stamp, product: product.to_owned() }
            }
            News::CaughtUp => {
                self.ingest.caught_up();
                Taken::CaughtUp
            }
            News::Problem(text) => Taken::Problem(Problem { about: "watching".to_owned(), text }),
        }
    }

    /// Puts the open record of a source into the log as far as it has come.
    pub(super) fn show_open_of(&mut self, key: SourceKey) -> Option<EventId> {
        let source = self.sources.get(&key)?;
        self.ingest.show_open_of(*source)
    }

    /// The feed has ended: what is open is complete as it is.
    pub(super) fn finish(&mut self) -> Vec<EventId> {
        let mut sources: Vec<_> = self.sources.values().copied().collect();
        sources.sort_unstable();
        let parts = sources.into_iter().flat_map(|source| self.ingest.finish_part(source));
        let complete = parts.collect();
        self.ingest.settle();
        complete
    }

    fn add(&mut self, key: SourceKey, facts: source::SourceFacts) -> Taken {
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
        let Some(id) = added else {
            let text = "too many sources are open: this one is left out".to_owned();
            return Taken::Problem(Problem { about: path, text });
        };
        let anchor = if stream { Anchor::now() } else { Anchor::of_file(&facts.path) };
        self.ingest.anchor(id, anchor);
        self.sources.insert(key, id);
        // A name that was unique may not be any more.
        let labels = self.labels.add(&facts.path).into_iter();
        let labels = labels.filter_map(|(at, label)| Some((SourceId(at.try_into().ok()?), label)));
        self.ingest.relabel(labels.collect());
        self.paths.push(facts.path);
        Taken::Added
    }

    fn read(&mut self, source: SourceId, stretch: &Stretch) -> Taken {
        let mut complete = Vec::new();
        let mut piece = vec![0; PIECE as usize];
        let mut at = stretch.range.start;
        while at < stretch.range.end {
            let wanted = (stretch.range.end - at).min(PIECE) as usize;
            // A file that was cut, or that cannot be read, ends here: its next look tells.
            let read = stretch.file.read_at(at, &mut piece[..wanted]).unwrap_or_default();
            complete.extend(self.ingest.bytes(source, &piece[..read]));
            at += wanted as u64;
            if read < wanted {
                break;
            }
        }
        Taken::Complete(complete)
    }

    fn deliver(&mut self, source: SourceId, delivery: Delivery) -> Taken {
        match delivery {
            Delivery::Part { path, offset: _, reason: _ } => {
                self.ingest.set_state(source, SourceState::Open);
                Taken::Complete(self.ingest.begin_part(source, &path.display().to_string()))
            }
            Delivery::Bytes(bytes) => Taken::Complete(self.ingest.bytes(source, &bytes)),
            Delivery::Stretch(stretch) => self.read(source, &stretch),
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

/// How much of a stretch is read at once.
const PIECE: u64 = 256 * 1024;

/// The `publisher.name` folder that a channel's file lies in, if it does.
fn publisher_folder(path: &Path) -> Option<String> {
    let folder = path.parent()?.file_name()?.to_str()?;
    let (publisher, name) = folder.split_once('.')?;
    (!publisher.is_empty() && !name.is_empty()).then(|| folder.to_owned())
}
