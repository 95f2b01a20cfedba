//! What was allowed where and when: by which settings an event is judged.
//!
//! Reads no files: whoever audits says what settings say ([`Permissions`]), and says it anew while
//! a session is watched ([`Standing`] keeps what holds now). Of logs of which nobody said anything
//! nothing is thought.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::consent::{Allowed, Switch, TelemetryLevel};
use crate::event::{Evidence, Instant};
use crate::store::{Row, SourceFacts};

/// So often settings may change while they are watched, and what held before is remembered.
const MOST_CHANGES: usize = 64;

/// What settings allow, and whose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Permissions {
    /// What holds for everything, because somebody said so.
    everywhere: Option<Arc<Allowed>>,
    /// Whether enhanced telemetry was agreed to, where somebody said so.
    enhanced: Option<bool>,
    places: Vec<Place>,
}

/// What one editor's settings allow.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    /// The folder that its logs lie below.
    user_data: PathBuf,
    product: String,
    /// What holds, and what held before; the oldest first.
    times: Vec<Arc<Allowed>>,
}

/// What settings say of an event, and how certain that is.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<T> {
    /// What they say.
    pub is: T,
    /// `Rule`, where the settings leave no doubt and held when the event was logged.
    pub by: Evidence,
}

impl Permissions {
    /// What holds for all logs.
    pub fn everywhere(allowed: Allowed) -> Self {
        Self { everywhere: Some(Arc::new(allowed)), ..Self::default() }
    }

    /// Says whether enhanced telemetry was agreed to.
    #[must_use]
    pub fn with_enhanced(self, agreed: bool) -> Self {
        Self { enhanced: Some(agreed), ..self }
    }

    /// Whether enhanced telemetry was agreed to, where somebody said so.
    pub fn enhanced(&self) -> Option<bool> {
        self.enhanced
    }

    /// Says what holds for the logs of `product` below the folder `user_data`.
    pub fn add(&mut self, user_data: &Path, product: &str, allowed: Allowed) {
        let same = |it: &&mut Place| it.user_data == user_data && it.product == product;
        if let Some(place) = self.places.iter_mut().find(same) {
            place.follow(Arc::new(allowed));
        } else {
            let (user_data, product) = (user_data.to_owned(), product.to_owned());
            self.places.push(Place { user_data, product, times: vec![Arc::new(allowed)] });
        }
    }

    /// The same, after what was known before: an event is judged by what held when it was logged.
    #[must_use]
    fn after(self, mut before: Self) -> Self {
        for Place { user_data, product, times } in self.places {
            for allowed in times {
                before.add(&user_data, &product, Arc::unwrap_or_clone(allowed));
            }
        }
        Self { places: before.places, ..self }
    }

    /// Whether anything is forbidden anywhere.
    fn restrict(&self) -> bool {
        let all = self.everywhere.iter().chain(self.places.iter().flat_map(|it| &it.times));
        let forbids = |it: &Arc<Allowed>| {
            let off = it.switches.iter().any(|(switch, _)| switch.on == Some(false));
            it.consent.level != TelemetryLevel::All || off
        };
        self.enhanced == Some(false) || all.into_iter().any(forbids)
    }

    /// The level at which an event was logged; `None` where nothing is known.
    pub fn level(&self, row: Row<'_>) -> Option<Ruling<TelemetryLevel>> {
        let (allowed, held) = self.held(row)?;
        let certain = allowed.consent.certain && held;
        Some(Ruling { is: allowed.consent.level, by: evidence(certain) })
    }

    /// The switch that turned off all that the producer of an event sends.
    pub fn switch_off(&self, row: Row<'_>) -> Option<Ruling<&Switch>> {
        let (allowed, _) = self.held(row)?;
        let off =
            |(switch, _): &&(Switch, _)| switch.on == Some(false) && switch.governs(row.producer());
        let (switch, since) = allowed.switches.iter().find(off)?;
        // A default is what the installed version has; which one logged is not known.
        let certain = switch.file.is_some() && began(*since, row.time());
        Some(Ruling { is: switch, by: evidence(certain) })
    }

    /// What held when an event was logged, and whether it is certain that it did.
    fn held(&self, row: Row<'_>) -> Option<(&Allowed, bool)> {
        if let Some(allowed) = &self.everywhere {
            return Some((allowed, true));
        }
        let place = self.places.iter().find(|place| place.holds(row.source()))?;
        let began = |it: &&Arc<Allowed>| began(it.since, row.time());
        match place.times.iter().rev().find(began) {
            Some(allowed) => Some((allowed, true)),
            None => Some((place.times.first()?, false)),
        }
    }
}

impl Place {
    fn holds(&self, source: &SourceFacts) -> bool {
        self.product == source.product && Path::new(&source.path).starts_with(&self.user_data)
    }

    /// Something else holds from now on, or the same was written again.
    fn follow(&mut self, newer: Arc<Allowed>) {
        let room = self.times.len() < MOST_CHANGES;
        let Some(last) = self.times.last_mut() else { return self.times.push(newer) };
        if says_the_same(last, &newer) {
            // Other settings of the file may have changed: these have held since before.
            return;
        }
        if newer.since > last.since && room {
            self.times.push(newer);
        } else {
            *last = newer;
        }
    }
}

fn says_the_same(a: &Allowed, b: &Allowed) -> bool {
    let switches = |it: &Allowed| it.switches.iter().map(|(it, _)| it.clone()).collect::<Vec<_>>();
    let level = |it: &Allowed| (it.consent.level, it.consent.certain, it.consent.why.clone());
    level(a) == level(b) && switches(a) == switches(b)
}

/// Whether what holds since `since` held at `time`. What has no time may be as old as any.
fn began(since: Option<Instant>, time: Option<Instant>) -> bool {
    since.is_none_or(|since| time.is_some_and(|time| since <= time))
}

fn evidence(certain: bool) -> Evidence {
    if certain { Evidence::Rule } else { Evidence::Guess }
}

/// What is allowed as far as is known now; shared by all who judge, and changed while they do.
#[derive(Debug, Default)]
pub struct Standing {
    now: RwLock<Arc<Permissions>>,
    /// Whether anything is forbidden: where nothing is, an event costs one look at this.
    restricts: AtomicBool,
    /// How often that changed what events are judged by.
    changes: AtomicU32,
}

impl Standing {
    /// What forbids something; `None` where nothing is forbidden.
    pub fn forbidding(&self) -> Option<Arc<Permissions>> {
        self.restricts.load(Ordering::Acquire).then(|| self.now())
    }

    /// What is known now.
    pub fn now(&self) -> Arc<Permissions> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// So often what events are judged by has changed: whoever keeps verdicts begins anew then.
    pub fn changes(&self) -> u32 {
        self.changes.load(Ordering::Acquire)
    }

    /// Says what is known from here on; tells whether events are judged otherwise now.
    pub(super) fn set(&self, permissions: Permissions) -> bool {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let permissions = permissions.after(Permissions::clone(&now));
        if **now == permissions {
            return false;
        }
        let restricts = permissions.restrict();
        let matters = restricts || self.restricts.swap(restricts, Ordering::AcqRel);
        self.restricts.store(restricts, Ordering::Release);
        *now = Arc::new(permissions);
        self.changes.fetch_add(u32::from(matters), Ordering::AcqRel);
        matters
    }
}

#[cfg(test)]
mod tests;
