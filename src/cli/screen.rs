//! `telltail` without a subcommand: the screen.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crate::audit::Comparison;
use crate::catalog::places;
use crate::config::environment::Environment;
use crate::config::keymap::find_preset;
use crate::config::own::folder;
use crate::config::settings::{Key, Settings};
use crate::config::theme::{Choice, Depth, Theme, listed};
use crate::consent::Probes;
use crate::pipeline::health::installed_senders;
use crate::pipeline::{Engine, OnAir, Plan, Recorder};
use crate::source::SessionChoice;
use crate::tui::{self, Bindings};

use super::args::{Common, Look, Print, Screen};
use super::failure::{Failure, say};
use super::input::{Reading, looked};
use super::opener::ThisMachine;
use super::print;
use super::remembered::Remembered;
use super::sessions::session_choice;
use super::settled::{chosen, with_look};
use super::setup::Setup;

pub(super) fn run(args: &Screen) -> Result<ExitCode, Failure> {
    let setup = Setup::of(&args.common, &args.input.paths)?;
    let follow = args.input.follow || follows_by_itself(args)?;
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
        replay: None,
    })
}

/// On a standard output that is no terminal, the screen is `print`.
pub(super) fn plain(args: Screen) -> Result<ExitCode, Failure> {
    let setup = Setup::of(&args.common, &args.input.paths)?;
    // What is wrong with an argument is wrong without a screen, too.
    theme(&setup.environment, &with_look(&setup.settings, &args.look))?;
    let Screen { input, common, .. } = args;
    print::run_with(&setup, Print::all(input, common))
}

/// On a terminal that cannot show the screen events are printed as they come.
pub(super) fn plain_on_terminal(mut args: Screen) -> Result<ExitCode, Failure> {
    tell_dumb();
    args.input.follow = args.input.follow || follows_by_itself(&args)?;
    plain(args)
}

/// Whether the terminal says of itself that it can do nothing but show text.
pub(super) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Says why there is no screen.
pub(super) fn tell_dumb() {
    say("this terminal cannot show the screen (TERM=dumb): events are printed as they come");
}

/// Without a PATH the newest session is followed: that is what the screen is for.
fn follows_by_itself(args: &Screen) -> Result<bool, Failure> {
    Ok(args.input.paths.is_empty() && session_choice(&args.common)? == SessionChoice::Latest)
}

/// Runs the screen on a plan until the person quits.
pub(super) fn show(
    plan: Plan,
    setup: Setup,
    common: &Common,
    look: &Look,
) -> Result<ExitCode, Failure> {
    show_with(plan, setup, common, look, None, None)
}

/// The same, while it is recorded.
pub(super) fn show_recorded(
    plan: Plan,
    setup: Setup,
    common: &Common,
    look: &Look,
    recording: (Recorder, OnAir),
) -> Result<ExitCode, Failure> {
    show_with(plan, setup, common, look, Some(recording), None)
}

/// The same on the logs that were compared, beginning with what differs.
pub(super) fn show_compared(
    plan: Plan,
    setup: Setup,
    common: &Common,
    look: &Look,
    comparison: Comparison,
) -> Result<ExitCode, Failure> {
    show_with(plan, setup, common, look, None, Some(comparison))
}

fn show_with(
    plan: Plan,
    setup: Setup,
    common: &Common,
    look: &Look,
    recording: Option<(Recorder, OnAir)>,
    comparison: Option<Comparison>,
) -> Result<ExitCode, Failure> {
    // What is replayed or piped in says nothing of this machine's extensions.
    let senders = if plan.watching.is_some() {
        installed_senders(&places(&setup.environment, &common.extensions.extensions_dir))
    } else {
        Vec::new()
    };
    let mut settings = with_look(&setup.settings, look);
    let remembered = Remembered::load(&setup.environment, &settings);
    settings.recall(&remembered.state);
    let Choice { theme, if_light, problems } = theme(&setup.environment, &settings)?;
    for problem in &problems {
        say(problem);
    }
    let depth = Depth::of(&setup.environment, settings.color());
    let (waivers, file) = super::waivers::waivers(None)?;
    let saved = setup.saved.as_ref().and_then(|saved| saved.screen.clone());
    let filter = match (setup.filter_text(common)?, &saved) {
        // What is typed counts more than what was saved.
        (typed, Some(saved)) if typed.is_empty() => saved.filter.clone(),
        (typed, _) => typed,
    };
    let options = tui::Options {
        themes: themes(&setup.environment, depth),
        depth,
        theme,
        filter,
        columns: saved.map(|saved| saved.columns).unwrap_or_default(),
        on_air: recording.as_ref().map(|(_, on_air)| on_air.clone()),
        now: setup.context.now,
        zone: setup.zone.clone(),
        trace: common.logs.trace,
        keys: keys(&settings)?,
        senders,
        preferences: remembered.preferences(&settings),
        typed: remembered.typed(&settings),
        show_values: look.show_values,
        waivers,
        waivers_file: Some(file.into()),
        mouse: settings.flag(Key::Mouse),
        comparison,
    };
    let (mut engine, notices) = Engine::start(plan)?;
    if let Some((recorder, on_air)) = recording {
        engine.record(recorder, on_air)?;
    }
    let opener = Arc::new(ThisMachine::new(setup, common));
    let begun = options.preferences.clone();
    let ended = tui::run(engine, notices, options, opener, if_light).map_err(Failure::Terminal)?;
    remembered.keep(&begun, &ended);
    match ended.exit {
        tui::Exit::Panicked(said) => Err(Failure::Panicked(said)),
        exit => Ok(ExitCode::from(exit.code())),
    }
}

/// The keys that were asked for; what is wrong with a person's own is said.
pub(super) fn keys(settings: &Settings) -> Result<Bindings, Failure> {
    let find = |name: &str| find_preset(name).map_err(|error| error.to_string());
    let keymap = chosen(settings, Key::Keymap, find)?.unwrap_or_default();
    let (bindings, wrong) = Bindings::new(&keymap, &settings.key_changes());
    for complaint in &wrong {
        say(&format!("keys of the settings: {complaint}"));
    }
    Ok(bindings)
}

/// The themes that can be chosen on the screen: none where it has no colours. One that is wrong
/// is told to whoever asks for it by its name.
fn themes(environment: &Environment, depth: Depth) -> Vec<Theme> {
    if depth == Depth::None {
        return Vec::new();
    }
    let folders = [folder(environment)];
    listed(&folders).iter().filter_map(|it| Theme::load(&it.name, &folders).ok()).collect()
}

/// The theme that was chosen, else the one that suits the terminal.
pub(super) fn theme(environment: &Environment, settings: &Settings) -> Result<Choice, Failure> {
    let depth = Depth::of(environment, settings.color());
    let two = [settings.text(Key::ThemeDark), settings.text(Key::ThemeLight)];
    let choose = |named: Option<&str>| {
        Choice::new(named, two, environment, depth).map_err(|error| error.to_string())
    };
    match chosen(settings, Key::Theme, |name| choose(Some(name)))? {
        Some(choice) => Ok(choice),
        None => choose(None).map_err(Failure::Usage),
    }
}
