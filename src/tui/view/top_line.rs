//! The top line: which product and session, whether tracing is on and reading live, what the
//! settings allow, how much there is, what is odd.

use std::cmp::Reverse;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::theme::Role;
use crate::consent::TelemetryLevel;
use crate::event::{EventId, Severity};
use crate::pipeline::Stage;
use crate::pipeline::health::{Case, TraceState};
use crate::pipeline::replay::Head;
use crate::store::Facet;

use super::{Scene, played};
use crate::tui::text::{
    Ink, Inked, bytes, counted, fit_line, line_width, minutes_ago, spoken, thousands,
};
use crate::tui::work::percent;

/// How many cells the bar of the progress has.
const BAR: usize = 10;

/// A part of the line. Parts that matter less are left out first.
struct Part {
    matters: u8,
    ink: Ink,
}

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let width = usize::from(rect.width);
    let mut left = left(scene, width);
    let mut right = right(scene);
    loop {
        let (a, b) = (joined(&left), joined(&right));
        let wide = line_width(&a) + line_width(&b) + 3;
        if wide <= width || (left.len() <= 1 && right.is_empty()) {
            let end = width.saturating_sub(line_width(&b) + 1);
            let a = fit_line(&a, if b.is_empty() { width } else { end });
            buffer.set_line(rect.x + 1, rect.y, &scene.brush.line(&a), rect.width - 1);
            let x = rect.x + end as u16;
            buffer.set_line(x, rect.y, &scene.brush.line(&b), rect.right().saturating_sub(x));
            return;
        }
        let least = |parts: &[Part]| parts.iter().map(|it| it.matters).min().unwrap_or(u8::MAX);
        let from = if least(&left) <= least(&right) { &mut left } else { &mut right };
        let smallest = least(from);
        from.retain(|part| part.matters > smallest);
    }
}

fn joined(parts: &[Part]) -> Inked {
    let mut line = Inked::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            line.push(Ink { role: Role::Muted, text: " · ".to_owned() });
        }
        line.push(part.ink.clone());
    }
    line
}

fn left(scene: &Scene<'_>, columns: usize) -> Vec<Part> {
    let part = |matters, role, text: &str| Part { matters, ink: Ink::new(role, text) };
    let mut parts = vec![part(35, Role::Accent, "telltail")];
    // Of several sources of the newest session, the first.
    let files = scene.log.source_count() as u64;
    let sources = scene.log.sources().map(|(_, facts, _)| facts);
    if let Some(newest) = sources.min_by_key(|facts| Reverse(facts.session.as_deref())) {
        if newest.product != "unknown" && !newest.product.is_empty() {
            parts.push(part(45, Role::Text, &newest.product));
        }
        let label = spoken(&newest.label);
        match &newest.session {
            Some(stamp) => parts.push(part(50, Role::Text, &format!("session {}", clock(stamp)))),
            // One name of several would be taken for all there is.
            None if files > 1 => {}
            None => parts.push(part(50, Role::Text, label)),
        }
    }
    if files > 0 {
        parts.push(part(30, Role::Text, &counted(files, "file")));
    }
    let loading = scene.model.loading.progress;
    let ink = loading.map_or_else(|| state(scene), |progress| reading(progress, columns));
    parts.push(Part { matters: 100, ink });
    if scene.model.replay.head.is_some() {
        parts.extend(below(scene).map(|text| part(87, Role::Accent, &text)));
    }
    if let Some(on_air) = scene.model.on_air.as_ref().filter(|it| it.is_of(&scene.model.log)) {
        let name = Path::new(on_air.path()).file_name().unwrap_or_default().to_string_lossy();
        let text = format!("◉ recording {}", spoken(&name));
        parts.push(Part { matters: 95, ink: Ink { role: Role::Error, text } });
    }
    let unplayed = scene.model.replay.head.is_some() && scene.log.is_empty();
    if files > 0 && !unplayed && scene.model.stage != Stage::Loading {
        parts.extend(health(scene));
    }
    parts.extend(age(scene).map(|age| part(40, Role::Muted, &age)));
    parts
}

