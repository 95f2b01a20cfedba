//! What of a keymap could not be done as it was meant, in one line each.

use crate::config::keymap::{Chord, ParseChordError};
use crate::config::nearest::did_you_mean;

use super::super::actions::Context;

/// Something in a person's keys that is not done, or that has a price.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyComplaint {
    /// No action has the name.
    #[error("there is no action '{name}'{}; telltail keys --format json lists their names",
        did_you_mean(nearest.as_deref()))]
    UnknownAction {
        /// The name given.
        name: String,
        /// The name most like it.
        nearest: Option<String>,
    },
    /// No context has the name.
    #[error("there is no context '{name}'{}; there are {}",
        did_you_mean(nearest.as_deref()), all_contexts())]
    UnknownContext {
        /// The name given.
        name: String,
        /// The name most like it.
        nearest: Option<String>,
    },
    /// The action does nothing in the context.
    #[error("{action} does nothing in {}; it works in {}",
        context.place(), places(works))]
    NotThere {
        /// The action.
        action: &'static str,
        /// The context given.
        context: Context,
        /// Where it works.
        works: &'static [Context],
    },
    /// The text names no key.
    #[error("{action}: {error}")]
    NoKey {
        /// The action.
        action: &'static str,
        /// What is wrong.
        error: ParseChordError,
    },
    /// The key always quits.
    #[error("keys: ctrl-c always quits: it cannot be {action}")]
    WayOut {
        /// The action.
        action: &'static str,
    },
    /// The key is needed for typing.
    #[error("{chord} is typed as text in {}: it cannot be {action} there", places(contexts))]
    Typed {
        /// The key.
        chord: Chord,
        /// The action.
        action: &'static str,
        /// Where lines are typed.
        contexts: Vec<Context>,
    },
    /// The key did something else before.
    #[error("{chord} is {winner} now, {loser} has it no longer ({})", places(contexts))]
    Taken {
        /// The key.
        chord: Chord,
        /// The action it was given to.
        winner: &'static str,
        /// The action it was taken from.
        loser: &'static str,
        /// Where.
        contexts: Vec<Context>,
    },
    /// The key was given to two actions.
    #[error("{chord} is given to both {winner} and {loser}; it is {winner} ({})", places(contexts))]
    Twice {
        /// The key.
        chord: Chord,
        /// The action that has it.
        winner: &'static str,
        /// The action that has not.
        loser: &'static str,
        /// Where.
        contexts: Vec<Context>,
    },
    /// The action lost its last key.
    #[error("{action} has no key any more; the palette still has it")]
    Keyless {
        /// The action.
        action: &'static str,
    },
    /// The palette has no key, and it is what still has all others.
    #[error("palette has no key: what has none cannot be reached any more")]
    NoPalette,
}

fn places(contexts: &[Context]) -> String {
    contexts.iter().map(|it| it.place()).collect::<Vec<_>>().join(", ")
}

fn all_contexts() -> String {
    Context::ALL.map(super::build::context_name).join(", ")
}
