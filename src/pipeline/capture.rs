//! Pieces of a wire capture to events: what a document holds, each with the post around it.

use std::sync::Arc;

use memchr::memchr_iter;

use crate::event::{Detected, Format};
use crate::frame::{Piece, Record, Sort, opening};
use crate::parse::wire::note::{CUT, EMPTY, TOO_LONG};
use crate::parse::wire::{Found, Post, Reading, is_form, read};

use super::telling::Telling;

/// What has been seen of a source that is a capture.
#[derive(Debug, Default)]
pub(super) struct Capture {
    /// How it is said to be written.
    forced: Option<Format>,
    /// What it was taken for, and in which line that was seen.
    format: Option<(Format, u64)>,
    /// Requests of an archive, and those that hold telemetry.
    requests: u64,
    telling: u64,
    /// Records of other logs that it tells of, on their way to sources of their own.
    pub(super) tellings: Vec<Telling>,
}

/// One record of a capture.
#[derive(Debug)]
pub(super) struct Sighted<'p> {
    pub(super) found: Found<'p>,
    pub(super) offset: u64,
    pub(super) line: u64,
}

impl Capture {
    pub(super) fn new(forced: Option<Format>) -> Self {
        Self { forced, ..Self::default() }
    }

    /// Whether a piece tells that the source is a log after all: a line that opens with a stamp,
    /// before anything of the wire was seen.
    pub(super) fn is_log(&self, piece: &Piece<'_>) -> bool {
        let wire = self.forced.is_some() || self.format.is_some();
        !wire && line(piece).is_some_and(|record| record.opening.is_some())
    }

    /// The records in one piece. What is no event is a raw record that says why.
    pub(super) fn records<'p>(&mut self, piece: &Piece<'p>) -> Vec<Sighted<'p>> {
        let unread = |note| vec![whole(piece, Arc::new(Post::unread(note)))];
        match piece.sort {
            Sort::Refused => return unread(TOO_LONG),
            Sort::Cut => return unread(CUT),
            Sort::Value | Sort::Line => {}
            Sort::Entry => {
                self.requests += 1;
                self.format.get_or_insert((Format::Har, piece.line));
            }
        }
        match read(piece.bytes, self.forced) {
            Reading::Events(found) if found.is_empty() => unread(EMPTY),
            Reading::Events(found) => {
                self.telling += u64::from(piece.sort == Sort::Entry);
                self.format.get_or_insert((found[0].post.format, piece.line));
                placed(piece, found)
            }
            Reading::Other => Vec::new(),
            Reading::Unknown(note) => unread(note),
        }
    }

    /// What the source was taken for, so far.
    pub(super) fn detected(&self) -> Option<Detected> {
        if self.forced.is_some() {
            return None;
        }
        let Some((format, line)) = self.format else {
            let why = "it begins as JSON of no known shape".to_owned();
            return Some(Detected { format: Format::Plain, why });
        };
        let why = match format {
            Format::Har => format!(
                "line {line} is in the entries of an HTTP archive; {} of {} requests hold telemetry",
                self.telling, self.requests
            ),
            format => format!("line {line} is {}", words(format)),
        };
        Some(Detected { format, why })
    }
}

/// What a document of a format is called.
fn words(format: Format) -> &'static str {
    match format {
        Format::AppInsights => "an Application Insights envelope",
        Format::OneCollector => "a 1DS record",
        Format::PostHog => "a PostHog capture",
        Format::Otlp => "a document of OTLP logs",
        Format::Coder => "a track object of code-server's",
        Format::Ndjson => "an event as telltail prints it",
        _ => "no text of a log",
    }
}

/// A piece that is no JSON, and no form that holds it, as a record of a log.
pub(super) fn line<'p>(piece: &Piece<'p>) -> Option<Record<'p>> {
    let Piece { bytes, offset, line, sort, overlong, continued } = *piece;
    if sort != Sort::Line || is_form(bytes) {
        return None;
    }
    let opening = if continued { None } else { opening(bytes, offset) };
    Some(Record { bytes, offset, line, opening, overlong, continued })
}

/// A piece as one record.
fn whole<'p>(piece: &Piece<'p>, post: Arc<Post>) -> Sighted<'p> {
    let found = Found { post, text: piece.bytes.into(), at: 0 };
    Sighted { found, offset: piece.offset, line: piece.line }
}

/// Events of one piece, with where each stands in the file.
fn placed<'p>(piece: &Piece<'p>, found: Vec<Found<'p>>) -> Vec<Sighted<'p>> {
    let (mut at, mut line) = (0, piece.line);
    let place = |found: Found<'p>| {
        let between = piece.bytes.get(at..found.at).unwrap_or_default();
        line += memchr_iter(b'\n', between).count() as u64;
        at = at.max(found.at);
        Sighted { offset: piece.offset + found.at as u64, line, found }
    };
    found.into_iter().map(place).collect()
}
