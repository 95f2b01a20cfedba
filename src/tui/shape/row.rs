//! The words of one event in the list.

use std::borrow::Cow;

use crate::config::theme::Role;
use crate::event::{Evidence, Instant, Kind, Level, Purpose, Purposes, Zone};
use crate::parse::summary_of;
use crate::query::{Cost, Field, Fields, Truth};
use crate::store::{EventLog, Row, Text, Whole};

use super::super::model::{Column, TimeShown};
use super::super::text::{Ink, age, bytes, fit, start_of_bytes, width, wrap_words};
use super::super::veil::Veil;
use super::cell::{Value, said};
use super::columns::Columns;

/// Longer records are not read to be summed up in a line.
const LARGE: u64 = 64 * 1024;

/// How many characters of a summary are made: more than any line has.
const SUMMARY: usize = 1024;

/// Of a value a summary shows less than so many bytes.
const VALUE: usize = 512;

/// One event, ready to be said column by column.
pub(in crate::tui) struct RowText<'a> {
    pub(in crate::tui) log: &'a EventLog,
    pub(in crate::tui) row: Row<'a>,
    /// What hides its values.
    pub(in crate::tui) veil: Veil<'a>,
    pub(in crate::tui) time: TimeShown,
    /// When the event in the line above was logged.
    pub(in crate::tui) before: Option<Instant>,
    /// What time it is.
    pub(in crate::tui) now: Instant,
    /// Whether there is a place for summaries; else the text of log entries and raw lines stands
    /// where events have their names.
    pub(in crate::tui) summed: bool,
    /// Whether the summary goes over several lines, which are drawn for themselves.
    pub(in crate::tui) folded: bool,
}

/// What stands in a column of some width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Cell {
    pub(in crate::tui) ink: Ink,
    /// Whether it ends with the column instead of beginning with it.
    pub(in crate::tui) right: bool,
}

impl Cell {
    fn left(ink: Ink) -> Self {
        Self { ink, right: false }
    }
}

