//! One source: a live name, followed through rotation, truncation, deletion and re-creation.
//!
//! Owns the row of files that are still to be read, front first; its back is the newest file we
//! know, usually the live one. Every file in the row is held open, so that no rename and no
//! removal takes from us what is not read yet.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::chain::row;
use super::identity::{Stat, regular};
use super::reading::{Known, PIECE, Reading, Step};
use super::troubles::Troubles;
use crate::source::news::{Delivery, Reason};
use crate::source::saved::Handles;

/// How many bytes one look reads at most, so that a busy source leaves the others their turn.
const BUDGET: u64 = 4 * 1024 * 1024;
/// How often one look follows a rotation before it leaves the rest to the next look.
const TURNS: usize = 32;
/// How many files wait to be read before no new ones are taken in.
const WAITING: usize = 64;

/// What to do with the rotated files that stand beside a live one at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Siblings {
    /// They are read first, oldest first.
    Read,
    /// They are left alone: only the named file is read, and what it rotates to from then on.
    Skip,
}

/// What a look achieved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Everything that is there has been read.
    Done,
    /// There is more: look again soon.
    More,
}

/// Whether the front of the row has been announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// No part was announced yet.
    Never,
    /// The last part has ended.
    Ended,
    /// The front of the row is the part.
    Open,
}

/// How the live name stands to the newest file we know.
enum Regard {
    Same(Stat),
    Other,
    Missing,
    Refused(io::Error),
}

/// Follows one file. Each [`look`](Self::look) reads what is new; between looks nothing happens.
#[derive(Debug)]
pub struct Follower {
    live: PathBuf,
    siblings: Siblings,
    /// Files to read, oldest first. The last stays when it is read, and is followed.
    row: VecDeque<Reading>,
    /// The files beside the live one as last seen, to tell new ones from old ones.
    known: Vec<Known>,
    /// The live name's stat when everything was read, if an equal one proves that nothing came.
    settled: Option<Stat>,
    part: Part,
    begun: bool,
    gone: bool,
    troubles: Troubles,
    /// What the bytes are read again by, where the file is not followed.
    saved: Option<Arc<Handles>>,
}

impl Follower {
    /// A follower of `live`, which need not exist yet.
    pub fn new(live: PathBuf, siblings: Siblings) -> Self {
        Self {
            live,
            siblings,
            row: VecDeque::new(),
            known: Vec::new(),
            settled: None,
            part: Part::Never,
            begun: false,
            gone: false,
            troubles: Troubles::default(),
            saved: None,
        }
    }

    /// The same for a file that is read once: all of it is delivered as stretches that can be
    /// read again by `handles`.
    pub(in crate::source) fn saved(self, handles: &Arc<Handles>) -> Self {
        Self { saved: Some(Arc::clone(handles)), ..self }
    }

    /// The live name.
    pub fn path(&self) -> &Path {
        &self.live
    }

    /// Delivers what is new: everything, or as much as one look may read.
    pub fn look(&mut self, sink: &mut dyn FnMut(Delivery)) -> Pace {
        self.troubles.begin();
        let mut budget = BUDGET;
        for _ in 0..TURNS {
            let regard = self.regard();
            if matches!(&regard, Regard::Same(stat) if self.settled == Some(*stat)) {
                return Pace::Done;
            }
            self.settled = None;
            self.prepare(&regard, sink);
            if self.read(&mut budget, sink) == Pace::More {
                return Pace::More;
            }
            let stat = match regard {
                Regard::Other if !self.troubles.now() => continue,
                Regard::Same(stat) => Some(stat),
                _ => None,
            };
            self.rest(stat, sink);
            return Pace::Done;
        }
        Pace::More
    }

    /// Ends the part that is being read. After this the follower delivers nothing more of the
    /// files that it knows.
    pub fn end(&mut self, sink: &mut dyn FnMut(Delivery)) {
        self.end_part(sink);
        self.row.clear();
    }

    fn end_part(&mut self, sink: &mut dyn FnMut(Delivery)) {
        if self.part == Part::Open {
            self.part = Part::Ended;
            sink(Delivery::PartEnded);
        }
    }

    fn regard(&self) -> Regard {
        let metadata = match regular(&self.live) {
            Ok(Some(metadata)) => metadata,
            Ok(None) => return Regard::Missing,
            Err(error) => return Regard::Refused(error),
        };
        let Some(newest) = self.row.back() else { return Regard::Other };
        match newest.is_same(&self.live, &metadata) {
            Ok(true) => Regard::Same(Stat::of(&metadata)),
            Ok(false) => Regard::Other,
            Err(error) => Regard::Refused(error),
        }
    }

