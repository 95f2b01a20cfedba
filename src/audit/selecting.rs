//! The filter that shows a finding's events: one for the screen and for every report.

use crate::event::{Kind, Scope};
use crate::query::{Expr, Field, Op, Term, Wanted};

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
