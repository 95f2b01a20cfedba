//! What the top line says of a replay: whether it plays, its clock, how much of it was played,
//! and what is still to come.

use crate::config::theme::Role;
use crate::event::{Instant, Zone};
use crate::pipeline::replay::{Head, PlayState};
use crate::tui::text::{Ink, counted, thousands};

/// Whether it plays and how fast, and what its clock shows.
pub(super) fn state(head: &Head, zone: &Zone) -> Ink {
    let (role, state) = match head.state {
        PlayState::Loading => (Role::Warning, "◌ reading".to_owned()),
        PlayState::Playing => (Role::Ok, format!("▶ {}", head.speed)),
        PlayState::Paused => (Role::Accent, format!("‖ paused {}", head.speed)),
        PlayState::Ended => (Role::Muted, "■ end".to_owned()),
        PlayState::Looking => (Role::Warning, "◌ looking for a finding".to_owned()),
    };
    // One that lasts for days says which it is.
    let day = |at: Instant| zone.civil(at).date();
    let form = if day(head.first) == day(head.last) { "%H:%M:%S" } else { "%m-%d %H:%M:%S" };
    Ink { role, text: format!("{state}  {}", zone.civil(head.at).strftime(form)) }
}

/// How many of its events were played.
pub(super) fn progress(head: &Head) -> String {
    format!("{} of {}", thousands(head.played as u64), counted(head.of as u64, "event"))
}

/// How much of the time from the first to the last event has gone by, in percent: 100 only where
/// all is played.
pub(super) fn percent(head: &Head) -> String {
    let millis = |to: Instant| to.0.saturating_sub(head.first.0).max(0) as u64;
    let part = millis(head.at).saturating_mul(100) / millis(head.last).max(1);
    let part = if head.played == head.of { 100 } else { part.min(99) };
    format!("{part} %")
}

/// How many events are still to come, and how long they take by the log's clock.
pub(super) fn to_come(head: &Head) -> Option<String> {
    let events = head.of.saturating_sub(head.played) as u64;
    let seconds = head.last.0.saturating_sub(head.at.0).max(0).unsigned_abs() / 1000;
    (events > 0).then(|| format!("{} in {} to come", thousands(events), lasting(seconds)))
}

/// `0:07`, `10:43`, `2:03:10`, `3 d 4 h`.
fn lasting(seconds: u64) -> String {
    let (days, hours) = (seconds / 86_400, seconds / 3600 % 24);
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes}:{rest:02}"),
        (0, _) => format!("{hours}:{minutes:02}:{rest:02}"),
        (_, _) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::replay::Speed;

    fn head(played: usize, of: usize, at: i64) -> Head {
        Head {
            at: Instant(at),
            first: Instant(0),
            last: Instant(7_390_000),
            played,
            of,
            speed: Speed::default(),
            state: PlayState::Playing,
            next: None,
        }
    }

    #[test]
    fn all_is_played_only_when_it_is() {
        assert_eq!(percent(&head(999, 1000, 0)), "0 %");
        assert_eq!(percent(&head(10, 1000, 3_695_000)), "50 %");
        assert_eq!(percent(&head(999, 1000, 7_390_000)), "99 %");
        assert_eq!(percent(&head(1000, 1000, 0)), "100 %");
        assert_eq!(percent(&head(0, 0, 0)), "100 %");
    }

    #[test]
    fn what_is_to_come_is_told_by_the_clock_of_the_log() {
        assert_eq!(to_come(&head(1, 1234, 0)), Some("1,233 in 2:03:10 to come".to_owned()));
        assert_eq!(to_come(&head(1, 2, 7_383_000)), Some("1 in 0:07 to come".to_owned()));
        assert_eq!(to_come(&head(2, 2, 7_390_000)), None);
        assert_eq!(lasting(3 * 86_400 + 4 * 3600 + 5), "3 d 4 h");
    }
}
