//! The policy that events are judged by: the one that was named, or that of the settings.

use std::path::{Path, PathBuf};

use crate::audit::Policy;
use crate::config::environment::Environment;
use crate::config::settings::{Key, Settings};
use crate::query::Context;

use super::failure::say;
use super::written_file::text_of;

/// A policy, and the file that it stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct PolicyFile {
    pub(super) policy: Policy,
    pub(super) path: Option<PathBuf>,
    /// What stands in it.
    pub(super) text: Option<String>,
}

impl PolicyFile {
    /// Reads a file; says what means nothing in it.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub(super) fn read(path: &Path, context: &Context) -> Result<Self, String> {
        let file = path.display();
        let text = text_of(path).map_err(|error| format!("{file} cannot be read: {error}"))?;
        let (policy, warnings) =
            Policy::read(&text, context).map_err(|wrong| format!("{file}, {wrong}"))?;
        for warning in &warnings {
            say(&format!("{file}, {warning}"));
        }
        Ok(Self { policy, path: Some(path.to_owned()), text: Some(text) })
    }

    /// The policy that was saved with a session. One that is broken ends nothing.
    pub(super) fn saved(text: Option<&str>, context: &Context) -> Self {
        let policy = text.and_then(|text| Policy::read(text, context).ok());
        let text = text.map(str::to_owned);
        policy.map(|(policy, _)| Self { policy, path: None, text }).unwrap_or_default()
    }

    /// The policy of the settings. One that is broken ends nothing, as with all that they name.
    pub(super) fn settled(
        settings: &Settings,
        environment: &Environment,
        context: &Context,
    ) -> Self {
        let Some(path) = settings.policy(&environment.home) else { return Self::default() };
        Self::read(&path, context).unwrap_or_else(|wrong| {
            let origin = settings.origin(Key::Policy);
            say(&format!("{origin}: policy: {wrong}; events are judged without it"));
            Self::default()
        })
    }
}
