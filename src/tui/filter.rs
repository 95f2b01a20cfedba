//! The filter: the line it is typed into, what was last valid, and the facets chosen beside it.

use crate::event::Instant;
use crate::pipeline::Ask;
use crate::query::{Context, Explanation, Expr, Op, Predicate, QueryError, Term, explain, parse};
use crate::search::{Blamed, Cause, Conjuncts, Question, Selections, Span};

use super::completion::Completing;
use super::line::Line;

/// What is to be said of the text in the filter line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is a filter, and applied.
    #[default]
    Valid,
    /// It is the start of a filter; what stands before its end is applied.
    Incomplete(QueryError),
    /// It is none; what stands before the error is applied.
    Wrong(QueryError),
}

/// The filter.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    pub(super) line: Line,
    pub(super) completing: Completing,
    pub(super) verdict: Verdict,
    /// The text that is applied: that of the line, or what of it stands before an error.
    pub(super) applied: String,
    predicate: Predicate,
    pub(super) selections: Selections,
    /// The time that is shown; `None` for all of it.
    pub(super) span: Option<Span>,
    /// Whether it is applied at all.
    pub(super) on: bool,
    /// The generation asked last, and the one answered last.
    pub(super) asked: u64,
    pub(super) answered: u64,
    /// When the last one was asked.
    pub(super) asked_at: Instant,
    /// What was answered whole last.
    whole: Option<Whole>,
    /// When the text was read, which relative times in it are relative to.
    read_at: Instant,
    /// The generation of which it was asked which term removed all, and the answer.
    blaming: u64,
    blamed: Option<Blamed>,
}

/// A filter as the person chose it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Whole {
    text: String,
    selections: Selections,
    span: Option<Span>,
    on: bool,
}

impl Filter {
    /// A filter of a text that the engine was started with.
    pub(super) fn new(text: &str, history: Vec<String>, context: &Context) -> Self {
        let mut filter = Self {
            line: Line::with(text).with_history(history),
            completing: Completing::default(),
            verdict: Verdict::Valid,
            applied: String::new(),
            predicate: Predicate::default(),
            selections: Selections::default(),
            span: None,
            on: true,
            asked: 0,
            answered: 0,
            asked_at: Instant(0),
            whole: None,
            read_at: context.now,
            blaming: 0,
            blamed: None,
        };
        filter.read(context);
        filter
    }

    /// Reads the text in the line. Where it is a filter it becomes the one applied, with
    /// relative times fixed to the context's now; else what stands before the error does.
    pub(super) fn read(&mut self, context: &Context) {
        let text = self.line.text();
        self.read_at = context.now;
        self.verdict = match Predicate::read(text, context) {
            Ok(predicate) => {
                self.predicate = predicate;
                text.clone_into(&mut self.applied);
                Verdict::Valid
            }
            Err(error) => {
                self.fall_back(error.span.start, context);
                if error.incomplete { Verdict::Incomplete(error) } else { Verdict::Wrong(error) }
            }
        };
    }

    /// Applies what stands before the word that is wrong. On the way to `level:bla` the text was
    /// `l`, `le` and `leve`, each a filter of its own; none of them is what is meant.
    fn fall_back(&mut self, wrong: usize, context: &Context) {
        let text = self.line.text();
        let before = text.get(..wrong).unwrap_or_default();
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let kept = text.get(..start).unwrap_or_default().trim_end();
        if let Ok(predicate) = Predicate::read(kept, context) {
            self.predicate = predicate;
            kept.clone_into(&mut self.applied);
        }
    }

    /// The generation was answered whole.
    pub(super) fn answer(&mut self, generation: u64) {
        self.answered = self.answered.max(generation);
        if self.answered == self.asked {
            self.whole = Some(self.chosen());
        }
    }

    /// The question which term removed all, where the last answer is whole and that was not asked
    /// of it yet.
    pub(super) fn blame(&mut self, context: &Context) -> Option<Ask> {
        if self.answered < self.asked || self.blaming == self.asked {
            return None;
        }
        self.blaming = self.asked;
        let context = Context { now: self.read_at, ..context.clone() };
        let terms = Conjuncts::of(&parse(&self.applied).ok()?, &context).ok()?;
        let question = Box::new(self.question());
        Some(Ask::Blame { generation: self.asked, question, terms })
    }

