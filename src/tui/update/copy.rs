//! Copying: what is put into the clipboard, as text.
//!
//! It is the data as it was logged, control characters and all: nothing of it is drawn, and to the
//! terminal it goes encoded. What is masked on the screen is masked here, too, and makes no term of
//! a filter. An equivalent command holds what the person has put into the filter, and nothing else.

use crate::query::{Expr, Literal, Term};
use crate::report::event_json;
use crate::store::{EventLog, Row};

use super::super::message::Effect;
use super::super::model::{Choice, Chosen, Copied, Focus, Menu, Model, Overlay};
use super::super::shape::command_line;
use super::super::text::{fit, start_of_bytes};
use super::{cell, reveal, value};

/// How much of what would be copied is shown beside its choice, in columns.
const PREVIEW: usize = 40;

/// How many bytes of a value are looked at for that.
const GLANCED: usize = 400;

/// Asks what to copy.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    if model.look(|log, view| model.current(log, view).is_none()) {
        model.note("there is no event here to copy");
        return Vec::new();
    }
    let known = [
        ('y', Copied::Event, "event as JSON"),
        ('l', Copied::Line, "line as logged"),
        ('v', Copied::Value, "value"),
        ('p', Copied::Path, "path"),
        ('f', Copied::Term, "filter"),
        ('c', Copied::Command, "command"),
    ];
    let choices = known.map(|(key, what, word)| {
        let preview = match what {
            Copied::Event | Copied::Line => String::new(),
            _ => text(model, what).unwrap_or_else(|why| format!("({why})")),
        };
        let start = start_of_bytes(&preview, GLANCED);
        let text = format!("{word:14} {}", fit(start, PREVIEW));
        Choice { key: Some(key), text: text.trim_end().to_owned(), chosen: Chosen::Copy(what) }
    });
    let menu = Menu { title: "Copy".to_owned(), choices: choices.into(), at: 0 };
    model.overlays.push(Overlay::Menu(menu));
    Vec::new()
}

/// Copies.
pub(super) fn copy(model: &mut Model, what: Copied) -> Vec<Effect> {
    match text(model, what) {
        Ok(text) => {
            model.revealed.copies_masked = is_masked(model, what, &text);
            vec![Effect::Copy(text)]
        }
        Err(why) => {
            model.note(why);
            Vec::new()
        }
    }
}

/// Says what came of it.
pub(super) fn copied(model: &mut Model, done: Result<String, String>) {
    match done {
        Ok(said) if std::mem::take(&mut model.revealed.copies_masked) => {
            model.note(format!("{said}; masked: r reveals"));
        }
        Ok(said) => model.note(said),
        Err(why) => model.warn(why),
    }
}

/// What would be copied, or why nothing can be.
fn text(model: &Model, what: Copied) -> Result<String, &'static str> {
    const NONE: &str = "there is no event here to copy";
    let of_row = |make: fn(&EventLog, Row<'_>) -> Result<String, &'static str>| {
        model.look(|log, view| {
            let row = model.current(log, view).and_then(|(_, id)| log.row(id));
            let text = row.map_or(Err(NONE), |row| make(log, row))?;
            let veil = row.map(|row| model.veils().of(row.id()));
            Ok(veil.map(|veil| veil.record(&text).into_owned()).unwrap_or(text))
        })
    };
    match what {
        Copied::Event => of_row(event),
        Copied::Line => of_row(line),
        Copied::Command => model.look(|log, _| command_line(model, log)),
        Copied::Value => cell_value(model),
        Copied::Path => path(model),
        Copied::Term => term(model).map(|term| Expr::Term(term).to_string()),
    }
}

/// The event by the contract of `print --format json`.
fn event(log: &EventLog, row: Row<'_>) -> Result<String, &'static str> {
    let mut json = Vec::new();
    event_json(&mut json, &log.text(row).whole().event())
        .map_err(|_| "the event cannot be written as JSON")?;
    Ok(String::from_utf8_lossy(json.trim_ascii_end()).into_owned())
}

/// The record as it was logged, without its line end.
fn line(log: &EventLog, row: Row<'_>) -> Result<String, &'static str> {
    let text = log.text(row);
    if text.lost().is_some() {
        return Err("the text of this event is not there any more");
    }
    let bytes = text.bytes();
    let end = bytes.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n'));
    let bytes = &bytes[..end.map_or(0, |at| at + 1)];
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

fn cell_value(model: &Model) -> Result<String, &'static str> {
    if model.focus == Focus::Detail {
        return value::value(model);
    }
    let term = cell::cell_term(model).ok_or("this cell is empty, or holds more than one value")?;
    let word = |literal: &Literal| match literal {
        Literal::Word(text) | Literal::Quoted(text) => text.clone(),
        Literal::Regex { pattern, .. } => pattern.clone(),
        Literal::Range(from, to) => [from, to].into_iter().flatten().cloned().collect(),
    };
    let words: Vec<String> = term.wanted.iter().map(|it| word(&it.literal)).collect();
    let (words, key) = (words.join(","), term.field.key().unwrap_or_default());
    let id = model.look(|log, view| model.current(log, view)).map(|(_, id)| id);
    let veil = id.map(|id| model.veils().of(id));
    Ok(veil.map(|veil| veil.text(&words, key).into_owned()).unwrap_or(words))
}

fn path(model: &Model) -> Result<String, &'static str> {
    if model.focus == Focus::Detail {
        return value::path(model);
    }
    term(model).map(|term| term.field.to_string())
}

fn term(model: &Model) -> Result<Term, &'static str> {
    if model.focus == Focus::Detail {
        return value::term(model);
    }
    let term = cell::cell_term(model).ok_or("this cell is empty, or holds more than one value")?;
    if reveal::tells(model, &term) { Err(reveal::MASKED) } else { Ok(term) }
}

/// Whether something of what is copied was masked: it would be another text if it were revealed.
fn is_masked(model: &mut Model, what: Copied, masked: &str) -> bool {
    let hidden = std::mem::replace(&mut model.revealed.all, true);
    let clear = text(model, what);
    model.revealed.all = hidden;
    clear.is_ok_and(|clear| clear != masked)
}
