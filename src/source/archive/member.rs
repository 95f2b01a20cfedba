//! The logs in a zip, as a folder's logs are: each with its rotations, in the order of their
//! paths.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use zip::read::{ZipFile, ZipFileEntry, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipReadOptions};

use super::allowance::{Allowance, Counting};
use super::decoding::Decoding;
use super::kind::{Kind, stamp_of_zip};
use super::listing::{Listing, Member};
use super::{Outflow, Part, mismatch};
use crate::source::discover::facts;
use crate::source::names::{is_log, live_of};
use crate::source::news::{Delivery, News, Reason, SourceFacts};

/// The logs of one zip, by the path of the live name.
#[derive(Debug, Default)]
pub(super) struct Members(BTreeMap<PathBuf, Vec<(PathBuf, Member)>>);

/// The path that a member is shown under: its name below the zip's. It names nothing on a disk.
pub(super) fn path_in(zip: &Path, name: &str) -> PathBuf {
    // Joining would let an absolute name take the place of the zip's.
    let mut path = OsString::from(zip);
    for part in name.split('/').filter(|part| !part.is_empty()) {
        path.push("/");
        path.push(part);
    }
    PathBuf::from(path)
}

fn facts_in(zip: &Path, path: &Path) -> SourceFacts {
    let mut facts = facts(path);
    facts.session = facts.session.or_else(|| stamp_of_zip(zip));
    facts
}

impl Members {
    /// The logs among the members, rotated ones with their live name, oldest first.
    pub(super) fn of(zip: &Path, members: Vec<Member>) -> Self {
        let logs = members.into_iter().map(|member| (path_in(zip, &member.name), member));
        let logs: Vec<(PathBuf, Member)> = logs.filter(|(path, _)| is_log(path)).collect();
        let names: BTreeSet<PathBuf> = logs.iter().map(|(path, _)| path.clone()).collect();
        let mut rows: BTreeMap<PathBuf, Vec<(u8, PathBuf, Member)>> = BTreeMap::new();
        for (path, member) in logs {
            let rotated = live_of(&path).filter(|(live, _)| names.contains(live));
            let (live, number) = rotated.unwrap_or_else(|| (path.clone(), 0));
            rows.entry(live).or_default().push((number, path, member));
        }
        let oldest_first = |(live, mut row): (PathBuf, Vec<(u8, PathBuf, Member)>)| {
            row.sort_by_key(|(number, ..)| std::cmp::Reverse(*number));
            (live, row.into_iter().map(|(_, path, member)| (path, member)).collect())
        };
        Self(rows.into_iter().map(oldest_first).collect())
    }

    /// How many logs there are, each with its rotations.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Those that hold telemetry, or all with `trace`.
    pub(super) fn wanted(&self, trace: bool) -> impl Iterator<Item = &PathBuf> {
        self.0.keys().filter(move |path| trace || facts(path).bearing)
    }

    /// Reads the members of a zip that `wanted` takes.
    pub(super) fn read(
        zip: &Path,
        mut file: Counting<File>,
        size: u64,
        wanted: &dyn Fn(&SourceFacts) -> bool,
        outflow: &mut Outflow<'_>,
    ) {
        let mut allowance = Allowance::new(file.count(), Some(size));
        let problem = |text: &str| News::Problem(format!("{}: {text}", zip.display()));
        let listing = match Listing::read(&mut file) {
            Ok(listing) => listing,
            Err(error) => {
                let text = format!("damaged: {error}; reading what comes before");
                if (outflow.tell)(problem(&text)) && file.seek(SeekFrom::Start(0)).is_ok() {
                    in_stream(zip, &mut file, &mut allowance, wanted, outflow);
                }
                return;
            }
        };
        if listing.refused.is_some_and(|text| !(outflow.tell)(problem(&text))) {
            return;
        }
        for (live, row) in Self::of(zip, listing.members).0 {
            let facts = facts_in(zip, &live);
            if !wanted(&facts) {
                continue;
            }
            if allowance.is_spent() {
                (outflow.tell)(problem("refused to go on; its other members are left out"));
                return;
            }
            let Some(key) = outflow.begin(facts) else { return };
            let mut reason = Reason::Opened;
            for (path, member) in row {
                let told = match opened(member.entry, &mut file) {
                    Ok(body) => {
                        deliver(&Part { key, path: &path, reason }, body, &mut allowance, outflow)
                    }
                    Err(text) => outflow.say(key, Delivery::Problem(text)),
                };
                if !told {
                    return;
                }
                reason = Reason::Rotated;
            }
            if !outflow.say(key, Delivery::Ended) {
                return;
            }
        }
    }
}

/// One member's bytes.
fn opened<'f, R: Read + Seek>(
    entry: ZipFileEntry<'f>,
    file: &'f mut R,
) -> Result<ZipFile<'f, R>, String> {
    if entry.encrypted() {
        return Err("encrypted; unpack it with its password, and name the file".to_owned());
    }
    let method = entry.compression();
    if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(format!(
            "compressed by {method}, which is not read here; unpack it, and name the file"
        ));
    }
    entry.with_reader(file, ZipReadOptions::new()).map_err(|error| format!("damaged: {error}"))
}

/// Delivers one member as a part, decoded once more if it is compressed itself.
fn deliver<R: Read>(
    part: &Part<'_>,
    body: ZipFile<'_, R>,
    allowance: &mut Allowance,
    outflow: &mut Outflow<'_>,
) -> bool {
    match Decoding::sniffed(body) {
        Ok((held, mut decoding)) => {
            let odd = mismatch(Kind::named(part.path), held);
            odd.is_none_or(|text| outflow.say(part.key, Delivery::Problem(text)))
                && outflow.part(part, &mut decoding, allowance)
        }
        Err(error) => outflow.say(part.key, Delivery::Problem(format!("damaged: {error}"))),
    }
}

/// Reads a zip that has lost its list: member by member from its start, as far as it goes.
fn in_stream(
    zip: &Path,
    file: &mut Counting<File>,
    allowance: &mut Allowance,
    wanted: &dyn Fn(&SourceFacts) -> bool,
    outflow: &mut Outflow<'_>,
) {
    let end = loop {
        if allowance.is_spent() {
            return;
        }
        let body = match read_zipfile_from_stream(file) {
            Ok(Some(body)) => body,
            Ok(None) => return,
            Err(error) => break error,
        };
        let name = String::from_utf8_lossy(body.name_raw()).replace('\\', "/");
        let path = path_in(zip, &name);
        let facts = facts_in(zip, &path);
        if body.is_dir() || !is_log(&path) || !wanted(&facts) {
            continue;
        }
        let Some(key) = outflow.begin(facts) else { return };
        let part = Part { key, path: &path, reason: Reason::Opened };
        let told = deliver(&part, body, allowance, outflow);
        if !told || !outflow.say(key, Delivery::Ended) {
            return;
        }
    };
    // The end is where it was cut off, which is told already.
    if !matches!(end, ZipError::Io(_)) {
        (outflow.tell)(News::Problem(format!("{}: {end}", zip.display())));
    }
}
