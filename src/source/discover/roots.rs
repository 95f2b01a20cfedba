//! Where logs roots may be on a machine.
//!
//! A pure function of the environment: whether a folder exists is nobody's business here.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::place::product_of_user_data;
use super::products::{Base, ROWS, Row, UNKNOWN, product_named};
use crate::config::environment::Environment;

/// A folder that may hold session folders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogsRoot {
    /// The id of the product that writes there; `unknown` if its name does not tell.
    pub product: &'static str,
    /// The product's name for people.
    pub name: &'static str,
    /// The folder, always named `logs`.
    pub path: PathBuf,
    /// Why it is looked at, for people.
    pub why: String,
}

impl LogsRoot {
    fn new(product: &'static str, user_data: &Path, why: String) -> Self {
        let name = product_named(product).map_or(UNKNOWN, |product| product.name);
        Self { product, name, path: user_data.join("logs"), why }
    }
}

/// Every logs root of every product, or of the one whose id is `product`. With a `user_data`
/// folder (`--user-data-dir`) it is only that one; its product is `product`, or what its name
/// tells.
pub fn roots(
    environment: &Environment,
    user_data: Option<&Path>,
    product: Option<&str>,
) -> Vec<LogsRoot> {
    let given = product.map(|text| product_named(text).map_or(UNKNOWN, |product| product.id));
    if let Some(folder) = user_data {
        let product = given.unwrap_or_else(|| product_of_user_data(folder));
        return vec![LogsRoot::new(product, folder, "--user-data-dir".to_owned())];
    }
    let rows = ROWS.iter().filter(|row| row.on.is_none_or(|system| system == environment.system));
    let known = rows.map(|row| {
        LogsRoot::new(row.product, &user_data_of(row, environment), row.what.to_owned())
    });
    let mut roots: Vec<LogsRoot> = Vec::new();
    for root in named_by_variables(environment).chain(known) {
        let wanted = given.is_none_or(|product| product == root.product);
        if wanted && roots.iter().all(|known| known.path != root.path) {
            roots.push(root);
        }
    }
    roots
}

/// What an editor's own environment variables name, as in its integrated terminal.
fn named_by_variables(environment: &Environment) -> impl Iterator<Item = LogsRoot> {
    [("VSCODE_PORTABLE", "user-data"), ("VSCODE_AGENT_FOLDER", "data")].into_iter().filter_map(
        |(variable, folder)| {
            let user_data = environment.path(variable)?.join(folder);
            Some(LogsRoot::new(product_of_user_data(&user_data), &user_data, variable.to_owned()))
        },
    )
}

fn user_data_of(row: &Row, environment: &Environment) -> PathBuf {
    // The XDG rules let programs ignore a relative path; the editors' own variable has no rules.
    let xdg = |variable: &str| environment.path(variable).filter(|path| path.is_absolute());
    let home = || environment.home.clone();
    let base = match row.base {
        Base::Home => home(),
        Base::Config => environment
            .path("VSCODE_APPDATA")
            .or_else(|| xdg("XDG_CONFIG_HOME"))
            .unwrap_or_else(|| home().join(".config")),
        Base::Data => xdg("XDG_DATA_HOME").unwrap_or_else(|| home().join(".local/share")),
    };
    base.join(row.folder)
}

#[cfg(test)]
mod tests;
