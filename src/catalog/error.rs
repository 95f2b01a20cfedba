//! Why a catalog that somebody named cannot be used, with what to do next.

use std::io;
use std::path::PathBuf;

/// A catalog cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// The file cannot be read.
    #[error("cannot read the catalog {}: {source}; check the path", file.display())]
    Read {
        /// The catalog.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is longer than any catalog is.
    #[error(
        "{} is larger than {} MiB, which no catalog is; give a telemetry.json or the output of \
         `code --telemetry`",
        file.display(), limit >> 20
    )]
    TooLarge {
        /// The file.
        file: PathBuf,
        /// The limit, in bytes.
        limit: u64,
    },
    /// More values than any catalog has.
    #[error(
        "{} holds more than {limit} values, which no catalog does; give a telemetry.json or the \
         output of `code --telemetry`",
        file.display()
    )]
    TooMuch {
        /// The file.
        file: PathBuf,
        /// The limit.
        limit: usize,
    },
    /// The extractor's other file, which says where data is kept.
    #[error(
        "{} is the table info that the extractor writes with --tableInfo: it names tables and \
         columns and declares nothing; give the telemetry.json that was written with it",
        file.display()
    )]
    TableInfo {
        /// The file.
        file: PathBuf,
    },
    /// Nothing in the file looks like JSON.
    #[error(
        "{} holds no JSON; give a telemetry.json or the output of `code --telemetry`",
        file.display()
    )]
    NoJson {
        /// The file.
        file: PathBuf,
    },
    /// A document without a table that declares anything.
    #[error(
        "{} holds no table of events; a plan has one with columns such as Event, Data and Why, each \
         cell between pipes", file.display()
    )]
    NoPlan {
        /// The file.
        file: PathBuf,
    },
    /// The JSON is broken.
    #[error(
        "{} is broken JSON at line {line}, column {column}: {what}; mend it there, or save the \
         output of `code --telemetry` again",
        file.display()
    )]
    Syntax {
        /// The file.
        file: PathBuf,
        /// The line, counted from 1 in the whole file.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What the parser said.
        what: String,
    },
    /// Good JSON, but no catalog.
    #[error(
        "{} is JSON but declares no telemetry (no `events` of named declarations, no \
         `commonProperties`); give a telemetry.json or the output of `code --telemetry`",
        file.display()
    )]
    Unrelated {
        /// The file.
        file: PathBuf,
    },
    /// A dump was given one producer's name.
    #[error(
        "{} holds the catalogs of several producers, so it cannot be that of {producer} alone; \
         give it without `{producer}=`",
        file.display()
    )]
    NamedDump {
        /// The file.
        file: PathBuf,
        /// The name it was given.
        producer: String,
    },
}
