//! The page of sources: the sessions that can be opened, then, session by session of what is
//! read, what state its logs are in, and each log: what it is written in, how much it holds, how
//! fast it grows and how its reading goes.

use std::fmt::Write as _;

use crate::config::theme::Role;
use crate::consent::Consent;
use crate::event::{Instant, SourceId, ZoneEvidence};
use crate::pipeline::Stage;
use crate::pipeline::health::{Case, Health, Launch, TraceState, launches, newest_launch};
use crate::source::UNKNOWN;
use crate::store::{EventLog, Lost, SourceFacts, SourceState, Tally};

use super::super::actions::{Action, Context};
use super::super::model::Model;
use super::super::text::{
    Ink, Inked, age, bytes, counted, fill, minutes_ago, spoken, thousands, width,
};
use super::panel::{looked_for, reading};
use super::prose::{COVERAGE, Prose, only_logs};

/// How many sources are listed; `telltail sources` lists any number.
const SHOWN: usize = 500;

/// How many sessions are listed at first.
const NEWEST: usize = 8;

/// What a line of the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum About {
    /// The session at this place of those that can be opened.
    Session(usize),
    /// The sessions that are not listed yet.
    MoreSessions,
    /// A source of the log.
    Source(SourceId),
}

/// The page: its lines, and what each is about.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct SourcePage {
    pub(in crate::tui) lines: Vec<Inked>,
    pub(in crate::tui) about: Vec<Option<About>>,
}

impl SourcePage {
    /// Says what the lines that were added are about.
    fn tell(&mut self, page: &Prose, about: Option<About>) {
        self.about.resize(page.lines.len(), about);
    }
}

/// The page in a width.
pub(in crate::tui) fn source_page(model: &Model, log: &EventLog, width: usize) -> SourcePage {
    let mut page = Prose::new(width);
    let mut told = SourcePage::default();
    offered(&mut page, &mut told, model, log);
    if log.source_count() == 0 {
        if model.stage == Stage::Loading {
            reading(&mut page, log);
        } else {
            page.verdict(&model.health(log).verdict);
            looked_for(&mut page, &model.looked);
        }
    } else {
        read(&mut page, &mut told, model, log);
    }
    told.tell(&page, None);
    told.lines = page.lines;
    told
}

/// The sessions that can be opened, newest first. What is read now has a dot.
fn offered(page: &mut Prose, told: &mut SourcePage, model: &Model, log: &EventLog) {
    let Some(offered) = model.sources.offered.as_ref().filter(|offered| !offered.is_empty()) else {
        return;
    };
    page.say(Role::Title, "Sessions of this machine");
    told.tell(page, None);
    let shown = if model.sources.all { offered.len() } else { NEWEST.min(offered.len()) };
    let widest = offered.iter().map(|it| width(named(&it.product))).max().unwrap_or_default();
    for (at, session) in offered.iter().enumerate().take(shown) {
        let launch =
            Launch { product: session.product.clone(), session: Some(session.stamp.clone()) };
        let is_read = log.sources().any(|(_, facts, _)| launch.holds(facts));
        let (role, dot) = if is_read { (Role::Ok, "●") } else { (Role::Text, " ") };
        let files = match session.bearing {
            0 => "no telemetry log".to_owned(),
            bearing => format!("{}, {}", counted(bearing as u64, "log"), bytes(session.bytes)),
        };
        let product = fill(named(&session.product), widest);
        let newest = session.newest.map(|at| written(model, at)).unwrap_or_default();
        let head = format!("{dot} {product}  {}  ", moment(&session.stamp));
        page.lines.push(vec![
            Ink { role, text: head },
            Ink { role: Role::Muted, text: format!("{files}{newest}") },
        ]);
        told.tell(page, Some(About::Session(at)));
    }
    if shown < offered.len() {
        let more = counted((offered.len() - shown) as u64, "older session");
        page.say(Role::Muted, &format!("  … {more}"));
        told.tell(page, Some(About::MoreSessions));
    }
    page.gap();
    page.say(Role::Title, "What is read now");
    told.tell(page, None);
}

