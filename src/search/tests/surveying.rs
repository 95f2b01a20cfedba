//! What stands out in a log is what a look at each event says, however it came about.

use std::collections::BTreeMap;

use super::model::{cataloged, undeclared, with_body};
use super::*;
use crate::event::Declared;
use crate::query::{Field, Fields, Value};

/// What stands out, as words: how many, the first and the last.
type Said = BTreeMap<Remark, (u64, EventId, EventId)>;

fn said(log: &EventLog, survey: &Survey) -> Said {
    let all = survey.remarks(log).into_iter();
    all.map(|it| (it.what, (it.count, it.first, it.last))).collect()
}

/// A survey of all of a log.
fn surveyed(log: &EventLog) -> Survey {
    let mut survey = Survey::default();
    while !slice(&mut survey, log, 7) {}
    survey
}

fn slice(survey: &mut Survey, log: &EventLog, budget: usize) -> bool {
    survey.take_in(log);
    let looked = survey.search(log, budget, &mut Desks::default());
    survey.add(log, looked)
}

/// The same by looking at each event.
fn by_looking(log: &EventLog) -> Said {
    let mut said = Said::new();
    let mut ids: Vec<EventId> = (0..log.len() as u32).map(EventId).collect();
    ids.sort_by_key(|id| log.merge_key(*id));
    for id in ids {
        let row = log.row(id).unwrap();
        let text = log.text(row);
        let whole = text.whole();
        let mut remarks = Vec::new();
        whole.probe(&Field::Note, &mut |value| {
            let Value::Text(note) = value else { return false };
            remarks.push(Remark::Note { text: note.to_owned(), source: row.source_id() });
            false
        });
        let (producer, event) = (row.producer().to_owned(), row.event().to_owned());
        if row.declared() == Some(Declared::No) {
            let (producer, event) = (producer.clone(), event.clone());
            remarks.push(Remark::Event { producer, event });
        }
        let declared = row.declared() == Some(Declared::Yes);
        for key in whole.undeclared().into_iter().filter(|_| declared) {
            let (producer, event) = (producer.clone(), event.clone());
            remarks.push(Remark::Property { producer, event, key });
        }
        remarks.sort();
        remarks.dedup();
        for remark in remarks {
            let known = said.entry(remark).or_insert((0, id, id));
            *known = (known.0 + 1, known.1, id);
        }
    }
    said
}

proptest! {
    #[test]
    fn a_survey_that_grew_says_what_each_event_says(
        deeds in prop::collection::vec((deed(), prop::option::of(0..9_usize)), 0..60),
    ) {
        let mut log = cataloged(3);
        let mut view = View::with(SMALL, asked(""));
        let mut survey = Survey::default();
        for (deed, budget) in &deeds {
            deed.do_to(&mut log, &mut view);
            if let Some(budget) = budget {
                slice(&mut survey, &log, *budget);
            }
        }
        while !slice(&mut survey, &log, 7) {}
        prop_assert_eq!(survey.progress(), (log.len(), log.len()));
        let expected = by_looking(&log);
        if expected.len() <= 12 {
            prop_assert_eq!(said(&log, &survey), expected);
            prop_assert_eq!(survey.left_out(), 0);
        } else {
            prop_assert!(survey.remarks(&log).len() <= 12);
        }
        prop_assert_eq!(said(&log, &survey).len(), said(&log, &surveyed(&log)).len());
    }
}

#[test]
fn undeclared_events_and_properties_stand_out_and_so_do_odd_records() {
    let mut log = cataloged(1);
    for body in [r#"{"n":1,"extra":2}"#, r#"{"n":1}"#, r#"{"extra":"x"}"#, "{"] {
        with_body(body).append(&mut log, SourceId(0));
    }
    undeclared("rotten").append(&mut log, SourceId(0));
    let of = |event: &str| ("acme.x".to_owned(), event.to_owned());
    let ((producer, event), (rotten, name)) = (of("picked"), of("rotten"));
    let note = |text: &str| Remark::Note { text: text.to_owned(), source: SourceId(0) };
    let survey = surveyed(&log);
    let expected: Said = [
        (note("payload is cut"), (1, EventId(3), EventId(3))),
        (note("payload is not a JSON object"), (1, EventId(3), EventId(3))),
        (Remark::Event { producer: rotten, event: name }, (1, EventId(4), EventId(4))),
        (
            Remark::Property { producer, event, key: "extra".to_owned() },
            (2, EventId(0), EventId(2)),
        ),
    ]
    .into();
    assert_eq!(said(&log, &survey), expected);
}

#[test]
fn a_survey_changes_its_revision_only_with_what_it_says() {
    let mut log = cataloged(1);
    with_body("{").append(&mut log, SourceId(0));
    let mut survey = surveyed(&log);
    let before = survey.revision();
    assert!(slice(&mut survey, &log, 7));
    assert_eq!(survey.revision(), before);
    // The payload is whole once the record is.
    with_body("{}").amend(&mut log, SourceId(0));
    assert!(slice(&mut survey, &log, 7));
    assert_ne!(survey.revision(), before);
    assert!(said(&log, &survey).is_empty());
}

#[test]
fn of_too_many_groups_some_are_left_out_and_that_is_said() {
    let mut log = cataloged(1);
    let keys: Vec<String> = (0..40).map(|at| format!("\"key{at}\":1")).collect();
    with_body(format!("{{{}}}", keys.join(","))).append(&mut log, SourceId(0));
    let survey = surveyed(&log);
    assert_eq!((survey.remarks(&log).len(), survey.left_out()), (12, 28));
}
