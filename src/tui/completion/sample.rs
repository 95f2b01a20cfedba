//! Keys and values of fields that nobody counts, from the newest events.
//!
//! Reading texts takes time, and a key is answered at once: each asking reads a part, and the
//! next one goes on from there.

use std::collections::HashMap;

use crate::event::{EventId, Property};
use crate::query::{Field, Fields, Seen, Truth, Value, Wants};
use crate::store::{EventLog, Row};
use crate::tui::veil::Veil;

/// So many events are looked at, at most.
pub(super) const MOST: usize = 2000;

/// So many bytes of text are read at once, and no longer text of one event.
const AT_ONCE: u64 = 256 * 1024;
const LONGEST_EVENT: u64 = 64 * 1024;

/// So many different values are remembered, and none that is longer in bytes.
const MOST_VALUES: usize = 4096;
const LONGEST: usize = 120;

/// What was seen in the newest events.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    wants: Wants,
    /// How many events were looked at.
    events: usize,
    counts: HashMap<String, u64>,
}

impl Sample {
    pub(super) fn new(wants: &Wants) -> Self {
        Self { wants: wants.clone(), events: 0, counts: HashMap::new() }
    }

    /// Whether it is of what is wanted now; the operator makes no difference.
    pub(super) fn is_of(&self, wants: &Wants) -> bool {
        match (&self.wants, wants) {
            (Wants::Values { field: a, .. }, Wants::Values { field: b, .. }) => a == b,
            (Wants::Keys { scope: a, .. }, Wants::Keys { scope: b, .. }) => a == b,
            _ => false,
        }
    }

    /// How many events were looked at.
    pub(super) fn events(&self) -> usize {
        self.events
    }

    /// Looks at some more of `newest`.
    pub(super) fn go_on(&mut self, newest: &[EventId], log: &EventLog) {
        let mut left = AT_ONCE;
        while left > 0
            && let Some(id) = newest.get(self.events)
        {
            self.events += 1;
            if let Some(row) = log.row(*id) {
                left = left.saturating_sub(self.look(log, row));
            }
        }
    }

    /// What was seen, in the order of its names, but for what is masked.
    pub(super) fn seen(&self, veil: Veil<'_>) -> Vec<Seen> {
        let key = match &self.wants {
            Wants::Values { field, .. } => field.key().unwrap_or_default(),
            _ => "",
        };
        let mut seen: Vec<Seen> = self
            .counts
            .iter()
            .filter(|(text, _)| !veil.hides(text, key))
            .map(|(text, count)| Seen { text: text.clone(), count: *count })
            .collect();
        seen.sort_by(|a, b| a.text.cmp(&b.text));
        seen
    }

    /// Looks at one event, and says how many bytes that took.
    fn look(&mut self, log: &EventLog, row: Row<'_>) -> u64 {
        let size = row.size().max(64);
        match self.wants.clone() {
            Wants::Values { field, .. } => {
                if self.values(&row, &field) != Truth::Unknown {
                    return 0;
                }
                if size <= LONGEST_EVENT {
                    self.values(&log.text(row).whole(), &field);
                }
            }
            Wants::Keys { scope, .. } if size <= LONGEST_EVENT => self.keys(scope, log, row),
            Wants::Keys { .. } | Wants::Nothing | Wants::Fields { .. } => {}
        }
        size.min(LONGEST_EVENT)
    }

    fn values(&mut self, fields: &impl Fields, field: &Field) -> Truth {
        fields.probe(field, &mut |value| {
            if let Some(text) = text_of(value) {
                self.count(text);
            }
            false
        })
    }

    fn keys(&mut self, scope: &str, log: &EventLog, row: Row<'_>) {
        let text = log.text(row);
        let event = text.whole().event();
        let Some(telemetry) = &event.telemetry else { return };
        let payload = &telemetry.payload;
        let mut all = |properties: &[Property]| {
            for property in properties {
                self.count(property.key.clone());
            }
        };
        match scope {
            "prop" => all(&payload.properties),
            "m" => all(&payload.measurements),
            "common" => all(&payload.common),
            _ => {
                all(&payload.properties);
                all(&payload.measurements);
                all(&payload.common);
                all(&payload.extra);
            }
        }
    }

    fn count(&mut self, text: String) {
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        if let Some(count) = self.counts.get_mut(&text) {
            *count += 1;
        } else if self.counts.len() < MOST_VALUES {
            self.counts.insert(text, 1);
        }
    }
}

/// A value as a filter may write it; `None` for what nobody would choose from a list.
fn text_of(value: Value<'_>) -> Option<String> {
    let text = match value {
        Value::Text(text) => text,
        Value::Json("null") => "null",
        Value::Number(number) => return Some(number.to_string()),
        other => other.word()?,
    };
    (text.len() <= LONGEST).then(|| text.to_owned())
}
