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
}

/// Every product that is known.
pub static PRODUCTS: &[Product] = &[
    Product { id: "code", name: "Code" },
    Product { id: "code-insiders", name: "Code - Insiders" },
    Product { id: "code-oss", name: "Code - OSS" },
    Product { id: "vscodium", name: "VSCodium" },
    Product { id: "vscodium-insiders", name: "VSCodium - Insiders" },
    Product { id: "cursor", name: "Cursor" },
    Product { id: "windsurf", name: "Windsurf" },
    Product { id: "windsurf-next", name: "Windsurf - Next" },
    Product { id: "kiro", name: "Kiro" },
    Product { id: "antigravity", name: "Antigravity" },
    Product { id: "code-server", name: "code-server" },
    Product { id: "openvscode-server", name: "openvscode-server" },
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
    /// Where programs keep settings: `VSCODE_APPDATA`, else `XDG_CONFIG_HOME`, else `~/.config`.
    Config,
    /// Where programs keep data: `XDG_DATA_HOME`, else `~/.local/share`.
    Data,
}

/// One place where a product may keep its user data; logs are in its `logs` folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// A product's id.
    pub(super) product: &'static str,
    /// The system it is for; all if none.
    pub(super) on: Option<System>,
    /// What `folder` is relative to.
    pub(super) base: Base,
    /// The user data folder. Its last components also tell the product of a path.
    pub(super) folder: &'static str,
    /// What this place is, for people.
    pub(super) what: &'static str,
}

const fn desktop(product: &'static str, folder: &'static str) -> Row {
    let on = Some(System::Linux);
    Row { product, on, base: Base::Config, folder, what: "desktop" }
}

const fn packed(product: &'static str, folder: &'static str, what: &'static str) -> Row {
    Row { product, on: Some(System::Linux), base: Base::Home, folder, what }
}

const fn server(product: &'static str, folder: &'static str) -> Row {
    Row { product, on: None, base: Base::Home, folder, what: "server side" }
}

/// Every place that is known, in the order in which they are looked at.
pub(super) static ROWS: &[Row] = &[
    desktop("code", "Code"),
    desktop("code-insiders", "Code - Insiders"),
    desktop("code-oss", "Code - OSS"),
    desktop("code-oss", "code-oss-dev"),
    packed("code-oss", ".vscode-oss-dev", "development run"),
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
    Row {
        product: "code-server",
        on: None,
        base: Base::Data,
        folder: "code-server",
        what: "server",
    },
];

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
