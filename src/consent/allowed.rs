//! All that settings allow: the editor's level, the switches of extensions, and since when the
//! files have said so.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::event::Instant;

use super::judge::Consent;
use super::machine::Machine;
use super::paper::{Paper, PaperError, stamp};
use super::settings::Settings;
use super::switches::{Switch, switches_in, switches_of};

/// What the settings of one editor allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The editor's level.
    pub consent: Consent,
    /// When the file that decided the level was last written: what held before is not known.
    /// `None`: somebody said that it holds for all there is.
    pub since: Option<Instant>,
    /// The switches of extensions, each with the same.
    pub switches: Vec<(Switch, Option<Instant>)>,
}

/// A settings file that was named cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AllowedError {
    /// It is not there.
    #[error("{} is not there: name the settings.json that held when the log was written", .0.display())]
    Missing(PathBuf),
    /// It is no regular file, too large, or may not be read.
    #[error("{0}")]
    Unread(String),
}

impl From<PaperError> for AllowedError {
    fn from(error: PaperError) -> Self {
        Self::Unread(error.to_string())
    }
}

impl Allowed {
    /// What the settings file `file` allows by itself, whenever and wherever something was logged:
    /// no policy, product or file of this machine is heeded. Extensions in the folders
    /// `extensions` say which switches they have.
    ///
    /// # Errors
    /// The file is not there, or cannot be read.
    pub fn of_file(file: &Path, extensions: &[PathBuf]) -> Result<Self, AllowedError> {
        let paper = Paper::read(file);
        let Some(bytes) = paper.text? else {
            return Err(AllowedError::Missing(paper.file));
        };
        let settings = Settings::read(&bytes);
        let paper = Paper { file: paper.file, text: Ok(Some(bytes)) };
        let switches = switches_in(&settings, file, extensions);
        Ok(Self {
            consent: Consent::of_settings(&paper),
            since: None,
            switches: switches.into_iter().map(|switch| (switch, None)).collect(),
        })
    }

    /// What is allowed to the editor that keeps its data in `user_data`, `consent` being its level.
    pub(super) fn of_user_data(
        user_data: &Path,
        product: &str,
        machine: &Machine,
        consent: Consent,
    ) -> Self {
        let switches = switches_of(user_data, product, machine, consent.level);
        let since = Some(written(consent.file.as_deref()));
        let dated = |switch: Switch| {
            let since = Some(written(switch.file.as_deref()));
            (switch, since)
        };
        let switches = switches.into_iter().map(dated).collect();
        Self { consent, since, switches }
    }
}

/// When a file was last written; later than anything, where that is not known.
fn written(file: Option<&Path>) -> Instant {
    let time = file.and_then(stamp).and_then(|(_, time)| time);
    let age = time.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let millis = age.and_then(|age| i64::try_from(age.as_millis()).ok());
    Instant(millis.unwrap_or(i64::MAX))
}
