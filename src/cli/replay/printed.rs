//! `telltail replay --print`: events to standard output, each when it is due.

use std::process::ExitCode;
use std::sync::PoisonError;

use crate::pipeline::Performed;

use super::super::args::Replay;
use super::super::failure::Failure;
use super::super::output::Output;
use super::super::print::Writer;
use super::super::setup::Setup;
use super::played::Played;

/// Why playing stops before its end.
enum Stop {
    /// As many are printed as were asked for.
    Full,
    Failed(Failure),
}

pub(super) fn run(args: &Replay) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let played = Played::new(args, &setup)?;
    let mut writer = Writer::new(Output::new(setup.colour), args.format, args.limit);
    let log = played.log.read().unwrap_or_else(PoisonError::into_inner);
    let performed = played.play(&log, |ids| {
        writer.print_many(&log, ids).map_err(|error| Stop::Failed(error.into()))?;
        if writer.is_full() { Err(Stop::Full) } else { Ok(()) }
    });
    drop(log);
    let performed = match performed {
        Ok(performed) => performed,
        Err(Stop::Full) => Performed::Whole,
        Err(Stop::Failed(failure)) => return Err(failure),
    };
    Ok(played.finish(performed, writer.tell_missing()))
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
