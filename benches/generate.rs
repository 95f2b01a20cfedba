//! Writes a made-up log, or a folder of them: the same bytes for the same arguments.
//!
//! ```text
//! cargo bench --bench generate -- --seed 1 --bytes 1GiB --shape telemetry telemetry.log
//! cargo bench --bench generate -- --bytes 5MiB --rotated 7 FOLDER
//! cargo bench --bench generate -- --bytes 500KiB --files 2000 FOLDER
//! ```
//! What was written is told on standard output, as a line of JSON.
#![expect(clippy::print_stdout, reason = "it tells what it wrote")]

mod logs;

use std::error::Error;
use std::fs::File;
use std::path::PathBuf;

use clap::Parser;
use logs::Shape;

/// Writes a made-up log, the same bytes for the same arguments.
#[derive(Debug, Parser)]
struct Arguments {
    /// Which log of the many alike.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How long each file becomes at least: 500KiB, 64MiB, 1GiB, or a number of bytes.
    #[arg(long, default_value = "1GiB", value_parser = bytes)]
    bytes: u64,
    /// How its records are written.
    #[arg(long, default_value = "telemetry")]
    shape: Shape,
    /// A folder of so many files of one rotated log.
    #[arg(long, conflicts_with = "files")]
    rotated: Option<usize>,
    /// A folder with one session of so many logs.
    #[arg(long)]
    files: Option<usize>,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
    /// The file or folder to write.
    path: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { seed, bytes, shape, rotated, files, path, .. } = Arguments::parse();
    let facts = match (rotated, files) {
        (Some(count), _) => logs::rotated(&path, seed, count, bytes)?,
        (None, Some(count)) => logs::many(&path, seed, count, bytes)?.1,
        (None, None) => logs::write(shape, seed, bytes, &mut File::create(&path)?)?,
    };
    println!("{}", facts.json(&shape.to_string(), seed));
    Ok(())
}

/// A size as people write it.
fn bytes(size: &str) -> Result<u64, String> {
    let digits = size.trim_end_matches(|c: char| !c.is_ascii_digit());
    let scale: u64 = match &size[digits.len()..] {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        other => return Err(format!("'{other}' is no unit; write KiB, MiB or GiB")),
    };
    let count: u64 = digits.parse().map_err(|error| format!("{digits}: {error}"))?;
    count.checked_mul(scale).ok_or_else(|| "that is too much".to_owned())
}
