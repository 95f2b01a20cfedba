//! How a filter was read and how it runs, in words.

use std::fmt;
use std::ops::Bound;

use crate::event::{Level, LogLevel, Zone, visible};

use super::glance::Look;
use super::matcher::{Bounds, Loose, Matcher};
use super::moment::Edge;
use super::plan::{self, any_of};
use super::predicate::{Node, Test};
use super::{Cost, Expr, Field, Predicate};

/// How a filter is read and run. Displayed, it is what `telltail explain` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The canonical text.
    pub filter: String,
    /// What is asked, in the order of evaluation.
    pub steps: Vec<Step>,
    /// How the whole is run, stage by stage, each a sentence without its end.
    pub plan: Vec<String>,
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How deep it stands in groups.
    pub depth: usize,
    /// What it says.
    pub says: Says,
}

/// What a line of an explanation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// How the steps that stand one deeper are joined: `all of`, `any of`, `not`.
    Group(&'static str),
    /// A term.
    Term {
        /// As written canonically.
        text: String,
        /// The field and how its value is compared.
        meaning: String,
        /// What it takes to answer it.
        cost: Cost,
        /// The same in words, with what is looked for.
        reads: String,
    },
    /// There is nothing to ask.
    Everything,
}

/// Explains `expr` and what it was compiled to.
pub fn explain(expr: &Expr, predicate: &Predicate) -> Explanation {
    let mut steps = Vec::new();
    walk(predicate.root(), 0, predicate.zone(), &mut steps);
    Explanation { filter: expr.to_string(), steps, plan: plan::stages(predicate) }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "filter  {}", if self.filter.is_empty() { "(empty)" } else { &self.filter })?;
        for step in &self.steps {
            let indent = "  ".repeat(step.depth + 1);
            match &step.says {
                Says::Group(join) => writeln!(f, "{indent}{join}:")?,
                Says::Everything => writeln!(f, "{indent}everything passes")?,
                Says::Term { text, meaning, reads, .. } => {
                    writeln!(f, "{indent}{text}")?;
                    writeln!(f, "{indent}    {meaning}")?;
                    writeln!(f, "{indent}    {reads}")?;
                }
            }
        }
        for (stage, says) in self.plan.iter().enumerate() {
            writeln!(f, "{}. {says}", stage + 1)?;
        }
        Ok(())
    }
}

fn walk(node: &Node, depth: usize, zone: &Zone, steps: &mut Vec<Step>) {
    let mut group = |join, parts: &[Node]| {
        steps.push(Step { depth, says: Says::Group(join) });
        for part in parts {
            walk(part, depth + 1, zone, steps);
        }
    };
    match node {
        Node::All => steps.push(Step { depth, says: Says::Everything }),
        Node::And(parts) => group("all of", parts),
        Node::Or(parts) => group("any of", parts),
        Node::Not(part) => group("not", std::slice::from_ref(part)),
        Node::Test(test) => steps.push(Step { depth, says: term(test, zone) }),
    }
}

fn term(test: &Test, zone: &Zone) -> Says {
    let meaning = format!("{} {}", test.term.field, meaning(&test.matcher, zone));
    Says::Term { text: test.term.to_string(), meaning, cost: test.cost(), reads: reads(test) }
}

/// What is read to answer a term.
fn reads(test: &Test) -> String {
    let field = &test.term.field;
    let told = match test.cost() {
        Cost::Column | Cost::Name if field.is_of_class() => Some("once per distinct event"),
        Cost::Column => Some("from a column, once per event"),
        Cost::Name => Some("once per source"),
        _ => None,
    };
    if let Some(told) = told {
        return told.to_owned();
    }
    match test.look() {
        Look::Record(Some(finder)) if test.cost() == Cost::Literal => {
            format!("searches the text for {}", any_of(finder))
        }
        Look::Record(Some(finder)) => {
            format!("tries the regex on records that hold {}", any_of(finder))
        }
        Look::Literal(finder) => format!("parses records that hold {}", any_of(finder)),
        Look::Key(key, _) => format!(
            "looks behind \"{}\" in records that hold it, and parses those where that cannot tell",
            key.piece()
        ),
        Look::Record(None) => "tries every record's text".to_owned(),
        Look::Nowhere if *field == Field::Line => "from the record's place in its file".to_owned(),
        Look::Nowhere if *field == Field::Message => "reads the record's text".to_owned(),
        Look::Nowhere => "parses the record's body".to_owned(),
    }
}

