//! Reading step by step.

use super::*;
use crate::source::{Keys, NewsSender, channel};

/// A tap, the sender that feeds it, and what two sources have to say.
fn tap() -> (Tap, NewsSender, [Say; 2]) {
    let (sender, feed) = channel();
    let keys = Keys::default();
    let say = [Say(keys.next()), Say(keys.next())];
    (Tap::new(new_ingest(), feed).unwrap(), sender, say)
}

/// The messages of a step that has events.
fn said(tap: &Tap, step: &Step) -> Vec<String> {
    match step {
        Step::Complete(ids) | Step::Silence(ids) => messages(&tap.log(), ids),
        other => panic!("{other:?} has no events"),
    }
}

#[test]
fn steps_come_in_the_order_of_the_news() {
    let (mut tap, sender, [a, _]) = tap();
    for news in [
        News::Session { stamp: "20260314T090000".to_owned(), product: "code", path: "/l".into() },
        a.added("main.log"),
        a.part("main.log"),
        a.bytes(&(line(0, "one") + &line(1, "two"))),
        News::Problem("deaf".to_owned()),
        News::CaughtUp,
        a.of(Delivery::Problem("unreadable".to_owned())),
    ] {
        sender.blocking_send(news).unwrap();
    }
    let session = Step::Session { stamp: "20260314T090000".to_owned(), product: "code".to_owned() };
    assert_eq!(tap.step(), session);
    let step = tap.step();
    assert_eq!(said(&tap, &step), ["one"]);
    let problem = |about: &str, text: &str| {
        Step::Problem(Problem { about: about.to_owned(), text: text.to_owned() })
    };
    assert_eq!(tap.step(), problem("watching", "deaf"));
    assert_eq!(tap.step(), Step::CaughtUp);
    assert_eq!(tap.step(), problem("main.log", "unreadable"));
    assert_eq!(state(&tap.log(), 0), SourceState::Failed("unreadable".to_owned()));
    let step = tap.step();
    assert!(matches!(step, Step::Silence(_)), "{step:?}");
    assert_eq!(said(&tap, &step), ["two"]);
}

#[test]
fn the_end_of_the_feed_completes_what_is_open_and_stays_the_end() {
    let (mut tap, sender, [a, _]) = tap();
    sender.blocking_send(a.added("main.log")).unwrap();
    sender.blocking_send(a.bytes("2026-03-14 09:00:00.000 [info] no line end")).unwrap();
    drop(sender);
    let step = tap.step();
    assert!(matches!(step, Step::Complete(_)), "{step:?}");
    assert_eq!(said(&tap, &step), ["no line end"]);
    assert_eq!([tap.step(), tap.step()], [Step::Ended, Step::Ended]);
}

#[test]
fn what_was_shown_after_a_silence_grows_and_is_complete_later() {
    let (mut tap, sender, [a, _]) = tap();
    sender.blocking_send(a.added("main.log")).unwrap();
    sender.blocking_send(a.bytes(&line(0, "one"))).unwrap();
    let Step::Silence(first) = tap.step() else { panic!("silence") };
    sender.blocking_send(a.bytes("  more\n")).unwrap();
    let Step::Silence(again) = tap.step() else { panic!("silence") };
    assert_eq!((first.len(), &first), (1, &again));
    assert_eq!(messages(&tap.log(), &again), ["one\n  more"]);
    sender.blocking_send(a.bytes(&line(1, "two"))).unwrap();
    assert_eq!(tap.step(), Step::Complete(first));
}

#[test]
fn a_busy_source_does_not_keep_a_silent_one_from_being_heard() {
    let (mut tap, sender, [silent, busy]) = tap();
    for news in [silent.added("a.log"), busy.added("b.log"), silent.bytes(&line(0, "once"))] {
        sender.blocking_send(news).unwrap();
    }
    sender.blocking_send(busy.bytes(&line(0, "busy"))).unwrap();
    // One more record of the busy source for each that came out: it is never silent.
    let begun = std::time::Instant::now();
    for second in 0.. {
        assert!(begun.elapsed() < DEADLINE, "the silent one is never heard");
        sender.blocking_send(busy.bytes(&line(second % 60, "busy"))).unwrap();
        let step = tap.step();
        if said(&tap, &step).contains(&"once".to_owned()) {
            assert!(matches!(step, Step::Silence(_)), "{step:?}");
            return;
        }
    }
}

#[test]
fn a_silence_follows_where_all_that_was_there_is_silent_already() {
    let (mut tap, sender, [a, _]) = tap();
    sender.blocking_send(a.added("main.log")).unwrap();
    sender.blocking_send(News::CaughtUp).unwrap();
    assert_eq!([tap.step(), tap.step()], [Step::CaughtUp, Step::Silence(Vec::new())]);
    sender.blocking_send(a.bytes(&line(0, "one"))).unwrap();
    let step = tap.step();
    assert_eq!(said(&tap, &step), ["one"]);
}

#[test]
fn what_becomes_of_a_source_is_known_of_it() {
    let (mut tap, sender, [a, b]) = tap();
    let (log, unseen) = (tap.log(), Say(SourceKey(99)));
    for news in [
        a.added("x/main.log"),
        b.added("y/main.log"),
        unseen.bytes("nobody\n"),
        a.of(Delivery::Gone),
        b.of(Delivery::Gone),
        b.of(Delivery::Appeared),
        b.part("y/main.log"),
        b.bytes(&line(0, "last")),
        b.of(Delivery::PartEnded),
    ] {
        sender.blocking_send(news).unwrap();
    }
    let step = tap.step();
    assert_eq!(said(&tap, &step), ["last"]);
    assert_eq!([state(&log, 0), state(&log, 1)], [SourceState::Gone, SourceState::Open]);
    sender.blocking_send(b.of(Delivery::Ended)).unwrap();
    drop(sender);
    assert_eq!([tap.step(), tap.step()], [Step::Ended, Step::Ended]);
    assert_eq!(state(&log, 1), SourceState::Done);
    // Names that are not unique by themselves have as much of the folder as makes them so.
    let labels: Vec<String> =
        read(&log, |log| log.sources().map(|(_, facts, _)| facts.label.clone()).collect());
    assert_eq!(labels, ["x/main.log", "y/main.log"]);
}
