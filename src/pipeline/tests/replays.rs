//! What is played, as whoever watches an engine sees it.

use super::engines::Run;
use super::*;
use crate::event::Instant;
use crate::pipeline::replay::{Bounds, Head, Play, PlayState, Playing, Speed, Stride, Target, Way};
use crate::query::{Context, Predicate};
use crate::search::Question;

/// What is said once all is read, at the start.
fn paused() -> Playing {
    Playing { paused: true, ..Playing::default() }
}

fn between(since: &str, until: Option<&str>) -> Playing {
    let bounds = Bounds::new(Some(since), until, &Context::default()).unwrap();
    Playing { bounds, ..paused() }
}

/// Noon of the day that the lines of these tests were logged, by their second.
fn second(second: u32) -> Instant {
    Instant(Instant::from_iso("2026-03-14T09:00:00Z").unwrap().0 + i64::from(second) * 1000)
}

/// A player of these logs, and where it stands first.
fn play(playing: Playing, logs: &[&str]) -> (Run, Head) {
    let mut run = Run::start(|plan| plan.replay = Some(playing));
    for (say, (text, path)) in run.say.iter().zip(logs.iter().zip(["/x/telemetry.log", "/x/b.log"]))
    {
        run.tell(say.added(path));
        run.tell(say.part(path));
        run.tell(say.bytes(text));
        run.tell(say.of(Delivery::Ended));
    }
    run.sender = None;
    let said = run.until(|notice| matches!(notice, Notice::Head(_)));
    let stages = said.iter().filter(|notice| matches!(notice, Notice::Stage(_)));
    assert_eq!(stages.collect::<Vec<_>>(), [&Notice::Stage(Stage::Live)]);
    let Some(Notice::Head(head)) = said.last().cloned() else { panic!("{said:?}") };
    (run, head)
}

fn lines(seconds: impl IntoIterator<Item = u32>) -> String {
    seconds.into_iter().map(|second| line(second, &format!("at {second}"))).collect()
}

/// Asks, and waits until the player stands still; where it stands then.
fn ask(run: &mut Run, play: Play) -> Head {
    run.engine.play(play);
    standing(run)
}

fn standing(run: &mut Run) -> Head {
    let stands = |head: &Head| !matches!(head.state, PlayState::Playing | PlayState::Looking);
    let said = run.until(|notice| matches!(notice, Notice::Head(head) if stands(head)));
    let Some(Notice::Head(head)) = said.last().cloned() else { panic!("{said:?}") };
    head
}

