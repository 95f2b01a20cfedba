//! The real binary in a pseudo-terminal: what a person types and sees, and that the terminal
//! comes back whole whatever ends the program.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a panic that says so")]

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

#[path = "terminal/background.rs"]
mod background;
#[path = "terminal/replay.rs"]
mod replay;
#[path = "terminal/saving.rs"]
mod saving;
#[path = "terminal/session.rs"]
mod session;

/// No wait is longer than this; none is waited out when the thing comes.
const DEADLINE: Duration = Duration::from_secs(30);

/// A running telltail with a screen.
struct Run {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All that the program wrote.
    written: Vec<u8>,
    /// Where it keeps what is its own.
    own: tempfile::TempDir,
    modes_before: String,
}

impl Run {
    fn telltail(args: &[&str], env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_telltail"));
        command.args(args);
        Self::command(command, env)
    }

    fn command(mut command: CommandBuilder, env: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 30, cols: 110, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        for look in ["NO_COLOR", "COLORTERM", "COLORFGBG", "TERM_PROGRAM", "WT_SESSION", "STY"] {
            command.env_remove(look);
        }
        command.env("RUST_BACKTRACE", "0");
        let own = tempfile::tempdir().unwrap();
        command.env("XDG_STATE_HOME", own.path());
        command.env("XDG_CONFIG_HOME", own.path());
        for (key, value) in env {
            command.env(key, value);
        }
        let modes_before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let cells = |count| NonZero::new(count).unwrap();
        Self {
            child,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            output,
            screen: vt100::Parser::new(cells(30), cells(110), 0),
            written: Vec::new(),
            own,
            modes_before,
        }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows `text`.
    fn sees(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    fn until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !holds(self.screen.screen()) {
            self.reads(what, end);
        }
    }

    /// Waits until the program has written these bytes, whatever they do.
    fn hears(&mut self, bytes: &str) {
        let end = Instant::now() + DEADLINE;
        while !self.has_heard(bytes) {
            self.reads(bytes, end);
        }
    }

    fn has_heard(&self, bytes: &str) -> bool {
        self.written.windows(bytes.len()).any(|it| it == bytes.as_bytes())
    }

    /// Reads the next of what the program writes, while waiting for something.
    fn reads(&mut self, what: &str, end: Instant) {
        match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.written.extend(bytes);
            }
            Err(error) => panic!("never came: {what:?} ({error})\n{}", self.text()),
        }
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits for the end; the exit status.
    fn ends(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("does not end:\n{}", self.text()),
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Checks that the terminal is as it was before.
    fn is_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "pasted text still comes in brackets");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(modes(&*self.master), self.modes_before, "raw mode is still on");
    }

    /// Checks that the screen was entered with all that must be undone.
    fn is_entered(&mut self) {
        self.until("the screen", |screen| {
            screen.alternate_screen()
                && screen.bracketed_paste()
                && screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        assert_ne!(modes(&*self.master), self.modes_before, "raw mode is on");
    }
}

/// The terminal driver's modes (echo, line editing, …).
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a Unix terminal has modes"))
}

/// A session folder with one event in its telemetry log.
fn session() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("logs/20260314T092653");
    fs::create_dir_all(&session).unwrap();
    let log = session.join("telemetry.log");
    append(&log, "first.event", "{\"reason\":\"startup\"}");
    (folder, log)
}

fn append(log: &Path, event: &str, properties: &str) {
    let mut file = OpenOptions::new().create(true).append(true).open(log).unwrap();
    let body = format!("{{\"properties\":{properties},\"measurements\":{{}}}}");
    writeln!(file, "2026-03-14 09:26:53.589 [trace] acme.test/{event} {body}").unwrap();
}

#[test]
fn a_filter_is_typed_an_event_arrives_and_quitting_restores_the_terminal() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("first.event");
    run.is_entered();
    run.types("fprop.reason:wanted\r");
    run.sees("0 of 1");
    append(&log, "not.wanted", "{\"reason\":\"other\"}");
    append(&log, "second.event", "{\"reason\":\"wanted\"}");
    run.sees("second.event");
    run.sees("1 of 3");
    // The facets still name it, with no event left; the list does not show it.
    let listed = |line: &str| line.contains("09:26:53") && line.contains("not.wanted");
    assert!(!run.text().lines().any(listed), "{}", run.text());
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn a_log_that_is_not_traced_says_so_until_the_first_event_comes() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("logs/20260314T092653");
    fs::create_dir_all(&session).unwrap();
    let log = session.join("telemetry.log");
    fs::write(&log, "").unwrap();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("Developer: Show Telemetry");
    run.sees("The telemetry logs are empty.");
    let mut file = OpenOptions::new().append(true).open(&log).unwrap();
    let header = "Below are logs for every telemetry event sent from VS Code once the log level \
                  is set to trace.";
    writeln!(file, "2026-03-14 09:26:53.000 [info] {header}").unwrap();
    run.sees("only the lines that open them");
    append(&log, "first.event", "{}");
    run.sees("first.event");
    run.until("the list alone", |screen| {
        let text = screen.contents();
        text.contains("trace ON") && !text.contains("Developer: Show Telemetry")
    });
    run.types("5");
    run.sees("Sources");
    run.types("q");
    run.sees("first.event");
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn a_termination_signal_restores_the_terminal() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("first.event");
    run.is_entered();
    let pid = run.child.process_id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(run.ends(), 143);
    run.is_restored();
}

#[test]
fn a_panic_while_drawing_restores_the_terminal_and_says_so() {
    panics_well("draw");
}

#[test]
fn a_panic_on_a_background_thread_restores_the_terminal_and_says_so() {
    panics_well("task");
}

