//! The editors that write these logs, and where each keeps its user data: a table.
//!
//! A new product, or an operating system for one that is here, is a new row. Folder names are
//! the `nameShort` and `serverDataFolderName` of the products' own `product.json`, as far as
//! known from their sources and packages.

use crate::config::environment::System;

/// The product of what no known editor's folder holds.
pub const UNKNOWN: &str = "unknown";

/// An editor that writes telemetry logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The lower-case word for it in filters and arguments.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What its install folder and its program are called, in lower case. A portable install is
    /// told by these.
    pub(super) installs: &'static [&'static str],
}

const fn product(
    id: &'static str,
    name: &'static str,
    installs: &'static [&'static str],
) -> Product {
    Product { id, name, installs }
}

/// Every product that is known.
pub static PRODUCTS: &[Product] = &[
    product("code", "Code", &["code", "vscode", "microsoft vs code", "visual studio code"]),
    product(
        "code-insiders",
        "Code - Insiders",
        &["code-insiders", "vscode-insiders", "microsoft vs code insiders"],
    ),
    product("code-oss", "Code - OSS", &["code-oss", "code - oss"]),
    product("vscodium", "VSCodium", &["codium", "vscodium"]),
    product("vscodium-insiders", "VSCodium - Insiders", &["codium-insiders", "vscodium-insiders"]),
    product("cursor", "Cursor", &["cursor"]),
    product("windsurf", "Windsurf", &["windsurf"]),
    product("windsurf-next", "Windsurf - Next", &["windsurf-next", "windsurf - next"]),
    product("kiro", "Kiro", &["kiro"]),
    product("antigravity", "Antigravity", &["antigravity"]),
    product("code-server", "code-server", &["code-server"]),
    product("openvscode-server", "openvscode-server", &["openvscode-server"]),
];

/// The product that `text` names, by id or by name, in any case.
pub fn product_named(text: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| {
        product.id.eq_ignore_ascii_case(text) || product.name.eq_ignore_ascii_case(text)
    })
}

/// What a row's folder is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The home folder.
    Home,
    /// Where programs keep settings. `VSCODE_APPDATA`, else Linux: `XDG_CONFIG_HOME` or
    /// `~/.config`, macOS: `~/Library/Application Support`, Windows: `APPDATA`.
    Config,
    /// Where programs keep data. Linux and macOS: `XDG_DATA_HOME` or `~/.local/share`,
    /// Windows: `LOCALAPPDATA`.
    Data,
    /// What the variable names; the row does not count where it is unset.
    Variable(&'static str),
    /// Nothing: the folder is absolute.
    Root,
}

/// One place where a product may keep its user data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// A product's id.
    pub(super) product: &'static str,
    /// The system it is for; all if none.
    pub(super) on: Option<System>,
    /// What `folder` is relative to.
    pub(super) base: Base,
    /// The user data folder, with `/` between its parts on every system. Its parts also tell the
    /// product of a path.
    pub(super) folder: &'static str,
    /// The folder in it that sessions are in.
    pub(super) logs: &'static str,
    /// What this place is, for people.
    pub(super) what: &'static str,
}

/// The folder of sessions in a user data folder.
pub(super) const LOGS: &str = "logs";

const fn row(
    product: &'static str,
    on: Option<System>,
    base: Base,
    folder: &'static str,
    what: &'static str,
) -> Row {
    Row { product, on, base, folder, logs: LOGS, what }
}

/// A `nameShort`, which is the folder's name on every system.
const fn desktop(product: &'static str, folder: &'static str) -> Row {
    row(product, None, Base::Config, folder, "desktop")
}

const fn packed(product: &'static str, folder: &'static str, what: &'static str) -> Row {
    row(product, Some(System::Linux), Base::Home, folder, what)
}

/// A `serverDataFolderName`. It is the same folder for a remote host, WSL and a container.
const fn server(product: &'static str, folder: &'static str) -> Row {
    row(product, None, Base::Home, folder, "server side")
}

/// A portable install keeps its data in itself; on macOS beside the application.
const fn portable(product: &'static str, on: System, base: Base, folder: &'static str) -> Row {
    row(product, Some(on), base, folder, "portable")
}

