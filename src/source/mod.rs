//! Floor 3: where bytes come from.
//!
//! Owns finding the logs of every editor product ([`roots`], [`sessions`], [`survey`]), deciding
//! what a path named by a person is ([`open`]), choosing among sessions ([`chosen`]), following
//! files through rotation, truncation, deletion and re-creation ([`Follower`]), watching whole
//! sessions on a plain thread ([`watch()`]), decoding archives of logs, and reading pipes
//! ([`stream()`]). Everything arrives as [`News`] on one [`Feed`].
//!
//! Refuses to know what the bytes mean: no lines, no records, no events. It only ever reads: no
//! lock, no write, and every open shares the file with whoever writes, renames or deletes it.
//! The only room that knows `notify`, `ruzstd` and `zip`.

mod archive;
mod discover;
mod error;
mod follow;
mod held;
mod known;
mod names;
mod news;
mod saved;
mod stream;
mod watch;

pub use discover::{
    ChoiceError, Folder, Labels, LogFile, LogsRoot, Looked, Opened, PRODUCTS, Product, Session,
    SessionChoice, Surveyed, UNKNOWN, chosen, facts, newest_session, open, product_named,
    product_of, roots, session_by_layout, session_of, sessions, survey, walk,
};
pub use error::SourceError;
pub use follow::{Follower, Pace, Siblings};
pub use held::Held;
pub use known::KnownFile;
pub use names::{is_bearing, is_stamp, rotated, written_name};
pub use news::{
    Delivery, Feed, Keys, News, NewsSender, Reason, SourceFacts, SourceKey, Stretch, channel,
};
pub use stream::{Inlet, stream};
pub use watch::{Mode, Options, Target, Watching, watch};