fn panics_well(place: &str) {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[("TELLTAIL_PANIC", place)]);
    assert_eq!(run.ends(), 101);
    run.is_restored();
    // A line that is too long for the terminal goes on in the next.
    let text = run.text().replace('\n', "");
    assert!(text.contains("telltail has a bug: planted by TELLTAIL_PANIC (src/"), "{text}");
    assert_eq!(text.matches("planted by").count(), 1, "it is said once: {text}");
    let kept: Vec<_> = fs::read_dir(run.own.path().join("telltail")).unwrap().flatten().collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(text.contains(kept[0].path().to_str().unwrap()), "the report is named: {text}");
    let report = fs::read_to_string(kept[0].path()).unwrap();
    for part in [env!("CARGO_PKG_VERSION"), "planted by TELLTAIL_PANIC", "place    src/", "guard"] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert!(!report.contains("first.event"), "nothing of the log: {report}");
}

#[test]
fn a_panic_while_something_is_looked_for_ends_the_screen_and_says_so() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[("TELLTAIL_PANIC", "errand")]);
    run.sees("first.event");
    run.types("5");
    assert_eq!(run.ends(), 101);
    run.is_restored();
    let text = run.text().replace('\n', "");
    assert_eq!(text.matches("planted by TELLTAIL_PANIC").count(), 1, "it is said once: {text}");
}

#[test]
fn a_report_that_cannot_be_written_is_said_to_be() {
    let (_folder, log) = session();
    let file = tempfile::NamedTempFile::new().unwrap();
    let nowhere = file.path().to_str().unwrap();
    let variables = [("TELLTAIL_PANIC", "draw"), ("XDG_STATE_HOME", nowhere)];
    let mut run = Run::telltail(&[log.to_str().unwrap()], &variables);
    assert_eq!(run.ends(), 101);
    run.is_restored();
    let text = run.text().replace('\n', "");
    assert!(text.contains("planted by TELLTAIL_PANIC"), "{text}");
    assert!(text.contains("no report could be written to "), "{text}");
}

#[test]
fn without_the_mouse_it_is_not_asked_for() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["--no-mouse", log.to_str().unwrap()], &[]);
    run.sees("first.event");
    let screen = run.screen.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn a_dumb_terminal_gets_what_comes_line_by_line() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[("TERM", "dumb")]);
    run.sees("this terminal cannot show the screen (TERM=dumb)");
    run.sees("first.event");
    append(&log, "second.event", "{}");
    run.sees("second.event");
    run.is_restored();
    // As in any pipe, the terminal's own interrupt ends it.
    run.types("\x03");
    assert_ne!(run.ends(), 0);
    run.is_restored();
    assert!(!run.written.contains(&0x1b), "nothing but text: {}", run.text());
}

#[test]
fn the_demo_plays_on_a_dumb_terminal_too() {
    let mut run = Run::telltail(&["demo"], &[("TERM", "dumb")]);
    run.sees("this terminal cannot show the screen (TERM=dumb)");
    run.sees("startupTimeVaried");
    run.types("\x03");
    assert_ne!(run.ends(), 0);
}

#[test]
fn q_quits_while_a_pipe_is_silent() {
    let folder = tempfile::tempdir().unwrap();
    let script =
        r#"mkfifo pipe; exec 3<>pipe; echo "piped in" >&3; "$TELLTAIL" - <pipe; echo "status $?""#;
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script]);
    command.cwd(folder.path());
    command.env("TELLTAIL", env!("CARGO_BIN_EXE_telltail"));
    let mut run = Run::command(command, &[]);
    run.sees("piped in");
    run.is_entered();
    run.types("q");
    run.sees("status 0");
    run.ends();
    run.is_restored();
}

#[test]
fn drawing_anew_and_a_stop_without_a_shell_keep_the_screen_alive() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("first.event");
    // Nothing may wait for an answer of the terminal: this one gives none.
    run.types("\x0c");
    append(&log, "after.redraw", "{}");
    run.sees("after.redraw");
    run.types("\x1a");
    append(&log, "after.stop", "{}");
    run.sees("after.stop");
    run.is_entered();
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn resizing_to_a_sliver_and_back_keeps_the_screen_alive() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("first.event");
    for (rows, cols) in [(1, 1), (2, 5), (5, 20), (30, 110)] {
        run.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        append(&log, &format!("at.{rows}.{cols}"), "{}");
    }
    run.sees("at.30.110");
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn tail_limits_what_is_there_and_not_what_comes() {
    let (_folder, log) = session();
    append(&log, "second.event", "{}");
    append(&log, "third.event", "{}");
    let mut run = Run::telltail(&["-f", "--tail", "1", log.to_str().unwrap()], &[]);
    run.sees("1 of 3");
    append(&log, "fourth.event", "{}");
    run.sees("2 of 4");
    let listed = run.text();
    assert!(listed.contains("third.event") && !listed.contains("first.event"), "{listed}");
    run.types("q");
    assert_eq!(run.ends(), 0);
}

#[test]
fn a_terminal_that_hangs_up_ends_the_program() {
    let (_folder, log) = session();
    let mut run = Run::telltail(&["-f", log.to_str().unwrap()], &[]);
    run.sees("first.event");
    let Run { mut child, master, keys, output, .. } = run;
    // The reader thread holds the terminal open until the program lets go of it.
    drop((master, keys, output));
    let mut killer = child.clone_killer();
    let (send, ended) = channel();
    thread::spawn(move || send.send(child.wait().unwrap()));
    let status = ended.recv_timeout(DEADLINE);
    if status.is_err() {
        killer.kill().unwrap();
    }
    assert!(!status.expect("the program goes on without a terminal").success());
}
