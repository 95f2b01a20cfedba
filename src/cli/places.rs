//! Every place where logs may be: what is in it, and what its editor's settings allow.

use crate::consent::{Consent, Machine, Switch, of_user_data, switches_of};
use crate::pipeline::health::{TraceState, glance};
use crate::report::{Place, Trace, below};
use crate::source::{Looked, Session, Surveyed, newest_session, survey};

use super::args::Common;
use super::input::{logs_roots, outcome};
use super::setup::Setup;

/// Looks at all of them.
pub(super) fn places(setup: &Setup, common: &Common) -> Vec<Place> {
    let surveyed = survey(&logs_roots(setup, common));
    let sessions: Vec<Session> = surveyed.iter().flat_map(|it| it.sessions.clone()).collect();
    let newest = newest_session(&sessions);
    let machine = setup.machine(common);
    surveyed.into_iter().map(|it| place(it, newest, &machine)).collect()
}

fn place(mut surveyed: Surveyed, newest: Option<&Session>, machine: &Machine) -> Place {
    let here = newest_session(&surveyed.sessions);
    let is_newest = here.is_some_and(|here| newest.is_some_and(|it| it.path == here.path));
    let newest_session = here.map(|session| session.stamp.clone());
    let mut problems = Vec::new();
    let trace = here.and_then(|session| trace(session, &mut problems));
    surveyed.problems.extend(problems);
    let (consent, switches) = allowed(&surveyed, machine).unzip();
    Place {
        outcome: outcome(surveyed.looked),
        newest_session,
        newest: is_newest,
        trace,
        consent,
        switches: switches.unwrap_or_default(),
        surveyed,
    }
}

/// What the settings of a place's editor allow; none where the place is not there.
fn allowed(surveyed: &Surveyed, machine: &Machine) -> Option<(Consent, Vec<Switch>)> {
    let root = &surveyed.root;
    let user_data = root.path.parent().filter(|_| surveyed.looked != Looked::Missing)?;
    let consent = of_user_data(user_data, root.product, machine);
    let switches = switches_of(user_data, root.product, machine, consent.level);
    Some((consent, switches))
}

/// The state of a session: that of the telemetry log which tells most.
fn trace(session: &Session, problems: &mut Vec<String>) -> Option<Trace> {
    let mut glances = Vec::new();
    for file in session.files.iter().filter(|file| file.bearing) {
        match glance(&file.path) {
            Ok(told) => glances.push((file, told)),
            Err(error) => problems.push(format!("{}: {error}", file.path.display())),
        }
    }
    let (file, told) = glances.into_iter().min_by_key(|(_, it)| (weight(it.trace), !it.certain))?;
    Some(Trace {
        state: told.trace.as_str(),
        certain: told.certain,
        why: told.why,
        file: below(session, file),
    })
}

/// Events in one log say more than none in another.
fn weight(state: TraceState) -> u8 {
    match state {
        TraceState::On => 0,
        TraceState::Stopped { .. } => 1,
        TraceState::Off => 2,
        TraceState::Unknown => 3,
    }
}
