//! Time: logs carry local wall-clock time without a zone, so a zone is part of reading them.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::reckoner::Steady;
use super::spell::{self, Spell, jumps_back};

/// A moment in UTC, in milliseconds since 1970: what columns hold and filters compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// What a zone rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneEvidence {
    /// `--tz` named it.
    Given,
    /// A payload's UTC time beside the logged local time gave it.
    Derived,
    /// This machine's zone was assumed.
    Assumed,
}

/// The zone in which a source's wall clock is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    rule: Rule,
    /// What it rests on.
    pub evidence: ZoneEvidence,
}

/// More than two clocks on walls differ, in milliseconds: each is less than 26 hours from UTC.
const FAR: i64 = 3 * 86_400_000;

/// The moments, and walls, about which changes of clocks are asked: years 0 to 9000.
const KNOWN: Range<i64> = -62_167_219_200_000..221_845_392_000_000;

/// From 1970 on the changes of a zone without a name are spelled, and so many of them: two a year
/// for a century.
const SPELLED: i64 = 0;
const MOST_SPELLS: usize = 200;

/// Which of the changes next to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// How far a wall clock is ahead of UTC, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Named(TimeZone),
    Spells(Arc<[Spell]>),
}

impl Zone {
    /// The zone of this machine, assumed.
    pub fn assumed() -> Self {
        Self { rule: Rule::Named(TimeZone::system()), evidence: ZoneEvidence::Assumed }
    }

    /// UTC, given.
    pub fn utc() -> Self {
        Self { rule: Rule::Named(TimeZone::UTC), evidence: ZoneEvidence::Given }
    }

    /// What payloads showed: the spells in order of time.
    pub fn derived(spells: &[Spell]) -> Self {
        Self { rule: Rule::Spells(spells.into()), evidence: ZoneEvidence::Derived }
    }

    /// The same zone, which payloads bear out.
    #[must_use]
    pub fn borne_out(&self) -> Self {
        Self { evidence: ZoneEvidence::Derived, ..self.clone() }
    }

    /// The same zone, resting on something else.
    #[must_use]
    pub fn resting_on(&self, evidence: ZoneEvidence) -> Self {
        Self { evidence, ..self.clone() }
    }

    /// The name by which [`given`](Self::given) gives the same zone, if it has one.
    pub fn own_name(&self) -> Option<String> {
        let Rule::Named(zone) = &self.rule else { return None };
        let fixed = || zone.to_fixed_offset().is_ok().then(|| self.distance(Instant(0)));
        let name = zone.iana_name().map(str::to_owned).or_else(fixed)?;
        Self::given(&name).is_ok_and(|it| it.reads_like(self)).then_some(name)
    }

    /// How far its wall clock is ahead of UTC, and since when: all changes of one without a name
    /// that counts, else how it was at `moment`.
    pub fn spells(&self, moment: Instant) -> Vec<Spell> {
        let spell = |from: Instant| Spell { from, ahead: self.ahead(from) };
        let zone = match &self.rule {
            Rule::Spells(spells) => return spells.to_vec(),
            Rule::Named(_) if self.own_name().is_some() => return vec![spell(moment)],
            Rule::Named(zone) => zone,
        };
        let first = timestamp(SPELLED);
        let changes = zone.following(first).take(MOST_SPELLS);
        let changes = changes.map(|it| Instant(it.timestamp().as_millisecond()));
        std::iter::once(Instant(SPELLED)).chain(changes).map(spell).collect()
    }

    /// Whether both read every wall clock alike, whatever that rests on.
    pub fn reads_like(&self, other: &Self) -> bool {
        self.rule == other.rule
    }

    /// The zone a person names: an IANA name, `UTC`, `local`, or an offset such as `+02:00`.
    ///
    /// # Errors
    /// A name that is none of these, as a sentence for the person.
    pub fn given(name: &str) -> Result<Self, String> {
        let zone = match name {
            "local" => Some(TimeZone::system()),
            "UTC" | "utc" | "Z" => Some(TimeZone::UTC),
            _ => offset(name).or_else(|| TimeZone::get(name).ok()),
        };
        let given = |zone| Self { rule: Rule::Named(zone), evidence: ZoneEvidence::Given };
        zone.map(given).ok_or_else(|| {
            format!("no time zone '{name}': use a name such as Europe/Berlin, UTC, local or +02:00")
        })
    }

    /// The moment at which a clock on the wall of this zone shows `wall`, in milliseconds since
    /// 1970 as if the wall were UTC's. At a fold the earlier moment is taken.
    pub fn instant(&self, wall: i64) -> Instant {
        self.instant_after(wall, None)
    }

    /// The same for a record that follows one of `after` in its file: at a fold the later moment
    /// is taken where the earlier would let time jump back.
    pub fn instant_after(&self, wall: i64, after: Option<Instant>) -> Instant {
        let zone = match &self.rule {
            Rule::Named(zone) => zone,
            Rule::Spells(spells) => return spell::moment(spells, wall, after),
        };
        let civil = Offset::UTC.to_datetime(timestamp(wall));
        let moment = zone.to_ambiguous_timestamp(civil);
        let millis = |moment: Result<Timestamp, jiff::Error>| {
            Instant(moment.map_or(wall, Timestamp::as_millisecond))
        };
        if !moment.is_ambiguous() {
            return millis(moment.compatible());
        }
        let first = millis(moment.compatible());
        if jumps_back(first, after) { first.max(millis(moment.later())) } else { first }
    }

