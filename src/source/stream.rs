//! Reading what is no file: standard input, named pipes.
//!
//! Owns one plain detached thread for each stream, because reading a pipe may wait for ever and
//! quitting must not wait for it.

use std::io::{self, Read};
use std::thread;

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
        if let Err(error) = open().and_then(|reader| drain(reader, &tell)) {
            tell(Delivery::Problem(format!("cannot be read further: {error}")));
        }
        tell(Delivery::PartEnded);
        tell(Delivery::Ended);
    };
    thread::Builder::new().name("stream".to_owned()).spawn(read)?;
    Ok(key)
}

/// Delivers until the end, or until `tell` says that nobody listens.
fn drain(mut reader: impl Read, tell: &impl Fn(Delivery) -> bool) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        let read = match reader.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = piece.get(..read).unwrap_or_default();
        if !tell(Delivery::Bytes(bytes.to_vec())) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests;
