//! What could not be mapped, a sentence each with its line.

use std::path::Path;

use super::super::check::{Gravity, Remark};
use super::super::warnings::quoted;

/// So many are kept of one document: one that is odd throughout is odd in one way.
const MOST: usize = 200;

/// So many texts are quoted of one cell.
const QUOTED: usize = 3;

/// The remarks about one document.
#[derive(Debug)]
pub(super) struct Remarks<'a> {
    file: &'a Path,
    all: Vec<(usize, Remark)>,
    more: usize,
}

impl<'a> Remarks<'a> {
    pub(super) fn about(file: &'a Path) -> Self {
        Self { file, all: Vec::new(), more: 0 }
    }

    fn add(&mut self, line: usize, gravity: Gravity, what: &str) {
        if self.all.len() == MOST {
            self.more += 1;
            return;
        }
        let at = if line == 0 { String::new() } else { format!("line {line}: ") };
        let text = format!("{}: {at}{what}", self.file.display());
        self.all.push((line, Remark { gravity, text }));
    }

    fn warn(&mut self, line: usize, what: &str) {
        self.add(line, Gravity::Warning, what);
    }

    fn note(&mut self, line: usize, what: &str) {
        self.add(line, Gravity::Note, what);
    }

    pub(super) fn rows_passed(&mut self, rows: usize) {
        if rows > 0 {
            self.warn(0, &format!("{rows} rows are passed over: there are too many"));
        }
    }

    pub(super) fn in_words(&mut self, events: usize) {
        let what = match events {
            1 => "1 event is named in words: it is".to_owned(),
            n => format!("{n} events are named in words: each is"),
        };
        self.note(
            0,
            &format!(
                "{what} any event of the same letters in any spelling, with or without \
                 `extension` before them; better write names as they are logged, in backticks"
            ),
        );
    }

    pub(super) fn no_common(&mut self) {
        self.note(
            0,
            "no table lists common properties, so what is sent with every event counts as \
             undeclared; add one under a heading such as `Common properties`",
        );
    }

    pub(super) fn other_table(&mut self, line: usize) {
        self.note(line, "this table has no column of events or properties, so it is passed over");
    }

    pub(super) fn orphans(&mut self, line: usize) {
        self.warn(
            line,
            "nothing says of which event this table's properties are, so it is passed over; put it \
             under a heading with the event's name in backticks, or under `Common properties`",
        );
    }

    pub(super) fn foreign_column(&mut self, line: usize, column: &str) {
        let column = quoted(column);
        self.note(line, &format!("the column {column} means nothing to a catalog"));
    }

    pub(super) fn no_data_column(&mut self, line: usize) {
        self.note(line, "this table has no column of data, so what its events carry is not told");
    }

    pub(super) fn longer_row(&mut self, line: usize) {
        self.note(
            line,
            "there are more cells than columns; a pipe inside a cell is written \\|, also in code",
        );
    }

    pub(super) fn nameless(&mut self, line: usize) {
        self.warn(line, "this row names no event, so it is passed over");
    }

    pub(super) fn no_name(&mut self, line: usize, cell: &str) {
        self.warn(
            line,
            &format!("{} is no name of an event, so the row is passed over", quoted(cell)),
        );
    }

    /// Data of `of` that are no keys.
    pub(super) fn prose(&mut self, line: usize, of: &str, prose: &[String]) {
        let texts: Vec<_> = prose.iter().take(QUOTED).map(|it| quoted(it)).collect();
        let more = if prose.len() > QUOTED { ", …" } else { "" };
        let (is, what) = if prose.len() == 1 { ("is", "no key") } else { ("are", "no keys") };
        self.warn(line, &format!("data of {}: {}{more} {is} {what}", quoted(of), texts.join(", ")));
    }

    pub(super) fn no_purpose(&mut self, line: usize, of: &str, why: &str) {
        self.note(
            line,
            &format!("the purpose of {} cannot be told from {}", quoted(of), quoted(why)),
        );
    }

    pub(super) fn no_kind(&mut self, line: usize, of: &str, kind: &str) {
        self.note(
            line,
            &format!("{} of {} is no type and no classification", quoted(kind), quoted(of)),
        );
    }

    /// All of them, in the order of the lines; what is of no line comes last.
    pub(super) fn by_line(mut self) -> Vec<Remark> {
        let more = self.more;
        self.all.sort_by_key(|(line, _)| if *line == 0 { usize::MAX } else { *line });
        let mut all: Vec<_> = self.all.into_iter().map(|(_, remark)| remark).collect();
        if more > 0 {
            let text = format!("{}: and {more} remarks more", self.file.display());
            all.push(Remark { gravity: Gravity::Warning, text });
        }
        all
    }
}
