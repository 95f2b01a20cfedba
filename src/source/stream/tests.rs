//! Streams that come as they like, and the deliveries that come of them.

use std::path::PathBuf;
use std::time::Duration;

use super::*;
use crate::source::news::{Feed, channel};
use crate::source::{UNKNOWN, facts};

fn stdin() -> SourceFacts {
    SourceFacts { path: PathBuf::from("-"), session: None, product: UNKNOWN, bearing: false }
}

/// Everything that comes until the feed ends, bytes joined.
fn all(mut feed: Feed) -> (Vec<News>, Vec<u8>) {
    let (mut news, mut bytes) = (Vec::new(), Vec::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let receive = async {
        while let Some(item) = feed.recv().await {
            match item {
                News::Of(_, Delivery::Bytes(piece)) => bytes.extend(piece),
                other => news.push(other),
            }
        }
    };
    let deadline = async { tokio::time::timeout(Duration::from_secs(10), receive).await };
    runtime.block_on(deadline).expect("the stream ends");
    (news, bytes)
}

/// Gives a few bytes at a time, with interruptions, and then fails or ends.
struct Pipe {
    left: usize,
    interrupted: bool,
    fails: bool,
}

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if self.left == 0 && self.fails {
            return Err(io::Error::other("the pipe burst"));
        }
        let count = self.left.min(into.len()).min(7001);
        self.left -= count;
        into[..count].fill(b'x');
        Ok(count)
    }
}

impl Inlet for Pipe {}

impl Inlet for io::Empty {}

#[test]
fn a_pipe_is_read_to_its_end() {
    let (sender, feed) = channel();
    let pipe = Pipe { left: 100_000, interrupted: false, fails: false };
    let key = stream(stdin(), || Ok(pipe), &Keys::default(), sender).unwrap();
    let (news, bytes) = all(feed);
    assert!(bytes == vec![b'x'; 100_000]);
    let part = Delivery::Part { path: PathBuf::from("-"), offset: 0, reason: Reason::Opened };
    assert_eq!(
        news,
        [
            News::Added(key, stdin()),
            News::Of(key, part),
            News::Of(key, Delivery::PartEnded),
            News::Of(key, Delivery::Ended),
        ]
    );
}

#[test]
fn a_pipe_that_breaks_keeps_what_came_and_says_why() {
    let (sender, feed) = channel();
    let pipe = Pipe { left: 10, interrupted: false, fails: true };
    stream(stdin(), || Ok(pipe), &Keys::default(), sender).unwrap();
    let (news, bytes) = all(feed);
    assert_eq!(bytes.len(), 10);
    let problem = |news: &News| matches!(news, News::Of(_, Delivery::Problem(text)) if text.contains("burst"));
    assert!(news.iter().any(problem), "{news:?}");
    assert!(matches!(news.last(), Some(News::Of(_, Delivery::Ended))));
}

#[test]
fn a_named_pipe_is_a_stream_of_its_own_key() {
    let (sender, feed) = channel();
    let keys = Keys::default();
    let first = keys.next();
    let path = PathBuf::from("/tmp/none/telemetry.log");
    let open = || Err::<io::Empty, _>(io::Error::from(io::ErrorKind::NotFound));
    let key = stream(facts(&path), open, &keys, sender).unwrap();
    assert_ne!(key, first);
    let (news, bytes) = all(feed);
    assert!(bytes.is_empty());
    assert!(matches!(&news[0], News::Added(_, facts) if facts.bearing && facts.path == path));
}

/// Never ends; its sender falls when nobody reads it any more.
struct Endless(#[expect(dead_code, reason = "falls with the reader")] std::sync::mpsc::Sender<()>);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(into.len())
    }
}

impl Inlet for Endless {}

#[test]
fn reading_stops_when_nobody_listens() {
    let (sender, feed) = channel();
    let (told, ended) = std::sync::mpsc::channel::<()>();
    stream(stdin(), move || Ok(Endless(told)), &Keys::default(), sender).unwrap();
    drop(feed);
    let closed = ended.recv_timeout(Duration::from_secs(10));
    assert_eq!(closed, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
}

/// The bytes that a stream of these pieces delivers, and its problems.
fn piped(pieces: &[&[u8]]) -> (Vec<u8>, Vec<String>) {
    struct Pieces(std::collections::VecDeque<Vec<u8>>);
    impl Read for Pieces {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some(piece) = self.0.pop_front() else { return Ok(0) };
            into[..piece.len()].copy_from_slice(&piece);
            Ok(piece.len())
        }
    }
    impl Inlet for Pieces {}
    let (sender, feed) = channel();
    let pieces = Pieces(pieces.iter().map(|piece| piece.to_vec()).collect());
    stream(stdin(), || Ok(pieces), &Keys::default(), sender).unwrap();
    let (news, bytes) = all(feed);
    let problem = |news| match news {
        News::Of(_, Delivery::Problem(problem)) => Some(problem),
        _ => None,
    };
    (bytes, news.into_iter().filter_map(problem).collect())
}

