//! Which names of machines are nobody's: those of public services, of documentation, and words
//! that say what kind of a machine it is.

use std::net::IpAddr;

use super::common_words::{is_little, is_none, is_word};
use crate::privacy::identity::is_machine;

/// Services that everybody uses, with all that is below them.
const PUBLIC: [&str; 62] = [
    "github.com",
    "githubusercontent.com",
    "githubcopilot.com",
    "githubassets.com",
    "github.dev",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "sr.ht",
    "microsoft.com",
    "microsoftonline.com",
    "visualstudio.com",
    "vscode.dev",
    "vscode-cdn.net",
    "vscode-unpkg.net",
    "dev.azure.com",
    "applicationinsights.azure.com",
    "applicationinsights.azure.us",
    "applicationinsights.io",
    "management.azure.com",
    "monitor.azure.com",
    "exp-tas.com",
    "aka.ms",
    "msecnd.net",
    "live.com",
    "windows.com",
    "nuget.org",
    "posthog.com",
    "coder.com",
    "segment.io",
    "segment.com",
    "sentry.io",
    "amplitude.com",
    "mixpanel.com",
    "google.com",
    "googleapis.com",
    "google-analytics.com",
    "apple.com",
    "openai.com",
    "anthropic.com",
    "npmjs.org",
    "npmjs.com",
    "unpkg.com",
    "jsdelivr.net",
    "nodejs.org",
    "typescriptlang.org",
    "pypi.org",
    "python.org",
    "crates.io",
    "docs.rs",
    "rust-lang.org",
    "golang.org",
    "go.dev",
    "docker.io",
    "docker.com",
    "open-vsx.org",
    "json-schema.org",
    "schemastore.org",
    "w3.org",
    "opentelemetry.io",
    "stackoverflow.com",
    "wikipedia.org",
];

/// What documentation calls machines (RFC 2606).
const EXAMPLES: [&str; 5] = ["example.com", "example.org", "example.net", "localhost", "invalid"];

/// Ends of the names that machines have in nets of their own.
const PRIVATE: [&str; 10] = [
    ".local",
    ".lan",
    ".internal",
    ".corp",
    ".intranet",
    ".localdomain",
    ".home",
    ".home.arpa",
    ".private",
    ".ts.net",
];

/// What editors say of the kind of host that something runs on.
const KINDS: [&str; 32] = [
    "api",
    "app",
    "azure",
    "chrome",
    "chromium",
    "cli",
    "darwin",
    "electron",
    "exthost",
    "external",
    "internal",
    "jupyter",
    "kernel",
    "mac",
    "main",
    "native",
    "notebook",
    "process",
    "proxy",
    "renderer",
    "serverless",
    "ssh",
    "ssh-remote",
    "dev-container",
    "attached-container",
    "tunnel",
    "ui",
    "utility",
    "web",
    "webview",
    "webworker",
    "wsl",
];

/// Last parts of domains of more than two letters.
const TOP: [&str; 26] = [
    "academy",
    "agency",
    "app",
    "aws",
    "biz",
    "cloud",
    "com",
    "company",
    "corp",
    "digital",
    "dev",
    "edu",
    "gmbh",
    "gov",
    "int",
    "local",
    "mil",
    "net",
    "network",
    "online",
    "org",
    "solutions",
    "systems",
    "tech",
    "tools",
    "xyz",
];

/// Ends of files that are ones of countries, too.
const FILES: [&str; 21] = [
    "cc", "cs", "db", "fs", "gz", "go", "hh", "hs", "js", "md", "ml", "mm", "pl", "pm", "ps", "py",
    "rb", "rs", "sh", "so", "ts",
];

/// The name in `name:port`, without the last dot of a full one.
pub(super) fn without_port(host: &str) -> &str {
    let host = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    host.trim_end_matches('.')
}

