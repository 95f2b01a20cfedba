//! A live name and its rotations as one row of files, oldest first.
//!
//! A rotation renames the whole row, name by name, while we look. Two facts keep the order:
//! files only ever move towards higher numbers, so that going through the names upwards misses
//! none; and a row whose every name still stands for the same file after the last was opened
//! did exist at one moment, which the time of its folder may tell for all of them. Until that is so we look again, and keep what fell off the end
//! meanwhile: it is older than all that is still there.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::identity::Stat;
use super::reading::Reading;
use crate::source::names::{SIBLINGS, sibling};

/// How often a row that moves under our eyes is looked at again.
const TRIES: usize = 16;

/// Every file of the row that starts at `live`, held open, oldest first. What cannot be opened
/// is told to `problem` and left out.
pub(super) fn row(live: &Path, problem: &mut dyn FnMut(&Path, &io::Error)) -> Vec<Reading> {
    settled(live, &mut |name| {
        Reading::open(name).unwrap_or_else(|error| {
            problem(name, &error);
            None
        })
    })
}

fn settled(live: &Path, open: &mut dyn FnMut(&Path) -> Option<Reading>) -> Vec<Reading> {
    let names: Vec<PathBuf> = std::iter::once(live.to_owned())
        .chain((1..=SIBLINGS).map(|number| sibling(live, number)))
        .collect();
    let mut row: Vec<Reading> = Vec::new();
    for _ in 0..TRIES {
        let before = quiet(live);
        let slots: Vec<Option<Reading>> = names.iter().map(|name| open(name)).collect();
        let unmoved = before.is_some() && quiet(live) == before;
        let stands = unmoved || stands(&names, &slots);
        let seen = without_doubles(slots);
        row.retain(|fallen| !seen.iter().any(|file| file.is(fallen)));
        row.extend(seen);
        if stands {
            break;
        }
    }
    row
}

/// How the folder of `live` stands, if an equal answer later on proves that no name in it came,
/// went or moved meanwhile. Asking it is far less than asking for every name.
fn quiet(live: &Path) -> Option<Stat> {
    let folder = if cfg!(unix) { live.parent()? } else { return None };
    fs::metadata(folder).ok().as_ref().map(Stat::of).filter(Stat::is_settled)
}

fn stands(names: &[PathBuf], slots: &[Option<Reading>]) -> bool {
    names.iter().zip(slots).all(|(name, slot)| match slot {
        Some(file) => file.is_at(name).unwrap_or(false),
        // What could not be opened is not waited for.
        None => !name.is_file() || Reading::open(name).is_err(),
    })
}

/// The files of names in rising order, oldest first. A file that moved while we looked was seen
/// under two names; the higher one is the later.
fn without_doubles(slots: Vec<Option<Reading>>) -> Vec<Reading> {
    let mut row: Vec<Reading> = Vec::new();
    for file in slots.into_iter().flatten().rev() {
        if !row.iter().any(|older| older.is(&file)) {
            row.push(file);
        }
    }
    row
}

#[cfg(test)]
mod tests;
