//! Logs made up, with everything that stands in real ones, and much that should not.

use proptest::prelude::*;

use crate::event::{Instant, Zone};

/// A piece of a log, which is written by its clock.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A record so many milliseconds later, with this message.
    Current(i64, &'static str, Message),
    /// The same in the grammar before 1.73.
    Older(i64, &'static str, Message),
    /// A core event, which tells when it was made.
    Core(i64, u8, bool),
    /// Clocks are set: the wall is so many minutes ahead of UTC from here on.
    Ahead(i64),
    /// Bytes as they are: continuation lines, for the most part.
    Raw(Vec<u8>),
}

/// What stands behind stamp and level.
#[derive(Clone, Debug)]
pub(super) enum Message {
    Text(&'static str),
    /// An extension's event: which name and which payload.
    Event(usize, usize),
    /// So many bytes.
    Long(usize),
}

const NAMES: &[&str] = &[
    "GitHub.copilot-chat/response.success",
    "GitHub.copilot-chat/panel.request",
    "vscode.git/clone",
    "ms-python.python/EDITOR.LOAD",
    "acme.x/what ever",
    "acme.x/two\nlines",
    "telemetry/editorOpened",
    "[endpoint] telemetry/custom",
    "exception",
];

const PAYLOADS: &[&str] = &[
    r#"{"properties":{"common.tid":"t","reason":"startup"},"measurements":{"durationMs":12345.5}}"#,
    r#"{"properties":{"unique_id":"u","common.userName":"x","sku":"free"}}"#,
    r#"{"properties":{"\u0075nique_id":"escaped","common.os":"linux"}}"#,
    r#"{"flat":1,"nested":{"a":[1,2,{"b":"} {"}]}}"#,
    r#"{"properties":{"broken":"payload"#,
    r#"{"properties":{"version":"PostChannel=4.3.0"}} trailing"#,
    "{}",
    "",
];

const TEXTS: &[&str] = &[
    "",
    "Log level: Trace",
    "Below are logs for extension telemetry events sent to the telemetry output channel API once \
     the log level is set to trace.",
    "===========================================================",
    "Error: bad\n\tat exports.activate (/x/ext.js:21:132)\n    at run (/x/y.js:1:2)",
    "[09:26:53] a console's line\r\n[main 2026-03-14T09:26:53.589Z] another",
    "\u{1b}[90mgrey\u{1b}[0m \u{0}",
];

const LINES: &[&[u8]] = &[
    b"\n",
    b"\r\n",
    b"  2026-03-14 09:26:53.589 [info] indented\n",
    b"2026-13-14 09:26:53.589 [info] no such month\n",
    b"2026-03-14 09:26:53.589 [loud] no such level\n",
    b"2026-03-14 09:26:5",
    b"2026-03-14 09:26:53.589 [info]",
    b"2026-03-14 09:26:53.589 [info]\n",
    b"[09:26:53] as a server prints it\n",
    b"[main 2026-03-14T09:26:53.589Z] as the main process does\n",
    b"\xe2\x82",
    b"\xff\xfe\x00\n",
    b"\xef\xbb\xbf2026-03-14 09:26:53.589 [info] a mark in the middle\n",
    b"{\"event\":\"x\"}\n",
    b"[{\"a\":1}]\n",
    b"    at x (y.js:1:2)\n",
    b"no line end",
];

const LEVELS: &[&str] = &["trace", "debug", "info", "warning", "error", "critical", "off"];

fn message() -> impl Strategy<Value = Message> {
    prop_oneof![
        3 => prop::sample::select(TEXTS).prop_map(Message::Text),
        6 => (0..NAMES.len(), 0..PAYLOADS.len()).prop_map(|(a, b)| Message::Event(a, b)),
        1 => (1..1500_usize).prop_map(Message::Long),
    ]
}

/// How much later the next record comes: mostly at once, sometimes much later, or earlier.
fn later() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => 0..30_i64,
        2 => 0..10_000_i64,
        2 => 0..3_600_000_i64,
        1 => -5000..0_i64,
    ]
}

fn level() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("trace"), 1 => prop::sample::select(LEVELS)]
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        10 => (later(), level(), message()).prop_map(|(a, b, c)| Piece::Current(a, b, c)),
        1 => (later(), level(), message()).prop_map(|(a, b, c)| Piece::Older(a, b, c)),
        6 => (later(), any::<u8>(), any::<bool>()).prop_map(|(a, b, c)| Piece::Core(a, b, c)),
        1 => prop::sample::select(vec![0, 60, 120, -210]).prop_map(Piece::Ahead),
        4 => prop::sample::select(LINES).prop_map(|it| Piece::Raw(it.to_vec())),
        1 => prop::collection::vec(any::<u8>(), 0..30).prop_map(Piece::Raw),
    ]
}

/// A log file as it may begin.
fn start() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => Just(Vec::new()),
        1 => Just(b"\xef\xbb\xbf".to_vec()),
        1 => Just(b"the rest of a line\n  and another\n".to_vec()),
        1 => Just(b"{\"name\":\"x\"}\n".to_vec()),
        1 => prop::sample::select(LINES).prop_map(<[u8]>::to_vec),
    ]
}

pub(super) fn log(pieces: std::ops::Range<usize>) -> impl Strategy<Value = Vec<u8>> {
    let cut = prop_oneof![2 => Just(0_usize), 1 => 0..60_usize];
    (start(), prop::collection::vec(piece(), pieces), cut).prop_map(|(start, pieces, cut)| {
        let mut bytes = [start, written(&pieces)].concat();
        bytes.truncate(bytes.len().saturating_sub(cut));
        bytes
    })
}

fn written(pieces: &[Piece]) -> Vec<u8> {
    let mut utc = Instant::from_iso("2026-10-25T00:30:00Z").unwrap().0;
    let mut ahead = 120;
    let mut bytes = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Current(later, level, message) => {
                utc += later;
                let stamp = wall(utc, ahead);
                bytes.extend(format!("{stamp} [{level}] {}\n", text(message)).bytes());
            }
            Piece::Older(later, level, message) => {
                utc += later;
                let stamp = wall(utc, ahead);
                let text = text(message);
                bytes.extend(format!("[{stamp}] [renderer1] [{level}] {text}\n").bytes());
            }
            Piece::Core(later, name, folded) => {
                utc += later;
                let stamp = wall(utc + i64::from(*name % 9), ahead);
                let time = Zone::utc().civil(Instant(utc)).strftime("%Y-%m-%dT%H:%M:%S%.3fZ");
                let fold = if *folded { "\n  and more" } else { "" };
                let name = name % 5;
                bytes.extend(
                    format!(
                        "{stamp} [trace] telemetry/core{name} \
                         {{\"properties\":{{\"timestamp\":\"{time}\",\"n\":{name}}}}}{fold}\n"
                    )
                    .bytes(),
                );
            }
            Piece::Ahead(minutes) => ahead = *minutes,
            Piece::Raw(raw) => bytes.extend(raw),
        }
    }
    bytes
}

fn wall(utc: i64, ahead: i64) -> String {
    let at = Instant(utc + ahead * 60_000);
    Zone::utc().civil(at).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
}

fn text(message: &Message) -> String {
    match message {
        Message::Text(text) => (*text).to_owned(),
        Message::Event(name, payload) => format!("{} {}", NAMES[*name], PAYLOADS[*payload]),
        Message::Long(len) => "long ".repeat(len / 5 + 1),
    }
}
