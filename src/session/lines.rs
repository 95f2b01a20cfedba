//! The lines of a session: what each of them holds, and under which words.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::catalog::SavedCatalog;

/// The first line.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Opening {
    /// The version of the format.
    pub(super) ttail: u64,
    pub(super) by: String,
    /// When, in milliseconds since 1970.
    pub(super) created: i64,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) redacted: bool,
}

/// Any other line: one of these, under its own name. What nobody knows is none of them.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Line<'l> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) record: Option<Record<'l>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) grown: Option<Record<'l>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) post: Option<Post>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part: Option<Part>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mark: Option<Mark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) screen: Option<Screen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) catalog: Option<SavedCatalog>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rules: Option<OwnRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<End>,
}

/// A person's own rules that were in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnRules {
    /// The file's path.
    pub file: String,
    /// What stood in it.
    pub text: String,
}

/// A record, or what one has grown to.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record<'l> {
    pub(super) source: u16,
    /// Its first byte in the file.
    pub(super) offset: u64,
    /// Its first line in the file; none where that is not known.
    #[serde(skip_serializing_if = "is_default")]
    pub(super) line: u64,
    /// When it was logged, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<i64>,
    /// What its clock showed, as if that were UTC's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wall: Option<i64>,
    /// What its source merges by, where that is not the latest time so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) clock: Option<i64>,
    /// It is no record of its source's grammar.
    #[serde(skip_serializing_if = "is_default")]
    pub(super) raw: bool,
    /// `overlong`, `continued`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Cow<'l, str>>,
    /// Its text, line end included.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Cow<'l, str>>,
    /// The same where it is no UTF-8.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) base64: Option<Cow<'l, str>>,
    /// What is known of it where its text was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lost: Option<Box<Lost>>,
}

/// A record whose text was lost.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Lost {
    /// Why, as a clause; none where it was dropped for want of memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<String>,
    pub(super) length: u32,
    pub(super) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) log_level: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) event: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) producer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) level_rule: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) destination: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) destination_rule: String,
}

/// What stands around the records of a source that follow; a log again where no format is said.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Post {
    pub(super) source: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<i64>,
    /// What it says of all its events: where it counts, key, JSON.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) around: Vec<Around>,
    /// How many of these the post before it said, too, as its first.
    #[serde(skip_serializing_if = "is_default")]
    pub(super) same: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Around {
    /// `properties`, `measurements`, `common`, `extra`.
    pub(super) scope: String,
    pub(super) key: String,
    /// JSON, as a text.
    pub(super) json: String,
}

/// The records of a source that follow were read from this file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    pub(super) source: u16,
    pub(super) path: String,
}

/// A source, or what is known of it by now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    pub(super) id: u16,
    pub(super) label: String,
    pub(super) path: String,
    pub(super) product: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) session: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) folder: Option<String>,
    pub(super) bearing: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
    /// Why it was taken for that.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) why: String,
    /// `open`, `done`, `gone`, `failed`.
    pub(super) state: String,
    /// Why it failed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) failed: String,
    pub(super) zone: Zone,
}

/// The zone of a source's wall clock: a name, or spells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Zone {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// Since when the wall is so far ahead of UTC, both in milliseconds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) spells: Vec<(i64, i64)>,
    /// `given`, `derived`, `assumed`.
    pub(super) by: String,
}

/// A record that is marked.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Mark {
    pub(super) source: u16,
    /// Which of the source's records, counted from 0.
    pub(super) record: u64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    /// The mark was taken away.
    #[serde(skip_serializing_if = "is_default")]
    pub(super) off: bool,
}

/// How a screen showed it; the last one counts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Screen {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) filter: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) columns: Vec<String>,
    /// The record that was selected: its source, and which of its records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) selected: Option<(u16, u64)>,
}

/// The last line.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct End {
    pub(super) records: u64,
    /// What was replaced: what, how many values, how often.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) redacted: Vec<Redacted>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Redacted {
    pub(super) what: String,
    pub(super) values: u64,
    pub(super) times: u64,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
