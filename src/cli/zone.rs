//! A word to a person who reads times in a zone that nothing told.

use std::io::{IsTerminal, stderr};
use std::sync::PoisonError;

use crate::event::Instant;
use crate::pipeline::SharedLog;
use crate::store::EventLog;

use super::failure::say;

/// Says that a zone is assumed, where one is and a person reads along. Scripts find the offset
/// in every time that is printed.
pub(super) fn tell_assumed(log: &SharedLog) {
    if stderr().is_terminal()
        && let Some(text) = assumed(&log.read().unwrap_or_else(PoisonError::into_inner))
    {
        say(&text);
    }
}

/// What there is to say.
fn assumed(log: &EventLog) -> Option<String> {
    let zone = log.assumed_zone()?;
    let now = Instant(jiff::Timestamp::now().as_millisecond());
    let name = zone.name(now);
    Some(format!(
        "these logs do not say their time zone: {name}, this machine's, is assumed; --tz gives another"
    ))
}
