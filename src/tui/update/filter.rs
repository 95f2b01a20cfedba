//! The filter line, and everything that changes the filter from elsewhere.

use std::sync::Arc;

use crate::event::visible;
use crate::pipeline::{Ask, Stage};
use crate::query::{Expr, Term};
use crate::search::{Cause, Question, Selection};
use crate::store::Facet;

use super::super::actions::{Action, Context};
use super::super::filter::Verdict;
use super::super::line::Line;
use super::super::message::Effect;
use super::super::model::{Choice, Chosen, Menu, Model, Overlay, Prompt, Wanted};
use super::{Done, completion};

/// What stands before the name under which a filter is saved.
const NAME_PROMPT: &str = " save as › ";

/// What is done while the line is edited.
pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(effects) = completion::act(model, action) {
        return Some(effects);
    }
    match action {
        Action::KeepLine => keep(model),
        Action::RestoreLine if model.filter.line.stop_finding() => return Some(apply(model)),
        Action::RestoreLine => {
            model.filter.line.restore();
            model.overlays.pop();
            return Some(apply(model));
        }
        Action::OlderLine => return Some(recall(model, Line::older)),
        Action::NewerLine => return Some(recall(model, Line::newer)),
        Action::FindInHistory => return Some(recall(model, Line::find)),
        Action::SaveFilter => ask_name(model),
        _ => return None,
    }
    Some(Vec::new())
}

fn keep(model: &mut Model) {
    if is_filter(model) {
        model.filter.line.keep();
        model.overlays.pop();
    }
}

/// Whether the line is a filter. One that is none is not kept: the error stays until it is mended
/// or undone.
fn is_filter(model: &mut Model) -> bool {
    if let Verdict::Incomplete(error) = &model.filter.verdict {
        model.filter.verdict = Verdict::Wrong(error.clone());
    }
    model.filter.verdict == Verdict::Valid
}

/// Brings back what was typed earlier.
fn recall(model: &mut Model, recall: fn(&mut Line)) -> Vec<Effect> {
    model.filter.completing.close();
    recall(&mut model.filter.line);
    apply(model)
}

/// The line is typed into.
pub(super) fn type_in(model: &mut Model, edit: impl FnOnce(&mut Line)) -> Vec<Effect> {
    let before = model.filter.line.text().to_owned();
    edit(&mut model.filter.line);
    if model.filter.line.text() == before {
        completion::moved(model);
    } else {
        completion::typed(model);
    }
    apply(model)
}

/// Asks for a name to save the filter under.
fn ask_name(model: &mut Model) {
    if model.filter.line.text().trim().is_empty() {
        model.note("there is no filter to save yet");
    } else if is_filter(model) {
        model.filter.line.keep();
        model.overlays.push(Overlay::Prompt(Prompt {
            before: NAME_PROMPT.to_owned(),
            line: Line::default(),
            wanted: Wanted::FilterName,
        }));
    }
}

/// Saves the filter under a name.
///
/// # Errors
/// There is no filter, or no name; in words.
pub(super) fn save_as(model: &mut Model, name: &str) -> Result<Vec<Effect>, String> {
    let (name, text) = (name.trim(), model.filter.line.text().trim().to_owned());
    if name.is_empty() {
        return Err("a name is missing".to_owned());
    }
    if text.is_empty() || !is_filter(model) {
        return Err("there is no filter to save".to_owned());
    }
    let replaced = model.named.save(name, &text);
    let shown = visible(name);
    let before = if replaced { ", in the place of another" } else { "" };
    let key = model.keys.first(Context::List, Action::NamedFilters);
    let key = if key.is_empty() { key } else { format!(" ({key} lists them)") };
    model.note(format!("the filter is saved as {shown}{before}{key}"));
    Ok(Vec::new())
}

/// Lists the filters that have names.
pub(super) fn open_named(model: &mut Model) {
    let keys = ('1'..='9').map(Some).chain(std::iter::repeat(None));
    let choices: Vec<Choice> = model
        .named
        .iter()
        .zip(keys)
        .map(|((name, text), key)| Choice {
            key,
            text: format!("{name}  {text}"),
            chosen: Chosen::Filter(text.to_owned()),
        })
        .collect();
    if choices.is_empty() {
        let key = model.keys.first(Context::Filter, Action::SaveFilter);
        let how =
            if key.is_empty() { key } else { format!(": {key} in the filter line saves one") };
        model.note(format!("no filter has a name yet{how}"));
        return;
    }
    model.overlays.push(Overlay::Menu(Menu { title: "Saved filters".to_owned(), choices, at: 0 }));
}

/// Makes the filter that has this name the filter.
///
/// # Errors
/// There is none; in words.
pub(super) fn use_named(model: &mut Model, name: &str) -> Result<Vec<Effect>, String> {
    match model.named.get(name.trim()).map(str::to_owned) {
        Some(text) => Ok(replace(model, &text)),
        None => Err(format!("no filter is saved as {}", visible(name.trim()))),
    }
}

/// What is done to the filter from the panes.
pub(super) fn act_in_panes(model: &mut Model, action: Action) -> Done {
    match action {
        Action::EditFilter => edit(model),
        Action::ToggleFilter => {
            model.filter.on = !model.filter.on;
            return Some(vec![ask(model)]);
        }
        Action::RelaxFilter => return Some(relax(model)),
        Action::NamedFilters => open_named(model),
        _ => return None,
    }
    Some(Vec::new())
}

