//! Lines of a session, as they are told. What was said already is not said again.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::config::saved_screen::SavedScreen;
use crate::event::{Instant, SourceId, Zone};
use crate::parse::wire::{Around, Post};
use crate::privacy::{Redactor, Replaced};
use crate::store::{Given, GivenSource, SourceFacts, SourceState};

use super::lines::{End, Line, Mark, Opening, OwnRules, Part, Record, Redacted, Screen};
use super::packer::Packer;
use super::reader::{Head, VERSION};
use super::telling::{self, Hiding};

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
    hiding: Hiding,
    sources: Vec<Option<Source>>,
    records: u64,
    /// A record came: what stands before all of them is in members of its own.
    begun: bool,
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

#[expect(clippy::missing_errors_doc, reason = "each fails where what is written to does")]
impl<W: Write> Writer<W> {
    /// Begins a session. With a redactor everything that is written goes through it.
    ///
    /// # Errors
    /// What `out` says, as with all that follows.
    pub fn new(out: W, head: &Head, redactor: Option<Redactor>) -> io::Result<Self> {
        let (packer, created, redacted) = (Packer::new(out), head.created, redactor.is_some());
        let (hiding, sources) = (Hiding::new(redactor), Vec::new());
        let mut writer = Self { packer, created, hiding, sources, records: 0, begun: false };
        let by = head.by.clone();
        writer.put(&Opening { ttail: VERSION, by, created: created.0, redacted })?;
        Ok(writer)
    }

    /// The same, of a redactor that has learnt from all records: else each gives away what it has
    /// before it is written.
    #[must_use]
    pub fn having_learnt(mut self) -> Self {
        self.hiding.learns = false;
        self
    }

    /// What was declared.
    pub fn catalog(&mut self, catalog: &Catalog) -> io::Result<()> {
        for mut saved in catalog.saved() {
            if self.hiding.hides() {
                saved.each_text(&mut |text| *text = self.hiding.words(text));
            }
            self.put(&Line { catalog: Some(saved), ..Line::default() })?;
        }
        Ok(())
    }

    /// A person's own rules.
    pub fn rules(&mut self, rules: &OwnRules) -> io::Result<()> {
        let file = self.hiding.words(&rules.file);
        let text = self.hiding.text(&rules.text).into_owned();
        self.put(&Line { rules: Some(OwnRules { file, text }), ..Line::default() })
    }

    /// Their policy.
    pub fn policy(&mut self, policy: &str) -> io::Result<()> {
        let policy = Some(self.hiding.text(policy).into_owned());
        self.put(&Line { policy, ..Line::default() })
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
        match &mut self.sources[id.index()] {
            Some(source) if source.given == *given => return Ok(()),
            Some(source) => {
                if !source.given.zone.reads_like(&given.zone) {
                    source.clock = None;
                }
                source.given.clone_from(given);
            }
            new @ None => *new = Some(Source::new(given)),
        }
        let source = Some(telling::source(&mut self.hiding, id, given, self.created));
        self.put(&Line { source, ..Line::default() })
    }

    /// The next record of a source that was told, or what its last one has grown to; which of its
    /// records it is.
    pub fn record(&mut self, id: SourceId, given: &Given) -> io::Result<u64> {
        self.hiding.learn(given);
        if !std::mem::replace(&mut self.begun, true) {
            self.packer.end_member();
        }
        self.around(id, given)?;
        let Self { packer, hiding, sources, records, .. } = self;
        let Some(source) = sources.get_mut(id.index()).and_then(Option::as_mut) else {
            return Err(io::Error::other("a record of a source that was not told"));
        };
        let clock = source.tick(given);
        *records += u64::from(!given.grown);
        let bytes = hiding.record(given, source.given.facts.bearing);
        let text = std::str::from_utf8(&bytes).ok().filter(|text| is_short(text));
        let base64 = match (&given.lost, text) {
            (None, None) => Some(STANDARD.encode(&bytes).into()),
            _ => None,
        };
        let lost = given.lost.as_deref().map(|lost| Box::new(telling::lost(hiding, lost)));
        let record = Some(Record {
            source: id.0,
            offset: given.offset,
            line: given.line,
            time: given.time.map(|it| it.0),
            wall: given.wall,
            clock: clock.map(|it| it.0),
            raw: given.kind_raw,
            notes: telling::notes(given.notes),
            text: text.filter(|_| lost.is_none()).map(Cow::Borrowed),
            base64,
            lost,
        });
        let line = if given.grown {
            Line { grown: record, ..Line::default() }
        } else {
            Line { record, ..Line::default() }
        };
        put(packer, &line)?;
        Ok(source.records.saturating_sub(1))
    }

