use std::collections::BTreeMap;

use super::*;

const LINUX: (System, &str) = (System::Linux, "/home/ada");
const MACOS: (System, &str) = (System::MacOs, "/Users/ada");
const WINDOWS: (System, &str) = (System::Windows, r"C:\Users\ada");

/// One place: product, system, variables, `--user-data-dir`, the logs root, and why.
type Place = (
    &'static str,
    (System, &'static str),
    &'static [(&'static str, &'static str)],
    Option<&'static str>,
    &'static str,
    &'static str,
);

const XDG: &[(&str, &str)] = &[("XDG_CONFIG_HOME", "/cfg"), ("XDG_DATA_HOME", "/data")];
const APP: &[(&str, &str)] = &[
    ("VSCODE_APPDATA", "/app"),
    ("XDG_CONFIG_HOME", "/cfg"),
    ("APPDATA", r"C:\Users\ada\AppData\Roaming"),
];
const WIN: &[(&str, &str)] = &[
    ("APPDATA", r"R:\Roaming"),
    ("LOCALAPPDATA", r"L:\Local"),
    ("ProgramFiles", r"C:\Program Files"),
];

/// Every place of every product, on every system, under every variable that moves it.
#[rustfmt::skip]
const PLACES: &[Place] = &[
    ("code", LINUX, &[], None, "/home/ada/.config/Code/logs", "desktop"),
    ("code", LINUX, XDG, None, "/cfg/Code/logs", "desktop"),
    ("code", LINUX, APP, None, "/app/Code/logs", "desktop"),
    ("code", MACOS, &[], None, "/Users/ada/Library/Application Support/Code/logs", "desktop"),
    ("code", MACOS, XDG, None, "/Users/ada/Library/Application Support/Code/logs", "desktop"),
    ("code", MACOS, APP, None, "/app/Code/logs", "desktop"),
    ("code", WINDOWS, WIN, None, r"R:\Roaming\Code\logs", "desktop"),
    ("code", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Code\logs", "desktop"),
    ("code", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Code\logs", "desktop"),
    ("code-insiders", LINUX, &[], None, "/home/ada/.config/Code - Insiders/logs", "desktop"),
    ("code-insiders", LINUX, XDG, None, "/cfg/Code - Insiders/logs", "desktop"),
    ("code-insiders", LINUX, APP, None, "/app/Code - Insiders/logs", "desktop"),
    ("code-insiders", MACOS, &[], None, "/Users/ada/Library/Application Support/Code - Insiders/logs", "desktop"),
    ("code-insiders", MACOS, XDG, None, "/Users/ada/Library/Application Support/Code - Insiders/logs", "desktop"),
    ("code-insiders", MACOS, APP, None, "/app/Code - Insiders/logs", "desktop"),
    ("code-insiders", WINDOWS, WIN, None, r"R:\Roaming\Code - Insiders\logs", "desktop"),
    ("code-insiders", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Code - Insiders\logs", "desktop"),
    ("code-insiders", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Code - Insiders\logs", "desktop"),
    ("code-oss", LINUX, &[], None, "/home/ada/.config/Code - OSS/logs", "desktop"),
    ("code-oss", LINUX, XDG, None, "/cfg/Code - OSS/logs", "desktop"),
    ("code-oss", LINUX, APP, None, "/app/Code - OSS/logs", "desktop"),
    ("code-oss", MACOS, &[], None, "/Users/ada/Library/Application Support/Code - OSS/logs", "desktop"),
    ("code-oss", MACOS, XDG, None, "/Users/ada/Library/Application Support/Code - OSS/logs", "desktop"),
    ("code-oss", MACOS, APP, None, "/app/Code - OSS/logs", "desktop"),
    ("code-oss", WINDOWS, WIN, None, r"R:\Roaming\Code - OSS\logs", "desktop"),
    ("code-oss", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Code - OSS\logs", "desktop"),
    ("code-oss", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Code - OSS\logs", "desktop"),
    ("code-oss", LINUX, &[], None, "/home/ada/.config/code-oss-dev/logs", "desktop"),
    ("code-oss", LINUX, XDG, None, "/cfg/code-oss-dev/logs", "desktop"),
    ("code-oss", LINUX, APP, None, "/app/code-oss-dev/logs", "desktop"),
    ("code-oss", MACOS, &[], None, "/Users/ada/Library/Application Support/code-oss-dev/logs", "desktop"),
    ("code-oss", MACOS, XDG, None, "/Users/ada/Library/Application Support/code-oss-dev/logs", "desktop"),
    ("code-oss", MACOS, APP, None, "/app/code-oss-dev/logs", "desktop"),
    ("code-oss", WINDOWS, WIN, None, r"R:\Roaming\code-oss-dev\logs", "desktop"),
    ("code-oss", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\code-oss-dev\logs", "desktop"),
    ("code-oss", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\code-oss-dev\logs", "desktop"),
    ("vscodium", LINUX, &[], None, "/home/ada/.config/VSCodium/logs", "desktop"),
    ("vscodium", LINUX, XDG, None, "/cfg/VSCodium/logs", "desktop"),
    ("vscodium", LINUX, APP, None, "/app/VSCodium/logs", "desktop"),
    ("vscodium", MACOS, &[], None, "/Users/ada/Library/Application Support/VSCodium/logs", "desktop"),
    ("vscodium", MACOS, XDG, None, "/Users/ada/Library/Application Support/VSCodium/logs", "desktop"),
    ("vscodium", MACOS, APP, None, "/app/VSCodium/logs", "desktop"),
    ("vscodium", WINDOWS, WIN, None, r"R:\Roaming\VSCodium\logs", "desktop"),
    ("vscodium", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\VSCodium\logs", "desktop"),
    ("vscodium", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\VSCodium\logs", "desktop"),
    ("vscodium-insiders", LINUX, &[], None, "/home/ada/.config/VSCodium - Insiders/logs", "desktop"),
    ("vscodium-insiders", LINUX, XDG, None, "/cfg/VSCodium - Insiders/logs", "desktop"),
    ("vscodium-insiders", LINUX, APP, None, "/app/VSCodium - Insiders/logs", "desktop"),
    ("vscodium-insiders", MACOS, &[], None, "/Users/ada/Library/Application Support/VSCodium - Insiders/logs", "desktop"),
    ("vscodium-insiders", MACOS, XDG, None, "/Users/ada/Library/Application Support/VSCodium - Insiders/logs", "desktop"),
    ("vscodium-insiders", MACOS, APP, None, "/app/VSCodium - Insiders/logs", "desktop"),
    ("vscodium-insiders", WINDOWS, WIN, None, r"R:\Roaming\VSCodium - Insiders\logs", "desktop"),
    ("vscodium-insiders", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\VSCodium - Insiders\logs", "desktop"),
    ("vscodium-insiders", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\VSCodium - Insiders\logs", "desktop"),
    ("cursor", LINUX, &[], None, "/home/ada/.config/Cursor/logs", "desktop"),
    ("cursor", LINUX, XDG, None, "/cfg/Cursor/logs", "desktop"),
    ("cursor", LINUX, APP, None, "/app/Cursor/logs", "desktop"),
    ("cursor", MACOS, &[], None, "/Users/ada/Library/Application Support/Cursor/logs", "desktop"),
    ("cursor", MACOS, XDG, None, "/Users/ada/Library/Application Support/Cursor/logs", "desktop"),
    ("cursor", MACOS, APP, None, "/app/Cursor/logs", "desktop"),
    ("cursor", WINDOWS, WIN, None, r"R:\Roaming\Cursor\logs", "desktop"),
    ("cursor", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Cursor\logs", "desktop"),
    ("cursor", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Cursor\logs", "desktop"),
    ("windsurf", LINUX, &[], None, "/home/ada/.config/Windsurf/logs", "desktop"),
    ("windsurf", LINUX, XDG, None, "/cfg/Windsurf/logs", "desktop"),
    ("windsurf", LINUX, APP, None, "/app/Windsurf/logs", "desktop"),
    ("windsurf", MACOS, &[], None, "/Users/ada/Library/Application Support/Windsurf/logs", "desktop"),
    ("windsurf", MACOS, XDG, None, "/Users/ada/Library/Application Support/Windsurf/logs", "desktop"),
    ("windsurf", MACOS, APP, None, "/app/Windsurf/logs", "desktop"),
    ("windsurf", WINDOWS, WIN, None, r"R:\Roaming\Windsurf\logs", "desktop"),
    ("windsurf", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Windsurf\logs", "desktop"),
    ("windsurf", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Windsurf\logs", "desktop"),
    ("windsurf-next", LINUX, &[], None, "/home/ada/.config/Windsurf - Next/logs", "desktop"),
    ("windsurf-next", LINUX, XDG, None, "/cfg/Windsurf - Next/logs", "desktop"),
    ("windsurf-next", LINUX, APP, None, "/app/Windsurf - Next/logs", "desktop"),
    ("windsurf-next", MACOS, &[], None, "/Users/ada/Library/Application Support/Windsurf - Next/logs", "desktop"),
    ("windsurf-next", MACOS, XDG, None, "/Users/ada/Library/Application Support/Windsurf - Next/logs", "desktop"),
    ("windsurf-next", MACOS, APP, None, "/app/Windsurf - Next/logs", "desktop"),
    ("windsurf-next", WINDOWS, WIN, None, r"R:\Roaming\Windsurf - Next\logs", "desktop"),
    ("windsurf-next", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Windsurf - Next\logs", "desktop"),
    ("windsurf-next", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Windsurf - Next\logs", "desktop"),
    ("kiro", LINUX, &[], None, "/home/ada/.config/Kiro/logs", "desktop"),
    ("kiro", LINUX, XDG, None, "/cfg/Kiro/logs", "desktop"),
    ("kiro", LINUX, APP, None, "/app/Kiro/logs", "desktop"),
    ("kiro", MACOS, &[], None, "/Users/ada/Library/Application Support/Kiro/logs", "desktop"),
    ("kiro", MACOS, XDG, None, "/Users/ada/Library/Application Support/Kiro/logs", "desktop"),
    ("kiro", MACOS, APP, None, "/app/Kiro/logs", "desktop"),
    ("kiro", WINDOWS, WIN, None, r"R:\Roaming\Kiro\logs", "desktop"),
    ("kiro", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Kiro\logs", "desktop"),
    ("kiro", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Kiro\logs", "desktop"),
    ("antigravity", LINUX, &[], None, "/home/ada/.config/Antigravity/logs", "desktop"),
    ("antigravity", LINUX, XDG, None, "/cfg/Antigravity/logs", "desktop"),
    ("antigravity", LINUX, APP, None, "/app/Antigravity/logs", "desktop"),
    ("antigravity", MACOS, &[], None, "/Users/ada/Library/Application Support/Antigravity/logs", "desktop"),
    ("antigravity", MACOS, XDG, None, "/Users/ada/Library/Application Support/Antigravity/logs", "desktop"),
    ("antigravity", MACOS, APP, None, "/app/Antigravity/logs", "desktop"),
    ("antigravity", WINDOWS, WIN, None, r"R:\Roaming\Antigravity\logs", "desktop"),
    ("antigravity", WINDOWS, &[], None, r"C:\Users\ada\AppData\Roaming\Antigravity\logs", "desktop"),
    ("antigravity", WINDOWS, &[("VSCODE_APPDATA", r"D:\app")], None, r"D:\app\Antigravity\logs", "desktop"),
    ("code", LINUX, &[], None, "/home/ada/.vscode-server/data/logs", "server side"),
    ("code", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.vscode-server")], None, "/srv/.vscode-server/data/logs", "VSCODE_AGENT_FOLDER"),
    ("code", MACOS, &[], None, "/Users/ada/.vscode-server/data/logs", "server side"),
    ("code", WINDOWS, WIN, None, r"C:\Users\ada\.vscode-server\data\logs", "server side"),
    ("code-insiders", LINUX, &[], None, "/home/ada/.vscode-server-insiders/data/logs", "server side"),
    ("code-insiders", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.vscode-server-insiders")], None, "/srv/.vscode-server-insiders/data/logs", "VSCODE_AGENT_FOLDER"),
    ("code-insiders", MACOS, &[], None, "/Users/ada/.vscode-server-insiders/data/logs", "server side"),
    ("code-insiders", WINDOWS, WIN, None, r"C:\Users\ada\.vscode-server-insiders\data\logs", "server side"),
    ("code-oss", LINUX, &[], None, "/home/ada/.vscode-server-oss/data/logs", "server side"),
    ("code-oss", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.vscode-server-oss")], None, "/srv/.vscode-server-oss/data/logs", "VSCODE_AGENT_FOLDER"),
    ("code-oss", MACOS, &[], None, "/Users/ada/.vscode-server-oss/data/logs", "server side"),
    ("code-oss", WINDOWS, WIN, None, r"C:\Users\ada\.vscode-server-oss\data\logs", "server side"),
    ("code-oss", LINUX, &[], None, "/home/ada/.vscode-remote/data/logs", "server side"),
    ("code-oss", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.vscode-remote")], None, "/srv/.vscode-remote/data/logs", "VSCODE_AGENT_FOLDER"),
    ("code-oss", MACOS, &[], None, "/Users/ada/.vscode-remote/data/logs", "server side"),
    ("code-oss", WINDOWS, WIN, None, r"C:\Users\ada\.vscode-remote\data\logs", "server side"),
    ("vscodium", LINUX, &[], None, "/home/ada/.vscodium-server/data/logs", "server side"),
    ("vscodium", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.vscodium-server")], None, "/srv/.vscodium-server/data/logs", "VSCODE_AGENT_FOLDER"),
    ("vscodium", MACOS, &[], None, "/Users/ada/.vscodium-server/data/logs", "server side"),
    ("vscodium", WINDOWS, WIN, None, r"C:\Users\ada\.vscodium-server\data\logs", "server side"),
    ("cursor", LINUX, &[], None, "/home/ada/.cursor-server/data/logs", "server side"),
    ("cursor", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.cursor-server")], None, "/srv/.cursor-server/data/logs", "VSCODE_AGENT_FOLDER"),
    ("cursor", MACOS, &[], None, "/Users/ada/.cursor-server/data/logs", "server side"),
    ("cursor", WINDOWS, WIN, None, r"C:\Users\ada\.cursor-server\data\logs", "server side"),
    ("windsurf", LINUX, &[], None, "/home/ada/.windsurf-server/data/logs", "server side"),
    ("windsurf", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.windsurf-server")], None, "/srv/.windsurf-server/data/logs", "VSCODE_AGENT_FOLDER"),
    ("windsurf", MACOS, &[], None, "/Users/ada/.windsurf-server/data/logs", "server side"),
    ("windsurf", WINDOWS, WIN, None, r"C:\Users\ada\.windsurf-server\data\logs", "server side"),
    ("antigravity", LINUX, &[], None, "/home/ada/.antigravity-server/data/logs", "server side"),
    ("antigravity", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.antigravity-server")], None, "/srv/.antigravity-server/data/logs", "VSCODE_AGENT_FOLDER"),
    ("antigravity", MACOS, &[], None, "/Users/ada/.antigravity-server/data/logs", "server side"),
    ("antigravity", WINDOWS, WIN, None, r"C:\Users\ada\.antigravity-server\data\logs", "server side"),
    ("openvscode-server", LINUX, &[], None, "/home/ada/.openvscode-server/data/logs", "server side"),
    ("openvscode-server", LINUX, &[("VSCODE_AGENT_FOLDER", "/srv/.openvscode-server")], None, "/srv/.openvscode-server/data/logs", "VSCODE_AGENT_FOLDER"),
    ("openvscode-server", MACOS, &[], None, "/Users/ada/.openvscode-server/data/logs", "server side"),
    ("openvscode-server", WINDOWS, WIN, None, r"C:\Users\ada\.openvscode-server\data\logs", "server side"),
    ("code-oss", LINUX, &[], None, "/home/ada/.vscode-oss-dev/logs", "development run"),
    ("code-oss", MACOS, &[], None, "/Users/ada/.vscode-oss-dev/logs", "development run"),
    ("code-oss", WINDOWS, &[], None, r"C:\Users\ada\.vscode-oss-dev\logs", "development run"),
    ("code-server", LINUX, &[], None, "/home/ada/.local/share/code-server/logs", "server"),
    ("code-server", LINUX, XDG, None, "/data/code-server/logs", "server"),
    ("code-server", LINUX, &[], None, "/home/ada/.local/share/code-server/coder-logs", "console"),
    ("code-server", LINUX, XDG, None, "/data/code-server/coder-logs", "console"),
    ("code-server", MACOS, &[], None, "/Users/ada/.local/share/code-server/logs", "server"),
    ("code-server", MACOS, XDG, None, "/data/code-server/logs", "server"),
    ("code-server", MACOS, &[], None, "/Users/ada/.local/share/code-server/coder-logs", "console"),
    ("code-server", MACOS, XDG, None, "/data/code-server/coder-logs", "console"),
    ("code-server", WINDOWS, WIN, None, r"L:\Local\code-server\Data\logs", "server"),
    ("code-server", WINDOWS, &[], None, r"C:\Users\ada\AppData\Local\code-server\Data\logs", "server"),
    ("code-server", LINUX, &[], Some("/srv/code-server"), "/srv/code-server/logs", "--user-data-dir"),
    ("code", LINUX, &[], None, "/home/ada/.var/app/com.visualstudio.code/config/Code/logs", "Flatpak"),
    ("vscodium", LINUX, &[], None, "/home/ada/.var/app/com.vscodium.codium/config/VSCodium/logs", "Flatpak"),
    ("code", LINUX, &[], None, "/home/ada/snap/code/common/.config/Code/logs", "Snap"),
    ("code", LINUX, &[], None, "/home/ada/snap/code/current/.config/Code/logs", "Snap"),
    ("code", LINUX, &[], None, "/usr/share/code/data/user-data/logs", "portable"),
    ("code-insiders", LINUX, &[], None, "/usr/share/code-insiders/data/user-data/logs", "portable"),
    ("vscodium", LINUX, &[], None, "/usr/share/codium/data/user-data/logs", "portable"),
    ("code", LINUX, &[], None, "/opt/visual-studio-code/data/user-data/logs", "portable"),
    ("code", MACOS, &[], None, "/Applications/code-portable-data/user-data/logs", "portable"),
    ("code-insiders", MACOS, &[], None, "/Applications/code-insiders-portable-data/user-data/logs", "portable"),
    ("vscodium", MACOS, &[], None, "/Applications/codium-portable-data/user-data/logs", "portable"),
    ("code", MACOS, &[], None, "/Users/ada/Applications/code-portable-data/user-data/logs", "portable"),
    ("vscodium", MACOS, &[], None, "/Users/ada/Applications/codium-portable-data/user-data/logs", "portable"),
    ("code", WINDOWS, WIN, None, r"L:\Local\Programs\Microsoft VS Code\data\user-data\logs", "portable"),
    ("code-insiders", WINDOWS, WIN, None, r"L:\Local\Programs\Microsoft VS Code Insiders\data\user-data\logs", "portable"),
    ("vscodium", WINDOWS, WIN, None, r"L:\Local\Programs\VSCodium\data\user-data\logs", "portable"),
    ("code", WINDOWS, WIN, None, r"C:\Program Files\Microsoft VS Code\data\user-data\logs", "portable"),
    ("vscodium", WINDOWS, WIN, None, r"C:\Program Files\VSCodium\data\user-data\logs", "portable"),
    ("code", LINUX, &[("VSCODE_PORTABLE", "/opt/VSCode-linux-x64/data")], None, "/opt/VSCode-linux-x64/data/user-data/logs", "VSCODE_PORTABLE"),
    ("vscodium", LINUX, &[("VSCODE_PORTABLE", "/opt/VSCodium/data/")], None, "/opt/VSCodium/data/user-data/logs", "VSCODE_PORTABLE"),
    ("unknown", LINUX, &[("VSCODE_PORTABLE", "/opt/mine/data")], None, "/opt/mine/data/user-data/logs", "VSCODE_PORTABLE"),
    ("code", MACOS, &[("VSCODE_PORTABLE", "/Volumes/x/code-portable-data")], None, "/Volumes/x/code-portable-data/user-data/logs", "VSCODE_PORTABLE"),
    ("vscodium", MACOS, &[("VSCODE_PORTABLE", "/Volumes/x/codium-portable-data")], None, "/Volumes/x/codium-portable-data/user-data/logs", "VSCODE_PORTABLE"),
    ("code", WINDOWS, &[("VSCODE_PORTABLE", r"D:\VSCode-win32-x64\data")], None, r"D:\VSCode-win32-x64\data\user-data\logs", "VSCODE_PORTABLE"),
    ("vscodium", WINDOWS, &[("VSCODE_PORTABLE", "D:\\VSCodium\\data\\")], None, r"D:\VSCodium\data\user-data\logs", "VSCODE_PORTABLE"),
    ("code", LINUX, &[], Some("/tmp/Code"), "/tmp/Code/logs", "--user-data-dir"),
    ("unknown", MACOS, APP, Some("/tmp/mine"), "/tmp/mine/logs", "--user-data-dir"),
    ("cursor", WINDOWS, WIN, Some(r"E:\Cursor"), r"E:\Cursor\logs", "--user-data-dir"),
];

fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables: BTreeMap<_, _> =
        variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    Environment { system: System::Linux, variables, home: PathBuf::from("/home/ada") }
}

#[test]
fn every_place_of_every_product_on_every_system_is_looked_at() {
    for (product, (system, home), variables, user_data, path, why) in PLACES {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        let environment = Environment { system: *system, variables, home: home.into() };
        let roots = roots(&environment, user_data.map(Path::new), None);
        // As text: only that way no host's separator has a say.
        let found = roots.iter().find(|root| root.path.as_os_str() == *path);
        let told = found.map(|root| (root.product, root.why.as_str()));
        assert_eq!(
            told,
            Some((*product, *why)),
            "{system:?} {path} {variables:?}",
            variables = environment.variables
        );
    }
}

#[test]
fn every_row_of_the_table_of_products_has_its_test() {
    for row in ROWS {
        let tested = PLACES.iter().any(|(product, (system, _), _, _, path, why)| {
            let path = path.replace('\\', "/");
            let folder = format!("{}/{}", row.folder.trim_start_matches('/'), row.logs);
            *product == row.product
                && row.on.is_none_or(|on| on == *system)
                && path.ends_with(&folder)
                && *why == row.what
        });
        assert!(tested, "{row:?}");
    }
}

#[test]
fn what_moves_all_of_a_launch_goes_before_what_moves_less() {
    let all = [("VSCODE_PORTABLE", "/p/VSCodium/data"), ("VSCODE_APPDATA", "/app")];
    let whys = |user_data: Option<&str>| -> Vec<String> {
        let roots = roots(&environment(&all), user_data.map(Path::new), None);
        roots.into_iter().map(|root| root.why).collect()
    };
    assert_eq!(whys(Some("/tmp/Code")), ["VSCODE_PORTABLE", "--user-data-dir"]);
    assert_eq!(whys(None)[..2], ["VSCODE_PORTABLE", "desktop"]);
    let roots = roots(&environment(&all), Some(Path::new("/p/VSCodium/data/user-data")), None);
    assert_eq!((roots.len(), roots[0].product), (1, "vscodium"));
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
            "/usr/share/code/data/user-data/logs",
            "/opt/visual-studio-code/data/user-data/logs",
        ]
    );
    assert_eq!(
        paths_of(&roots, "code-server"),
        [
            "/home/ada/.local/share/code-server/logs",
            "/home/ada/.local/share/code-server/coder-logs",
        ]
    );
}

#[test]
fn xdg_folders_are_honoured_when_absolute() {
    let set = environment(&[("XDG_CONFIG_HOME", "/cfg"), ("XDG_DATA_HOME", "/data")]);
    let roots = roots(&set, None, None);
    assert_eq!(paths_of(&roots, "cursor")[0], "/cfg/Cursor/logs");
    assert_eq!(paths_of(&roots, "code-server")[0], "/data/code-server/logs");
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
    let set = environment(&[("VSCODE_APPDATA", "/app"), ("VSCODE_AGENT_FOLDER", "/agent")]);
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
    assert_eq!(only.len(), 4);
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
