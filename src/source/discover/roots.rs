//! Where logs roots may be on a machine.
//!
//! A pure function of the environment: whether a folder exists is nobody's business here.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::place::product_of_user_data;
use super::products::{Base, LOGS, ROWS, UNKNOWN, product_named};
use crate::config::environment::{Environment, System};

/// A folder that may hold session folders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogsRoot {
    /// The id of the product that writes there; `unknown` if its name does not tell.
    pub product: &'static str,
    /// The product's name for people.
    pub name: &'static str,
    /// The folder, named `logs` but for a server's console output.
    pub path: PathBuf,
    /// Why it is looked at, for people.
    pub why: String,
}

impl LogsRoot {
    fn new(product: &'static str, path: PathBuf, why: String) -> Self {
        let name = product_named(product).map_or(UNKNOWN, |product| product.name);
        Self { product, name, path, why }
    }
}

/// Every logs root of every product, or of the one whose id is `product`.
///
/// Where a launch of the editor would be told its folder, only that counts: `VSCODE_PORTABLE`
/// goes before `user_data` (`--user-data-dir`), and that before all other places. Both are
/// answered where both are given. Their product is `product`, or what the folder's name tells.
pub fn roots(
    environment: &Environment,
    user_data: Option<&Path>,
    product: Option<&str>,
) -> Vec<LogsRoot> {
    let given = product.map(|text| product_named(text).map_or(UNKNOWN, |product| product.id));
    let named = |folder: PathBuf, why: &str| {
        let product = product_of_user_data(&folder);
        let product = given.filter(|_| product == UNKNOWN).unwrap_or(product);
        LogsRoot::new(product, joined(environment.system, &folder, LOGS), why.to_owned())
    };
    let variable = |variable: &str, folder: &str| {
        let path = environment.path(variable)?;
        Some(named(joined(environment.system, &path, folder), variable))
    };
    let portable = variable("VSCODE_PORTABLE", "user-data");
    if let Some(folder) = user_data {
        let mut asked = named(folder.to_owned(), "--user-data-dir");
        asked.product = given.unwrap_or(asked.product);
        asked.name = product_named(asked.product).map_or(UNKNOWN, |product| product.name);
        return distinct(portable.into_iter().chain([asked]));
    }
    let agent = variable("VSCODE_AGENT_FOLDER", "data");
    let rows = ROWS.iter().filter(|row| row.on.is_none_or(|system| system == environment.system));
    let known = rows.filter_map(|row| {
        let user_data = joined(environment.system, &base_of(row.base, environment)?, row.folder);
        let logs = joined(environment.system, &user_data, row.logs);
        Some(LogsRoot::new(row.product, logs, row.what.to_owned()))
    });
    let all = portable.into_iter().chain(agent).chain(known);
    distinct(all.filter(|root| given.is_none_or(|product| product == root.product)))
}

/// Each path once, with the first reason for it.
fn distinct(roots: impl Iterator<Item = LogsRoot>) -> Vec<LogsRoot> {
    let mut distinct: Vec<LogsRoot> = Vec::new();
    for root in roots {
        if distinct.iter().all(|known| known.path != root.path) {
            distinct.push(root);
        }
    }
    distinct
}

/// What a row's folder is relative to on this machine; none if a variable that it takes is unset.
fn base_of(base: Base, environment: &Environment) -> Option<PathBuf> {
    let (system, home) = (environment.system, &environment.home);
    let path = |variable: &str| environment.path(variable);
    // The XDG rules let programs ignore a relative path; the editors' own variable has no rules.
    let xdg = |variable: &str| path(variable).filter(|path| path.has_root());
    let below = |folder: &str| joined(system, home, folder);
    Some(match base {
        Base::Home => home.clone(),
        Base::Root => PathBuf::new(),
        Base::Variable(variable) => path(variable)?,
        Base::Config => path("VSCODE_APPDATA").unwrap_or_else(|| match system {
            System::Linux => xdg("XDG_CONFIG_HOME").unwrap_or_else(|| below(".config")),
            System::MacOs => below("Library/Application Support"),
            System::Windows => path("APPDATA").unwrap_or_else(|| below("AppData/Roaming")),
        }),
        Base::Data => match system {
            System::Windows => path("LOCALAPPDATA").unwrap_or_else(|| below("AppData/Local")),
            _ => xdg("XDG_DATA_HOME").unwrap_or_else(|| below(".local/share")),
        },
    })
}

/// `folder`, whose parts stand between `/`, below `base` as `system` writes it: the host's own
/// separator has no say, so that every system's paths can be told on any other.
fn joined(system: System, base: &Path, folder: &str) -> PathBuf {
    let separator = if system == System::Windows { '\\' } else { '/' };
    let mut path = base.as_os_str().to_owned();
    for (at, part) in folder.split('/').enumerate() {
        let last = path.as_encoded_bytes().last().copied();
        let ends = last == Some(b'/') || system == System::Windows && last == Some(b'\\');
        // Nothing stands before what is relative, or before the root of what is absolute.
        if !ends && (last.is_some() || at > 0) {
            path.push(separator.encode_utf8(&mut [0; 4]));
        }
        path.push(part);
    }
    PathBuf::from(path)
}

#[cfg(test)]
mod tests;
