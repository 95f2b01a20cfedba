//! One event as one line for a person.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::event::{Event, Evidence, Kind, Level, Purpose, Telemetry, visible};
use crate::parse::summary;

/// The longest summary of an event's own properties, in characters.
const LONGEST_SUMMARY: usize = 2_000;

/// How events are written as text.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventText {
    /// Whether to colour.
    pub colour: bool,
}

impl EventText {
    /// Writes `event` as one line: time, level, destination (with a `?` for a guess), purposes,
    /// producer, event, and what it says itself.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(self, out: &mut impl Write, event: &Event) -> io::Result<()> {
        let time = event.time.map_or_else(String::new, |time| {
            event.zone.civil(time).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
        });
        let level = event.level.map_or(event.kind.as_str(), Level::as_str);
        let style = if self.colour { level_style(event) } else { Style::new() };
        write!(out, "{time:<23} {style}{level:<8}{style:#} ")?;
        if let Some(telemetry) = &event.telemetry {
            return self.telemetry(out, event, telemetry);
        }
        let producer = event.producer.as_deref().unwrap_or("-");
        let message = event.message.as_deref().map(str::trim_end);
        let said = message.unwrap_or_else(|| event.notes.first().map_or("", String::as_str));
        writeln!(out, "{} {}", visible(producer), visible(said))
    }

    fn telemetry(
        self,
        out: &mut impl Write,
        event: &Event,
        telemetry: &Telemetry,
    ) -> io::Result<()> {
        let guess = if telemetry.destination.by == Evidence::Guess { " ?" } else { "" };
        let destination = format!("{}{guess}", telemetry.destination.value);
        let purposes: Vec<_> = telemetry.purposes.iter().map(Purpose::as_str).collect();
        let producer = event.producer.as_deref().unwrap_or("-");
        let dim = if self.colour { Style::new().dimmed() } else { Style::new() };
        let bold = if self.colour { Style::new().bold() } else { Style::new() };
        write!(out, "{destination:<18} {dim}{:<20}{dim:#} ", purposes.join("+"))?;
        write!(out, "{} {bold}{}{bold:#}", visible(producer), visible(&telemetry.event))?;
        let said = summary(&telemetry.payload, LONGEST_SUMMARY);
        // Where there is nothing to say, there may be a reason.
        let odd = event.notes.first().filter(|_| said.is_empty());
        let said = odd.map_or_else(|| visible(&said), |odd| visible(odd));
        writeln!(out, "{}{said}", if said.is_empty() { "" } else { "  " })
    }
}

fn level_style(event: &Event) -> Style {
    let colour = match (event.kind, event.level) {
        (_, Some(Level::Error | Level::Critical)) => AnsiColor::Red,
        (_, Some(Level::Crash)) => AnsiColor::Magenta,
        (_, Some(Level::Warning)) => AnsiColor::Yellow,
        (Kind::Event, _) => AnsiColor::Green,
        _ => return Style::new().dimmed(),
    };
    Style::new().fg_color(Some(colour.into()))
}