    /// Takes in what came, or notes that the file went.
    fn prepare(&mut self, regard: &Regard, sink: &mut dyn FnMut(Delivery)) {
        match regard {
            Regard::Same(_) => self.appeared(sink),
            Regard::Refused(error) => self.troubles.met(&self.live, error, sink),
            Regard::Other | Regard::Missing if self.row.len() < WAITING => {
                let found = self.renew(sink);
                if !found && !self.gone && matches!(regard, Regard::Missing) {
                    self.gone = true;
                    sink(Delivery::Gone);
                }
            }
            _ => {}
        }
    }

    /// Notes where everything was read to its end. A deleted file stays open, since who writes
    /// it may write on; but on Windows that would keep its name from being used again.
    fn rest(&mut self, stat: Option<Stat>, sink: &mut dyn FnMut(Delivery)) {
        self.troubles.end();
        if !self.troubles.now() {
            self.settled = stat.filter(Stat::is_settled);
        }
        if self.gone && cfg!(windows) {
            self.end(sink);
        }
    }

    /// Looks at the live name and its rotations, and puts what is new in the row. Whether there
    /// was any, or at least the file that we know as the newest.
    fn renew(&mut self, sink: &mut dyn FnMut(Delivery)) -> bool {
        let troubles = &mut self.troubles;
        let row = row(&self.live, &mut |path, error| troubles.met(path, error, sink));
        let newest = self.row.back();
        let place = newest.and_then(|newest| row.iter().position(|file| file.is(newest)));
        let known: Vec<Known> = row.iter().map(Reading::known).collect();
        let first = !std::mem::replace(&mut self.begun, true);
        let mut unread: VecDeque<Reading> = row
            .into_iter()
            .skip(place.map_or(0, |place| place + 1))
            .filter(|file| self.is_unread(file, first))
            .collect();
        self.known = known;
        if place.is_none() && newest.is_some() && unread.iter().any(|file| file.path != self.live) {
            self.troubles.tell(overtaken(&self.live), sink);
        }
        for (at, file) in unread.iter_mut().enumerate() {
            file.reason = if at > 0 || place.is_some() {
                Reason::Rotated
            } else if self.part == Part::Never {
                Reason::Opened
            } else {
                Reason::Recreated
            };
        }
        let found = place.is_some() || !unread.is_empty();
        self.row.append(&mut unread);
        found
    }

    fn is_unread(&self, file: &Reading, first: bool) -> bool {
        // What has the live name and is not the file that we know is always read: better twice
        // than never.
        file.path == self.live
            || match self.siblings {
                Siblings::Skip if first => false,
                _ => !self.known.iter().any(|known| file.was(known)),
            }
    }

    /// Reads the row to its end, or until the budget is used up.
    fn read(&mut self, budget: &mut u64, sink: &mut dyn FnMut(Delivery)) -> Pace {
        while !self.row.is_empty() {
            self.announce(sink);
            let last = self.row.len() == 1;
            let Some(front) = self.row.front_mut() else { break };
            match front.step(self.saved.as_ref()) {
                Ok(Step::Bytes(bytes)) => {
                    *budget = budget.saturating_sub(bytes.len() as u64);
                    sink(Delivery::Bytes(bytes));
                    if *budget == 0 {
                        return Pace::More;
                    }
                }
                Ok(Step::Stretch(stretch)) => {
                    // It costs no time here, but a writer may be faster than we look.
                    *budget = budget.saturating_sub(PIECE);
                    sink(Delivery::Stretch(stretch));
                    if *budget == 0 {
                        return Pace::More;
                    }
                }
                Ok(Step::Truncated) => {
                    front.reason = Reason::Truncated;
                    self.end_part(sink);
                }
                Ok(Step::End) if last => break,
                Ok(Step::End) => self.next(sink),
                Err(error) => {
                    self.troubles.met(&front.path, &error, sink);
                    if last {
                        break;
                    }
                    self.next(sink);
                }
            }
        }
        Pace::Done
    }

    fn announce(&mut self, sink: &mut dyn FnMut(Delivery)) {
        if self.part == Part::Open {
            return;
        }
        let Some(front) = self.row.front() else { return };
        let part = Delivery::Part { path: front.path.clone(), offset: 0, reason: front.reason };
        self.appeared(sink);
        sink(part);
        self.part = Part::Open;
    }

    fn next(&mut self, sink: &mut dyn FnMut(Delivery)) {
        self.row.pop_front();
        self.end_part(sink);
    }

    fn appeared(&mut self, sink: &mut dyn FnMut(Delivery)) {
        if std::mem::take(&mut self.gone) {
            sink(Delivery::Appeared);
        }
    }
}

fn overtaken(live: &Path) -> String {
    format!(
        "{}: rotated more often than old files are kept; records may be missing",
        live.display()
    )
}
