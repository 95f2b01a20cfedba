//! The events around those of a view are their neighbours in the merged order of the whole log.

use super::model::{log_of, small_log};
use super::*;

/// Every line of the list, by its definition.
fn all_lines(log: &EventLog, view: &View, context: usize) -> Vec<Line> {
    let since = view.question().since;
    let mut order: Vec<EventId> = (0..log.len() as u32).map(EventId).collect();
    order.retain(|id| since.is_none_or(|since| log.merge_key(*id) >= since));
    order.sort_by_key(|id| log.merge_key(*id));
    let match_at = |id: &EventId| view.ids().iter().position(|known| known == id);
    let matches: Vec<usize> =
        (0..order.len()).filter(|at| match_at(&order[*at]).is_some()).collect();
    let near = |at: usize| matches.iter().any(|it| it.abs_diff(at) <= context);
    let (mut lines, mut hidden) = (Vec::new(), 0);
    for (at, id) in order.iter().enumerate() {
        if !near(at) {
            hidden += 1;
            continue;
        }
        if hidden > 0 && context > 0 && !lines.is_empty() {
            lines.push(Line::Gap(hidden));
        }
        hidden = 0;
        lines.push(match_at(id).map_or(Line::Context(*id), Line::Match));
    }
    lines
}

proptest! {
    #[test]
    fn a_window_is_the_part_of_the_list_around_an_event(
        deeds in prop::collection::vec(deed(), 0..60),
        question in question(),
        since in prop::option::weighted(0.2, 0..40_u32),
        at in 0..40_usize,
        (above, height, context) in (0..9_usize, 0..9_usize, 0..5_usize),
    ) {
        let mut log = log_of(3);
        let mut view = View::with(SMALL, asked(""));
        for deed in &deeds {
            deed.do_to(&mut log, &mut view);
        }
        let since = since.filter(|_| !log.is_empty());
        let since = since.map(|id| log.merge_key(EventId(id % log.len() as u32)));
        let view = seen(&log, Question { since, ..question });
        let lines = neighbourhood(&log, &view, Window { at, above, height, context });
        let all = all_lines(&log, &view, context);
        let at = at.min(view.ids().len().saturating_sub(1));
        let Some(place) = all.iter().position(|line| *line == Line::Match(at)) else {
            prop_assert!(lines.is_empty());
            return Ok(());
        };
        let above = above.min(height.saturating_sub(1));
        let start = place.saturating_sub(above).min(all.len().saturating_sub(height));
        let end = (start + height).min(all.len());
        prop_assert_eq!(&lines[..], &all[start..end]);
    }
}

#[test]
fn context_ends_where_that_of_the_next_begins_and_a_gap_says_how_much_is_not_shown() {
    let log = small_log();
    // Of 0, 3, 1, 2, 4, 5 in merged order.
    let lines = |text: &str, context| {
        let window = Window { at: 0, above: 0, height: 20, context };
        neighbourhood(&log, &seen(&log, asked(text)), window)
    };
    let (context, gap) = (|id| Line::Context(EventId(id)), Line::Gap);
    assert_eq!(
        lines("event:picked or kind:log", 1),
        [Line::Match(0), context(3), gap(2), context(4), Line::Match(1)]
    );
    assert_eq!(
        lines("event:picked or kind:log", 2),
        [Line::Match(0), context(3), context(1), context(2), context(4), Line::Match(1)]
    );
    assert_eq!(lines("prop.n=4", 1), [context(0), Line::Match(0), context(1)]);
    assert_eq!(lines("kind:log or event:picked", 0), [Line::Match(0), Line::Match(1)]);
    assert!(lines("pear", 3).is_empty());
}

#[test]
fn a_view_of_another_log_has_nothing_around_its_events() {
    let view = seen(&small_log(), asked("level:usage"));
    let window = Window { at: 1, above: 3, height: 9, context: 2 };
    let lines = neighbourhood(&log_of(1), &view, window);
    assert_eq!(lines, [Line::Match(0), Line::Match(1), Line::Match(2)]);
}
