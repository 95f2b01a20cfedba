//! What is said of sources, records and posts, as lines have it, and as far as it may leave.

use std::borrow::Cow;
use std::ops::Range;

use crate::event::{Instant, SourceId, ZoneEvidence};
use crate::frame::opening;
use crate::parse::wire::{Around, Post};
use crate::parse::{Notes, head};
use crate::privacy::{Redactor, Replaced};
use crate::store::{self, Given, GivenLost, GivenSource, SourceState};

use super::lines;
use super::reading::{SCOPES, WORDS};

/// What every text goes through that is written.
#[derive(Debug)]
pub(super) struct Hiding {
    redactor: Option<Redactor>,
    /// Whether a record is learnt from before it is written, so that what its end gives away is not
    /// left at its beginning.
    pub(super) learns: bool,
}

impl Hiding {
    pub(super) const fn new(redactor: Option<Redactor>) -> Self {
        Self { redactor, learns: true }
    }

    /// Whether anything is replaced.
    pub(super) const fn hides(&self) -> bool {
        self.redactor.is_some()
    }

    /// Learns what a record gives away, and what stands around it.
    pub(super) fn learn(&mut self, given: &Given) {
        let Some(redactor) = self.redactor.as_mut().filter(|_| self.learns) else { return };
        redactor.learn(&given.bytes);
        for around in given.post.iter().flat_map(|post| &post.around) {
            let line =
                serde_json::to_string(&around.key).map(|key| format!("{{{key}:{}}}", around.json));
            redactor.learn(line.unwrap_or_default().as_bytes());
        }
    }

    /// A text as it may leave.
    pub(super) fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        match &mut self.redactor {
            None => Cow::Borrowed(text),
            Some(redactor) => redactor.text(text),
        }
    }

    /// The same, and not longer than a reader takes.
    pub(super) fn words(&mut self, text: &str) -> String {
        let mut text = self.text(text).into_owned();
        if text.len() > WORDS {
            let end = (0..=WORDS).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
        }
        text
    }

    fn some(&mut self, text: Option<&String>) -> Option<String> {
        text.map(|text| self.words(text))
    }

    /// A text under a key that says what it is.
    fn under(&mut self, key: &str, text: Option<&String>) -> Option<String> {
        let text = text?;
        Some(match &mut self.redactor {
            None => self.words(text),
            Some(redactor) => redactor.value(key, text).into_owned(),
        })
    }

    fn json(&mut self, key: &str, json: &str) -> String {
        match &mut self.redactor {
            None => json.to_owned(),
            Some(redactor) => redactor.json_of(key, json).into_owned(),
        }
    }

    /// A record's bytes as they may leave.
    pub(super) fn record<'g>(&mut self, given: &'g Given, bearing: bool) -> Cow<'g, [u8]> {
        match &mut self.redactor {
            None => Cow::Borrowed(given.bytes.as_slice()),
            Some(redactor) => redactor.record(&given.bytes, body(given, bearing)),
        }
    }

    /// What was replaced so far.
    pub(super) fn replaced(&self) -> Option<Replaced> {
        self.redactor.as_ref().map(Redactor::replaced)
    }
}

/// A source.
pub(super) fn source(
    hiding: &mut Hiding,
    id: SourceId,
    given: &GivenSource,
    now: Instant,
) -> lines::Source {
    let GivenSource { facts, zone, state } = given;
    let (state, failed) = match state {
        SourceState::Open => ("open", ""),
        SourceState::Done => ("done", ""),
        SourceState::Gone => ("gone", ""),
        SourceState::Failed(why) => ("failed", why.as_str()),
    };
    let by = match zone.evidence {
        ZoneEvidence::Given => "given",
        ZoneEvidence::Derived => "derived",
        ZoneEvidence::Assumed => "assumed",
    };
    let spells = zone.spells(now);
    lines::Source {
        id: id.0,
        label: hiding.words(&facts.label),
        path: hiding.words(&facts.path),
        product: facts.product.clone(),
        session: hiding.some(facts.session.as_ref()),
        folder: hiding.some(facts.folder.as_ref()),
        bearing: facts.bearing,
        format: facts.format.as_ref().map(|it| it.format.as_str().to_owned()),
        why: facts.format.as_ref().map(|it| hiding.words(&it.why)).unwrap_or_default(),
        state: state.to_owned(),
        failed: hiding.words(failed),
        zone: lines::Zone {
            name: zone.own_name(),
            spells: spells.iter().map(|it| (it.from.0, it.ahead)).collect(),
            by: by.to_owned(),
        },
    }
}

/// What stands around records; `said` is what it says of all events, the first `same` of which
/// were said before.
pub(super) fn post(
    hiding: &mut Hiding,
    id: SourceId,
    post: Option<&Post>,
    (said, same): (&[Around], usize),
) -> lines::Post {
    let source = id.0;
    let Some(post) = post else { return lines::Post { source, ..lines::Post::default() } };
    let around = said.get(same..).unwrap_or_default().iter().map(|it| lines::Around {
        scope: scope(it).to_owned(),
        key: hiding.text(&it.key).into_owned(),
        json: hiding.json(&it.key, &it.json),
    });
    let around = around.collect();
    lines::Post {
        source,
        format: Some(post.format.as_str().to_owned()),
        host: hiding.under("host", post.host.as_ref()),
        url: hiding.some(post.url.as_ref()),
        key: hiding.some(post.key.as_ref()),
        time: post.time.map(|it| it.0),
        around,
        same,
        note: post.note.map(str::to_owned),
    }
}

/// A record whose text was lost.
pub(super) fn lost(hiding: &mut Hiding, lost: &GivenLost) -> lines::Lost {
    lines::Lost {
        why: match &lost.why {
            store::Lost::Dropped => None,
            store::Lost::Gone(why) => Some(hiding.words(why)),
        },
        length: lost.len,
        kind: lost.kind.as_str().to_owned(),
        log_level: lost.log_level.map(|it| it.as_str().to_owned()),
        name: hiding.words(&lost.name),
        event: hiding.words(&lost.event),
        producer: lost.producer.clone(),
        level: lost.level.0.map(|it| it.as_str().to_owned()),
        level_rule: lost.level.1.clone(),
        destination: lost.destination.0.clone(),
        destination_rule: lost.destination.1.clone(),
    }
}

/// What framing found odd, in words.
pub(super) fn notes(notes: Notes) -> Vec<Cow<'static, str>> {
    let known = [(Notes::OVERLONG, "overlong"), (Notes::CONTINUED, "continued")];
    known.into_iter().filter(|(note, _)| notes.contains(*note)).map(|(_, it)| it.into()).collect()
}

fn scope(around: &Around) -> &'static str {
    SCOPES.into_iter().find(|(scope, _)| *scope == around.scope).map_or("extra", |(_, word)| word)
}

/// Where the JSON of a record's payload stands.
fn body(given: &Given, bearing: bool) -> Option<Range<usize>> {
    if given.post.is_some() {
        return Some(0..given.bytes.len());
    }
    let stamp = if given.kind_raw { None } else { opening(&given.bytes, given.offset) };
    head(&given.bytes, stamp.as_ref(), bearing).body
}
