//! One compressed stream as the bytes that it stands for.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::kind::Kind;
use super::zstd::Frames;

/// How much of the file is read at once.
const BUFFER: usize = 32 * 1024;

/// A reader of what a stream decodes to.
pub(super) enum Decoding<R: Read> {
    /// As it is.
    Plain(BufReader<R>),
    Gzip(Box<MultiGzDecoder<BufReader<R>>>),
    Zstd(Box<Frames<BufReader<R>>>),
}

impl<R: Read> Decoding<R> {
    /// The decoding of `kind`. A zip is no stream: it comes as it is.
    pub(super) fn new(kind: Option<Kind>, reader: R) -> Self {
        Self::of(kind, BufReader::with_capacity(BUFFER, reader))
    }

    /// The decoding of what the first bytes say; and that.
    pub(super) fn sniffed(reader: R) -> io::Result<(Option<Kind>, Self)> {
        let mut reader = BufReader::with_capacity(BUFFER, reader);
        let kind = Kind::of(reader.fill_buf()?);
        Ok((kind, Self::of(kind, reader)))
    }

    fn of(kind: Option<Kind>, reader: BufReader<R>) -> Self {
        match kind {
            Some(Kind::Gzip) => Self::Gzip(Box::new(MultiGzDecoder::new(reader))),
            Some(Kind::Zstd) => Self::Zstd(Box::new(Frames::new(reader))),
            Some(Kind::Zip) | None => Self::Plain(reader),
        }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(reader) => reader.read(buffer),
            Self::Gzip(reader) => reader.read(buffer),
            Self::Zstd(reader) => reader.read(buffer),
        }
    }
}
