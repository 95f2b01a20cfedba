//! The fields whose values are words of a list: which words, by what other names, and how a
//! person may shorten them.

use crate::event::{Declared, Evidence, Kind, Level, LogLevel, Pii, Purpose, Severity};

use super::error::named;
use super::pattern::{glob, is_glob};
use super::suggest::closest;
use super::{Context, Field, Op, QueryError, Span};

/// Other names of a field's words, and whether they mean the one word only or all that begin
/// with it.
const DESTINATIONS: [(&str, &str, Reach); 5] = [
    ("gh", "github", Reach::Family),
    ("gh-std", "github", Reach::One),
    ("ms", "microsoft", Reach::Family),
    ("msft", "microsoft", Reach::Family),
    ("ai", "app-insights", Reach::Family),
];
const LEVELS: [(&str, &str, Reach); 1] = [("warn", "warning", Reach::One)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    One,
    Family,
}

/// Every word of a field.
pub(super) fn vocabulary<'c>(field: &Field, context: &'c Context) -> Vec<&'c str> {
    match field {
        Field::Kind => Kind::ALL.map(Kind::as_str).to_vec(),
        Field::Level => Level::ALL.map(Level::as_str).to_vec(),
        Field::Log => LogLevel::ALL.map(LogLevel::as_str).to_vec(),
        Field::Dest => context.destinations.iter().map(String::as_str).collect(),
        Field::By => {
            [Evidence::Wire, Evidence::Rule, Evidence::Guess].map(Evidence::as_str).to_vec()
        }
        Field::Purpose => Purpose::ALL.map(Purpose::as_str).to_vec(),
        Field::Declared => {
            [Declared::Yes, Declared::No, Declared::Unknown].map(Declared::as_str).to_vec()
        }
        Field::On => vec!["log", "wire", "both"],
        Field::Severity => Severity::ALL.map(Severity::as_str).to_vec(),
        Field::Pii => Pii::ALL.map(Pii::as_str).to_vec(),
        _ => Vec::new(),
    }
}

fn aliases(field: &Field) -> &'static [(&'static str, &'static str, Reach)] {
    match field {
        Field::Dest => &DESTINATIONS,
        Field::Level | Field::Log => &LEVELS,
        _ => &[],
    }
}

/// The words that `text` means after `op`: for `:` all that begin with it or fit it as a glob, for
/// `=` the one. What was seen on both log and wire was seen on either.
///
/// # Errors
/// Text that means no word, with the nearest one.
pub(super) fn words(
    field: &Field,
    op: Op,
    (text, span): (&str, Span),
    context: &Context,
) -> Result<Vec<String>, QueryError> {
    let known = vocabulary(field, context);
    if op == Op::Match
        && let Some(kinds) = family(field, text)
    {
        return Ok(kinds);
    }
    let alias = aliases(field).iter().find(|(alias, ..)| alias.eq_ignore_ascii_case(text));
    let (text, family) = match alias {
        Some((_, word, reach)) => (*word, *reach == Reach::Family),
        None => (text, true),
    };
    let fits: Box<dyn Fn(&str) -> bool> = if op != Op::Match || !family {
        Box::new(|word: &str| word.eq_ignore_ascii_case(text))
    } else if is_glob(text) {
        let glob = glob(text).map_err(|reason| QueryError::wrong(span, reason))?;
        Box::new(move |word: &str| glob.is_match(word.as_bytes()))
    } else {
        Box::new(|word: &str| begins(word, text))
    };
    let mut meant: Vec<String> =
        known.iter().filter(|word| fits(word)).map(ToString::to_string).collect();
    let seen = |word: &String| word == "log" || word == "wire";
    if *field == Field::On && op == Op::Match && meant.len() == 1 && meant.iter().any(seen) {
        meant.push("both".to_owned());
    }
    if meant.is_empty() { Err(unknown(field, op, (text, span), &known)) } else { Ok(meant) }
}

/// The words of a family that `text` names, whose words do not begin alike.
fn family(field: &Field, text: &str) -> Option<Vec<String>> {
    let named = |of: fn(Pii) -> bool| {
        let kinds = Pii::ALL.into_iter().filter(|kind| of(*kind));
        Some(kinds.map(|kind| kind.as_str().to_owned()).collect())
    };
    match (field, text.to_ascii_lowercase().as_str()) {
        (Field::Pii, "secret" | "secrets") => named(Pii::is_secret),
        (Field::Pii, "identity") => named(Pii::is_identity),
        _ => None,
    }
}

/// The words that stand in order with `edge` as `op` says.
///
/// # Errors
/// Text that means no word or several.
pub(super) fn ranked(
    field: &Field,
    op: Op,
    edge: (&str, Span),
    context: &Context,
) -> Result<Vec<String>, QueryError> {
    let word = one_word(field, op, edge, context)?;
    let known = vocabulary(field, context);
    let at = known.iter().position(|known| *known == word).unwrap_or_default();
    let fits = |(rank, _): &(usize, &&str)| match op {
        Op::Greater => *rank > at,
        Op::GreaterEqual => *rank >= at,
        Op::Less => *rank < at,
        Op::LessEqual => *rank <= at,
        _ => *rank == at,
    };
    let fitting = known.iter().enumerate().filter(fits);
    Ok(fitting.map(|(_, word)| (*word).to_owned()).collect())
}

/// The one word that `text` means in a comparison, where a beginning suffices if it is clear.
///
/// # Errors
/// Text that means no word or several.
pub(super) fn one_word(
    field: &Field,
    op: Op,
    (text, span): (&str, Span),
    context: &Context,
) -> Result<String, QueryError> {
    if let Ok(exact) = words(field, Op::Equal, (text, span), context) {
        return Ok(exact.concat());
    }
    let mut begun = vocabulary(field, context).into_iter().filter(|word| begins(word, text));
    match (begun.next(), begun.next()) {
        (Some(one), None) => Ok(one.to_owned()),
        (Some(one), Some(other)) => {
            let message = format!("{} begins more than one {}", named(text), field.name());
            Err(QueryError::wrong(span, message)
                .hint(format!("write {field}{0}{one} or {field}{0}{other}", op.as_str())))
        }
        _ => Err(unknown(field, op, (text, span), &vocabulary(field, context))),
    }
}

fn begins(word: &str, text: &str) -> bool {
    !text.is_empty() && word.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
}

fn unknown(field: &Field, op: Op, (text, span): (&str, Span), known: &[&str]) -> QueryError {
    let what = match field {
        Field::Dest => "destination",
        Field::Log => "level of a log line",
        other => other.name(),
    };
    let what = match field {
        // Not nouns, these.
        Field::On | Field::By | Field::Declared => format!("word for {what}"),
        _ => what.to_owned(),
    };
    let error = QueryError::wrong(span, format!("{} is no {what}", named(text)));
    let names = known.iter().copied().chain(aliases(field).iter().map(|(alias, ..)| *alias));
    match closest(text, names) {
        Some(word) => error.hint(format!("did you mean {field}{}{word}?", op.as_str())),
        None => error.hint(format!("use one of {}", known.join(", "))),
    }
}
