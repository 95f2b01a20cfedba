//! Colours as themes write them: `#rrggbb`, a name, or a number of the 256.

/// The sixteen colours every terminal names, which a person's terminal theme decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Ansi {
    /// 0
    Black,
    /// 1
    Red,
    /// 2
    Green,
    /// 3
    Yellow,
    /// 4
    Blue,
    /// 5
    Magenta,
    /// 6
    Cyan,
    /// 7: light grey on most terminals.
    White,
    /// 8: dark grey on most terminals.
    BrightBlack,
    /// 9
    BrightRed,
    /// 10
    BrightGreen,
    /// 11
    BrightYellow,
    /// 12
    BrightBlue,
    /// 13
    BrightMagenta,
    /// 14
    BrightCyan,
    /// 15
    BrightWhite,
}

impl Ansi {
    /// All sixteen, in their order.
    pub const ALL: [Self; 16] = [
        Self::Black,
        Self::Red,
        Self::Green,
        Self::Yellow,
        Self::Blue,
        Self::Magenta,
        Self::Cyan,
        Self::White,
        Self::BrightBlack,
        Self::BrightRed,
        Self::BrightGreen,
        Self::BrightYellow,
        Self::BrightBlue,
        Self::BrightMagenta,
        Self::BrightCyan,
        Self::BrightWhite,
    ];
}

/// The names of the sixteen, and `gray` in both spellings for what most call so.
const NAMES: [(&str, Ansi); 18] = [
    ("black", Ansi::Black),
    ("red", Ansi::Red),
    ("green", Ansi::Green),
    ("yellow", Ansi::Yellow),
    ("blue", Ansi::Blue),
    ("magenta", Ansi::Magenta),
    ("cyan", Ansi::Cyan),
    ("white", Ansi::White),
    ("bright-black", Ansi::BrightBlack),
    ("bright-red", Ansi::BrightRed),
    ("bright-green", Ansi::BrightGreen),
    ("bright-yellow", Ansi::BrightYellow),
    ("bright-blue", Ansi::BrightBlue),
    ("bright-magenta", Ansi::BrightMagenta),
    ("bright-cyan", Ansi::BrightCyan),
    ("bright-white", Ansi::BrightWhite),
    ("gray", Ansi::BrightBlack),
    ("grey", Ansi::BrightBlack),
];

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Color {
    /// Red, green, blue.
    Rgb(u8, u8, u8),
    /// One of the sixteen.
    Ansi(Ansi),
    /// One of the 256 of xterm's table.
    Indexed(u8),
}

impl Color {
    /// The colour called `text`: `#rrggbb`, `#rgb`, a name in any case (`bright-red`,
    /// `bright_red`), or a number up to 255.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(digits) = text.strip_prefix('#') {
            return rgb(digits);
        }
        if let Ok(index) = text.parse() {
            return Some(Self::Indexed(index));
        }
        let name = text.to_ascii_lowercase().replace(['_', ' '], "-");
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, ansi)| Self::Ansi(*ansi))
    }

    /// As [`Color::parse`] reads it.
    pub fn written(self) -> String {
        match self {
            Self::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
            Self::Indexed(index) => index.to_string(),
            Self::Ansi(ansi) => NAMES[ansi as usize].0.to_owned(),
        }
    }

    /// The names that [`Color::parse`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

fn rgb(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    match digits.len() {
        6 => Some(Color::Rgb(red, green, blue)),
        // Each digit stands for two of itself.
        3 => {
            let digit = |shift: u32| (number >> shift & 0xf) as u8 * 0x11;
            Some(Color::Rgb(digit(8), digit(4), digit(0)))
        }
        _ => None,
    }
}
