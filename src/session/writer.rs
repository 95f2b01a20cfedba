//! Lines of a session, as they are told. What was said already is not said again.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::config::saved_screen::SavedScreen;
use crate::event::{Instant, SourceId, Zone, ZoneEvidence};
use crate::frame::opening;
use crate::parse::wire::{Around, Post};
use crate::parse::{Notes, head};
use crate::privacy::{Redactor, Replaced};
use crate::store::{self, Given, GivenLost, GivenSource, SourceFacts, SourceState};

use super::lines::{self, End, Line, Mark, Opening, OwnRules, Part, Record, Redacted, Screen};
use super::packer::Packer;
use super::reader::{Head, VERSION};
use super::reading::{SCOPES, WORDS};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many records.
    pub records: u64,
    /// What was replaced, where anything was to be.
    pub replaced: Option<Replaced>,
}

/// Writes a session.
#[derive(Debug)]
pub struct Writer<W> {
    packer: Packer<W>,
    created: Instant,
    redactor: Option<Redactor>,
    sources: Vec<Option<Source>>,
    records: u64,
}

/// What was said of a source.
#[derive(Debug)]
struct Source {
    given: GivenSource,
    path: Arc<str>,
    post: Option<Arc<Post>>,
    /// What the last post said of all its events.
    said: Vec<Around>,
    /// What it merges by, as far as records tell it; `None` where they were timed anew.
    clock: Option<Instant>,
    records: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a session. With a redactor everything that is written goes through it.
    ///
    /// # Errors
    /// What `out` says, as with all that follows.
    pub fn new(out: W, head: &Head, redactor: Option<Redactor>) -> io::Result<Self> {
        let created = head.created;
        let (packer, sources) = (Packer::new(out), Vec::new());
        let mut writer = Self { packer, created, redactor, sources, records: 0 };
        writer.put(&Opening {
            ttail: VERSION,
            by: head.by.clone(),
            created: created.0,
            redacted: writer.redactor.is_some(),
        })?;
        Ok(writer)
    }

    /// What was declared.
    pub fn catalog(&mut self, catalog: &Catalog) -> io::Result<()> {
        for mut saved in catalog.saved() {
            saved.file = self.hide(saved.file);
            self.line(Line { catalog: Some(saved), ..Line::default() })?;
        }
        Ok(())
    }

    /// A person's own rules.
    pub fn rules(&mut self, rules: &OwnRules) -> io::Result<()> {
        let own = OwnRules {
            file: self.hide(rules.file.clone()),
            text: self.redacted(&rules.text).into_owned(),
        };
        self.line(Line { rules: Some(own), ..Line::default() })
    }

    /// Their policy.
    pub fn policy(&mut self, policy: &str) -> io::Result<()> {
        let policy = Some(self.redacted(policy).into_owned());
        self.line(Line { policy, ..Line::default() })
    }

    /// Whether exactly this was told of a source.
    pub fn knows(
        &self,
        id: SourceId,
        facts: &SourceFacts,
        zone: &Zone,
        state: &SourceState,
    ) -> bool {
        let told = self.sources.get(id.index()).and_then(Option::as_ref);
        told.is_some_and(|Source { given, .. }| {
            given.facts == *facts && given.zone == *zone && given.state == *state
        })
    }

    /// How many records were written.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// What is known of a source. Comes before its first record, and again when it has changed.
    pub fn source(&mut self, id: SourceId, given: &GivenSource) -> io::Result<()> {
        if self.sources.len() <= id.index() {
            self.sources.resize_with(id.index() + 1, || None);
        }
        let before = self.sources[id.index()].as_ref();
        if before.is_some_and(|it| it.given == *given) {
            return Ok(());
        }
        let retimed = before.is_some_and(|it| !it.given.zone.reads_like(&given.zone));
        let line = self.source_line(id, given);
        match &mut self.sources[id.index()] {
            Some(source) => {
                source.given.clone_from(given);
                if retimed {
                    source.clock = None;
                }
            }
            new @ None => {
                *new = Some(Source {
                    given: given.clone(),
                    path: given.facts.path.as_str().into(),
                    post: None,
                    said: Vec::new(),
                    clock: Some(Instant(i64::MIN)),
                    records: 0,
                });
            }
        }
        self.line(Line { source: Some(line), ..Line::default() })
    }

