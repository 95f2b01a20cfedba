//! A log's records one after the other, in the way of its shape.

use super::clock::Clock;
use super::facts::Facts;
use super::random::Random;
use super::shape::Shape;
use super::telemetry::{Telemetry, extend, number};
use super::text::text;
use super::vocabulary::FRAMES;

/// How many milliseconds there are between two records, on average.
const PACE: u64 = 75;

const HEADERS: [&str; 2] = [
    "Below are logs for every telemetry event sent from VS Code once the log level is set to trace.",
    "===========================================================",
];

/// What a logger writes, without an end.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    shape: Shape,
    random: Random,
    clock: Clock,
    telemetry: Telemetry,
    facts: Facts,
    pace: u64,
}

impl Lines {
    pub(crate) fn new(shape: Shape, seed: u64) -> Self {
        Self {
            shape,
            random: Random::new(seed),
            clock: Clock::at(0),
            telemetry: Telemetry::new(),
            facts: Facts::default(),
            pace: PACE,
        }
    }

    /// The same with so many milliseconds between two records, beginning so much later.
    pub(crate) fn paced(mut self, pace: u64, later: u64) -> Self {
        self.pace = pace;
        self.clock = Clock::at(later);
        self
    }

    /// What was written so far.
    pub(crate) fn facts(&self) -> Facts {
        self.facts
    }

    /// What a file of this shape begins with, which may be nothing.
    pub(crate) fn open(&mut self, out: &mut Vec<u8>) {
        let before = out.len();
        match self.shape {
            Shape::Headed => self.headers(out),
            Shape::Windows => out.extend_from_slice("\u{feff}".as_bytes()),
            _ => {}
        }
        self.facts.bytes += (out.len() - before) as u64;
    }

    /// Writes one record, with its line end.
    pub(crate) fn next(&mut self, out: &mut Vec<u8>) {
        let before = out.len();
        // A burst shares one stamp.
        if self.random.chance(7, 10) {
            self.clock.forward(self.random.exponential(self.pace * 10 / 7));
        }
        self.facts.records += 1;
        match self.shape {
            Shape::Headed if self.facts.records.is_multiple_of(5000) => self.headers(out),
            Shape::Mixed => self.usual(90, out),
            Shape::Older => self.older(out),
            Shape::Raw => self.raw(out),
            Shape::Console => self.console(out),
            Shape::Server => self.server(out),
            Shape::Wrapper => self.wrapper(out),
            Shape::Odd if self.random.chance(1, 10) => self.odd(out),
            Shape::Telemetry | Shape::Headed | Shape::Windows | Shape::Odd => self.usual(2, out),
        }
        if self.shape == Shape::Windows {
            widen(out, before);
        }
        self.facts.bytes += (out.len() - before) as u64;
    }

    fn event(&mut self, out: &mut Vec<u8>) {
        let Self { random, clock, facts, .. } = self;
        self.telemetry.write(random, clock, facts, out);
    }

    fn stamp(&mut self, level: &str, out: &mut Vec<u8>) {
        self.clock.local(out);
        extend(out, &[" [", level, "] "]);
    }

    /// So many records of a hundred are text.
    fn usual(&mut self, texts: u64, out: &mut Vec<u8>) {
        if self.random.chance(texts, 100) {
            let (level, said) = text(&mut self.random);
            self.stamp(level, out);
            out.extend_from_slice(&said);
        } else {
            self.stamp("trace", out);
            self.event(out);
        }
        out.push(b'\n');
    }

    fn headers(&mut self, out: &mut Vec<u8>) {
        for header in HEADERS {
            self.stamp("info", out);
            extend(out, &[header, "\n"]);
        }
        self.facts.records += 1;
    }

    fn older(&mut self, out: &mut Vec<u8>) {
        let logger = ["41b8e89b-7f1e-4e6a-9c59-0d1fb1f6c7aa", "renderer1", "sharedprocess", "main"];
        let is_text = self.random.chance(2, 100);
        let (level, said) = if is_text { text(&mut self.random) } else { ("trace", Vec::new()) };
        out.push(b'[');
        self.clock.local(out);
        extend(out, &["] [", self.random.pick(&logger), "] [", level, "] "]);
        out.extend_from_slice(&said);
        if !is_text {
            self.event(out);
        }
        out.push(b'\n');
    }

