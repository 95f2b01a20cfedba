//! The consent of every editor whose logs are watched, each judged once and kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::allowed::Allowed;
use super::judge::Consent;
use super::machine::Machine;
use super::probe::Probe;

/// The folders in a user data folder that sessions lie in.
const LOGS: [&str; 2] = ["logs", "coder-logs"];
/// The folders in a user data folder that settings lie in. An editor makes one when it starts.
const SETTINGS: [&str; 2] = ["User", "Machine"];

/// The user data folder that a log or a session lies in: the one above the nearest `logs`.
pub(super) fn user_data_of(log: &Path) -> Option<&Path> {
    let is_logs = |folder: &&Path| LOGS.iter().any(|name| folder.ends_with(name));
    log.ancestors().find(is_logs)?.parent()
}

/// A probe for each editor that was asked about.
#[derive(Debug)]
pub struct Probes {
    machine: Machine,
    known: BTreeMap<(PathBuf, String), Probe>,
}

impl Probes {
    /// None yet.
    pub fn new(machine: Machine) -> Self {
        Self { machine, known: BTreeMap::new() }
    }

    /// The consent of the editor that wrote `log`, as its files stand now. None where the log
    /// lies in no editor's user data folder, as one that was saved elsewhere: what this machine's
    /// settings say has nothing to do with it.
    pub fn of_log(&mut self, log: &Path, product: &str) -> Option<&Consent> {
        self.probe(log, product).map(|probe| probe.consent())
    }

    /// All that the editor that wrote `log` may send, as its files stand now, and its user data
    /// folder. None where [`Self::of_log`] knows none.
    pub fn allowed(&mut self, log: &Path, product: &str) -> Option<(&Path, &Allowed)> {
        self.probe(log, product).map(Probe::allowed)
    }

    fn probe(&mut self, log: &Path, product: &str) -> Option<&mut Probe> {
        let user_data = user_data_of(log)?;
        if !SETTINGS.iter().any(|folder| user_data.join(folder).is_dir()) {
            return None;
        }
        let probe = self
            .known
            .entry((user_data.to_owned(), product.to_owned()))
            .or_insert_with(|| Probe::new(user_data, product, self.machine.clone()));
        probe.look();
        Some(probe)
    }
}
