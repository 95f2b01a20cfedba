//! What a zip says that it holds.

use std::io::{Read, Seek};

use zip::read::{Config, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// A list of more members than this is no folder of logs.
const MEMBERS: usize = 20_000;
/// A name of more bytes than this is no log's.
const NAME: usize = 4096;

/// One file in a zip.
#[derive(Debug)]
pub(super) struct Member {
    /// Its name as it is listed, with `/` between folders.
    pub(super) name: String,
    pub(super) entry: ZipFileEntry<'static>,
}

/// The files of a zip in the order in which they are listed.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) members: Vec<Member>,
    /// Why the list was not read, or not to its end.
    pub(super) refused: Option<String>,
}

impl Listing {
    /// Reads the list at the end of a zip.
    ///
    /// # Errors
    /// When there is no such list: the zip was cut off, or is damaged.
    pub(super) fn read(reader: impl Read + Seek) -> Result<Self, ZipError> {
        let mut zip = ZipIterable::try_new(reader, Config::default())?;
        let mut listing = Self::default();
        if zip.len() > MEMBERS {
            let count = zip.len();
            listing.refused = Some(format!(
                "refused: a zip of {count} members; unpack the logs that are meant \
                 (at most {MEMBERS} members are looked at)"
            ));
            return Ok(listing);
        }
        for entry in zip.files()? {
            match entry {
                Ok(entry) if entry.is_dir() || entry.name_raw().len() > NAME => {}
                Ok(entry) => {
                    let name = match entry.name() {
                        Ok(name) => name.replace('\\', "/"),
                        Err(_) => String::from_utf8_lossy(entry.name_raw()).replace('\\', "/"),
                    };
                    listing.members.push(Member { name, entry });
                }
                Err(error) => {
                    listing.refused = Some(format!("its list of members is damaged: {error}"));
                    break;
                }
            }
        }
        Ok(listing)
    }
}
