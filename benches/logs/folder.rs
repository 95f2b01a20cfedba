//! Folders of logs: a rotated set, and a session of many files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::facts::Facts;
use super::lines::Lines;
use super::shape::Shape;

/// A log that was rotated as VS Code does it: `telemetry.log` is the newest, `telemetry.1.log`
/// what was renamed last, and so on; no record is in two files. The oldest name is written first.
///
/// # Errors
/// The file system's.
pub(crate) fn rotated(folder: &Path, seed: u64, files: usize, bytes: u64) -> io::Result<Facts> {
    fs::create_dir_all(folder)?;
    let mut lines = Lines::new(Shape::Telemetry, seed);
    for number in (0..files).rev() {
        let name = match number {
            0 => "telemetry.log".to_owned(),
            old => format!("telemetry.{old}.log"),
        };
        let end = lines.facts().bytes + bytes;
        fill(&folder.join(name), &mut lines, end)?;
    }
    Ok(lines.facts())
}

/// One session folder `20260314T092653` of so many logs, whose records are of the same hour and
/// lie between each other's; the session's folder, and what is in it.
///
/// # Errors
/// The file system's.
pub(crate) fn many(
    root: &Path,
    seed: u64,
    files: usize,
    bytes: u64,
) -> io::Result<(PathBuf, Facts)> {
    let session = root.join("20260314T092653");
    let mut all = Facts::default();
    for number in 0..files {
        let folder = session.join(format!("window{}/exthost", number + 1));
        fs::create_dir_all(&folder)?;
        let pace = (3_600_000 * 943 / bytes).max(1);
        let mut lines = Lines::new(Shape::Telemetry, seed + number as u64).paced(pace, 0);
        fill(&folder.join("extHostTelemetry.log"), &mut lines, bytes)?;
        all.add(lines.facts());
    }
    Ok((session, all))
}

fn fill(path: &Path, lines: &mut Lines, end: u64) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(path)?);
    let mut record = Vec::new();
    while lines.facts().bytes < end {
        record.clear();
        lines.next(&mut record);
        out.write_all(&record)?;
    }
    out.flush()
}
