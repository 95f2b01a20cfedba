//! The page of sources: session by session what state its logs are in, then each log, what it
//! is written in, how much it holds and how its reading goes.

use crate::config::theme::Role;
use crate::consent::Consent;
use crate::event::{Instant, SourceId, ZoneEvidence};
use crate::pipeline::Stage;
use crate::pipeline::health::{Case, Health, Launch, TraceState, launches, newest_launch};
use crate::store::{EventLog, Lost, SourceFacts, SourceState, Tally};

use super::super::model::Model;
use super::super::text::{Ink, Inked, bytes, counted, spoken, thousands, width};
use super::panel::{looked_for, reading};
use super::prose::Prose;

/// How many sources are listed; `telltail sources` lists any number.
const SHOWN: usize = 500;

/// The page in a width.
pub(in crate::tui) fn source_lines(model: &Model, log: &EventLog, width: usize) -> Vec<Inked> {
    let mut page = Prose::new(width);
    if log.source_count() == 0 {
        if model.stage == Stage::Loading {
            reading(&mut page, log);
        } else {
            page.verdict(&model.health(log).verdict);
            looked_for(&mut page, &model.looked);
        }
        return page.lines;
    }
    let mut left = SHOWN;
    for launch in launches(log) {
        if left == 0 {
            break;
        }
        page.gap();
        session(&mut page, model, log, &launch);
        let sources = log.sources().filter(|(_, facts, _)| launch.holds(facts)).take(left);
        for (id, facts, state) in sources {
            left -= 1;
            page.gap();
            source(&mut page, log, id, (facts, state));
            let unread = model.loading.unread.iter().find(|(source, _)| *source == id);
            lost(&mut page, log, id, unread.map_or(0, |(_, bytes)| *bytes));
        }
    }
    let rest = log.source_count().saturating_sub(SHOWN - left);
    if rest > 0 {
        page.gap();
        let rest = counted(rest as u64, "more source");
        page.say(Role::Muted, &format!("… {rest}: telltail sources lists them all"));
    }
    page.lines
}

/// A session's heading and what state its logs are in.
fn session(page: &mut Prose, model: &Model, log: &EventLog, launch: &Launch) {
    let health = model.health_of(log, Some(launch));
    let session = match &launch.session {
        Some(stamp) => format!("session {stamp}"),
        None => "no session folder".to_owned(),
    };
    let trace = match health.trace {
        TraceState::Unknown => "trace unknown".to_owned(),
        state if health.certain => format!("trace {}", state.as_str()),
        state => format!("trace {}?", state.as_str()),
    };
    page.say(Role::Title, &format!("{} · {session} · {trace}", launch.product));
    for verdict in health.verdicts() {
        page.verdict(verdict);
    }
    // What the settings allow is known of the newest.
    if newest_launch(log).as_ref() == Some(launch)
        && let Some(consent) = &model.consent
    {
        settings(page, consent, &health);
    }
}

/// What the settings allow and which file decides, where no verdict says it already, and what is
/// odd about them.
fn settings(page: &mut Prose, consent: &Consent, health: &Health) {
    const SAID: [Case; 3] = [Case::TelemetryOff, Case::LoggedWhileOff, Case::OnlyErrors];
    if !SAID.iter().any(|case| health.has(*case)) {
        let sure = if consent.certain { "" } else { "?" };
        let file = consent.file.as_ref().map(|file| format!(", in {}", file.display()));
        let (level, why) = (consent.level, &consent.why);
        let text = format!("Settings: {level}{sure} ({why}{})", file.unwrap_or_default());
        page.say(Role::Text, &text);
    }
    for note in &consent.notes {
        page.say(Role::Warning, &format!("▲ {note}"));
    }
}

