//! Previews as escapes for a terminal.
//!
//! A preview stands on the background that its theme is made for, so that it looks as it will
//! there, whatever the terminal has.

use std::io::{self, Write};

use anstyle::{AnsiColor, Effects, RgbColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::config::theme::{self, Ansi, Attribute, Attributes, Color, Role, Theme};

use super::sample::Line;

/// The columns of a preview.
const WIDTH: usize = 96;

/// Paints with a theme.
pub(super) struct Paint<'a> {
    theme: &'a Theme,
}

impl<'a> Paint<'a> {
    pub(super) const fn new(theme: &'a Theme) -> Self {
        Self { theme }
    }

    pub(super) fn lines(&self, out: &mut impl Write, lines: &[Line]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.line(out, line))
    }

    fn line(&self, out: &mut impl Write, line: &Line) -> io::Result<()> {
        let mut left = WIDTH;
        for (role, text) in &line.inks {
            let style = self.style(*role, line.over);
            write!(out, "{style}{text}{style:#}")?;
            left = left.saturating_sub(text.width());
        }
        let rest = self.style(Role::Text, line.over);
        writeln!(out, "{rest}{:left$}{rest:#}", "")
    }

    /// A role's style on the ground of what is laid over it, or of the theme.
    fn style(&self, role: Role, over: Option<Role>) -> Style {
        let own = self.theme.style(role);
        let over = over.map(|role| self.theme.style(role)).unwrap_or_default();
        // As the screen does it: what has a ground of its own keeps it.
        let bg = own.bg.or(over.bg).or(self.theme.background);
        let fg = own.fg.or(self.theme.style(Role::Text).fg);
        Style::new()
            .fg_color(fg.map(color))
            .bg_color(bg.map(color))
            .effects(effects(own.attributes) | effects(over.attributes))
    }
}

fn effects(attributes: Attributes) -> Effects {
    attributes.iter().map(effect).fold(Effects::new(), Effects::insert)
}

const fn effect(attribute: Attribute) -> Effects {
    match attribute {
        Attribute::Bold => Effects::BOLD,
        Attribute::Dim => Effects::DIMMED,
        Attribute::Italic => Effects::ITALIC,
        Attribute::Underline => Effects::UNDERLINE,
        Attribute::Reversed => Effects::INVERT,
    }
}

fn color(color: theme::Color) -> anstyle::Color {
    match color {
        Color::Rgb(red, green, blue) => RgbColor(red, green, blue).into(),
        Color::Indexed(index) => anstyle::Ansi256Color(index).into(),
        Color::Ansi(ansi) => named(ansi).into(),
    }
}

const fn named(ansi: Ansi) -> AnsiColor {
    match ansi {
        Ansi::Black => AnsiColor::Black,
        Ansi::Red => AnsiColor::Red,
        Ansi::Green => AnsiColor::Green,
        Ansi::Yellow => AnsiColor::Yellow,
        Ansi::Blue => AnsiColor::Blue,
        Ansi::Magenta => AnsiColor::Magenta,
        Ansi::Cyan => AnsiColor::Cyan,
        Ansi::White => AnsiColor::White,
        Ansi::BrightBlack => AnsiColor::BrightBlack,
        Ansi::BrightRed => AnsiColor::BrightRed,
        Ansi::BrightGreen => AnsiColor::BrightGreen,
        Ansi::BrightYellow => AnsiColor::BrightYellow,
        Ansi::BrightBlue => AnsiColor::BrightBlue,
        Ansi::BrightMagenta => AnsiColor::BrightMagenta,
        Ansi::BrightCyan => AnsiColor::BrightCyan,
        Ansi::BrightWhite => AnsiColor::BrightWhite,
    }
}
