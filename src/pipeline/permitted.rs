//! What the settings of the editors allow whose logs were read.

use std::path::PathBuf;

use crate::audit::Permissions;
use crate::consent::Probes;
use crate::store::EventLog;

use super::health::launches;

/// What the files of this machine say now, of every editor whose logs are in `log`. Of logs that
/// were saved elsewhere nothing is said. Costs a few `stat` calls a launch, and reads files only
/// where they have changed since `probes` looked last.
pub fn permissions(log: &EventLog, probes: &mut Probes) -> Permissions {
    let mut permissions = Permissions::default();
    for launch in launches(log) {
        let mut sources = log.sources().map(|(_, facts, _)| facts);
        let Some(source) = sources.find(|facts| launch.holds(facts)) else { continue };
        let path = PathBuf::from(&source.path);
        if let Some((user_data, allowed)) = probes.allowed(&path, &launch.product) {
            permissions.add(user_data, &launch.product, allowed.clone());
        }
    }
    permissions
}
