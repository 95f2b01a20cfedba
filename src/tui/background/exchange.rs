//! The exchange of bytes with a terminal: question, and what comes until an answer or the end of
//! patience.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::config::theme::Color;

use super::super::sieve::{Answer, Sieve, Sifted};
use super::typed::typed;
use super::{Asked, Late};

/// What is the background's colour, and what are you? Ended by BEL, as more terminals answer that.
const QUESTION: &[u8] = b"\x1b]11;?\x07\x1b[c";

/// Asks, and waits so long at most. A terminal that cannot be asked has not said anything.
pub(super) fn exchange(patience: Duration) -> Asked {
    let stdin = io::stdin();
    let terminal = if stdin.is_terminal() { None } else { File::open("/dev/tty").ok() };
    let from = terminal.as_ref().map_or_else(|| stdin.as_fd(), AsFd::as_fd);
    let mut stdout = io::stdout();
    if !from.is_terminal() || stdout.write_all(QUESTION).and_then(|()| stdout.flush()).is_err() {
        return Asked::default();
    }
    let mut listening = Listening { sieve: Sieve::new(), typed: Vec::new(), light: None };
    let end = Instant::now() + patience;
    let mut buffer = [0; 1024];
    while let Some(bytes) = next(from, end, &mut buffer) {
        if listening.answered(bytes) {
            return listening.asked(false);
        }
    }
    listening.asked(true)
}

/// What is there to read before `end`, if anything.
fn next<'a>(from: BorrowedFd<'_>, end: Instant, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
    loop {
        let left = end.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).ok()?;
        let mut fds = [PollFd::new(&from, PollFlags::IN)];
        match poll(&mut fds, Some(&timeout)) {
            Err(Errno::INTR) => {}
            // Some systems cannot wait for a terminal; then it must not be read either.
            Ok(1..) if fds[0].revents().contains(PollFlags::IN) => break,
            _ => return None,
        }
    }
    match rustix::io::read(from, &mut *buffer) {
        Ok(count @ 1..) => buffer.get(..count),
        _ => None,
    }
}

struct Listening {
    sieve: Sieve<u8>,
    typed: Vec<u8>,
    light: Option<bool>,
}

impl Listening {
    /// Takes bytes; whether the last answer is among them.
    fn answered(&mut self, bytes: &[u8]) -> bool {
        let mut answered = false;
        for byte in bytes {
            // No answer has other than ASCII.
            let character = char::from(*byte);
            match self.sieve.take(*byte, character.encode_utf8(&mut [0; 4])) {
                Sifted::Typed(bytes) => self.typed.extend(bytes),
                Sifted::Answered(Answer::Background(color)) => self.light = color.map(is_light),
                Sifted::Answered(Answer::Attributes) => answered = true,
            }
        }
        answered
    }

    fn asked(mut self, gave_up: bool) -> Asked {
        if !gave_up {
            let rest = self.sieve.give_up();
            self.typed.extend(rest);
        }
        let owed = gave_up.then(|| Late::of(self.sieve.goes_on(|bytes| typed(&bytes))));
        Asked { light: self.light, typed: typed(&self.typed), owed }
    }
}

/// Whether black is easier to read on it than white.
fn is_light(background: Color) -> bool {
    let [black, white] = [Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)];
    background.contrast(black) > background.contrast(white)
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event, KeyCode, KeyModifiers};

    use super::*;

    fn listening() -> Listening {
        Listening { sieve: Sieve::new(), typed: Vec::new(), light: None }
    }

    #[test]
    fn both_answers_end_it_and_what_was_typed_is_kept() {
        let mut listening = listening();
        assert!(!listening.answered(b"f\x1b]11;rgb:ffff/fdfd/f0f0\x1b\\"));
        assert!(listening.answered(b"l\x1b[?64;1;2ce\x1b"));
        let asked = listening.asked(false);
        assert_eq!(asked.light, Some(true));
        assert!(asked.owed.is_none());
        let codes = asked.typed.iter().filter_map(Event::as_key_event).map(|key| key.code);
        let wanted = [KeyCode::Char('f'), KeyCode::Char('l'), KeyCode::Char('e'), KeyCode::Esc];
        assert_eq!(codes.collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_terminal_that_knows_no_colours_says_so_at_once() {
        let mut listening = listening();
        assert!(listening.answered(b"\x1b[?6c"));
        assert_eq!(listening.asked(false).light, None);
    }

    #[test]
    fn half_an_answer_is_owed_the_other_half() {
        let mut listening = listening();
        assert!(!listening.answered(b"q\x1b]11;rgb:00"));
        let asked = listening.asked(true);
        assert_eq!(asked.typed.len(), 1);
        let owed = asked.owed.expect("it owes");
        assert!(owed.is_sure());
    }

    #[test]
    fn half_a_beginning_may_be_a_key() {
        let mut listening = listening();
        assert!(!listening.answered(b"\x1b]"));
        let mut owed = listening.asked(true).owed.expect("it owes");
        let held = owed.give_up();
        let key = held[0].as_key_event().expect("a key");
        assert_eq!((held.len(), key.code), (1, KeyCode::Char(']')));
        assert_eq!(key.modifiers, KeyModifiers::ALT);
    }

    #[test]
    fn light_is_what_black_reads_better_on() {
        for (text, light) in [("#ffffff", true), ("#fdf6e3", true), ("#808080", true)] {
            assert_eq!(is_light(Color::parse(text).expect("a colour")), light, "{text}");
        }
        for text in ["#000000", "#002b36", "#1e1e1e", "#5c5c5c"] {
            assert!(!is_light(Color::parse(text).expect("a colour")), "{text}");
        }
    }
}
