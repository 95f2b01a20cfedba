use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::event::Zone;
use crate::pipeline::{Ingest, SharedLog};
use crate::query::{Context, Predicate};
use crate::search::{Question, View};
use crate::store::SourceFacts;

use super::*;

/// A log of events of which some are named `a`, in sessions that begin at some of them.
fn log(events: &[(bool, bool)]) -> SharedLog {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    for (session, events) in events.chunk_by(|_, next| !next.1).enumerate() {
        let facts = SourceFacts {
            label: format!("{session}.log"),
            path: format!("logs/{session}/telemetry.log"),
            session: Some(format!("20261121T{session:06}")),
            bearing: true,
            ..SourceFacts::default()
        };
        let source = ingest.add_source(facts).unwrap();
        let mut text = String::new();
        for (at, (is_match, _)) in events.iter().enumerate() {
            let name = if *is_match { "a" } else { "b" };
            let _ = writeln!(
                text,
                "2026-11-21 {session:02}:{:02}:{:02}.000 [trace] telemetry/{name} {{}}",
                at / 60,
                at % 60
            );
        }
        ingest.bytes(source, text.as_bytes());
        ingest.show_open();
    }
    ingest.log()
}

fn view(log: &SharedLog) -> View {
    let predicate = Predicate::read("event=a", &Context::default()).unwrap();
    let mut view = View::new(Question { predicate, ..Question::default() });
    assert!(view.advance(&log.read().unwrap(), usize::MAX));
    view
}

/// What a line is, without where the event would stand in the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Event(u32, bool, usize),
    Session(u32),
    Gap(usize),
}

fn plain(line: &ListLine) -> Plain {
    match line {
        ListLine::Event(spot, part) => Plain::Event(spot.id.0, spot.at.is_ok(), *part),
        ListLine::Session(_, id) => Plain::Session(id.0),
        ListLine::Gap(count) => Plain::Gap(*count),
    }
}

/// The whole list, line by line, as one would make it who looks at every event.
fn whole(events: &[(bool, bool)], around: usize, lines: &dyn Fn(EventId) -> usize) -> Vec<Plain> {
    let is_near = |at: usize| {
        let from = at.saturating_sub(around);
        let to = (at + around + 1).min(events.len());
        events[from..to].iter().any(|(is_match, _)| *is_match)
    };
    let session = |at: usize| events[1..=at].iter().filter(|(_, begins)| *begins).count();
    let mut all = Vec::new();
    let mut last: Option<usize> = None;
    let mut gap = 0;
    for (at, (is_match, _)) in events.iter().enumerate() {
        if !is_near(at) {
            gap += 1;
            continue;
        }
        if gap > 0 && around > 0 {
            all.push(Plain::Gap(gap));
        }
        gap = 0;
        if last.is_some_and(|last| session(last) != session(at)) {
            all.push(Plain::Session(at as u32));
        }
        last = Some(at);
        let own = lines(EventId(at as u32));
        all.extend((0..own).map(|part| Plain::Event(at as u32, *is_match, part)));
    }
    if gap > 0 && around > 0 && last.is_some() {
        all.push(Plain::Gap(gap));
    }
    all
}

fn lines(of: &[usize]) -> impl Fn(EventId) -> usize + '_ {
    |id| of[id.index() % of.len()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_window_is_a_piece_of_the_list_with_the_event_whole_in_its_line(
        events in prop::collection::vec((prop::bool::weighted(0.3), prop::bool::weighted(0.1)), 1..60),
        around in prop_oneof![Just(0_usize), 1_usize..4],
        heights in prop::collection::vec(1_usize..5, 1..4),
        height in 5_usize..30,
        row in 0_usize..40,
        cursor in 0_usize..60,
    ) {
        let log = log(&events);
        let view = view(&log);
        let log = log.read().unwrap();
        let weave = Weave::new(&log, &view, around);
        let lines = lines(&heights);
        let all = whole(&events, around, &lines);
        let Some(at) = weave.spot(EventId((cursor % events.len()) as u32)) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let window = window(&weave, at, row, height, &lines);
        let shown: Vec<Plain> = window.lines.iter().map(plain).collect();
        prop_assert_eq!(shown.len(), height.min(all.len()));
        prop_assert!(all.windows(shown.len()).any(|piece| piece == shown), "{:?}\n{:?}", shown, all);
        let begins = all.iter().position(|it| *it == Plain::Event(at.id.0, at.at.is_ok(), 0)).unwrap();
        prop_assert_eq!(plain(&window.lines[window.cursor]), all[begins]);
        let own = lines(at.id);
        prop_assert!(window.cursor + own <= height);
        // It stands in its line, where the ends of the list allow that.
        let most = (height - own).min(begins);
        let least = height.saturating_sub(all.len() - begins).min(begins);
        prop_assert_eq!(window.cursor, row.clamp(least.min(most), most));
    }

    #[test]
    fn steps_go_through_the_whole_list_and_back(
        events in prop::collection::vec((prop::bool::weighted(0.2), Just(false)), 1..80),
        around in 0_usize..5,
    ) {
        let log = log(&events);
        let view = view(&log);
        let log = log.read().unwrap();
        let weave = Weave::new(&log, &view, around);
        let all: Vec<u32> = whole(&events, around, &|_| 1)
            .iter()
            .filter_map(|line| if let Plain::Event(id, ..) = line { Some(*id) } else { None })
            .collect();
        for forward in [true, false] {
            let mut at = weave.end(!forward);
            let mut gone = Vec::new();
            while let Some(spot) = at {
                gone.push(spot.id.0);
                prop_assert_eq!(weave.spot(spot.id), Some(spot));
                at = weave.step(spot, forward).to;
            }
            if !forward {
                gone.reverse();
            }
            prop_assert_eq!(&gone, &all);
        }
    }
}

#[test]
fn walking_counts_lines_and_stops_at_the_ends() {
    let events = [(true, false); 10];
    let log = log(&events);
    let view = view(&log);
    let log = log.read().unwrap();
    let weave = Weave::new(&log, &view, 0);
    let first = weave.end(false).unwrap();
    let (to, gone) = walk(&weave, first, 5, &|_| 2);
    assert_eq!((to.id.0, gone), (3, 6));
    let (to, gone) = walk(&weave, to, -100, &|_| 2);
    assert_eq!((to.id.0, gone), (0, 6));
}
