//! The filter: the line it is typed into, what was last valid, and the facets chosen beside it.

use crate::event::Instant;
use crate::query::{Context, Explanation, Expr, Predicate, QueryError, explain, parse};
use crate::search::{Question, Selections, Span};

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
    pub(super) fn new(text: &str, context: &Context) -> Self {
        let mut filter = Self {
            line: Line::with(text),
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
        };
        filter.read(context);
        filter
    }

    /// Reads the text in the line. Where it is a filter it becomes the one applied, with
    /// relative times fixed to the context's now; else what stands before the error does.
    pub(super) fn read(&mut self, context: &Context) {
        let text = self.line.text();
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