    fn raw(&mut self, out: &mut Vec<u8>) {
        let (_, said) = text(&mut self.random);
        out.extend_from_slice(&said);
        // What is given to such a channel without a line end has none.
        if !self.random.chance(1, 50) {
            out.push(b'\n');
        }
    }

    fn console(&mut self, out: &mut Vec<u8>) {
        let (level, said) = text(&mut self.random);
        if self.random.chance(1, 2) {
            let colour = match level {
                "error" => "\u{1b}[91m",
                "warning" => "\u{1b}[93m",
                _ => "\u{1b}[90m",
            };
            extend(out, &[colour, "[main "]);
            self.clock.utc(out);
            extend(out, &["]\u{1b}[0m "]);
            out.extend_from_slice(&said);
        } else {
            extend(out, &["[3011:"]);
            self.clock.chromium(out);
            extend(out, &[":INFO:CONSOLE(25)] \"%cTRACE color: #888 "]);
            self.event(out);
            extend(out, &["\", source: file:///opt/orchard/out/workbench.js (25)"]);
        }
        out.push(b'\n');
    }

    fn server(&mut self, out: &mut Vec<u8>) {
        self.clock.time_of_day(out);
        out.push(b' ');
        if self.random.chance(1, 20) {
            extend(out, &["process arguments: {\n  host: '127.0.0.1',\n  log: [ 'trace' ]\n}\n"]);
        } else {
            let (_, said) = text(&mut self.random);
            out.extend_from_slice(&said);
            out.push(b'\n');
        }
    }

    fn wrapper(&mut self, out: &mut Vec<u8>) {
        let level = self.random.pick(&["info ", "debug", "warn ", "error", "trace"]);
        out.push(b'[');
        self.clock.utc(out);
        extend(out, &["] ", level, " parent:11557 got message \u{1b}[38;2;140;140;140m"]);
        extend(out, &["{\"message\":{\"type\":\"handshake\",\"sequence\":"]);
        number(self.facts.records, out);
        extend(out, &["}}\u{1b}[0m\n"]);
    }

    fn odd(&mut self, out: &mut Vec<u8>) {
        let mut kind = self.random.below(10);
        if kind == 0 && !self.random.chance(1, 50) {
            kind = 1;
        }
        if kind == 2 {
            // Two writers in one process, one of them late.
            let now = self.clock.clone();
            self.clock = Clock::at(now.unix() - Clock::at(0).unix());
            self.stamp("trace", out);
            self.event(out);
            self.clock = now;
            self.clock.forward(3);
            out.push(b'\n');
            return;
        }
        self.stamp("trace", out);
        match kind {
            0 => {
                extend(out, &["initData {\"all\":\""]);
                out.resize(out.len() + 900_000, b'x');
                extend(out, &["\"}"]);
            }
            1 => extend(out, &["acme.audit-demo/weird\nname {\"multi\":\"line1\\nline2\"}"]),
            3 => extend(
                out,
                &["acme.evil/\u{1b}[31mred\u{1b}[0m {\"osc\":\"\\u001b]52;c;\\u0007\"}"],
            ),
            4 => extend(out, &["acme.evil/cut {\"properties\":{\"a\":\"the disk was fu"]),
            5 => extend(out, &["telemetry/withoutPayload"]),
            6 => extend(out, &["acme.evil/nul\0name {\"nul\":\"a\0b\"}"]),
            7 => extend(out, &["[orchard-debug] telemetry/initialize {\"adapterID\":\"orchard\"}"]),
            8 => extend(out, &["exception {\"common.extname\":\"acme.audit-demo\"}"]),
            _ => extend(out, &["acme.evil/name with {braces {\"a\":1}\r\n", FRAMES[0]]),
        }
        out.push(b'\n');
    }
}

/// Makes each line end from here on one of Windows.
fn widen(out: &mut Vec<u8>, from: usize) {
    let record = out.split_off(from);
    for byte in record {
        if byte == b'\n' {
            out.push(b'\r');
        }
        out.push(byte);
    }
}
