//! Saved wire captures: what editors and extensions posted, as events.
//!
//! One document may hold several events (a batch, an OTLP document, an entry of an archive).
//! [`read`] finds them: each has its own JSON text, and shares the [`Post`] around it. Text and
//! post together are an event again, whenever something asks. One format a file.

mod app_insights;
mod coder;
mod draft;
mod har;
pub mod note;
mod one_collector;
mod otlp;
mod post;
mod posthog;
mod stack;
#[cfg(test)]
mod tests;
mod time;
mod told;
mod unpack;

use std::borrow::Cow;
use std::iter::once;
use std::ops::Range;
use std::sync::Arc;

use serde_json::value::RawValue;

use crate::event::{Format, Scope};

use draft::{Draft, Object, list, quoted};
use har::Request;
use post::Same;

pub use draft::Sight;
pub use post::{Around, Post};
pub use told::{Told, post as told_post};

/// One event that was found in a document.
#[derive(Clone, Debug)]
pub struct Found<'d> {
    /// What stands around it.
    pub post: Arc<Post>,
    /// Its own JSON text: bytes of the document, or of a body that was unpacked.
    pub text: Cow<'d, [u8]>,
    /// Where it begins in the document; the document's start for what was unpacked.
    pub at: usize,
}

/// What a document holds.
#[derive(Clone, Debug)]
pub enum Reading<'d> {
    /// Events of the wire.
    Events(Vec<Found<'d>>),
    /// Traffic of an archive that is no telemetry.
    Other,
    /// Nothing that is known; why, in a clause for a person.
    Unknown(&'static str),
}

/// Whether bytes begin as a form that holds a document, as PostHog's library for browsers posts.
pub fn is_form(bytes: &[u8]) -> bool {
    bytes.starts_with(b"data=")
}

/// Reads one document: a JSON value, an entry of an archive, or a form that holds one.
///
/// `forced` says how it is written; otherwise its members tell.
pub fn read(bytes: &[u8], forced: Option<Format>) -> Reading<'_> {
    if is_form(bytes) {
        return match unpack::json_in(bytes, false) {
            Ok(text) => unpacked(&text, &Post::new(Format::PostHog), forced),
            Err(why) => Reading::Unknown(why),
        };
    }
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => document(text, forced),
        Cow::Owned(text) => unpacked(&text, &Post::new(Format::Plain), forced),
    }
}

fn document(text: &str, forced: Option<Format>) -> Reading<'_> {
    let Some(object) = Object::read(text) else {
        return Reading::Unknown(note::NO_OBJECT);
    };
    if forced.is_none_or(|it| it == Format::Har) && har::is(&object) {
        return match har::request(&object) {
            Request::Json(post, body) => match unpacked(&body, &post, None) {
                Reading::Unknown(why) if har::is_telemetry(&post) => Reading::Unknown(why),
                Reading::Unknown(_) => Reading::Other,
                found => found,
            },
            Request::Unread(why) => Reading::Unknown(why),
            Request::Other => Reading::Other,
        };
    }
    let Some(format) = forced.or_else(|| format_of(&object)) else {
        return Reading::Unknown(note::NO_SHAPE);
    };
    let borrowed = |(post, ranges): (Post, Vec<Range<usize>>)| {
        let post = Arc::new(post);
        ranges.into_iter().map(move |range| Found {
            post: Arc::clone(&post),
            at: range.start,
            text: Cow::Borrowed(&text.as_bytes()[range]),
        })
    };
    let groups = groups(text, &object, Post::new(format));
    Reading::Events(groups.into_iter().flat_map(borrowed).collect())
}

/// Reads a body that was unpacked: values one after the other, or in an array.
fn unpacked<'d>(body: &str, around: &Post, forced: Option<Format>) -> Reading<'d> {
    let (mut found, mut same) = (Vec::new(), Same::default());
    let values = serde_json::Deserializer::from_str(body).into_iter::<&RawValue>();
    for value in values.map_while(Result::ok).map(RawValue::get) {
        let elements = if value.starts_with('[') { list(value) } else { vec![value] };
        for element in elements {
            let Some(object) = Object::read(element) else { continue };
            let Some(format) = forced.or_else(|| format_of(&object)) else { continue };
            for (post, ranges) in groups(element, &object, Post { format, ..around.clone() }) {
                let post = same.of(post);
                found.extend(ranges.into_iter().map(|range| Found {
                    post: Arc::clone(&post),
                    text: Cow::Owned(element.as_bytes()[range].to_vec()),
                    at: 0,
                }));
            }
        }
    }
    if found.is_empty() { Reading::Unknown(note::NO_SHAPE) } else { Reading::Events(found) }
}

/// Whether the members of a document are a format's.
type Is = fn(&Object<'_>) -> bool;

/// How a document is written, by its members.
fn format_of(object: &Object<'_>) -> Option<Format> {
    let formats: [(Format, Is); 6] = [
        (Format::Ndjson, told::is),
        (Format::Otlp, otlp::is),
        (Format::AppInsights, app_insights::is),
        (Format::OneCollector, one_collector::is),
        (Format::PostHog, posthog::is),
        (Format::Coder, coder::is),
    ];
    formats.into_iter().find(|(_, is)| is(object)).map(|(format, _)| format)
}

/// The events of a document as ranges of its text, by post.
fn groups(text: &str, object: &Object<'_>, post: Post) -> Vec<(Post, Vec<Range<usize>>)> {
    match post.format {
        Format::PostHog => vec![posthog::events(text, object, post)],
        Format::Otlp => otlp::events(text, object, &post),
        _ => vec![(post, once(0..text.len()).collect())],
    }
}

/// Puts one event together from its text and its post; `None` where the text is no event of that
/// format, or one without a name.
pub(in crate::parse) fn put_together<'t>(text: &'t str, post: &Post) -> Option<Draft<'t>> {
    let mut draft = Draft::new(text);
    match post.format {
        Format::AppInsights => app_insights::draft(text, &mut draft)?,
        Format::OneCollector => one_collector::draft(text, &mut draft)?,
        Format::PostHog => posthog::draft(text, post, &mut draft)?,
        Format::Otlp => otlp::draft(text, post, &mut draft)?,
        Format::Coder => coder::draft(text, &mut draft)?,
        Format::Ndjson => {
            told::draft(text, &mut draft)?;
            return Some(draft);
        }
        Format::Har | Format::Current | Format::Older | Format::Console | Format::Plain => {
            return None;
        }
    }
    if draft.sight.name.is_empty() && draft.sight.log_level.is_none() {
        return None;
    }
    draft.sight.time = draft.sight.time.or(post.time);
    for around in post.said() {
        draft.made(around.scope, &around.key, around.json.clone());
    }
    draft.made(Scope::Extra, "wire", quoted(post.format.as_str()));
    for (key, value) in [("host", &post.host), ("url", &post.url), ("key", &post.key)] {
        if let Some(value) = value {
            draft.made_text(Scope::Extra, key, value);
        }
    }
    Some(draft)
}

/// Keys under which [`Scope::Extra`] tells how an event was sent. What an event says itself
/// under such a key is no fact of the wire.
pub(in crate::parse) const FACTS: [&str; 4] = ["wire", "host", "url", "key"];
