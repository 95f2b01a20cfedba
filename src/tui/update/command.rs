//! What the palette's commands do with their argument.

use crate::query::{self, Edge, Predicate, parse_time};
use crate::search::Direction;
use crate::store::Row;

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Focus, Model, Page};
use super::super::palette::Command;
use super::{filter, list, marks, reading, replay, save, start};

/// What stands in the line when the argument begins to be typed.
pub(super) fn begin(model: &Model, command: Command) -> String {
    match command {
        Command::Filter => model.filter.line.text().to_owned(),
        Command::Find => model.search.line.text().to_owned(),
        Command::Columns => model.column_names().join(", "),
        Command::Note => marks::noted(model).unwrap_or_default(),
        Command::Goto
        | Command::Speed
        | Command::Open
        | Command::Write
        | Command::Theme
        | Command::UseFilter
        | Command::SaveFilter => String::new(),
    }
}

/// Runs a command.
///
/// # Errors
/// What is wrong with the argument; nothing is changed then.
pub(super) fn run(
    model: &mut Model,
    command: Command,
    argument: &str,
) -> Result<Vec<Effect>, String> {
    match command {
        Command::Goto if model.replay.head.is_some() => replay::goto(model, argument),
        Command::Goto => goto(model, argument),
        Command::Speed => replay::speed(model, argument),
        Command::Filter => {
            Predicate::read(argument, &model.query).map_err(|error| error.to_string())?;
            Ok(filter::replace(model, argument))
        }
        Command::Find => find(model, argument),
        Command::Columns => columns(model, argument),
        Command::Note => marks::note(model, argument),
        Command::Write => save::write(model, argument),
        Command::Open if argument.is_empty() => Err("open needs a path".to_owned()),
        Command::Open => Ok(start::open(model, argument)),
        Command::Theme => theme(model, argument),
        Command::UseFilter => filter::use_named(model, argument),
        Command::SaveFilter => filter::save_as(model, argument),
    }
}

/// Shows the list of events, and has the keys there.
pub(super) fn show_list(model: &mut Model) {
    model.page = Page::Events;
    model.focus = Focus::List;
}

fn find(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    if text.is_empty() {
        return Err("find needs a text, or /regex/".to_owned());
    }
    model.search.line.begin();
    model.search.line.set(text);
    model.search.read();
    if let Some(error) = model.search.error.take() {
        model.search.line.restore();
        model.search.read();
        return Err(error);
    }
    model.search.line.keep();
    show_list(model);
    Ok(reading::find(model, Direction::Forward))
}

fn columns(model: &mut Model, names: &str) -> Result<Vec<Effect>, String> {
    let names = names.split(',').map(|name| name.trim().to_owned());
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    let before = model.list.chosen.clone();
    if let Some(complaint) = model.set_columns(&names).into_iter().next() {
        model.list.chosen = before;
        return Err(complaint);
    }
    show_list(model);
    Ok(Vec::new())
}

fn theme(model: &mut Model, name: &str) -> Result<Vec<Effect>, String> {
    let theme = model.themes.iter().find(|theme| theme.name == name);
    let theme = theme.ok_or("there is no theme of that name")?.at(model.depth);
    model.note(format!("the theme is {} now", theme.name));
    model.theme = theme;
    model.theme_chosen = true;
    Ok(vec![Effect::Redraw])
}

/// Where to go.
enum Target {
    /// To the event at this place of the list, from 0.
    At(usize),
    /// To the first event from a time on.
    From(Edge),
}

fn goto(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    if text == "mark" {
        show_list(model);
        return Ok(marks::act(model, Action::NextMark).unwrap_or_default());
    }
    let target = target(model, text)?;
    let id = model.look(|log, view| {
        let ids = view.ids();
        let last = ids.len().checked_sub(1)?;
        let at = match target {
            Target::At(at) => at,
            Target::From(edge) => {
                ids.partition_point(|id| log.row(*id).is_some_and(|row| is_before(row, edge)))
            }
        };
        ids.get(at.min(last)).copied()
    });
    let id = id.ok_or("there is no event to go to")?;
    show_list(model);
    list::show(model, id);
    Ok(Vec::new())
}

fn target(model: &Model, text: &str) -> Result<Target, String> {
    match text {
        "start" => return Ok(Target::At(0)),
        "end" => return Ok(Target::At(usize::MAX)),
        _ => {}
    }
    if let Some(part) = text.strip_suffix('%') {
        let part: f64 = part.trim().parse().map_err(|_| FORMS)?;
        let last = model.look(|_, view| view.ids().len().saturating_sub(1));
        return Ok(Target::At((last as f64 * (part / 100.0).clamp(0.0, 1.0)).round() as usize));
    }
    if let Ok(number) = text.parse::<usize>() {
        return Ok(Target::At(number.saturating_sub(1)));
    }
    // A time of day is one of the day that is looked at, and a distance is one from there.
    let here = model.look(|log, view| {
        let row = log.row(model.current(log, view)?.1)?;
        let zone = row.zone().clone();
        Some(query::Context { now: row.time()?, zone, ..model.query.clone() })
    });
    let context = here.as_ref().unwrap_or(&model.query);
    let (from, _) = parse_time(text, context).map_err(|_| FORMS)?;
    Ok(Target::From(from))
}

/// What goto takes.
pub(super) const FORMS: &str =
    "goto takes a time (14:02, 2026-11-21T01:43, +5m, -5m), a number, 50%, mark, start or end";

fn is_before(row: Row<'_>, edge: Edge) -> bool {
    // What has no time stands where its predecessor does, which is where the search goes on.
    row.time().is_none_or(|time| match edge {
        Edge::Moment(moment) => time < moment,
        Edge::Wall(wall) => time.0.saturating_add(row.zone().ahead(time)) < wall,
    })
}
