//! Draws the picture of the screen that the README shows: `cargo run --example picture`.
//!
//! The real screen, driven by keys over the demo's log, from its cells to ANSI to SVG.

use std::fmt::Write as _;
use std::path::Path;

use anstyle::{AnsiColor, Effects, RgbColor, Style};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use telltail::pipeline::{DEMO_CATALOG, Notice, Stage};

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../tests/common/driver.rs"]
mod driver;

use driver::Driver;

/// The files of the demo, as the screen calls them.
const FILES: [(&str, &str); 3] = [
    ("telemetry.log", include_str!("../sample-logs/demo/telemetry.log")),
    (
        "extHostTelemetry.log",
        include_str!("../sample-logs/demo/window1/exthost/extHostTelemetry.log"),
    ),
    ("remoteTelemetry.log", include_str!("../sample-logs/demo/remoteTelemetry.log")),
];

/// What is pressed before the picture is taken.
const KEYS: &str = "f dest:github,app-insights,unknown <enter> g e";

fn main() -> std::io::Result<()> {
    let mut driver = Driver::declaring(DEMO_CATALOG);
    for (label, text) in FILES {
        driver.add(label, Some("20260314T092653"), text);
    }
    driver.notice(Notice::Stage(Stage::Live));
    driver.cells(150, 40);
    driver.keys(KEYS);
    let picture = anstyle_svg::Term::new().render_svg(&ansi(&driver.cells(150, 40)));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join("screen.svg");
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    std::fs::write(path, picture)
}

/// The cells as text with escape sequences.
fn ansi(cells: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..cells.area.height {
        let mut x = 0;
        while x < cells.area.width {
            let cell = &cells[(x, y)];
            let style = style(cell);
            // Writing to a String does not fail.
            let _ = write!(text, "{style}{}{style:#}", cell.symbol());
            let wide = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            x += wide as u16;
        }
        text.push('\n');
    }
    text
}

fn style(cell: &Cell) -> Style {
    let pairs = [
        (Modifier::BOLD, Effects::BOLD),
        (Modifier::DIM, Effects::DIMMED),
        (Modifier::ITALIC, Effects::ITALIC),
        (Modifier::UNDERLINED, Effects::UNDERLINE),
        (Modifier::REVERSED, Effects::INVERT),
    ];
    let effects = pairs.into_iter().filter(|(modifier, _)| cell.modifier.contains(*modifier));
    Style::new()
        .fg_color(color(cell.fg))
        .bg_color(color(cell.bg))
        .effects(effects.fold(Effects::new(), |all, (_, effect)| all | effect))
}

fn color(color: Color) -> Option<anstyle::Color> {
    match color {
        Color::Rgb(red, green, blue) => Some(RgbColor(red, green, blue).into()),
        Color::Indexed(index) => Some(anstyle::Ansi256Color(index).into()),
        Color::Red => Some(AnsiColor::Red.into()),
        _ => None,
    }
}
