//! What can be done wherever one is: going from pane to pane, help, leaving.

use crate::pipeline::Stage;
use crate::store::Facet;

use super::super::actions::Action;
use super::super::message::{Effect, Exit};
use super::super::model::{Focus, Model, Overlay, Page, TRACED};
use super::{Done, differences, facets, list, palette, save, search, sources, stop};

/// The panes in the order of the tabulator.
const PANES: [Focus; 3] = [Focus::List, Focus::Detail, Focus::Facets];

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::NextPane => turn(model, 1),
        Action::PreviousPane => turn(model, PANES.len() - 1),
        Action::PickLevel => facets::pick(model, Facet::Level),
        Action::PickDestination => facets::pick(model, Facet::Destination),
        Action::PickPurpose => facets::pick(model, Facet::Purpose),
        Action::PickProducer => facets::pick(model, Facet::Producer),
        Action::PickEvent => facets::pick(model, Facet::Event),
        Action::EditSearch => search::edit(model),
        Action::ToggleTrace => return Some(toggle_trace(model)),
        Action::ViewEvents => open(model, Page::Events),
        Action::ViewStats => open(model, Page::Stats),
        Action::ViewFindings => open(model, Page::Findings),
        Action::ViewCatalog => open(model, Page::Catalog),
        Action::ViewSources => {
            open(model, Page::Sources);
            return Some(sources::enter());
        }
        Action::ViewDifferences => return Some(differences::enter(model)),
        Action::Close => return Some(close(model)),
        Action::Back if model.focus == Focus::List && model.differences.left.is_some() => {
            return differences::come_back(model);
        }
        Action::Back if model.focus == Focus::List => return Some(leave(model)),
        Action::Back => model.focus = Focus::List,
        Action::ShowPalette => palette::open(model),
        Action::ShowHelp | Action::HelpInLine => model.overlays.push(Overlay::Help(0)),
        Action::ExplainFilter | Action::ExplainInLine => {
            model.overlays.push(Overlay::Explained(0));
        }
        Action::Save => return Some(save::ask(model)),
        Action::Redraw => return Some(vec![Effect::Redraw]),
        Action::Suspend => return Some(vec![Effect::Suspend]),
        Action::QuitNow | Action::QuitPane => return Some(quit()),
        _ => return None,
    }
    Some(Vec::new())
}

/// Opens a page.
pub(super) fn open(model: &mut Model, page: Page) {
    model.page = page;
    model.focus = Focus::List;
}

/// Leaves a page that is not the list of events, where the action says so.
pub(super) fn leave_page(model: &mut Model, action: Action) -> Done {
    match action {
        Action::Close if model.said.is_some() => model.said = None,
        Action::Close if save::stop(model) => {}
        Action::Close | Action::Back => open(model, Page::Events),
        _ => return None,
    }
    Some(Vec::new())
}

/// Quits, unless something is being written: what would be lost then is said.
fn leave(model: &mut Model) -> Vec<Effect> {
    let Some(running) = &model.saving.running else { return quit() };
    let text = format!("{} is still being written: esc stops it, Q quits without it", running.name);
    model.note(text);
    Vec::new()
}

fn quit() -> Vec<Effect> {
    vec![Effect::Quit(Exit::Quit)]
}

fn turn(model: &mut Model, by: usize) {
    let at = PANES.iter().position(|pane| *pane == model.focus).unwrap_or(0);
    model.focus = PANES[(at + by) % PANES.len()];
    if model.focus == Focus::Detail && model.follows() {
        list::hold(model);
    }
}

/// Closes what lies uppermost.
fn close(model: &mut Model) -> Vec<Effect> {
    if model.said.take().is_some() || save::stop(model) {
        return Vec::new();
    }
    if model.focus == Focus::List
        && let Some(effects) = stop::stop(model)
    {
        return effects;
    }
    if model.focus != Focus::List {
        model.focus = Focus::List;
    } else if model.search.needle.is_some() {
        search::end(model);
    } else if let Some(effects) = differences::come_back(model) {
        return effects;
    } else {
        model.note("q quits");
    }
    Vec::new()
}

fn toggle_trace(model: &mut Model) -> Vec<Effect> {
    if model.stage == Stage::Done || model.replay.head.is_some() {
        model.note("these logs are not followed: telltail --trace reads a session's other logs");
        return Vec::new();
    }
    model.trace = !model.trace;
    model.note(if model.trace {
        TRACED
    } else {
        "no more trace output is read; what was read stays, and -kind:log hides it"
    });
    vec![Effect::SetTrace(model.trace)]
}
