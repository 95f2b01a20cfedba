//! What a person may choose from where a filter is completed: fields, words and values that
//! were seen, spelled so that they are read as what they are.

use super::complete::op_follows;
use super::field::Shape;
use super::pattern::is_glob;
use super::quoting::{is_value_word, quote};
use super::table::{FIELDS, FieldRow};
use super::words::vocabulary;
use super::{Completion, Context, Field, Op, Wants};

/// Stretches of time worth offering, and what they mean.
const TIMES: [(&str, &str); 4] = [
    ("-5m", "five minutes ago"),
    ("-1h", "an hour ago"),
    ("-1d", "a day ago"),
    ("now", "this moment"),
];

/// A value or a key that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// As it is in the log.
    pub text: String,
    /// How often.
    pub count: u64,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called: without quotes, scope and operator.
    pub name: String,
    /// What is put into the filter.
    pub insert: String,
    /// How often it was seen; `None` where nobody counts.
    pub count: Option<u64>,
    /// What it is, in a few words; may be empty.
    pub help: &'static str,
}

impl Completion {
    /// What fits here, best first: what begins with what was typed before what only holds it,
    /// then the more frequent. `seen` are the keys or values that were seen of what is wanted.
    pub fn candidates(&self, context: &Context, seen: &[Seen]) -> Vec<Candidate> {
        let all = match &self.wants {
            Wants::Nothing => Vec::new(),
            Wants::Fields { has } => fields(*has),
            Wants::Keys { scope, has } => keys(scope, *has, seen),
            Wants::Values { field, op } => values(field, *op, context, seen),
        };
        let typed = self.typed.to_lowercase();
        let mut fitting: Vec<(bool, Candidate)> = all
            .into_iter()
            .filter_map(|candidate| {
                let name = candidate.name.to_lowercase();
                name.contains(&typed).then(|| (!name.starts_with(&typed), candidate))
            })
            .collect();
        // What nobody counts keeps its order.
        fitting.sort_by_key(|(inside, it)| (*inside, std::cmp::Reverse(it.count)));
        fitting.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// `text` with `candidate` put in, and the place behind it. An operator that is already
    /// there is not doubled.
    pub fn accept(&self, text: &str, candidate: &Candidate) -> (String, usize) {
        let before = text.get(..self.replace.start).unwrap_or(text);
        let after = text.get(self.replace.end..).unwrap_or_default();
        let insert = match candidate.insert.strip_suffix(['.', ':']) {
            Some(shorter) if candidate.insert.ends_with('.') && after.starts_with('.') => shorter,
            Some(shorter) if self.is_name() && op_follows(after, 0) => shorter,
            _ => candidate.insert.as_str(),
        };
        (format!("{before}{insert}{after}"), before.len() + insert.len())
    }

    /// Whether a field's name is wanted, after which more has to follow.
    pub fn is_name(&self) -> bool {
        matches!(self.wants, Wants::Fields { .. } | Wants::Keys { .. })
    }
}

fn fields(has: bool) -> Vec<Candidate> {
    let of_row = |row: &FieldRow, name: &str| {
        let end = match (row.keyed, has) {
            (true, _) => ".",
            (false, true) => "",
            (false, false) => ":",
        };
        Candidate {
            name: name.to_owned(),
            insert: format!("{name}{end}"),
            count: None,
            help: row.help,
        }
    };
    let names = FIELDS.iter().map(|row| of_row(row, row.name));
    let aliases =
        FIELDS.iter().flat_map(|row| row.aliases.iter().map(move |alias| of_row(row, alias)));
    let presence = (!has).then(|| Candidate {
        name: "has".to_owned(),
        insert: "has:".to_owned(),
        count: None,
        help: "whether a field is there",
    });
    names.chain(presence).chain(aliases).collect()
}

fn keys(scope: &str, has: bool, seen: &[Seen]) -> Vec<Candidate> {
    let end = if has { "" } else { ":" };
    let of_key = |seen: &Seen| {
        let field = Field::with_key(scope, &seen.text)?;
        let (name, insert) = (seen.text.clone(), format!("{field}{end}"));
        Some(Candidate { name, insert, count: Some(seen.count), help: "" })
    };
    seen.iter().filter_map(of_key).collect()
}

/// The words of a field's list, seen or not, and then whatever else was seen.
fn values(field: &Field, op: Op, context: &Context, seen: &[Seen]) -> Vec<Candidate> {
    if field.shape() == Shape::Time {
        return times(op);
    }
    let words = vocabulary(field, context);
    let count = |word: &str| seen.iter().find(|seen| seen.text == word).map(|seen| seen.count);
    let known = words.iter().map(|word| {
        let unseen = if seen.is_empty() { None } else { Some(0) };
        of_value(word, op, count(word).or(unseen))
    });
    let closed = !words.is_empty();
    let other = seen.iter().filter(|seen| !closed && !seen.text.is_empty());
    known.chain(other.map(|seen| of_value(&seen.text, op, Some(seen.count)))).collect()
}

fn of_value(text: &str, op: Op, count: Option<u64>) -> Candidate {
    let bare = is_value_word(op, text) && !is_glob(text) && !text.contains("..");
    let insert = if bare { text.to_owned() } else { quote(text) };
    Candidate { name: text.to_owned(), insert, count, help: "" }
}

/// A time to begin or end with; after a colon all since then.
fn times(op: Op) -> Vec<Candidate> {
    let since = if op == Op::Match { ".." } else { "" };
    let offered = TIMES.into_iter().filter(|(time, _)| op != Op::Match || *time != "now");
    offered
        .map(|(time, help)| Candidate {
            name: time.to_owned(),
            insert: format!("{time}{since}"),
            count: None,
            help,
        })
        .collect()
}
