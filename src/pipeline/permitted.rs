//! What the settings of the editors allow whose logs were read.

use std::path::PathBuf;

use crate::audit::Permissions;
use crate::consent::Probes;
use crate::store::EventLog;

use super::health::{Launch, launches};

/// What the files of this machine say now, of every editor whose logs are in `log`. Of logs that
/// were saved elsewhere nothing is said. Costs a few `stat` calls a launch, and reads files only
/// where they have changed since `probes` looked last.
pub fn permissions(log: &EventLog, probes: &mut Probes) -> Permissions {
    permissions_at(&places(log), probes)
}

/// A file of each launch, and which editor wrote it.
pub(super) fn places(log: &EventLog) -> Vec<(PathBuf, String)> {
    let place = |launch: Launch| {
        let mut sources = log.sources().map(|(_, facts, _)| facts);
        let source = sources.find(|facts| launch.holds(facts))?;
        Some((PathBuf::from(&source.path), launch.product))
    };
    launches(log).into_iter().filter_map(place).collect()
}

/// The same, of these files.
pub(super) fn permissions_at(places: &[(PathBuf, String)], probes: &mut Probes) -> Permissions {
    let mut permissions = Permissions::default();
    for (path, product) in places {
        if let Some((user_data, allowed)) = probes.allowed(path, product) {
            permissions.add(user_data, product, allowed.clone());
        }
    }
    permissions
}