/// Whether `host` is `end`, or below it.
fn is_below(host: &str, end: &str) -> bool {
    let at = host.len().checked_sub(end.len());
    at.and_then(|at| host.get(at..)).is_some_and(|it| it.eq_ignore_ascii_case(end))
        && at.is_some_and(|at| at == 0 || host.as_bytes()[at - 1] == b'.')
}

/// Whether `host` is of a public service or of documentation.
pub(super) fn is_public(host: &str) -> bool {
    PUBLIC.iter().chain(&EXAMPLES).any(|end| is_below(host, end))
}

fn is_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Whether `host` is two labels or more, the last of which can be that of a domain.
pub(super) fn is_domain(host: &str) -> bool {
    let is_last = |last: &str| last.len() >= 2 && last.bytes().all(|it| it.is_ascii_alphabetic());
    host.rsplit_once('.').is_some_and(|(_, last)| is_last(last))
        && host.split('.').all(|label| !label.is_empty() && label.bytes().all(is_label))
}

/// The same where nothing else says that it is a host: not the name of a file or of an extension.
pub(super) fn is_surely_domain(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let is = |set: &[&str]| set.iter().any(|it| last.eq_ignore_ascii_case(it));
    let known = is(&TOP) || last.len() == 2 && !is(&FILES);
    is_domain(host) && (known && host.matches('.').count() >= 2 || is_private_domain(host))
}

/// Whether `host` ends as the names of machines do in nets of their own.
pub(super) fn is_private_domain(host: &str) -> bool {
    let host = without_port(host).to_ascii_lowercase();
    PRIVATE.iter().any(|end| host.len() > end.len() && host.ends_with(end))
        && host.bytes().all(|byte| is_label(byte) || byte == b'.')
}

/// Whether `value`, which stands under a key of hosts, is one that is somebody's; `certain` where
/// the key is of nothing else.
pub(super) fn is_own(value: &str, certain: bool) -> bool {
    let host = without_port(value.rsplit_once('@').map_or(value, |(_, host)| host));
    if is_none(host) || is_machine(host) || is_number(host) || is_public(host) {
        return false;
    }
    if host.contains('.') {
        return is_domain(host);
    }
    let hump = host
        .as_bytes()
        .windows(2)
        .any(|it| it[0].is_ascii_lowercase() && it[1].is_ascii_uppercase());
    let digit = || host.bytes().any(|byte| byte.is_ascii_digit());
    let is_kind = is_word(host) || is_little(host) || is_of(&KINDS, host);
    host.bytes().all(|byte| is_label(byte) || byte >= 0x80)
        && !is_kind
        && (certain || digit() || !hump)
}

fn is_of(set: &[&str], name: &str) -> bool {
    set.iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// Whether it is an address, which is looked for by its own shape, or a version.
fn is_number(host: &str) -> bool {
    host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
        || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_somebody_s_where_it_is_no_service_no_example_and_no_kind() {
        for host in [
            "db7.corp.acme.com",
            "db7.corp.acme.com:5432",
            "alice@db7.acme.com",
            "db7",
            "acme.io",
            "notgithub.com",
            "nas.local",
            "wolfram-7",
        ] {
            assert!(is_own(host, false), "{host}");
        }
        for host in [
            "localhost",
            "localhost:3000",
            "127.0.0.1",
            "[::1]:80",
            "192.0.2.7",
            "db.example.com",
            "github.com",
            "api.github.com:443",
            "dc.services.visualstudio.com",
            "eu.i.posthog.com",
            "desktop",
            "localProcess",
            "web",
            "1.100.3",
            "unknown",
            "n/a",
            "",
        ] {
            assert!(!is_own(host, false), "{host}");
        }
    }

    #[test]
    fn a_domain_in_a_text_is_told_from_a_file() {
        for host in ["alice-laptop.corp.acme.com", "alice.local", "a.b.de"] {
            assert!(is_surely_domain(host), "{host}");
        }
        for name in ["alice.test.ts", "alice.my-extension", "alice.b.md", "a.b.json", "1.2.3"] {
            assert!(!is_surely_domain(name), "{name}");
        }
    }
}
