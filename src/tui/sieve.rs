//! Tells what a terminal answers from what a person types.
//!
//! A terminal answers where keys come from, and when it likes: `ESC ] 11 ; rgb:… BEL` (or ST) and
//! `ESC [ ? … c`. Whoever reads keys reads those as Alt-`]`, `1`, `1`, …. What may be the beginning
//! of an answer is held back until it is one, or none. Knows no clock: whoever waits says when it
//! gives up.

use crate::config::theme::Color;

/// How an answer about the background begins.
const COLOR: &str = "\x1b]11;";

/// How an answer about what the terminal is begins.
const ATTRIBUTES: &str = "\x1b[?";

/// No answer is longer.
const LONGEST: usize = 64;

/// What a terminal answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Its background, if it can be read.
    Background(Option<Color>),
    /// What it is. Every terminal answers that, and in the order it was asked.
    Attributes,
}

/// What came of one item.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sifted<T> {
    /// These are no answer. Often there are none yet.
    Typed(Vec<T>),
    /// An answer is complete.
    Answered(Answer),
}

/// Holds back what may be an answer. `T` is a byte or an event of the keyboard.
#[derive(Debug)]
pub(super) struct Sieve<T> {
    held: Vec<T>,
    /// What is held as characters; what another sieve had before, too.
    text: String,
}

impl<T> Sieve<T> {
    pub(super) const fn new() -> Self {
        Self { held: Vec::new(), text: String::new() }
    }

    /// Takes the next item, which stands for these characters.
    pub(super) fn take(&mut self, item: T, characters: &str) -> Sifted<T> {
        self.text.push_str(characters);
        match judge(&self.text) {
            Judged::Begun => {
                self.held.push(item);
                Sifted::Typed(Vec::new())
            }
            Judged::Whole(answer) => {
                self.held.clear();
                self.text.clear();
                Sifted::Answered(answer)
            }
            Judged::Nothing => {
                // The rest of the text is not the answer that it began as.
                self.text.truncate(self.text.len() - characters.len());
                let mut typed = self.give_up();
                self.text.push_str(characters);
                if matches!(judge(characters), Judged::Begun) {
                    self.held.push(item);
                } else {
                    self.text.clear();
                    typed.push(item);
                }
                Sifted::Typed(typed)
            }
        }
    }

    pub(super) fn is_holding(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether what is held is surely a part of an answer: nobody types that.
    pub(super) fn is_sure(&self) -> bool {
        self.text.starts_with(COLOR) || self.text.starts_with(ATTRIBUTES)
    }

    /// Nothing more came: gives what was held, except a part of an answer.
    pub(super) fn give_up(&mut self) -> Vec<T> {
        let held = std::mem::take(&mut self.held);
        let sure = self.is_sure();
        self.text.clear();
        if sure { Vec::new() } else { held }
    }

    /// The same with items of another sort, for what comes next.
    pub(super) fn goes_on<U>(self, other: impl FnOnce(Vec<T>) -> Vec<U>) -> Sieve<U> {
        Sieve { held: other(self.held), text: self.text }
    }
}

enum Judged {
    Whole(Answer),
    /// It may become one.
    Begun,
    Nothing,
}

/// Whether a text is an answer.
fn judge(text: &str) -> Judged {
    let begun = |is_part: bool| {
        if is_part && text.len() <= LONGEST { Judged::Begun } else { Judged::Nothing }
    };
    if let Some(rest) = text.strip_prefix(COLOR) {
        let end = rest.strip_suffix('\x07').or_else(|| rest.strip_suffix("\x1b\\"));
        // What does not even begin as a colour is dropped up to its end.
        let is_color = rest.is_empty() || rest.starts_with(['r', '#']);
        let is_part =
            |it: char| it.is_ascii_hexdigit() || "rg:/#".contains(it) || (!is_color && is_text(it));
        let part = |text: &str| text.chars().all(is_part);
        match end {
            Some(color) if part(color) => Judged::Whole(Answer::Background(self::color(color))),
            _ => begun(part(rest.strip_suffix('\x1b').unwrap_or(rest))),
        }
    } else if let Some(rest) = text.strip_prefix(ATTRIBUTES) {
        let part = |text: &str| text.chars().all(|it| it.is_ascii_digit() || it == ';');
        match rest.strip_suffix('c') {
            Some(numbers) if part(numbers) => Judged::Whole(Answer::Attributes),
            _ => begun(part(rest)),
        }
    } else {
        begun(COLOR.starts_with(text) || ATTRIBUTES.starts_with(text))
    }
}

/// Whether a terminal may answer with it: neither a control character nor other than ASCII.
const fn is_text(it: char) -> bool {
    it.is_ascii_graphic() || it == ' '
}

/// A colour as X11 writes it: `rgb:ffff/ffff/ffff` with one to four digits a part, `rgba:` with a
/// fourth part, `#ffffff`.
fn color(text: &str) -> Option<Color> {
    if text.starts_with('#') {
        return Color::parse(text);
    }
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut bytes = parts.split('/').map(|part| {
        let most = (1_u32 << (4 * part.len().min(4))) - 1;
        let value = u32::from_str_radix(part, 16).ok().filter(|value| *value <= most)?;
        u8::try_from(value * 255 / most).ok()
    });
    let mut next = || bytes.next().flatten();
    Some(Color::Rgb(next()?, next()?, next()?))
}

#[cfg(test)]
mod tests;
