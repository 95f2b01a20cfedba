//! One question to a payload: what one key means in it.
//!
//! Owns the choice of the way to the answer: from the bytes alone where the key cannot be there,
//! from one reading of them, or from the split payload. Every way gives the same answer.

use super::body::{Body, Entry};
use super::lazy::{Found, Spot};
use super::scalar;
use super::split::{is_object, members};
use super::wire::FACTS;
use crate::event::Scope;

/// How an answer is come by.
#[expect(clippy::large_enum_variant, reason = "it stands on the stack, for one question")]
enum Way {
    /// The key is nowhere.
    Absent,
    /// A reading of the bytes found what there is.
    Read(Found),
    /// The split payload is looked through.
    Split,
}

/// What one key means in a payload.
pub(super) struct Lookup<'b, 'a, 'k> {
    body: &'b Body<'a>,
    key: &'k str,
    way: Way,
}

impl<'b, 'a, 'k> Lookup<'b, 'a, 'k> {
    /// A question for `key`.
    pub(super) fn new(body: &'b Body<'a>, key: &'k str) -> Self {
        if body.may_hold(key) {
            Self::likely(body, key)
        } else {
            Self { body, key, way: Way::Absent }
        }
    }

    /// A question for a `key` that is there in all likelihood: whether it may be is not looked at.
    pub(super) fn likely(body: &'b Body<'a>, key: &'k str) -> Self {
        Self { body, key, way: body.glance(key).map_or(Way::Split, Way::Read) }
    }

    /// The entry with exactly this key in one scope.
    pub(super) fn get(&self, scope: Scope) -> Option<Entry<'b>> {
        match &self.way {
            Way::Absent => None,
            Way::Read(found) => found.get(scope, self.key).map(|spot| self.entry(scope, spot)),
            Way::Split => {
                self.body.entries().rfind(|entry| entry.scope == scope && entry.key == self.key)
            }
        }
    }

    /// An own property: the key itself, else a path into nested values.
    pub(super) fn own(&self) -> Option<Entry<'b>> {
        self.get(Scope::Properties).or_else(|| match &self.way {
            Way::Absent => None,
            Way::Read(found) if !found.path => None,
            Way::Read(_) | Way::Split => self.nested(),
        })
    }

    /// A measurement; of a flat payload also an own property that is a number.
    pub(super) fn measurement(&self) -> Option<Entry<'b>> {
        self.get(Scope::Measurements).or_else(|| {
            let number = |entry: &Entry<'_>| scalar::number(entry.json).is_some();
            self.get(Scope::Properties).filter(|entry| self.is_flat() && number(entry))
        })
    }

    /// A common property or measurement, by its key as logged or without its `common.`.
    pub(super) fn common(&self) -> Option<Entry<'b>> {
        self.get(Scope::Common).or_else(|| match &self.way {
            Way::Absent => None,
            Way::Read(found) => found.prefixed().map(|spot| self.entry(Scope::Common, spot)),
            Way::Split => {
                let short = |entry: &Entry<'_>| entry.key.strip_prefix("common.") == Some(self.key);
                self.body.entries().rfind(|entry| entry.scope == Scope::Common && short(entry))
            }
        })
    }

    /// All that the key can mean, each place once.
    pub(super) fn any(&self) -> [Option<Entry<'b>>; 4] {
        let extra = self.get(Scope::Extra);
        if self.body.on_wire() && FACTS.contains(&self.key) {
            return [None, None, None, extra];
        }
        let own = self.own();
        // On a flat payload the measurement is the own property seen again.
        let measurement = self.measurement().filter(|entry| Some(*entry) != own);
        [own, measurement, self.common(), extra]
    }

    fn is_flat(&self) -> bool {
        match &self.way {
            Way::Read(found) => found.flat,
            Way::Absent | Way::Split => self.body.is_flat(),
        }
    }

    /// The value at the end of a path that begins with an own property's key.
    fn nested(&self) -> Option<Entry<'b>> {
        let own = self.body.entries().rev().filter(|entry| entry.scope == Scope::Properties);
        own.into_iter().find_map(|entry| {
            let path = self.key.strip_prefix(entry.key)?.strip_prefix('.')?;
            nested(entry.json, path).map(|json| Entry { json, ..entry })
        })
    }

    fn entry(&self, scope: Scope, spot: &Spot) -> Entry<'b> {
        let piece = |range| self.body.piece(range).unwrap_or_default();
        Entry { scope, key: piece(&spot.key), json: piece(&spot.json) }
    }
}

/// The value at `path` inside a nested value: at each step the literal key wins.
fn nested<'b>(json: &'b str, path: &str) -> Option<&'b str> {
    if !is_object(json) {
        return None;
    }
    let members = members(json).ok()?.list;
    let literal = members.iter().rev().find(|member| member.key == path);
    literal.map(|member| member.json).or_else(|| {
        members.iter().rev().find_map(|member| {
            nested(member.json, path.strip_prefix(&*member.key)?.strip_prefix('.')?)
        })
    })
}
