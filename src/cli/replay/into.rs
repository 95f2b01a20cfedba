//! `telltail replay --into DIR`: records into a folder as an editor writes them, each when it is
//! due.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::PoisonError;

use crate::event::{EventId, SourceId};
use crate::pipeline::editor::{Begin, EDITORS_LIMIT, EditorError, EditorFolder, Limit};
use crate::search::read_in_order;
use crate::store::{EventLog, Row, SourceFacts, Text};

use super::super::args::{Replay, Rotate};
use super::super::failure::{Failure, say};
use super::super::print::Missing;
use super::super::setup::Setup;
use super::played::Played;

pub(super) fn run(args: &Replay, folder: &Path) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let played = Played::new(args, &setup)?;
    let log = played.log.read().unwrap_or_else(PoisonError::into_inner);
    let mut stage = Stage::new(args, folder, &log)?;
    let performed = played.play(&log, |ids| stage.write(&log, ids))?;
    drop(log);
    let missing = stage.finish(folder);
    Ok(played.finish(performed, missing))
}

/// The folder, and what of the log did not come there.
struct Stage {
    folder: EditorFolder,
    /// The event of each source that was written last.
    last: HashMap<SourceId, EventId>,
    left: Left,
}

/// What could not be written as an editor would.
#[derive(Debug, Default)]
struct Left {
    /// Records that stood in JSON.
    wire: u64,
    /// Those whose text is lost.
    missing: Missing,
}

/// Some records, in memory.
#[derive(Debug, Default)]
struct Page {
    bytes: Vec<u8>,
    /// Which events, and where their bytes end.
    records: Vec<(EventId, usize)>,
    left: Left,
}

impl Stage {
    fn new(args: &Replay, folder: &Path, log: &EventLog) -> Result<Self, Failure> {
        let limit = match args.rotate {
            None => Limit::Editors,
            Some(Rotate::At(bytes)) => Limit::Bytes(bytes),
            Some(Rotate::Never) => Limit::Never,
        };
        let begin = if args.force { Begin::Beside } else { Begin::Empty };
        let sources: Vec<&SourceFacts> = log.sources().map(|(_, facts, _)| facts).collect();
        let largest = largest(log);
        let limit = |at: usize| limit.of(largest.get(at).copied().unwrap_or(0));
        let mut folder = EditorFolder::new(folder, begin, sources, limit)?;
        // An editor has a log before there is anything to write into it.
        for (source, _, _) in log.sources().filter(|(source, _, _)| log.volume(*source).0 == 0) {
            folder.begin(source.index())?;
        }
        Ok(Self { folder, last: HashMap::new(), left: Left::default() })
    }

    /// Writes these records behind those of their sources that are written.
    fn write(&mut self, log: &EventLog, ids: &[EventId]) -> Result<(), Failure> {
        let put = |row: Row<'_>, text: Text<'_>, page: &mut Page| page.put(row.id(), &text);
        read_in_order(log, ids, false, put, |page: &mut Page| {
            let mut begin = 0;
            for (id, end) in page.records.drain(..) {
                let record = page.bytes.get(begin..end).unwrap_or_default();
                begin = end;
                let Some(row) = log.row(id) else { continue };
                let before = self.last.insert(row.source_id(), id).and_then(|id| log.row(id));
                let another = before.is_some_and(|before| before.path() != row.path());
                self.folder.write(row.source_id().index(), record, another)?;
            }
            page.bytes.clear();
            let Left { wire, missing } = std::mem::take(&mut page.left);
            self.left.wire += wire;
            self.left.missing.add(missing);
            Ok(())
        })
    }

    /// Says what is not in the folder; whether that is something that was to be there.
    fn finish(&self, folder: &Path) -> bool {
        for away in self.folder.rotated_away() {
            say(&format!(
                "{}: its oldest {} records, {} bytes, were rotated away, as an editor keeps six old \
                 files; --rotate gives another size, or never",
                folder.join(&away.log).display(),
                away.records,
                away.bytes
            ));
        }
        let Left { wire, missing } = &self.left;
        if *wire > 0 {
            let records = if *wire == 1 { "1 record" } else { &format!("{wire} records") };
            say(&format!(
                "{records} left out that stood in JSON (what was seen on the wire, or what telltail \
                 printed): no editor writes those; `telltail export` writes them"
            ));
        }
        missing.tell() || *wire > 0
    }
}

impl Page {
    /// Adds a record, or why it cannot be written.
    fn put(&mut self, id: EventId, text: &Text<'_>) {
        if text.is_piece() {
            self.left.wire += 1;
        } else if let Some(lost) = text.lost() {
            self.left.missing.add(Missing::of(Some(lost.clone())));
        } else {
            self.bytes.extend_from_slice(text.bytes());
            self.records.push((id, self.bytes.len()));
        }
    }
}

/// How large the largest file of each source is, in bytes, where the source is larger than what an
/// editor puts into one.
fn largest(log: &EventLog) -> Vec<u64> {
    let mut largest = vec![0; log.source_count()];
    let large = |source: SourceId| log.volume(source).1 > EDITORS_LIMIT;
    let mut here: HashMap<SourceId, (&str, u64)> = HashMap::new();
    for row in log.in_order().filter_map(|id| log.row(id)).filter(|row| large(row.source_id())) {
        let (path, bytes) = here.entry(row.source_id()).or_insert((row.path(), 0));
        if *path != row.path() {
            (*path, *bytes) = (row.path(), 0);
        }
        *bytes += row.size();
        let most = &mut largest[row.source_id().index()];
        *most = (*bytes).max(*most);
    }
    largest
}

/// What is wrong with the folder is wrong with the arguments, but for what the system says.
impl From<EditorError> for Failure {
    fn from(error: EditorError) -> Self {
        match error {
            EditorError::Io { .. } => Self::Input(error.to_string()),
            _ => Self::Usage(format!("--into {error}")),
        }
    }
}