impl RowText<'_> {
    /// What stands in each of the columns that are shown. The text is read once, and only where
    /// a column asks for it.
    pub(in crate::tui) fn cells(&self, columns: &Columns) -> Vec<Cell> {
        if !columns.shown().any(|column| self.asks_text(column)) || self.row.size() > LARGE {
            return columns.iter().map(|(it, _, width)| self.cell(it, width, None)).collect();
        }
        let text = self.log.text(self.row);
        let whole = text.whole();
        let read = Some((&text, &whole));
        columns.iter().map(|(it, _, width)| self.cell(it, width, read)).collect()
    }

    fn asks_text(&self, column: &Column) -> bool {
        match column {
            Column::Summary => !self.folded,
            Column::Event => !self.summed && self.row.kind() != Kind::Event,
            Column::Field(field) => field.cost() > Cost::Name,
            _ => false,
        }
    }

    fn cell(&self, column: &Column, width: usize, read: Option<(&Text<'_>, &Whole<'_>)>) -> Cell {
        let row = &self.row;
        Cell::left(match column {
            Column::Time => {
                let right = matches!(self.time, TimeShown::Age | TimeShown::Distance);
                return Cell { ink: Ink::new(Role::Time, &self.time()), right };
            }
            Column::Level => match row.level() {
                Some(level) => Ink::new(level_role(level), &level_word(level, width)),
                None => Ink::new(Role::Muted, ""),
            },
            Column::Destination => self.destination(width),
            Column::Purpose => {
                let missing = [Purpose::Undeclared, Purpose::Unknown];
                let missing = missing.into_iter().any(|it| row.purposes().contains(it));
                let role = if missing { Role::PurposeMissing } else { Role::Purpose };
                Ink::new(role, &purpose_words(row.purposes(), width))
            }
            Column::Producer => Ink::new(Role::Producer, row.producer()),
            Column::Event => match row.kind() {
                Kind::Event => Ink::new(Role::Event, &self.veil.text(row.event(), "")),
                kind if self.summed => Ink::new(Role::Muted, kind.as_str()),
                _ => self.summary(read),
            },
            Column::Summary if self.folded => Ink::new(Role::Text, ""),
            Column::Summary => self.summary(read),
            Column::Field(field) => return self.field(field, read.map(|(_, whole)| whole)),
        })
    }

    /// The value of a field; nothing where it is missing, an ellipsis where it is not known for
    /// the text that tells it is lost or too long to be read for a line.
    fn field(&self, field: &Field, whole: Option<&Whole<'_>>) -> Cell {
        let ask = |fields: &dyn Fields, into: &mut Option<Value>| {
            fields.probe(field, &mut |value| {
                Value::add(into, &said(field, value, self.row.zone()));
                false
            })
        };
        let mut value = None;
        let mut truth = ask(&self.row, &mut value);
        if truth == Truth::Unknown
            && let Some(whole) = whole
        {
            truth = ask(whole, &mut value);
        }
        match (value, truth) {
            (Some(value), _) => {
                let right = value.is_number;
                let key = field.key().unwrap_or_default();
                let text = self.veil.start_of(&value.text, SUMMARY, key);
                Cell { ink: Ink::new(Role::Text, &text), right }
            }
            (None, Truth::Unknown) => Cell::left(Ink::new(Role::Muted, "…")),
            (None, _) => Cell::left(Ink::new(Role::Text, "")),
        }
    }

    /// The mark of a guess stays where the name is cut.
    fn destination(&self, width: usize) -> Ink {
        let guess = self.row.destination_reason().is_some_and(|it| it.by == Evidence::Guess);
        let name = self.row.destination_name();
        if guess {
            Ink::new(Role::DestinationGuess, &format!("{} ?", fit(name, width.saturating_sub(2))))
        } else {
            Ink::new(Role::DestinationKnown, name)
        }
    }

    /// The event's own properties; of a log entry or a raw line, the first line of its text.
    fn summary(&self, read: Option<(&Text<'_>, &Whole<'_>)>) -> Ink {
        let Some((text, whole)) = read else {
            let text = format!("{}, too long for a line", bytes(self.row.size()));
            return Ink::new(Role::Muted, &text);
        };
        if let Some(lost) = text.lost() {
            return Ink::new(Role::Muted, &lost.to_string());
        }
        if self.row.kind() != Kind::Event {
            let message = text.message();
            let line = message.lines().next().unwrap_or_default();
            return Ink::new(Role::Text, &self.veil.start_of(line, 4 * SUMMARY, ""));
        }
        let mut left = SUMMARY;
        let own = whole.own().map_while(|entry| {
            let key = self.veil.text(entry.key, "");
            let json = self.veil.json(entry.json, VALUE, entry.key);
            let shown = left > 0;
            left = left.saturating_sub(key.len() + json.len().min(VALUE / 8));
            shown.then_some((key, json))
        });
        let own: Vec<(Cow<'_, str>, Cow<'_, str>)> = own.collect();
        let own = own.iter().map(|(key, json)| (&**key, &**json));
        Ink::new(Role::Text, &summary_of(own, SUMMARY))
    }

    fn time(&self) -> String {
        let zone = self.log.zone(self.row.source_id());
        match (self.row.time(), self.time, self.before) {
            (None, ..) => String::new(),
            (Some(time), TimeShown::Distance, Some(before)) => distance(time, before),
            (Some(time), TimeShown::Age, _) => distance_to(self.now, time),
            (Some(time), TimeShown::Date, _) => moment(zone, time, "%Y-%m-%d %H:%M:%S%.3f"),
            (Some(time), ..) => moment(zone, time, "%H:%M:%S%.3f"),
        }
    }
}