    /// The next record of a source that was told, or what its last one has grown to; which of its
    /// records it is.
    pub fn record(&mut self, id: SourceId, given: &Given) -> io::Result<u64> {
        self.around(id, given)?;
        let Some(source) = self.sources.get_mut(id.index()).and_then(Option::as_mut) else {
            return Err(io::Error::other("a record of a source that was not told"));
        };
        let reached = source.clock.map(|clock| given.time.map_or(clock, |time| time.max(clock)));
        // Before the first time of a source nothing is known of its clock.
        let is_news = |clock: &Instant| clock.0 > i64::MIN && reached != Some(*clock);
        let clock = given.clock.filter(|clock| !given.grown && is_news(clock));
        if !given.grown {
            source.clock = given.clock.or(reached);
            source.records += 1;
            self.records += 1;
        }
        let (at, bearing) = (source.records.saturating_sub(1), source.given.facts.bearing);
        let mut redactor = self.redactor.take();
        let bytes = match &mut redactor {
            None => Cow::Borrowed(given.bytes.as_slice()),
            Some(redactor) => redactor.record(&given.bytes, body(given, bearing)),
        };
        let text = std::str::from_utf8(&bytes).ok().filter(|text| is_short(text));
        let base64 = match (&given.lost, text) {
            (None, None) => Some(STANDARD.encode(&bytes).into()),
            _ => None,
        };
        let lost = given.lost.as_deref().map(|lost| Box::new(lost_line(lost, &mut redactor)));
        let text = text.filter(|_| lost.is_none()).map(Cow::Borrowed);
        let record = Record {
            source: id.0,
            offset: given.offset,
            line: given.line,
            time: given.time.map(|it| it.0),
            wall: given.wall,
            clock: clock.map(|it| it.0),
            raw: given.kind_raw,
            notes: notes(given.notes),
            text,
            base64,
            lost,
        };
        let line = match given.grown {
            false => Line { record: Some(record), ..Line::default() },
            true => Line { grown: Some(record), ..Line::default() },
        };
        let put = put(&mut self.packer, &line);
        self.redactor = redactor;
        put.map(|()| at)
    }

    /// A record of a source, counted from 0, is marked, with a note that may be empty; or not any
    /// more.
    pub fn mark(&mut self, id: SourceId, record: u64, note: Option<&str>) -> io::Result<()> {
        let off = note.is_none();
        let note = self.hide(note.unwrap_or_default().to_owned());
        let mark = Mark { source: id.0, record, note, off };
        self.line(Line { mark: Some(mark), ..Line::default() })
    }

    /// How a screen shows it, and the record that is selected: its source, and which of its.
    pub fn screen(
        &mut self,
        screen: &SavedScreen,
        selected: Option<(SourceId, u64)>,
    ) -> io::Result<()> {
        let screen = Screen {
            filter: self.hide(screen.filter.clone()),
            columns: screen.columns.clone(),
            selected: selected.map(|(id, record)| (id.0, record)),
        };
        self.line(Line { screen: Some(screen), ..Line::default() })
    }