/// What is shown, by its seconds.
fn shows(run: &mut Run, seconds: &[u32]) {
    let expected: Vec<_> = seconds.iter().map(|second| format!("at {second}")).collect();
    run.shows(&expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn nothing_is_shown_before_it_is_played_and_all_of_it_in_the_order_of_its_clock() {
    let (mut run, head) = play(paused(), &[&lines([1, 4, 9]), &lines([2, 3, 30])]);
    assert_eq!((head.played, head.of, head.state), (0, 6, PlayState::Paused));
    assert_eq!((head.first, head.last, head.at), (second(1), second(30), second(1)));
    assert_eq!(head.next, Some(second(1)));
    shows(&mut run, &[]);
    assert_eq!(ask(&mut run, Play::Speed(Speed::Max)).speed, Speed::Max);
    let head = ask(&mut run, Play::Resume);
    assert_eq!((head.played, head.at, head.state), (6, second(30), PlayState::Ended));
    assert_eq!(head.next, None);
    shows(&mut run, &[1, 2, 3, 4, 9, 30]);
    // At the end it begins anew.
    let head = ask(&mut run, Play::Toggle);
    assert_eq!((head.played, head.state), (6, PlayState::Ended));
}

#[test]
fn it_steps_by_events_and_seconds_both_ways_and_shows_what_was_there_then() {
    let (mut run, _) = play(paused(), &[&lines([1, 4, 5, 9])]);
    let step = |run: &mut Run, stride, way| {
        let head = ask(run, Play::Step(stride, way));
        (head.played, head.at)
    };
    let (event, forward, backward) = (Stride::Event, Way::Forward, Way::Backward);
    assert_eq!(step(&mut run, event, forward), (1, second(1)));
    assert_eq!(step(&mut run, event, forward), (2, second(4)));
    shows(&mut run, &[1, 4]);
    assert_eq!(step(&mut run, event, backward), (1, second(1)));
    shows(&mut run, &[1]);
    assert_eq!(step(&mut run, Stride::Second, forward), (1, second(2)));
    assert_eq!(step(&mut run, Stride::Second, forward), (1, second(3)));
    assert_eq!(step(&mut run, Stride::Second, forward), (2, second(4)));
    assert_eq!(step(&mut run, Stride::Second, forward), (3, second(5)));
    shows(&mut run, &[1, 4, 5]);
    assert_eq!(step(&mut run, Stride::Second, backward), (2, second(4)));
    assert_eq!(step(&mut run, event, backward), (1, second(1)));
    assert_eq!(step(&mut run, event, backward), (0, second(1)));
    shows(&mut run, &[]);
}

#[test]
fn it_goes_to_a_time_a_part_an_event_and_both_ends() {
    let (mut run, _) = play(paused(), &[&lines([10, 14, 15, 19, 20])]);
    let seek = |run: &mut Run, target| {
        let head = ask(run, Play::Seek(target));
        (head.played, head.at, head.state)
    };
    let (paused, ended) = (PlayState::Paused, PlayState::Ended);
    assert_eq!(seek(&mut run, Target::Time(second(16))), (3, second(16), paused));
    shows(&mut run, &[10, 14, 15]);
    assert_eq!(seek(&mut run, Target::Percent(50.0)), (3, second(15), paused));
    assert_eq!(seek(&mut run, Target::Event(EventId(1))), (2, second(14), paused));
    shows(&mut run, &[10, 14]);
    assert_eq!(seek(&mut run, Target::End), (5, second(20), ended));
    assert_eq!(seek(&mut run, Target::Start), (0, second(10), paused));
    assert_eq!(seek(&mut run, Target::Time(second(59))), (5, second(20), ended));
    assert_eq!(seek(&mut run, Target::Time(Instant(i64::MIN))), (1, second(10), paused));
    assert_eq!(seek(&mut run, Target::Percent(f64::NAN)), (1, second(10), paused));
    assert_eq!(seek(&mut run, Target::Event(EventId(u32::MAX))), (5, second(20), ended));
    shows(&mut run, &[10, 14, 15, 19, 20]);
}

#[test]
fn what_is_not_asked_for_is_not_played() {
    let playing = between("09:00:02", Some("-2s"));
    let (mut run, head) = play(playing, &[&lines([1, 2, 9]), &lines([0, 5, 8, 11])]);
    assert_eq!((head.of, head.first, head.last), (3, second(2), second(8)));
    ask(&mut run, Play::Seek(Target::End));
    shows(&mut run, &[2, 5, 8]);
    let (mut run, head) = play(between("09:00:50", None), &[&lines([1, 2])]);
    assert_eq!((head.of, head.played), (0, 0));
    assert_eq!(ask(&mut run, Play::Resume).state, PlayState::Ended);
}

#[test]
fn what_is_chosen_and_filtered_is_of_what_was_played() {
    let (mut run, _) = play(paused(), &[&lines([1, 2, 12, 22])]);
    let predicate = Predicate::read("\"at 1\" or \"2\"", &Context::default()).unwrap();
    let question = Box::new(Question { predicate, ..Question::default() });
    run.engine.ask(Ask::Question { generation: 7, question });
    run.until(|notice| *notice == Notice::Answered { generation: 7 });
    ask(&mut run, Play::Seek(Target::Event(EventId(2))));
    shows(&mut run, &[1, 2, 12]);
    ask(&mut run, Play::Step(Stride::Event, Way::Backward));
    shows(&mut run, &[1, 2]);
    let found = run.engine.watched().audit.read().unwrap().progress();
    assert!(found.1 <= 3, "{found:?}");
}

#[test]
fn it_stops_at_the_next_finding_and_at_the_one_before() {
    let event = |second: u32, value: &str| {
        format!(
            "2026-03-14 09:00:{second:02}.000 [trace] acme.x/at{second} \
             {{\"properties\":{{\"who\":\"{value}\"}}}}\n"
        )
    };
    let mail = "alice.liddell@wonderland.org";
    let log: String =
        [(1, "a"), (2, mail), (3, "b"), (4, mail), (5, "c")].map(|(at, it)| event(at, it)).concat();
    let (mut run, _) = play(paused(), &[&log]);
    let mut step = |way| {
        let head = ask(&mut run, Play::Step(Stride::Finding, way));
        (head.played, head.at)
    };
    assert_eq!(step(Way::Forward), (2, second(2)));
    assert_eq!(step(Way::Forward), (4, second(4)));
    assert_eq!(step(Way::Forward), (4, second(4)), "there is none any more");
    assert_eq!(step(Way::Backward), (2, second(2)));
    assert_eq!(step(Way::Backward), (2, second(2)));
}

#[test]
fn what_has_no_time_is_played_at_once() {
    let playing = Playing { paused: false, ..paused() };
    let (mut run, head) = play(playing, &["no stamp\nin any line\n"]);
    let head = if head.state == PlayState::Ended { head } else { standing(&mut run) };
    assert_eq!((head.played, head.of, head.state), (2, 2, PlayState::Ended));
}

#[test]
fn a_long_gap_takes_no_longer_than_is_wanted() {
    let max_gap = Some(Duration::from_millis(1));
    let playing = Playing { max_gap, paused: false, ..paused() };
    let (mut run, head) = play(playing, &[&lines([1, 20, 40, 59])]);
    let head = if head.state == PlayState::Ended { head } else { standing(&mut run) };
    assert_eq!((head.played, head.at), (4, second(59)));
}
