//! Paths for bug reports: the home folder as `~`, the person's name elsewhere as `<user>`.

use serde_json::Value;

/// What ends a name in a path or in a sentence about one.
const ENDS: [char; 11] = ['/', '\\', ' ', ':', ',', ';', ')', '"', '\'', '`', '\n'];

/// What is to be shortened.
#[derive(Clone, Debug, Default)]
pub struct Shortener {
    home: String,
    names: Vec<String>,
}

impl Shortener {
    /// For the person with this home folder; `names` are what else they are called on this
    /// machine. The home folder's own name counts as one.
    pub fn new(home: &str, names: impl IntoIterator<Item = String>) -> Self {
        let home = home.trim_end_matches(['/', '\\']).to_owned();
        let own = home.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let mut names: Vec<String> =
            names.into_iter().chain([own]).filter(|name| !name.is_empty()).collect();
        names.sort();
        names.dedup();
        Self { home, names }
    }

    /// `text` with the home folder and the names replaced.
    pub fn text(&self, text: &str) -> String {
        let mut short = if self.home.is_empty() {
            text.to_owned()
        } else {
            replaced(text, &self.home, "~", |_| true)
        };
        for name in &self.names {
            let parts = |before: Option<char>| matches!(before, Some('/' | '\\'));
            short = replaced(&short, name, "<user>", parts);
        }
        short
    }

    /// Every text in `value`.
    pub fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(entries) => entries.values_mut().for_each(|item| self.value(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// `text` with `what` replaced wherever a whole name ends there, and `may` says so of the
/// character before it.
fn replaced(text: &str, what: &str, with: &str, may: impl Fn(Option<char>) -> bool) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(what) {
        let (before, after) = (&rest[..at], &rest[at + what.len()..]);
        let last = before.chars().next_back().or_else(|| short.chars().next_back());
        let whole = after.chars().next().is_none_or(|c| ENDS.contains(&c));
        short.push_str(before);
        short.push_str(if whole && may(last) { with } else { what });
        rest = after;
    }
    short.push_str(rest);
    short
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/home/alice/.config/Code/logs", "~/.config/Code/logs")]
    #[case("/home/alice", "~")]
    #[case("in /home/alice/a and /home/alice/b", "in ~/a and ~/b")]
    #[case("/home/alicette/x", "/home/alicette/x")]
    #[case("/mnt/data/alice/x", "/mnt/data/<user>/x")]
    #[case("/mnt/alice: not there", "/mnt/<user>: not there")]
    #[case("C:\\Users\\ali\\x", "C:\\Users\\<user>\\x")]
    #[case("alice", "alice")]
    #[case("/srv/malice/x/alice2", "/srv/malice/x/alice2")]
    #[case("/alice/alice/alice", "/<user>/<user>/<user>")]
    fn the_home_folder_and_names_in_paths_are_replaced(#[case] text: &str, #[case] short: &str) {
        let shortener = Shortener::new("/home/alice/", ["ali".to_owned(), String::new()]);
        assert_eq!(shortener.text(text), short);
        let mut value = serde_json::json!({"a": [{"b": text}], "c": 1});
        shortener.value(&mut value);
        assert_eq!(value, serde_json::json!({"a": [{"b": short}], "c": 1}));
    }

    #[test]
    fn without_a_home_nothing_is_replaced() {
        assert_eq!(Shortener::new("/", []).text("/a/b"), "/a/b");
        assert_eq!(Shortener::default().text("/a/b"), "/a/b");
    }
}
