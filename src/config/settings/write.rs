//! The settings in effect, as a file would have them.

use std::fmt::Write as _;

use super::{Key, Origin, Setting, Settings, Value};

impl Settings {
    /// All of it as TOML, with the place of each as a comment.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        for key in Key::all() {
            if let Some(Setting { value, origin }) = self.values.get(&key) {
                line(&mut out, key.as_str(), &value.toml(), origin);
            }
        }
        out.push_str("\n[keys]\n");
        for (name, Setting { value, origin }) in &self.keys {
            // A key with a context in front is TOML's own way to write a table within the table.
            let parts: Vec<String> = name.split('.').map(quoted).collect();
            line(&mut out, &parts.join("."), &Value::Texts(value.clone()).toml(), origin);
        }
        out.push_str("\n[filters]\n");
        for (name, Setting { value, origin }) in &self.filters {
            line(&mut out, &quoted(name), &Value::Text(value.clone()).toml(), origin);
        }
        out
    }
}

/// One line, with its comment behind it.
fn line(out: &mut String, name: &str, value: &toml::Value, origin: &Origin) {
    let set = format!("{name} = {value}");
    let _ = writeln!(out, "{set:<40} # {origin}");
}

/// A name as it stands in front of `=`.
fn quoted(name: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if !name.is_empty() && name.bytes().all(bare) {
        return name.to_owned();
    }
    toml::Value::String(name.to_owned()).to_string()
}
