use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::source::news::{Keys, News};

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    zipped_by(CompressionMethod::Deflated, members)
}

fn zipped_by(method: CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in members {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What a reading told.
#[derive(Debug, Default)]
struct Heard {
    facts: Vec<SourceFacts>,
    texts: Vec<(PathBuf, Vec<u8>)>,
    problems: Vec<String>,
    ended: usize,
}

impl Heard {
    fn note(&mut self, news: News) {
        match news {
            News::Added(_, facts) => self.facts.push(facts),
            News::Of(_, Delivery::Part { path, .. }) => self.texts.push((path, Vec::new())),
            News::Of(_, Delivery::Bytes(bytes)) => {
                self.texts.last_mut().unwrap().1.extend_from_slice(&bytes);
            }
            News::Of(_, Delivery::Problem(text)) | News::Problem(text) => self.problems.push(text),
            News::Of(_, Delivery::Ended) => self.ended += 1,
            _ => {}
        }
    }

    fn paths(&self) -> Vec<String> {
        self.texts.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect()
    }

    fn text(&self) -> String {
        let all: Vec<u8> = self.texts.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        String::from_utf8_lossy(&all).into_owned()
    }
}

/// Reads `bytes` as a file of that name; with `trace`, all of it.
fn heard(name: &str, bytes: &[u8], trace: bool) -> Heard {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut heard = Heard::default();
    let mut tell = |news| {
        heard.note(news);
        true
    };
    let found = sniff(&path).expect("it is an archive");
    let keys = Keys::default();
    let mut outflow = Outflow { tell: &mut tell, keys: &keys, product: None };
    read(&path, found, &|facts| trace || facts.bearing, &mut outflow);
    for (path, _) in &mut heard.texts {
        *path = path.strip_prefix(home.path()).unwrap().to_owned();
    }
    // Reading leaves nothing behind.
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    heard
}

/// So many different lines.
fn lines(count: usize) -> String {
    let lines: Vec<String> = (0..count).map(|at| format!("line {at} of it\n")).collect();
    lines.concat()
}

const LINE: &str = "2026-03-14 09:00:00.000 [trace] telemetry/a {}\n";

#[test]
fn a_compressed_log_is_what_it_was() {
    let text = LINE.repeat(20_000);
    for (name, bytes) in [
        ("telemetry.log.gz", gz(text.as_bytes())),
        ("telemetry.log.zst", zst(text.as_bytes())),
        // The first bytes decide; nothing need be called an archive.
        ("telemetry.log", gz(text.as_bytes())),
    ] {
        let heard = heard(name, &bytes, false);
        assert!(heard.problems.is_empty(), "{name}: {:?}", heard.problems);
        assert_eq!((heard.text() == text, heard.ended), (true, 1), "{name}");
        assert_eq!(heard.paths(), [name]);
    }
}

#[test]
fn streams_one_after_the_other_in_one_file_are_one_log() {
    let two = [gz(b"a\n"), gz(b"b\n")].concat();
    assert_eq!(heard("a.log.gz", &two, true).text(), "a\nb\n");
    let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
    let two = [zst(b"a\n"), skippable, zst(b"b\n")].concat();
    let heard = heard("a.log.zst", &two, true);
    assert_eq!((heard.text().as_str(), heard.problems.len()), ("a\nb\n", 0));
}

#[test]
fn an_ending_that_lies_is_told_and_the_bytes_decide() {
    for (name, bytes, text, said) in [
        ("a.log.gz", b"plain\n".to_vec(), "plain\n", "called gzip, but does not begin like it"),
        ("a.log.gz", zst(b"x\n"), "x\n", "called gzip, but is zstd"),
        ("a.log.zst", Vec::new(), "", "called zstd"),
    ] {
        let heard = heard(name, &bytes, true);
        assert_eq!(heard.text(), text);
        assert!(heard.problems[0].contains(said), "{:?}", heard.problems);
    }
}

#[test]
fn a_damaged_archive_gives_what_comes_before() {
    let text = lines(200_000);
    for (name, whole) in [("a.log.gz", gz(text.as_bytes())), ("a.log.zst", zst(text.as_bytes()))] {
        let cut = heard(name, &whole[..whole.len() / 2], true);
        assert!(text.starts_with(&cut.text()) && cut.text().len() > text.len() / 4, "{name}");
        assert!(cut.problems[0].contains("in the middle"), "{name}: {:?}", cut.problems);
        assert_eq!(cut.ended, 1);
    }
    let mut wrong = gz(b"abc\n");
    let checksum = wrong.len() - 8;
    wrong[checksum] ^= 1;
    let heard = heard("a.log.gz", &wrong, true);
    assert!(heard.problems[0].starts_with("damaged"), "{:?}", heard.problems);
    assert_eq!(heard.text(), "abc\n");
}

/// Zeros, made without holding them.
fn gz_of_zeros(len: u64) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    io::copy(&mut io::Read::take(io::repeat(0), len), &mut encoder).unwrap();
    encoder.finish().unwrap()
}

/// A frame of blocks that repeat one byte: four bytes for each 128 KiB.
fn zst_of_zeros(blocks: u32) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x38];
    for at in 1..=blocks {
        let header = (128 * 1024) << 3 | 1 << 1 | u32::from(at == blocks);
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

#[test]
fn bombs_are_refused_early() {
    for (name, bomb) in [("a.log.gz", gz_of_zeros(200 << 20)), ("a.log.zst", zst_of_zeros(1600))] {
        let heard = heard(name, &bomb, true);
        assert!(heard.problems[0].contains("decompression bomb"), "{:?}", heard.problems);
        let decoded = heard.texts[0].1.len();
        assert!((1 << 20..40 << 20).contains(&decoded), "{name}: {decoded}");
    }
}

/// What a file of so many equal pieces decodes to before it is refused, if it is.
fn allowed(piece: &[u8], pieces: usize) -> (usize, bool) {
    let mut allowance = Allowance::new(std::sync::Arc::default(), None);
    allowance.begin();
    let taken = (0..pieces).take_while(|_| allowance.take(piece).is_ok()).count();
    (taken * piece.len(), taken < pieces)
}

#[test]
fn what_has_no_lines_or_nothing_else_is_refused_before_what_looks_like_a_log() {
    let mib = |bytes: usize| bytes >> 20;
    for (unit, refused_at) in [("\0", 16), ("\n", 16), ("y\n", 16), (LINE, 1024)] {
        let piece = unit.repeat((1 << 20) / unit.len());
        let (decoded, refused) = allowed(piece.as_bytes(), 1100);
        assert!(refused, "{unit:?}");
        assert!((refused_at - 1..=refused_at).contains(&mib(decoded)), "{unit:?} {decoded}");
    }
}

#[test]
fn a_bomb_in_a_zip_leaves_the_rest_to_be_read() {
    let zeros = vec![0; 40 << 20];
    let zip = zipped(&[
        ("a/telemetry.log", &zeros),
        ("b/telemetry.log", b"good\n"),
        ("c/telemetry.log.gz", &gz_of_zeros(40 << 20)),
    ]);
    let heard = heard("bug.zip", &zip, false);
    assert_eq!(heard.problems.len(), 2, "{:?}", heard.problems);
    assert!(heard.problems.iter().all(|it| it.contains("bomb")));
    assert_eq!(heard.texts[1].1, b"good\n");
}

#[test]
fn a_repetitive_log_is_no_bomb() {
    let line = |at: u32| {
        let body = "{\"properties\":{\"version\":\"1\"}}";
        format!("2026-03-14 09:00:00.{:03} [trace] telemetry/same {body}\n", at % 1000)
    };
    let text = (0..120_000).map(line).collect::<Vec<_>>().concat();
    assert!(text.len() > 8 << 20);
    let text = text.repeat(3);
    for (name, bytes) in [("a.log.gz", gz(text.as_bytes())), ("a.log.zst", zst(text.as_bytes()))] {
        let heard = heard(name, &bytes, true);
        assert!(heard.problems.is_empty(), "{name}: {:?}", heard.problems);
        assert_eq!(heard.texts[0].1.len(), text.len());
    }
}

#[test]
fn a_zip_of_a_session_is_its_logs_with_session_and_product() {
    let zip = zipped(&[
        ("Code/logs/20260314T090000/telemetry.log", b"live\n"),
        ("Code/logs/20260314T090000/telemetry.1.log", b"old\n"),
        ("Code/logs/20260314T090000/main.log", b"secret\n"),
        ("Code/logs/20260314T090000/window1\\exthost\\extHostTelemetry.log.gz", &gz(b"ext\n")),
        ("notes.json", b"{}"),
    ]);
    let bearing = heard("bug.zip", &zip, false);
    assert_eq!(
        bearing.paths(),
        [
            "bug.zip/Code/logs/20260314T090000/telemetry.1.log",
            "bug.zip/Code/logs/20260314T090000/telemetry.log",
            "bug.zip/Code/logs/20260314T090000/window1/exthost/extHostTelemetry.log.gz",
        ]
    );
    assert_eq!(bearing.text(), "old\nlive\next\n");
    assert_eq!((bearing.facts.len(), bearing.ended), (2, 2));
    for facts in &bearing.facts {
        assert_eq!((facts.session.as_deref(), facts.product), (Some("20260314T090000"), "code"));
    }
    assert!(heard("bug.zip", &zip, true).text().contains("secret"));
}

#[test]
fn a_zip_called_after_a_session_is_that_session() {
    let zip = zipped_by(CompressionMethod::Stored, &[("telemetry.log", b"a\n")]);
    let heard = heard("20260314T090000.zip", &zip, false);
    assert_eq!(heard.facts[0].session.as_deref(), Some("20260314T090000"));
}

#[test]
fn hostile_names_stay_below_the_zip() {
    let names = ["../../etc/telemetry.log", "/etc/telemetry.log", "a\u{1b}[31m/telemetry\n.log"];
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x\n"[..])).collect();
    let heard = heard("bug.zip", &zipped(&members), false);
    assert_eq!(heard.texts.len(), 3);
    for path in heard.paths() {
        assert!(path.starts_with("bug.zip/"), "{path}");
    }
}

/// Sets two bytes after each signature, in local headers and in the list.
fn patched(mut zip: Vec<u8>, local: usize, listed: usize, value: u16) -> Vec<u8> {
    let marks = [(&b"PK\x03\x04"[..], local), (&b"PK\x01\x02"[..], listed)];
    for (mark, offset) in marks {
        let found = zip.windows(4).position(|it| it == mark).unwrap();
        zip[found + offset..found + offset + 2].copy_from_slice(&value.to_le_bytes());
    }
    zip
}

#[test]
fn what_is_encrypted_or_packed_otherwise_is_told_and_the_rest_is_read() {
    let members: &[(&str, &[u8])] = &[("a/telemetry.log", b"a\n"), ("b/telemetry.log", b"b\n")];
    for (zip, said) in [
        (patched(zipped(members), 6, 8, 1), "encrypted"),
        (patched(zipped(members), 8, 10, 12), "is not read here"),
    ] {
        let heard = heard("bug.zip", &zip, false);
        assert_eq!(heard.problems.len(), 1, "{:?}", heard.problems);
        assert!(heard.problems[0].contains(said), "{:?}", heard.problems);
        assert_eq!((heard.text().as_str(), heard.ended), ("b\n", 2));
    }
}

#[test]
fn a_zip_that_was_cut_off_gives_what_comes_before() {
    let text = lines(50_000);
    let zip = zipped(&[("a/telemetry.log", b"a\n"), ("b/telemetry.log", text.as_bytes())]);
    let heard = heard("bug.zip", &zip[..zip.len() / 2], false);
    assert!(heard.problems[0].contains("damaged"), "{:?}", heard.problems);
    assert_eq!(heard.texts[0].1, b"a\n");
    assert!(heard.texts[1].1.len() > 1000);
}

#[test]
fn a_zip_without_logs_or_with_too_many_members_is_refused_at_once() {
    let home = tempfile::tempdir().unwrap();
    let refusal = |zip: Vec<u8>| {
        let path = home.path().join("bug.zip");
        fs::write(&path, zip).unwrap();
        check_zip(&path, false).map_err(|error| error.to_string())
    };
    let none = refusal(zipped(&[("a.json", b"{}")])).unwrap_err();
    assert!(none.contains("holds no log"), "{none}");
    let other = refusal(zipped(&[("main.log", b"x")])).unwrap_err();
    assert!(other.contains("one other log; --trace"), "{other}");
    let names: Vec<String> = (0..20_001).map(|at| format!("{at}/telemetry.log")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let many = refusal(zipped(&many)).unwrap_err();
    assert!(many.contains("20001 members"), "{many}");
    refusal(zipped(&[("telemetry.log", b"x")])).unwrap();
    // Part of it may be read.
    refusal(b"PK\x03\x04 cut off".to_vec()).unwrap();
}

#[test]
fn a_compressed_stream_is_decoded_and_a_bomb_in_it_refused() {
    let decoded = |kind, bytes: Vec<u8>| {
        let mut text = Vec::new();
        let problem = decode(kind, Cursor::new(bytes), &mut |bytes| {
            text.extend_from_slice(&bytes);
            true
        });
        (text, problem)
    };
    assert_eq!(decoded(Kind::Gzip, gz(b"a\n")), (b"a\n".to_vec(), None));
    assert_eq!(decoded(Kind::Zstd, zst(b"a\n")), (b"a\n".to_vec(), None));
    let (text, problem) = decoded(Kind::Gzip, gz_of_zeros(200 << 20));
    assert!(problem.unwrap().contains("bomb") && text.len() < 40 << 20);
}

proptest! {
    #[test]
    fn no_bytes_do_any_harm(name in 0_usize..3, bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (name, magic): (_, &[u8]) = [
            ("telemetry.log.gz", &[0x1f, 0x8b, 8, 0][..]),
            ("telemetry.log.zst", &[0x28, 0xb5, 0x2f, 0xfd][..]),
            ("telemetry.zip", &b"PK\x03\x04"[..]),
        ][name];
        heard(name, &[magic, &bytes].concat(), true);
    }

    #[test]
    fn a_flipped_byte_does_no_harm(kind in 0..3, at in 0_usize..10_000, byte in any::<u8>()) {
        let text = LINE.repeat(50);
        let (name, mut bytes) = match kind {
            0 => ("telemetry.log.gz", gz(text.as_bytes())),
            1 => ("telemetry.log.zst", zst(text.as_bytes())),
            _ => ("telemetry.zip", zipped(&[("telemetry.log", text.as_bytes())])),
        };
        let at = 4 + at % (bytes.len() - 4);
        bytes[at] = byte;
        heard(name, &bytes, true);
    }
}