/// Whether tracing is on, and what the settings allow. A question mark says that it is not
/// certain.
fn health(scene: &Scene<'_>) -> Vec<Part> {
    let health = scene.model.health(scene.log);
    let sure = if health.certain { "" } else { "?" };
    let (role, text) = match health.trace {
        TraceState::On => (Role::Ok, "trace ON".to_owned()),
        TraceState::Off => (Role::Warning, format!("trace off{sure}")),
        TraceState::Stopped { at } => {
            let zone = &scene.model.query.zone;
            let at = at.map(|at| zone.civil(at).strftime(" %H:%M").to_string());
            (Role::Warning, format!("trace stopped{}{sure}", at.unwrap_or_default()))
        }
        TraceState::Unknown => (Role::Muted, "trace unknown".to_owned()),
    };
    let mut parts = vec![Part { matters: 90, ink: Ink { role, text } }];
    if health.has(Case::NotSent) {
        let ink = Ink { role: Role::Warning, text: "NOT SENT".to_owned() };
        parts.push(Part { matters: 65, ink });
    }
    if let Some(consent) = &scene.model.consent {
        let role = if consent.level == TelemetryLevel::All { Role::Text } else { Role::Warning };
        let sure = if consent.certain { "" } else { "?" };
        let text = format!("level: {}{sure}", consent.level);
        parts.push(Part { matters: 80, ink: Ink { role, text } });
    }
    parts
}

/// How long ago the newest record of a followed log was written, once that is a minute.
fn age(scene: &Scene<'_>) -> Option<String> {
    if scene.model.stage != Stage::Live || scene.model.replay.head.is_some() {
        return None;
    }
    let sources = scene.log.sources().filter_map(|(id, ..)| scene.log.tally(id).last_event);
    let times = sources.filter_map(|id| scene.log.row(id)?.time());
    Some(format!("last event {}", minutes_ago(times.max()?, scene.model.query.now)?))
}

/// The time of day in a session folder's stamp, `20261121T013859`; another name as it is.
fn clock(stamp: &str) -> String {
    match stamp.split_once('T') {
        Some((_, time)) if time.len() == 6 && time.is_ascii() => {
            format!("{}:{}", &time[..2], &time[2..4])
        }
        _ => stamp.to_owned(),
    }
}

/// How far reading has come.
fn reading((done, total): (u64, u64), columns: usize) -> Ink {
    let part = percent((done, total));
    let text = match columns {
        ..60 => format!("◌ {part} %, esc stops"),
        60..100 => format!("◌ reading {part} % of {} (esc stops)", bytes(total)),
        _ => format!("◌ reading {} {part} % of {} (esc stops)", bar(part), bytes(total)),
    };
    Ink { role: Role::Warning, text }
}

/// A narrow bar, told from its ground without colour.
fn bar(percent: u64) -> String {
    let full = (percent as usize * BAR).div_ceil(100).min(BAR);
    "█".repeat(full) + &"░".repeat(BAR - full)
}

fn state(scene: &Scene<'_>) -> Ink {
    let model = scene.model;
    if let Some(head) = &model.replay.head {
        return played::state(head, scene.log.shared_zone());
    }
    match model.stage {
        Stage::Loading => Ink::new(Role::Warning, "◌ reading"),
        Stage::Waiting => Ink::new(Role::Warning, "◌ waiting"),
        Stage::Done => Ink::new(Role::Muted, "■ saved"),
        Stage::Live if model.follows() => Ink::new(Role::Ok, "● live"),
        Stage::Live => {
            let below = below(scene).unwrap_or_default();
            Ink::new(Role::Accent, &format!("○ live, {below}"))
        }
    }
}

