//! From a line to what it tells: every word and every number looked at before it is believed.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::config::saved_screen::SavedScreen;
use crate::event::{
    Detected, Format, Instant, Kind, Level, LogLevel, Scope, Spell, Zone, ZoneEvidence,
};
use crate::parse::Notes;
use crate::parse::wire::{self, Around};
use crate::store::{self, Given, GivenLost, GivenSource, SourceFacts, SourceState};

use super::lines::{self, Line};
use super::member::LONGEST;
use super::reader::Told;

/// No offset and no line is larger: JSON's numbers are exact up to here.
const MOST: u64 = 1 << 53;
/// Paths, names and filters are shorter, in bytes.
pub(super) const WORDS: usize = 64 << 10;
/// So much a post says of its events at most, and so many values.
const AROUND_BYTES: usize = 64 << 10;
const AROUND_VALUES: usize = 1024;
/// A wall clock is less than this from UTC, in milliseconds: so far an odd payload may place it.
const APART: i64 = 40 * 86_400_000;
/// The moments that clocks of logs and of the wire can show.
const TIMES: RangeInclusive<i64> = -377_706_000_000_000..=253_500_000_000_000;
const SPELLS: usize = 4096;

/// The sources so far, and what the next records of each come from.
#[derive(Debug, Default)]
pub(super) struct Sources {
    known: HashMap<u16, Now>,
}

#[derive(Debug, Default)]
struct Now {
    path: Option<Arc<str>>,
    post: Option<Arc<wire::Post>>,
    /// What the last post said of all its events.
    said: Vec<Around>,
    /// A record came that may grow.
    may_grow: bool,
}

impl Sources {
    /// What a line tells; nothing where it only says what the next ones mean, and where nobody
    /// knows its word.
    pub(super) fn told(&mut self, line: Line<'_>) -> Result<Option<Told>, String> {
        Ok(Some(match line {
            Line { record: Some(record), .. } => self.record(record, false)?,
            Line { grown: Some(record), .. } => self.record(record, true)?,
            Line { post: Some(post), .. } => return self.post(post).map(|()| None),
            Line { part: Some(part), .. } => {
                self.now(part.source)?.path = Some(words(part.path)?.into());
                return Ok(None);
            }
            Line { source: Some(it), .. } => {
                self.known.entry(it.id).or_default();
                Told::Source(it.id, Box::new(source(it)?))
            }
            Line { mark: Some(mark), .. } => {
                self.now(mark.source)?;
                let note = if mark.off { None } else { Some(words(mark.note)?) };
                Told::Mark { source: mark.source, record: mark.record, note }
            }
            Line { screen: Some(screen), .. } => {
                if let Some((source, _)) = screen.selected {
                    self.now(source)?;
                }
                let columns = screen.columns.into_iter().take(SPELLS).map(words);
                let columns = columns.collect::<Result<_, _>>()?;
                let saved = SavedScreen { filter: words(screen.filter)?, columns };
                Told::Screen(Box::new(saved), screen.selected)
            }
            Line { catalog: Some(catalog), .. } => Told::Catalog(Box::new(catalog)),
            Line { rules: Some(rules), .. } => Told::Rules(rules),
            Line { policy: Some(policy), .. } => Told::Policy(policy),
            Line { .. } => return Ok(None),
        }))
    }

    fn now(&mut self, source: u16) -> Result<&mut Now, String> {
        self.known.get_mut(&source).ok_or_else(|| format!("source {source} was not named before"))
    }

    fn record(&mut self, record: lines::Record<'_>, grown: bool) -> Result<Told, String> {
        let now = self.now(record.source)?;
        if grown && !now.may_grow {
            return Err("no record comes before that could have grown".to_owned());
        }
        if record.offset > MOST || record.line > MOST {
            return Err("an offset or line beyond any file".to_owned());
        }
        let lost = record.lost.map(|lost| self::lost(*lost)).transpose()?.map(Box::new);
        now.may_grow = lost.is_none();
        let bytes = match (record.text, record.base64) {
            (Some(text), _) => text.into_owned().into_bytes(),
            (None, Some(text)) => {
                STANDARD.decode(text.as_bytes()).map_err(|_| "its base64 is none".to_owned())?
            }
            (None, None) if lost.is_some() => Vec::new(),
            (None, None) => return Err("a record without a text".to_owned()),
        };
        if bytes.len() > LONGEST {
            return Err("a record longer than any".to_owned());
        }
        let notes = record.notes.iter().filter_map(|word| match &**word {
            "overlong" => Some(Notes::OVERLONG),
            "continued" => Some(Notes::CONTINUED),
            _ => None,
        });
        let given = Given {
            bytes,
            offset: record.offset,
            line: record.line,
            time: record.time.map(moment).transpose()?,
            wall: record.wall.map(moment).transpose()?.map(|wall| wall.0),
            clock: record.clock.map(moment).transpose()?,
            kind_raw: record.raw,
            notes: notes.fold(Notes::default(), Notes::with),
            path: now.path.clone(),
            post: now.post.clone(),
            grown,
            lost,
        };
        let apart = given.time.zip(given.wall).map(|(time, wall)| wall.abs_diff(time.0));
        if apart.is_some_and(|apart| apart > APART as u64)
            || (given.time.is_none() && given.wall.is_some())
        {
            return Err("a wall clock days from its time".to_owned());
        }
        Ok(Told::Record(record.source, Box::new(given)))
    }

