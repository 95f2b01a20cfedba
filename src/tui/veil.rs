//! What hides private values until they are revealed. Nothing that is drawn or copied goes around
//! it; only what is in view is looked at.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::audit::Auditor;
use crate::event::EventId;
use crate::privacy::{Hint, Scanner};

use super::text::start_of_bytes;

/// What was revealed.
#[derive(Clone, Debug, Default)]
pub(super) struct Revealed {
    /// Everything, as was asked for at the start.
    pub(super) all: bool,
    events: BTreeSet<EventId>,
    /// Single values: of which event, and the id of the node in its tree.
    values: BTreeSet<(EventId, u64)>,
    /// Whether something of what is being copied is masked.
    pub(super) copies_masked: bool,
    /// Another number whenever something was revealed or hidden.
    pub(super) version: u64,
}

impl Revealed {
    /// Nothing, or everything.
    pub(super) fn new(all: bool) -> Self {
        Self { all, ..Self::default() }
    }

    /// Whether all of an event is revealed.
    pub(super) fn has(&self, id: EventId) -> bool {
        self.all || self.events.contains(&id)
    }

    /// Whether this value of an event is.
    pub(super) fn has_value(&self, id: EventId, node: u64) -> bool {
        self.has(id) || self.values.contains(&(id, node))
    }

    /// Reveals an event, or hides all of it again; tells whether it is revealed now.
    pub(super) fn toggle(&mut self, id: EventId) -> bool {
        self.version += 1;
        if self.events.remove(&id) {
            self.values.retain(|(of, _)| *of != id);
            return false;
        }
        self.events.insert(id)
    }

    /// Reveals a value, or hides it again; tells whether it is revealed now.
    pub(super) fn toggle_value(&mut self, id: EventId, node: u64) -> bool {
        if self.events.contains(&id) {
            return self.toggle(id);
        }
        self.version += 1;
        !self.values.remove(&(id, node)) && self.values.insert((id, node))
    }

    /// Hides everything that was revealed one by one: events have other ids.
    pub(super) fn hide(&mut self) {
        *self = Self { all: self.all, version: self.version + 1, ..Self::default() };
    }
}

/// The veils of all events.
#[derive(Clone, Copy, Debug)]
pub(super) struct Veils<'a> {
    auditor: &'a Auditor,
    revealed: &'a Revealed,
}

impl<'a> Veils<'a> {
    pub(super) const fn new(auditor: &'a Auditor, revealed: &'a Revealed) -> Self {
        Self { auditor, revealed }
    }

    /// What hides the values of an event.
    pub(super) fn of(self, id: EventId) -> Veil<'a> {
        Veil((!self.revealed.has(id)).then(|| &self.auditor.context().scanner))
    }

    /// What hides a value of an event and all that is in it: this node of its tree, and those
    /// above it.
    pub(super) fn of_value(self, id: EventId, path: impl IntoIterator<Item = u64>) -> Veil<'a> {
        let is_revealed = path.into_iter().any(|node| self.revealed.has_value(id, node));
        if is_revealed { Veil(None) } else { self.of(id) }
    }

    /// What hides names, which are of many events.
    pub(super) fn of_names(self) -> Veil<'a> {
        Veil((!self.revealed.all).then(|| &self.auditor.context().scanner))
    }
}

/// What hides some values, or does not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Veil<'a>(Option<&'a Scanner>);

impl Veil<'_> {
    /// A text under a key, its private parts masked.
    pub(super) fn text<'t>(self, text: &'t str, key: &str) -> Cow<'t, str> {
        match self.0 {
            Some(scanner) => scanner.mask(text, Hint::of(key)),
            None => Cow::Borrowed(text),
        }
    }

    /// The same of the beginning of a text, of which no more is shown.
    pub(super) fn start_of<'t>(self, text: &'t str, bytes: usize, key: &str) -> Cow<'t, str> {
        // What is cut off at its end is found where the rest of it is there.
        const BEHIND: usize = 2048;
        let start = start_of_bytes(text, bytes.saturating_add(BEHIND));
        match self.text(start, key) {
            Cow::Borrowed(text) => Cow::Borrowed(start_of_bytes(text, bytes)),
            Cow::Owned(text) => Cow::Owned(start_of_bytes(&text, bytes).to_owned()),
        }
    }

    /// The JSON of a value under a key; only its beginning, where it is long.
    pub(super) fn json<'t>(self, json: &'t str, bytes: usize, key: &str) -> Cow<'t, str> {
        if self.0.is_none() {
            return Cow::Borrowed(json);
        }
        if !json.starts_with('"') {
            return self.start_of(json, bytes, key);
        }
        let Ok(text) = serde_json::from_str::<String>(json) else {
            return self.start_of(json, bytes, key);
        };
        match self.start_of(&text, bytes, key) {
            Cow::Borrowed(same) if same.len() == text.len() => Cow::Borrowed(json),
            shown => Cow::Owned(serde_json::Value::from(shown.into_owned()).to_string()),
        }
    }

    /// A record as it was logged: what stands before its payload, and that.
    pub(super) fn record(self, text: &str) -> Cow<'_, str> {
        if self.0.is_none() {
            return Cow::Borrowed(text);
        }
        let (head, body) = text.split_at(text.find('{').unwrap_or(text.len()));
        match (self.text(head, ""), self.text(body, "")) {
            (Cow::Borrowed(_), Cow::Borrowed(_)) => Cow::Borrowed(text),
            (head, body) => Cow::Owned(head.into_owned() + &body),
        }
    }

    /// Whether something in a text is hidden.
    pub(super) fn hides(self, text: &str, key: &str) -> bool {
        matches!(self.text(text, key), Cow::Owned(_))
    }
}