/// The summary of an event over several lines of some width, at most `most`; what is cut ends
/// with an ellipsis. Of a log entry or a raw line each line of its text begins a line.
pub(super) fn summary_lines(
    (log, veil): (&EventLog, Veil<'_>),
    row: Row<'_>,
    columns: usize,
    most: usize,
) -> Vec<String> {
    let text = (row.size() <= LARGE).then(|| log.text(row));
    let whole = text.as_ref().map(Text::whole);
    let mut lines = Vec::new();
    let message = text.as_ref().filter(|it| it.lost().is_none() && row.kind() != Kind::Event);
    if let Some(text) = message {
        let message = text.message();
        for line in message.lines().take(most + 1) {
            lines.extend(wrap_words(&veil.start_of(line, 4 * SUMMARY, ""), columns));
        }
    } else {
        let now = Instant(0);
        let time = TimeShown::Clock;
        let said = RowText { log, row, veil, time, before: None, now, summed: true, folded: false };
        let summary = said.summary(text.as_ref().zip(whole.as_ref()));
        if !summary.text.is_empty() {
            lines.extend(wrap_words(&summary.text, columns));
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let room = columns.saturating_sub(2);
            *last = if width(last) > room { fit(last, room) } else { last.clone() };
            if !last.ends_with('…') {
                last.push_str(" …");
            }
        }
    }
    lines
}

fn moment(zone: &Zone, time: Instant, format: &str) -> String {
    zone.civil(time).strftime(format).to_string()
}

/// `12 s ago`, `3 min ago`; what is ahead, `in 12 s`.
fn distance_to(now: Instant, time: Instant) -> String {
    let seconds = now.0.saturating_sub(time.0) / 1000;
    let age = age(seconds.unsigned_abs());
    if seconds < 0 { format!("in {age}") } else { format!("{age} ago") }
}

/// `+0.108` seconds, `+3:20` minutes, `+5:03:20` hours.
fn distance(time: Instant, before: Instant) -> String {
    let millis = time.0.saturating_sub(before.0);
    let sign = if millis < 0 { '-' } else { '+' };
    let millis = millis.unsigned_abs();
    let (seconds, rest) = (millis / 1000, millis % 1000);
    match seconds {
        0..60 => format!("{sign}{seconds}.{rest:03}"),
        60..3600 => format!("{sign}{}:{:02}", seconds / 60, seconds % 60),
        _ => format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
    }
}

/// Purposes in the short words of the list: `Feature+Performance`, `undeclared!`; where they are
/// wider than `columns`, the first and how many more there are: `Feature+1`.
pub(in crate::tui) fn purpose_words(purposes: Purposes, columns: usize) -> String {
    // The shortest word first.
    let by_length = [Purpose::FeatureInsight, Purpose::BusinessInsight];
    let first = by_length.into_iter().filter(|it| purposes.contains(*it));
    let rest = purposes.iter().filter(|it| !by_length.contains(it));
    let words: Vec<_> = first.chain(rest).map(purpose_word).collect();
    let all = words.join("+");
    match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && all.len() > columns => {
            format!("{first}+{}", rest.len())
        }
        _ => all,
    }
}

const fn purpose_word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::PerformanceAndHealth => "Performance",
        Purpose::FeatureInsight => "Feature",
        Purpose::BusinessInsight => "Business",
        Purpose::None => "none",
        Purpose::Undeclared => "undeclared!",
        Purpose::Unknown => "unknown",
    }
}

/// The level's word; where it does not fit, as many of its letters as do, which still tell it
/// without colour: a crash is an `x`, what is critical a `!`.
fn level_word(level: Level, columns: usize) -> String {
    let word = level.as_str();
    match (columns, level) {
        _ if word.len() <= columns => word.to_owned(),
        (1..=2, Level::Crash) => "x".to_owned(),
        (1..=2, Level::Critical) => "!".to_owned(),
        (..=3, _) => start_of_bytes(word, columns).to_owned(),
        _ => fit(word, columns),
    }
}

/// The role of a level's word.
pub(in crate::tui) const fn level_role(level: Level) -> Role {
    match level {
        Level::Usage => Role::LevelUsage,
        Level::Error => Role::LevelError,
        Level::Crash => Role::LevelCrash,
        Level::Trace => Role::LevelTrace,
        Level::Debug => Role::LevelDebug,
        Level::Info => Role::LevelInfo,
        Level::Warning => Role::LevelWarning,
        Level::Critical => Role::LevelCritical,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn purposes_are_said_shortly() {
        let both = Purposes::only(Purpose::FeatureInsight).with(Purpose::PerformanceAndHealth);
        assert_eq!(purpose_words(both, 20), "Feature+Performance");
        assert_eq!(purpose_words(both, 12), "Feature+1");
        assert_eq!(purpose_words(Purposes::only(Purpose::Undeclared), 5), "undeclared!");
        assert_eq!(purpose_words(Purposes::default(), 5), "");
    }

    #[test]
    fn distances_have_the_unit_that_fits() {
        let from = Instant(1_000_000);
        let said = |millis| distance(from.plus_millis(millis), from);
        assert_eq!(said(108), "+0.108");
        assert_eq!(said(200_000), "+3:20");
        assert_eq!(said(18_200_000), "+5:03:20");
        assert_eq!(said(-1500), "-1.500");
    }

    #[test]
    fn ages_fit_their_column() {
        let said = |seconds: i64| distance_to(Instant(seconds * 1000), Instant(0));
        assert_eq!(said(12), "12 s ago");
        assert_eq!(said(200), "3 min ago");
        assert_eq!(said(7200), "2 h ago");
        assert_eq!(said(-30), "in 30 s");
        assert!(said(3650 * 86_400).len() <= 12);
    }

    #[test]
    fn a_level_is_told_by_its_letters_however_few_there_are() {
        for columns in 1..=8 {
            let words: HashSet<_> = Level::ALL.iter().map(|it| level_word(*it, columns)).collect();
            assert_eq!(words.len(), Level::ALL.len(), "{columns}: {words:?}");
            assert!(words.iter().all(|word| width(word) <= columns), "{columns}: {words:?}");
        }
    }
}
