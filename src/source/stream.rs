//! Reading what is no file: standard input, named pipes.
//!
//! Owns one plain detached thread for each stream, because reading a pipe may wait for ever and
//! quitting must not wait for it. Much that comes at once is delivered at once; a single line is
//! delivered as it comes.

use std::fs::File;
use std::io::{self, Cursor, Read, Stdin};
use std::thread;

use super::archive::{self, Kind};
use super::news::{Delivery, Keys, News, NewsSender, Reason, SourceFacts, SourceKey};

/// How much is delivered at once, at most.
const PIECE: usize = 1024 * 1024;
/// How much is read at once where nothing says how much is there.
const READ: usize = if cfg!(unix) { 64 * 1024 } else { 256 * 1024 };
/// What a saved session begins with. It is judged by what it says first: that is read ahead.
const SESSION: &[u8] = b"{\"ttail\":";
const A_SESSION: &str = "a saved session cannot be read from a pipe; save it, and name the file";
/// How many reads one piece is made of at most: a writer that is never quite outrun must not keep
/// back what it wrote first.
const READS: usize = 64;

/// What a stream is read from.
pub trait Inlet: Read {
    /// How many bytes are there to be read without waiting, as far as that can be told.
    fn waiting(&self) -> usize {
        0
    }

    /// Has the system hold as much for us as is delivered at once, if it can.
    fn widen(&self) {}
}

impl Inlet for Stdin {
    #[cfg(unix)]
    fn waiting(&self) -> usize {
        waiting(self)
    }

    #[cfg(target_os = "linux")]
    fn widen(&self) {
        widen(self);
    }
}

impl Inlet for File {
    #[cfg(unix)]
    fn waiting(&self) -> usize {
        waiting(self)
    }

    #[cfg(target_os = "linux")]
    fn widen(&self) {
        widen(self);
    }
}

#[cfg(unix)]
fn waiting(stream: impl std::os::fd::AsFd) -> usize {
    rustix::io::ioctl_fionread(stream)
        .map_or(0, |waiting| usize::try_from(waiting).unwrap_or(PIECE))
}

#[cfg(target_os = "linux")]
fn widen(stream: impl std::os::fd::AsFd) {
    // It fails for what is no pipe, and where a user's pipes are many and large already.
    let _ = rustix::pipe::fcntl_setpipe_size(stream, PIECE);
}

/// Reads what `open` gives to its end and delivers it as a source of its own: its facts, one
/// part from offset 0, its bytes as they come, and `Ended`. `open` runs on the thread, since
/// opening a named pipe waits for its writer. Reading stops early once nobody listens.
///
/// # Errors
/// When the system has no thread to give.
pub fn stream<R: Inlet>(
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
fn deliver(mut reader: impl Inlet, tell: &impl Fn(Delivery) -> bool) -> io::Result<()> {
    reader.widen();
    let start = start(&mut reader)?;
    let all = |start: Vec<u8>, reader| Cursor::new(start).chain(reader);
    match Kind::of(&start) {
        None if start.starts_with(SESSION) => {
            tell(Delivery::Problem(A_SESSION.to_owned()));
            Ok(())
        }
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
            let mut first = true;
            let mut hand_on = |bytes: Vec<u8>| {
                if std::mem::take(&mut first) && bytes.starts_with(SESSION) {
                    tell(Delivery::Problem(A_SESSION.to_owned()));
                    return false;
                }
                tell(Delivery::Bytes(bytes))
            };
            if let Some(problem) = archive::decode(kind, all(start, reader), &mut hand_on) {
                tell(Delivery::Problem(problem));
            }
            Ok(())
        }
    }
}

/// The first bytes: what comes first, and more only while they may be those of an archive.
fn start(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    let mut piece = vec![0; READ];
    while start.is_empty() || Kind::is_open(&start) {
        match read(reader, &mut piece)? {
            [] => break,
            bytes => start.extend_from_slice(bytes),
        }
    }
    Ok(start)
}

fn drain(mut reader: impl Inlet, tell: &impl Fn(Delivery) -> bool) -> io::Result<()> {
    let mut first = vec![0; READ];
    loop {
        let mut piece = read(&mut reader, &mut first)?.to_vec();
        if piece.is_empty() {
            return Ok(());
        }
        let gathered = gather(&mut reader, &mut piece);
        if !tell(Delivery::Bytes(piece)) {
            return Ok(());
        }
        gathered?;
    }
}

/// Adds what is there without waiting, as far as a piece goes.
fn gather(reader: &mut impl Inlet, piece: &mut Vec<u8>) -> io::Result<()> {
    for _ in 1..READS {
        let waiting = reader.waiting().min(PIECE.saturating_sub(piece.len()));
        if waiting == 0 {
            break;
        }
        piece.reserve(waiting);
        reader.by_ref().take(waiting as u64).read_to_end(piece)?;
    }
    Ok(())
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
