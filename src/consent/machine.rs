//! Which files decide about an editor: places as data, looked up by pure functions.

use std::path::{Path, PathBuf};

use crate::config::environment::{Environment, System};

/// An editor as its own `product.json` names it.
pub(super) struct Editor {
    /// The lower-case word for it.
    pub(super) id: &'static str,
    /// `nameShort`.
    name: &'static str,
    /// `dataFolderName`: the folder in the home folder with `argv.json` and `extensions`.
    folder: &'static str,
}

const fn editor(id: &'static str, name: &'static str, folder: &'static str) -> Editor {
    Editor { id, name, folder }
}

/// The desktop editors whose folder is known.
static EDITORS: &[Editor] = &[
    editor("code", "Code", ".vscode"),
    editor("code-insiders", "Code - Insiders", ".vscode-insiders"),
    editor("code-oss", "Code - OSS", ".vscode-oss"),
    editor("vscodium", "VSCodium", ".vscode-oss"),
    editor("vscodium-insiders", "VSCodium - Insiders", ".vscodium-insiders"),
    editor("cursor", "Cursor", ".cursor"),
    editor("windsurf", "Windsurf", ".windsurf"),
    editor("windsurf-next", "Windsurf - Next", ".windsurf-next"),
    editor("kiro", "Kiro", ".kiro"),
    editor("antigravity", "Antigravity", ".antigravity"),
];

/// The id of the editor whose `nameShort` is `name`.
pub(super) fn editor_named(name: &str) -> Option<&'static str> {
    EDITORS.iter().find(|editor| editor.name == name).map(|editor| editor.id)
}

/// Where policies are on Linux, for every editor of this family (since 1.106).
const POLICY: &str = "/etc/vscode/policy.json";

/// What is known of the machine that the editors run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The system, its variables, whose home.
    pub environment: Environment,
    /// The `resources/app` folders that may hold a `product.json`.
    pub app_roots: Vec<PathBuf>,
    /// Further folders of installed extensions.
    pub extensions: Vec<PathBuf>,
    /// The policy file of Linux.
    pub policy: PathBuf,
}

/// What kind of editor keeps its data in a folder: it decides whose settings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// A program with its person's settings beside its logs.
    Desktop,
    /// code-server: a server, with its person's settings beside its logs.
    CodeServer,
    /// The far end of an editor that runs elsewhere, where its person's settings are.
    Remote,
}

impl Machine {
    /// A machine with the policy file in its usual place.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            app_roots: Vec::new(),
            extensions: Vec::new(),
            policy: PathBuf::from(POLICY),
        }
    }

    /// Where an editor has its `argv.json` and `extensions`: a portable one beside its user data,
    /// others in the home folder.
    pub(super) fn data_folder(&self, user_data: &Path, product: &str) -> Option<PathBuf> {
        if user_data.ends_with("user-data") {
            return user_data.parent().map(Path::to_owned);
        }
        let editor = EDITORS.iter().find(|editor| editor.id == product)?;
        Some(self.environment.home.join(editor.folder))
    }

    /// The policy file; none where policies are no file.
    pub(super) fn policy_file(&self) -> Option<&Path> {
        (self.environment.system == System::Linux).then_some(self.policy.as_path())
    }

    /// code-server's own file, whose keys are its command line's options.
    pub(super) fn server_config(&self, side: Side) -> Option<PathBuf> {
        if side != Side::CodeServer {
            return None;
        }
        let environment = &self.environment;
        environment.path("CODE_SERVER_CONFIG").or_else(|| {
            let base = environment.path("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
            let base = base.unwrap_or_else(|| environment.home.join(".config"));
            Some(base.join("code-server").join("config.yaml"))
        })
    }

    /// The folders in which the extensions of the editor with this user data are installed.
    pub(super) fn extensions_of(&self, user_data: &Path, product: &str) -> Vec<PathBuf> {
        let beside = match side(user_data, product) {
            Side::Desktop => {
                self.data_folder(user_data, product).map(|folder| folder.join("extensions"))
            }
            Side::CodeServer => Some(user_data.join("extensions")),
            Side::Remote => user_data.parent().map(|folder| folder.join("extensions")),
        };
        beside.into_iter().chain(self.extensions.iter().cloned()).collect()
    }
}

/// What keeps its data in `user_data`. Servers keep theirs in a folder `data` of their own.
pub(super) fn side(user_data: &Path, product: &str) -> Side {
    if product == "code-server" {
        return Side::CodeServer;
    }
    let is_data = user_data.file_name().is_some_and(|name| name == "data");
    if is_data || product == "openvscode-server" { Side::Remote } else { Side::Desktop }
}

/// The settings of the person: those of the default profile. Other profiles and workspaces cannot
/// set the level, its scope is the application.
pub(super) fn settings_file(user_data: &Path, side: Side) -> PathBuf {
    let folder = if side == Side::Remote { "Machine" } else { "User" };
    user_data.join(folder).join("settings.json")
}
