//! A program in a pseudo-terminal: what it shows, what is typed, and when which came.
//!
//! Times are those at which bytes left the program, not those at which they were looked at.

#![allow(dead_code, unused_imports, reason = "every bench uses its own part of it")]

mod process;

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub(crate) use process::{Memory, cpu_millis, descriptors, memory, peak};

/// What a program asks that wants to know the terminal's background, and what it is told: dark.
const QUESTION: &[u8] = b"\x1b]11;?\x07\x1b[c";
const ANSWER: &[u8] = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b[?62;22c";

const COLS: u16 = 140;
const ROWS: u16 = 40;

type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

/// A running program and the terminal that it has for itself. It ends with this.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Keys,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// Kept open: closing it hangs up.
    _master: Box<dyn MasterPty + Send>,
    /// Just before the program was started.
    pub(crate) started: Instant,
    /// When the last bytes came.
    pub(crate) last: Instant,
}

impl Terminal {
    /// Starts a program: its name and what it is given. The terminal is dark and says so where
    /// it is asked, as terminals do.
    pub(crate) fn run(command: &[impl AsRef<str>]) -> Self {
        Self::start(command, true)
    }

    /// The same in a terminal that does not answer what it is asked.
    pub(crate) fn silent(command: &[impl AsRef<str>]) -> Self {
        Self::start(command, false)
    }

    fn start(command: &[impl AsRef<str>], answers: bool) -> Self {
        let size = PtySize { rows: ROWS, cols: COLS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("the system has a terminal left");
        let (program, arguments) = command.split_first().expect("a command has a name");
        let mut builder = CommandBuilder::new(program.as_ref());
        builder.args(arguments.iter().map(AsRef::as_ref));
        builder.env("TERM", "xterm-256color");
        builder.env_remove("NO_COLOR");
        builder.env_remove("COLORFGBG");
        builder.cwd(std::env::current_dir().expect("there is a folder to be in"));
        let keys = pair.master.take_writer().expect("a terminal can be typed at");
        let keys = Arc::new(Mutex::new(keys));
        let reader = pair.master.try_clone_reader().expect("a terminal can be read");
        let output = output_of(reader, answers.then(|| Arc::clone(&keys)));
        let started = Instant::now();
        let child = pair.slave.spawn_command(builder).expect("the program can be started");
        drop(pair.slave);
        let cells = |count| NonZero::new(count).expect("no terminal is without cells");
        let screen = vt100::Parser::new(cells(ROWS), cells(COLS), 0);
        Self { child, keys, output, screen, _master: pair.master, started, last: started }
    }

    /// Waits until the screen shows one of `texts`; when the bytes came that made it so, or
    /// `None` if that took longer than `patience`.
    pub(crate) fn sees(&mut self, texts: &[&str], patience: Duration) -> Option<Instant> {
        self.until(patience, |screen| {
            let shown = screen.contents();
            texts.iter().any(|text| shown.contains(text))
        })
    }

    /// The same until it shows none of them any more.
    pub(crate) fn misses(&mut self, texts: &[&str], patience: Duration) -> Option<Instant> {
        self.until(patience, |screen| {
            let shown = screen.contents();
            !texts.iter().any(|text| shown.contains(text))
        })
    }

    fn until(
        &mut self,
        patience: Duration,
        holds: impl Fn(&vt100::Screen) -> bool,
    ) -> Option<Instant> {
        let end = Instant::now() + patience;
        while !holds(self.screen.screen()) {
            if !self.take(end.saturating_duration_since(Instant::now())) {
                return None;
            }
        }
        Some(self.last)
    }

    /// Waits for the next bytes and all that follow them without such a pause.
    pub(crate) fn shows(&mut self, patience: Duration, pause: Duration) -> Option<Instant> {
        if !self.take(patience) {
            return None;
        }
        self.settles(pause);
        Some(self.last)
    }

    /// Waits until nothing came for so long.
    pub(crate) fn settles(&mut self, quiet: Duration) {
        while self.take(quiet) {}
    }

    /// Takes what comes until then.
    pub(crate) fn watch(&mut self, until: Instant) {
        while self.take(until.saturating_duration_since(Instant::now())) {}
    }

    /// Waits for the next bytes; whether any came.
    pub(crate) fn watch_once(&mut self, patience: Duration) -> bool {
        self.take(patience)
    }

    fn take(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok((at, bytes)) => {
                self.screen.process(&bytes);
                self.last = at;
                true
            }
            Err(RecvTimeoutError::Disconnected) => {
                // The program has ended; nobody shall wait in a circle for it.
                thread::sleep(patience.min(Duration::from_millis(10)));
                false
            }
            Err(RecvTimeoutError::Timeout) => false,
        }
    }

    /// Types keys; just before they were.
    pub(crate) fn types(&mut self, keys: &str) -> Instant {
        let typed = Instant::now();
        type_in(&self.keys, keys.as_bytes()).expect("the program takes keys");
        typed
    }

    /// The screen's text.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The program's number.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a program that was started has a number")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn type_in(keys: &Keys, bytes: &[u8]) -> std::io::Result<()> {
    let mut keys = keys.lock().expect("nobody panicked while typing");
    keys.write_all(bytes)?;
    keys.flush()
}

fn output_of(
    mut reader: Box<dyn Read + Send>,
    answers: Option<Keys>,
) -> Receiver<(Instant, Vec<u8>)> {
    let (send, receive) = channel();
    thread::spawn(move || {
        let mut buffer = vec![0; 65536];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let asks = buffer[..count].windows(QUESTION.len()).any(|bytes| bytes == QUESTION);
            if let Some(keys) = answers.as_ref().filter(|_| asks) {
                // The program may have ended meanwhile.
                let _ = type_in(keys, ANSWER);
            }
            if send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    receive
}

/// Keys as they are written on a command line: `\r` is Enter, `\e` Escape, `\u` Ctrl-U, `\w`
/// Ctrl-W, `\t` Tab; two backslashes are one.
pub(crate) fn keys(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('r') => '\r',
                Some('e') => '\u{1b}',
                Some('u') => '\u{15}',
                Some('w') => '\u{17}',
                Some('t') => '\t',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    out
}

/// A number as the screen writes it: `1,139,139`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
