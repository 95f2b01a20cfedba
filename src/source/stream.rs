//! Reading what is no file: standard input, named pipes.
//!
//! Owns one plain detached thread for each stream, because reading a pipe may wait for ever and
//! quitting must not wait for it.

use std::io::{self, Cursor, Read};
use std::thread;

use super::archive::{self, Kind};
use super::news::{Delivery, Keys, News, NewsSender, Reason, SourceFacts, SourceKey};

const PIECE: usize = 64 * 1024;

/// Reads what `open` gives to its end and delivers it as a source of its own: its facts, one
/// part from offset 0, its bytes as they come, and `Ended`. `open` runs on the thread, since
/// opening a named pipe waits for its writer. Reading stops early once nobody listens.
///
/// # Errors
/// When the system has no thread to give.
pub fn stream<R: Read>(
    facts: SourceFacts,
    open: impl FnOnce() -> io::Result<R> + Send + 'static,
    keys: &Keys,
    sender: NewsSender,
) -> io::Result<SourceKey> {
    let key = keys.next();
    let read = move || {
        let path = facts.path.clone();
        let tell = |delivery| sender.blocking_send(News::Of(key, delivery)).is_ok();
        if sender.blocking_send(News::Added(key, facts)).is_err()
            || !tell(Delivery::Part { path, offset: 0, reason: Reason::Opened })
        {
            return;
        }
        if let Err(error) = open().and_then(|reader| deliver(reader, &tell)) {
            tell(Delivery::Problem(format!("cannot be read further: {error}")));
        }
        tell(Delivery::PartEnded);
        tell(Delivery::Ended);
    };
    thread::Builder::new().name("stream".to_owned()).spawn(read)?;
    Ok(key)
}

/// Delivers until the end, or until `tell` says that nobody listens. A stream that begins as a
/// compressed log is delivered as what it stands for.
fn deliver(mut reader: impl Read, tell: &impl Fn(Delivery) -> bool) -> io::Result<()> {
    let start = start(&mut reader)?;
    let all = |start: Vec<u8>, reader| Cursor::new(start).chain(reader);
    match Kind::of(&start) {
        None => {
            if start.is_empty() || !tell(Delivery::Bytes(start)) {
                return Ok(());
            }
            drain(reader, tell)
        }
        Some(Kind::Zip) => {
            tell(Delivery::Problem(
                "a zip cannot be read from a pipe; save it, and name the file".to_owned(),
            ));
            Ok(())
        }
        Some(kind) => {
            if let Some(problem) =
                archive::decode(kind, all(start, reader), &mut |bytes| tell(Delivery::Bytes(bytes)))
            {
                tell(Delivery::Problem(problem));
            }
            Ok(())
        }
    }
}

/// The first bytes: what comes first, and more only while they may be those of an archive.
fn start(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    let mut piece = vec![0; PIECE];
    while start.is_empty() || Kind::is_open(&start) {
        match read(reader, &mut piece)? {
            [] => break,
            bytes => start.extend_from_slice(bytes),
        }
    }
    Ok(start)
}

fn drain(mut reader: impl Read, tell: &impl Fn(Delivery) -> bool) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        let bytes = read(&mut reader, &mut piece)?;
        if bytes.is_empty() || !tell(Delivery::Bytes(bytes.to_vec())) {
            return Ok(());
        }
    }
}

/// What comes next; nothing at the end.
fn read<'p>(reader: &mut impl Read, piece: &'p mut [u8]) -> io::Result<&'p [u8]> {
    loop {
        match reader.read(piece) {
            Ok(read) => return Ok(piece.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