/// An editor's name, also where its place does not tell which it is.
fn named(product: &str) -> &str {
    if product == UNKNOWN { "unknown editor" } else { product }
}

/// When a session was written last, as a person says it.
fn written(model: &Model, at: Instant) -> String {
    let age = minutes_ago(at, model.query.now);
    format!(", written {}", age.as_deref().unwrap_or("just now"))
}

/// A session folder's stamp, `20261121T013859`, as `2026-11-21 01:38:59`; another name as it is.
fn moment(stamp: &str) -> String {
    match stamp.split_once('T') {
        Some((day, time)) if day.len() == 8 && time.len() == 6 && stamp.is_ascii() => format!(
            "{}-{}-{} {}:{}:{}",
            &day[..4],
            &day[4..6],
            &day[6..],
            &time[..2],
            &time[2..4],
            &time[4..]
        ),
        _ => stamp.to_owned(),
    }
}

/// What is read: session by session, and each log.
fn read(page: &mut Prose, told: &mut SourcePage, model: &Model, log: &EventLog) {
    let mut left = SHOWN;
    for launch in launches(log) {
        if left == 0 {
            break;
        }
        page.gap();
        session(page, model, log, &launch);
        told.tell(page, None);
        let sources = log.sources().filter(|(_, facts, _)| launch.holds(facts)).take(left);
        for (id, facts, state) in sources {
            left -= 1;
            page.gap();
            told.tell(page, None);
            source(page, model, log, id, (facts, state));
            let unread = model.loading.unread.iter().find(|(source, _)| *source == id);
            lost(page, log, id, unread.map_or(0, |(_, bytes)| *bytes));
            told.tell(page, Some(About::Source(id)));
        }
    }
    let rest = log.source_count().saturating_sub(SHOWN - left);
    if rest > 0 {
        page.gap();
        let rest = counted(rest as u64, "more source");
        page.say(Role::Muted, &format!("… {rest}: telltail sources lists them all"));
    }
    reach(page, model, log);
}

/// What is not among these logs: those that can still be asked for, and what no log holds.
fn reach(page: &mut Prose, model: &Model, log: &EventLog) {
    page.gap();
    if model.stage == Stage::Live && !model.trace {
        let key = model.keys.first(Context::Sources, Action::ToggleTrace);
        page.item(&key, "reads the session's other logs too; they can hold secrets");
    }
    if only_logs(log) {
        page.say(Role::Muted, COVERAGE);
    }
}

/// A session's heading and what state its logs are in.
fn session(page: &mut Prose, model: &Model, log: &EventLog, launch: &Launch) {
    let health = model.health_of(log, Some(launch));
    let session = match &launch.session {
        Some(stamp) => format!("session {stamp}"),
        None => "logs outside of a session folder".to_owned(),
    };
    let trace = match health.trace {
        TraceState::Unknown => "trace unknown".to_owned(),
        state if health.certain => format!("trace {}", state.as_str()),
        state => format!("trace {}?", state.as_str()),
    };
    let known = launch.product != UNKNOWN && !launch.product.is_empty();
    let product = if known { format!("{} · ", launch.product) } else { String::new() };
    page.say(Role::Title, &format!("{product}{session} · {trace}"));
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
    model: &Model,
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
    page.below(Role::Text, &format!("{}{}", held(log, id), pulse(model, log, id)));
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

/// How fast a followed log grows, and how old its newest record is.
fn pulse(model: &Model, log: &EventLog, id: SourceId) -> String {
    if model.stage != Stage::Live {
        return String::new();
    }
    let mut text = String::new();
    let rate = model.rate.bytes(id).round() as u64;
    if rate > 0 {
        text = format!(", {}/s", bytes(rate));
    }
    if let Some(time) = log.newest(id).and_then(|id| log.row(id)).and_then(|row| row.time()) {
        let behind = model.query.now.since(time).as_secs().max(0).unsigned_abs();
        let _ = write!(text, ", newest {} old", age(behind));
    }
    text
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
