//! A home that nobody lives in, and runs of the binary in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

/// No run takes longer than this, whatever the machine is doing besides.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn file(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Writes a file as if it had been written so many minutes ago.
    pub(crate) fn old_file(&self, path: &str, text: &str, minutes: u64) -> PathBuf {
        let path = self.file(path, text);
        let time = SystemTime::now() - Duration::from_secs(60 * minutes);
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        path
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_telltail"));
        command.args(args).env_clear().current_dir(self.0.path()).env("TZ", "UTC");
        for home in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramFiles"] {
            command.env(home, self.0.path());
        }
        // Without it no program starts there.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(assert_cmd::Command::from_std(self.command(args)))
    }

    /// A run with bytes on standard input.
    pub(crate) fn pipe(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let mut command = assert_cmd::Command::from_std(self.command(args));
        command.write_stdin(stdin);
        Ran::of(command)
    }

    /// A run with more in its environment.
    pub(crate) fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Ran {
        let mut command = self.command(args);
        command.envs(variables.iter().copied());
        Ran::of(assert_cmd::Command::from_std(command))
    }
}

/// What `print --trace` says on standard error.
pub(crate) const TRACE_WORD: &str =
    "telltail: --trace prints the session's other logs too: they can hold secrets\n";

/// How a run went.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    fn of(mut command: assert_cmd::Command) -> Self {
        let output = command.timeout(DEADLINE).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        for mark in ["panicked", "BACKTRACE", "has a bug"] {
            assert!(!err.contains(mark), "{err}");
        }
        Self { status: output.status.code(), out: output.stdout, err }
    }

    /// What was printed by a run that had nothing to complain about; that `--trace` can show
    /// secrets is no complaint.
    pub(crate) fn bytes(self) -> Vec<u8> {
        let err = self.err.strip_suffix(TRACE_WORD).unwrap_or(&self.err);
        assert_eq!((self.status, err), (Some(0), ""));
        self.out
    }

    /// The same as text.
    pub(crate) fn text(self) -> String {
        String::from_utf8(self.bytes()).unwrap()
    }

    pub(crate) fn lines(self) -> Vec<String> {
        self.text().lines().map(str::to_owned).collect()
    }

    pub(crate) fn json(self) -> Vec<Value> {
        self.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// What was complained about by a run that could not do anything.
    pub(crate) fn complaint(self, status: i32) -> String {
        assert_eq!((self.status, self.out.len()), (Some(status), 0), "{self:?}");
        assert!(self.err.starts_with("telltail: "), "{}", self.err);
        self.err
    }
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A core event, named and stamped, as a line.
pub(crate) fn core(stamp: &str, name: &str) -> String {
    format!("{stamp} [trace] telemetry/{name} {{\"properties\":{{}},\"measurements\":{{}}}}\n")
}
