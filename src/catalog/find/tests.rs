//! Places are pure functions of the machine; what is read there never fails.

use std::collections::BTreeMap;

use rstest::rstest;

use super::*;
use crate::event::Declared;

fn machine(system: System, variables: &[(&str, &str)]) -> Environment {
    let variables: BTreeMap<_, _> =
        variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    Environment { system, variables, home: PathBuf::from("/home/alice") }
}

#[rstest]
#[case(System::Linux, PlaceKind::AppRoot, "/usr/share/code/resources/app")]
#[case(System::Linux, PlaceKind::AppRoot, "/opt/visual-studio-code/resources/app")]
#[case(System::Linux, PlaceKind::AppRoot, "/snap/code/current/usr/share/code/resources/app")]
#[case(System::Linux, PlaceKind::AppRoot, "/usr/share/codium/resources/app")]
#[case(System::Linux, PlaceKind::Extensions, "/home/alice/.vscode/extensions")]
#[case(System::Linux, PlaceKind::Extensions, "/home/alice/.vscode-server/extensions")]
#[case(System::Linux, PlaceKind::Extensions, "/home/alice/.local/share/code-server/extensions")]
#[case(
    System::MacOs,
    PlaceKind::AppRoot,
    "/Applications/Visual Studio Code.app/Contents/Resources/app"
)]
#[case(System::MacOs, PlaceKind::Extensions, "/home/alice/.cursor/extensions")]
#[case(System::Windows, PlaceKind::AppRoot, "/local/Programs/Microsoft VS Code/resources/app")]
#[case(System::Windows, PlaceKind::AppRoot, "/programs/VSCodium/resources/app")]
fn the_places_of_each_system_are_known(
    #[case] system: System,
    #[case] kind: PlaceKind,
    #[case] path: &str,
) {
    let variables = [("LOCALAPPDATA", "/local"), ("ProgramFiles", "/programs")];
    let places = places(&machine(system, &variables), &[]);
    let found = places.iter().find(|place| place.path == Path::new(path));
    assert_eq!(found.map(|place| place.kind), Some(kind), "{places:?}");
}

#[test]
fn what_was_named_comes_first_and_no_place_twice() {
    let variables = [("VSCODE_EXTENSIONS", "/ext"), ("XDG_DATA_HOME", "/data")];
    let named = [PathBuf::from("/mine"), PathBuf::from("/ext"), PathBuf::from("/mine")];
    let places = places(&machine(System::Linux, &variables), &named);
    assert_eq!(places[0].path, Path::new("/mine"));
    assert_eq!(places[0].why, "--extensions-dir");
    assert!(places.iter().any(|place| place.path == Path::new("/data/code-server/extensions")));
    let mut paths: Vec<_> = places.iter().map(|place| &place.path).collect();
    paths.sort();
    let count = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), count);
}

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, text).expect("written");
}

fn place(path: PathBuf, kind: PlaceKind) -> Place {
    Place { path, kind, why: String::new() }
}

fn declaring(event: &str) -> String {
    format!("{{\"events\":{{\"{event}\":{{}}}},\"commonProperties\":{{}}}}")
}

#[test]
fn what_lies_at_the_places_is_found_and_the_newest_version_counts() {
    let dir = tempfile::tempdir().expect("a folder");
    let (app, mine) = (dir.path().join("app"), dir.path().join("mine"));
    put(&app, "telemetry-core.json", &declaring("editorOpened"));
    put(&app, "telemetry-extensions.json", &declaring("git/clone"));
    put(&app, "extensions/npm/telemetry.json", &declaring("run"));
    put(&app, "extensions/ms-vscode.js-debug/telemetry.json", &declaring("old"));
    put(
        &app,
        "extensions/ms-vscode.js-debug/package.json",
        r#"{"publisher":"ms-vscode","name":"js-debug","version":"1.9.0"}"#,
    );
    put(&mine, "ms-vscode.js-debug-1.10.0-linux-x64/telemetry.json", &declaring("new"));
    put(&mine, "acme.demo-0.9.0/telemetry.json", &declaring("old"));
    put(&mine, "acme.demo-0.10.0/telemetry.json", &declaring("new"));
    put(&mine, "dev-checkout/telemetry.json", &declaring("dev"));
    put(&mine, "dev-checkout/package.json", r#"{"publisher":"Acme","name":"dev"}"#);
    put(&mine, "nobody-s/telemetry.json", &declaring("x"));
    put(&mine, "extensions.json", "[]");

    let places = [
        place(mine, PlaceKind::Extensions),
        place(app, PlaceKind::AppRoot),
        place(dir.path().join("gone"), PlaceKind::AppRoot),
        place(dir.path().join("gone"), PlaceKind::Extensions),
    ];
    let Loaded { catalog, warnings, .. } = Catalog::found(&places);
    assert!(warnings.is_empty(), "{warnings:?}");
    let found = |producer: &str, event: &str| catalog.lookup(producer, event).declared();
    assert_eq!(found("vscode", "editorOpened"), Declared::Yes);
    assert_eq!(found("vscode.git", "clone"), Declared::Yes);
    assert_eq!(found("vscode.npm", "run"), Declared::Yes);
    assert_eq!(found("ms-vscode.js-debug", "new"), Declared::Yes);
    assert_eq!(found("ms-vscode.js-debug", "old"), Declared::No);
    assert_eq!(found("acme.demo", "new"), Declared::Yes);
    assert_eq!(found("acme.demo", "old"), Declared::No);
    assert_eq!(found("acme.dev", "dev"), Declared::Yes);
    assert_eq!(catalog.producers().count(), 6);
}

#[test]
fn broken_files_that_were_found_are_warnings() {
    let dir = tempfile::tempdir().expect("a folder");
    put(dir.path(), "acme.demo-1.0.0/telemetry.json", "{\"events\": {");
    put(dir.path(), "acme.data-1.0.0/telemetry.json", "{\"rpm\": [1]}");
    put(dir.path(), "acme.fine-1.0.0/telemetry.json", &declaring("run"));
    fs::create_dir_all(dir.path().join("acme.odd-1.0.0/telemetry.json")).expect("a folder");
    let found = Catalog::found(&[place(dir.path().to_owned(), PlaceKind::Extensions)]);
    assert_eq!(found.warnings.len(), 2, "{:?}", found.warnings);
    assert!(found.warnings[0].contains("acme.data-1.0.0"), "{:?}", found.warnings);
    assert_eq!(found.catalog.producers().collect::<Vec<_>>(), ["acme.fine"]);
}

#[test]
fn an_editor_one_folder_deeper_is_found() {
    let dir = tempfile::tempdir().expect("a folder");
    put(dir.path(), "VS Code/abc123/resources/app/telemetry-core.json", &declaring("run"));
    let root = dir.path().join("VS Code").join("resources").join("app");
    let found = Catalog::found(&[place(root, PlaceKind::AppRoot)]);
    assert_eq!(found.catalog.producers().collect::<Vec<_>>(), ["vscode"]);
}
