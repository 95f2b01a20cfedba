//! A watched program as somebody sees it who types and reads.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use vt100::Parser;

/// Nothing that is waited for takes longer, whatever the machine is doing besides.
const DEADLINE: Duration = Duration::from_secs(60);

/// The size of the terminal.
pub(crate) const ROWS: u16 = 30;
pub(crate) const COLUMNS: u16 = 120;

/// A program at work. It is ended when this is dropped.
pub(crate) struct Scene {
    program: Pid,
    heard: Receiver<Vec<u8>>,
    /// What came since something was waited for.
    text: Vec<u8>,
    /// What all of it comes to on a terminal.
    screen: Parser,
    stdin: Box<dyn Write + Send>,
}

impl Scene {
    /// Says the word that the shell waits for.
    pub(super) fn new(
        program: Pid,
        mut out: impl Read + Send + 'static,
        stdin: impl Write + Send + 'static,
    ) -> Self {
        let (sender, heard) = channel();
        thread::spawn(move || {
            let mut piece = [0; 4096];
            // A terminal ends with an error.
            while let Ok(read @ 1..) = out.read(&mut piece) {
                if sender.send(piece[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let cells = |count| NonZero::new(count).unwrap();
        let screen = Parser::new(cells(ROWS), cells(COLUMNS), 0);
        let mut scene = Self { program, heard, text: Vec::new(), screen, stdin: Box::new(stdin) };
        scene.type_in("go\n");
        scene
    }

    pub(crate) fn type_in(&mut self, keys: &str) {
        self.stdin.write_all(keys.as_bytes()).unwrap();
        self.stdin.flush().unwrap();
    }

    /// Waits until `words` are printed or shown.
    pub(crate) fn wait_for(&mut self, words: &str) {
        while !self.shows(words) {
            let piece = self.heard.recv_timeout(DEADLINE);
            let piece =
                piece.unwrap_or_else(|_| panic!("{words}: {}", self.screen.screen().contents()));
            self.screen.process(&piece);
            self.text.extend(piece);
        }
        self.text.clear();
    }

    /// Waits until standard output ends.
    pub(crate) fn wait_for_the_end(&mut self) {
        while self.heard.recv_timeout(DEADLINE).is_ok() {}
    }

    fn shows(&self, words: &str) -> bool {
        String::from_utf8_lossy(&self.text).contains(words)
            || self.screen.screen().contents().contains(words)
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        // A program that has ended is not there to be asked any more.
        let _ = kill(self.program, Signal::SIGTERM);
    }
}
