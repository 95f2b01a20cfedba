//! What the records of a source have in common, for who classifies them.

use crate::classify::Record;
use crate::event::{Keys, Kind, LogLevel};
use crate::store::SourceFacts;

/// What is known of a source's records before they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pipeline) struct Place {
    pub(in crate::pipeline) product: String,
    pub(in crate::pipeline) folder: Option<String>,
    pub(in crate::pipeline) label: String,
    /// Whether it is named as a telemetry log.
    pub(in crate::pipeline) bearing: bool,
}

impl Place {
    pub(in crate::pipeline) fn of(facts: &SourceFacts) -> Self {
        Self {
            product: facts.product.clone(),
            folder: facts.folder.clone(),
            label: facts.label.clone(),
            bearing: facts.bearing,
        }
    }

    /// A record of the source, as the rules see it.
    pub(super) fn record<'r>(
        &'r self,
        (kind, log_level): (Kind, Option<LogLevel>),
        (name, event): (&'r str, &'r str),
        body: &'r dyn Keys,
    ) -> Record<'r> {
        Record {
            kind,
            log_level,
            name,
            event,
            product: &self.product,
            source: &self.label,
            folder: self.folder.as_deref(),
            body,
        }
    }
}
