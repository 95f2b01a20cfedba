//! Places as a report for people: what was found first, what is not there in a few lines.

use std::io::{self, Write};
use std::time::SystemTime;

use super::places::{Place, below, found_first};
use crate::consent::{Consent, NOT_ON_DISK, Switch};
use crate::event::{Instant, Zone, visible};
use crate::source::{LogFile, Looked, Session};

/// How wide the list of what is not there may be.
const WIDTH: usize = 80;

/// Writes the report; times in `zone`.
///
/// # Errors
/// What the writer says.
pub fn sources_text(out: &mut impl Write, places: &[Place], zone: &Zone) -> io::Result<()> {
    let there = found_first(places);
    for place in &there {
        write_place(out, place, zone)?;
    }
    let missing: Vec<&Place> = places.iter().filter(|place| !place.is_there()).collect();
    let found = there.iter().any(|place| place.surveyed.looked == Looked::Found);
    if found {
        fold(out, &missing)?;
    } else {
        list(out, &missing)?;
    }
    if there.iter().any(|place| place.consent.is_some()) {
        writeln!(out, "not seen: {NOT_ON_DISK}")?;
    }
    if !found {
        writeln!(
            out,
            "no session holds a telemetry log; start the editor, or see `telltail demo`"
        )?;
    }
    Ok(())
}

fn write_place(out: &mut impl Write, place: &Place, zone: &Zone) -> io::Result<()> {
    let root = &place.surveyed.root;
    let mark = if place.newest { "  <- newest" } else { "" };
    let path = root.path.display().to_string();
    writeln!(out, "{} ({}): {}{mark}", root.name, visible(&root.why), visible(&path))?;
    if place.surveyed.looked != Looked::Found {
        writeln!(out, "  {}", place.outcome)?;
    }
    if let Some(session) = place.session() {
        write_session(out, place, session, zone)?;
    }
    if let Some(trace) = &place.trace {
        writeln!(out, "  trace: {}", visible(&trace.text()))?;
    }
    if let Some(consent) = &place.consent {
        write_consent(out, consent)?;
    }
    for switch in &place.switches {
        writeln!(out, "  switch: {}", visible(&switch_text(switch)))?;
    }
    for problem in &place.surveyed.problems {
        writeln!(out, "  problem: {}", visible(problem))?;
    }
    writeln!(out)
}

fn write_session(
    out: &mut impl Write,
    place: &Place,
    session: &Session,
    zone: &Zone,
) -> io::Result<()> {
    let count = place.surveyed.sessions.len();
    let of = if count == 1 { "the only one".to_owned() } else { format!("of {count}") };
    writeln!(out, "  session {} ({of})", session.stamp)?;
    let (bearing, other): (Vec<_>, Vec<_>) = session.files.iter().partition(|file| file.bearing);
    for file in bearing {
        let path = below(session, file);
        let what = file.known.map(|known| format!(": {}", known.what)).unwrap_or_default();
        writeln!(out, "    {} ({}){what}", visible(&path), file_text(file, zone))?;
    }
    if !other.is_empty() {
        let logs = if other.len() == 1 { "other log" } else { "other logs" };
        let bytes: u64 = other.iter().map(|file| file.len).sum();
        writeln!(out, "    {} {logs}, {bytes} bytes; --trace opens them", other.len())?;
    }
    Ok(())
}

fn file_text(file: &LogFile, zone: &Zone) -> String {
    let bytes = if file.len == 0 { "empty".to_owned() } else { format!("{} bytes", file.len) };
    let written = file.modified.map(|time| format!(", last written {}", moment(time, zone)));
    let rotated = match file.rotated.len() {
        0 => String::new(),
        count => format!(", {count} rotated"),
    };
    format!("{bytes}{}{rotated}", written.unwrap_or_default())
}

/// `2026-03-14 09:00:00`
fn moment(time: SystemTime, zone: &Zone) -> String {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    zone.civil(Instant(millis)).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn write_consent(out: &mut impl Write, consent: &Consent) -> io::Result<()> {
    writeln!(out, "  level: {}", visible(&consent_text(consent)))?;
    consent.notes.iter().try_for_each(|note| writeln!(out, "    {}", visible(note)))
}

/// `all (default, no settings file)`; a level that is in doubt has a `?`.
pub(super) fn consent_text(consent: &Consent) -> String {
    let doubt = if consent.certain { "" } else { "?" };
    let file = consent.file.as_ref().map(|file| format!(", {}", file.display()));
    format!("{}{doubt} ({}{})", consent.level, consent.why, file.unwrap_or_default())
}

fn switch_text(switch: &Switch) -> String {
    let file = switch.file.as_ref().map(|file| format!(", {}", file.display()));
    format!(
        "{} of {}: {} ({}{})",
        switch.key,
        switch.extension,
        switch_word(switch.on),
        switch.why,
        file.unwrap_or_default()
    )
}

/// The word for where a switch stands.
pub(super) fn switch_word(on: Option<bool>) -> &'static str {
    match on {
        Some(true) => "on",
        Some(false) => "off",
        None => "unknown",
    }
}

/// Every place with its path: where nothing was found, each may be the one that is wrong.
fn list(out: &mut impl Write, missing: &[&Place]) -> io::Result<()> {
    for place in missing {
        let root = &place.surveyed.root;
        let path = root.path.display().to_string();
        let why = visible(&root.why);
        writeln!(out, "{} ({why}): {}: {}", root.name, visible(&path), place.outcome)?;
    }
    Ok(())
}

/// Places by their product: `Code (Flatpak, Snap)`.
fn fold(out: &mut impl Write, missing: &[&Place]) -> io::Result<()> {
    let mut products: Vec<(&str, Vec<&str>)> = Vec::new();
    for root in missing.iter().map(|place| &place.surveyed.root) {
        let at = products.iter().position(|(name, _)| *name == root.name);
        let at = at.unwrap_or_else(|| {
            products.push((root.name, Vec::new()));
            products.len() - 1
        });
        if !products[at].1.contains(&root.why.as_str()) {
            products[at].1.push(&root.why);
        }
    }
    if products.is_empty() {
        return Ok(());
    }
    let mut line = "not there:".to_owned();
    for (at, (name, whys)) in products.iter().enumerate() {
        let end = if at + 1 == products.len() { "" } else { "," };
        let item = format!(" {name} ({}){end}", visible(&whys.join(", ")));
        if line.len() + item.len() > WIDTH {
            writeln!(out, "{line}")?;
            " ".clone_into(&mut line);
        }
        line.push_str(&item);
    }
    writeln!(out, "{line}")?;
    writeln!(out, "  {} places; --format json lists their paths", missing.len())
}
