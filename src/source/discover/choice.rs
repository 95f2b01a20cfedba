//! Which of many sessions a person means.
//!
//! Pure: chooses among sessions that were looked at already.

use std::cmp::Reverse;
use std::str::FromStr;

use super::sessions::{Session, newest_session};
use crate::source::names::is_stamp;

/// How many stamps an error lists.
const LISTED: usize = 10;

/// Which sessions are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SessionChoice {
    /// The newest that holds telemetry, of the logs root that was written to last; followed, also
    /// newer ones.
    #[default]
    Latest,
    /// The one before that, of the same logs root.
    Previous,
    /// The one whose stamp begins like this.
    Stamp(String),
    /// All of the logs root that was written to last.
    All,
}

/// Why no session, or not one, is chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// No word that names sessions.
    #[error(
        "'{0}' names no session: use latest, previous, all, or a stamp such as 20261121T013859 (its beginning is enough)"
    )]
    Word(String),
    /// Several sessions begin so.
    #[error("'{asked}' is the beginning of several sessions: use more of one of\n{}", list(found))]
    Ambiguous {
        /// What was typed.
        asked: String,
        /// Their stamps, with the product where several are searched.
        found: Vec<String>,
    },
    /// No session begins so.
    #[error("no session begins with '{asked}'; there are\n{}", list(found))]
    Unknown {
        /// What was typed.
        asked: String,
        /// The stamps that there are.
        found: Vec<String>,
    },
    /// There is nothing before the latest.
    #[error(
        "there is no session before {stamp} that holds a telemetry log; `telltail sources` lists all"
    )]
    NoPrevious {
        /// The latest.
        stamp: String,
    },
    /// The session has no log to open.
    #[error("session {stamp}: {}", no_telemetry(*others))]
    NoTelemetry {
        /// Its stamp.
        stamp: String,
        /// How many other logs it has.
        others: usize,
    },
    /// There is no session at all that could be opened.
    #[error("no session holds a telemetry log; `telltail sources` says where was looked")]
    Nothing,
}

impl ChoiceError {
    /// Whether what was typed is wrong, rather than what there is.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Word(_) | Self::Ambiguous { .. })
    }
}

fn list(found: &[String]) -> String {
    let more = found.len().saturating_sub(LISTED);
    let mut text = found.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if more > 0 {
        text = format!("{text} and {more} more");
    }
    text
}

fn no_telemetry(others: usize) -> String {
    match others {
        0 => "it holds no log".to_owned(),
        1 => "it holds no telemetry log, but one other log; --trace opens it".to_owned(),
        _ => format!("it holds no telemetry log, but {others} other logs; --trace opens them"),
    }
}

impl FromStr for SessionChoice {
    type Err = ChoiceError;

    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        match text {
            "latest" => return Ok(Self::Latest),
            "previous" => return Ok(Self::Previous),
            "all" => return Ok(Self::All),
            _ => {}
        }
        // As it may be copied from elsewhere: 2026-11-21T01:38.
        let stamp: String = text.chars().filter(|letter| !matches!(letter, '-' | ':')).collect();
        let whole =
            stamp.get(..).and_then(|stamp| Some(format!("{stamp}{}", REST.get(stamp.len()..)?)));
        match whole {
            Some(whole) if !stamp.is_empty() && is_stamp(&whole) => Ok(Self::Stamp(stamp)),
            _ => Err(ChoiceError::Word(text.to_owned())),
        }
    }
}

/// What makes a stamp of the beginning of one.
const REST: &str = "00000000T000000";

/// The sessions that are meant by `choice`, oldest first. With `trace`, one without telemetry
/// will do if it holds any log.
///
/// # Errors
/// When there is no such session, and when several begin as the stamp that was asked for.
pub fn chosen<'s>(
    sessions: &'s [Session],
    choice: &SessionChoice,
    trace: bool,
) -> Result<Vec<&'s Session>, ChoiceError> {
    let will_do =
        |session: &&Session| session.holds_telemetry() || trace && !session.files.is_empty();
    if let SessionChoice::Stamp(asked) = choice {
        return stamped(sessions, asked, will_do).map(|session| vec![session]);
    }
    let any = || sessions.iter().filter(will_do).max_by_key(|session| &session.stamp);
    let latest = newest_session(sessions).or_else(any).ok_or(ChoiceError::Nothing)?;
    let beside = |session: &&Session| session.path.parent() == latest.path.parent();
    let mut row: Vec<&Session> = sessions.iter().filter(will_do).filter(beside).collect();
    row.sort_by(|one, other| one.stamp.cmp(&other.stamp));
    match choice {
        SessionChoice::All => Ok(row),
        SessionChoice::Previous => {
            let before = row.into_iter().rev().find(|session| session.stamp < latest.stamp);
            let none = || ChoiceError::NoPrevious { stamp: latest.stamp.clone() };
            before.map(|session| vec![session]).ok_or_else(none)
        }
        SessionChoice::Latest | SessionChoice::Stamp(_) => Ok(vec![latest]),
    }
}

/// The one session whose stamp begins with `asked`.
fn stamped<'s>(
    sessions: &'s [Session],
    asked: &str,
    will_do: impl Fn(&&Session) -> bool,
) -> Result<&'s Session, ChoiceError> {
    let matching: Vec<&Session> =
        sessions.iter().filter(|session| session.stamp.starts_with(asked)).collect();
    let usable: Vec<&Session> = matching.iter().copied().filter(&will_do).collect();
    match (usable.as_slice(), matching.as_slice()) {
        ([one], _) => Ok(one),
        ([], [one]) => {
            Err(ChoiceError::NoTelemetry { stamp: one.stamp.clone(), others: one.files.len() })
        }
        ([], []) => {
            let mut there: Vec<&Session> = sessions.iter().filter(&will_do).collect();
            if there.is_empty() {
                return Err(ChoiceError::Nothing);
            }
            Err(ChoiceError::Unknown { asked: asked.to_owned(), found: stamps(&mut there) })
        }
        ([], _) => Err(ambiguous(asked, matching)),
        _ => Err(ambiguous(asked, usable)),
    }
}

fn ambiguous(asked: &str, mut found: Vec<&Session>) -> ChoiceError {
    ChoiceError::Ambiguous { asked: asked.to_owned(), found: stamps(&mut found) }
}

/// The stamps of sessions, newest first, with the product where there are several.
fn stamps(sessions: &mut [&Session]) -> Vec<String> {
    sessions.sort_by_key(|session| Reverse(&session.stamp));
    let several = sessions.windows(2).any(|pair| pair[0].path.parent() != pair[1].path.parent());
    sessions
        .iter()
        .map(|session| {
            let product = if several { format!(" ({})", session.product) } else { String::new() };
            format!("{}{product}", session.stamp)
        })
        .collect()
}

#[cfg(test)]
mod tests;