/// How a value is compared, as the end of a sentence that its field begins.
fn meaning(matcher: &Matcher, zone: &Zone) -> String {
    match matcher {
        Matcher::Present => "is there".to_owned(),
        Matcher::Never(text) => {
            format!("is never so: {} is no number to compare with", phrase(text))
        }
        Matcher::Any(any) => {
            let any: Vec<_> = any.iter().map(|matcher| meaning(matcher, zone)).collect();
            any.join(", or ")
        }
        Matcher::Words(words) if words.len() == 1 => format!("is {}", words.concat()),
        Matcher::Words(words) => format!("is one of {}", words.join(", ")),
        Matcher::Level(bounds) => {
            format!(
                "{}, in the order of its vocabulary",
                stretch(bounds, |l: &Level| l.as_str().to_owned())
            )
        }
        Matcher::Log(bounds) => stretch(bounds, |level: &LogLevel| level.as_str().to_owned()),
        Matcher::Time(bounds) => times(bounds, zone),
        Matcher::Number(bounds) => format!("as a number {}", stretch(bounds, f64::to_string)),
        Matcher::Holds(needle) => format!("holds {}, in any case", phrase(needle.text())),
        Matcher::Exactly(text) => format!("is exactly {}", phrase(text)),
        Matcher::Glob(_, glob) => format!("fits {} as a whole, in any case", visible(glob)),
        Matcher::Regex(regex) => format!("matches the regex {}", visible(regex.as_str())),
        Matcher::Loose(loose) => either(loose, zone),
    }
}

/// What holds for numbers and what for text.
fn either(loose: &Loose, zone: &Zone) -> String {
    let text = meaning(&loose.text, zone);
    match loose.number {
        Some(number) => format!("is the number {number}; where it is no number, it {text}"),
        None => text,
    }
}

fn stretch<T: PartialEq>(bounds: &Bounds<T>, show: impl Fn(&T) -> String) -> String {
    match (&bounds.low, &bounds.high) {
        (Bound::Included(low), Bound::Included(high)) if low == high => {
            format!("is {}", show(low))
        }
        (Bound::Included(low), Bound::Included(high)) => {
            format!("is from {} to {}", show(low), show(high))
        }
        (Bound::Included(edge), _) => format!("is at least {}", show(edge)),
        (Bound::Excluded(edge), _) => format!("is above {}", show(edge)),
        (_, Bound::Included(edge)) => format!("is at most {}", show(edge)),
        (_, Bound::Excluded(edge)) => format!("is below {}", show(edge)),
        (Bound::Unbounded, Bound::Unbounded) => "is there".to_owned(),
    }
}

fn times(bounds: &Bounds<Edge>, zone: &Zone) -> String {
    let show = |edge: &Edge| match edge {
        Edge::Moment(moment) => zone.rfc3339(*moment),
        Edge::Wall(_) => format!("{edge} by the log's clock"),
    };
    let low = match &bounds.low {
        Bound::Included(at) | Bound::Excluded(at) => Some(format!("from {}", show(at))),
        Bound::Unbounded => None,
    };
    let high = match &bounds.high {
        Bound::Included(at) | Bound::Excluded(at) => Some(format!("before {}", show(at))),
        Bound::Unbounded => None,
    };
    let parts: Vec<_> = low.into_iter().chain(high).collect();
    format!("is {}", parts.join(" and "))
}

fn phrase(text: &str) -> String {
    format!("\"{}\"", visible(text))
}
