//! All of it at once: what the threads tell, and what they keep.

use tokio::runtime;
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;

use super::*;
use crate::config::environment::{Environment, System};
use crate::consent::{Machine, Probes, TelemetryLevel};
use crate::query::{Context, Predicate, parse};
use crate::search::{Cause, Conjuncts, Direction, Needle, Question, Span, Target};
use crate::source::{Keys, NewsSender, channel};

/// A running engine, and what it says.
pub(super) struct Run {
    pub(super) engine: Engine,
    notices: Receiver<Notice>,
    pub(super) sender: Option<NewsSender>,
    pub(super) say: [Say; 2],
}

fn predicate(text: &str) -> Predicate {
    Predicate::read(text, &Context::default()).unwrap()
}

impl Run {
    pub(super) fn start(change: impl FnOnce(&mut Plan)) -> Self {
        let (sender, feed) = channel();
        let mut plan = Plan {
            ingest: new_ingest(),
            feed,
            watching: None,
            follow: true,
            tail: None,
            predicate: Predicate::default(),
            problems: Vec::new(),
            looked: Vec::new(),
            consent: None,
            replay: None,
        };
        change(&mut plan);
        let (engine, notices) = Engine::start(plan).unwrap();
        let keys = Keys::default();
        Self { engine, notices, sender: Some(sender), say: [Say(keys.next()), Say(keys.next())] }
    }

    pub(super) fn tell(&self, news: News) {
        self.sender.as_ref().unwrap().blocking_send(news).unwrap();
    }

    /// The notices up to the first that `wanted` wants, without those that only say "look again".
    pub(super) fn until(&mut self, wanted: impl Fn(&Notice) -> bool) -> Vec<Notice> {
        let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let mut heard = Vec::new();
        loop {
            let next = async { timeout(DEADLINE, self.notices.recv()).await };
            let notice = runtime.block_on(next).unwrap().unwrap();
            if notice == Notice::Changed {
                continue;
            }
            heard.push(notice.clone());
            if wanted(&notice) {
                return heard;
            }
        }
    }

    fn until_stage(&mut self, stage: &Stage) -> Vec<Notice> {
        self.until(|notice| *notice == Notice::Stage(stage.clone()))
    }

    /// Waits until exactly this is shown: what is shown while things are still being read is
    /// nobody's promise.
    pub(super) fn shows(&mut self, expected: &[&str]) {
        let deadline = std::time::Instant::now() + DEADLINE;
        loop {
            let ids = self.engine.view().read().unwrap().ids().to_vec();
            let shown = messages(&self.engine.log(), &ids);
            if shown == expected {
                return;
            }
            assert!(std::time::Instant::now() < deadline, "{shown:?} instead of {expected:?}");
            // Whatever it is: something has changed.
            let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
            let next = async { timeout(DEADLINE, self.notices.recv()).await };
            let next = runtime.block_on(next);
            assert!(next.is_ok(), "{shown:?} instead of {expected:?}");
        }
    }

    fn ask(&mut self, generation: u64, text: &str) {
        let question = Box::new(Question { predicate: predicate(text), ..Question::default() });
        self.engine.ask(Ask::Question { generation, question });
        self.until(|notice| *notice == Notice::Answered { generation });
    }

    /// The record that a search finds, from a record on; both by what they say.
    fn find(&mut self, text: &str, from: Option<&str>, direction: Direction) -> Option<String> {
        let log = self.engine.log();
        let ids: Vec<EventId> =
            (0..log.read().unwrap().len()).map(|at| EventId(at as u32)).collect();
        let from = from.map(|from| {
            let at = messages(&log, &ids).iter().position(|it| it == from).unwrap();
            ids[at]
        });
        let target = Target::Needle(Box::new(Needle::new(text).unwrap()));
        self.engine.ask(Ask::Find { generation: 7, target, from, direction });
        let heard = self.until(|notice| matches!(notice, Notice::Found { generation: 7, .. }));
        match heard.last() {
            Some(Notice::Found { id: Some(id), .. }) => messages(&log, &[*id]).pop(),
            _ => None,
        }
    }

    /// Six records of two sources: `a0 b1 a2 b3 a4 b5` in merged order.
    fn six(&self) {
        for (say, name, first) in [(&self.say[0], "a", 0), (&self.say[1], "b", 1)] {
            self.tell(say.added(&format!("{name}.log")));
            let lines = [first, first + 2, first + 4].map(|at| line(at, &format!("{name}{at}")));
            self.tell(say.bytes(&lines.concat()));
        }
    }
}

#[test]
fn what_is_read_is_shown_in_merged_order_the_open_records_too() {
    let mut run = Run::start(|_| {});
    run.six();
    run.tell(News::CaughtUp);
    assert_eq!(run.until_stage(&Stage::Live), [Notice::Stage(Stage::Live)]);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
    run.tell(run.say[0].bytes("  grown\n"));
    run.tell(run.say[0].bytes(&line(9, "a9")));
    run.shows(&["a0", "b1", "a2", "b3", "a4\n  grown", "b5", "a9"]);
    run.sender = None;
    run.until_stage(&Stage::Done);
}

