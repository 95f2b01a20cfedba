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
