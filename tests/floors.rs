//! The floors of the house: a room imports only from floors below it or from its own subtree,
//! and some crates are known to one room only. ARCHITECTURE.md says why.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a panic that says so")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::buffer::{Cursor, TokenBuffer};
use syn::visit::Visit;

/// Every room and its floor. A new room is entered here and in ARCHITECTURE.md.
const ROOMS: &[(&str, u8)] = &[
    ("event", 0),
    ("config", 0),
    ("frame", 1),
    ("parse", 1),
    ("query", 1),
    ("catalog", 1),
    ("consent", 1),
    ("privacy", 1),
    ("classify", 2),
    ("store", 2),
    ("search", 3),
    ("audit", 3),
    ("source", 3),
    ("session", 3),
    ("pipeline", 4),
    ("report", 4),
    ("tui", 5),
    ("cli", 6),
];

/// Crates that only these rooms know.
const CONFINED: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("tui_input", &["tui"]),
    ("nucleo_matcher", &["tui"]),
    ("notify", &["source"]),
    ("flate2", &["source", "parse", "session"]),
    ("base64", &["parse", "tui", "session"]),
    ("arboard", &["tui"]),
    ("rustix", &["source", "tui"]),
    ("percent_encoding", &["parse", "report"]),
    ("ruzstd", &["source"]),
    ("zip", &["source"]),
    ("tokio", &["source", "pipeline", "tui"]),
    ("lz4_flex", &["store"]),
    ("toml", &["config", "classify", "audit"]),
    ("jsonc_parser", &["consent"]),
    ("aho_corasick", &["privacy"]),
    ("sha2", &["privacy", "audit"]),
];

/// The room that src/main.rs and src/lib.rs count as: above all others.
const ROOF: &str = "";

fn floor(room: &str) -> Option<u8> {
    if room == ROOF {
        return Some(u8::MAX);
    }
    ROOMS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// What is wrong with an import of `to` in `from`, if anything.
fn objection(from: &str, to: &str) -> Option<String> {
    if from == to {
        return None;
    }
    let (Some(here), Some(there)) = (floor(from), floor(to)) else {
        return Some(format!("'{from}' or '{to}' is no room of the table"));
    };
    (there >= here).then(|| format!("{from} (floor {here}) may not import {to} (floor {there})"))
}

/// The paths of one file, with the module they stand in.
struct Paths {
    module: Vec<String>,
    found: Vec<(Vec<String>, Vec<String>)>,
}

impl Paths {
    fn add(&mut self, path: Vec<String>) {
        self.found.push((self.module.clone(), path));
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => {
                self.add_tree(&with(path.ident.to_string()), &path.tree);
            }
            syn::UseTree::Name(name) => self.add(with(name.ident.to_string())),
            syn::UseTree::Rename(rename) => self.add(with(rename.ident.to_string())),
            syn::UseTree::Glob(_) => self.add(with("*".to_owned())),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.add_tree(before, item));
            }
        }
    }

    /// Paths inside a macro's tokens, which are not syntax to the parser.
    fn add_tokens(&mut self, mut at: Cursor<'_>) {
        let mut path: Vec<String> = Vec::new();
        while !at.eof() {
            if let Some((name, rest)) = at.ident() {
                path.push(name.to_string());
                at = rest;
                if let Some(rest) = colons(at) {
                    at = rest;
                    continue;
                }
            } else if let Some((inside, _, _, rest)) = at.any_group() {
                // What is behind `crate::` may be a group, and what is in it stands on its own.
                self.add_tokens(inside);
                at = rest;
            } else if let Some(rest) = member(at) {
                at = rest;
            } else if let Some((_, rest)) = at.token_tree() {
                at = rest;
            }
            if !path.is_empty() {
                self.add(std::mem::take(&mut path));
            }
        }
    }
}

/// What is behind `.field` or `.method`; of a range `..path` behind the dots.
fn member(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let rest = dot(at)?;
    dot(rest).or_else(|| rest.ident().map(|(_, rest)| rest))
}

/// What is behind `.`.
fn dot(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.punct().filter(|(it, _)| it.as_char() == '.').map(|(_, rest)| rest)
}

