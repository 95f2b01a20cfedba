//! Fewer colours: a theme as a terminal of 256 or 16 of them can show it.
//!
//! Each colour becomes the nearest one that leaves the text as readable as it was, or readable at
//! all (4.5:1), on every ground it can stand on.

use super::sight::{Shade, fixed, sixteen};
use super::{Attribute, Color, Depth, Kind, Role, Style, Theme};

/// The contrast that text wants, by WCAG 2.
const READABLE: f64 = 4.5;

impl Theme {
    /// The theme as a terminal of this depth can show it; without colours, [`Theme::no_color`].
    #[must_use]
    pub fn at(&self, depth: Depth) -> Self {
        let palette: Vec<Shade> = match depth {
            Depth::True => return self.clone(),
            Depth::None => return Self::no_color(),
            Depth::Indexed256 => fixed().map(Shade::of).collect(),
            Depth::Ansi16 => sixteen().map(Shade::of).collect(),
        };
        Reduction::new(self, depth, palette).theme()
    }

    /// The background it is made for: what it states, else black or white by its kind.
    pub fn ground(&self) -> Option<Color> {
        let of_kind = self.kind.map(|kind| match kind {
            Kind::Dark => Color::Rgb(0, 0, 0),
            Kind::Light => Color::Rgb(255, 255, 255),
        });
        self.background.or(of_kind)
    }
}

/// A ground as the theme has it, and as it is shown.
struct Ground {
    meant: Shade,
    shown: Shade,
}

struct Reduction<'a> {
    theme: &'a Theme,
    depth: Depth,
    palette: Vec<Shade>,
    /// What text without a ground of its own can stand on: the screen's, and the selection's.
    grounds: Vec<Ground>,
}

impl<'a> Reduction<'a> {
    fn new(theme: &'a Theme, depth: Depth, palette: Vec<Shade>) -> Self {
        let mut new = Self { theme, depth, palette, grounds: Vec::new() };
        let screen = theme.ground().map(|color| new.ground(color));
        new.grounds.extend(screen);
        // Of sixteen colours none is a selection that all others can be read on.
        if depth == Depth::Indexed256
            && let Some(color) = theme.style(Role::Selection).bg
        {
            let selected = new.ground(color);
            new.grounds.push(selected);
        }
        new
    }

    fn theme(&self) -> Theme {
        let mut theme = self.theme.clone();
        for style in &mut theme.styles {
            *style = self.style(*style);
        }
        theme.background = theme.background.map(|color| self.ground(color).shown.color);
        theme
    }

    fn style(&self, style: Style) -> Style {
        match (style.fg, style.bg) {
            (None, None) => style,
            (Some(fg), None) => Style { fg: Some(self.letters(fg, &self.grounds)), ..style },
            (Some(fg), Some(bg)) => {
                let ground = self.ground(bg);
                let bg = Some(ground.shown.color);
                Style { fg: Some(self.letters(fg, &[ground])), bg, ..style }
            }
            (None, Some(bg)) if self.depth == Depth::Ansi16 && !self.fits(bg) => {
                let attributes = style.attributes.with(Attribute::Reversed);
                Style { fg: None, bg: None, attributes }
            }
            (None, Some(bg)) => Style { bg: Some(self.ground(bg).shown.color), ..style },
        }
    }

    fn ground(&self, color: Color) -> Ground {
        let meant = Shade::of(color);
        if self.fits(color) {
            return Ground { shown: meant, meant };
        }
        // A ground that is another than the screen's is to be seen.
        let screen = self.grounds.first().filter(|screen| screen.meant.color != color);
        let differs = |shade: &Shade| screen.is_none_or(|it| it.shown.color != shade.color);
        let shown = self.nearest(&meant, differs).unwrap_or(meant);
        Ground { meant, shown }
    }

    /// The colour for letters on each of the grounds.
    fn letters(&self, color: Color, grounds: &[Ground]) -> Color {
        // Nobody knows how those look.
        if is_named(color) {
            return color;
        }
        let meant = Shade::of(color);
        let wanted: Vec<f64> = grounds
            .iter()
            .map(|it| meant.contrast(&it.meant).min(READABLE).min(most(&it.shown)))
            .collect();
        let readable = |shade: &Shade| {
            grounds.iter().zip(&wanted).all(|(it, wanted)| shade.contrast(&it.shown) >= *wanted)
        };
        let least = |shade: &Shade| {
            grounds.iter().map(|it| shade.contrast(&it.shown)).fold(f64::MAX, f64::min)
        };
        let clearest = || self.palette.iter().max_by(|a, b| least(a).total_cmp(&least(b))).copied();
        self.nearest(&meant, readable).or_else(clearest).unwrap_or(meant).color
    }

    fn nearest(&self, to: &Shade, passes: impl Fn(&Shade) -> bool) -> Option<Shade> {
        let passing = self.palette.iter().filter(|shade| passes(shade));
        passing.min_by(|a, b| a.distance(to).total_cmp(&b.distance(to))).copied()
    }

    /// Whether the terminal has the colour as it is.
    fn fits(&self, color: Color) -> bool {
        let indexed = matches!(color, Color::Indexed(_)) && self.depth >= Depth::Indexed256;
        indexed || is_named(color)
    }
}

/// Whether it is one of the sixteen.
const fn is_named(color: Color) -> bool {
    matches!(color, Color::Ansi(_) | Color::Indexed(..16))
}

/// The most contrast that any colour has on this one.
fn most(ground: &Shade) -> f64 {
    let with = |color| Shade::of(color).contrast(ground);
    with(Color::Rgb(0, 0, 0)).max(with(Color::Rgb(255, 255, 255)))
}

#[cfg(test)]
mod tests;
