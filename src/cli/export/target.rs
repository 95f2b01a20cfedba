//! Where an export goes: a file that is there when it is whole, or standard output.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::config::whole_file::{Overwrite, WholeFile};
use crate::pipeline::on_interrupt;
use crate::store::EventLog;

use super::super::args::{self, Colour};
use super::super::audit::refuse_log;
use super::super::failure::Failure;
use super::super::output::Output;

/// Where an export goes.
pub(super) enum Target {
    Stdout(Output),
    File(WholeFile, PathBuf),
}

impl Target {
    /// Opens what was named, before anything is read: who waits for a large log should not be told
    /// at its end that nothing can be written.
    pub(super) fn open(args: &args::Export, colour: Colour) -> Result<Self, Failure> {
        let path = &args.output;
        if path == Path::new("-") {
            return Ok(Self::Stdout(Output::new(colour)));
        }
        let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
        let file = WholeFile::create(path, overwrite).map_err(|error| unwritable(path, &error))?;
        if let Some(beside) = file.beside().map(Path::to_owned) {
            on_interrupt(move |signal| {
                // What is not whole is nothing; where it is whole by now, it has another name.
                let _ = fs::remove_file(beside);
                process::exit(128 + i32::from(signal));
            })?;
        }
        Ok(Self::File(file, path.clone()))
    }

    /// What is read is not written over.
    pub(super) fn refuse_logs(&self, log: &EventLog) -> Result<(), Failure> {
        match self {
            Self::Stdout(_) => Ok(()),
            Self::File(_, path) => refuse_log("-o", path, &log.paths()),
        }
    }

    pub(super) const fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout(output) if output.terminal)
    }

    /// All is written.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut output) => Ok(output.out.flush()?),
            Self::File(file, path) => file.finish().map_err(|error| unwritable(&path, &error)),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(output) => output.out.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(output) => output.out.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
}

/// Why a file cannot be begun.
pub(in crate::cli) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    Failure::Usage(match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("-o {path}: it is there already; --force replaces it, or name another file")
        }
        ErrorKind::IsADirectory => format!("-o {path}: it is a folder; name a file in it"),
        _ => format!("-o {path}: {error}"),
    })
}
