//! Lines to gzip members: each holds whole lines, so that a file is whole up to its last member.

use std::io::{self, Write};
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A member holds about so many bytes of lines: what a cut takes away at most.
const MEMBER: usize = 512 << 10;

/// Packs lines on all cores, in order.
#[derive(Debug)]
pub(super) struct Packer<W> {
    out: W,
    /// Members that are full, and the one that is being filled.
    full: Vec<Vec<u8>>,
    lines: Vec<u8>,
    threads: usize,
}

impl<W: Write> Packer<W> {
    pub(super) fn new(out: W) -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(8);
        Self { out, full: Vec::new(), lines: Vec::new(), threads }
    }

    /// Where the next line is written, its line end last.
    pub(super) fn line(&mut self) -> &mut Vec<u8> {
        &mut self.lines
    }

    /// A line has ended: packs what is full by now.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        self.lines.push(b'\n');
        if self.lines.len() >= MEMBER {
            self.full.push(std::mem::take(&mut self.lines));
            if self.full.len() >= self.threads {
                self.pack()?;
            }
        }
        Ok(())
    }

    /// Ends the member, and hands everything on.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if !self.lines.is_empty() {
            self.full.push(std::mem::take(&mut self.lines));
        }
        self.pack()?;
        self.out.flush()
    }

    pub(super) fn out_mut(&mut self) -> &mut W {
        &mut self.out
    }

    pub(super) fn into_out(self) -> W {
        self.out
    }

    fn pack(&mut self) -> io::Result<()> {
        let full = std::mem::take(&mut self.full);
        let packed = thread::scope(|scope| {
            let Some((own, others)) = full.split_first() else { return Vec::new() };
            let others: Vec<_> = others
                .iter()
                .map(|lines| (lines, thread::Builder::new().spawn_scoped(scope, || pack(lines))))
                .collect();
            let mut packed = vec![pack(own)];
            for (lines, thread) in others {
                // Where the system has no thread left, this one does its work.
                packed.push(match thread.map(thread::ScopedJoinHandle::join) {
                    Ok(Ok(packed)) => packed,
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    Err(_) => pack(lines),
                });
            }
            packed
        });
        for member in packed {
            self.out.write_all(&member?)?;
        }
        Ok(())
    }
}

/// One member: the fastest packing makes a log an eighth of what it is.
fn pack(lines: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(lines.len() / 6), Compression::fast());
    encoder.write_all(lines)?;
    encoder.finish()
}
