//! What was allowed: what the command line says of it, else what the editors' own settings say.

use crate::audit::Permissions;
use crate::consent::{Allowed, Probes};
use crate::pipeline::permissions;
use crate::store::EventLog;

use super::args::{Agreed, Allowing, Common};
use super::failure::{Failure, say};
use super::setup::Setup;

/// What the command line says.
#[derive(Debug, Default)]
pub(super) struct Permitted {
    settings: Option<Allowed>,
    enhanced: Option<bool>,
}

impl Permitted {
    /// Reads the settings file that was named; one that cannot be read ends the run,
    /// and what is odd in it is said.
    pub(super) fn given(allowing: &Allowing, common: &Common) -> Result<Self, Failure> {
        let read = |file| Allowed::of_file(file, &common.extensions.extensions_dir);
        let settings = allowing.settings.as_deref().map(read).transpose();
        let settings = settings.map_err(|error| Failure::Usage(format!("--settings: {error}")))?;
        for note in settings.iter().flat_map(|allowed| &allowed.consent.notes) {
            say(&format!("--settings: {note}"));
        }
        let enhanced = allowing.enhanced_consent.map(|agreed| agreed == Agreed::Yes);
        Ok(Self { settings, enhanced })
    }

    /// The same, where a policy says what the command line does not.
    pub(super) fn or_enhanced(self, agreed: Option<bool>) -> Self {
        Self { enhanced: self.enhanced.or(agreed), ..self }
    }

    /// What was allowed when the events of `log` were logged. Looks at the settings of the editors
    /// in whose folders its files lie, unless the command line named others.
    pub(super) fn of(&self, log: &EventLog, setup: &Setup, common: &Common) -> Permissions {
        let permissions = match &self.settings {
            Some(allowed) => Permissions::everywhere(allowed.clone()),
            None => permissions(log, &mut Probes::new(setup.machine(common))),
        };
        match self.enhanced {
            Some(agreed) => permissions.with_enhanced(agreed),
            None => permissions,
        }
    }
}
