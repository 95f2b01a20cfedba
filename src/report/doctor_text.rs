//! The doctor's report for people: a line a fact, paths shortened.

use std::io::{self, Write};

use super::doctor::{Catalogs, Doctor, DoctorPlace, Terminal};
use super::shorten::Shortener;
use super::sources_text::{consent_text, switch_word};
use crate::event::visible;

/// Writes the report.
///
/// # Errors
/// What the writer says.
pub fn doctor_text(out: &mut impl Write, doctor: &Doctor, short: &Shortener) -> io::Result<()> {
    lines(doctor).iter().try_for_each(|line| writeln!(out, "{}", visible(&short.text(line))))
}

fn lines(doctor: &Doctor) -> Vec<String> {
    let program = &doctor.telltail;
    let on = program.distribution.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let mut lines =
        vec![format!("telltail {} on {} {}{on}", program.version, program.os, program.arch)];
    let exists = if doctor.paths.config_exists { "" } else { " (not there)" };
    lines.push(format!("config: {}{exists}", doctor.paths.config));
    let variables = doctor.paths.variables.iter();
    lines.extend(variables.map(|(name, value)| format!("variable: {name}={value}")));
    lines.extend(terminal(&doctor.terminal));
    if let Some(limits) = &doctor.inotify {
        let named = [
            ("watches", limits.max_user_watches),
            ("instances", limits.max_user_instances),
            ("queued events", limits.max_queued_events),
        ];
        let known = named.iter().filter_map(|(name, it)| it.map(|it| format!("{it} {name}")));
        lines.push(format!("inotify limits: {}", known.collect::<Vec<_>>().join(", ")));
    }
    lines.extend(catalogs(&doctor.catalogs));
    doctor.places.iter().for_each(|place| lines.extend(editor(place)));
    lines.push(String::new());
    lines.push(if doctor.places.is_empty() {
        format!("no editor was found in {} places", doctor.not_there)
    } else {
        format!("not there: {} other places", doctor.not_there)
    });
    lines.push(format!("not seen: {}", doctor.not_on_disk));
    lines
}

fn terminal(terminal: &Terminal) -> Vec<String> {
    let streams =
        [("input", terminal.stdin), ("output", terminal.stdout), ("error", terminal.stderr)];
    let is = |on: bool| if on { "a terminal" } else { "no terminal" };
    let streams = streams.map(|(name, on)| format!("{name} {}", is(on)));
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "not set".to_owned());
    let size = terminal.size.map(|(columns, rows)| format!(", {columns}x{rows}"));
    let no_color = if terminal.no_color { ", NO_COLOR" } else { "" };
    let mut lines = vec![
        format!("standard streams: {}", streams.join(", ")),
        format!(
            "terminal: TERM {}, COLORTERM {}, colours {}{no_color}{}",
            word(&terminal.term),
            word(&terminal.colorterm),
            terminal.colours,
            size.unwrap_or_default()
        ),
        format!(
            "locale: {}{}",
            word(&terminal.locale),
            if terminal.unicode { "" } else { ", which does not say UTF-8" }
        ),
    ];
    lines.extend(terminal.program.as_ref().map(|program| format!("terminal program: {program}")));
    if !terminal.inside.is_empty() {
        lines.push(format!("inside: {}", terminal.inside.join(", ")));
    }
    lines
}

fn catalogs(catalogs: &Catalogs) -> Vec<String> {
    let Catalogs { folders, producers, warnings } = catalogs;
    let mut lines = vec![format!(
        "catalogs: {}, from {}",
        counted(*producers, "producer"),
        counted(*folders, "folder")
    )];
    lines.extend(warnings.iter().map(|warning| format!("  warning: {warning}")));
    lines
}

/// `1 session`, `2 sessions`
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn editor(place: &DoctorPlace) -> Vec<String> {
    let mark = if place.newest { "  <- newest" } else { "" };
    let mut lines = vec![
        String::new(),
        format!("{} ({}): {}{mark}", place.name, place.why, place.path),
        match place.sessions {
            0 => format!("  {}", place.outcome),
            count => format!("  {}, {}", place.outcome, counted(count, "session")),
        },
    ];
    if let Some(stamp) = &place.newest_session {
        lines.push(format!("  newest session with telemetry: {stamp}"));
    }
    for file in &place.telemetry {
        let rotated = if file.rotated == 0 { "" } else { ", rotated" };
        lines.push(format!("    {}: {} bytes{rotated}", file.path, file.bytes));
    }
    lines.extend(place.trace.as_ref().map(|trace| format!("  trace: {}", trace.text())));
    if let Some(consent) = &place.consent {
        lines.push(format!("  level: {}", consent_text(consent)));
        lines.extend(consent.notes.iter().map(|note| format!("    {note}")));
    }
    let switch =
        |it: &super::doctor::DoctorSwitch| format!("  switch: {} {}", it.key, switch_word(it.on));
    lines.extend(place.switches.iter().map(switch));
    lines.extend(place.problems.iter().map(|problem| format!("  problem: {problem}")));
    lines
}
