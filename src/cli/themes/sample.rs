//! What previews show: a screen in small, by roles.

use crate::config::theme::Role;

/// A part of a line.
pub(super) type Ink = (Role, String);

/// A line of a preview.
pub(super) struct Line {
    pub(super) inks: Vec<Ink>,
    /// What is laid over the whole line: the selection.
    pub(super) over: Option<Role>,
}

impl Line {
    pub(super) fn plain(inks: Vec<Ink>) -> Self {
        Self { inks, over: None }
    }
}

/// An event as its row tells it: time, level, destination, purpose, producer, name, finding.
type Row = [(Role, &'static str); 7];

const ROWS: [Row; 3] = [
    [
        (Role::Time, "09:26:53.589"),
        (Role::LevelUsage, "usage"),
        (Role::DestinationKnown, "microsoft"),
        (Role::Purpose, "Feature"),
        (Role::Producer, "vscode"),
        (Role::Event, "editorOpened"),
        (Role::FindingNote, ""),
    ],
    [
        (Role::Time, "09:26:53.601"),
        (Role::LevelError, "error"),
        (Role::DestinationKnown, "github"),
        (Role::Purpose, "Performance"),
        (Role::Producer, "GitHub.copilot"),
        (Role::Event, "request.error"),
        (Role::FindingNote, "▲ note"),
    ],
    [
        (Role::Time, "09:26:54.002"),
        (Role::LevelCrash, "crash"),
        (Role::DestinationGuess, "unknown ?"),
        (Role::PurposeMissing, "undeclared!"),
        (Role::Producer, "acme.audit-demo"),
        (Role::Event, "trusted"),
        (Role::Finding, "▲ warning"),
    ],
];

const WIDTHS: [usize; 7] = [14, 8, 12, 14, 18, 17, 9];

/// The other levels, which logs have.
const LOGGED: [(Role, &str); 5] = [
    (Role::LevelTrace, "trace"),
    (Role::LevelDebug, "debug"),
    (Role::LevelInfo, "info"),
    (Role::LevelWarning, "warning"),
    (Role::LevelCritical, "critical"),
];

/// A preview of a few lines.
pub(super) fn few() -> Vec<Line> {
    let mut lines = vec![Line::plain(timeline())];
    for (at, row) in ROWS.iter().enumerate() {
        let chosen = at == 1;
        let mark = ink(Role::Mark, if at == 2 { "◆ " } else { "  " });
        let cells =
            row.iter().zip(WIDTHS).flat_map(|((role, text), width)| cell(*role, text, width));
        let inks = std::iter::once(mark).chain(cells).collect();
        lines.push(Line { inks, over: chosen.then_some(Role::Selection) });
    }
    lines.push(Line::plain(filter()));
    lines
}

/// A preview of all there is.
pub(super) fn many() -> Vec<Line> {
    let mut lines = vec![Line::plain(frame("╭ ", "Events", " 1 of 5 ", "────────────────╮"))];
    lines.extend(few());
    let logged = LOGGED.iter().map(|(role, word)| (*role, format!("  {word}")));
    lines.push(Line::plain(logged.collect()));
    lines.push(Line::plain(vec![
        ink(Role::Context, "  09:26:55.120  around a match, for its context   "),
        ink(Role::SearchHit, "found"),
        ink(Role::Text, " by a search"),
    ]));
    lines.push(Line::plain(json()));
    lines.push(Line::plain(vec![
        ink(Role::Text, "  "),
        ink(Role::Completion, " destination:github    5 "),
        ink(Role::CompletionSelected, " destination:microsoft 9 "),
        ink(Role::Bar, "  ████████▌ "),
        ink(Role::Text, "68 %"),
    ]));
    lines.push(Line::plain(vec![
        ink(Role::Ok, "  live  "),
        ink(Role::Warning, "▲ a file is gone  "),
        ink(Role::Error, "▲ cannot be read  "),
        ink(Role::Separator, "│ "),
        ink(Role::Muted, "12 of 5,112"),
    ]));
    lines
}

/// A text, and as many spaces as its column has left: no line is drawn below those.
pub(super) fn cell(role: Role, text: &str, width: usize) -> [Ink; 2] {
    let left = width.saturating_sub(text.chars().count());
    [ink(role, text), (Role::Text, " ".repeat(left))]
}

fn ink(role: Role, text: &str) -> Ink {
    (role, text.to_owned())
}

fn frame(begin: &str, title: &str, tab: &str, end: &str) -> Vec<Ink> {
    vec![
        ink(Role::BorderFocused, begin),
        ink(Role::Title, title),
        ink(Role::TabActive, tab),
        ink(Role::Border, end),
        ink(Role::Accent, " telltail"),
    ]
}

fn timeline() -> Vec<Ink> {
    vec![
        ink(Role::TimelineAxis, "  09:26 "),
        ink(Role::LevelUsage, "▁▂▁▁▃▂▁▅▃"),
        ink(Role::LevelError, "█▂"),
        ink(Role::LevelUsage, "▁▁▃"),
        ink(Role::TimelineCursor, "│"),
        ink(Role::LevelUsage, "▂▁"),
        ink(Role::LevelCrash, "▇"),
        ink(Role::TimelineSpan, "        "),
        ink(Role::LevelUsage, "▁▁▂▁"),
        ink(Role::TimelineAxis, " 09:31"),
    ]
}

fn filter() -> Vec<Ink> {
    vec![
        ink(Role::Muted, "  filter › "),
        ink(Role::QueryField, "level"),
        ink(Role::QueryOp, ":"),
        ink(Role::QueryValue, "error"),
        ink(Role::QueryOp, " not "),
        ink(Role::QueryWord, "startup"),
        ink(Role::Text, "  "),
        ink(Role::Chip, " dest:github "),
        ink(Role::Text, "  "),
        ink(Role::KeyHint, "f"),
        ink(Role::Text, " filter  "),
        ink(Role::KeyHint, "?"),
        ink(Role::Text, " help"),
    ]
}

fn json() -> Vec<Ink> {
    vec![
        ink(Role::Text, "  { "),
        ink(Role::JsonKey, "\"path\""),
        ink(Role::Text, ": "),
        ink(Role::JsonString, "\"/tmp\""),
        ink(Role::Text, ", "),
        ink(Role::JsonKey, "\"ms\""),
        ink(Role::Text, ": "),
        ink(Role::JsonNumber, "12.5"),
        ink(Role::Text, ", "),
        ink(Role::JsonKey, "\"ok\""),
        ink(Role::Text, ": "),
        ink(Role::JsonLiteral, "true"),
        ink(Role::Text, " }"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_large_preview_shows_every_role() {
        let lines = many();
        let over = lines.iter().filter_map(|line| line.over);
        let shown: Vec<Role> = lines
            .iter()
            .flat_map(|line| line.inks.iter().map(|(role, _)| *role))
            .chain(over)
            .collect();
        for role in Role::ALL {
            assert!(shown.contains(&role), "{} is not shown", role.as_str());
        }
    }
}