#[test]
fn a_stream_that_nobody_looks_at_any_more_is_not_read_on() {
    let Run { engine, notices, sender, say } = Run::start(|_| {});
    let sender = sender.unwrap();
    sender.blocking_send(say[0].added("endless.log")).unwrap();
    drop((engine, notices));
    let deadline = std::time::Instant::now() + DEADLINE;
    while sender.blocking_send(say[0].bytes(&line(1, "more"))).is_ok() {
        assert!(std::time::Instant::now() < deadline, "it is read on");
    }
}

#[test]
fn what_is_not_followed_is_done_at_the_end() {
    let mut run = Run::start(|plan| plan.follow = false);
    run.six();
    run.tell(News::CaughtUp);
    run.sender = None;
    assert_eq!(run.until_stage(&Stage::Done), [Notice::Stage(Stage::Done)]);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
}

#[test]
fn where_nothing_is_it_says_where_it_looked_and_waits() {
    let problem = |about: &str| Problem { about: about.to_owned(), text: "not there".to_owned() };
    let mut run = Run::start(|plan| {
        plan.problems = vec![problem("gone.log")];
        plan.looked = vec![problem("/logs")];
    });
    run.tell(News::CaughtUp);
    assert_eq!(
        run.until_stage(&Stage::Waiting),
        [
            Notice::Problem(problem("gone.log")),
            Notice::Looked(vec![problem("/logs")]),
            Notice::Stage(Stage::Waiting),
        ]
    );
    run.tell(News::Session { stamp: "s".to_owned(), product: "code", path: "/l/s".into() });
    run.six();
    let session = Notice::NewSession { stamp: "s".to_owned(), product: "code".to_owned() };
    assert_eq!(run.until_stage(&Stage::Live), [session, Notice::Stage(Stage::Live)]);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
}

#[test]
fn a_question_is_answered_and_kept() {
    let mut run = Run::start(|plan| plan.predicate = predicate("a"));
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a0", "a2", "a4"]);
    run.ask(3, "b3 or b5");
    run.shows(&["b3", "b5"]);
    run.tell(run.say[1].bytes(&line(6, "b5 again")));
    run.shows(&["b3", "b5", "b5 again"]);
    run.ask(4, "");
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5", "b5 again"]);
}

#[test]
fn only_the_tail_counts_where_it_is_asked_for() {
    let mut run = Run::start(|plan| plan.tail = Some(2));
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a4", "b5"]);
    run.ask(1, "a");
    run.shows(&["a4"]);
    run.tell(run.say[0].bytes(&line(9, "a9")));
    run.shows(&["a4", "a9"]);
}

#[test]
fn a_search_begins_behind_the_cursor_and_goes_round() {
    let (forward, backward) = (Direction::Forward, Direction::Backward);
    let mut run = Run::start(|_| {});
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
    assert_eq!(run.find("b", Some("a0"), forward).as_deref(), Some("b1"));
    assert_eq!(run.find("b", Some("b1"), forward).as_deref(), Some("b3"));
    assert_eq!(run.find("b", Some("b5"), forward).as_deref(), Some("b1"));
    assert_eq!(run.find("b", Some("a0"), backward).as_deref(), Some("b5"));
    assert_eq!(run.find("a0", Some("a0"), forward).as_deref(), Some("a0"));
    assert_eq!(run.find("nowhere", Some("a0"), forward), None);
    // Without a cursor it begins at the end that it comes from.
    assert_eq!(run.find("/./", None, forward).as_deref(), Some("a0"));
    assert_eq!(run.find("/./", None, backward).as_deref(), Some("b5"));
    // From an event that is not shown, at its neighbour.
    run.ask(1, "b");
    run.shows(&["b1", "b3", "b5"]);
    assert_eq!(run.find("/./", Some("a2"), forward).as_deref(), Some("b3"));
    assert_eq!(run.find("/./", Some("a2"), backward).as_deref(), Some("b1"));
    assert_eq!(run.find("/./", Some("a0"), backward).as_deref(), Some("b5"));
    assert_eq!(run.find("/./", Some("a0"), forward).as_deref(), Some("b1"));
    run.ask(2, "nowhere");
    assert_eq!(run.find("/./", Some("a2"), forward), None);
}

#[test]
fn a_search_goes_to_the_next_event_that_passes_a_predicate() {
    let mut run = Run::start(|_| {});
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
    let ask = |run: &mut Run, text: &str| {
        let (target, direction) = (Target::Predicate(predicate(text)), Direction::Forward);
        run.engine.ask(Ask::Find { generation: 9, target, from: None, direction });
        let heard = run.until(|notice| matches!(notice, Notice::Found { generation: 9, .. }));
        let Some(Notice::Found { id, .. }) = heard.last() else { panic!("{heard:?}") };
        id.and_then(|id| messages(&run.engine.log(), &[id]).pop())
    };
    assert_eq!(ask(&mut run, "source:b b3").as_deref(), Some("b3"));
    assert_eq!(ask(&mut run, "source:b a4"), None);
}

