//! Which key does what, where; and which keys an action has.

use std::collections::HashMap;

use crate::config::keymap::{Chord, KeyChanges};

use super::super::actions::{ACTIONS, Action, Context};
use super::{KeyComplaint, build};

/// The keys as they work: the action table's, changed by a keymap and by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bindings {
    /// No chord does two things in one context.
    actions: HashMap<(Context, Chord), Action>,
    /// The same the other way round, an action's most usual key first.
    chords: HashMap<(Context, Action), Vec<Chord>>,
}

impl Default for Bindings {
    /// The keys of the action table.
    fn default() -> Self {
        Self::new(&KeyChanges::default(), &KeyChanges::default()).0
    }
}

impl Bindings {
    /// The action table's keys, changed by a keymap and then by a person's own keys; and what of
    /// both could not be done as it was meant.
    pub fn new(keymap: &KeyChanges, own: &KeyChanges) -> (Self, Vec<KeyComplaint>) {
        let (bound, complaints) = build::build(keymap, own);
        let mut bindings = Self { actions: HashMap::new(), chords: HashMap::new() };
        for (context, action, chords) in bound {
            bindings.actions.extend(chords.iter().map(|chord| ((context, *chord), action)));
            if !chords.is_empty() {
                bindings.chords.insert((context, action), chords);
            }
        }
        (bindings, complaints)
    }

    /// What a key does.
    pub fn action(&self, context: Context, chord: Chord) -> Option<Action> {
        self.actions.get(&(context, chord)).copied()
    }

    /// The keys of an action in a context, the most usual one first.
    pub fn keys(&self, context: Context, action: Action) -> &[Chord] {
        self.chords.get(&(context, action)).map_or(&[], Vec::as_slice)
    }

    /// The same without those that mean something else in what lies `over` the context.
    pub fn keys_under(
        &self,
        context: Context,
        over: Option<Context>,
        action: Action,
    ) -> impl Iterator<Item = Chord> + '_ {
        let is_free = move |chord: &Chord| {
            over.is_none_or(|over| !self.actions.contains_key(&(over, *chord)))
        };
        self.keys(context, action).iter().copied().filter(is_free)
    }

    /// The keys of an action in the first context where it has any, in the table's order; for
    /// what is told without a context.
    pub fn keys_anywhere(&self, action: Action) -> &[Chord] {
        let row = ACTIONS.iter().find(|row| row.action == action);
        let contexts = row.map_or(&[][..], |row| row.contexts);
        let keys = contexts.iter().map(|context| self.keys(*context, action));
        keys.into_iter().find(|keys| !keys.is_empty()).unwrap_or_default()
    }

    /// The most usual key of an action in a context, as it is written; nothing where it has none.
    pub fn first(&self, context: Context, action: Action) -> String {
        self.keys(context, action).first().map(ToString::to_string).unwrap_or_default()
    }
}
