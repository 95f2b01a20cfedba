//! The words that generated events and lines are made of.

/// What properties are called.
pub(crate) const KEYS: [&str; 24] = [
    "id",
    "kind",
    "typeId",
    "mimeType",
    "resource.ext",
    "resource.scheme",
    "target",
    "viewId",
    "location",
    "source",
    "trigger",
    "language",
    "shellType",
    "provider",
    "outcome",
    "stage",
    "activationEvents",
    "publisherDisplayName",
    "extensionVersion",
    "treatmentName",
    "theme",
    "workspaceId",
    "result",
    "mode",
];

/// What they say.
pub(crate) const VALUES: [&str; 24] = [
    "workbench.editors.files.fileEditorInput",
    "workbench.action.quickOpen",
    "file",
    "text/x-rust",
    ".rs",
    "untitled",
    "workbench.view.explorer",
    "onLanguage:markdown",
    "config.editor.preferTreeSitter.css",
    "success",
    "bash",
    "panel",
    "keybinding",
    "<REDACTED: user-file-path>",
    "1.2.3",
    "orchard",
    "LocalProcess",
    "vscode.git-base",
    "7f3a9c54e0b1d2",
    "naïve ☃ 😀",
    "true",
    "",
    "/home/alice/<REDACTED: Email>",
    "C:\\\\orchard\\\\out\\\\main.js",
];

/// What measurements are called.
pub(crate) const MEASURES: [&str; 12] = [
    "count",
    "size",
    "editorCount",
    "resultCount",
    "isBuiltin",
    "activityBarVisible",
    "attempts",
    "bytesRead",
    "depth",
    "fileCount",
    "visible",
    "ellapsed",
];

/// What a property `reason` says.
pub(crate) const REASONS: [&str; 4] = ["startup", "onCommand", "quit", "*"];

/// A word that is looked for, in every case that it is found in.
pub(crate) const COPILOT: [&str; 4] =
    ["copilot", "GitHub.copilot-chat", "GitHub Copilot", "COPILOT_MODE"];

/// A stack trace as a payload holds it, on one line.
pub(crate) const TRACE: &str = concat!(
    r"TypeError: Cannot read properties of undefined (reading 'uri')\n",
    r"    at Orchard.pick (out/vs/workbench/workbench.desktop.main.js:12:88)\n",
    r"    at async Promise.all (index 0)\n",
    r"    at async run (out/vs/workbench/workbench.desktop.main.js:40:3)",
);

/// What lines say that are no events, with their log level.
pub(crate) const LINES: [(&str, &str); 8] = [
    ("info", "Log level: Trace"),
    ("info", "Started local extension host with pid 3140."),
    ("info", "[orchard] update#setState checking for updates"),
    ("warning", "Extension 'orchard.pears' wants API proposal 'pears' but that is unknown"),
    ("warning", "[File Watcher (node.js)] Failed to watch /home/alice/orchard: ENOSPC"),
    ("debug", "settings: 3 keys changed: [\"telemetry.telemetryLevel\"]"),
    ("info", ""),
    ("info", "Extension host agent connection established {not a payload"),
];

/// What errors say before their stack.
pub(crate) const ERRORS: [&str; 4] = [
    "TypeError: Cannot read properties of undefined (reading 'uri')",
    "Error: connect ECONNREFUSED 127.0.0.1:9",
    "Error: ENOENT: no such file or directory, open '/home/alice/orchard/pears.json'",
    "CodeExpectedError: command 'orchard.pick' not found",
];

/// The lines of a stack.
pub(crate) const FRAMES: [&str; 6] = [
    "    at exports.activate (/home/alice/.vscode/extensions/acme.audit-demo-1.2.3/ext.js:21:132)",
    "    at async Promise.all (index 0)",
    "    at Orchard.pick (file:///opt/orchard/out/vs/workbench/workbench.desktop.main.js:1:2404)",
    "\tat process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    "    at async run (/opt/orchard/out/main.js:40:3)",
    "    at new Promise (<anonymous>)",
];