fn source(
    page: &mut Prose,
    log: &EventLog,
    id: SourceId,
    (facts, state): (&SourceFacts, &SourceState),
) {
    let label = spoken(&facts.label);
    let sort = if facts.bearing { "" } else { " · not named as a telemetry log" };
    let (role, state) = match state {
        SourceState::Open => (Role::Ok, "open".to_owned()),
        SourceState::Done => (Role::Muted, "read to its end".to_owned()),
        SourceState::Gone => (Role::Warning, "▲ gone; what was seen of it stays".to_owned()),
        SourceState::Failed(why) => (Role::Error, format!("▲ failed: {why}")),
    };
    page.item("▪", &format!("{label}{sort}"));
    page.below(role, &state);
    if !facts.path.is_empty() {
        let path = end_of(&facts.path, page.width.saturating_sub(3));
        page.lines.push(vec![Ink::new(Role::Muted, &format!("   {path}"))]);
    }
    page.below(Role::Text, &held(log, id));
    let format = match &facts.format {
        Some(it) => format!("format {}: {}", it.format, it.why),
        None => "format: nothing tells it yet".to_owned(),
    };
    page.below(Role::Muted, &format!("{format} · {}", zone(log, id)));
}

/// What of a source is not there: not read, dropped, or changed in its file since.
fn lost(page: &mut Prose, log: &EventLog, id: SourceId, unread: u64) {
    if unread > 0 {
        let text = format!("▲ {} not read: reading was stopped", bytes(unread));
        page.below(Role::Warning, &text);
    }
    let dropped = log.dropped_of(id);
    if dropped > 0 {
        let events = counted(dropped, "event");
        let text = format!("▲ the text of the oldest {events} was dropped (--max-memory)");
        page.below(Role::Warning, &text);
    }
    // A saved file is read again for its text: whether it is the same file still, it says itself.
    let newest = log.newest(id).and_then(|id| log.row(id));
    if let Some(Lost::Gone(why)) = newest.and_then(|row| log.text(row).lost().cloned()) {
        page.below(Role::Warning, &format!("▲ its text is gone: {why}"));
    }
}

/// `12 events, 3 other records, 2.1 KB, 1 unparsed`
fn held(log: &EventLog, id: SourceId) -> String {
    let Tally { events, logs, raw, .. } = log.tally(id);
    let mut parts = vec![counted(events, "event")];
    if logs + raw > 0 {
        parts.push(counted(logs + raw, "other record"));
    }
    parts.push(bytes(log.volume(id).1));
    let unparsed = log.tally(id).unparsed();
    if unparsed > 0 {
        parts.push(format!("▲ {} unparsed", thousands(unparsed)));
    }
    parts.join(", ")
}

/// The zone of a source's clock, and what that rests on.
fn zone(log: &EventLog, id: SourceId) -> String {
    let zone = log.zone(id);
    let last = log.tally(id).last_stamped.and_then(|id| log.row(id)).and_then(|row| row.time());
    let offset = zone.name(last.unwrap_or(Instant(0)));
    let why = match zone.evidence {
        ZoneEvidence::Given => "as given",
        ZoneEvidence::Derived => "from the UTC times in its events",
        ZoneEvidence::Assumed => "this machine's, assumed",
    };
    format!("zone {offset}, {why}")
}

/// The end of a path that fits into `columns`: a file's name says more than its root.
pub(super) fn end_of(path: &str, columns: usize) -> String {
    if width(path) <= columns {
        return path.to_owned();
    }
    let mut shown = path;
    while width(shown) + 1 > columns {
        let mut chars = shown.chars();
        if chars.next().is_none() {
            break;
        }
        shown = chars.as_str();
    }
    // Whole folders read better, where not all would be lost.
    let whole = shown.find(['/', '\\']).map_or(shown, |at| &shown[at..]);
    format!("…{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cut_before_a_folder() {
        assert_eq!(end_of("/logs/x/telemetry.log", 40), "/logs/x/telemetry.log");
        assert_eq!(
            end_of("/home/alice/.config/Code/logs/x/telemetry.log", 30),
            "…/Code/logs/x/telemetry.log"
        );
        assert_eq!(
            end_of("/home/日本/telemetry.log", 10),
            "…emetry.log".chars().take(0).collect::<String>() + "…metry.log"
        );
        assert_eq!(end_of("abc", 0), "…");
    }
}
