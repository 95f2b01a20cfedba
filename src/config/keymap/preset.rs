//! The keymaps within the program: `keymaps/*.toml`, each what it changes about the action table's
//! own keys.

use toml::{Table, Value};

use super::KeyChanges;
use crate::config::nearest::{did_you_mean, nearest};

/// The keymaps, by name. The first is the action table as it stands.
const PRESETS: [(&str, &str); 4] = [
    ("default", include_str!("../../../keymaps/default.toml")),
    ("vim", include_str!("../../../keymaps/vim.toml")),
    ("less", include_str!("../../../keymaps/less.toml")),
    ("arrows", include_str!("../../../keymaps/arrows.toml")),
];

/// There is no such keymap.
#[derive(Debug, thiserror::Error)]
pub enum KeymapError {
    /// No keymap has the name.
    #[error(
        "there is no keymap '{name}'{}; there are default, vim, less and arrows, and single keys \
         are changed under [keys] in the settings",
        did_you_mean(nearest.as_deref())
    )]
    NotFound {
        /// The name asked for.
        name: String,
        /// The name most like it.
        nearest: Option<String>,
    },
}

/// The names of the keymaps.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// The text of the keymap `name`, as a start for one's own keys.
pub fn preset_text(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The keymap `name`.
pub fn preset(name: &str) -> Option<KeyChanges> {
    // That each is TOML of the right shape is tested.
    let table: Table = preset_text(name)?.parse().ok()?;
    let keys = table.get("keys").and_then(Value::as_table);
    Some(keys.map(|keys| KeyChanges::read(keys).0).unwrap_or_default())
}

/// The keymap `name`, or which one is meant.
///
/// # Errors
/// When there is none of that name.
pub fn find_preset(name: &str) -> Result<KeyChanges, KeymapError> {
    preset(name).ok_or_else(|| KeymapError::NotFound {
        name: name.to_owned(),
        nearest: nearest(name, preset_names()).map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keymap_within_the_program_is_of_the_right_shape() {
        for (name, text) in PRESETS {
            let table: Table = text.parse().unwrap();
            assert!(table.keys().all(|key| key == "keys"), "{name} has more than [keys]");
            let keys = table["keys"].as_table().unwrap();
            let (changes, complaints) = KeyChanges::read(keys);
            assert!(complaints.is_empty(), "{name}: {complaints:?}");
            assert_eq!((changes.iter().count() == 0), name == "default", "{name}");
            assert_eq!(preset(name), Some(changes));
        }
    }

    #[test]
    fn a_mistyped_keymap_is_told_the_one_that_was_meant() {
        let error = find_preset("arows").unwrap_err().to_string();
        assert!(error.contains("did you mean 'arrows'?"), "{error}");
        assert!(preset_names().all(|name| error.contains(name)), "{error}");
        assert!(find_preset("vim").is_ok());
    }
}
