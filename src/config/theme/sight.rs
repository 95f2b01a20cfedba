//! How colours look: as light that a screen gives, their contrast, and how far apart they seem.

use super::{Ansi, Color};

/// The sixteen as xterm shows them, for what a person's terminal makes of them cannot be known.
const SIXTEEN: [(u8, u8, u8); 16] = [
    (0x00, 0x00, 0x00),
    (0xcd, 0x00, 0x00),
    (0x00, 0xcd, 0x00),
    (0xcd, 0xcd, 0x00),
    (0x00, 0x00, 0xee),
    (0xcd, 0x00, 0xcd),
    (0x00, 0xcd, 0xcd),
    (0xe5, 0xe5, 0xe5),
    (0x7f, 0x7f, 0x7f),
    (0xff, 0x00, 0x00),
    (0x00, 0xff, 0x00),
    (0xff, 0xff, 0x00),
    (0x5c, 0x5c, 0xff),
    (0xff, 0x00, 0xff),
    (0x00, 0xff, 0xff),
    (0xff, 0xff, 0xff),
];

/// What xterm's cube of colours has on each side.
const SIDES: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Color {
    /// Red, green and blue as xterm would show it.
    pub fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Rgb(red, green, blue) => (red, green, blue),
            Self::Ansi(ansi) => SIXTEEN[ansi as usize],
            Self::Indexed(index @ ..16) => SIXTEEN[index as usize],
            Self::Indexed(index @ 16..232) => {
                let side = |at: u8| SIDES[at as usize];
                let at = index - 16;
                (side(at / 36), side(at / 6 % 6), side(at % 6))
            }
            Self::Indexed(index) => {
                let grey = 8 + 10 * (index - 232);
                (grey, grey, grey)
            }
        }
    }

    /// How light it is, from 0 (black) to 1 (white): the relative luminance of WCAG 2.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = linear(self);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio of WCAG 2 to `other`, from 1 (none) to 21. Text wants 4.5.
    pub fn contrast(self, other: Self) -> f64 {
        ratio(self.luminance(), other.luminance())
    }
}

/// A colour with how it looks, for comparing it with many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shade {
    pub(super) color: Color,
    pub(super) luminance: f64,
    oklab: [f64; 3],
}

impl Shade {
    pub(super) fn of(color: Color) -> Self {
        Self { color, luminance: color.luminance(), oklab: oklab(linear(color)) }
    }

    /// [`Color::contrast`].
    pub(super) fn contrast(&self, other: &Self) -> f64 {
        ratio(self.luminance, other.luminance)
    }

    /// How far apart the two seem to an eye: their distance in Oklab. Black and white are 1 apart.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        let apart = self.oklab.iter().zip(other.oklab).map(|(one, other)| (one - other).powi(2));
        apart.sum::<f64>().sqrt()
    }
}

fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colours that a terminal of sixteen has.
pub(super) fn sixteen() -> impl Iterator<Item = Color> {
    Ansi::ALL.into_iter().map(Color::Ansi)
}

/// Those of the 256 whose looks no terminal's palette changes.
pub(super) fn fixed() -> impl Iterator<Item = Color> {
    (16..=u8::MAX).map(Color::Indexed)
}

/// Without the curve that sRGB puts on light.
fn linear(color: Color) -> [f64; 3] {
    let (red, green, blue) = color.rgb();
    [red, green, blue].map(|byte| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

/// Björn Ottosson's Oklab, of linear red, green and blue: lightness, and two axes of hue.
fn oklab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
    let middle = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
    let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
    [
        0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short,
        1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short,
        0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short,
    ]
}

#[cfg(test)]
mod tests;
