//! The demo: an embedded synthetic session, played as if an editor wrote it now.
//!
//! The first round is there at once, as the session's past; then it is played again and again
//! by its own clock, its stamps moved to the moment at which each record is written.

use std::path::{Path, PathBuf};
use std::thread::{Builder, sleep};
use std::time::Duration;

use memchr::memmem;

use crate::event::{Clock, Instant, Zone};
use crate::frame::frame_all;
use crate::source::{Delivery, Feed, Keys, News, NewsSender, Reason, SourceFacts, SourceKey};

/// One embedded file: its path as an editor would have it, its text, and who wrote it.
struct File {
    path: &'static str,
    text: &'static str,
    product: &'static str,
}

const FILES: [File; 5] = [
    File {
        path: "Code/logs/demo/telemetry.log",
        text: include_str!("../../sample-logs/demo/telemetry.log"),
        product: "code",
    },
    File {
        path: "Code/logs/demo/window1/exthost/extHostTelemetry.log",
        text: include_str!("../../sample-logs/demo/window1/exthost/extHostTelemetry.log"),
        product: "code",
    },
    File {
        path: "Code/logs/demo/window1/exthost/acme.audit-demo/Acme Log.log",
        text: include_str!("../../sample-logs/demo/window1/exthost/acme.audit-demo/Acme Log.log"),
        product: "code",
    },
    File {
        path: "code-server/logs/demo/remoteTelemetry.log",
        text: include_str!("../../sample-logs/demo/remoteTelemetry.log"),
        product: "code-server",
    },
    File {
        path: "VSCodium/logs/demo/telemetry.log",
        text: include_str!("../../sample-logs/demo/vscodium/telemetry.log"),
        product: "vscodium",
    },
];

/// What the demo's producers declared, as `code --telemetry` would print it.
pub const DEMO_CATALOG: &str = include_str!("../../sample-logs/demo/catalog.json");

/// The pause between two rounds.
const BETWEEN_ROUNDS: Duration = Duration::from_millis(1500);

/// A record of the script: when it is due, counted from the first, and in which file.
struct Line {
    due: i64,
    file: usize,
    bytes: &'static [u8],
}

/// Plays the demo on a thread of its own; the feed ends when it is dropped.
///
/// # Errors
/// The system has no thread left.
pub fn demo_feed(zone: Zone) -> std::io::Result<Feed> {
    let (sender, feed) = crate::source::channel();
    Builder::new().name("demo".to_owned()).spawn(move || {
        // The player ends when nobody listens any more.
        let _ = play(&sender, &zone);
    })?;
    Ok(feed)
}

/// The demo's script, in the order of its clock.
fn script() -> Vec<Line> {
    let mut lines = Vec::new();
    for (file, text) in FILES.iter().enumerate() {
        for record in frame_all(text.text.as_bytes()) {
            let clock = record.opening.as_ref().and_then(|stamp| stamp.clock);
            let due = clock.and_then(Clock::wall).unwrap_or_default();
            lines.push(Line { due, file, bytes: record.bytes });
        }
    }
    lines.sort_by_key(|line| line.due);
    let first = lines.first().map_or(0, |line| line.due);
    for line in &mut lines {
        line.due -= first;
    }
    lines
}

fn play(sender: &NewsSender, zone: &Zone) -> Option<()> {
    let lines = script();
    let length = lines.last().map_or(0, |line| line.due);
    let keys = announce(sender)?;
    let begin = now().plus_millis(-length);
    for line in &lines {
        write(sender, &keys, line, zone, begin.plus_millis(line.due))?;
    }
    sender.blocking_send(News::CaughtUp).ok()?;
    loop {
        sleep(BETWEEN_ROUNDS);
        let begin = now();
        for line in &lines {
            let wait = begin.plus_millis(line.due).since(now());
            sleep(wait.unsigned_abs().min(Duration::from_secs(5)));
            write(sender, &keys, line, zone, now())?;
        }
    }
}

fn announce(sender: &NewsSender) -> Option<Vec<SourceKey>> {
    let keys = Keys::default();
    let add = |file: &File| {
        let key = keys.next();
        let facts = SourceFacts {
            path: PathBuf::from(file.path),
            session: Some("demo".to_owned()),
            product: file.product,
            bearing: crate::source::is_bearing(Path::new(file.path)),
        };
        let part = Delivery::Part { path: facts.path.clone(), offset: 0, reason: Reason::Opened };
        sender.blocking_send(News::Added(key, facts)).ok()?;
        sender.blocking_send(News::Of(key, part)).ok()?;
        Some(key)
    };
    FILES.iter().map(add).collect()
}

fn write(
    sender: &NewsSender,
    keys: &[SourceKey],
    line: &Line,
    zone: &Zone,
    time: Instant,
) -> Option<()> {
    let key = *keys.get(line.file)?;
    sender.blocking_send(News::Of(key, Delivery::Bytes(restamped(line.bytes, zone, time)))).ok()
}

/// The record with its stamp, and the UTC `timestamp` of its payload, set to `time`.
fn restamped(bytes: &[u8], zone: &Zone, time: Instant) -> Vec<u8> {
    const STAMP: &str = "%Y-%m-%d %H:%M:%S%.3f";
    const KEY: &[u8] = b"\"timestamp\":\"";
    let mut bytes = bytes.to_vec();
    overwrite(&mut bytes, 0, &zone.civil(time).strftime(STAMP).to_string());
    if let Some(at) = memmem::find(&bytes, KEY) {
        let utc = Zone::utc().civil(time).strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string();
        overwrite(&mut bytes, at + KEY.len(), &utc);
    }
    bytes
}

fn overwrite(bytes: &mut [u8], at: usize, text: &str) {
    if let Some(place) = bytes.get_mut(at..at + text.len()) {
        place.copy_from_slice(text.as_bytes());
    }
}

fn now() -> Instant {
    Instant(jiff::Timestamp::now().as_millisecond())
}
