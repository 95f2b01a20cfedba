//! From a decoder to pieces of bytes, as far as is allowed.

use std::io::{self, Read};

use super::allowance::Allowance;

/// How much is delivered at once.
const PIECE: usize = 128 * 1024;

/// How far draining came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Drained {
    /// To the end.
    All,
    /// Nobody listens any more.
    Unheard,
    /// Not to the end; why, in words.
    Short(String),
}

/// Delivers what `reader` gives, in pieces of whatever comes together, until its end, until
/// `tell` says that nobody listens, or until it is more than allowed.
pub(super) fn drain(
    reader: &mut dyn Read,
    allowance: &mut Allowance,
    tell: &mut dyn FnMut(Vec<u8>) -> bool,
) -> Drained {
    allowance.begin();
    loop {
        let mut piece = Vec::new();
        let end = fill(reader, &mut piece);
        if !piece.is_empty() {
            if let Err(refusal) = allowance.take(&piece) {
                return Drained::Short(refusal);
            }
            if !tell(piece) {
                return Drained::Unheard;
            }
        }
        match end {
            Ok(true) => return Drained::All,
            Ok(false) => {}
            Err(error) => return Drained::Short(damage(&error)),
        }
    }
}

/// Fills a piece; whether the end was reached. What came before an error stays in the piece.
fn fill(reader: &mut dyn Read, piece: &mut Vec<u8>) -> io::Result<bool> {
    piece.resize(PIECE, 0);
    let mut filled = 0;
    let end = loop {
        match reader.read(&mut piece[filled..]) {
            Ok(0) => break Ok(filled < PIECE),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    piece.truncate(filled);
    end
}

fn damage(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "ends in the middle: it was cut off, or is still being written; \
             what comes before is shown"
                .to_owned()
        }
        _ => format!("damaged: {error}; what comes before is shown"),
    }
}
