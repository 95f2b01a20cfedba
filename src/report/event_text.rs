//! One event as one line for a person.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use jiff::civil::DateTime;

use crate::event::{Evidence, Kind, Level, Purpose, Scope, visible};
use crate::parse::summary_of;
use crate::store::{Row, Whole};

/// The longest summary of an event's own properties, in characters.
const LONGEST_SUMMARY: usize = 2_000;

/// How the clock on a wall is written.
const CLOCK: &str = "%Y-%m-%d %H:%M:%S%.3f";

/// How events are written as text.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventText {
    /// Whether to colour.
    pub colour: bool,
}

impl EventText {
    /// Writes an event as one line: time, level, destination (with a `?` for a guess), purposes,
    /// producer, event, and what it says itself.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(self, out: &mut impl Write, event: &Whole<'_>) -> io::Result<()> {
        let row = event.row();
        self.opening(out, row)?;
        if row.kind() == Kind::Event {
            return self.telemetry(out, event);
        }
        let message = event.message();
        let note = if message.is_none() { event.first_note() } else { None };
        let said = message.as_deref().map(str::trim_end).or(note.as_deref()).unwrap_or_default();
        writeln!(out, "{} {}", visible(producer(row)), visible(said))
    }

    /// Time and level.
    fn opening(self, out: &mut impl Write, row: Row<'_>) -> io::Result<()> {
        match row.time().map(|time| row.zone().civil(time)) {
            Some(clock) if (0..=9999).contains(&clock.year()) => out.write_all(&digits(clock))?,
            Some(clock) => write!(out, "{:<23}", clock.strftime(CLOCK).to_string())?,
            None => write!(out, "{:<23}", "")?,
        }
        let level = row.level().map_or(row.kind().as_str(), Level::as_str);
        let style = if self.colour { level_style(row) } else { Style::new() };
        write!(out, " {style}{level:<8}{style:#} ")
    }

    fn telemetry(self, out: &mut impl Write, event: &Whole<'_>) -> io::Result<()> {
        let row = event.row();
        let by = row.destination_reason().map_or(Evidence::Guess, |reason| reason.by);
        let guess = if by == Evidence::Guess { " ?" } else { "" };
        let destination = format!("{}{guess}", row.destination_name());
        let purposes: Vec<_> = row.purposes().iter().map(Purpose::as_str).collect();
        let dim = if self.colour { Style::new().dimmed() } else { Style::new() };
        let bold = if self.colour { Style::new().bold() } else { Style::new() };
        write!(out, "{destination:<18} {dim}{:<20}{dim:#} ", purposes.join("+"))?;
        let name = event.event_name();
        write!(out, "{} {bold}{}{bold:#}", visible(producer(row)), visible(&name))?;
        let own =
            |scope| event.own().filter(move |it| it.scope == scope).map(|it| (it.key, it.json));
        let own = own(Scope::Properties).chain(own(Scope::Measurements));
        let said = summary_of(own, LONGEST_SUMMARY);
        // Where there is nothing to say, there may be a reason.
        let odd = if said.is_empty() { event.first_note() } else { None };
        let said = visible(odd.as_deref().unwrap_or(&said));
        writeln!(out, "{}{said}", if said.is_empty() { "" } else { "  " })
    }
}

/// Who emitted it.
fn producer<'a>(row: Row<'a>) -> &'a str {
    Some(row.producer()).filter(|producer| !producer.is_empty()).unwrap_or("-")
}

/// What [`CLOCK`] makes of a clock in a year of four digits, without reading that anew for each.
fn digits(clock: DateTime) -> [u8; 23] {
    let mut text = *b"0000-00-00 00:00:00.000";
    let mut put = |at: Range<usize>, number: u16| {
        let mut rest = number;
        for digit in text[at].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
    };
    let small = |number: i8| u16::from(number.unsigned_abs());
    put(0..4, clock.year().unsigned_abs());
    put(5..7, small(clock.month()));
    put(8..10, small(clock.day()));
    put(11..13, small(clock.hour()));
    put(14..16, small(clock.minute()));
    put(17..19, small(clock.second()));
    put(20..23, clock.millisecond().unsigned_abs());
    text
}

fn level_style(row: Row<'_>) -> Style {
    let colour = match (row.kind(), row.level()) {
        (_, Some(Level::Error | Level::Critical)) => AnsiColor::Red,
        (_, Some(Level::Crash)) => AnsiColor::Magenta,
        (_, Some(Level::Warning)) => AnsiColor::Yellow,
        (Kind::Event, _) => AnsiColor::Green,
        _ => return Style::new().dimmed(),
    };
    Style::new().fg_color(Some(colour.into()))
}
