//! Credentials on a command line: `--password …`, `sshpass -p …`, `curl -u name:…`.

use std::sync::LazyLock;

use regex::Regex;

use crate::event::Pii;

use super::finds::Finds;

/// What a command line with credentials has in it.
pub(super) const WORDS: [&str; 14] = [
    "--password ",
    "--passwd ",
    "--pass ",
    "--token ",
    "--secret ",
    "--api-key ",
    "--client-secret ",
    "--access-token ",
    "login ",
    "sshpass ",
    "curl ",
    "net use ",
    "mysql ",
    "mysqldump ",
];

/// How far behind the word its credentials may stand.
const REACH: usize = 160;

/// What an option is followed by: no option, no variable, no placeholder.
static OPTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^--[a-z-]+ +["']?([^\s"'$<{*-][^\s"']{3,127})"#).ok());
static LOGIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(?:(?i:[a-z]*login|sshpass)\b[^\r\n]*?\s-p(?:\s+|=)|mysql(?:dump)?\s[^\r\n]*?-p)["']?([^\s"'$<{*-][^\s"']{3,127})"#,
    )
    .ok()
});
static CURL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^curl [^\r\n]*?(?:-u|--user)[ =]?["']?([^\s"':$<{-]+:[^\s"'$<{*][^\s"']{2,127})"#)
        .ok()
});
static NET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^(?i)net use [^\r\n]*?/user:\S+ +["']?([^\s"'$<{/*-][^\s"']{3,127})"#).ok()
});

/// Adds what the command line hands over behind the word at `at`.
pub(super) fn find(text: &str, at: usize, finds: &mut Finds<'_>) {
    let mut end = text.len().min(at + REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let Some(rest) = text.get(at..end) else { return };
    for pattern in [&OPTION, &LOGIN, &CURL, &NET] {
        let found = pattern.as_ref().and_then(|pattern| pattern.captures(rest)?.get(1));
        if let Some(found) = found.filter(|found| is_chosen(found.as_str())) {
            finds.add(Pii::CliCredentials, at + found.start()..at + found.end(), true);
        }
    }
}

/// Whether it is no word of a sentence about command lines, and not hidden already.
fn is_chosen(value: &str) -> bool {
    if value.contains("redacted") {
        return false;
    }
    value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
        || value.bytes().any(|byte| matches!(byte, b'!' | b'#' | b'%' | b'^' | b'&' | b'+' | b'@'))
}
