//! The value under the cursor of the detail pane: as a term of the filter, as a path, as text.

use crate::query::{Expr, Field, Op, Predicate, Term, Truth, Wanted};

use super::super::message::Effect;
use super::super::model::Model;
use super::super::shape::{Node, Tree, hides};
use super::filter::{self, Combine};
use super::reveal;

/// The longest value that is put into the filter, in bytes.
const LONGEST: usize = 512;

/// Adds the value under the cursor to the filter.
pub(super) fn narrow(model: &mut Model, combine: Combine) -> Vec<Effect> {
    match term(model) {
        Ok(term) => filter::narrow(model, combine, term),
        Err(why) => {
            model.note(why);
            Vec::new()
        }
    }
}

/// The term that the value under the cursor stands for, or why there is none.
pub(super) fn term(model: &Model) -> Result<Term, &'static str> {
    let (tree, at, node) = under(model)?;
    let field = tree.field(at)?;
    if node.json().len() > LONGEST && !node.json().starts_with(['{', '[']) {
        return Err("this value is too long to filter by; / searches for a part of it");
    }
    let term = term_of(field, node);
    if reveal::tells(model, &term) {
        Err(reveal::MASKED)
    } else if holds(model, &term) {
        Ok(term)
    } else {
        Err("a filter of this path would mean another value of the event; / searches for it")
    }
}

/// The value under the cursor as text; of a fold all that is in it. Masked as it is shown.
pub(super) fn value(model: &Model) -> Result<String, &'static str> {
    let (tree, at, node) = under(model)?;
    let Some((_, id)) = model.look(|log, view| model.current(log, view)) else {
        return Ok(String::new());
    };
    let (veil, key) = hides((model.veils(), id), at, tree);
    Ok(veil.text(&node.text(), key).into_owned())
}

/// The path of the value under the cursor.
pub(super) fn path(model: &Model) -> Result<String, &'static str> {
    let (tree, at, _) = under(model)?;
    tree.path(at).ok_or("there is no value under the cursor, only a heading")
}

/// The field of the value under the cursor.
pub(super) fn field(model: &Model) -> Result<Field, &'static str> {
    let (tree, at, _) = under(model)?;
    tree.field(at)
}

/// What is under the cursor.
fn under(model: &Model) -> Result<(&Tree, usize, &Node), &'static str> {
    const NONE: &str = "there is no value under the cursor";
    let content = model.detail.content.as_ref().ok_or(NONE)?;
    let tree = content.tree.as_ref().ok_or("values are under the cursor in the tab Properties")?;
    content.node(model.detail.line).map(|(at, node)| (tree, at, node)).ok_or(NONE)
}

/// The term of a value. An object or an array cannot be compared; that it is there can.
fn term_of(field: Field, node: &Node) -> Term {
    match node.json().as_bytes().first() {
        Some(b'"') => Term::new(field, Op::Equal, vec![wanted(node.text())]),
        Some(b'{' | b'[') => Term::new(field, Op::Has, Vec::new()),
        _ => Term::new(field, Op::Equal, vec![Wanted::word(node.json())]),
    }
}

/// A text as it is wanted: bare where that can mean nothing else.
fn wanted(text: String) -> Wanted {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '$');
    let is_word = text.starts_with(char::is_alphabetic)
        && text.chars().all(plain)
        && !matches!(text.as_str(), "true" | "false" | "null")
        && text.parse::<f64>().is_err();
    if is_word { Wanted::word(text) } else { Wanted::text(text) }
}

/// Whether a term says what is true of the event that is shown: a key with a dot in its name may
/// stand in the way of a path, and of a key that was logged twice only the last value counts.
fn holds(model: &Model, term: &Term) -> bool {
    let expr = Expr::Term(term.clone());
    let Ok(predicate) = Predicate::compile(&expr, &model.query) else { return false };
    model.look(|log, view| {
        let row = model.current(log, view).and_then(|(_, id)| log.row(id));
        row.is_some_and(|row| predicate.eval(&log.text(row).whole()) == Truth::True)
    })
}
