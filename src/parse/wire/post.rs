//! What stands around the events of one post: how it is written, where it went, whose key it
//! carried, and what it says once for all of them.

use crate::event::{Format, Instant, Scope};

/// The surroundings of an event that was seen on the wire.
///
/// Events of one post share it; what an event says itself stands in its own text.
#[derive(Clone, Debug, PartialEq)]
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
    /// Why nothing could be read from it; then the record is raw.
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
    pub const fn new(format: Format) -> Self {
        Self {
            format,
            host: None,
            url: None,
            key: None,
            time: None,
            around: Vec::new(),
            note: None,
        }
    }

    /// A post from which nothing could be read, and why.
    pub fn unread(note: &'static str) -> Self {
        Self { note: Some(note), ..Self::new(Format::Plain) }
    }

    /// Adds a value of all its events.
    pub(super) fn says(&mut self, scope: Scope, key: &str, json: impl Into<String>) {
        self.around.push(Around { scope, key: key.to_owned(), json: json.into() });
    }
}