    /// It was answered which term removed all.
    pub(super) fn blamed(&mut self, generation: u64, blamed: Blamed) {
        if generation == self.asked {
            self.blamed = Some(blamed);
        }
    }

    /// What each part of the question does, where it shows nothing and that was found out.
    pub(super) fn steps(&self) -> Option<&Blamed> {
        self.blamed.as_ref().filter(|_| self.blaming == self.asked && self.on)
    }

    /// The part to take away so that something is shown again: the one that left nothing, or where
    /// that is not enough the one without which the most is shown.
    pub(super) fn culprit(&self) -> Option<Cause> {
        let blamed = self.steps()?;
        let enough = blamed.culprit().filter(|step| step.without > 0);
        let found = enough.or_else(|| blamed.best_without()).or_else(|| blamed.culprit());
        found.map(|step| step.cause)
    }

    /// The terms of the applied text that must all hold.
    pub(super) fn terms(&self) -> Vec<Expr> {
        parse(&self.applied).map(|expr| Conjuncts::exprs(&expr)).unwrap_or_default()
    }

    /// The applied text without one of those.
    pub(super) fn without(&self, term: usize) -> String {
        let terms = self.terms().into_iter().enumerate();
        let rest = terms.filter(|(at, _)| *at != term).map(|(_, term)| term);
        Expr::and(rest).to_string()
    }

    /// Forgets what was chosen among the values and times of one log, and what was answered of it.
    pub(super) fn begin_anew(&mut self) {
        (self.selections, self.span) = (Selections::default(), None);
        (self.whole, self.blamed) = (None, None);
    }

    /// Goes back to what was answered whole last. Where that is the present one, or nothing was,
    /// the filter is off; tells whether there was something to go back to.
    pub(super) fn go_back(&mut self, context: &Context) -> bool {
        let now = self.chosen();
        let Some(whole) = self.whole.clone().filter(|whole| *whole != now) else {
            self.on = false;
            return false;
        };
        self.line.set(&whole.text);
        (self.selections, self.span, self.on) = (whole.selections, whole.span, whole.on);
        self.read(context);
        true
    }

    fn chosen(&self) -> Whole {
        let (text, selections) = (self.applied.clone(), self.selections.clone());
        Whole { text, selections, span: self.span, on: self.on }
    }

    /// How the text that is applied is read and run.
    pub(super) fn explanation(&self) -> Explanation {
        explain(&parse(&self.applied).unwrap_or(Expr::All), &self.predicate)
    }

    /// The question that is to be asked now.
    pub(super) fn question(&self) -> Question {
        if !self.on {
            return Question::default();
        }
        Question {
            predicate: self.predicate.clone(),
            selections: self.selections.clone(),
            span: self.span,
            ..Question::default()
        }
    }

    /// Whether it could hide anything.
    pub(super) fn is_narrowing(&self) -> bool {
        let everything = self.applied.trim().is_empty() && self.selections.is_all();
        self.on && !(everything && self.span.is_none())
    }

    /// The last term of the applied text, and the text without it.
    pub(super) fn last_term(&self) -> Option<(String, String)> {
        match parse(&self.applied).ok()? {
            Expr::All => None,
            Expr::And(mut parts) => {
                let last = parts.pop()?;
                Some((last.to_string(), Expr::and(parts).to_string()))
            }
            other => Some((other.to_string(), String::new())),
        }
    }