    /// Hands on all that was told: from here on it survives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.packer.flush()
    }

    /// Says that this is all; what was written, and where.
    pub fn end(mut self) -> io::Result<(W, Written)> {
        let replaced = self.redactor.as_ref().map(Redactor::replaced);
        let kinds = replaced.iter().flat_map(Replaced::kinds).map(|(kind, count)| Redacted {
            what: kind.as_str().to_owned(),
            values: count.values,
            times: count.times,
        });
        let end = End { records: self.records, redacted: kinds.collect() };
        self.line(Line { end: Some(end), ..Line::default() })?;
        self.flush()?;
        let written = Written { records: self.records, replaced };
        Ok((self.packer.into_out(), written))
    }

    /// Where it is written.
    pub fn out_mut(&mut self) -> &mut W {
        self.packer.out_mut()
    }

    /// Says what a record comes from, where that is another than before.
    fn around(&mut self, id: SourceId, given: &Given) -> io::Result<()> {
        let Some(source) = self.sources.get_mut(id.index()).and_then(Option::as_mut) else {
            return Ok(());
        };
        let path = given.path.as_ref().filter(|path| **path != source.path).cloned();
        if let Some(path) = &path {
            source.path = Arc::clone(path);
        }
        let same = match (&source.post, &given.post) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
            (before, now) => before.is_none() && now.is_none(),
        };
        let mut post = None;
        if !same {
            source.post.clone_from(&given.post);
            let said: Vec<Around> =
                given.post.iter().flat_map(|post| post.said().cloned()).collect();
            let shared = said.iter().zip(&source.said).take_while(|(a, b)| a == b).count();
            if given.post.is_some() {
                source.said.clone_from(&said);
            }
            post = Some((said, shared));
        }
        if let Some(path) = path {
            let path = self.hide(path.to_string());
            self.line(Line { part: Some(Part { source: id.0, path }), ..Line::default() })?;
        }
        let Some((said, shared)) = post else { return Ok(()) };
        let post = self.post_line(id, given.post.as_deref(), &said, shared);
        self.line(Line { post: Some(post), ..Line::default() })
    }

    fn post_line(
        &mut self,
        id: SourceId,
        post: Option<&Post>,
        said: &[Around],
        same: usize,
    ) -> lines::Post {
        let source = id.0;
        let Some(post) = post else { return lines::Post { source, ..lines::Post::default() } };
        let mut around = Vec::with_capacity(said.len() - same);
        for it in &said[same..] {
            around.push(lines::Around {
                scope: scope_word(it).to_owned(),
                key: it.key.clone(),
                json: match &mut self.redactor {
                    None => it.json.clone(),
                    Some(redactor) => redactor.json(&it.json).into_owned(),
                },
            });
        }
        let mut hide = |text: &Option<String>| text.clone().map(|text| self.hide(text));
        lines::Post {
            source,
            format: Some(post.format.as_str().to_owned()),
            host: hide(&post.host),
            url: hide(&post.url),
            key: hide(&post.key),
            time: post.time.map(|it| it.0),
            around,
            same,
            note: post.note.map(str::to_owned),
        }
    }

    fn source_line(&mut self, id: SourceId, given: &GivenSource) -> lines::Source {
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
        let spells = zone.spells(self.created);
        lines::Source {
            id: id.0,
            label: self.hide(facts.label.clone()),
            path: self.hide(facts.path.clone()),
            product: facts.product.clone(),
            session: facts.session.clone().map(|it| self.hide(it)),
            folder: facts.folder.clone(),
            bearing: facts.bearing,
            format: facts.format.as_ref().map(|it| it.format.as_str().to_owned()),
            why: facts.format.as_ref().map(|it| it.why.clone()).unwrap_or_default(),
            state: state.to_owned(),
            failed: self.hide(failed.to_owned()),
            zone: lines::Zone {
                name: zone.own_name(),
                spells: spells.iter().map(|it| (it.from.0, it.ahead)).collect(),
                by: by.to_owned(),
            },
        }
    }

    fn redacted<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        match &mut self.redactor {
            None => Cow::Borrowed(text),
            Some(redactor) => redactor.text(text),
        }
    }

    /// A text as it may leave, and not longer than a reader takes.
    fn hide(&mut self, mut text: String) -> String {
        if let Some(redactor) = &mut self.redactor
            && let Cow::Owned(other) = redactor.text(&text)
        {
            text = other;
        }
        if text.len() > WORDS {
            let end = (0..=WORDS).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
        }
        text
    }

    fn line(&mut self, line: Line<'_>) -> io::Result<()> {
        self.put(&line)
    }

    fn put(&mut self, line: &impl Serialize) -> io::Result<()> {
        put(&mut self.packer, line)
    }
}

fn put<W: Write>(packer: &mut Packer<W>, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(packer.line(), line)?;
    packer.end_line()
}

/// Where the JSON of a record's payload stands.
fn body(given: &Given, bearing: bool) -> Option<std::ops::Range<usize>> {
    if given.post.is_some() {
        return Some(0..given.bytes.len());
    }
    let stamp = if given.kind_raw { None } else { opening(&given.bytes, given.offset) };
    head(&given.bytes, stamp.as_ref(), bearing).body
}

/// Whether a text is best written as such: one of control characters alone would take six times
/// its length.
fn is_short(text: &str) -> bool {
    let escapes = || text.bytes().filter(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')).count();
    text.len() < LONG || escapes() < text.len() / 16
}

/// A text is looked at from this length on.
const LONG: usize = 1 << 20;

fn notes(notes: Notes) -> Vec<Cow<'static, str>> {
    let known = [(Notes::OVERLONG, "overlong"), (Notes::CONTINUED, "continued")];
    known.into_iter().filter(|(note, _)| notes.contains(*note)).map(|(_, it)| it.into()).collect()
}

fn scope_word(around: &Around) -> &'static str {
    SCOPES.into_iter().find(|(scope, _)| *scope == around.scope).map_or("extra", |(_, word)| word)
}

fn lost_line(lost: &GivenLost, redactor: &mut Option<Redactor>) -> lines::Lost {
    let mut hide = |text: &str| match redactor {
        None => text.to_owned(),
        Some(redactor) => redactor.text(text).into_owned(),
    };
    lines::Lost {
        why: match &lost.why {
            store::Lost::Dropped => None,
            store::Lost::Gone(why) => Some(hide(why)),
        },
        length: lost.len,
        kind: lost.kind.as_str().to_owned(),
        log_level: lost.log_level.map(|it| it.as_str().to_owned()),
        name: hide(&lost.name),
        event: hide(&lost.event),
        producer: lost.producer.clone(),
        level: lost.level.0.map(|it| it.as_str().to_owned()),
        level_rule: lost.level.1.clone(),
        destination: lost.destination.0.clone(),
        destination_rule: lost.destination.1.clone(),
    }
}