    /// A record of a source, counted from 0, is marked, with a note that may be empty; or not any
    /// more.
    pub fn mark(&mut self, id: SourceId, record: u64, note: Option<&str>) -> io::Result<()> {
        let off = note.is_none();
        let note = self.hiding.words(note.unwrap_or_default());
        let mark = Mark { source: id.0, record, note, off };
        self.put(&Line { mark: Some(mark), ..Line::default() })
    }

    /// How a screen shows it, and the record that is selected: its source, and which of its.
    pub fn screen(
        &mut self,
        screen: &SavedScreen,
        selected: Option<(SourceId, u64)>,
    ) -> io::Result<()> {
        let screen = Screen {
            filter: self.hiding.words(&screen.filter),
            columns: screen.columns.clone(),
            selected: selected.map(|(id, record)| (id.0, record)),
        };
        self.put(&Line { screen: Some(screen), ..Line::default() })
    }

    /// Hands on all that was told: from here on it survives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.packer.flush()
    }

    /// Says that this is all; what was written, and where.
    pub fn end(mut self) -> io::Result<(W, Written)> {
        let replaced = self.hiding.replaced();
        let kinds = replaced.iter().flat_map(Replaced::kinds).map(|(kind, count)| Redacted {
            what: kind.as_str().to_owned(),
            values: count.values,
            times: count.times,
        });
        let end = End { records: self.records, redacted: kinds.collect() };
        self.put(&Line { end: Some(end), ..Line::default() })?;
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
        let Self { packer, hiding, sources, .. } = self;
        let Some(source) = sources.get_mut(id.index()).and_then(Option::as_mut) else {
            return Ok(());
        };
        if let Some(path) = given.path.as_ref().filter(|path| **path != source.path) {
            source.path = Arc::clone(path);
            let part = Some(Part { source: id.0, path: hiding.words(path) });
            put(packer, &Line { part, ..Line::default() })?;
        }
        let same = match (&source.post, &given.post) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
            (before, now) => before.is_none() && now.is_none(),
        };
        if same {
            return Ok(());
        }
        source.post.clone_from(&given.post);
        let said: Vec<Around> = given.post.iter().flat_map(|post| post.said().cloned()).collect();
        let shared = said.iter().zip(&source.said).take_while(|(a, b)| a == b).count();
        let post = telling::post(hiding, id, given.post.as_deref(), (&said, shared));
        if given.post.is_some() {
            source.said = said;
        }
        put(packer, &Line { post: Some(post), ..Line::default() })
    }

    fn put(&mut self, line: &impl Serialize) -> io::Result<()> {
        put(&mut self.packer, line)
    }
}

impl Source {
    fn new(given: &GivenSource) -> Self {
        Self {
            given: given.clone(),
            path: given.facts.path.as_str().into(),
            post: None,
            said: Vec::new(),
            clock: Some(Instant(i64::MIN)),
            records: 0,
        }
    }

    /// Counts a record in; what it merges by, where that does not follow from what was said.
    fn tick(&mut self, given: &Given) -> Option<Instant> {
        if given.grown {
            return None;
        }
        let reached = self.clock.map(|clock| given.time.map_or(clock, |time| time.max(clock)));
        self.clock = given.clock.or(reached);
        self.records += 1;
        // Before the first time of a source nothing is known of its clock.
        given.clock.filter(|clock| clock.0 > i64::MIN && reached != Some(*clock))
    }
}

fn put<W: Write>(packer: &mut Packer<W>, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(packer.line(), line)?;
    packer.end_line()
}

/// Whether a text is best written as such: one of control characters alone would take six times
/// its length.
fn is_short(text: &str) -> bool {
    let escapes = || text.bytes().filter(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')).count();
    text.len() < LONG || escapes() < text.len() / 16
}

/// A text is looked at from this length on.
const LONG: usize = 1 << 20;
