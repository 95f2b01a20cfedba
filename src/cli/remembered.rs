//! What the screen remembers between runs: read before it, kept after it.

use crate::config::environment::Environment;
use crate::config::settings::{Key, Settings};
use crate::config::state::State;

use crate::tui::{Ended, Preferences, Typed};

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

    /// How the person likes the screen, by the settings and what is remembered.
    pub(super) fn preferences(&self, settings: &Settings) -> Preferences {
        Preferences {
            columns: settings.texts(Key::Columns).to_vec(),
            time: settings.time(),
            wrap: settings.flag(Key::Wrap),
            no_timeline: !settings.flag(Key::Timeline),
            layout: settings.layout(),
            common_shown: self.state.common_folded == Some(false),
            facets_width: self.state.facets_width,
            list_share: self.state.list_share,
        }
    }

    /// What was typed and saved in earlier runs, and the filters of the settings.
    pub(super) fn typed(&self, settings: &Settings) -> Typed {
        let mut named = self.state.filters.clone();
        named.extend(settings.own_filters());
        Typed {
            filters: self.state.filter_history.clone(),
            searches: self.state.search_history.clone(),
            named,
        }
    }

    /// The state as the screen was left. What was not changed there stays as it was remembered,
    /// or unsaid.
    fn left(&self, begun: &Preferences, ended: &Ended) -> State {
        let now = &ended.preferences;
        let mut state = self.state.clone();
        if now.columns != begun.columns {
            state.columns = Some(now.columns.clone());
        }
        if now.time != begun.time {
            state.time = Some(now.time.as_str().to_owned());
        }
        if now.wrap != begun.wrap {
            state.wrap = Some(now.wrap);
        }
        if now.no_timeline != begun.no_timeline {
            state.timeline = Some(!now.no_timeline);
        }
        if now.layout != begun.layout {
            state.layout = Some(now.layout.as_str().to_owned());
        }
        if now.common_shown != begun.common_shown {
            state.common_folded = Some(!now.common_shown);
        }
        state.facets_width = now.facets_width;
        state.list_share = now.list_share;
        state.theme = ended.theme.clone().or(state.theme);
        state.filter_history.clone_from(&ended.typed.filters);
        state.search_history.clone_from(&ended.typed.searches);
        state.filters.extend(ended.typed.named.clone());
        state
    }

    /// Keeps what the screen was left with. What did not change is not written, and a folder
    /// that cannot be written is no reason to fail after all is done.
    pub(super) fn keep(&self, begun: &Preferences, ended: &Ended) {
        let left = self.left(begun, ended).bounded();
        if let Some(environment) = &self.keeps_in
            && left != self.state
            && let Err(error) = left.save(&self.state, environment)
        {
            say(&format!("what was chosen on the screen is not remembered: {error}; --no-state"));
        }
    }
}
