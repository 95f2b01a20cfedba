//! `--session`: from what was asked for to what is watched.

use crate::source::{ChoiceError, LogsRoot, Session, SessionChoice, Target, chosen, sessions};

use super::args::Common;
use super::failure::Failure;
use super::input::logs_roots;
use super::setup::Setup;

/// Which sessions `--session` asks for.
pub(super) fn session_choice(common: &Common) -> Result<SessionChoice, Failure> {
    let asked = common.logs.session.as_deref().map_or(Ok(SessionChoice::Latest), str::parse);
    asked.map_err(|error| unchosen(&error))
}

fn unchosen(error: &ChoiceError) -> Failure {
    let text = format!("--session: {error}");
    if error.is_usage() { Failure::Usage(text) } else { Failure::Input(text) }
}

/// What is watched where no path is named.
pub(super) fn of_this_machine(
    setup: &Setup,
    common: &Common,
    choice: &SessionChoice,
) -> Result<Vec<Target>, Failure> {
    let roots = logs_roots(setup, common);
    match choice {
        SessionChoice::Latest => Ok(vec![Target::Newest(roots)]),
        choice => sessions_of(&roots, choice, common.logs.trace),
    }
}

/// The sessions under `roots` that are meant, each for itself.
pub(super) fn sessions_of(
    roots: &[LogsRoot],
    choice: &SessionChoice,
    trace: bool,
) -> Result<Vec<Target>, Failure> {
    // A root that cannot be listed has no session; `telltail sources` says why.
    let found: Vec<Session> =
        roots.iter().filter_map(|root| sessions(root).ok()).flatten().collect();
    let target = |session: &Session| Target::Session {
        path: session.path.clone(),
        product: session.product,
    };
    let chosen = chosen(&found, choice, trace).map_err(|error| unchosen(&error))?;
    Ok(chosen.into_iter().map(target).collect())
}
