//! A view that is narrowed to a span of time, and what the timeline still shows.

use super::model::small_log;
use super::*;

fn between(from: Option<i64>, to: Option<i64>) -> Span {
    Span { from: from.map(Instant), to: to.map(Instant) }
}

#[test]
fn a_span_includes_its_begin_and_not_its_end_and_the_timeline_shows_all() {
    let log = small_log();
    let narrowed = |text, span| seen(&log, Question { span: Some(span), ..asked(text) });
    let view = narrowed("", between(Some(15), Some(50)));
    assert_eq!(shown(&view), [3, 1, 2]);
    assert_eq!(
        counts(&log, &view, Facet::Level),
        pairs(&[("usage", 2), ("error", 1), ("info", 0)])
    );
    assert_eq!(counts(&log, &view, Facet::Source), pairs(&[("s0", 2), ("s1", 1)]));
    let all = seen(&log, asked(""));
    assert_eq!(view.chart().unwrap().timeline(), all.chart().unwrap().timeline());
    assert_eq!(shown(&narrowed("plum", between(None, Some(60)))), [1]);
    assert_eq!(shown(&narrowed("", between(None, None))), shown(&all));
    assert!(shown(&narrowed("", between(Some(30), Some(30)))).is_empty());
}

#[test]
fn a_span_is_said_to_a_command_with_its_zone() {
    assert_eq!(between(None, None).arguments(&Zone::utc()), []);
    assert_eq!(
        between(Some(0), Some(1)).arguments(&Zone::utc()),
        [
            ("--since", "1970-01-01T00:00:00.000+00:00".to_owned()),
            ("--until", "1970-01-01T00:00:00.001+00:00".to_owned())
        ]
    );
}

#[test]
fn another_span_of_an_answered_question_searches_no_text_again() {
    let log = small_log();
    let mut whole = View::with(SMALL, asked("plum"));
    assert!(!whole.advance(&log, 2));
    let mut half = whole.narrowed(&log, Some(between(None, Some(60))));
    assert_eq!((half.progress(), shown(&half)), ((2, 6), vec![]));
    assert!(half.advance(&log, 4));
    assert_eq!(shown(&half), [1]);
    let wide = half.narrowed(&log, None);
    assert_eq!((wide.progress(), shown(&wide)), ((6, 6), vec![1, 5]));
    assert!(half.answers_but_for_span(wide.question()));
    assert!(!half.answers_but_for_span(&asked("plum")), "another reading of the text");
}

#[test]
fn a_revision_changes_with_what_is_shown_and_only_then() {
    let mut log = small_log();
    let mut view = seen(&log, asked("plum"));
    let before = view.revision();
    assert!(view.advance(&log, usize::MAX));
    assert_eq!(view.revision(), before);
    assert_ne!(seen(&log, asked("plum")).revision(), before);
    model::named("picked").append(&mut log, SourceId(0));
    view.advance(&log, usize::MAX);
    assert_ne!(view.revision(), before);
}

#[test]
fn of_more_classes_than_have_a_trend_the_others_still_have_one() {
    let mut log = model::log_of(1);
    for at in 0..60 {
        model::named(Box::leak(format!("event{at}").into_boxed_str()))
            .append(&mut log, SourceId(0));
    }
    let view = seen(&log, asked(""));
    let all = groups(&log, &view, Facet::Event).unwrap();
    assert_eq!(all.groups.len(), 60);
    assert!(all.groups.iter().all(|group| group.volume.count == 1));
    let with = all.groups.iter().filter(|group| !group.trend.is_empty()).count();
    assert_eq!(with, 24);
    let producers = groups(&log, &view, Facet::Producer).unwrap();
    assert!(producers.groups[0].trend.is_empty(), "a part of it would be wrong");
}
