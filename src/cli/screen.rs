//! `telltail` without a subcommand: the screen.

use std::process::ExitCode;

use crate::catalog::places;
use crate::config::environment::Environment;
use crate::config::theme::{Choice, Depth};
use crate::consent::Probes;
use crate::pipeline::health::installed_senders;
use crate::pipeline::{Engine, Plan};
use crate::source::SessionChoice;
use crate::tui;

use super::args::{Colour, Common, Look, Screen};
use super::failure::{Failure, say};
use super::input::{Reading, looked};
use super::sessions::session_choice;
use super::setup::Setup;

pub(super) fn run(args: &Screen) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    let predicate = setup.predicate(&args.common)?;
    // Without a PATH the newest session is followed: that is what the screen is for.
    let newest =
        args.input.paths.is_empty() && session_choice(&args.common)? == SessionChoice::Latest;
    let follow = args.input.follow || newest;
    let reading = Reading::open(&setup, &args.common, &args.input.paths, follow)?;
    let follow = reading.follow || reading.streams;
    let looked =
        if args.input.paths.is_empty() { looked(&setup, &args.common) } else { reading.awaited };
    let plan = Plan {
        ingest: reading.ingest,
        feed: reading.feed,
        watching: reading.watching,
        follow,
        tail: args.input.tail,
        predicate,
        problems: reading.problems.into_iter().chain(reading.notes).collect(),
        looked,
        consent: Some(Probes::new(setup.machine(&args.common))),
    };
    show(plan, &setup, &args.common, &args.look)
}

/// Runs the screen on a plan until the person quits.
pub(super) fn show(
    plan: Plan,
    setup: &Setup,
    common: &Common,
    look: &Look,
) -> Result<ExitCode, Failure> {
    // What is replayed or piped in says nothing of this machine's extensions.
    let senders = if plan.watching.is_some() {
        installed_senders(&places(&setup.environment, &common.extensions_dir))
    } else {
        Vec::new()
    };
    let Choice { theme, if_light, problems } = theme(&setup.environment, common.color, look)?;
    for problem in &problems {
        say(problem);
    }
    let options = tui::Options {
        theme,
        filter: setup.filter_text(common)?,
        now: setup.context.now,
        zone: setup.zone.clone(),
        trace: common.trace,
        senders,
    };
    let (engine, notices) = Engine::start(plan)?;
    let exit = tui::run(engine, notices, options, if_light).map_err(Failure::Terminal)?;
    match exit {
        tui::Exit::Panicked(said) => Err(Failure::Panicked(said)),
        exit => Ok(ExitCode::from(exit.code())),
    }
}

/// The theme that was asked for, else the one that suits the terminal.
pub(super) fn theme(
    environment: &Environment,
    colour: Colour,
    look: &Look,
) -> Result<Choice, Failure> {
    let depth = Depth::of(environment, colour.into());
    Choice::new(look.theme.as_deref(), environment, depth).map_err(Failure::usage)
}
