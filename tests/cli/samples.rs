//! The sample logs, and what their README says of them.

use std::fs;
use std::path::{Path, PathBuf};

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Sample {
    /// The path below the samples, with `/`.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// How many events, logs and raw lines it holds.
    pub(crate) counts: [u64; 3],
}

impl Sample {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap()
    }

    pub(crate) fn records(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub(crate) fn is_telemetry(&self) -> bool {
        self.path.file_name().unwrap().to_str().unwrap().to_lowercase().contains("telemetry")
    }
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs")
}

/// Every log of the table.
pub(crate) fn all() -> Vec<Sample> {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let number = |at: usize| cells.get(at)?.parse().ok();
        let counts = [number(3)?, number(4)?, number(5)?];
        let name = cells.get(1)?.to_string();
        Some(Sample { path: folder().join(&name), name, counts })
    };
    let samples: Vec<_> = readme.lines().filter_map(row).collect();
    assert!(samples.len() > 10, "the table is read: {samples:?}");
    samples
}

pub(crate) fn named(name: &str) -> Sample {
    all().into_iter().find(|sample| sample.name == name).unwrap()
}

/// The samples of the session that the README describes first.
pub(crate) const SESSION: &str = "20260314T092653";

pub(crate) fn of_the_session() -> Vec<Sample> {
    all().into_iter().filter(|sample| sample.name.starts_with(SESSION)).collect()
}

/// The demo's logs, which are no part of the table.
pub(crate) fn of_the_demo() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder().join("demo")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "log") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty());
    found
}
