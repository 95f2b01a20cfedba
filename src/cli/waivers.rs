//! Where waivers are: the file that was named, or the one of the project.

mod writing;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::{Failure, say};
use super::written_file::text_of;
use crate::audit::{WAIVERS_FILE, Waivers};

pub(super) use self::writing::waive;

/// The waivers and what they stand in. What is wrong with a file that was named ends the run; of
/// one that was found it is said.
pub(super) fn waivers(named: Option<&Path>) -> Result<(Waivers, String), Failure> {
    let (path, must) = match named {
        Some(path) => (path.to_owned(), true),
        None => (of_project(), false),
    };
    let file = path.display().to_string();
    let text = match text_of(&path) {
        Ok(text) => text,
        Err(error) if !must && error.kind() == io::ErrorKind::NotFound => {
            return Ok((Waivers::default(), file));
        }
        Err(error) => {
            let wrong = format!("{file} cannot be read: {error}");
            return if must { Err(Failure::Usage(wrong)) } else { Ok(unused(&file, &wrong)) };
        }
    };
    match Waivers::read(&text) {
        Ok(waivers) => {
            waivers.warnings.iter().for_each(|warning| say(&format!("{file}, {warning}")));
            match waivers.broken.first() {
                Some(wrong) if must => Err(Failure::Usage(format!("{file}, {wrong}"))),
                _ => {
                    let each = waivers.broken.iter();
                    each.for_each(|wrong| say(&format!("{file}, {wrong}; it waives nothing")));
                    Ok((waivers, file))
                }
            }
        }
        Err(wrong) if must => Err(Failure::Usage(format!("{file}, {wrong}"))),
        Err(wrong) => Ok(unused(&file, &format!("{file}, {wrong}"))),
    }
}

fn unused(file: &str, wrong: &str) -> (Waivers, String) {
    say(&format!("{wrong}; it waives nothing"));
    (Waivers::default(), file.to_owned())
}

/// The file of waivers of the project that the current folder is in: beside the nearest `.git`
/// upward, else in the current folder.
fn of_project() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let root = here.ancestors().find(|folder| folder.join(".git").exists());
    root.unwrap_or(&here).join(WAIVERS_FILE)
}
