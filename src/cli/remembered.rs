//! What the screen remembers between runs: read before it, kept after it.

use crate::config::environment::Environment;
use crate::config::settings::{Key, Settings};
use crate::config::state::State;

use super::failure::say;

/// What is remembered, and where it is kept.
pub(super) struct Remembered {
    /// As the last run left it; nothing where nothing is to be remembered.
    pub(super) state: State,
    /// `None` where nothing is to be kept.
    keeps_in: Option<Environment>,
}

impl Remembered {
    /// Reads it, unless `--no-state` or the settings say not to.
    pub(super) fn load(environment: &Environment, settings: &Settings) -> Self {
        if !settings.flag(Key::State) {
            return Self { state: State::default(), keeps_in: None };
        }
        let (state, wrong) = State::load(environment);
        if let Some(wrong) = wrong {
            say(&wrong);
        }
        Self { state, keeps_in: Some(environment.clone()) }
    }

    /// Keeps what the screen was left with. What did not change is not written, and a folder
    /// that cannot be written is no reason to fail after all is done.
    pub(super) fn keep(&self, left: State) {
        let left = left.bounded();
        if let Some(environment) = &self.keeps_in
            && left != self.state
            && let Err(error) = left.save(environment)
        {
            say(&format!("what was chosen on the screen is not remembered: {error}; --no-state"));
        }
    }
}