/// What is behind `::`.
fn colons(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (first, rest) = at.punct()?;
    let (second, rest) = rest.punct()?;
    (first.as_char() == ':' && second.as_char() == ':').then_some(rest)
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.module.push(module.ident.to_string());
        syn::visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        let name = if item.ident == "self" { "crate".to_owned() } else { item.ident.to_string() };
        self.add(vec![name]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(in crate::room)` names a place, it imports nothing.
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.add_tokens(TokenBuffer::new2(item.tokens.clone()).begin());
        syn::visit::visit_macro(self, item);
    }
}

/// The module that a file under `src` is, from its path.
fn module_of(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// What a path means: a room of this crate, the whole crate, or another crate.
enum Meaning {
    Room(String),
    Whole,
    Foreign(String),
    Own,
}

fn meaning(module: &[String], path: &[String]) -> Meaning {
    let first = path.first().map_or("", String::as_str);
    let rest = |skip: usize, base: &[String]| {
        let all: Vec<&String> = base.iter().chain(&path[skip.min(path.len())..]).collect();
        match all.first().map(|room| room.as_str()) {
            None | Some("*" | "self") => Meaning::Whole,
            Some(room) => Meaning::Room(room.to_owned()),
        }
    };
    match first {
        "crate" | "telltail" => rest(1, &[]),
        "self" | "Self" => Meaning::Own,
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            rest(up, &module[..module.len().saturating_sub(up)])
        }
        other => Meaning::Foreign(other.to_owned()),
    }
}

/// Everything in these files (path under `src`, text) that breaks the rules of the house.
fn violations(files: &[(PathBuf, String)]) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    for (file, text) in files {
        let syntax =
            syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let module = module_of(file);
        let room = module.first().cloned().unwrap_or_default();
        let mut paths = Paths { module, found: Vec::new() };
        paths.visit_file(&syntax);
        for (module, path) in paths.found {
            let complaint = match meaning(&module, &path) {
                Meaning::Room(to) => objection(&room, &to).filter(|_| room != ROOF),
                Meaning::Whole if room != ROOF => Some("imports the whole crate".to_owned()),
                Meaning::Foreign(name) => CONFINED
                    .iter()
                    .find(|(it, rooms)| *it == name && !rooms.contains(&room.as_str()))
                    .map(|(it, rooms)| format!("{room} may not know {it}: only {rooms:?} do")),
                Meaning::Whole | Meaning::Own => None,
            };
            let place = file.display();
            wrong.extend(complaint.map(|it| format!("{place}: {}: {it}", path.join("::"))));
        }
    }
    wrong
}

fn sources(folder: &Path, root: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, root, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((path.strip_prefix(root).unwrap().to_owned(), text));
        }
    }
}

fn house() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &root, &mut files);
    files
}

#[test]
fn every_room_imports_only_from_floors_below() {
    let files = house();
    assert!(files.len() > 50, "the test reads the house: {} files", files.len());
    let wrong = violations(&files);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_folder_is_a_room_of_the_table_and_the_other_way_round() {
    let rooms: BTreeSet<String> =
        house().iter().filter_map(|(file, _)| module_of(file).first().cloned()).collect();
    let table: BTreeSet<String> = ROOMS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(rooms, table);
}

#[test]
fn a_planted_violation_of_every_form_is_found() {
    let planted = [
        ("event/a.rs", "use crate::store::EventLog;"),
        ("event/a.rs", "use crate::{config::theme, query::{Expr, parse}};"),
        ("event/a.rs", "pub use crate::tui::Model;"),
        ("event/a.rs", "use super::super::frame::Framer;"),
        ("query/a/b.rs", "fn f() { super::super::super::parse::head(); }"),
        ("query/a.rs", "fn f(log: &crate::store::EventLog) {}"),
        ("frame/a.rs", "fn f() { let x = crate::parse::head(b\"\"); }"),
        ("frame/a.rs", "fn f() { assert!(crate::search::matches()); }"),
        ("frame/a.rs", "fn f() { assert!(g(&[crate::search::matches()])); }"),
        ("frame/a.rs", "make! { use crate::{search::View}; }"),
        ("frame/a.rs", "fn f() { assert!(\"telltail\" == \"\\\"\", telltail::tui::run()); }"),
        ("store/a.rs", "use crate::classify as c;"),
        ("store/a.rs", "use crate as house;"),
        ("store/a.rs", "use crate::*;"),
        ("store/a.rs", "extern crate self as house;"),
        ("store/a.rs", "mod inner { use super::super::super::tui::run; }"),
        ("source/a.rs", "#[cfg(test)] mod tests { use crate::search::View; }"),
        ("store/a.rs", "fn f() { ratatui::init(); }"),
        ("tui/a.rs", "use clap::Parser;"),
        ("search/a.rs", "use tokio::sync::mpsc;"),
        ("search/a.rs", "use notify::Watcher;"),
        ("attic/a.rs", "use crate::event::Event;"),
    ];
    for (file, text) in planted {
        let wrong = violations(&[(PathBuf::from(file), text.to_owned())]);
        assert!(!wrong.is_empty(), "not found in {file}: {text}");
    }
}

#[test]
fn what_the_house_allows_is_not_called_a_violation() {
    let allowed = [
        ("store/a.rs", "use crate::event::Event; use super::log::EventLog; use self::x::Y;"),
        ("store/a/tests.rs", "use super::*; use super::super::columns::Cells;"),
        ("tui/a.rs", "use ratatui::Frame; fn f() { crate::report::event_json(); }"),
        ("main.rs", "fn main() { telltail::cli::run(); }"),
        ("cli/a.rs", "pub(in crate::cli) fn f() {}"),
        ("cli/a.rs", "fn f() { say!(\"telltail crate::nothing\", r#\"telltail\"#, 't', x); }"),
    ];
    for (file, text) in allowed {
        let wrong = violations(&[(PathBuf::from(file), text.to_owned())]);
        assert!(wrong.is_empty(), "{file}: {wrong:?}");
    }
}
