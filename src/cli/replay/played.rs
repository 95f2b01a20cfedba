//! A log that was read whole, and what of it is played.

use std::ops::Range;
use std::process::ExitCode;
use std::sync::PoisonError;

use crate::event::EventId;
use crate::pipeline::replay::Schedule;
use crate::pipeline::{Performance, Performed, SharedLog};
use crate::query::{Context, Predicate};
use crate::search::{Question, View};
use crate::store::EventLog;

use super::super::args::Replay;
use super::super::audit::settle;
use super::super::failure::Failure;
use super::super::input::{Reading, read_all};
use super::super::memory::{tell_dropped, tell_undecided};
use super::super::setup::Setup;
use super::super::zone::tell_assumed;
use super::bounds::bounds;

/// A process that Ctrl-C has ended says so by this status.
const INTERRUPTED: u8 = 130;

/// A log that was read whole, and what of it is played.
pub(super) struct Played {
    pub(super) log: SharedLog,
    /// How reading went.
    status: ExitCode,
    /// Where in merged order it begins and ends.
    places: Range<usize>,
    /// Of those, what the filter lets pass.
    pub(super) shown: Vec<EventId>,
    /// Events of which the filter could not tell whether they pass.
    undecided: u64,
    schedule: Schedule,
}

impl Played {
    /// Reads all, and chooses what is played.
    pub(super) fn new(args: &Replay, setup: &Setup) -> Result<Self, Failure> {
        // What is wrong with the filter is told before anything is opened.
        let typed = setup.typed(&args.common)?;
        setup.read(&typed)?;
        let bounds = bounds(&args.common.which, &setup.context)?;
        let reading = Reading::open(setup, &args.common, &args.paths, false)?;
        let (log, status) = read_all(reading, setup, &args.common, &args.paths)?;
        log.write().unwrap_or_else(PoisonError::into_inner).settle();
        let (shown, places, undecided) = {
            let log = log.read().unwrap_or_else(PoisonError::into_inner);
            let (places, context) = (bounds.places(&log), bounds.context(&log));
            let predicate = read(&typed, &context)?;
            settle(setup, &args.common, &log, &predicate);
            let (shown, undecided) = shown(&log, predicate, &places);
            (shown, places, undecided)
        };
        let schedule = Schedule::new(args.speed, args.max_gap);
        Ok(Self { log, status, places, shown, undecided, schedule })
    }

    /// Gives each event to `take` when it is due, until that fails.
    pub(super) fn play<E: From<Failure>>(
        &self,
        log: &EventLog,
        take: impl FnMut(&[EventId]) -> Result<(), E>,
    ) -> Result<Performed, E> {
        let mut performance = Performance::new(self.schedule.clone()).map_err(Failure::from)?;
        performance.play(log, self.places.clone(), &self.shown, take)
    }

    /// Says what is to be said at the end, and gives the exit status; `missing`: not all that was
    /// asked for could be written.
    pub(super) fn finish(&self, performed: Performed, missing: bool) -> ExitCode {
        tell_assumed(&self.log);
        tell_dropped(&self.log);
        if tell_undecided(self.undecided) || missing {
            return ExitCode::from(3);
        }
        match performed {
            Performed::Whole => self.status,
            Performed::Interrupted => ExitCode::from(INTERRUPTED),
        }
    }
}

/// Reads the filter; what is wrong with it was told already.
fn read(typed: &str, context: &Context) -> Result<Predicate, Failure> {
    Predicate::read(typed, context).map_err(Failure::usage)
}

/// What passes a filter of what is played, in merged order, and how much it could not tell of.
fn shown(log: &EventLog, predicate: Predicate, places: &Range<usize>) -> (Vec<EventId>, u64) {
    let mut view = View::new(Question { predicate, ..Question::default() });
    view.advance(log, usize::MAX);
    let ids = view.ids();
    let before = |place: usize| ids.partition_point(|id| log.place(*id) < place);
    let shown = ids[before(places.start)..before(places.end)].to_vec();
    (shown, view.unread())
}
