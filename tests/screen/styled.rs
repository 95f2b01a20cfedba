//! A screen as a picture that can be reviewed: its text, then a grid of the same shape in which
//! a letter says the role each character is drawn in, and the names of these letters.
//!
//! What lies over a line or a part of it (the selection, a hit of the search) is told at the end of
//! the grid's line, with its columns. A cell that no role of the theme explains is a failure.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use telltail::config::theme::{self, Attribute, Role, Style, Theme};

use super::driver::Driver;

/// What can lie over a role's own style, in the order in which it is laid.
const OVER: [&[Over]; 11] = [
    &[],
    &[Over::Role(Role::Selection)],
    &[Over::Line],
    &[Over::Role(Role::Selection), Over::Line],
    &[Over::Role(Role::SearchHit)],
    &[Over::Role(Role::SearchHit), Over::Role(Role::Selection)],
    &[Over::Role(Role::SearchHit), Over::Role(Role::Selection), Over::Line],
    &[Over::Role(Role::TimelineSpan)],
    &[Over::Role(Role::TimelineSpan), Over::Line],
    &[Over::Ground(Role::Completion)],
    &[Over::Ground(Role::Completion), Over::Role(Role::CompletionSelected)],
];

/// The levels of which one can stand on another in a bar of the timeline.
const LEVELS: [Role; 8] = [
    Role::LevelUsage,
    Role::LevelError,
    Role::LevelCrash,
    Role::LevelTrace,
    Role::LevelDebug,
    Role::LevelInfo,
    Role::LevelWarning,
    Role::LevelCritical,
];

/// Something laid over a style.
#[derive(Clone, Copy)]
enum Over {
    /// The style of a role.
    Role(Role),
    /// The style of a role, from which it takes what it has not itself.
    Ground(Role),
    /// A line below: the cell of the cursor, what is wrong.
    Line,
}

/// The letters of the roles, in the order of the roles; ordinary text is the first.
const LETTERS: &str = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// What a terminal is told of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

impl Look {
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, attributes: cell.modifier }
    }

    /// With `style` laid over it.
    fn under(self, style: Style) -> Self {
        let attributes = style.attributes.iter().map(modifier).collect();
        Self {
            fg: style.fg.map_or(self.fg, color),
            bg: style.bg.map_or(self.bg, color),
            attributes: self.attributes | attributes,
        }
    }

    /// Drawn on what has this look.
    fn on(self, ground: Self) -> Self {
        let or = |own: Color, ground: Color| if own == Color::Reset { ground } else { own };
        Self {
            fg: or(self.fg, ground.fg),
            bg: or(self.bg, ground.bg),
            attributes: self.attributes | ground.attributes,
        }
    }

    /// Whether it can be seen where nothing is written.
    fn is_seen_on_a_blank(self) -> bool {
        self.bg != Color::Reset || self.attributes.intersects(Modifier::REVERSED)
    }
}

fn modifier(attribute: Attribute) -> Modifier {
    match attribute {
        Attribute::Bold => Modifier::BOLD,
        Attribute::Dim => Modifier::DIM,
        Attribute::Italic => Modifier::ITALIC,
        Attribute::Underline => Modifier::UNDERLINED,
        Attribute::Reversed => Modifier::REVERSED,
    }
}

fn color(from: theme::Color) -> Color {
    match from {
        theme::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        theme::Color::Indexed(index) => Color::Indexed(index),
        theme::Color::Ansi(ansi) => {
            // What others call white is the lighter of two greys to ratatui.
            let white = ansi == theme::Ansi::White;
            let named = if white { "gray".to_owned() } else { from.written() };
            named.parse().expect("one of the sixteen")
        }
    }
}

/// The roles of a theme by their looks.
struct Looks {
    theme: Theme,
    /// Every role, plain first, then with what can lie over it, in words.
    known: Vec<(Look, Option<Role>, String)>,
}

