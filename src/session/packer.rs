//! Lines to gzip members: each holds whole lines and says how long it is, so that damage takes no
//! more than a little, and a cut is told from damage.

use std::io::{self, Write};
use std::thread;

use flate2::{Compression, GzBuilder};

use super::measure::{EXTRA, measure};

/// A member holds about so many bytes of lines: what is lost where its checksum is wrong, beside
/// what comes behind. Half of it would make files larger by another tenth.
const MEMBER: usize = 64 << 10;

/// So many members a thread packs at once, as a thread costs something, too.
const BATCH: usize = 8;

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
            if self.full.len() >= self.threads * BATCH {
                self.pack()?;
            }
        }
        Ok(())
    }

    /// Ends the member: the next line begins another.
    pub(super) fn end_member(&mut self) {
        if !self.lines.is_empty() {
            self.full.push(std::mem::take(&mut self.lines));
        }
    }

    /// Ends the member, and hands everything on.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.end_member();
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
            let mut shares = full.chunks(full.len().div_ceil(self.threads).max(1));
            let Some(own) = shares.next() else { return Vec::new() };
            let others: Vec<_> = shares
                .map(|it| (it, thread::Builder::new().spawn_scoped(scope, || pack(it))))
                .collect();
            let mut packed = vec![pack(own)];
            for (share, thread) in others {
                // Where the system has no thread left, this one does its work.
                packed.push(match thread.map(thread::ScopedJoinHandle::join) {
                    Ok(Ok(packed)) => packed,
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    Err(_) => pack(share),
                });
            }
            packed
        });
        for members in packed {
            self.out.write_all(&members?)?;
        }
        Ok(())
    }
}

/// Members, one behind the other: the fastest packing makes a log an eighth of what it is.
fn pack(members: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    let all: usize = members.iter().map(Vec::len).sum();
    let mut packed = Vec::with_capacity(all / 6);
    for lines in members {
        let begun = packed.len();
        let mut encoder = GzBuilder::new().extra(EXTRA).write(packed, Compression::fast());
        encoder.write_all(lines)?;
        packed = encoder.finish()?;
        measure(&mut packed[begun..]);
    }
    Ok(packed)
}
