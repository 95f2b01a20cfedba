//! The settings, with what was typed as their last layer.

use std::path::Path;

use crate::config::environment::Environment;
use crate::config::settings::{Key, Origin, Settings, Value};

use super::args::{Common, Look};
use super::failure::{Failure, say};

/// The settings of this run; what is wrong with them is said.
pub(super) fn settled(environment: &Environment, common: &Common) -> Result<Settings, Failure> {
    let mut settings = loaded(environment, common.general.config.config.as_deref())?;
    settings.warnings.iter().for_each(|warning| say(&warning.to_string()));
    let texts = [
        (Key::Tz, &common.clock.tz, "--tz"),
        (Key::MaxMemory, &common.memory.max_memory, "--max-memory"),
    ];
    for (key, text, flag) in texts {
        if let Some(text) = text {
            settings.set(key, Value::Text(text.clone()), flag);
        }
    }
    if let Some(colour) = common.general.color {
        settings.set(Key::Color, Value::Text(colour.as_str().to_owned()), "--color");
    }
    if common.logs.poll {
        settings.set(Key::Poll, Value::Flag(true), "--poll");
    }
    Ok(settings)
}

/// The same, and nothing typed but the file.
pub(super) fn loaded(environment: &Environment, file: Option<&Path>) -> Result<Settings, Failure> {
    Settings::load(environment, file).map_err(Failure::usage)
}

/// With what was typed of the screen.
pub(super) fn with_look(settings: &Settings, look: &Look) -> Settings {
    let mut settings = settings.clone();
    if let Some(theme) = &look.theme {
        settings.set(Key::Theme, Value::Text(theme.clone()), "--theme");
    }
    if let Some(keymap) = &look.keymap {
        settings.set(Key::Keymap, Value::Text(keymap.clone()), "--keymap");
    }
    if look.no_mouse {
        settings.set(Key::Mouse, Value::Flag(false), "--no-mouse");
    }
    if look.no_state {
        settings.set(Key::State, Value::Flag(false), "--no-state");
    }
    settings
}

/// What `read` makes of the text of `key`; `None` where that is `auto`. What was typed must be
/// right, of what was found it is said that it is not.
pub(super) fn chosen<T>(
    settings: &Settings,
    key: Key,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    let Some(text) = settings.chosen(key) else { return Ok(None) };
    match (read(text), settings.origin(key)) {
        (Ok(value), _) => Ok(Some(value)),
        (Err(wrong), Origin::Flag(_)) => Err(Failure::Usage(wrong)),
        (Err(wrong), origin) => {
            say(&format!("{origin}: {wrong}; it is not used"));
            Ok(None)
        }
    }
}