impl Looks {
    fn of(theme: Theme) -> Self {
        let own = |role: Role| Look::PLAIN.under(theme.style(role));
        let grounds = [Role::Selection, Role::TimelineSpan];
        let inks = Role::ALL.into_iter().filter(|role| !grounds.contains(role));
        let mut known = Vec::new();
        for over in OVER {
            // Where nothing is written, there is the ground alone.
            let none = (!over.is_empty()).then_some(None);
            for role in inks.clone().map(Some).chain(none) {
                let look =
                    over.iter().fold(role.map_or(Look::PLAIN, own), |look, over| match over {
                        Over::Role(over) => look.under(theme.style(*over)),
                        Over::Ground(ground) => look.on(own(*ground)),
                        Over::Line => {
                            Look { attributes: look.attributes | Modifier::UNDERLINED, ..look }
                        }
                    });
                let words = over.iter().map(|over| match over {
                    Over::Role(role) | Over::Ground(role) => role.as_str(),
                    Over::Line => "underlined",
                });
                known.push((look, role, words.collect::<Vec<_>>().join(" ")));
            }
        }
        for (foot, above) in inks.flat_map(|foot| LEVELS.map(|above| (foot, above))) {
            let look = Look { bg: own(above).fg, ..own(foot) };
            for attributes in [look.attributes, look.attributes | Modifier::UNDERLINED] {
                known.push((
                    Look { attributes, ..look },
                    Some(foot),
                    format!("below {}", above.as_str()),
                ));
            }
        }
        // What is reversed only is the line of the cursor before it is a role of its own.
        if theme.kind.is_none() {
            known.sort_by_key(|(look, _, over)| {
                over.is_empty() && look.attributes.contains(Modifier::REVERSED)
            });
        }
        Self { theme, known }
    }

    /// The role a cell is drawn in, and what lies over it.
    fn read(&self, cell: &Cell) -> Option<(Option<Role>, &str)> {
        let look = Look::of(cell);
        let (_, role, over) = self.known.iter().find(|(known, ..)| *known == look)?;
        Some((*role, over))
    }
}

fn letter(role: Role) -> char {
    let at = Role::ALL.iter().position(|it| *it == role).unwrap_or_default();
    LETTERS.chars().nth(at).expect("a letter for each role")
}

/// The picture of a screen of this size, drawn in the theme of this name.
pub(super) fn picture(driver: &mut Driver, theme: &str, (width, height): (u16, u16)) -> String {
    let looks = Looks::of(Theme::builtin(theme).expect("it is built in"));
    let mut picture = driver.screen(width, height);
    let cells = driver.cells(width, height);
    let mut used = BTreeMap::new();
    picture.push_str("--- roles\n");
    for y in 0..height {
        picture.push_str(&mask(&looks, &cells, y, &mut used));
        picture.push('\n');
    }
    picture.push_str(&legend(&looks.theme, &used));
    picture
}

/// A line of the grid.
fn mask(looks: &Looks, cells: &Buffer, y: u16, used: &mut BTreeMap<char, Role>) -> String {
    let mut line = String::new();
    let mut laid: Vec<(&str, u16, u16)> = Vec::new();
    for x in 0..cells.area.width {
        let cell = &cells[(x, y)];
        if cell.symbol().trim().is_empty() && !Look::of(cell).is_seen_on_a_blank() {
            line.push(' ');
            continue;
        }
        let Some((role, over)) = looks.read(cell) else {
            panic!("no role looks like '{}' at {x}, {y}: {:?}", cell.symbol(), cell.style());
        };
        if !over.is_empty() {
            match laid.last_mut() {
                Some((last, _, end)) if *last == over && *end + 1 == x => *end = x,
                _ => laid.push((over, x, x)),
            }
        }
        let blank = cell.symbol().trim().is_empty();
        match role {
            Some(role) if !blank || over.is_empty() => {
                used.insert(letter(role), role);
                line.push(letter(role));
            }
            _ => line.push(' '),
        }
    }
    let mut line = line.trim_end().to_owned();
    for (over, from, to) in laid {
        write!(line, "  <{over} {from}-{to}>").expect("it is a string");
    }
    line
}

/// The names of the letters; with what they look like where a theme is for any terminal, because
/// there it is said by little.
fn legend(theme: &Theme, used: &BTreeMap<char, Role>) -> String {
    let mut legend = String::from("---");
    for (letter, role) in used {
        write!(legend, " {letter} {}", role.as_str()).expect("it is a string");
        if theme.kind.is_none() {
            let style = theme.style(*role);
            let colors = [style.fg, style.bg].into_iter().flatten().map(theme::Color::written);
            let attributes = style.attributes.iter().map(|it| it.as_str().to_owned());
            let words: Vec<String> = colors.chain(attributes).collect();
            write!(legend, " ({})", words.join(" ")).expect("it is a string");
        }
        legend.push(';');
    }
    legend + "\n"
}

#[test]
fn what_no_role_looks_like_is_found_out() {
    let looks = Looks::of(Theme::builtin("dark").expect("it"));
    let mut cell = Cell::new("x");
    assert!(looks.read(&cell).is_none(), "text in no colour of the theme");
    cell.set_fg(Color::Rgb(0xd4, 0xd4, 0xd4));
    assert_eq!(looks.read(&cell), Some((Some(Role::Text), "")));
    cell.set_bg(Color::Rgb(0x2b, 0x3b, 0x52));
    assert_eq!(looks.read(&cell), Some((Some(Role::Text), "selection")));
}
