//! The trace state of a log that is not opened: from its first and its last bytes.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::event::{Instant, Kind, LogLevel, Zone};
use crate::frame::{Record, frame_all};
use crate::parse::{head, is_header, log_level_line};
use crate::source::is_bearing;

use super::super::dating::Dating;
use super::judge::trace;
use super::{Facts, TraceState, said};

/// How much is read from each end.
const END: u64 = 64 * 1024;

/// What a look at a log's ends tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Whether events are logged.
    pub trace: TraceState,
    /// Whether what was read leaves no other way.
    pub certain: bool,
    /// What it rests on, in one sentence.
    pub why: String,
    /// Whether a telemetry event was seen.
    pub events: bool,
    /// Whether all of the file was read.
    pub whole: bool,
}

/// Looks at the ends of the log at `path`: at most 128 KiB are read. Times are taken as UTC.
///
/// # Errors
/// The file cannot be opened or read.
pub fn glance(path: &Path) -> io::Result<Glance> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut first = Vec::new();
    file.by_ref().take(END).read_to_end(&mut first)?;
    let mut last = Vec::new();
    if size > END {
        // What was read already is not read again.
        file.seek(SeekFrom::Start(END.max(size.saturating_sub(END))))?;
        file.take(END).read_to_end(&mut last)?;
    }
    Ok(glance_at(&first, &last, size <= 2 * END, is_bearing(path)))
}

/// The same for bytes that were read: the first and the last of a log (`last` may be empty, and
/// may begin within a line), and whether they are all of it.
pub fn glance_at(first: &[u8], last: &[u8], whole: bool, bearing: bool) -> Glance {
    let mut dating = Dating::default();
    let mut facts = Facts { sources: 1, bearing: u64::from(bearing), ..Facts::default() };
    if whole {
        let all = [first, last].concat();
        frame_all(&all).for_each(|record| take(&mut facts, &mut dating, &record, bearing));
    } else {
        // A line that is cut in two would be read as two: the halves are left out.
        let until = memchr::memrchr(b'\n', first).map_or(0, |at| at + 1);
        let from = memchr::memchr(b'\n', last).map_or(last.len(), |at| at + 1);
        for part in [&first[..until], &last[from..]] {
            frame_all(part).for_each(|record| take(&mut facts, &mut dating, &record, bearing));
        }
    }
    let traced = trace(&facts);
    Glance {
        trace: traced.state,
        certain: traced.certain,
        why: said::ground(&traced),
        events: facts.events > 0,
        whole,
    }
}

fn take(facts: &mut Facts, dating: &mut Dating, record: &Record<'_>, bearing: bool) {
    let head = head(record.bytes, record.opening.as_ref(), bearing);
    let zone = Zone::utc();
    let placed = head.clock.and_then(|clock| dating.place(clock, &zone));
    let at = placed.map(|placed| placed.instant(Instant));
    match head.kind {
        Kind::Event => {
            facts.events += 1;
            facts.last_event = at;
            (facts.reopened, facts.level) = (None, None);
        }
        Kind::Raw => {}
        Kind::Log => {
            facts.others_until = at;
            let message = record.bytes.get(head.message.clone()).unwrap_or_default();
            if head.level != Some(LogLevel::Info) {
                facts.lines += 1;
            } else if is_header(message) {
                facts.headers += 1;
                facts.reopened = facts.last_event.and(facts.reopened.or(at));
                // A logger that begins anew has another level than it had.
                facts.level = None;
            } else {
                facts.lines += 1;
                let level = log_level_line(message).map(|level| (level, at));
                facts.level = level.or(facts.level);
            }
        }
    }
}
