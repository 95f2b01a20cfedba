//! Which events belong to one: those that hold an id of its own under any key of ids.

use crate::event::{EventId, Kind};
use crate::query::{CORRELATING, Context, Expr, Field, Fields, Op, Predicate, Term, Value, Wanted};
use crate::store::EventLog;

/// An id by which an event belongs together with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correlation {
    /// The key that it stands under.
    pub key: &'static str,
    /// The id.
    pub value: String,
}

impl Correlation {
    /// The filter that these events pass: `corr=…`.
    pub fn expr(&self) -> Expr {
        Expr::Term(Term::new(Field::Corr, Op::Equal, vec![Wanted::text(&self.value)]))
    }

    /// The same, to be asked.
    pub fn predicate(&self) -> Predicate {
        // What is equal to a text is never refused.
        Predicate::compile(&self.expr(), &Context::default()).unwrap_or_default()
    }
}

/// The ids of an event, the most specific first and each once. Reads its text.
pub fn correlation(log: &EventLog, id: EventId) -> Vec<Correlation> {
    let mut ids: Vec<Correlation> = Vec::new();
    let Some(row) = log.row(id).filter(|row| row.kind() == Kind::Event) else { return ids };
    let text = log.text(row);
    let whole = text.whole();
    // Which texts count as ids is the field's to say.
    let mut counting: Vec<String> = Vec::new();
    whole.probe(&Field::Corr, &mut |value| {
        if let Value::Text(id) = value {
            counting.push(id.to_owned());
        }
        false
    });
    for key in CORRELATING {
        whole.probe(&Field::Any(key.to_owned()), &mut |value| {
            if let Value::Text(id) = value
                && counting.iter().any(|known| known == id)
                && ids.iter().all(|known| known.value != id)
            {
                ids.push(Correlation { key, value: id.to_owned() });
            }
            false
        });
    }
    ids
}
