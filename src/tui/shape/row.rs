//! The words of one event in the list.

use crate::config::theme::Role;
use crate::event::{Evidence, Instant, Kind, Level, Purpose, Purposes, Zone};
use crate::parse::summary;
use crate::store::{EventLog, Row};

use super::super::model::{Column, TimeShown};
use super::super::text::{Ink, bytes, fit, start_of_bytes};

/// Longer records are not read to be summed up in a line.
const LARGE: u64 = 64 * 1024;

/// How many characters of a summary are made: more than any line has.
const SUMMARY: usize = 1024;

/// One event, ready to be said column by column.
pub(in crate::tui) struct RowText<'a> {
    pub(in crate::tui) log: &'a EventLog,
    pub(in crate::tui) row: Row<'a>,
    pub(in crate::tui) time: TimeShown,
    /// When the event in the line above was logged.
    pub(in crate::tui) before: Option<Instant>,
    /// Whether there is a column for summaries; else the text of log entries and raw lines
    /// stands where events have their names.
    pub(in crate::tui) summed: bool,
}

impl RowText<'_> {
    /// What stands in a column of some width.
    pub(in crate::tui) fn cell(&self, column: Column, width: usize) -> Ink {
        let row = &self.row;
        match column {
            Column::Time => Ink::new(Role::Time, &self.time()),
            Column::Level => {
                let word = row.level().map_or("", Level::as_str);
                Ink::new(row.level().map_or(Role::Muted, level_role), word)
            }
            Column::Destination => self.destination(width),
            Column::Purpose => {
                let missing = [Purpose::Undeclared, Purpose::Unknown];
                let missing = missing.into_iter().any(|it| row.purposes().contains(it));
                let role = if missing { Role::PurposeMissing } else { Role::Purpose };
                Ink::new(role, &purpose_words(row.purposes(), width))
            }
            Column::Producer => Ink::new(Role::Producer, row.producer()),
            Column::Event => self.event(),
            Column::Summary => self.summary(),
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

    fn event(&self) -> Ink {
        match self.row.kind() {
            Kind::Event => Ink::new(Role::Event, self.row.event()),
            kind if self.summed => Ink::new(Role::Muted, kind.as_str()),
            _ => self.summary(),
        }
    }

    /// The event's own properties; of a log entry or a raw line, the first line of its text.
    fn summary(&self) -> Ink {
        if self.row.size() > LARGE {
            return Ink::new(
                Role::Muted,
                &format!("{}, too long for a line", bytes(self.row.size())),
            );
        }
        let text = self.log.text(self.row);
        if let Some(lost) = text.lost() {
            return Ink::new(Role::Muted, &lost.to_string());
        }
        if self.row.kind() != Kind::Event {
            let message = text.message();
            let line = message.lines().next().unwrap_or_default();
            return Ink::new(Role::Text, start_of_bytes(line, 4 * SUMMARY));
        }
        let event = text.whole().event();
        let payload = event.telemetry.as_ref().map(|telemetry| &telemetry.payload);
        Ink::new(Role::Text, &payload.map_or_else(String::new, |it| summary(it, SUMMARY)))
    }

    fn time(&self) -> String {
        let zone = self.log.zone(self.row.source_id());
        match (self.row.time(), self.time, self.before) {
            (None, ..) => String::new(),
            (Some(time), TimeShown::Distance, Some(before)) => distance(time, before),
            (Some(time), TimeShown::Date, _) => moment(zone, time, "%Y-%m-%d %H:%M:%S%.3f"),
            (Some(time), ..) => moment(zone, time, "%H:%M:%S%.3f"),
        }
    }
}

fn moment(zone: &Zone, time: Instant, format: &str) -> String {
    zone.civil(time).strftime(format).to_string()
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
}
