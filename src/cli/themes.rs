//! `telltail themes`: which there are, what they look like, and a start for one's own.

mod paint;
mod sample;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::config::environment::Environment;
use crate::config::own;
use crate::config::theme::{
    Attribute, Color, Depth, Kind, Listed, Role, Style, Theme, listed, text,
};
use crate::event::visible;
use crate::report::Table;

use super::args::{Common, General};
use super::failure::{Failure, say};
use super::output::Output;
use super::settled::settled;
use paint::Paint;

#[derive(Debug, Args)]
pub(super) struct Themes {
    /// Only this theme, with all of its roles: a name or a file
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Print the theme's file, as a start for your own
    #[arg(long, requires = "name")]
    show: bool,
    #[command(flatten)]
    general: General,
}

pub(super) fn run(args: &Themes) -> Result<ExitCode, Failure> {
    let environment = Environment::of_this_machine();
    let dirs = [own::folder(&environment)];
    let common = Common { general: args.general.clone(), ..Common::default() };
    let when = settled(&environment, &common)?.color();
    let mut output = Output::new(when.into());
    let depth = if output.colour { Depth::of(&environment, when) } else { Depth::None };
    match &args.name {
        Some(name) if args.show => {
            // What cannot be used is no start either.
            Theme::load(name, &dirs).map_err(Failure::usage)?;
            let text = text(name, &dirs).map_err(Failure::usage)?;
            // To a file or a pipe as it is, harmless to a terminal.
            if output.terminal {
                for line in text.lines() {
                    writeln!(output.out, "{}", visible(line))?;
                }
            } else {
                output.out.write_all(text.as_bytes())?;
            }
        }
        Some(name) => {
            let theme = Theme::load(name, &dirs).map_err(Failure::usage)?;
            one(&mut output.out, &theme, depth)?;
        }
        None => all(&mut output.out, &dirs, depth)?,
    }
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Every theme, with a preview where there are colours.
fn all(out: &mut impl Write, dirs: &[PathBuf], depth: Depth) -> io::Result<()> {
    let mut table = Table::new(&["THEME", "MADE", "BACKGROUND", "FROM"]);
    for Listed { name, file } in listed(dirs) {
        let theme = match Theme::load(&name, dirs) {
            Ok(theme) => theme,
            Err(error) => {
                say(&error.to_string());
                continue;
            }
        };
        let from = file.map_or("built in".to_owned(), |file| file.display().to_string());
        let from = visible(&from).into_owned();
        if depth == Depth::None {
            let background = theme.background.map_or("any".to_owned(), Color::written);
            table.row(vec![visible(&name).into_owned(), made_for(&theme).into(), background, from]);
        } else {
            heading(out, &theme, &from)?;
            let shown = at(&theme, depth);
            Paint::new(&shown).lines(out, &sample::few())?;
            writeln!(out)?;
        }
    }
    if depth == Depth::None { table.write(out) } else { Ok(()) }
}

/// One theme with each of its roles.
fn one(out: &mut impl Write, theme: &Theme, depth: Depth) -> io::Result<()> {
    if depth == Depth::None {
        let mut table = Table::new(&["ROLE", "STYLE", ">CONTRAST"]);
        for role in Role::ALL {
            let style = theme.style(role);
            table.row(vec![role.as_str().to_owned(), written(style), contrast(theme, style)]);
        }
        return table.write(out);
    }
    let background = theme.background.map_or("any background".to_owned(), Color::written);
    heading(out, theme, &background)?;
    let shown = at(theme, depth);
    let paint = Paint::new(&shown);
    paint.lines(out, &sample::many())?;
    writeln!(out)?;
    let rows = Role::ALL.map(|role| {
        let style = theme.style(role);
        let told = format!("{:<40}{:>6}", written(style), contrast(theme, style));
        let [name, gap] = sample::cell(role, role.as_str(), 22);
        sample::Line::plain(vec![name, gap, (Role::Muted, told)])
    });
    paint.lines(out, &rows)
}

/// The theme as it would be drawn. Without colours it is drawn by attributes.
fn at(theme: &Theme, depth: Depth) -> Theme {
    if theme.name == "no-color" { theme.clone() } else { theme.at(depth) }
}

fn heading(out: &mut impl Write, theme: &Theme, more: &str) -> io::Result<()> {
    let bold = anstyle::Style::new().bold();
    let (name, kind) = (visible(&theme.name), made_for(theme));
    writeln!(out, "{bold}{name}{bold:#}  {kind}, {more}")
}

fn made_for(theme: &Theme) -> &'static str {
    match theme.kind {
        Some(Kind::Dark) => "for dark terminals",
        Some(Kind::Light) => "for light terminals",
        None => "for any terminal",
    }
}

/// A style in words, as far as a theme's file has them: `#d4d4d4 on #1e1e1e bold`.
fn written(style: Style) -> String {
    let fg = style.fg.map(Color::written);
    let bg = style.bg.map(|it| format!("on {}", it.written()));
    let attributes = style.attributes.iter().map(Attribute::as_str).map(str::to_owned);
    let words: Vec<String> = fg.into_iter().chain(bg).chain(attributes).collect();
    if words.is_empty() { "as the terminal has it".to_owned() } else { words.join(" ") }
}

/// The contrast of letters to their ground, where both are known.
fn contrast(theme: &Theme, style: Style) -> String {
    let ground = style.bg.or(theme.ground());
    let known = style.fg.zip(ground).map(|(fg, ground)| fg.contrast(ground));
    // Rounded down: what is told as 4.5 is at least that.
    known.map_or_else(String::new, |ratio| format!("{:.1}:1", (ratio * 10.0).floor() / 10.0))
}
