//! Which grammars open a record in one source.
//!
//! In a log file, a line in a console's grammar belongs to the record before it: servers print
//! stack traces and other programs' output into their messages. On a console all processes write
//! into one stream, so every grammar counts. Until the first stamp was seen nothing is decided.

use super::opening::{FILE_HEAD_MAX, HEAD_MAX, file_opening, opening};
use crate::event::{Format, Grammar, Stamp};

/// The grammars that are taken for the head of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// Any; the first that is seen decides on [`Files`](Self::Files) or
    /// [`Console`](Self::Console).
    #[default]
    Undecided,
    /// Both grammars of log files: one may have changed to the other.
    Files,
    /// Any.
    Console,
    /// This one only.
    Only(Grammar),
    /// None: every line is a record.
    Plain,
}

impl Family {
    /// The family of a source that is known, or said, to be in `format`.
    pub fn of(format: Format) -> Self {
        match format {
            Format::Current => Self::Only(Grammar::Current),
            Format::Older => Self::Only(Grammar::Older),
            Format::Console => Self::Console,
            // What went over the network has no stamps: a document, or a line of it, is a line.
            Format::Plain
            | Format::AppInsights
            | Format::OneCollector
            | Format::PostHog
            | Format::Otlp
            | Format::Coder
            | Format::Har
            | Format::Ndjson => Self::Plain,
        }
    }

    /// The stamp of a line that stands at `offset` and opens a record here.
    pub(super) fn opening(self, line: &[u8], offset: u64) -> Option<Stamp> {
        match self {
            Self::Plain => None,
            Self::Files => file_opening(line, offset),
            Self::Undecided | Self::Console => opening(line, offset),
            Self::Only(grammar) => opening(line, offset).filter(|it| it.grammar == grammar),
        }
    }

    /// How many bytes of a line decide.
    pub(super) const fn head_max(self) -> usize {
        match self {
            Self::Plain => 0,
            Self::Files => FILE_HEAD_MAX,
            Self::Undecided | Self::Console | Self::Only(_) => HEAD_MAX,
        }
    }

    /// The family, once a record in `grammar` was met.
    pub(super) fn met(self, grammar: Grammar) -> Self {
        match (self, grammar) {
            (Self::Undecided, Grammar::Current | Grammar::Older) => Self::Files,
            (Self::Undecided, _) => Self::Console,
            _ => self,
        }
    }
}