    /// The applied text with `term` added, so that what it means is let through too.
    ///
    /// The last term of the same field takes the value into its list (`prop.a=x` becomes
    /// `prop.a=x,y`), or where it compares in another way becomes one of two (`dest:github`
    /// becomes `(dest:github or dest=coder)`). Where the field is not asked for yet, all of the
    /// filter becomes one of two. A negated term is none of these.
    pub(super) fn with_also(&self, term: &Term) -> String {
        let applied = self.applied.trim();
        let expr = match parse(applied) {
            Ok(Expr::All) | Err(_) => return term.to_string(),
            Ok(expr) => expr,
        };
        let Some(last) = last_of(&expr, term) else { return format!("{applied} or {term}") };
        if last == term {
            return applied.to_owned();
        }
        let is_alone = matches!(expr, Expr::Term(_) | Expr::Or(_));
        let instead = match (last.op, term.op) {
            (Op::Equal, Op::Equal) => {
                let mut both = last.clone();
                let new = term.wanted.iter().filter(|it| !last.wanted.contains(it));
                both.wanted.extend(new.cloned());
                both.to_string()
            }
            _ if is_alone => format!("{last} or {term}"),
            _ => format!("({last} or {term})"),
        };
        let (before, after) = (applied.get(..last.span.start), applied.get(last.span.end..));
        format!("{}{instead}{}", before.unwrap_or_default(), after.unwrap_or_default())
    }

    /// The applied text with `term` added, so that both must hold.
    pub(super) fn with(&self, term: &Expr) -> String {
        let applied = self.applied.trim();
        match parse(applied) {
            Ok(Expr::All) | Err(_) => term.to_string(),
            Ok(Expr::Or(_)) => format!("({applied}) {term}"),
            Ok(_) => format!("{applied} {term}"),
        }
    }
}

/// The last term of `expr` that asks for the same field as `term`, and not within a negation.
fn last_of<'e>(expr: &'e Expr, term: &Term) -> Option<&'e Term> {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => {
            parts.iter().rev().find_map(|part| last_of(part, term))
        }
        // Of several fields behind one `has:` each has the place of all: none can be changed.
        Expr::Term(found) if found == term => Some(found),
        Expr::Term(found) if found.field == term.field && found.op != Op::Has => Some(found),
        Expr::Term(_) | Expr::Not(_) | Expr::All => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Instant, Zone};

    /// The filter `text` after a term was added as another possibility.
    fn also(text: &str, term: &str) -> String {
        let context =
            Context { now: Instant(0), zone: Zone::utc(), destinations: vec!["github".to_owned()] };
        let Ok(Expr::Term(term)) = parse(term) else { panic!("{term} is no term") };
        Filter::new(text, Vec::new(), &context).with_also(&term)
    }

    #[test]
    fn a_value_joins_the_last_list_of_its_field() {
        assert_eq!(also("prop.reason=a", "prop.reason=b"), "prop.reason=a,b");
        assert_eq!(also("prop.r=a level:error", "prop.r=b"), "prop.r=a,b level:error");
        assert_eq!(also("prop.r=(a, c)  x", "prop.r=b"), "prop.r=a,c,b  x");
        assert_eq!(also("prop.r=a or prop.r=c", "prop.r=b"), "prop.r=a or prop.r=c,b");
        assert_eq!(also("prop.r=a,b", "prop.r=b"), "prop.r=a,b");
        assert_eq!(also("x (prop.r=a or y)", "prop.r=b"), "x (prop.r=a,b or y)");
    }

    #[test]
    fn what_compares_otherwise_becomes_one_of_two() {
        assert_eq!(
            also("dest:github level:error", "dest=unknown"),
            "(dest:github or dest=unknown) level:error"
        );
        assert_eq!(also("dest:github", "dest=unknown"), "dest:github or dest=unknown");
        assert_eq!(also("prop.r>5 x", "prop.r=3"), "(prop.r>5 or prop.r=3) x");
    }

    #[test]
    fn a_field_that_is_not_asked_for_widens_the_whole_filter() {
        assert_eq!(also("", "prop.r=b"), "prop.r=b");
        assert_eq!(also("level:error x", "prop.r=b"), "level:error x or prop.r=b");
        assert_eq!(also("-prop.r=b", "prop.r=b"), "-prop.r=b or prop.r=b");
        assert_eq!(also("has:prop.r", "has:prop.r"), "has:prop.r");
    }
}
