//! The layers that are found: the person's file, and the environment.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::super::bounded;
use super::super::environment::Environment;
use super::super::nearest::{did_you_mean, nearest};
use super::key::{KEYS, PREFIX};
use super::{Origin, Setting, Settings, SettingsError, Value, Warning, file};

/// No file of settings is larger.
const LIMIT: u64 = 1 << 20;

impl Settings {
    pub(super) fn add_found(&mut self, path: &Path) {
        match text(path, false) {
            Ok(text) => {
                self.add(file::read(path, &text).map_err(|mut broken| {
                    broken.text.push_str("; nothing of the file is used");
                    broken
                }));
            }
            Err(SettingsError::Read { source, .. }) if is_missing(source.kind()) => {}
            Err(error) => {
                let origin = Origin::File(path.to_owned(), 1);
                self.warnings.push(Warning { origin, text: error.why() });
            }
        }
    }

    pub(super) fn add_variables(&mut self, environment: &Environment) {
        for (name, value) in &environment.variables {
            let Some(word) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
                continue;
            };
            if !value.is_empty() {
                self.add_variable(word, value);
            }
        }
    }

    fn add_variable(&mut self, word: &str, value: &OsStr) {
        let origin = Origin::Variable(format!("{PREFIX}{word}"));
        let name = word.to_lowercase().replace('_', "-");
        let Some(row) = KEYS.iter().find(|row| row.name == name) else {
            // Others may have variables of such a name: only what is nearly ours is a mistake.
            if let Some(near) = nearest(&name, KEYS.iter().map(|row| row.name)) {
                let text = format!("there is no setting '{name}'{}", did_you_mean(Some(near)));
                self.warnings.push(Warning { origin, text });
            }
            return;
        };
        if let Some(value) = value.to_str().and_then(|text| Value::of_variable(text, row.shape)) {
            self.values.insert(row.key, Setting { value, origin });
        } else {
            let text = format!("must be {}; it is not used", row.shape.wanted());
            self.warnings.push(Warning { origin, text });
        }
    }
}

/// A file that is not there, or cannot be: its folder is none.
fn is_missing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The text of a file; only a file that was named may be a pipe.
pub(super) fn text(path: &Path, named: bool) -> Result<String, SettingsError> {
    let unreadable = |source| SettingsError::Read { file: path.to_owned(), source };
    let is = fs::metadata(path).map_err(unreadable)?;
    if is.is_dir() {
        return Err(unreadable(ErrorKind::IsADirectory.into()));
    }
    // A pipe that nobody named could be waited for without end.
    if !named && !is.is_file() {
        return Err(unreadable(ErrorKind::InvalidInput.into()));
    }
    let bytes = bounded::bytes(path, LIMIT).map_err(unreadable)?;
    let bytes = bytes.ok_or_else(|| unreadable(ErrorKind::FileTooLarge.into()))?;
    String::from_utf8(bytes).map_err(|_| unreadable(ErrorKind::InvalidData.into()))
}
