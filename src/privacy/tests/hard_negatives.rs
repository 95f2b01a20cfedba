//! What looks like something and is nothing.

use super::*;

/// Asserts that none of these values, under their keys, is anything.
#[track_caller]
fn nothing(values: &[(&str, &str)]) {
    let alarms: Vec<_> = values
        .iter()
        .map(|(key, text)| (key, text, finds_under(key, text)))
        .filter(|(_, _, finds)| !finds.is_empty())
        .collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

/// The same, of values under no key.
#[track_caller]
fn nothing_in(texts: &[&str]) {
    nothing(&texts.iter().map(|text| ("", *text)).collect::<Vec<_>>());
}

#[test]
fn signs_at_names_are_no_addresses() {
    nothing_in(&[
        "@azure/msal-node-runtime",
        "@types/node@20.1.3",
        "lodash@4.17.21",
        "typescript@next",
        "user@",
        "icon@2x.png",
        "logo@3x.dark.png",
        "@Component({selector: 'x'})",
        "@returns the value",
        "git@ is the user",
        "react@18.2.0-rc.1",
        "pkg@1.0.0-beta.next",
        "ssh git@github.com",
        "a @ b.com",
        "@media screen",
        "x@y",
        "vscode@latest",
        "obj@field.call()",
        "@font-face` rule must define `src`",
        "main@{u}",
        "HEAD@{1}",
        "name@npm:other",
    ]);
}

#[test]
fn paths_that_every_machine_has_are_nobodys() {
    nothing_in(&[
        "/usr/lib/node_modules/x.js",
        "/opt/app/x",
        "/etc/hosts",
        "/bin/bash",
        "/tmp/vscode-1.sock",
        "/dev/null",
        "/proc/self/maps",
        "/var/log/syslog",
        "C:\\Windows\\System32\\cmd.exe",
        "C:\\Program Files\\nodejs\\node.exe",
        "C:\\Program Files (x86)\\x",
        "c:\\programdata\\x",
        "C:\\",
        "text/x-python, text/plain",
        "application/json",
    ]);
}

#[test]
fn paths_of_web_sites_and_of_programs_are_nobodys() {
    nothing_in(&[
        "https://example.com/home/user/page",
        "https://example.com/Users/42",
        "GET /home/index",
        "/api/home/settings",
        "/home/dashboard",
        "/users/42",
        "/workspaces/{id}/members",
        "/workspaces/42",
        "/home/",
        "/Users/",
        "node_modules/@types/node/index.d.ts",
        "out/extension.js",
        "./src/a.ts",
        "../home/x",
        "src/home/alice/a.ts",
        "vs/workbench/services/x",
        "file:///usr/lib/x.js",
        "file:///opt/cs/wire.mjs:5:184",
        "workbench.action.files/save",
        "regex \\d+\\w*",
        "a\\nb\\n",
        "\\\\nHello\\\\nWorld",
        "n/a",
        "and/or",
        "1/2",
        "//comment",
        "s/home/house/",
        "x:/",
        "a:/\\0",
        "${workspaceFolder}/home/x",
        "~/",
        "A:\\n",
        "key:/value",
        "http://localhost:3000/home/alice",
        "/home/username/x",
        "vscode-file://vscode-app/usr/share/code/x.js",
        "/Users/Shared/x",
        "C:\\Users\\Public\\x",
        "HKLM\\Software\\x",
        "file:///c:/Windows/x",
        "file:///node_modules/x/y.js",
        "/run/user/1000/vscode.sock",
        "/home/${user}/x",
        "1.2/home",
        "a/home/alice/x",
    ]);
    nothing(&[("route", "/home/alice"), ("requestUrl", "/workspaces/acme/members")]);
}

#[test]
fn versions_and_times_are_no_addresses_of_machines() {
    nothing_in(&[
        "1.100.3",
        "1.2.3.4",
        "10.0.19045.3570",
        "Chrome/120.0.6099.71",
        "Mozilla/5.0 HeadlessChrome/156.0.7.8 Safari/537.36",
        "version 84.23.110.77",
        "v84.23.110.77",
        "sdk 31.24.10.77",
        "127.0.0.1:8123",
        "0.0.0.0",
        "255.255.255.255",
        "192.0.2.17",
        "198.51.100.7",
        "203.0.113.9",
        "::1",
        "::",
        "2001:db8::1",
        "12:34:56",
        "2026-11-21T01:44:59.666Z",
        "std::fs::File",
        "a::b",
        "dead::beef",
        "Foo::Bar::baz",
        "aa:bb:cc:dd:ee:ff",
        "tool==31.24.10.77",
        "tool@31.24.10.77",
        "84.23.110",
        "84.23.110.77.5",
        "1.2.3.4-beta",
        "84.23.110.277",
        "8.8.8.8",
        "224.0.0.251",
        "169.254.169.254",
        "10.1.2.0",
        "x84.23.110.77",
        "1.2.3.4 is out",
        "6.1.7601.17514",
        "4.0.30319.42000",
        ":::::",
        "fe80",
        "1:2:3",
        "add::cafe",
        "common::face",
    ]);
    nothing(
        &["version", "extensionVersion", "osBuild", "sdk.release"].map(|key| (key, "84.23.110.77")),
    );
}

#[test]
fn public_urls_are_no_remotes() {
    nothing_in(&[
        "https://github.com/microsoft/vscode",
        "https://github.com/microsoft/vscode/issues/1",
        "https://example.com/a.gitignore",
        "https://code.visualstudio.com/docs",
        "http://localhost:3000/",
        "https://example.com/x?y=a.git",
        "vscode://x.y/z",
        "a@b:c",
        "file.git",
        ".git/config",
        "see git@github.com: it",
        "https://dc.services.visualstudio.com/v2/track",
        "https://user@example.com/x",
    ]);
}

#[test]
fn words_about_secrets_are_none() {
    nothing_in(&[
        "token=",
        "Unexpected token } in JSON at position 12",
        "token: CancellationToken",
        "password: ********",
        "secret=${SECRET_12}",
        "token=<token12>",
        "token=YOUR_TOKEN_HERE_1",
        "password=example123",
        "password is required",
        "invalid password: expected 8 characters",
        "tokens=1234567890",
        "tokenCount: 1234567890",
        "maxTokens=4096000",
        "sig=1234567890",
        "token.type=StringLiteral2",
        "secret: true",
        "api_key=null",
        "nextPageToken=CAUQAA12345",
        "continuation_token: CAUQAA12345",
        "key=value12345",
        "monkey=banana12345",
        "password==other12345",
        "token = getToken2()",
        "token: 2026-11-21T01:44:59",
        "pwd=/usr/bin12/x1",
        "--password",
        "run --password <value1>",
        "--token $TOKEN12",
        "login page -p",
        "please login to see -pages",
        "curl https://example.com/x1",
        "token=undefined1234",
        "passed: 12345678a",
        "semanticTokens: 1.100.3-insider",
        "bypass: enabled2024",
        "git login failed, use -p option",
    ]);
    nothing(&[
        ("token", "expired"),
        ("token", "true"),
        ("tokenType", "a8F3kd02LMx9"),
        ("apiKey", "phc_JS6XF0000000000000000000000000000000000"),
        ("tokenCount", "1234567890"),
        ("password", "********"),
        ("secret", "not a secret at all, 12 words"),
        ("cancellationToken", "a8F3kd02LMx9"),
        ("token", "1.100.3-insider"),
        ("key", "ctrl+shift+p12"),
        ("authorization", "none"),
    ]);
}

#[test]
fn hashes_ids_and_names_are_no_random_tokens() {
    nothing_in(&[
        "6f1eb3af-2f61-416f-9422-062a86bfa21c",
        "6f1eb3af-2f61-416f-9422-062a86bfa21c1795225496812",
        "409c64e0df4d53530e59c16acc2b5d5766f717b0",
        "2bb8bf7259c4ea0edaef5b8552247e06",
        "f6298bff015cb6c58e55e400b8097684422eb3d3c85edc856cb8d1ba2084878f",
        "o:0123456789abcdef0123456789abcdef",
        "00000000-0000-0000-0000-000000000000",
        "0c6ae279ed8443289764825290e4f9e2-1a736e7c-1324-4338-be46-fc2a58ae4d14-7255",
        "workbench.view.extension.testResultsContainerV2",
        "vscode-theme-defaults-themes-light_modern-json",
        "config.editor.experimental.treeSitterTelemetry",
        "getTelemetryServiceForWindow2",
        "IncludeLatestVersionOnlyIncludeAssetUri",
        "phc_JS6XFabcDEF0123456789ghiJKL4567890mnopqr",
        "demo123:31245;orchard7:30990;",
        "1795225497055",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        "sha256-47DEQpj8HBSa/TImW5JCeuQeRkm5NMpJWZG3hSuFU=",
        "SGVsbG8gd29ybGQsIHRoaXMgaXMgYSB0ZXN0",
        "chatcmpl-9aBcDeF1GhIjK2LmNoP3QrStUvW",
        "git-base-hover-provider-v2-experimental-2024",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "claude-3-5-sonnet-20241022-v2",
        "gpt-4o-mini-2024-07-18",
        "PostChannel=4.3.4",
        "1DS-Web-JS-4.4.4",
        "editor.action.inlineSuggest.commitAcceptNextWord",
        "x86_64-unknown-linux-gnu",
        "aarch64-apple-darwin23",
        "naïve ☃ 😀 ünïcödé",
        "UnhandledPromiseRejectionWarningFromExtensionHost",
        "IPv6AddressOrIPv4Address2Base64UTF8",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA/AAAFCAYAAACNbyblAAAAHElEQVQI12P4",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7Qm2kX9sQ2mVb7TzR4wLpY8nD3fHc6",
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl8kX9sQ2mVb7TzR4wLpY8nD3fHc6Xa1\n-----END CERTIFICATE-----",
    ]);
}

#[test]
fn marks_of_a_cleaner_are_no_finds() {
    nothing_in(&[
        "<REDACTED: Email>",
        "Cannot open <REDACTED: user-file-path>",
        "<REDACTED: jo@contoso.com>",
        "password=<REDACTED: Generic Secret>",
        "<REDACTED: GitHub Token> and <REDACTED: JWT>",
    ]);
    assert_eq!(finds("<REDACTED: Email> jo@contoso.com"), [(Pii::Email, "jo@contoso.com")]);
}
