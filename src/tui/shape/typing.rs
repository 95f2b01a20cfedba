//! The lines that are typed into: what stands before and behind the text, the colours of its
//! parts, and where something is offered for it.

use ratatui::layout::Rect;

use crate::config::theme::Role;
use crate::query::{Class, highlight};
use crate::search::View;
use crate::store::EventLog;

use super::super::completion::popup_place;
use super::super::filter::Verdict;
use super::super::line::{FILTER_PROMPT, Line, SEARCH_PROMPT, pieces};
use super::super::model::{Model, Overlay};
use super::super::text::{Ink, Inked, fit, line_width, thousands, width};
use super::super::work::searched;

/// From this width on there is room for what a key does.
const ROOMY: usize = 60;

/// So many columns of what is searched for in the history are shown.
const SOUGHT: usize = 16;

/// The text of a filter in the roles of its parts; one that is off has none.
pub(in crate::tui) fn inked_filter(text: &str, on: bool) -> Inked {
    let mut line = Inked::new();
    let mut done = 0;
    for (span, class) in highlight(text) {
        let role = if on { class_role(class) } else { Role::Muted };
        line.push(Ink::new(Role::Text, text.get(done..span.start).unwrap_or_default()));
        line.push(Ink::new(role, text.get(span.start..span.end).unwrap_or_default()));
        done = span.end;
    }
    line
}

/// The role of a part of a filter.
pub(in crate::tui) const fn class_role(class: Class) -> Role {
    match class {
        Class::Field => Role::QueryField,
        Class::Op | Class::Not | Class::Paren => Role::QueryOp,
        Class::Value | Class::Quoted | Class::Regex => Role::QueryValue,
        Class::Word => Role::QueryWord,
        Class::Error => Role::Error,
    }
}

/// Whether this is the filter's line; it is the search's otherwise.
pub(in crate::tui) fn is_filter_line(model: &Model, line: &Line) -> bool {
    std::ptr::eq(line, &raw const model.filter.line)
}

/// What stands before the text, and behind how much of it the cursor stands while the history is
/// searched.
pub(in crate::tui) fn line_prompt(model: &Model, line: &Line) -> (Inked, Option<usize>) {
    let is_filter = is_filter_line(model, line);
    if let Some((sought, found)) = line.finding() {
        let (role, before) = if found {
            (Role::Accent, " history ‹")
        } else {
            (Role::Error, " no such history ‹")
        };
        let sought = fit(sought, SOUGHT);
        let at = width(before) + width(&sought);
        let text = format!("{before}{sought}› ");
        return (vec![Ink { role, text }], Some(at));
    }
    let wrong = if is_filter {
        matches!(model.filter.verdict, Verdict::Wrong(_))
    } else {
        model.search.error.is_some()
    };
    let role = if wrong { Role::Error } else { Role::Accent };
    let text = if is_filter { FILTER_PROMPT } else { SEARCH_PROMPT };
    (vec![Ink { role, text: text.to_owned() }], None)
}

/// `12 of 5,112`, and how far a search has come.
pub(in crate::tui) fn filter_count(
    model: &Model,
    log: &EventLog,
    view: &View,
    columns: usize,
) -> Inked {
    let (shown, all) = (view.ids().len() as u64, log.len() as u64);
    let text = format!("{} of {}", thousands(shown), thousands(all));
    let mut line = vec![Ink { role: Role::Text, text }];
    let unread = view.unread();
    if unread > 0 {
        let lost = if columns >= ROOMY { ", the text of which is lost" } else { "" };
        let text = format!(" · {} unknown{lost}", thousands(unread));
        line.push(Ink { role: Role::Warning, text });
    }
    if let Some(text) = goes_on(model, view) {
        // While a line is typed into, esc is for the line.
        let esc = columns >= ROOMY && model.overlays.is_empty();
        let esc = if esc { " (esc stops)" } else { "" };
        line.push(Ink { role: Role::Warning, text: format!(" · {text}{esc}") });
    }
    line
}

/// What of the filter or the search goes on for long, in a word.
fn goes_on(model: &Model, view: &View) -> Option<String> {
    if model.is_finding() {
        return Some("searching…".to_owned());
    }
    model.is_searching().then(|| match searched(view) {
        Some(part) => format!("{part} %"),
        None => "searching…".to_owned(),
    })
}

/// How many columns the count leaves.
pub(in crate::tui) fn text_width(rect: Rect, count: &[Ink]) -> u16 {
    rect.width.saturating_sub(line_width(count) as u16 + 2)
}

/// Where what is offered for the word in the filter line stands; `None` while nothing is.
pub(in crate::tui) fn popup_rect(model: &Model, log: &EventLog, view: &View) -> Option<Rect> {
    let popup = model.filter.completing.popup.as_ref()?;
    if !matches!(model.overlays.last(), Some(Overlay::Filter)) {
        return None;
    }
    let regions = model.regions();
    let rect = regions.line?;
    let room = text_width(rect, &filter_count(model, log, view, usize::from(rect.width)));
    let line = &model.filter.line;
    let wide = (line_width(&line_prompt(model, line).0) as u16).min(room);
    let (_, scroll) = line.cursor(usize::from((room - wide).saturating_sub(1)));
    let start = popup.completion.replace.start;
    let before = pieces(line.text()).into_iter().take_while(|piece| piece.end <= start);
    let column: usize = before.map(|piece| piece.width).sum();
    let x = rect.x + wide + column.saturating_sub(scroll) as u16;
    popup_place(popup, regions.body, rect, x)
}
