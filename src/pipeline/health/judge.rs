//! The judgement: from facts to verdicts. Pure.

use crate::consent::TelemetryLevel;
use crate::event::{Instant, LogLevel};

use super::said;
use super::{Case, Facts, Health, TraceState};

/// The session's other logs going on for so long after the newest event, in milliseconds, makes
/// one think that telemetry stopped: an editor that is used logs an event every few minutes.
const SILENT: i64 = 10 * 60 * 1000;

/// What the trace state rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// There is no telemetry log.
    NoLog,
    /// A telemetry log's own line says its level.
    LevelLine(LogLevel),
    /// Events are there.
    Events,
    /// Only events that went over the network are there.
    WireOnly,
    /// A telemetry log was opened anew after the newest event.
    Reopened(Option<Instant>),
    /// The session's other logs went on without it.
    OthersWentOn(Option<Instant>),
    /// Telemetry logs hold nothing but what opens them.
    OnlyHeader,
    /// Telemetry logs hold lines, but no event.
    OnlyLines,
    /// Telemetry logs are empty.
    Empty,
}

/// The trace state, and whether the facts leave no other way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traced {
    pub(super) state: TraceState,
    pub(super) certain: bool,
    pub(super) ground: Ground,
}

/// Decides what state the logs are in.
pub fn judge(facts: &Facts) -> Health {
    let traced = trace(facts);
    let mut verdicts: Vec<_> =
        cases(facts, &traced).into_iter().map(|case| said::verdict(case, facts, &traced)).collect();
    verdicts.extend(facts.silent_senders.iter().map(|sender| said::own_sender(sender)));
    let mut verdicts = verdicts.into_iter();
    let verdict = verdicts.next().unwrap_or_else(|| said::verdict(Case::Seen, facts, &traced));
    Health { trace: traced.state, certain: traced.certain, verdict, also: verdicts.collect() }
}

/// Whether events are logged.
pub(super) fn trace(facts: &Facts) -> Traced {
    let is = |state, certain, ground| Traced { state, certain, ground };
    let stopped = TraceState::Stopped { at: facts.last_event };
    // What a logger says of itself counts from then on.
    let said = facts.level.filter(|(_, at)| facts.events == 0 || *at >= facts.last_event);
    if let Some((level, _)) = said {
        let state = match level {
            LogLevel::Trace => TraceState::On,
            _ if facts.events > 0 => stopped,
            _ => TraceState::Off,
        };
        return is(state, true, Ground::LevelLine(level));
    }
    if facts.events > 0 {
        if facts.sources == facts.wire {
            return is(TraceState::Unknown, true, Ground::WireOnly);
        }
        if facts.reopened.is_some() && facts.reopened >= facts.last_event {
            return is(stopped, false, Ground::Reopened(facts.reopened));
        }
        if went_on(facts) {
            return is(stopped, false, Ground::OthersWentOn(facts.others_until));
        }
        return is(TraceState::On, true, Ground::Events);
    }
    if facts.bearing == 0 {
        return is(TraceState::Unknown, true, Ground::NoLog);
    }
    let ground = match (facts.headers, facts.lines) {
        (0, 0) => Ground::Empty,
        (_, 0) => Ground::OnlyHeader,
        _ => Ground::OnlyLines,
    };
    // Where nothing may be logged at all, an empty log does not tell.
    let off = facts.consent.as_ref().is_some_and(|it| it.level == TelemetryLevel::Off);
    let state = if off { TraceState::Unknown } else { TraceState::Off };
    is(state, false, ground)
}

fn went_on(facts: &Facts) -> bool {
    match (facts.last_event, facts.others_until) {
        (Some(event), Some(other)) => other.0.saturating_sub(event.0) >= SILENT,
        _ => false,
    }
}

/// What is the matter, most important first.
fn cases(facts: &Facts, traced: &Traced) -> Vec<Case> {
    if facts.sources == 0 {
        return vec![Case::NoLogs];
    }
    let mut cases = Vec::new();
    match facts.consent.as_ref().map(|it| it.level) {
        Some(TelemetryLevel::Off) if facts.events > 0 => cases.push(Case::LoggedWhileOff),
        Some(TelemetryLevel::Off) => cases.push(Case::TelemetryOff),
        Some(TelemetryLevel::Error | TelemetryLevel::Crash) => cases.push(Case::OnlyErrors),
        _ => {}
    }
    let has_log = facts.bearing > 0 || facts.events > 0;
    match traced.state {
        _ if !has_log => cases.insert(0, Case::NoTelemetryLog),
        TraceState::Stopped { .. } => cases.insert(0, Case::Stopped),
        TraceState::Off => cases.push(Case::TracingOff),
        TraceState::On if facts.events == 0 => cases.push(Case::NothingYet),
        TraceState::On | TraceState::Unknown if facts.events > 0 => cases.push(Case::Seen),
        TraceState::On | TraceState::Unknown => {}
    }
    if facts.is_not_sent() {
        cases.push(Case::NotSent);
    }
    cases
}
