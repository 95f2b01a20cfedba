//! Whose machine this is: the names that must not be in what is sent.

use std::path::Path;

use crate::config::bounded;
use crate::config::environment::{Environment, System};

mod commonplace;
mod git;

/// The names of a person, of their machine and of what they work on. What is commonplace
/// (`root`, `runner`, `localhost`) is no name of anybody and is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The user name.
    pub user: Option<String>,
    /// The home folder, as the system writes it.
    pub home: Option<String>,
    /// The machine's name, with its domain if it has one.
    pub host: Option<String>,
    /// URLs of git remotes.
    pub remotes: Vec<String>,
}

/// A file that names the machine is one line.
const HOSTNAME_MAX: u64 = 4096;

/// Longer names are nobody's, and a scanner must stay small.
const NAME_MAX: usize = 256;

/// More remotes of one repository are not looked for.
const REMOTES_MAX: usize = 32;

impl Identity {
    /// The identity of the machine that `environment` describes, and of the repository that
    /// `folder` is in. Reads files, starts no program. What cannot be read is left out.
    pub fn of_this_machine(environment: &Environment, folder: &Path) -> Self {
        let name = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| environment.path(name)?.into_os_string().into_string().ok())
        };
        let home = environment.home.to_str().map(str::to_owned);
        let user = name(&["USER", "LOGNAME", "USERNAME"])
            .or_else(|| home.as_deref().map(last).map(str::to_owned));
        let host = name(&["HOSTNAME", "COMPUTERNAME"]).or_else(|| host_of_file(environment.system));
        Self { user, home, host, remotes: git::remotes(folder) }.without_commonplaces()
    }

    /// The same without what is commonplace, too short or too long to be anybody's.
    #[must_use]
    pub fn without_commonplaces(mut self) -> Self {
        let fits = |name: &String| name.len() <= NAME_MAX;
        self.user = self.user.filter(|user| fits(user) && !commonplace::is_user(user));
        self.home = self.home.filter(|home| fits(home) && is_home(home));
        self.host = self.host.filter(|host| fits(host) && !commonplace::is_host(short(host)));
        self.remotes.retain(fits);
        self.remotes.truncate(REMOTES_MAX);
        self
    }
}

/// Whether a home folder is somebody's: two folders deep, and the last is no commonplace.
fn is_home(home: &str) -> bool {
    let deep = home.split(['/', '\\']).filter(|part| !part.is_empty()).count() >= 2;
    deep && !commonplace::is_account(last(home))
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default()
}

/// A machine's name without its domain.
pub(super) fn short(host: &str) -> &str {
    host.split('.').next().unwrap_or_default()
}

fn host_of_file(system: System) -> Option<String> {
    let file = (system == System::Linux).then(|| Path::new("/etc/hostname"))?;
    let bytes = bounded::bytes(file, HOSTNAME_MAX).ok()??;
    let name = String::from_utf8(bytes).ok()?.trim().to_owned();
    Some(name).filter(|name| !name.is_empty())
}

pub(super) use commonplace::{is_account, is_host, is_machine};

#[cfg(test)]
mod tests;
