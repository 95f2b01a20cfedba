//! One look at the bytes of a text that says which recognisers have anything to look for in it.

use super::entropy::{MIXED_MIN, is_token};

/// What is in a text, as far as recognisers start from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glance {
    seen: u8,
    dots: u32,
    colons: u32,
    /// Whether a token is long enough to be random.
    pub token: bool,
}

const AT: u8 = 1;
const SEPARATOR: u8 = 1 << 1;
const COLON: u8 = 1 << 2;
const DOT: u8 = 1 << 3;
const DIGIT: u8 = 1 << 4;
const PERCENT: u8 = 1 << 5;
const TOKEN: u8 = 1 << 6;
const MARK: u8 = 1 << 7;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        let token = if is_token(letter) { TOKEN } else { 0 };
        let class = match letter {
            b'@' => AT,
            b'/' | b'\\' => SEPARATOR,
            b':' => COLON,
            b'.' => DOT,
            b'%' => PERCENT,
            b'<' | b'[' => MARK,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        classes[byte] = class | token;
        byte += 1;
    }
    classes
}

impl Glance {
    pub(super) fn at(bytes: &[u8]) -> Self {
        let (mut seen, mut dots, mut colons) = (0, 0, 0);
        let (mut run, mut longest) = (0, 0);
        for byte in bytes {
            let class = CLASSES[usize::from(*byte)];
            seen |= class;
            dots += u32::from(class == DOT);
            colons += u32::from(class == COLON);
            run = if class & TOKEN == 0 { 0 } else { run + 1 };
            longest = run.max(longest);
        }
        Self { seen, dots, colons, token: longest >= MIXED_MIN }
    }

    const fn has(self, what: u8) -> bool {
        self.seen & what == what
    }

    pub(super) const fn marks(self) -> bool {
        self.has(MARK)
    }

    pub(super) const fn at_signs(self) -> bool {
        self.has(AT)
    }

    pub(super) const fn percents(self) -> bool {
        self.has(PERCENT | DIGIT)
    }

    pub(super) const fn separators(self) -> bool {
        self.has(SEPARATOR)
    }

    pub(super) const fn v4(self) -> bool {
        self.dots >= 3 && self.has(DIGIT)
    }

    pub(super) const fn v6(self) -> bool {
        self.colons >= 2
    }

    pub(super) const fn urls(self) -> bool {
        self.has(COLON | SEPARATOR)
    }

    /// Whether any recogniser that looks at shapes has something to look for.
    pub(super) const fn any(self) -> bool {
        self.token || self.seen & (AT | PERCENT | SEPARATOR) != 0 || self.v4() || self.v6()
    }
}