/// Begins to edit the filter.
pub(super) fn edit(model: &mut Model) {
    model.filter.line.begin();
    // The next term does not stick to the last one.
    let text = model.filter.line.text();
    if !text.is_empty() && !text.ends_with(' ') {
        let text = format!("{text} ");
        model.filter.line.set(&text);
    }
    model.overlays.push(Overlay::Filter);
    model.filter.completing.close();
}

/// Applies the line as it stands, where it is a filter and another one than before.
pub(super) fn apply(model: &mut Model) -> Vec<Effect> {
    let before = model.filter.applied.clone();
    model.filter.read(&model.query);
    if model.filter.applied == before && model.filter.on {
        return Vec::new();
    }
    model.filter.on = true;
    vec![ask(model)]
}

/// Asks for what the filter is now.
pub(super) fn ask(model: &mut Model) -> Effect {
    model.filter.asked += 1;
    model.filter.asked_at = model.clock;
    let generation = model.filter.asked;
    let only = model.list.only_marked.then(|| model.look(|log, _| log.marks().ids()));
    let only = only.map(|ids| Arc::new(ids.into_iter().collect()));
    let question = Question { only, ..model.filter.question() };
    Effect::Ask(Ask::Question { generation, question: Box::new(question) })
}

/// How a value changes the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combine {
    /// Only events with it.
    Only,
    /// No events with it.
    Not,
    /// Events with it too.
    Or,
}

impl Combine {
    /// How an action changes the filter, if it does so by a value.
    pub(super) const fn of(action: Action) -> Option<Self> {
        match action {
            Action::OnlyThis => Some(Self::Only),
            Action::NotThis => Some(Self::Not),
            Action::OrThis => Some(Self::Or),
            _ => None,
        }
    }
}

/// Changes the filter by a value.
pub(super) fn narrow(model: &mut Model, combine: Combine, term: Term) -> Vec<Effect> {
    match combine {
        Combine::Only => add(model, &Expr::Term(term)),
        Combine::Not => add(model, &Expr::not(Expr::Term(term))),
        Combine::Or => widen(model, Expr::Term(term)),
    }
}

/// Lets through what a term means, too. A filter that was switched off begins anew with it.
pub(super) fn widen(model: &mut Model, term: Expr) -> Vec<Effect> {
    let Expr::Term(term) = term else { return Vec::new() };
    if !model.filter.on {
        return add(model, &Expr::Term(term));
    }
    let text = model.filter.with_also(&term);
    if text == model.filter.applied {
        model.note("the filter lets this value through already");
        return Vec::new();
    }
    replace(model, &text)
}

/// Adds a term to the filter. A filter that was switched off begins anew with it.
pub(super) fn add(model: &mut Model, term: &Expr) -> Vec<Effect> {
    let text = if model.filter.on { model.filter.with(term) } else { term.to_string() };
    if !model.filter.on {
        model.filter.selections = crate::search::Selections::default();
    }
    replace(model, &text)
}

/// Makes `text` the filter, and remembers it as if it had been typed.
pub(super) fn replace(model: &mut Model, text: &str) -> Vec<Effect> {
    model.filter.line.set(text);
    model.filter.line.keep();
    apply(model)
}

/// Where nothing is shown and the answer is whole: asks which term removed all.
pub(super) fn blame(model: &mut Model) -> Vec<Effect> {
    let empty = model
        .look(|log, view| view.ids().is_empty() && view.scanned() >= log.len() && !log.is_empty());
    if !empty || !model.filter.is_narrowing() || model.stage == Stage::Loading {
        return Vec::new();
    }
    model.filter.blame(&model.query).map(Effect::Ask).into_iter().collect()
}

/// Takes away what removed all, where nothing is shown; else the last term, where there is none
/// the last choice of facets, then the span of time.
fn relax(model: &mut Model) -> Vec<Effect> {
    let nothing = model.look(|_, view| view.ids().is_empty());
    match model.filter.culprit().filter(|_| nothing) {
        Some(Cause::Term(term)) => {
            let rest = model.filter.without(term);
            replace(model, &rest)
        }
        Some(Cause::Facet(facet)) => all_of(model, facet),
        Some(Cause::Span) => {
            model.filter.span = None;
            vec![ask(model)]
        }
        None => relax_last(model),
    }
}

/// Shows all values of a facet again.
fn all_of(model: &mut Model, facet: Facet) -> Vec<Effect> {
    *model.filter.selections.of_mut(facet) = Selection::All;
    vec![ask(model)]
}

fn relax_last(model: &mut Model) -> Vec<Effect> {
    if let Some((_, rest)) = model.filter.last_term() {
        return replace(model, &rest);
    }
    let selections = &model.filter.selections;
    let narrowed = |facet: &Facet| *selections.of(*facet) != Selection::All;
    if let Some(facet) = Facet::ALL.into_iter().rfind(narrowed) {
        return all_of(model, facet);
    }
    if model.filter.span.take().is_none() {
        model.note("there is no filter to take away from");
        return Vec::new();
    }
    vec![ask(model)]
}
