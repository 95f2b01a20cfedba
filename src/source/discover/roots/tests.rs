use std::collections::BTreeMap;

use super::*;
use crate::config::environment::System;

fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables: BTreeMap<_, _> =
        variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    Environment { system: System::Linux, variables, home: PathBuf::from("/home/ada") }
}

fn paths_of(roots: &[LogsRoot], product: &str) -> Vec<String> {
    let of = roots.iter().filter(|root| root.product == product);
    of.map(|root| root.path.display().to_string()).collect()
}

#[test]
fn every_place_of_a_product_is_looked_at() {
    let roots = roots(&environment(&[]), None, None);
    assert_eq!(
        paths_of(&roots, "code"),
        [
            "/home/ada/.config/Code/logs",
            "/home/ada/.var/app/com.visualstudio.code/config/Code/logs",
            "/home/ada/snap/code/common/.config/Code/logs",
            "/home/ada/snap/code/current/.config/Code/logs",
            "/home/ada/.vscode-server/data/logs",
        ]
    );
    assert_eq!(paths_of(&roots, "code-server"), ["/home/ada/.local/share/code-server/logs"]);
}

#[test]
fn xdg_folders_are_honoured_when_absolute() {
    let set = environment(&[("XDG_CONFIG_HOME", "/cfg"), ("XDG_DATA_HOME", "/data")]);
    let roots = roots(&set, None, None);
    assert_eq!(paths_of(&roots, "cursor")[0], "/cfg/Cursor/logs");
    assert_eq!(paths_of(&roots, "code-server"), ["/data/code-server/logs"]);
    let relative = environment(&[("XDG_CONFIG_HOME", "cfg")]);
    let roots = super::roots(&relative, None, Some("kiro"));
    assert_eq!(paths_of(&roots, "kiro"), ["/home/ada/.config/Kiro/logs"]);
}

#[test]
fn the_editors_own_variable_for_application_data_goes_before_xdg() {
    let set = environment(&[("XDG_CONFIG_HOME", "/cfg"), ("VSCODE_APPDATA", "/app")]);
    assert_eq!(paths_of(&roots(&set, None, None), "windsurf")[0], "/app/Windsurf/logs");
}

#[test]
fn a_portable_install_and_an_agent_folder_come_first() {
    let set = environment(&[
        ("VSCODE_PORTABLE", "/opt/portable/data"),
        ("VSCODE_AGENT_FOLDER", "/x/.vscode-server"),
    ]);
    let roots = roots(&set, None, None);
    assert_eq!(roots[0].path, Path::new("/opt/portable/data/user-data/logs"));
    assert_eq!((roots[0].product, roots[0].why.as_str()), (UNKNOWN, "VSCODE_PORTABLE"));
    assert_eq!(roots[1].path, Path::new("/x/.vscode-server/data/logs"));
    assert_eq!(roots[1].product, "code");
}

#[test]
fn a_given_user_data_folder_is_the_only_one() {
    let set = environment(&[("VSCODE_PORTABLE", "/opt/portable/data")]);
    let roots_of = |folder: &str, product| roots(&set, Some(Path::new(folder)), product);
    let code = roots_of("/tmp/Code", None);
    assert_eq!(code.len(), 1);
    assert_eq!((code[0].product, code[0].path.as_path()), ("code", Path::new("/tmp/Code/logs")));
    assert_eq!(roots_of("/tmp/mine", None)[0].product, UNKNOWN);
    assert_eq!(roots_of("/tmp/mine", Some("vscodium"))[0].product, "vscodium");
}

#[test]
fn one_product_can_be_asked_for_and_an_unknown_one_is_nowhere() {
    let only = roots(&environment(&[]), None, Some("VSCodium"));
    assert_eq!(only.len(), 3);
    assert!(only.iter().all(|root| root.product == "vscodium" && root.name == "VSCodium"));
    assert!(roots(&environment(&[]), None, Some("emacs")).is_empty());
}

#[test]
fn no_place_is_looked_at_twice() {
    let set = environment(&[("VSCODE_AGENT_FOLDER", "/home/ada/.vscode-server")]);
    let roots = roots(&set, None, Some("code"));
    let server = Path::new("/home/ada/.vscode-server/data/logs");
    assert_eq!(roots.iter().filter(|root| root.path == server).count(), 1);
}
