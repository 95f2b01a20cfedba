//! Writing a waiver that was given on the screen into the project's file: all of it or nothing, and
//! never beside logs, which are not ours to write to.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::audit::{Waiver, Waivers, append};
use crate::config::whole_file::{Overwrite, WholeFile};

use super::super::written_file::text_of;

/// Adds a waiver to a file; what the file waives then.
///
/// # Errors
/// What stands in the way, as a sentence for the person.
pub(in crate::cli) fn waive(
    file: &Path,
    waiver: &Waiver,
    logs: &[PathBuf],
) -> Result<Waivers, String> {
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if is_beside(folder, logs) {
        return Err(format!(
            "{} would stand beside the logs, where nothing is written: start telltail in your \
             project",
            file.display()
        ));
    }
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let before = match text_of(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(wrong(&error)),
    };
    let after = append(&before, waiver).map_err(|error| wrong(&error))?;
    let written = WholeFile::create(file, Overwrite::Replace).and_then(|mut new| {
        new.write_all(after.as_bytes())?;
        new.finish()
    });
    written.map_err(|error| wrong(&error))?;
    Waivers::read(&after).map_err(|error| wrong(&error))
}

/// Whether one of the logs stands in a folder.
fn is_beside(folder: &Path, logs: &[PathBuf]) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real(folder);
    logs.iter().filter_map(|log| log.parent()).any(|parent| {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        real(parent) == folder
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Waivers;

    fn waiver() -> Waiver {
        Waiver {
            rule: "TEL013".to_owned(),
            producer: Some("acme.demo".to_owned()),
            event: None,
            key: None,
            fingerprint: None,
            reason: "known".to_owned(),
            until: jiff::civil::date(2027, 1, 31),
            line: 0,
        }
    }

    #[test]
    fn a_waiver_is_added_to_the_file_or_begins_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("telltail-waivers.toml");
        for count in 1..=2 {
            let waivers = waive(&file, &waiver(), &[]).unwrap();
            assert_eq!(waivers.list.len(), count);
            assert_eq!(Waivers::read(&fs::read_to_string(&file).unwrap()).unwrap(), waivers);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn nothing_is_written_beside_logs_or_into_what_is_no_file_of_waivers() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("telltail-waivers.toml");
        let log = folder.path().join("telemetry.log");
        let refused = waive(&file, &waiver(), &[log]).unwrap_err();
        assert!(refused.contains("beside the logs") && !file.exists(), "{refused}");
        fs::write(&file, "[[waiver").unwrap();
        assert!(waive(&file, &waiver(), &[]).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "[[waiver");
    }
}