/// How much has come below what is held; nothing where what comes is followed.
fn below(scene: &Scene<'_>) -> Option<String> {
    let new = match came_since(scene.view.ids(), scene.model.list.left_at) {
        0 => "held".to_owned(),
        new => format!("+{} below", thousands(new as u64)),
    };
    (!scene.model.follows()).then(|| format!("{new}, F follows"))
}

/// How many of the last events came after the first `left_at` of the log. There may be millions:
/// they are not gone through, but looked for in strides that double.
fn came_since(ids: &[EventId], left_at: usize) -> usize {
    let is_new = |id: &EventId| id.index() >= left_at;
    let mut stride = 1;
    while ids.len().checked_sub(stride).and_then(|at| ids.get(at)).is_some_and(is_new) {
        stride *= 2;
    }
    let from = ids.len().saturating_sub(stride);
    let last = ids.get(from..).unwrap_or_default();
    last.len() - last.partition_point(|id| !is_new(id))
}

fn right(scene: &Scene<'_>) -> Vec<Part> {
    let part = |matters, role, text: &str| Part { matters, ink: Ink::new(role, text) };
    let mut parts = match &scene.model.replay.head {
        Some(head) => played(head),
        None => vec![part(70, Role::Text, &counted(scene.log.len() as u64, "event"))],
    };
    if scene.model.replay.head.is_none()
        && scene.model.stage == Stage::Live
        && scene.model.rate.is_some()
    {
        let rate = scene.model.rate.events();
        let rate = if rate < 10.0 { format!("{rate:.1}/s") } else { format!("{rate:.0}/s") };
        parts.push(part(38, Role::Muted, &rate));
    }
    let has_events = scene.view.counts().values(Facet::Destination).next().is_some();
    if !scene.log.is_empty() && !has_events && scene.model.stage != Stage::Loading {
        parts.push(part(20, Role::Warning, "no telemetry"));
    }
    parts.extend(findings(scene));
    if let Some(label) = scene.model.gone.first() {
        parts.push(part(42, Role::Warning, &format!("▲ {label} is gone")));
    }
    let unparsed: u64 = scene.log.sources().map(|(id, ..)| scene.log.tally(id).unparsed()).sum();
    if unparsed > 0 {
        let text = format!("▲ {} unparsed", thousands(unparsed));
        parts.push(part(85, Role::Warning, &text));
    }
    let dropped = scene.log.dropped().events;
    if dropped > 0 {
        let text = format!("▲ text of {} dropped", thousands(dropped));
        parts.push(part(78, Role::Warning, &text));
    }
    let unread = scene.model.loading.unread_bytes();
    if unread > 0 {
        parts.push(part(83, Role::Warning, &format!("▲ {} not read", bytes(unread))));
    }
    if scene.model.problems > 0 {
        let problems = counted(scene.model.problems as u64, "problem");
        parts.push(part(75, Role::Warning, &format!("▲ {problems}")));
    }
    parts
}

/// How much of a replay is played.
fn played(head: &Head) -> Vec<Part> {
    let part = |matters, role, text: &str| Part { matters, ink: Ink::new(role, text) };
    let mut parts = vec![
        part(86, Role::Text, &played::progress(head)),
        part(98, Role::Text, &played::percent(head)),
    ];
    parts.extend(played::to_come(head).map(|text| part(84, Role::Muted, &text)));
    parts
}

/// How many findings are errors or warnings. An ellipsis says that there may be more.
fn findings(scene: &Scene<'_>) -> Option<Part> {
    let audited = &scene.model.audited;
    let errors = audited.count(Severity::Error) as u64;
    let count = errors + audited.count(Severity::Warning) as u64;
    let whole = audited.is_whole(scene.log);
    if scene.log.is_empty() || (whole && count == 0) {
        return None;
    }
    let role = match (count, errors) {
        (0, _) => Role::Muted,
        (_, 0) => Role::Finding,
        _ => Role::Error,
    };
    let more = if whole { "" } else { "…" };
    let text = format!("{}{more}", counted(count, "finding"));
    Some(Part { matters: 68, ink: Ink { role, text } })
}