#[test]
fn a_compressed_stream_is_what_it_stands_for_however_it_comes() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    io::Write::write_all(&mut encoder, b"a line\n").unwrap();
    let gz = encoder.finish().unwrap();
    let zst = ruzstd::encoding::compress_to_vec(
        &b"a line\n"[..],
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for packed in [gz, zst] {
        let one_by_one: Vec<&[u8]> = packed.chunks(1).collect();
        assert_eq!(piped(&one_by_one), (b"a line\n".to_vec(), Vec::new()));
        assert_eq!(piped(&[&packed]), (b"a line\n".to_vec(), Vec::new()));
        let (_, problems) = piped(&[&packed[..packed.len() - 3]]);
        assert!(problems[0].contains("in the middle"), "{problems:?}");
    }
}

#[test]
fn what_only_begins_like_an_archive_comes_as_it_is() {
    for pieces in [&[&b"\x1f"[..]][..], &[b"P", b"K is not"], &[b"\x28\xb5", b"x"], &[]] {
        assert_eq!(piped(pieces), (pieces.concat(), Vec::new()));
    }
}

#[test]
fn a_zip_needs_its_file() {
    let (bytes, problems) = piped(&[b"PK\x03\x04 and more"]);
    assert!(bytes.is_empty() && problems[0].contains("name the file"), "{problems:?}");
}

/// Gives what is there in pieces as small as a reader ever gets.
struct Full {
    left: usize,
    shown: bool,
}

impl Read for Full {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.left.min(into.len()).min(4096);
        self.left -= count;
        into[..count].fill(b'x');
        Ok(count)
    }
}

impl Inlet for Full {
    fn waiting(&self) -> usize {
        if self.shown { self.left } else { 0 }
    }
}

/// How long each piece is that a stream is delivered in.
fn lengths(reader: impl Inlet + Send + 'static) -> Vec<usize> {
    let (sender, mut feed) = channel();
    stream(stdin(), || Ok(reader), &Keys::default(), sender).unwrap();
    let mut lengths = Vec::new();
    while let Some(news) = feed.blocking_recv() {
        if let News::Of(_, Delivery::Bytes(piece)) = news {
            lengths.push(piece.len());
        }
    }
    lengths
}

#[test]
fn what_is_there_at_once_is_delivered_at_once_within_bounds() {
    let pieces = lengths(Full { left: 3_000_000, shown: true });
    assert_eq!(pieces.iter().sum::<usize>(), 3_000_000);
    // The first few bytes are looked at by themselves.
    assert!(pieces.len() <= 4 && pieces.iter().all(|len| *len <= PIECE), "{pieces:?}");
    let pieces = lengths(Full { left: 30_000, shown: false });
    assert!(pieces.len() >= 8, "what nobody knows of is not waited for: {pieces:?}");
}

#[test]
fn a_writer_that_is_never_outrun_keeps_nothing_back() {
    /// There is always one more byte.
    struct Dripping(usize);
    impl Read for Dripping {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.0.min(into.len()).min(1);
            self.0 -= count;
            into[..count].fill(b'x');
            Ok(count)
        }
    }
    impl Inlet for Dripping {
        fn waiting(&self) -> usize {
            self.0.min(1)
        }
    }
    let pieces = lengths(Dripping(1000));
    assert_eq!(pieces.iter().sum::<usize>(), 1000);
    assert!(pieces.iter().all(|len| *len <= READS), "{pieces:?}");
}

#[cfg(unix)]
mod pipes {
    use std::io::{PipeReader, Write, pipe};
    use std::os::fd::OwnedFd;
    use std::time::Instant;

    use super::*;

    fn file(reader: PipeReader) -> File {
        File::from(OwnedFd::from(reader))
    }

    #[test]
    fn a_line_comes_as_it_is_written() {
        let (reader, mut writer) = pipe().unwrap();
        let (sender, mut feed) = channel();
        stream(stdin(), move || Ok(file(reader)), &Keys::default(), sender).unwrap();
        for line in 0..50 {
            let line = format!("line {line}\n");
            writer.write_all(line.as_bytes()).unwrap();
            let deadline = Instant::now() + Duration::from_secs(10);
            let mut come = Vec::new();
            while come.len() < line.len() {
                assert!(Instant::now() < deadline, "{line} of an open pipe");
                match feed.try_recv() {
                    Ok(News::Of(_, Delivery::Bytes(bytes))) => come.extend(bytes),
                    Ok(_) => {}
                    Err(_) => thread::yield_now(),
                }
            }
            assert_eq!(come, line.as_bytes());
        }
    }

    #[test]
    fn every_byte_of_a_fast_writer_arrives_in_order() {
        let (reader, mut writer) = pipe().unwrap();
        let bytes: Vec<u8> = (0..6_000_000_u32).map(|at| (at >> 3) as u8).collect();
        let written = bytes.clone();
        let writing = thread::spawn(move || {
            for chunk in written.chunks(99_991) {
                writer.write_all(chunk).unwrap();
            }
        });
        let (sender, feed) = channel();
        stream(stdin(), move || Ok(file(reader)), &Keys::default(), sender).unwrap();
        let (_, come) = all(feed);
        writing.join().unwrap();
        assert!(come == bytes);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_made_as_wide_as_a_piece() {
        let (reader, _writer) = pipe().unwrap();
        let reader = file(reader);
        reader.widen();
        assert_eq!(rustix::pipe::fcntl_getpipe_size(&reader).unwrap(), PIECE);
        assert_eq!(reader.waiting(), 0);
    }
}