    /// How far the wall clock is ahead of UTC at `instant`, in milliseconds.
    pub fn ahead(&self, instant: Instant) -> i64 {
        match &self.rule {
            Rule::Named(zone) => i64::from(zone.to_offset(timestamp(instant.0)).seconds()) * 1000,
            Rule::Spells(spells) => spell::ahead(spells, instant),
        }
    }

    /// The spell around `wall` in which every wall clock means one moment, at one distance from
    /// UTC; `None` where `wall` is in none.
    ///
    /// Clocks differ by less than [`FAR`], so only the changes next to a moment can make a wall
    /// clock near it mean another one, as long as the changes beyond them are far.
    pub(super) fn steady(&self, wall: i64) -> Option<Steady> {
        let known = KNOWN.start + FAR..KNOWN.end - FAR;
        if !self.is_sane() || !known.contains(&wall) {
            return None;
        }
        let moment = self.instant(wall);
        let ahead = self.ahead(moment);
        let start = match self.change(moment, Side::Before) {
            None => known.start,
            Some(change) => {
                let before = self.ahead(change.plus_millis(-1));
                let beyond = self.change(change.plus_millis(-1), Side::Before);
                let near = beyond.is_some_and(|beyond| change.0 - beyond.0 < FAR);
                change.0 + if near { FAR } else { ahead.max(before) }
            }
        };
        let end = match self.change(moment, Side::After) {
            None => known.end,
            Some(change) => {
                let beyond = self.change(change, Side::After);
                let near = beyond.is_some_and(|beyond| beyond.0 - change.0 < FAR);
                change.0 + if near { -FAR } else { ahead.min(self.ahead(change)) }
            }
        };
        let walls = start.max(known.start)..end.min(known.end);
        walls.contains(&wall).then_some(Steady { walls, ahead })
    }

    /// Whether its spells are as those of clocks on walls: in order, and not days from UTC.
    fn is_sane(&self) -> bool {
        match &self.rule {
            Rule::Named(_) => true,
            Rule::Spells(spells) => {
                spells.is_sorted_by_key(|it| it.from)
                    && spells.iter().all(|it| it.ahead.unsigned_abs() < (FAR / 2) as u64)
            }
        }
    }

    /// The change of clocks next to `moment`: at or before it, or after it.
    fn change(&self, moment: Instant, side: Side) -> Option<Instant> {
        let change = match (&self.rule, side) {
            (Rule::Spells(spells), _) => {
                // With the first spell nothing changes: what is before it is its too.
                let starts = spells.get(1..).unwrap_or_default();
                let next = starts.partition_point(|it| it.from <= moment);
                let at = if side == Side::After { Some(next) } else { next.checked_sub(1) };
                starts.get(at?)?.from
            }
            (Rule::Named(zone), Side::Before) => {
                let found = zone.preceding(timestamp(moment.0 + 1)).next()?;
                Instant(found.timestamp().as_millisecond())
            }
            (Rule::Named(zone), Side::After) => {
                let found = zone.following(timestamp(moment.0)).next()?;
                Instant(found.timestamp().as_millisecond())
            }
        };
        // What is beyond these years changes nothing in them.
        KNOWN.contains(&change.0).then_some(change)
    }

    /// The clock on the wall at `instant`.
    pub fn civil(&self, instant: Instant) -> DateTime {
        match &self.rule {
            Rule::Named(zone) => zone.to_datetime(timestamp(instant.0)),
            Rule::Spells(_) => {
                let wall = instant.plus_millis(self.ahead(instant));
                Offset::UTC.to_datetime(timestamp(wall.0))
            }
        }
    }

    /// `2026-11-21T01:38:59.846+00:00`: the wall clock at `instant` and its distance from UTC.
    pub fn rfc3339(&self, instant: Instant) -> String {
        let wall = self.civil(instant).strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string();
        wall + &self.distance(instant)
    }

    /// What it is called: `Europe/Berlin`, or its distance from UTC at `instant`, `+02:00`.
    pub fn name(&self, instant: Instant) -> String {
        match &self.rule {
            Rule::Named(zone) => zone.iana_name().map(str::to_owned),
            Rule::Spells(_) => None,
        }
        .unwrap_or_else(|| self.distance(instant))
    }

    /// `+02:00`
    fn distance(&self, instant: Instant) -> String {
        let ahead = self.ahead(instant);
        let (minutes, sign) = (ahead.unsigned_abs() / 60_000, if ahead < 0 { '-' } else { '+' });
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `+02:00`, `-0330`, `+5` as a fixed zone.
fn offset(name: &str) -> Option<TimeZone> {
    let (sign, digits) = match name.as_bytes().first()? {
        b'+' => (1, &name[1..]),
        b'-' => (-1, &name[1..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) =
        if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    let offset = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?;
    Some(TimeZone::fixed(offset))
}

/// `millis` as jiff's type, clamped to the years it knows.
fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

impl Instant {
    /// The moment of an ISO 8601 text that says its distance from UTC: `2026-11-21T01:38:59.791Z`.
    pub fn from_iso(text: &str) -> Option<Self> {
        text.parse().ok().map(|moment: Timestamp| Self(moment.as_millisecond()))
    }

    /// This moment, `millis` milliseconds later (or earlier, when negative).
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// From `earlier` to this moment.
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_millis(self.0.saturating_sub(earlier.0))
    }
}
