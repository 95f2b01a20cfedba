//! `telltail` without a subcommand: the screen.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crate::catalog::places;
use crate::config::keymap::{KeyChanges, find_preset};
use crate::config::theme::{Theme, listed};
use crate::consent::Probes;
use crate::pipeline::health::installed_senders;
use crate::pipeline::{Engine, Plan};
use crate::source::SessionChoice;
use crate::tui;

use super::args::{Colour, Common, Look, Screen};
use super::failure::Failure;
use super::input::{Reading, looked};
use super::opener::ThisMachine;
use super::output::no_color;
use super::sessions::session_choice;
use super::setup::Setup;

pub(super) fn run(args: &Screen) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&args.common)?;
    // Without a PATH the newest session is followed: that is what the screen is for.
    let newest =
        args.input.paths.is_empty() && session_choice(&args.common)? == SessionChoice::Latest;
    let follow = args.input.follow || newest;
    let plan = plan(&setup, &args.common, &args.input.paths, follow)?;
    show(Plan { tail: args.input.tail, ..plan }, setup, &args.common, &args.look)
}

/// What the screen reads where these paths are named; without any, what was asked for of this
/// machine.
pub(super) fn plan(
    setup: &Setup,
    common: &Common,
    paths: &[PathBuf],
    follow: bool,
) -> Result<Plan, Failure> {
    let predicate = setup.predicate(common)?;
    let reading = Reading::open(setup, common, paths, follow)?;
    let looked = if paths.is_empty() { looked(setup, common) } else { reading.awaited };
    Ok(Plan {
        ingest: reading.ingest,
        feed: reading.feed,
        watching: reading.watching,
        follow: reading.follow || reading.streams,
        tail: None,
        predicate,
        problems: reading.problems.into_iter().chain(reading.notes).collect(),
        looked,
        consent: Some(Probes::new(setup.machine(common))),
    })
}

/// Runs the screen on a plan until the person quits.
pub(super) fn show(
    plan: Plan,
    setup: Setup,
    common: &Common,
    look: &Look,
) -> Result<ExitCode, Failure> {
    // What is replayed or piped in says nothing of this machine's extensions.
    let senders = if plan.watching.is_some() {
        installed_senders(&places(&setup.environment, &common.extensions_dir))
    } else {
        Vec::new()
    };
    let theme = theme(common.color, look)?;
    let options = tui::Options {
        themes: themes(&theme),
        theme,
        filter: setup.filter_text(common)?,
        now: setup.context.now,
        zone: setup.zone.clone(),
        trace: common.trace,
        keys: keys(look)?,
        senders,
    };
    let (engine, notices) = Engine::start(plan)?;
    let opener = Arc::new(ThisMachine::new(setup, common));
    let exit = tui::run(engine, notices, options, opener).map_err(Failure::Terminal)?;
    match exit {
        tui::Exit::Panicked(said) => Err(Failure::Panicked(said)),
        exit => Ok(ExitCode::from(exit.code())),
    }
}

/// The keys that were asked for.
pub(super) fn keys(look: &Look) -> Result<tui::Bindings, Failure> {
    let keymap = look.keymap.as_deref().map_or_else(|| Ok(KeyChanges::default()), find_preset);
    let keymap = keymap.map_err(Failure::usage)?;
    Ok(tui::Bindings::new(&keymap, &KeyChanges::default()).0)
}

/// The themes that can be chosen on the screen: none where it has no colours. One that is wrong
/// is told to whoever asks for it by its name.
fn themes(chosen: &Theme) -> Vec<Theme> {
    if *chosen == Theme::no_color() {
        return Vec::new();
    }
    let all = listed(&[]).into_iter();
    all.filter_map(|it| Theme::load(&it.name, &[]).ok()).collect()
}

/// The theme that was asked for; without colour where that was asked for.
pub(super) fn theme(colour: Colour, look: &Look) -> Result<Theme, Failure> {
    // A theme that is wrong is told also where it would not be used this time.
    let name = look.theme.as_deref().unwrap_or("dark");
    let theme = Theme::load(name, &[]).map_err(Failure::usage)?;
    let plain = colour == Colour::Never || (colour == Colour::Auto && no_color());
    Ok(if plain { Theme::no_color() } else { theme })
}