    fn post(&mut self, post: lines::Post) -> Result<(), String> {
        let now = self.now(post.source)?;
        let Some(format) = post.format else {
            now.post = None;
            return Ok(());
        };
        let mut around: Vec<Around> =
            now.said.get(..post.same).ok_or("more is said to be the same than there was")?.to_vec();
        for it in post.around {
            let scope = scope(&it.scope)?;
            serde_json::from_str::<&serde_json::value::RawValue>(&it.json)
                .map_err(|_| format!("what it says of '{}' is no JSON", it.key))?;
            around.push(Around { scope, key: it.key, json: it.json });
        }
        let bytes: usize = around.iter().map(|it| it.key.len() + it.json.len()).sum();
        if around.len() > AROUND_VALUES || bytes > AROUND_BYTES {
            return Err("a post that says more than any does".to_owned());
        }
        now.said.clone_from(&around);
        let read = wire::Post {
            host: post.host.map(words).transpose()?,
            url: post.url.map(words).transpose()?,
            key: post.key.map(words).transpose()?,
            time: post.time.map(moment).transpose()?,
            note: post.note.as_deref().map(wire::note::note),
            around,
            ..wire::Post::new(format.parse::<Format>()?)
        };
        if now.post.as_deref() != Some(&read) {
            now.post = Some(Arc::new(read));
        }
        Ok(())
    }
}

fn source(it: lines::Source) -> Result<GivenSource, String> {
    let why = words(it.why)?;
    let format = it.format.map(|format| format.parse::<Format>()).transpose()?;
    let state = match it.state.as_str() {
        "done" => SourceState::Done,
        "gone" => SourceState::Gone,
        "failed" => SourceState::Failed(words(it.failed)?),
        _ => SourceState::Open,
    };
    let facts = SourceFacts {
        label: words(it.label)?,
        path: words(it.path)?,
        product: words(it.product)?,
        session: it.session.map(words).transpose()?,
        folder: it.folder.map(words).transpose()?,
        bearing: it.bearing,
        format: format.map(|format| Detected { format, why }),
    };
    Ok(GivenSource { facts, zone: zone(&it.zone)?, state })
}

fn zone(it: &lines::Zone) -> Result<Zone, String> {
    let evidence = match it.by.as_str() {
        "given" => ZoneEvidence::Given,
        "derived" => ZoneEvidence::Derived,
        _ => ZoneEvidence::Assumed,
    };
    let named = it.name.as_deref().filter(|name| *name != "local");
    if let Some(Ok(zone)) = named.map(Zone::given) {
        return Ok(zone.resting_on(evidence));
    }
    let far = it.spells.iter().any(|(_, ahead)| ahead.unsigned_abs() > APART as u64);
    if far || it.spells.len() > SPELLS || !it.spells.is_sorted_by_key(|(from, _)| *from) {
        return Err("a zone that no clock keeps".to_owned());
    }
    let spells =
        it.spells.iter().map(|(from, ahead)| Spell { from: Instant(*from), ahead: *ahead });
    Ok(Zone::derived(&spells.collect::<Vec<_>>()).resting_on(evidence))
}

fn lost(it: lines::Lost) -> Result<GivenLost, String> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == it.kind);
    let level = it.level.map(|level| level.parse::<Level>()).transpose();
    let log_level = it.log_level.map(|word| {
        LogLevel::from_bytes(word.as_bytes()).ok_or_else(|| format!("no level '{word}'"))
    });
    if it.length as usize > LONGEST {
        return Err("a record longer than any".to_owned());
    }
    Ok(GivenLost {
        why: match it.why {
            None => store::Lost::Dropped,
            Some(why) => store::Lost::Gone(words(why)?),
        },
        len: it.length,
        kind: kind.ok_or_else(|| format!("no kind '{}'", it.kind))?,
        log_level: log_level.transpose()?,
        name: words(it.name)?,
        event: words(it.event)?,
        producer: words(it.producer)?,
        level: (level.map_err(|error| error.to_string())?, it.level_rule),
        destination: (words(it.destination)?, it.destination_rule),
    })
}

/// The scopes by their words.
pub(super) const SCOPES: [(Scope, &str); 4] = [
    (Scope::Properties, "properties"),
    (Scope::Measurements, "measurements"),
    (Scope::Common, "common"),
    (Scope::Extra, "extra"),
];

fn scope(word: &str) -> Result<Scope, String> {
    let known = SCOPES.into_iter().find(|(_, known)| *known == word);
    known.map(|(scope, _)| scope).ok_or_else(|| format!("no scope '{word}'"))
}

/// A moment in a year that there are clocks for.
fn moment(millis: i64) -> Result<Instant, String> {
    if TIMES.contains(&millis) {
        Ok(Instant(millis))
    } else {
        Err("a time beyond all years".to_owned())
    }
}

fn words(text: String) -> Result<String, String> {
    if text.len() > WORDS {
        Err("a path, name or note longer than any is".to_owned())
    } else {
        Ok(text)
    }
}