#[test]
fn another_span_of_time_is_another_answer() {
    let mut run = Run::start(|plan| plan.predicate = predicate("a"));
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a0", "a2", "a4"]);
    let time = |at: u32| {
        let log = run.engine.log();
        let log = log.read().unwrap();
        log.in_order().nth(at as usize).and_then(|id| log.row(id)).and_then(|row| row.time())
    };
    let (second, fifth) = (time(1), time(4));
    for (generation, span, expected) in [
        (1, Span { from: second, to: None }, &["a2", "a4"][..]),
        (2, Span { from: second, to: fifth }, &["a2"]),
        (3, Span::default(), &["a0", "a2", "a4"]),
    ] {
        let shown = run.engine.view().read().unwrap().question().clone();
        let question = Box::new(Question { span: Some(span), ..shown });
        run.engine.ask(Ask::Question { generation, question });
        run.until(|notice| *notice == Notice::Answered { generation });
        run.shows(expected);
    }
}

#[test]
fn where_nothing_is_shown_the_term_that_removed_all_is_told() {
    let mut run = Run::start(|_| {});
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
    run.ask(1, "source:b a4");
    let terms = Conjuncts::of(&parse("source:b a4").unwrap(), &Context::default()).unwrap();
    run.engine.ask(Ask::Blame { generation: 2, question: Box::default(), terms });
    let heard = run.until(|notice| matches!(notice, Notice::Blamed { .. }));
    let Some(Notice::Blamed { generation: 2, blamed }) = heard.last() else { panic!("{heard:?}") };
    assert_eq!(blamed.culprit().map(|step| step.cause), Some(Cause::Term(1)));
    assert_eq!(blamed.best_without().map(|step| step.without), Some(3));
}

/// Waits until a rule has so many hits, all of the log being looked at.
fn finds(run: &mut Run, rule: &str, expected: u64) {
    let deadline = std::time::Instant::now() + DEADLINE;
    loop {
        let Watched { log, audit, .. } = run.engine.watched();
        let (log, audit) = (log.read().unwrap(), audit.read().unwrap());
        let found = audit.findings(&log).list.into_iter().filter(|it| it.rule == rule);
        let count: u64 = found.map(|it| it.count()).sum();
        if count == expected && audit.progress() == (log.len(), log.len()) {
            return;
        }
        drop((log, audit));
        assert!(std::time::Instant::now() < deadline, "{count} instead of {expected}");
        let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let next = async { timeout(DEADLINE, run.notices.recv()).await };
        assert!(runtime.block_on(next).is_ok(), "{count} instead of {expected}");
    }
}

#[test]
fn the_whole_log_is_audited_while_nothing_is_asked() {
    let mut run = Run::start(|_| {});
    run.six();
    run.tell(News::CaughtUp);
    run.shows(&["a0", "b1", "a2", "b3", "a4", "b5"]);
    let odd = |run: &mut Run, expected| finds(run, "TEL000", expected);
    odd(&mut run, 0);
    run.tell(run.say[0].bytes("2026-03-14 09:00:07.000 [trace] telemetry/picked\n"));
    odd(&mut run, 1);
    run.ask(1, "");
    odd(&mut run, 1);
}

/// Writes a settings file that names this level.
fn allow(user_data: &Path, level: &str) {
    let folder = user_data.join("User");
    std::fs::create_dir_all(&folder).unwrap();
    let text = format!("{{ // of a person\n  \"telemetry.telemetryLevel\": \"{level}\", }}");
    std::fs::write(folder.join("settings.json"), text).unwrap();
}

#[test]
fn what_the_settings_allow_is_told_and_told_again_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    allow(folder.path(), "error");
    let environment = Environment {
        system: System::Linux,
        variables: std::collections::BTreeMap::default(),
        home: folder.path().join("home"),
    };
    let mut machine = Machine::new(environment);
    machine.policy = folder.path().join("no policy");
    let mut run = Run::start(|plan| plan.consent = Some(Probes::new(machine)));
    let log = folder.path().join("logs/20260314T090000/telemetry.log");
    run.tell(run.say[0].added(&log.display().to_string()));
    for level in [TelemetryLevel::Error, TelemetryLevel::Off] {
        let heard = run.until(|notice| matches!(notice, Notice::Consent(_)));
        let Some(Notice::Consent(Some(consent))) = heard.last() else { panic!("{heard:?}") };
        assert_eq!(consent.level, level, "{consent:?}");
        allow(folder.path(), "off");
    }
    // Events are judged by it, too.
    run.tell(News::CaughtUp);
    run.tell(run.say[0].bytes("2026-03-14 09:00:07.000 [trace] telemetry/picked\n"));
    finds(&mut run, "TEL020", 1);
    run.sender = None;
    run.until_stage(&Stage::Done);
}
