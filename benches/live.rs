//! How soon a line that an editor writes is on the screen, and what waiting costs.
//!
//! Starts the real binary in a pseudo-terminal on a session folder, appends events to its log,
//! and takes the time from the write to the moment at which the terminal's output shows the
//! event. Then it leaves the program alone for ten seconds and reads its CPU time.
//!
//! `cargo bench --bench live`
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failure here is a panic that says so"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COLS: u16 = 120;
const ROWS: u16 = 36;
const LINES: usize = 200;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("logs/20260314T092653");
    fs::create_dir_all(&session).unwrap();
    let path = session.join("telemetry.log");
    let mut log = OpenOptions::new().create(true).append(true).open(&path).unwrap();
    write(&mut log, "already.there");

    let pty = native_pty_system();
    let size = PtySize { rows: ROWS, cols: COLS, pixel_width: 0, pixel_height: 0 };
    let pair = pty.openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_telltail"));
    command.args(["-f", folder.path().join("logs").to_str().unwrap()]);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    let output = output_of(pair.master.try_clone_reader().unwrap());
    let mut screen = vt100::Parser::new(size_of(ROWS), size_of(COLS), 0);
    wait_for(&output, &mut screen, "already.there");

    let mut took: Vec<Duration> = (0..LINES)
        .map(|number| {
            // Writes come at uneven moments, as an editor's do.
            thread::sleep(Duration::from_millis(15 + (number as u64 * 7) % 31));
            let name = format!("bench.event.{number:05}");
            let written = write(&mut log, &name);
            wait_for(&output, &mut screen, &name).duration_since(written)
        })
        .collect();
    took.sort_unstable();
    let millis = |at: usize| took[at].as_secs_f64() * 1000.0;
    println!(
        "write to screen, {LINES} events: median {:.2} ms, 95th percentile {:.2} ms, longest {:.2} ms",
        millis(LINES / 2),
        millis(LINES * 95 / 100),
        millis(LINES - 1)
    );

    if let Some(pid) = child.process_id() {
        let before = cpu_millis(pid);
        thread::sleep(Duration::from_secs(10));
        let spent = cpu_millis(pid).zip(before).map(|(after, before)| after - before);
        println!("idle: {} ms of CPU time in 10 s", spent.unwrap_or(-1));
    }
    child.kill().unwrap();
}

fn size_of(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}

/// Appends one event; the moment after the write.
fn write(log: &mut File, event: &str) -> Instant {
    let line = format!(
        "2026-03-14 09:26:53.589 [trace] acme.bench/{event} {{\"properties\":{{\"reason\":\"startup\"}},\"measurements\":{{}}}}\n"
    );
    log.write_all(line.as_bytes()).unwrap();
    Instant::now()
}

fn output_of(mut reader: Box<dyn Read + Send>) -> Receiver<(Instant, Vec<u8>)> {
    let (send, receive) = channel();
    thread::spawn(move || {
        let mut buffer = vec![0; 65536];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    receive
}

/// Feeds the terminal until `text` is on the screen; the moment at which its bytes came.
fn wait_for(
    output: &Receiver<(Instant, Vec<u8>)>,
    screen: &mut vt100::Parser,
    text: &str,
) -> Instant {
    loop {
        let (at, bytes) = output
            .recv_timeout(Duration::from_secs(20))
            .unwrap_or_else(|_| panic!("{text} never came:\n{}", screen.screen().contents()));
        screen.process(&bytes);
        if screen.screen().contents().contains(text) {
            return at;
        }
    }
}

/// User and system time of a process in milliseconds, where the system tells it as Linux does
/// (in ticks of 10 ms).
fn cpu_millis(pid: u32) -> Option<i64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: i64 = fields.get(11)?.parse::<i64>().ok()? + fields.get(12)?.parse::<i64>().ok()?;
    Some(ticks * 10)
}