/// Every place that is known, in the order in which they are looked at.
pub(super) static ROWS: &[Row] = &[
    desktop("code", "Code"),
    desktop("code-insiders", "Code - Insiders"),
    desktop("code-oss", "Code - OSS"),
    desktop("code-oss", "code-oss-dev"),
    row("code-oss", None, Base::Home, ".vscode-oss-dev", "development run"),
    desktop("vscodium", "VSCodium"),
    desktop("vscodium-insiders", "VSCodium - Insiders"),
    desktop("cursor", "Cursor"),
    desktop("windsurf", "Windsurf"),
    desktop("windsurf-next", "Windsurf - Next"),
    desktop("kiro", "Kiro"),
    desktop("antigravity", "Antigravity"),
    packed("code", ".var/app/com.visualstudio.code/config/Code", "Flatpak"),
    packed("vscodium", ".var/app/com.vscodium.codium/config/VSCodium", "Flatpak"),
    packed("code", "snap/code/common/.config/Code", "Snap"),
    packed("code", "snap/code/current/.config/Code", "Snap"),
    server("code", ".vscode-server/data"),
    server("code-insiders", ".vscode-server-insiders/data"),
    server("code-oss", ".vscode-server-oss/data"),
    server("code-oss", ".vscode-remote/data"),
    server("vscodium", ".vscodium-server/data"),
    server("cursor", ".cursor-server/data"),
    server("windsurf", ".windsurf-server/data"),
    server("antigravity", ".antigravity-server/data"),
    server("openvscode-server", ".openvscode-server/data"),
    row("code-server", Some(System::Linux), Base::Data, "code-server", "server"),
    row("code-server", Some(System::MacOs), Base::Data, "code-server", "server"),
    row("code-server", Some(System::Windows), Base::Data, "code-server/Data", "server"),
    Row { logs: "coder-logs", ..row("code-server", None, Base::Data, "code-server", "console") },
    portable("code", System::Linux, Base::Root, "/usr/share/code/data/user-data"),
    portable("code-insiders", System::Linux, Base::Root, "/usr/share/code-insiders/data/user-data"),
    portable("vscodium", System::Linux, Base::Root, "/usr/share/codium/data/user-data"),
    portable("code", System::Linux, Base::Root, "/opt/visual-studio-code/data/user-data"),
    portable("code", System::MacOs, Base::Root, "/Applications/code-portable-data/user-data"),
    portable(
        "code-insiders",
        System::MacOs,
        Base::Root,
        "/Applications/code-insiders-portable-data/user-data",
    ),
    portable("vscodium", System::MacOs, Base::Root, "/Applications/codium-portable-data/user-data"),
    portable("code", System::MacOs, Base::Home, "Applications/code-portable-data/user-data"),
    portable("vscodium", System::MacOs, Base::Home, "Applications/codium-portable-data/user-data"),
    portable("code", System::Windows, PROGRAMS, "Programs/Microsoft VS Code/data/user-data"),
    portable(
        "code-insiders",
        System::Windows,
        PROGRAMS,
        "Programs/Microsoft VS Code Insiders/data/user-data",
    ),
    portable("vscodium", System::Windows, PROGRAMS, "Programs/VSCodium/data/user-data"),
    portable(
        "code",
        System::Windows,
        Base::Variable("ProgramFiles"),
        "Microsoft VS Code/data/user-data",
    ),
    portable(
        "vscodium",
        System::Windows,
        Base::Variable("ProgramFiles"),
        "VSCodium/data/user-data",
    ),
];

/// Where programs are installed for one person on Windows.
const PROGRAMS: Base = Base::Variable("LOCALAPPDATA");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_of_a_listed_product_and_every_product_has_a_row() {
        for row in ROWS {
            assert!(product_named(row.product).is_some(), "{}", row.product);
        }
        for product in PRODUCTS {
            assert!(ROWS.iter().any(|row| row.product == product.id), "{}", product.id);
            assert_eq!(product.id, product.id.to_ascii_lowercase());
        }
    }

    #[test]
    fn a_product_is_named_by_id_or_name() {
        assert_eq!(product_named("code - oss").map(|product| product.id), Some("code-oss"));
        assert_eq!(product_named("VSCODIUM").map(|product| product.id), Some("vscodium"));
        assert_eq!(product_named("emacs"), None);
    }
}
