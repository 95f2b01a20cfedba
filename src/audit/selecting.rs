//! The filter that shows the events of a finding or of a difference: one for the screen and for every report.

use crate::event::{Kind, Scope};
use crate::query::{Expr, Field, Op, Term, Wanted};

use super::difference::{Difference, Sign, What};
use super::finding::Finding;
use super::rules::NO_STAMP;

impl Finding {
    /// The filter that shows its events; where there are none, those that it speaks of. A name that
    /// may not be told is left out: masked it would find nothing, and clear it would tell what is
    /// hidden.
    pub fn filter(&self, may_tell: impl Fn(&str) -> bool) -> Expr {
        let mut terms = Vec::new();
        if self.selects {
            terms.push(is(Field::Rule, &self.rule));
        }
        let told = |name: &&str| !name.is_empty() && may_tell(name);
        if let Some(producer) = Some(&*self.producer).filter(told) {
            terms.push(is(Field::Producer, producer));
        }
        if let Some(event) = self.event.as_deref().filter(told) {
            terms.push(is(Field::Event, event));
        }
        match self.oddity() {
            Some(NO_STAMP) => terms.push(is(Field::Kind, Kind::Raw.as_str())),
            Some(odd) => {
                terms.push(Expr::Term(Term::new(Field::Note, Op::Equal, vec![Wanted::text(odd)])));
            }
            None => {}
        }
        let key = self.key.as_ref().filter(|(_, key)| may_tell(key));
        if let Some(field) = key.and_then(|(scope, key)| self.field(*scope, key)) {
            terms.push(Expr::Term(Term::new(field, Op::Has, Vec::new())));
        }
        Expr::and(terms)
    }

    fn field(&self, scope: Scope, key: &str) -> Option<Field> {
        let scope = match scope {
            // What is said of the log as a whole says nothing of where a key stands.
            _ if self.selection.is_some() => "any",
            Scope::Properties => "prop",
            Scope::Measurements => "m",
            Scope::Common => "common",
            Scope::Extra => "any",
        };
        Field::with_key(scope, key)
    }
}

/// Exactly this text, in quotes only where it needs them.
fn is(field: Field, text: &str) -> Expr {
    let wanted = if text.contains(['*', '?']) { Wanted::text(text) } else { Wanted::word(text) };
    Expr::Term(Term::new(field, Op::Equal, vec![wanted]))
}

impl Difference {
    /// The filter that shows its events, without the names that may not be told; of what is in
    /// both, those of both.
    pub(super) fn events(&self, may_tell: impl Fn(&str) -> bool) -> String {
        if let Some(told) = &self.finding {
            return told.filter.clone().unwrap_or_default();
        }
        let told = |name: &&str| !name.is_empty() && may_tell(name);
        let mut terms = Vec::new();
        if let Some(producer) = Some(&*self.producer).filter(told) {
            terms.push(is(Field::Producer, producer));
        }
        if let Some(event) = self.event.as_deref().filter(told) {
            terms.push(is(Field::Event, event));
        }
        if let Some(key) = self.key.as_deref().filter(told) {
            let field = Field::with_key("any", key);
            terms.extend(field.map(|field| Expr::Term(Term::new(field, Op::Has, Vec::new()))));
        }
        let word = if self.sign == Sign::Gone { &self.was } else { &self.is };
        let field = match (self.what, self.sign) {
            (_, Sign::Changed) => None,
            (What::Destination, _) => Some(Field::Dest),
            (What::Version, _) => Some(Field::Version),
            _ => None,
        };
        if let (Some(field), Some(word)) = (field, word) {
            let words = word.split(", ").map(Wanted::text).collect();
            terms.push(Expr::Term(Term::new(field, Op::Equal, words)));
        }
        Expr::and(terms).to_string()
    }
}
