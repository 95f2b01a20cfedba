//! What stands around the events of one post: how it is written, where it went, whose key it
//! carried, and what it says once for all of them.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::event::{Format, Instant, Scope};

use super::note::TOO_MUCH;

/// The longest address or key that is kept, in bytes: a host's name has at most 253. Every event
/// of a post bears them, so a long one would be held as often as there are events.
const FACT_MAX: usize = 300;

/// How many values a post may say of all its events, and of how many bytes: each event that is
/// put together has them all.
const AROUND_MAX: usize = 128;
const AROUND_BYTES_MAX: usize = 16 << 10;

/// How many different posts are compared: a body may mix the formats.
const FORMATS: usize = 5;

/// The surroundings of an event that was seen on the wire.
///
/// Events of one post share it; what an event says itself stands in its own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// How it is written.
    pub format: Format,
    /// The host it was posted to, with its port where the address has one, in lower case.
    pub host: Option<String>,
    /// The address it was posted to, without its query.
    pub url: Option<String>,
    /// The key of the project or resource, where it stands beside the events.
    pub key: Option<String>,
    /// When it was sent: the time of events that say none.
    pub time: Option<Instant>,
    /// What it says of all its events.
    pub around: Vec<Around>,
    /// The same, said of the events of other posts too.
    pub shared: Arc<Vec<Around>>,
    /// What could not be read of it; where that is all of it, the record is raw.
    pub note: Option<&'static str>,
}

/// A value that stands once for all events of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Where it counts among an event's own.
    pub scope: Scope,
    /// Its key.
    pub key: String,
    /// Its JSON text.
    pub json: String,
}

impl Post {
    /// A post of which only the format is known.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            host: None,
            url: None,
            key: None,
            time: None,
            around: Vec::new(),
            shared: Arc::default(),
            note: None,
        }
    }

    /// A post from which nothing could be read, and why.
    pub fn unread(note: &'static str) -> Self {
        Self { note: Some(note), ..Self::new(Format::Plain) }
    }

    /// Adds a value of all its events, unless there are too many.
    pub(super) fn says(&mut self, scope: Scope, key: &str, json: impl Into<String>) {
        let added = Around { scope, key: key.to_owned(), json: json.into() };
        let bytes: usize = self.said().chain([&added]).map(Around::size).sum();
        if bytes > AROUND_BYTES_MAX || self.said().count() >= AROUND_MAX {
            self.note = Some(TOO_MUCH);
        } else {
            self.around.push(added);
        }
    }

    /// What it says of all its events.
    pub fn said(&self) -> impl Iterator<Item = &Around> {
        self.shared.iter().chain(&self.around)
    }

    /// Gives what it said so far to all posts that are made from it.
    pub(super) fn share(&mut self) {
        let said = self.said().cloned().collect();
        self.shared = Arc::new(said);
        self.around = Vec::new();
    }
}

impl Around {
    fn size(&self) -> usize {
        self.key.len() + self.json.len()
    }
}

/// The last posts of one body, most of which are equal: a million events share them.
#[derive(Default)]
pub(super) struct Same(VecDeque<Arc<Post>>);

impl Same {
    /// A post, or an equal one that was seen before.
    pub(super) fn of(&mut self, post: Post) -> Arc<Post> {
        if let Some(same) = self.0.iter().find(|it| ***it == post) {
            return Arc::clone(same);
        }
        let post = Arc::new(post);
        self.0.truncate(FORMATS - 1);
        self.0.push_front(Arc::clone(&post));
        post
    }
}

/// As much of an address or key as is kept.
pub(super) fn shortened(mut fact: String) -> String {
    if fact.len() > FACT_MAX {
        let end = (0..=FACT_MAX).rfind(|at| fact.is_char_boundary(*at)).unwrap_or(0);
        fact.truncate(end);
        fact.push('…');
        fact.shrink_to_fit();
    }
    fact
}
