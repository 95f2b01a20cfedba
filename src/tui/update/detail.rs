//! The detail pane: making its lines, moving through them, folding, filtering by a value.

use super::super::actions::Action;
use super::super::layout::DetailAt;
use super::super::model::{Focus, Model, Tab};
use super::super::shape::{At, ContentKey, Sight, content, tab_at};
use super::Done;
use super::filter::Combine;
use super::step::Step;
use super::value::narrow;

/// Panes of fewer lines begin with the first value.
const LOW: usize = 8;

/// Narrower screens have no room for a pane on the right.
const RIGHT_FROM: u16 = 120;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::Left => fold(model),
        Action::Right => unfold(model),
        Action::ToggleNode => toggle(model),
        _ => return Combine::of(action).map(|combine| narrow(model, combine)),
    }
    Some(Vec::new())
}

/// Makes the lines anew where the event, the tab or the width has changed, and keeps the cursor
/// within them and on the screen.
pub(super) fn refresh(model: &mut Model) {
    let Some(pane) = model.regions().detail else {
        model.detail.content = None;
        return;
    };
    let before = model.detail.content.take();
    // The value under the cursor, to be found again.
    let under = before.as_ref().and_then(|it| it.node(model.detail.line)).map(|(_, node)| node.id);
    let known = before.as_ref().map(|content| content.key);
    let made = model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        let row = log.row(id)?;
        let key = ContentKey {
            id,
            size: row.size(),
            links: row.links().len(),
            tab: model.detail.tab,
            folds: model.detail.folds.version,
            // Two borders, and the cursor's cell.
            width: usize::from(pane.width.saturating_sub(3)),
            judged: model.audited.judgement(),
            revealed: model.revealed.version,
            noted: log.marks().revision(),
        };
        if known == Some(key) {
            return before;
        }
        let sight = Sight {
            auditor: &model.audited.auditor,
            veils: model.veils(),
            folds: &model.detail.folds,
        };
        Some(content(log, row, key, &sight, before))
    });
    if let Some(made) = &made
        && known != Some(made.key)
    {
        let other = known.is_none_or(|known| known.id != made.key.id);
        // Who goes from event to event while reading a pane wants to compare the same place.
        if other && model.focus != Focus::Detail {
            let first = made.first();
            // A low pane has no lines to spare for a heading.
            let top = if height(model) < LOW { first } else { 0 };
            (model.detail.line, model.detail.top) = (first, top);
        } else if let Some(line) = under.and_then(|id| made.line_of(id)) {
            let moved = line as isize - model.detail.line as isize;
            let stays = made.node(model.detail.line).is_some_and(|(_, it)| Some(it.id) == under);
            if !stays {
                model.detail.line = line;
                model.detail.top = model.detail.top.saturating_add_signed(moved);
            }
        }
    }
    model.detail.content = made;
    keep_in_view(model);
}

/// How many lines of the pane are on the screen at once, at least one.
fn height(model: &Model) -> usize {
    let pane = model.regions().detail.map_or(0, |rect| rect.height);
    usize::from(pane.saturating_sub(2)).max(1)
}

fn keep_in_view(model: &mut Model) {
    let height = height(model);
    let detail = &mut model.detail;
    let len = detail.content.as_ref().map_or(0, |content| content.lines.len());
    detail.line = detail.line.min(len.saturating_sub(1));
    detail.top = detail.top.min(len.saturating_sub(height)).min(detail.line);
    detail.top = detail.top.max((detail.line + 1).saturating_sub(height));
}

pub(super) fn go(model: &mut Model, step: Step) {
    let page = height(model);
    let len = model.detail.content.as_ref().map_or(0, |content| content.lines.len());
    model.detail.line = step.target(model.detail.line, len, page);
}

/// A click into a line that is on the screen, counted in cells from the frame.
pub(super) fn click(model: &mut Model, line: usize, cell: usize) {
    model.detail.line = model.detail.top + line;
    let content = model.detail.content.as_ref();
    let Some(line) = content.and_then(|it| it.lines.get(model.detail.line)) else { return };
    // One cell on the left is the cursor's. The blank behind the sign is easily hit too.
    let sign = line.sign.map(|at| at + 1);
    if sign.is_some_and(|at| cell == at || cell == at + 1) || matches!(line.at, At::More(_)) {
        toggle(model);
    }
}

