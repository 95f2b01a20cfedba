//! Extensions that are known to send by themselves: nothing of it passes the editor's loggers,
//! so an empty log says nothing of them.
//!
//! A table. Source: the extensions' own code, which creates a `PostHog` client.

use std::fs;

use crate::catalog::{Place, PlaceKind};
use crate::event::NameId;
use crate::store::EventLog;

/// An extension with a sender of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnSender {
    /// Its id, `publisher.name`, in lower case; a publisher that is not known is left out.
    id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Who it sends to.
    pub to: &'static str,
    /// The setting that switches it off.
    pub setting: &'static str,
}

impl OwnSender {
    /// Whether `id`, in any case, is this extension's.
    fn is(&self, id: &str) -> bool {
        let id = id.to_ascii_lowercase();
        match self.id.strip_prefix('.') {
            Some(name) => id.rsplit_once('.').is_some_and(|(_, last)| last == name),
            None => id == self.id,
        }
    }
}

/// Every extension that is known to do so.
pub(super) static OWN_SENDERS: [OwnSender; 3] = [
    OwnSender {
        id: "fastapilabs.fastapi-vscode",
        name: "FastAPI",
        to: "PostHog",
        setting: "fastapi.telemetry.enabled",
    },
    OwnSender {
        id: "continue.continue",
        name: "Continue",
        to: "PostHog",
        setting: "continue.telemetryEnabled",
    },
    OwnSender {
        id: ".devscode",
        name: "Devscode",
        to: "PostHog",
        setting: "devscode.telemetryEnabled",
    },
];

/// Those of them that are installed at `places`; a folder that cannot be listed holds none.
pub fn installed_senders(places: &[Place]) -> Vec<&'static OwnSender> {
    let mut found = Vec::new();
    for place in places.iter().filter(|place| place.kind == PlaceKind::Extensions) {
        let Ok(entries) = fs::read_dir(&place.path) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let id = without_version(name.to_str().unwrap_or_default());
            let known = OWN_SENDERS.iter().find(|sender| sender.is(id));
            found.extend(known.filter(|sender| !found.contains(sender)));
        }
    }
    found
}

/// `publisher.name` of a folder `publisher.name-1.2.3-linux-x64`.
fn without_version(folder: &str) -> &str {
    let digit = |at: &usize| folder.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
    let end = folder.match_indices('-').map(|(at, _)| at).find(digit);
    end.and_then(|end| folder.get(..end)).unwrap_or(folder)
}

/// Those of `installed` of which the log holds no event.
pub fn silent_senders(log: &EventLog, installed: &[&'static OwnSender]) -> Vec<&'static OwnSender> {
    let producers = log.producers();
    let seen = |sender: &OwnSender| {
        (0..producers.len()).any(|at| sender.is(producers.name(NameId(at as u32))))
    };
    installed.iter().filter(|sender| !seen(sender)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_s_folder_tells_its_id() {
        for (folder, name) in [
            ("fastapilabs.fastapi-vscode-0.3.1", Some("FastAPI")),
            ("Continue.continue-1.0.5-linux-x64", Some("Continue")),
            ("someone.devscode-0.9.0", Some("Devscode")),
            ("continue.continue", Some("Continue")),
            ("acme.continue-1.0.0", None),
            ("devscode", None),
        ] {
            let id = without_version(folder);
            let found = OWN_SENDERS.iter().find(|sender| sender.is(id)).map(|it| it.name);
            assert_eq!(found, name, "{folder}");
        }
    }

    #[test]
    fn what_is_installed_is_found_once_and_a_missing_folder_is_no_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["continue.continue-1.0.0", "continue.continue-1.1.0", "ms-python.python-1.0"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let place = |path: &std::path::Path| Place {
            path: path.to_owned(),
            kind: PlaceKind::Extensions,
            why: String::new(),
        };
        let places = [place(folder.path()), place(&folder.path().join("missing"))];
        let names: Vec<_> = installed_senders(&places).iter().map(|it| it.name).collect();
        assert_eq!(names, ["Continue"]);
    }
}
