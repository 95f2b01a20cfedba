//! Which term removed all, and what taking one away would show.

use super::model::{log_of, small_log};
use super::*;
use crate::query::{Expr, parse};

fn blamed(log: &EventLog, text: &str, question: Question, budget: usize) -> Blamed {
    let terms = Conjuncts::of(&parse(text).unwrap(), &Context::default()).unwrap();
    let mut culprit = Culprit::new(question, terms);
    let mut desks = Desks::default();
    while !culprit.advance(log, budget, &mut desks) {}
    culprit.blamed()
}

/// The same, one view at a time.
fn by_views(log: &EventLog, text: &str, question: &Question) -> Blamed {
    let exprs = Conjuncts::exprs(&parse(text).unwrap());
    let with = |causes: &[Cause]| {
        let terms = causes.iter().filter_map(|cause| match cause {
            Cause::Term(at) => Some(exprs[*at].clone()),
            _ => None,
        });
        let mut asked = asked(&Expr::and(terms).to_string());
        asked.since = question.since;
        for cause in causes {
            match cause {
                Cause::Term(_) => {}
                Cause::Facet(facet) => {
                    *asked.selections.of_mut(*facet) = question.selections.of(*facet).clone();
                }
                Cause::Span => asked.span = question.span,
            }
        }
        seen(log, asked).ids().len() as u64
    };
    let asked = blamed(log, text, question.clone(), usize::MAX);
    let causes: Vec<Cause> = asked.steps.iter().map(|step| step.cause).collect();
    let steps = causes.iter().enumerate().map(|(at, cause)| {
        let others: Vec<Cause> = causes.iter().copied().filter(|it| it != cause).collect();
        let all = with(&causes);
        Step { cause: *cause, left: with(&causes[..=at]), without: with(&others) - all }
    });
    Blamed { events: with(&[]), steps: steps.collect() }
}

proptest! {
    #[test]
    fn each_step_leaves_what_a_view_of_the_steps_so_far_shows(
        deeds in prop::collection::vec(deed(), 0..40),
        question in question(),
        since in prop::option::weighted(0.2, 0..40_u32),
        texts in prop::collection::vec(prop::sample::select(vec![
            "level:error", "plum", "-plum", "prop.n>2", "dest:github", "(plum or level:usage)",
            "time<1970-01-01T00:00:00.020Z", "source:s1",
        ]), 0..4),
        budget in 1..40_usize,
    ) {
        let mut log = log_of(3);
        let mut view = View::with(SMALL, asked(""));
        for deed in &deeds {
            deed.do_to(&mut log, &mut view);
        }
        let since = since.filter(|_| !log.is_empty());
        let since = since.map(|id| log.merge_key(EventId(id % log.len() as u32)));
        let (text, question) = (texts.join(" "), Question { since, ..question });
        let found = blamed(&log, &text, question.clone(), budget);
        prop_assert_eq!(&found, &by_views(&log, &text, &question));
        let every = found.steps.last().map_or(found.events, |step| step.left);
        prop_assert_eq!(found.culprit().is_some(), every == 0 && !found.steps.is_empty());
    }
}

#[test]
fn the_first_step_that_leaves_nothing_is_the_culprit() {
    let log = small_log();
    let found = blamed(&log, "pear level:error dest:github", Question::default(), 2);
    let causes: Vec<Cause> = found.steps.iter().map(|step| step.cause).collect();
    assert_eq!(causes, [Cause::Term(1), Cause::Term(2), Cause::Term(0)], "columns come first");
    assert_eq!(found.steps.iter().map(|it| it.left).collect::<Vec<_>>(), [2, 1, 0]);
    assert_eq!(found.culprit().map(|step| step.cause), Some(Cause::Term(0)));
    assert_eq!(found.best_without().map(|it| (it.cause, it.without)), Some((Cause::Term(0), 1)));
    // Where taking one away shows nothing, two are to blame.
    let found = blamed(&log, "pear apple", Question::default(), 100);
    assert_eq!(
        (found.culprit().map(|it| it.cause), found.best_without()),
        (Some(Cause::Term(0)), None)
    );
}

#[test]
fn what_is_behind_many_terms_counts_as_one() {
    let many = format!("{} level:error", "kind:event ".repeat(80));
    let exprs = Conjuncts::exprs(&parse(&many).unwrap());
    assert_eq!(exprs.len(), 48);
    let found = blamed(&small_log(), &many, Question::default(), 100);
    assert_eq!(found.steps.len(), 48);
    assert_eq!(found.steps[47], Step { cause: Cause::Term(47), left: 2, without: 3 });
}