/// A click into the upper line of the frame, in a cell from the left of it.
pub(super) fn click_title(model: &mut Model, width: u16, cell: usize) {
    if let Some(tab) = tab_at(model.detail.tab, width, cell) {
        open_tab(model, tab);
    }
}

/// Goes on by some tabs, around the end.
pub(super) fn turn(model: &mut Model, by: usize) {
    let at = Tab::ALL.iter().position(|tab| *tab == model.detail.tab).unwrap_or(0);
    open_tab(model, Tab::ALL[(at + by) % Tab::ALL.len()]);
}

fn open_tab(model: &mut Model, tab: Tab) {
    if model.detail.tab != tab {
        model.detail.tab = tab;
        (model.detail.line, model.detail.top) = (0, 0);
    }
}

/// Shows the common properties, or folds them. The cursor leaves them with them.
pub(super) fn fold_common(model: &mut Model) {
    if model.detail.tab != Tab::Properties {
        open_tab(model, Tab::Properties);
    }
    let above = model.detail.content.as_ref().and_then(|content| {
        let tree = content.tree.as_ref()?;
        let (mut at, _) = content.node(model.detail.line)?;
        while let Some(parent) = tree.parent(at) {
            at = parent;
        }
        tree.get(at).filter(|node| node.is_common()).map(|node| node.id)
    });
    model.detail.folds.toggle_common();
    if let Some(id) = above {
        put_cursor(model, id);
    }
}

/// The layout after this one: below the list, to its right, in its place.
pub(super) fn cycle_layout(model: &mut Model) {
    let wide = model.width >= RIGHT_FROM;
    let (next, said) = match model.shares.detail {
        DetailAt::Below if wide => (DetailAt::Right, "the detail pane is to the right of the list"),
        DetailAt::Below | DetailAt::Right => {
            (DetailAt::Over, "the detail pane takes the place of the list while it has the keys")
        }
        DetailAt::Over => (DetailAt::Below, "the detail pane is below the list"),
    };
    model.shares.detail = next;
    model.note(said);
}

/// Opens or closes what is under the cursor, and shows more where there is more.
fn toggle(model: &mut Model) {
    let detail = &mut model.detail;
    let Some(content) = &mut detail.content else { return };
    if let Some(At::More(at)) = content.lines.get(detail.line).map(|line| line.at) {
        if let Some(tree) = &mut content.tree {
            tree.show_more(at);
        }
        detail.folds.touch();
        return;
    }
    let Some((_, node)) = content.node(detail.line) else { return };
    if node.folds() {
        let (id, open) = (node.id, detail.folds.is_open(node));
        detail.folds.set(node, !open);
        put_cursor(model, id);
    }
}

/// Closes what is under the cursor; goes to what it is in where that is closed already.
fn fold(model: &mut Model) {
    let detail = &mut model.detail;
    let Some((content, (at, node))) =
        detail.content.as_ref().and_then(|it| Some((it, it.node(detail.line)?)))
    else {
        return;
    };
    if detail.folds.is_open(node) {
        let id = node.id;
        detail.folds.set(node, false);
        return put_cursor(model, id);
    }
    let above = content.tree.as_ref().and_then(|tree| tree.get(tree.parent(at)?));
    if let Some(id) = above.map(|node| node.id) {
        put_cursor(model, id);
    }
}

/// Opens what is under the cursor; goes into it where it is open already.
fn unfold(model: &mut Model) {
    let detail = &mut model.detail;
    let Some(content) = &detail.content else { return };
    if let Some(At::More(_)) = content.lines.get(detail.line).map(|line| line.at) {
        return toggle(model);
    }
    let Some((at, node)) = content.node(detail.line) else { return };
    if !node.folds() {
        return;
    }
    if !detail.folds.is_open(node) {
        return toggle(model);
    }
    let is_inside = |line: &usize| {
        let below = content.node(*line).map(|(below, _)| below);
        below.is_some_and(|below| content.tree.as_ref().and_then(|it| it.parent(below)) == Some(at))
    };
    if let Some(line) = (detail.line..content.lines.len()).find(is_inside) {
        detail.line = line;
    }
}

/// Puts the cursor on the first line of a node, as the lines are after what was just folded.
fn put_cursor(model: &mut Model, id: u64) {
    refresh(model);
    if let Some(line) = model.detail.content.as_ref().and_then(|it| it.line_of(id)) {
        model.detail.line = line;
        keep_in_view(model);
    }
}
