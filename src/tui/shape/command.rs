//! The command that shows what the screen shows: its sources, its filter with the facets, its
//! span of time.

use std::fmt::Write as _;

use crate::event::is_hostile;
use crate::pipeline::Stage;
use crate::query::{Expr, parse};
use crate::store::{EventLog, SourceFacts};

use super::super::model::Model;

/// More paths than this are nothing to paste.
const PATHS: usize = 32;

/// A command for a POSIX shell.
///
/// # Errors
/// Why there is none, as a sentence.
pub(in crate::tui) fn command_line(model: &Model, log: &EventLog) -> Result<String, &'static str> {
    let mut paths: Vec<String> = Vec::new();
    for path in log.sources().map(|(_, facts, _)| path_of(facts)) {
        if !paths.contains(&path) {
            paths.push(path);
        }
        if paths.len() > PATHS {
            return Err("too many files are read for a command that names them");
        }
    }
    let mut words = vec!["telltail".to_owned()];
    words.extend(paths);
    if model.stage == Stage::Live {
        words.push("-f".to_owned());
    }
    if model.trace {
        words.push("--trace".to_owned());
    }
    let filter = filter_text(model, log);
    if !filter.is_empty() {
        words.extend(["--filter".to_owned(), filter]);
    }
    if let Some(span) = model.filter.span.filter(|_| model.filter.on) {
        for (option, value) in span.arguments(&model.query.zone) {
            words.extend([option.to_owned(), value]);
        }
    }
    // A shell that is pasted to may take control characters for keys.
    if words.iter().any(|word| word.contains(is_hostile)) {
        return Err("a path holds characters that are not safe to paste into a shell");
    }
    Ok(words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" "))
}

/// The filter with the facets that are chosen beside it.
pub(in crate::tui) fn filter_text(model: &Model, log: &EventLog) -> String {
    if !model.filter.on {
        return String::new();
    }
    let applied = model.filter.applied.trim();
    let facets = model.filter.selections.terms(log);
    let mut text = match parse(applied) {
        Ok(Expr::Or(_)) if !facets.is_empty() => format!("({applied})"),
        _ => applied.to_owned(),
    };
    for (_, term) in facets {
        let _ = write!(text, "{}{term}", if text.is_empty() { "" } else { " " });
    }
    text
}

/// What to name so that a source is read: its session's folder, the archive it is in, itself.
fn path_of(facts: &SourceFacts) -> String {
    if facts.path.is_empty() {
        return "-".to_owned();
    }
    let ends = facts.path.match_indices(['/', '\\']).map(|(at, _)| at);
    for end in ends {
        let above = &facts.path[..end];
        let name = above.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_archive = name.len() > 4 && name.to_ascii_lowercase().ends_with(".zip");
        if is_archive || facts.session.as_deref() == Some(name) {
            return above.to_owned();
        }
    }
    // A dash begins an option.
    if facts.path.starts_with('-') { format!("./{}", facts.path) } else { facts.path.clone() }
}

/// A word as a POSIX shell takes it for itself.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_so_that_a_shell_leaves_them_alone() {
        assert_eq!(quoted("level=error"), "level=error");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("prop.a=\"it's\" $(x)"), r#"'prop.a="it'\''s" $(x)'"#);
        assert_eq!(quoted("~/x"), "'~/x'");
    }

    #[test]
    fn a_source_is_read_by_its_session_its_archive_or_itself() {
        let path = |path: &str, session: Option<&str>| {
            let session = session.map(str::to_owned);
            path_of(&SourceFacts { path: path.to_owned(), session, ..SourceFacts::default() })
        };
        let stamp = Some("20261121T013859");
        assert_eq!(path("/l/20261121T013859/w1/telemetry.log", stamp), "/l/20261121T013859");
        assert_eq!(path("/d/Logs.ZIP/20261121T013859/telemetry.log", stamp), "/d/Logs.ZIP");
        assert_eq!(path("a/telemetry.log", stamp), "a/telemetry.log");
        assert_eq!(path("-x.log", None), "./-x.log");
        assert_eq!(path("", None), "-");
    }
}
