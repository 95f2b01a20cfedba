//! Every place where logs may be: what is in it, and what its editor's settings allow.

use crate::consent::{Machine, of_user_data, switches_of};
use crate::report::Place;
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

fn place(surveyed: Surveyed, newest: Option<&Session>, machine: &Machine) -> Place {
    let here = newest_session(&surveyed.sessions);
    let is_newest = here.is_some_and(|here| newest.is_some_and(|it| it.path == here.path));
    let newest_session = here.map(|session| session.stamp.clone());
    let mut place = Place {
        outcome: outcome(surveyed.looked),
        newest_session,
        newest: is_newest,
        consent: None,
        switches: Vec::new(),
        surveyed,
    };
    let root = &place.surveyed.root;
    if place.surveyed.looked != Looked::Missing
        && let Some(user_data) = root.path.parent()
    {
        let consent = of_user_data(user_data, root.product, machine);
        place.switches = switches_of(user_data, root.product, machine, consent.level);
        place.consent = Some(consent);
    }
    place
}
