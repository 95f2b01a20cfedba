//! From a theme's roles to ratatui's styles. The only place that knows both.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use crate::config::theme::{self, Ansi, Attribute, Role, Theme};
use crate::search::Needle;

use super::text::Ink;

/// Inks text: a theme, and what is highlighted in it.
#[derive(Clone, Copy)]
pub(super) struct Brush<'a> {
    pub(super) theme: &'a Theme,
    pub(super) needle: Option<&'a Needle>,
}

impl Brush<'_> {
    pub(super) fn style(&self, role: Role) -> Style {
        style(self.theme.style(role))
    }

    /// A line as it is drawn, hits of the search highlighted.
    pub(super) fn line(&self, inks: &[Ink]) -> Line<'static> {
        inks.iter().flat_map(|ink| self.spans(ink)).collect()
    }

    fn spans(&self, ink: &Ink) -> Vec<Span<'static>> {
        let plain = self.style(ink.role);
        let hit = plain.patch(self.style(Role::SearchHit));
        let mut spans = Vec::new();
        let mut done = 0;
        for range in self.needle.into_iter().flat_map(|needle| needle.hits(&ink.text)) {
            spans.push(Span::styled(ink.text[done..range.start].to_owned(), plain));
            spans.push(Span::styled(ink.text[range.clone()].to_owned(), hit));
            done = range.end;
        }
        spans.push(Span::styled(ink.text[done..].to_owned(), plain));
        spans
    }
}

fn style(from: theme::Style) -> Style {
    let mut style = Style::new();
    style.fg = from.fg.map(color);
    style.bg = from.bg.map(color);
    from.attributes.iter().fold(style, |style, attribute| style.add_modifier(modifier(attribute)))
}

const fn modifier(attribute: Attribute) -> Modifier {
    match attribute {
        Attribute::Bold => Modifier::BOLD,
        Attribute::Dim => Modifier::DIM,
        Attribute::Italic => Modifier::ITALIC,
        Attribute::Underline => Modifier::UNDERLINED,
        Attribute::Reversed => Modifier::REVERSED,
    }
}

const fn color(color: theme::Color) -> Color {
    match color {
        theme::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        theme::Color::Indexed(index) => Color::Indexed(index),
        theme::Color::Ansi(ansi) => named(ansi),
    }
}

/// ratatui calls the bright half of the sixteen by other names.
const fn named(ansi: Ansi) -> Color {
    match ansi {
        Ansi::Black => Color::Black,
        Ansi::Red => Color::Red,
        Ansi::Green => Color::Green,
        Ansi::Yellow => Color::Yellow,
        Ansi::Blue => Color::Blue,
        Ansi::Magenta => Color::Magenta,
        Ansi::Cyan => Color::Cyan,
        Ansi::White => Color::Gray,
        Ansi::BrightBlack => Color::DarkGray,
        Ansi::BrightRed => Color::LightRed,
        Ansi::BrightGreen => Color::LightGreen,
        Ansi::BrightYellow => Color::LightYellow,
        Ansi::BrightBlue => Color::LightBlue,
        Ansi::BrightMagenta => Color::LightMagenta,
        Ansi::BrightCyan => Color::LightCyan,
        Ansi::BrightWhite => Color::White,
    }
}
