//! Where the next event is that is looked for, and which events belong to one.

use super::model::{log_of, made, small_log, with_body};
use super::*;

fn needle(text: &str) -> Target {
    Target::Needle(Box::new(Needle::new(text).unwrap()))
}

#[rstest]
#[case(Direction::Forward, 0, Some(1))]
#[case(Direction::Forward, 1, Some(5))]
#[case(Direction::Forward, 5, Some(1))]
#[case(Direction::Backward, 5, Some(1))]
#[case(Direction::Backward, 1, Some(5))]
#[case(Direction::Backward, 0, Some(5))]
fn a_search_goes_round_the_end(
    #[case] way: Direction,
    #[case] from: usize,
    #[case] expected: Option<usize>,
) {
    let log = small_log();
    let ids: Vec<EventId> = (0..6).map(EventId).collect();
    assert_eq!(needle("plum").find(&log, &ids, from, way), expected);
}

#[test]
fn a_search_ends_where_it_began() {
    let log = small_log();
    let ids: Vec<EventId> = (0..6).map(EventId).collect();
    for way in [Direction::Forward, Direction::Backward] {
        assert_eq!(needle("plum tart").find(&log, &ids, 5, way), Some(5));
        assert_eq!(needle("pear").find(&log, &ids, 3, way), None);
        assert_eq!(needle("plum").find(&log, &[], 0, way), None);
        assert_eq!(needle("plum").find(&log, &ids[5..], 0, way), Some(0));
    }
}

proptest! {
    #[test]
    fn the_next_event_that_passes_is_found_as_by_looking_at_each(
        made in prop::collection::vec((0..2_u16, prop::collection::vec(made(), 1..30)), 1..8),
        text in prop::sample::select(vec![
            "level:error", "plum", "prop.n>2", "-plum", "level:error or prop.n=1", "corr=none",
        ]),
        from in 0..200_usize,
        forward: bool,
    ) {
        let mut log = log_of(2);
        for (source, made) in &made {
            model::append_batch(&mut log, SourceId(*source), made, Sealed::pack);
        }
        let view = seen(&log, asked(""));
        let (ids, from) = (view.ids(), from % view.ids().len());
        let direction = if forward { Direction::Forward } else { Direction::Backward };
        let target = Target::Predicate(predicate(text));
        let course = Course { ids, from, direction };
        let passes = |at: &usize| matches(&log, log.row(ids[*at]).unwrap(), &predicate(text));
        let expected = (1..=ids.len()).map(|distance| course.at(distance)).find(passes);
        prop_assert_eq!(target.find(&log, ids, from, direction), expected);
    }
}

#[test]
fn events_belong_together_by_their_ids_under_whatever_key() {
    let mut log = log_of(1);
    let session = r#""common.vscodesessionid":"S","#;
    let bodies = [
        format!(r#"{{"properties":{{{session}"requestId":"R","headerRequestId":"R","n":1}}}}"#),
        r#"{"properties":{"headerRequestId":"R"}}"#.to_owned(),
        format!(r#"{{"properties":{{{session}"conversationId":"C","requestId":7}}}}"#),
        r#"{"properties":{"note":"R","requestId":"RR"}}"#.to_owned(),
        "no JSON: R".to_owned(),
    ];
    for body in bodies {
        with_body(body).append(&mut log, SourceId(0));
    }
    let of = |id| {
        let ids = correlation(&log, EventId(id));
        ids.iter().map(|it| format!("{}={}", it.key, it.value)).collect::<Vec<_>>()
    };
    assert_eq!(of(0), ["headerRequestId=R", "common.vscodesessionid=S"]);
    assert_eq!(of(2), ["conversationId=C", "common.vscodesessionid=S"], "a number is no id");
    assert!(of(4).is_empty() && of(9).is_empty());
    let belonging = |it: &Correlation| {
        let question = Question { predicate: it.predicate(), ..Question::default() };
        shown(&seen(&log, question))
    };
    let ids = correlation(&log, EventId(0));
    assert_eq!(ids[0].expr().to_string(), r#"corr="R""#);
    assert_eq!(ids.iter().map(belonging).collect::<Vec<_>>(), [vec![0, 1], vec![0, 2]]);
    assert_eq!(shown(&seen(&log, asked("corr:r"))), [0, 1, 3]);
    assert_eq!(shown(&seen(&log, asked("has:corr"))), [0, 1, 2, 3]);
}

#[test]
fn an_id_of_any_text_can_be_asked_for() {
    for id in ["a b", "\"q\"", "/x/", "1..2", "*", "ü", "a\\b", "-"] {
        let mut log = log_of(1);
        let body = format!("{{\"requestId\":{}}}", serde_json::to_string(id).unwrap());
        with_body(body).append(&mut log, SourceId(0));
        let ids = correlation(&log, EventId(0));
        assert_eq!(ids.len(), 1, "{id}");
        let question = Question { predicate: ids[0].predicate(), ..Question::default() };
        assert_eq!(shown(&seen(&log, question)), [0], "{id}");
        assert_eq!(shown(&seen(&log, asked(&ids[0].expr().to_string()))), [0], "{id}");
    }
}
